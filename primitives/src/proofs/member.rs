//! Membership of a group: once per topic, under an alias that leads to no member.

use super::{KeyId, ProofBytes, Refused, Scalar};
use crate::{AccountId, Hash, Moment};
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

/// Names the pallet through whose calls members speak about a topic. Each pallet has one of its own, as its id.
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
pub struct Route(pub [u8; 8]);

/// Lets pallets take a member's word.
///
/// A proof that waits in a pool is public, and `signal` of the pallet that keeps the groups takes it from anybody: the
/// alias would be spent before the pallet that needs it sees it. So a pallet opens topics of its own, by its route, and
/// nothing else takes words about these. It passes no other route than its own.
///
/// Anybody may open a topic of the same name first. A pallet lets its callers choose another name then.
pub trait Membership {
	/// Opens a topic of this route at the expense of `opener`, with an `ends` that its name says, for `most` aliases.
	fn open(
		route: &Route,
		opener: &AccountId,
		group: GroupId,
		topic: &TopicId,
		ends: Moment,
		most: u32,
	) -> Result<(), DispatchError>;

	/// Takes the word of a member of `group` about `topic`, which was opened by this route and in which an alias counts
	/// once. Returns the alias.
	///
	/// Checks everything before it writes. Errors are those of the pallet that keeps the groups.
	fn signal(
		route: &Route,
		group: GroupId,
		topic: &TopicId,
		message: &Hash,
		proof: &MembershipProof,
	) -> Result<Alias, DispatchError>;

	/// Whether a proof shows that a member of `group` means `message` in a `scope` of the caller's. Returns the alias.
	/// It writes nothing and asks for no topic: the caller sees to it that an alias counts as often as it should.
	///
	/// Three reads, and one proof verified at last. A message is for one use, else anybody who saw a proof shows it again.
	fn check(
		group: GroupId,
		scope: &Hash,
		message: &Hash,
		proof: &MembershipProof,
	) -> Result<Alias, NotMember>;
}

/// Why a proof shows no member.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotMember {
	/// No group has this number.
	UnknownGroup,
	/// The root is not the group's, or was replaced too long ago.
	RootNotGood,
	/// The nullifier is no number below r: plus r it would be another alias.
	NullifierNotReduced,
	/// There is no circuit of this depth.
	NoKey,
	/// The key or the proof was refused.
	Refused(Refused),
}

/// Which key proves memberships at a depth.
pub trait MembershipKeys {
	/// The key of the circuit of this depth, if there is one.
	fn key(depth: u8) -> Option<KeyId>;

	/// Whether the key is that of a depth.
	fn contains(key: &KeyId) -> bool;
}
