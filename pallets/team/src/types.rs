//! What is stored, and what a view tells of it.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use jmt_primitives::{Balance, Moment};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// What a beneficiary is to the project.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
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
pub enum Group {
	/// Who founded it.
	#[codec(index = 0)]
	Founder,
	/// Who builds it.
	#[codec(index = 1)]
	Technical,
	/// Who advises it.
	#[codec(index = 2)]
	Advisor,
	/// Who supports it.
	#[codec(index = 3)]
	Supporter,
}

/// A share of the team's JMT, and what was paid of it.
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
)]
pub struct Beneficiary {
	/// The share of every tranche. More than zero.
	pub share: Perbill,
	/// What the beneficiary is to the project.
	pub group: Group,
	/// All that was ever paid for this share, to whoever held it, in planck. Never falls.
	pub paid: Balance,
}

impl Beneficiary {
	/// The share of some of the team's tranches, in planck. Exact, since every tranche is a multiple of
	/// the billion that shares are parts of.
	pub fn share_of(&self, tranches: Balance) -> Balance {
		self.share.mul_floor(tranches)
	}

	/// What is due when the team's tranches that have vested are `vested`, in planck. 0 where a clock that
	/// runs backwards has vested less than was paid.
	pub fn due(&self, vested: Balance) -> Balance {
		self.share_of(vested).saturating_sub(self.paid)
	}
}

/// How a beneficiary stands. All amounts in planck.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct VestingStatus {
	/// The share of every tranche.
	pub share: Perbill,
	/// What the beneficiary is to the project.
	pub group: Group,
	/// The share of all tranches.
	pub entitled: Balance,
	/// The share of the tranches that have vested by now.
	pub vested: Balance,
	/// What was paid, to whoever held the share.
	pub paid: Balance,
	/// What a claim would pay now: what is due, as far as the pot can give it.
	pub claimable: Balance,
	/// The next cliff, in ms; `None` before launch and after the last one.
	pub next_at: Option<Moment>,
}

/// What benchmarks need of the pallets that the runtime wires to this one.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// Sets the moment that the release counts from, and the wall clock, in ms.
	fn set_clock(launch: Moment, now: Moment);
}
