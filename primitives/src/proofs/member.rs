//! Membership of a group: once per topic, under an alias that leads to no member.

use super::{KeyId, ProofBytes, Scalar};
use crate::Hash;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::DispatchError;

/// Number of a group, from 1 on, never used twice.
pub type GroupId = u32;

/// Names something that the members of a group speak about. Its first eight bytes are the moment of its end in ms, big-endian.
pub type TopicId = Hash;

/// The nullifier of a member in one scope: the same for each of its words there, another in each other scope.
pub type Alias = Scalar;

/// A proof of Semaphore v4 without message and scope.
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
pub struct MembershipProof {
	/// The depth of the circuit, at least that of the tree.
	pub depth: u8,
	/// The root of the group that the member knew.
	pub root: Scalar,
	/// The member's alias in the scope.
	pub nullifier: Scalar,
	/// The proof.
	pub proof: ProofBytes,
}

/// Lets pallets take a member's word.
pub trait Membership {
	/// Takes the word of a member of `group` about `topic`, whose alias counts once there. Returns the alias.
	///
	/// Checks everything before it writes. Errors are those of the pallet that keeps the groups.
	fn signal(
		group: GroupId,
		topic: &TopicId,
		message: &Hash,
		proof: &MembershipProof,
	) -> Result<Alias, DispatchError>;
}

/// Which key proves memberships at a depth.
pub trait MembershipKeys {
	/// The key of the circuit of this depth, if there is one.
	fn key(depth: u8) -> Option<KeyId>;
}
