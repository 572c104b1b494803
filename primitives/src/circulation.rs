//! Circulation: where all JMT are, and which of them circulate.
//!
//! # Words
//!
//! * **Pots** are the six keyless accounts whose JMT belong to nobody yet: the four of [`Pot`], what devices
//!   have drawn and not claimed, and what validators have drawn for past eras and not collected.
//! * **Circulating** is all that lies elsewhere, in accounts of somebody: `total - pots`. So
//!   `pots + circulating = total`, and nothing is counted twice or left out.
//! * **Bonded** is staked in the current era. It circulates: it belongs to somebody, who can have it after
//!   unbonding. It is reported beside the sum and not taken off.
//! * **Unvested** is what of the team's 5 B has not vested by time. It is a part of the team pot; the rest of
//!   that pot has vested and is not claimed.
//! * **Unreleased** is what of the mining pot's 15 B the schedule has not released. It is a part of the mining
//!   pot; the rest of that pot was released and is not drawn.
//! * A **snapshot** holds the figures of a quarter's end, and the hash of the report that explains them.
//!
//! [`Pot`]: crate::supply::Pot

use crate::{calendar::Quarter, Balance, BlockNumber, Hash, Moment};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Points of a schedule that are given at once, at most.
pub const MAX_SCHEDULE_POINTS: u32 = 4_096;

/// What each pot holds, in planck.
#[derive(
	Clone,
	Copy,
	Default,
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
pub struct PotBalances {
	/// The mining pot.
	pub mining: Balance,
	/// The ecosystem pot.
	pub ecosystem: Balance,
	/// The foundation pot.
	pub foundation: Balance,
	/// The team pot.
	pub team: Balance,
	/// What devices have drawn and their owners have not claimed.
	pub rewards: Balance,
	/// What validators have drawn for past eras and they and their nominators have not collected.
	pub staking_rewards: Balance,
}

impl PotBalances {
	/// Each pot's name, as JSON has it, and balance.
	pub const fn named(&self) -> [(&'static str, Balance); 6] {
		[
			("mining", self.mining),
			("ecosystem", self.ecosystem),
			("foundation", self.foundation),
			("team", self.team),
			("rewards", self.rewards),
			("stakingRewards", self.staking_rewards),
		]
	}

	/// All pots together; `None` when that is more than a balance can be.
	pub fn sum(&self) -> Option<Balance> {
		self.named().into_iter().try_fold(0, |sum: Balance, (_, balance)| sum.checked_add(balance))
	}
}

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
	/// The moment, in ms.
	pub at: Moment,
	/// Total issuance.
	pub total: Balance,
	/// What each pot holds.
	pub pots: PotBalances,
	/// Of the team pot: not vested by time.
	pub unvested: Balance,
	/// Of the mining pot: not released by the schedule.
	pub unreleased: Balance,
	/// Of what circulates: staked in the current era.
	pub bonded: Balance,
	/// `total` less all pots.
	pub circulating: Balance,
}

impl Circulation {
	/// The figures, with what circulates computed from the others. Pots that hold more than the total, which
	/// no chain has, leave nothing to circulate, and [`Circulation::adds_up`] says no.
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

	/// Whether all pots and what circulates are the total, to the planck.
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
	/// The quarter.
	pub quarter: Quarter,
	/// When it was taken, in ms: at the first block at or after the quarter's end, or in one of the next
	/// when several quarters ended between two blocks.
	pub taken_at: Moment,
	/// The block that took it.
	pub taken_in: BlockNumber,
	/// The figures at `taken_at`.
	pub figures: Circulation,
	/// Hash of the foundation's report on the quarter, once anchored.
	pub report: Option<Hash>,
}

/// A point of the ten years' schedule.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct SchedulePoint {
	/// The moment, in ms.
	pub at: Moment,
	/// What the mining pot has released by then, in planck.
	pub released: Balance,
	/// What of the team's 5 B has vested by then, in planck.
	pub vested: Balance,
}

/// The schedule at `from` and every `step` ms after it: `points` points, at most [`MAX_SCHEDULE_POINTS`] of
/// them. It ends early where the clock ends, since no moment comes after that.
pub fn schedule(
	from: Moment,
	step: Moment,
	points: u32,
	released: impl Fn(Moment) -> Balance,
	vested: impl Fn(Moment) -> Balance,
) -> Vec<SchedulePoint> {
	(0..points.min(MAX_SCHEDULE_POINTS))
		.map_while(|index| from.checked_add(step.checked_mul(index.into())?))
		.map(|at| SchedulePoint { at, released: released(at), vested: vested(at) })
		.collect()
}

/// Who knows the figures. The runtime does, since it knows all pallets.
pub trait CirculationFigures {
	/// The figures of this moment. Constant work: a fixed number of reads.
	fn figures() -> Circulation;
}
