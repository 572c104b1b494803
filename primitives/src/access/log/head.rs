use crate::{AccountId, Balance, Hash, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The newest anchor of an enforcer's log, as the chain keeps it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct LogHead {
	/// Leaves of the log, seals included.
	pub leaves: u32,
	/// Hash of the tree, below its root.
	pub tree: Hash,
	/// Root of the log.
	pub root: Hash,
	/// Number of the newest segment.
	pub segment: u32,
	/// Where its span ends.
	pub at: Moment,
	/// When a lie was reported first.
	pub lied: Option<Moment>,
	/// Paid the deposit.
	pub payer: AccountId,
	/// In planck.
	pub deposit: Balance,
}
