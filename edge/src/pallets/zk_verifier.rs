//! Groups, topics and anchors, and proofs that the light client checks by the chain's own code.

use super::{ask, stored, Call, Event};
use crate::{chain::At, error::Error};
use codec::{Decode, Encode};
use futures::{stream, StreamExt, TryStreamExt};
use jmt_primitives::{
	proofs::{
		stamp::Stamp, Alias, AnchorInfo, GroupId, GroupInfo, KeyId, KeyInfo, ProofBytes, Refused,
		RootStanding, Scalar, Statement, TopicId, TopicInfo, ZkTerms,
	},
	AccountId, Balance, Hash, Moment,
};
use scale_info::TypeInfo;

const PALLET: &str = "ZkVerifier";
const API: &str = "ZkApi";

/// Leaves of a page.
pub const PAGE: u32 = 64;

/// Commitments of one [`AddMembers`], at most.
pub const ADD_AT_ONCE: usize = 256;

/// Pages of a group that one call clears here.
pub const CLEAR_PAGES: u32 = 128;

/// Aliases of a topic that one call clears here.
pub const CLEAR_ALIASES: u32 = 256;

/// Reads under way at the same time: the light client takes 16, some of them our other reads.
const READS_AT_ONCE: usize = 8;

/// Whether a proof proves these inputs by a registered key. The light client runs the check itself.
pub async fn verify(
	at: &At,
	key: KeyId,
	proof: ProofBytes,
	inputs: Vec<Scalar>,
) -> Result<Result<(), Refused>, Error> {
	ask(at, API, "verify", &(key, proof, inputs)).await
}

/// Whether a proof proves a statement about an anchored root. The light client runs the check itself.
pub async fn check_statement(
	at: &At,
	statement: Statement,
	proof: ProofBytes,
) -> Result<Result<(), Refused>, Error> {
	ask(at, API, "check_statement", &(statement, proof)).await
}

/// A registered key without its bytes.
pub async fn key(at: &At, key: KeyId) -> Result<Option<KeyInfo>, Error> {
	ask(at, API, "key", &(key,)).await
}

/// The key by which memberships are proven at a depth.
pub async fn membership_key(at: &At, depth: u8) -> Result<Option<KeyId>, Error> {
	ask(at, API, "membership_key", &(depth,)).await
}

/// A group; `None` when there is none.
pub async fn group(at: &At, group: GroupId) -> Result<Option<GroupInfo>, Error> {
	ask(at, API, "group", &(group,)).await
}

/// Whether a proof may name this root of a group.
pub async fn root(at: &At, group: GroupId, root: Scalar) -> Result<RootStanding, Error> {
	ask(at, API, "root", &(group, root)).await
}

/// A topic; `None` when the group has none of this name.
pub async fn topic(at: &At, group: GroupId, topic: TopicId) -> Result<Option<TopicInfo>, Error> {
	ask(at, API, "topic", &(group, topic)).await
}

/// Whether an alias was taken under a topic.
pub async fn is_used(at: &At, group: GroupId, topic: TopicId, alias: Alias) -> Result<bool, Error> {
	ask(at, API, "is_used", &(group, topic, alias)).await
}

/// The root that an account anchored under a label.
pub async fn anchor(at: &At, account: AccountId, label: Hash) -> Result<Option<AnchorInfo>, Error> {
	ask(at, API, "anchor", &(account, label)).await
}

/// The terms of signals at this block.
pub async fn terms(at: &At) -> Result<ZkTerms, Error> {
	ask(at, API, "terms", &()).await
}

/// All leaves of a group with this many, in their order. They are read page by page, and all pages are: a peer learns
/// which group is of interest, and not which member.
pub async fn leaves(at: &At, group: GroupId, size: u32) -> Result<Vec<Scalar>, Error> {
	let pages: Vec<Vec<Scalar>> = stream::iter(0..size.div_ceil(PAGE))
		.map(async |page| {
			let found: Option<Vec<Scalar>> = stored(at, PALLET, "Pages", &(group, page)).await?;
			found.ok_or_else(|| Error::chain(format!("page {page} of group {group} is not there")))
		})
		.buffered(READS_AT_ONCE)
		.try_collect()
		.await?;
	Ok(pages.concat())
}

/// Makes a group of the account that signs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct CreateGroup {}

