//! Types that are stored besides those of [`jmt_primitives::tasks`].

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::PalletError;
use jmt_primitives::{
	tasks::{TaskId, TermsFault, MAX_OUTPUT_BYTES, MAX_SETTLED},
	Balance,
};
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// Bytes that a program wrote.
pub type Output = BoundedVec<u8, ConstU32<MAX_OUTPUT_BYTES>>;

/// Tasks that one call settles.
pub type ToSettle = BoundedVec<TaskId, ConstU32<MAX_SETTLED>>;

/// All workers.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct AllWorkers {
	/// Their number.
	pub workers: u32,
	/// Their whole stake units.
	pub units: u64,
}

/// Sums of all money that ever moved, in planck. None shrinks.
///
/// `posted = paid + fees + refunded + what is held for tasks`, and
/// `staked = unstaked + slashed + awarded + what is held of workers`.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Ledger {
	/// Held for tasks: prices, deposits, and the pay of panels that were asked for.
	pub posted: Balance,
	/// Out of what was held for tasks, to owners of workers, and to those who collected for a client.
	pub paid: Balance,
	/// Out of what was held for tasks, to the pot: market fees, and pay that a client refused.
	pub fees: Balance,
	/// Out of what was held for tasks, back.
	pub refunded: Balance,
	/// To the pot when tasks were posted.
	pub service: Balance,
	/// Held of workers.
	pub staked: Balance,
	/// Back to workers.
	pub unstaked: Balance,
	/// Out of stakes, to the pot.
	pub slashed: Balance,
	/// Out of stakes, to panels that overturned a result, and to those who asked for them.
	pub awarded: Balance,
}

/// The fault of terms, as an error carries it: one byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct FaultByte(pub TermsFault);

impl PalletError for FaultByte {
	const MAX_ENCODED_SIZE: usize = 1;
}
