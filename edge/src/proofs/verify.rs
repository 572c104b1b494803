//! A verifier checks a proof by the chain's code, which the light client executes on state that it proved: no node's
//! word counts.

use super::{CheckError, MembershipFile, ProofError};
use crate::{chain::At, pallets::zk_verifier};
use jmt_primitives::{
	proofs::{scope, GroupId, KeyId, MembershipKeys, RootStanding, Semaphore, TopicId},
	Hash,
};

/// A membership proof that is valid at a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Valid {
	pub group: GroupId,
	pub topic: TopicId,
	/// The key by which it was checked.
	pub key: KeyId,
	pub root: RootStanding,
	/// Whether the alias was taken under the topic: the proof is no new word then.
	pub used: bool,
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
	let used = zk_verifier::is_used(at, group, topic, proof.nullifier).await?;
	Ok(Valid { group, topic, key, root, used })
}
