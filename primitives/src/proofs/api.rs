use super::{
	Alias, GroupId, KeyId, ProofBytes, Purpose, Refused, Route, Scalar, SetUp, Statement, TopicId,
};
use crate::{AccountId, Hash, Moment};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;

/// A registered key without its bytes.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct KeyInfo {
	/// The account that registered it; `None` for a key of the genesis.
	pub owner: Option<AccountId>,
	/// Its purpose.
	pub purpose: Purpose,
	/// How its secrets were made.
	pub set_up: SetUp,
	/// The moment until which it verifies, once it was retired.
	pub retired: Option<Moment>,
	/// Whether something new may name it.
	pub usable: bool,
	/// Public inputs that it takes.
	pub inputs: u8,
}

/// A group as a member or verifier wants to know it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct GroupInfo {
	/// The account that changes it.
	pub owner: AccountId,
	/// Leaves, those of removed members included.
	pub size: u32,
	/// The root of its tree; `None` while it has no leaf.
	pub root: Option<Scalar>,
	/// Topics that are open or not cleared yet.
	pub topics: u32,
	/// Whether it is being closed.
	pub closing: bool,
	/// Pages of leaves.
	pub pages: u32,
}

/// Whether a proof may name a root of a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum RootStanding {
	/// The group has it now.
	#[codec(index = 0)]
	Current,
	/// It was replaced and is still good.
	#[codec(index = 1)]
	Replaced {
		/// The moment from which it is not good any more.
		until: Moment,
	},
	/// The group never had it, or it was replaced too long ago.
	#[codec(index = 2)]
	NotGood,
}

/// A topic of a group.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct TopicInfo {
	/// The account that pays for its aliases.
	pub opener: AccountId,
	/// The moment from which it takes no more.
	pub ends: Moment,
	/// Aliases that it takes.
	pub most: u32,
	/// Aliases that it has taken.
	pub used: u32,
	/// The pallet that takes its words; `None` where they come by `signal`.
	pub route: Option<Route>,
}

/// A root that an account anchored.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct AnchorInfo {
	/// The root.
	pub root: Scalar,
	/// The moment of the anchoring.
	pub at: Moment,
}

/// The rules of signals at this block.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ZkTerms {
	/// Leading zero bits of a fee-free signal's stamp.
	pub stamp_bits: u32,
	/// How long a root stays good after it was replaced, in ms.
	pub root_lifetime: Moment,
}

sp_api::decl_runtime_apis! {
	/// Keys, groups, topics and anchors of zero-knowledge proofs, and proofs checked without a transaction.
	#[api_version(1)]
	pub trait ZkApi {
		/// Whether a proof proves these inputs by a registered key, or the first reason why not.
		fn verify(key: KeyId, proof: ProofBytes, inputs: Vec<Scalar>) -> Result<(), Refused>;
		/// Whether a proof proves a statement about an anchored root, or the first reason why not.
		fn check_statement(statement: Statement, proof: ProofBytes) -> Result<(), Refused>;
		/// A key; `None` when it is not registered.
		fn key(key: KeyId) -> Option<KeyInfo>;
		/// The key by which memberships are proven at a depth; `None` when it is not registered.
		fn membership_key(depth: u8) -> Option<KeyId>;
		/// A group; `None` when there is none with this number.
		fn group(group: GroupId) -> Option<GroupInfo>;
		/// A page of 64 leaves of a group, fewer on its last page. Empty when there is no such page.
		fn page(group: GroupId, page: u32) -> Vec<Scalar>;
		/// Whether a proof may name this root of a group.
		fn root(group: GroupId, root: Scalar) -> RootStanding;
		/// A topic; `None` when the group has none of this name, or it was cleared.
		fn topic(group: GroupId, topic: TopicId) -> Option<TopicInfo>;
		/// Whether an alias was taken under a topic.
		fn is_used(group: GroupId, topic: TopicId, alias: Alias) -> bool;
		/// An anchor; `None` when the account has none of this label.
		fn anchor(account: AccountId, label: Hash) -> Option<AnchorInfo>;
		/// The scope that proofs under a topic are made for, as Semaphore's libraries take it. `None` at genesis, whose
		/// state does not know its hash.
		fn scope(group: GroupId, topic: TopicId) -> Option<Hash>;
		/// The rules of signals at this block.
		fn terms() -> ZkTerms;
	}
}
