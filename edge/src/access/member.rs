//! Members of anonymous groups: a proof for a use is made, and verified, on this machine.
//!
//! A member has one alias at a resource, whatever the time, so that its uses can be counted, and linked. Its proof says
//! the id of the use, and so is good for one challenge of one enforcer.

use crate::proofs::{prove_in_scope, Folder, Members as Group, ProofError};
use jmt_primitives::{
	access::{signed::scope, Fact, ResourceId, Use, VerifyMember},
	proofs::{scope::circuit_inputs, Alias, MembershipKeys, MembershipProof, Semaphore},
	Hash,
};
use jmt_zk_prover::Identity;
use jmt_zk_verifier::{verify, Claim, PreparedKey, VerifyingKey};

/// Verifies proofs of membership with the arithmetic of this machine.
pub struct Members;

impl VerifyMember for Members {
	fn verify(
		&self,
		key: &[u8],
		scope: &Hash,
		message: &Hash,
		proof: &MembershipProof,
	) -> Fact<Alias> {
		// A depth has one published key, whatever a file says.
		let key = VerifyingKey::from_bytes(key).ok();
		let key = key.filter(|key| {
			Semaphore::key(proof.depth).is_some_and(|published| published.0 == key.digest())
		});
		let Some(key) = key else { return Fact::Unknown };
		match is_good(&PreparedKey::new(key), scope, message, proof) {
			true => Fact::Is(proof.nullifier),
			false => Fact::Absent,
		}
	}
}

/// Whether the proof is good by a key. A nullifier that is not below r is refused with the other inputs.
fn is_good(key: &PreparedKey, scope: &Hash, message: &Hash, proof: &MembershipProof) -> bool {
	let inputs = circuit_inputs(proof.root, proof.nullifier, message, scope);
	let inputs = inputs.map(|input| input.0);
	Claim::decode(key, &proof.proof.0, &inputs).and_then(|claim| verify(&claim)).is_ok()
}

/// Proves that the identity is a member of the group, for one use of a resource. It takes a second of work and connects
/// to nobody. Without a depth it is the least that takes the group.
pub fn prove(
	group: &Group,
	identity: &Identity,
	using: &Use,
	folder: &Folder,
	depth: Option<u8>,
) -> Result<MembershipProof, ProofError> {
	let scope = member_scope(group, using.resource);
	Ok(prove_in_scope(group, identity, (scope, using.id()), folder, depth)?.proof)
}

/// The scope of a group's members at a resource.
fn member_scope(group: &Group, resource: ResourceId) -> Hash {
	scope(&group.genesis, group.group, resource)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::proofs::MembershipFile;
	use jmt_primitives::proofs::{ProofBytes, Scalar};

	const KEY: &[u8] = include_bytes!("../../../chain-specs/semaphore-20.key");

	/// A proof that Semaphore's own library made, with its scope and its message.
	fn published() -> (Hash, Hash, MembershipProof) {
		let text = include_str!("../../../testing/fixtures/zk/semaphore-20-proof.json");
		let mut json: serde_json::Value = serde_json::from_str(text).unwrap();
		// Computed by the circuit and beside the proof in the vector.
		json.as_object_mut().unwrap().remove("inputs");
		let file: MembershipFile = serde_json::from_value(json).unwrap();
		(file.scope.into(), file.message.into(), file.proof())
	}

	#[test]
	fn verify_a_published_proof_gives_its_alias() {
		let (scope, message, proof) = published();
		let told = Members.verify(KEY, &scope, &message, &proof);
		assert_eq!(told, Fact::Is(proof.nullifier));
	}

	mod reject {
		use super::*;

		#[test]
		fn verify_for_another_scope_message_root_or_alias_it_is_no_proof() {
			let (scope, message, proof) = published();
			let other = Hash::repeat_byte(1);
			for (scope, message, proof) in [
				(other, message, proof),
				(scope, other, proof),
				(scope, message, MembershipProof { root: Scalar::default(), ..proof }),
				(scope, message, MembershipProof { nullifier: Scalar::default(), ..proof }),
				// Not below r.
				(scope, message, MembershipProof { nullifier: Scalar([0xff; 32]), ..proof }),
				(scope, message, MembershipProof { proof: ProofBytes([0; 256]), ..proof }),
			] {
				assert_eq!(Members.verify(KEY, &scope, &message, &proof), Fact::Absent);
			}
		}

		#[test]
		fn verify_by_bytes_that_are_not_the_published_key_nothing_is_known() {
			let (scope, message, proof) = published();
			let mut changed = KEY.to_vec();
			changed[600] ^= 1;
			for key in [&[][..], &[0; 768], &changed] {
				assert_eq!(Members.verify(key, &scope, &message, &proof), Fact::Unknown);
			}
			// The key of another depth.
			let proof = MembershipProof { depth: 16, ..proof };
			assert_eq!(Members.verify(KEY, &scope, &message, &proof), Fact::Unknown);
		}
	}
}
