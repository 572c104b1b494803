//! Stored records.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use jmt_primitives::{
	proofs::{Purpose, Route, Scalar, SetUp, MAX_INPUTS},
	AccountId, Balance, BlockNumber, Moment,
};
use scale_info::TypeInfo;

/// Bytes of a key with the most inputs, as it is stored: canonical bytes and e(alpha, beta).
pub const MAX_PREPARED: u32 = 512 + 64 * MAX_INPUTS + 384;

/// Canonical bytes of a key with the most inputs.
pub const MAX_KEY: u32 = 512 + 64 * MAX_INPUTS;

/// Leaves of a page.
pub const PAGE: u32 = 64;

/// Replaced roots that a group keeps at most.
pub const MAX_ROOTS: u32 = 64;

/// Commitments of one call at most.
pub const MAX_MEMBERS: u32 = 256;

/// Siblings of a path at most.
pub const MAX_SIBLINGS: u32 = 32;

/// Aliases of a topic at most.
pub const MAX_ALIASES: u32 = 100_000;

/// Proofs of a batch at most.
pub const MAX_CLAIMS: u32 = 64;

/// A key as it is registered.
pub type KeyBytes = BoundedVec<u8, ConstU32<MAX_KEY>>;

/// A key as it is stored.
pub type PreparedBytes = BoundedVec<u8, ConstU32<MAX_PREPARED>>;

/// Leaves of a group, in their order.
pub type Page = BoundedVec<Scalar, ConstU32<PAGE>>;

/// Roots of a group that were replaced, oldest first.
pub type RootRing = BoundedVec<Replaced, ConstU32<MAX_ROOTS>>;

/// The siblings of a leaf, lowest first.
pub type Siblings = BoundedVec<Scalar, ConstU32<MAX_SIBLINGS>>;

/// A registered key.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct KeyRecord {
	/// The account that registered it; none of one that stands since genesis.
	pub owner: Option<AccountId>,
	/// In the words of its owner.
	pub purpose: Purpose,
	/// In the words of its owner.
	pub set_up: SetUp,
	/// Number of its public inputs.
	pub inputs: u8,
	/// Once retired: the last moment at which it verifies, in ms.
	pub retired: Option<Moment>,
	/// Held of the owner, in planck.
	pub deposit: Balance,
}

/// A group of members, each of which is a commitment in its tree.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Group {
	/// Changes it, and pays for it.
	pub owner: AccountId,
	/// Leaves of its tree, removed ones included. Once it is being closed, those whose pages are not cleared.
	pub size: u32,
	/// The root of its tree; none of an empty one.
	pub root: Option<Scalar>,
	/// Topics that are open in it.
	pub topics: u32,
	/// Whether it is being closed: it takes no member and no topic any more.
	pub closing: bool,
	/// Held of the owner, in planck.
	pub deposit: Balance,
}

/// A root that a group had.
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
pub struct Replaced {
	/// The root.
	pub root: Scalar,
	/// The moment from which it is not good any more, in ms: fixed when another took its place.
	pub until: Moment,
}

/// A topic of a group.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Topic {
	/// Opened it, and pays for its aliases.
	pub opener: AccountId,
	/// Its last moment, in ms.
	pub ends: Moment,
	/// Aliases that it takes at most.
	pub most: u32,
	/// Aliases that it has taken and that are not cleared.
	pub used: u32,
	/// Held of the opener, in planck.
	pub deposit: Balance,
	/// Of the deposit: left for those who clear it, in planck.
	pub bounty: Balance,
	/// The pallet that takes its words; without one they come by `signal`.
	pub route: Option<Route>,
	/// The last block in which aliases of it were cleared.
	pub cleared: Option<BlockNumber>,
}

/// A root that an account anchored. It says that the account did so, and when.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Anchor {
	/// The root.
	pub root: Scalar,
	/// When, in ms.
	pub at: Moment,
	/// Held of the account, in planck.
	pub deposit: Balance,
}
