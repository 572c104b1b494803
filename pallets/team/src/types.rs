//! A beneficiary's record, and the view of it.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use jmt_primitives::{Balance, Moment};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// A beneficiary's relation to the project.
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
	/// Founded it.
	#[codec(index = 0)]
	Founder,
	/// Builds it.
	#[codec(index = 1)]
	Technical,
	/// Advises it.
	#[codec(index = 2)]
	Advisor,
	/// Supports it.
	#[codec(index = 3)]
	Supporter,
}

/// A share of the team's JMT, and the payments for it.
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
	pub group: Group,
	/// Paid for this share, to all its holders so far, in planck. Never falls.
	pub paid: Balance,
}

impl Beneficiary {
	/// The share of some of the team's tranches, in planck. Exact, since every tranche is a multiple of
	/// the billion that shares are parts of.
	pub fn share_of(&self, tranches: Balance) -> Balance {
		self.share.mul_floor(tranches)
	}

	/// The amount due when the team's vested tranches are `vested`, in planck. 0 where a clock that runs
	/// backwards has vested less than was paid.
	pub fn due(&self, vested: Balance) -> Balance {
		self.share_of(vested).saturating_sub(self.paid)
	}
}

/// How a beneficiary stands. All amounts in planck.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct VestingStatus {
	/// The share of every tranche.
	pub share: Perbill,
	pub group: Group,
	/// The share of all tranches.
	pub entitled: Balance,
	/// The share of the tranches that have vested by now.
	pub vested: Balance,
	/// Paid for this share, to all its holders so far.
	pub paid: Balance,
	/// The amount that a claim would pay now: due, as far as the pot can give it.
	pub claimable: Balance,
	/// The next cliff, in ms; `None` before launch and after the last one.
	pub next_at: Option<Moment>,
}

/// Prepares the pallets that the runtime wires to this one for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// Sets the moment that the release counts from, and the wall clock, in ms.
	fn set_clock(launch: Moment, now: Moment);
}
