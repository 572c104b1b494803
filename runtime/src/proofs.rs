//! Answers about keys, groups, topics and anchors of zero-knowledge proofs.

use crate::{AccountId, Hash, Runtime, ZkVerifier};
use alloc::vec::Vec;
use frame_support::traits::Get;
use jmt_primitives::proofs::{
	Alias, AnchorInfo, GroupId, GroupInfo, KeyId, KeyInfo, ProofBytes, Refused, RootStanding,
	Scalar, TopicId, TopicInfo, VerifyProof, ZkTerms,
};
use pallet_zk_verifier::{
	Aliases, Anchors, Config, Group, Groups, KeyRecord, Keys, Pages, RootStanding as Standing,
	Topic, Topics, PAGE,
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
	let stored = Groups::<Runtime>::get(group);
	match stored.map(|stored| ZkVerifier::root_standing(group, &stored, root)) {
		Some(Standing::Current) => RootStanding::Current,
		Some(Standing::Replaced { until }) => RootStanding::Replaced { until },
		Some(Standing::Expired | Standing::Unknown) | None => RootStanding::NotGood,
	}
}

/// A topic of a group.
pub fn topic(group: GroupId, name: &TopicId) -> Option<TopicInfo> {
	let topic = Topics::<Runtime>::get(group, name)?;
	let Topic { opener, ends, most, used, route, .. } = topic;
	Some(TopicInfo { opener, ends, most, used, route })
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
