//! Circulation: where all JMT are, and which of them circulate.
//!
//! # Words
//!
//! * **Pots** are the six keyless accounts of [`Pot`], whose JMT have no owner yet.
//! * **Circulating** is all that lies elsewhere, in accounts of somebody: `total - pots`. So
//!   `pots + circulating = total`, and nothing is counted twice or left out.
//! * **Bonded** is staked in the current era. It circulates: its owners can have it after unbonding. It is
//!   reported beside the sum and not taken off.
//! * **Unvested** is the part of the team's 5 B that has not vested by time. It lies in the team pot; the rest
//!   of that pot has vested and is not claimed.
//! * **Unreleased** is the part of the mining pot's 15 B that the schedule has not released. It lies in the
//!   mining pot; the rest of that pot was released and is not withdrawn.
//! * A **snapshot** holds the figures of a quarter's end, and the hash of the report that explains them.
//!
//! [`Pot`]: crate::supply::Pot

mod api;

pub use api::*;

use crate::{supply::PotBalances, time::Quarter, Balance, BlockNumber, Hash, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Where all JMT are at a moment, in planck. See the module's words.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Circulation {
	/// In ms.
	pub at: Moment,
	/// Total issuance.
	pub total: Balance,
	pub pots: PotBalances,
	/// Of the team pot: not vested by time.
	pub unvested: Balance,
	/// Of the mining pot: not released by the schedule.
	pub unreleased: Balance,
	/// Of the circulating: staked in the current era.
	pub bonded: Balance,
	/// `total` less all pots.
	pub circulating: Balance,
}

impl Circulation {
	/// The figures, with the circulating computed from the others. Pots that hold more than the total, which
	/// no chain has, leave 0 to circulate, and [`Circulation::adds_up`] says no.
	pub fn new(
		at: Moment,
		total: Balance,
		pots: PotBalances,
		unvested: Balance,
		unreleased: Balance,
		bonded: Balance,
	) -> Self {
		let circulating = pots.sum().and_then(|pots| total.checked_sub(pots)).unwrap_or(0);
		Self { at, total, pots, unvested, unreleased, bonded, circulating }
	}

	/// Whether all pots and the circulating are the total, to the planck.
	pub fn adds_up(&self) -> bool {
		self.pots.sum().and_then(|pots| pots.checked_add(self.circulating)) == Some(self.total)
	}
}

/// The figures of a quarter's end.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
	pub quarter: Quarter,
	/// In ms: the first block at or after the quarter's end, or one of the next when several quarters ended
	/// between two blocks.
	pub taken_at: Moment,
	pub taken_in: BlockNumber,
	/// The figures at `taken_at`.
	pub figures: Circulation,
	/// Hash of the foundation's report on the quarter, once anchored.
	pub report: Option<Hash>,
}

/// The figures of the whole chain. The runtime implements it, since it knows all pallets.
pub trait CirculationFigures {
	/// The figures of this moment. Constant work: a fixed number of reads.
	fn figures() -> Circulation;
}