impl Call for CreateGroup {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "create_group";
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct GroupCreated {
	pub group: GroupId,
	/// Held of the owner, in planck.
	pub deposit: Balance,
}

impl Event for GroupCreated {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "GroupCreated";
}

/// Adds members behind those that a group has.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct AddMembers {
	pub group: GroupId,
	/// At most [`ADD_AT_ONCE`].
	pub commitments: Vec<Scalar>,
}

impl Call for AddMembers {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "add_members";
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct MembersAdded {
	/// Place of the first.
	pub first: u32,
	pub root: Scalar,
}

impl Event for MembersAdded {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "MembersAdded";
}

/// Takes a member out of a group: its leaf is zero from then on.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct RemoveMember {
	pub group: GroupId,
	/// Its place among the leaves.
	pub index: u32,
	pub leaf: Scalar,
	/// Of its path, lowest first.
	pub siblings: Vec<Scalar>,
}

impl Call for RemoveMember {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "remove_member";
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct MemberRemoved {
	pub root: Scalar,
}

impl Event for MemberRemoved {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "MemberRemoved";
}

/// Closes a group, as far as one call reaches.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct CloseGroup {
	pub group: GroupId,
	/// Pages to clear, at most.
	pub pages: u32,
}

impl Call for CloseGroup {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "close_group";
}

/// The event of a part of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct GroupCleared {
	/// Released to the owner, in planck.
	pub deposit: Balance,
}

impl Event for GroupCleared {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "GroupCleared";
}

/// The event of its end.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct GroupClosed {
	/// Released with the last pages, in planck.
	pub deposit: Balance,
}

impl Event for GroupClosed {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "GroupClosed";
}

/// Lets members of a group speak about a topic, each once.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct OpenTopic {
	pub group: GroupId,
	pub topic: TopicId,
	/// From when on it takes no more, in ms.
	pub ends: Moment,
	/// Aliases that it takes; the opener pays a deposit for each.
	pub most: u32,
}

impl Call for OpenTopic {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "open_topic";
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct TopicOpened {
	/// Held of the opener, in planck.
	pub deposit: Balance,
}

impl Event for TopicOpened {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "TopicOpened";
}

/// Clears a topic that has ended, as far as one call reaches.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct CloseTopic {
	pub group: GroupId,
	pub topic: TopicId,
	/// Aliases to clear, at most.
	pub n: u32,
}

impl Call for CloseTopic {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "close_topic";
}

/// The event of a part of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct TopicCleared {
	/// Paid to the account that signed, in planck.
	pub bounty: Balance,
}

impl Event for TopicCleared {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "TopicCleared";
}

/// The event of its end.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct TopicClosed {
	/// Released to the opener, in planck.
	pub deposit: Balance,
}

impl Event for TopicClosed {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "TopicClosed";
}

/// A member's word about a topic: fee-free with a stamp, or signed by anybody without one.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Signal {
	pub group: GroupId,
	/// Depth of the circuit.
	pub depth: u8,
	pub root: Scalar,
	pub nullifier: Alias,
	pub message: Hash,
	pub topic: TopicId,
	pub proof: ProofBytes,
	pub stamp: Option<Stamp>,
}

impl Call for Signal {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "signal";
}

/// The event of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct Signalled {
	pub group: GroupId,
	pub topic: TopicId,
	pub alias: Alias,
	pub message: Hash,
}

impl Event for Signalled {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "Signalled";
}

/// Anchors a root under a label.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct SetAnchor {
	pub label: Hash,
	pub root: Scalar,
}

impl Call for SetAnchor {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "anchor";
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct Anchored {
	/// Held of the account, in planck.
	pub deposit: Balance,
}

impl Event for Anchored {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "Anchored";
}

/// Drops an anchor; its deposit comes back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct DropAnchor {
	pub label: Hash,
}

impl Call for DropAnchor {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "drop_anchor";
}

#[cfg(test)]
mod tests {
	use super::*;
	use scale_value::Composite;

	#[test]
	fn arguments_they_have_the_names_of_the_metadata() {
		let call = Signal {
			group: 1,
			depth: 20,
			root: Scalar::default(),
			nullifier: Scalar::default(),
			message: Hash::zero(),
			topic: Hash::zero(),
			proof: ProofBytes([0; 256]),
			stamp: None,
		};
		let Composite::Named(fields) = call.arguments().unwrap() else { panic!("no names") };
		let names = fields.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
		let expected =
			["group", "depth", "root", "nullifier", "message", "topic", "proof", "stamp"];
		assert_eq!(names, expected);
	}
}
