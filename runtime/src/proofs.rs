//! Answers about keys, groups, topics and anchors of zero-knowledge proofs.

use crate::{configs::RootLifetime, AccountId, Hash, Runtime, Timestamp, ZkVerifier};
use alloc::vec::Vec;
use frame_support::traits::{Get, Time};
use jmt_primitives::proofs::{
	Alias, AnchorInfo, GroupId, GroupInfo, KeyId, KeyInfo, ProofBytes, Refused, RootStanding,
	Scalar, TopicId, TopicInfo, VerifyProof, ZkTerms,
};
use pallet_zk_verifier::{
	Aliases, Anchors, Config, Group, Groups, KeyRecord, Keys, Pages, ReplacedRoots, Topics, PAGE,
};

/// Whether a proof proves these inputs, as the call `verify` would find now.
pub fn verify(key: &KeyId, proof: &ProofBytes, inputs: &[Scalar]) -> Result<(), Refused> {
	<ZkVerifier as VerifyProof>::verify(key, inputs, proof)
}

/// A registered key.
pub fn key(id: &KeyId) -> Option<KeyInfo> {
	let KeyRecord { owner, purpose, set_up, inputs, retired, .. } = Keys::<Runtime>::get(id)?;
	let usable = <ZkVerifier as VerifyProof>::usable(id);
	Some(KeyInfo { owner, purpose, set_up, retired, usable, inputs })
}

/// A group.
pub fn group(group: GroupId) -> Option<GroupInfo> {
	let Group { owner, size, root, topics, closing, .. } = Groups::<Runtime>::get(group)?;
	Some(GroupInfo { owner, size, root, topics, closing, pages: size.div_ceil(PAGE) })
}

/// The leaves of a page, none where there is no such page.
pub fn page(group: GroupId, page: u32) -> Vec<Scalar> {
	Pages::<Runtime>::get(group, page).into_inner()
}

/// Whether a proof may name this root of a group.
pub fn root(group: GroupId, root: &Scalar) -> RootStanding {
	let Some(Group { root: current, .. }) = Groups::<Runtime>::get(group) else {
		return RootStanding::NotGood;
	};
	if current == Some(*root) {
		return RootStanding::Current;
	}
	// A root that came back was replaced more than once: the newest time counts.
	let replaced = ReplacedRoots::<Runtime>::get(group);
	let until = replaced
		.iter()
		.rev()
		.find(|replaced| replaced.root == *root)
		.map(|replaced| replaced.at.saturating_add(RootLifetime::get()));
	match until {
		Some(until) if <Timestamp as Time>::now() < until => RootStanding::Replaced { until },
		_ => RootStanding::NotGood,
	}
}

/// A topic of a group.
pub fn topic(group: GroupId, name: &TopicId) -> Option<TopicInfo> {
	let topic = Topics::<Runtime>::get(group, name)?;
	Some(TopicInfo { opener: topic.opener, ends: topic.ends, most: topic.most, used: topic.used })
}

/// Whether an alias was taken under a topic.
pub fn is_used(group: GroupId, topic: &TopicId, alias: &Alias) -> bool {
	Aliases::<Runtime>::contains_key(ZkVerifier::scope_of(group, topic), alias)
}

/// An anchored root.
pub fn anchor(account: &AccountId, label: &Hash) -> Option<AnchorInfo> {
	let anchor = Anchors::<Runtime>::get(account, label)?;
	Some(AnchorInfo { root: anchor.root, at: anchor.at })
}

/// The rules of signals now.
pub fn terms() -> ZkTerms {
	ZkTerms {
		stamp_bits: <Runtime as Config>::StampBits::get(),
		root_lifetime: <Runtime as Config>::RootLifetime::get(),
	}
}
