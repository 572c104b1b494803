//! A verifier checks a proof by the chain's code, which the light client executes on state that it proved: no node's
//! word counts.

use super::{CheckError, MembershipFile, ProofError};
use crate::{
	chain::At,
	pallets::{timestamp, zk_verifier},
};
use jmt_primitives::{
	proofs::{scope, GroupId, KeyId, MembershipKeys, RootStanding, Semaphore, TopicId, TopicInfo},
	Hash, Moment,
};

/// Whether members can speak about a topic.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TopicState {
	/// They can.
	Open,
	/// It has taken all aliases that it takes.
	Full,
	/// It has ended, and its aliases are still there.
	Over,
	/// It was never opened, or was cleared: which aliases were taken is not known.
	Absent,
}

impl TopicState {
	/// The state of what the chain has, at this time.
	fn of(topic: Option<&TopicInfo>, now: Moment) -> Self {
		match topic {
			None => Self::Absent,
			Some(topic) if topic.ends < now => Self::Over,
			Some(topic) if topic.used >= topic.most => Self::Full,
			Some(_) => Self::Open,
		}
	}
}

/// A membership proof that is valid at a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Valid {
	pub group: GroupId,
	pub topic: TopicId,
	/// The key by which it was checked.
	pub key: KeyId,
	pub root: RootStanding,
	/// Whether the alias was taken under the topic: the proof is no new word then. `None` when it is not known, since the
	/// chain does not have the topic.
	pub used: Option<bool>,
	pub topic_state: TopicState,
}

/// Checks a membership proof. `named` are group and topic where the file does not say.
pub async fn verify_membership(
	at: &At,
	genesis: &Hash,
	file: &MembershipFile,
	named: (Option<GroupId>, Option<TopicId>),
) -> Result<Valid, CheckError> {
	let (group, topic) = file.place(genesis, named)?;
	let proof = file.proof();
	let key = zk_verifier::membership_key(at, proof.depth).await?;
	// Compiled in as well: a depth has one published key.
	let key = key.filter(|key| Semaphore::key(proof.depth) == Some(*key));
	let key = key.ok_or(ProofError::NoKey(proof.depth))?;
	let root = zk_verifier::root(at, group, proof.root).await?;
	if root == RootStanding::NotGood {
		return Err(ProofError::OldRoot(group).into());
	}
	let (message, scope) = (Hash::from(file.message), Hash::from(file.scope));
	let inputs = scope::circuit_inputs(proof.root, proof.nullifier, &message, &scope);
	let checked = zk_verifier::verify(at, key, proof.proof, inputs.to_vec()).await?;
	checked.map_err(ProofError::Refused)?;
	let found = zk_verifier::topic(at, group, topic).await?;
	let topic_state = TopicState::of(found.as_ref(), timestamp::now(at).await?);
	let used = match topic_state {
		TopicState::Absent => None,
		_ => Some(zk_verifier::is_used(at, group, topic, proof.nullifier).await?),
	};
	Ok(Valid { group, topic, key, root, used, topic_state })
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::AccountId;

	#[test]
	fn of_a_topic_is_open_until_its_end_and_while_it_takes_more() {
		let opener = AccountId::new([1; 32]);
		let topic = |used| {
			let opener = opener.clone();
			TopicInfo { opener, ends: 10, most: 2, used, route: None }
		};
		for (found, now, state) in [
			(Some(topic(0)), 0, TopicState::Open),
			(Some(topic(1)), 10, TopicState::Open),
			(Some(topic(1)), 11, TopicState::Over),
			(Some(topic(2)), 10, TopicState::Full),
			(Some(topic(2)), 11, TopicState::Over),
			(None, 0, TopicState::Absent),
		] {
			assert_eq!(TopicState::of(found.as_ref(), now), state, "{found:?} {now}");
		}
	}
}
