//! Proofs of Semaphore's circuit of depth 20.

use crate::artefacts::{files, Files};
use jmt_primitives::proofs::semaphore;
use jmt_zk_prover::{
	circuit_input, prove_membership, Artefacts, Error, Identity, MembershipProof, Path, Scalar,
	Tree,
};
use jmt_zk_verifier::{import::snarkjs, verify, Claim, Error as Refused, PreparedKey, Proof};
use std::{sync::OnceLock, time::Instant};

const KEY: &[u8] = include_bytes!("../../../testing/fixtures/zk/semaphore-20-key.json");
const MESSAGE: [u8; 32] = [0xab; 32];
const SCOPE: [u8; 32] = [0xcd; 32];

fn artefacts() -> Option<&'static Artefacts> {
	static ARTEFACTS: OnceLock<Option<Artefacts>> = OnceLock::new();
	let read = || {
		let Files { zkey, wasm } = files(20)?;
		Some(Artefacts::from_bytes(&zkey, &wasm).unwrap())
	};
	ARTEFACTS.get_or_init(read).as_ref()
}

fn router() -> Identity {
	Identity::from_private_key(&[42; 32])
}

/// A group of 1,000 with Alice's router at 617.
fn group() -> Tree {
	let mut leaves: Vec<Scalar> = (1..=1000_u64).map(|i| (i * i + 5).into()).collect();
	leaves[617] = router().commitment();
	Tree::from_leaves(&leaves).unwrap()
}

fn proven(artefacts: &Artefacts, path: &Path) -> MembershipProof {
	prove_membership(artefacts, &router(), path, &MESSAGE, &SCOPE).unwrap()
}

/// The chain's check: the published key, and inputs of its own.
fn check(proof: &MembershipProof, message: &[u8; 32], scope: &[u8; 32]) -> Result<(), Refused> {
	let key = PreparedKey::new(snarkjs::key(KEY).unwrap());
	let inputs = [proof.root, proof.nullifier, circuit_input(message), circuit_input(scope)];
	let inputs = inputs.map(|input| input.to_be_bytes());
	verify(&Claim::decode(&key, &proof.proof, &inputs).unwrap())
}

#[test]
fn a_member_of_a_thousand_is_accepted_with_the_published_key() {
	let Some(artefacts) = artefacts() else { return };
	let (tree, begun) = (group(), Instant::now());
	let proof = proven(artefacts, &tree.path(617).unwrap());
	println!("membership of depth 20: {:?}", begun.elapsed());
	assert_eq!((proof.depth, Some(proof.root)), (20, tree.root()));
	assert_eq!(proof.nullifier, router().nullifier(&circuit_input(&SCOPE)));
	assert_eq!(check(&proof, &MESSAGE, &SCOPE), Ok(()));

	assert_eq!(check(&proof, &MESSAGE, &MESSAGE), Err(Refused::NotProven));
	assert_eq!(check(&proof, &SCOPE, &SCOPE), Err(Refused::NotProven));
	let mut other = proof.clone();
	other.root = Tree::from_leaves(&[5.into(), router().commitment()]).unwrap().root().unwrap();
	assert_eq!(check(&other, &MESSAGE, &SCOPE), Err(Refused::NotProven));
	let mut other = proof;
	other.nullifier = router().nullifier(&circuit_input(&MESSAGE));
	assert_eq!(check(&other, &MESSAGE, &SCOPE), Err(Refused::NotProven));
}

#[test]
fn its_key_is_the_one_that_the_chain_names() {
	let Some(artefacts) = artefacts() else { return };
	assert_eq!(artefacts.depth(), 20);
	assert_eq!(artefacts.key(), semaphore::KEYS[19].0);
	assert_eq!(*artefacts.verifying_key().key(), snarkjs::key(KEY).unwrap());
}

#[test]
fn two_proofs_of_one_signal_differ_and_have_one_alias() {
	let Some(artefacts) = artefacts() else { return };
	let path = group().path(617).unwrap();
	let (one, two) = (proven(artefacts, &path), proven(artefacts, &path));
	assert_eq!((one.root, one.nullifier), (two.root, two.nullifier));
	assert_ne!(one.proof, two.proof);
}

#[test]
fn a_group_of_one_and_a_full_path_are_taken() {
	let Some(artefacts) = artefacts() else { return };
	for path in [
		Path::new(0, vec![]).unwrap(),
		Path::new(0xf_a5c3, (0..20).map(|i: u64| (i + 3).into()).collect()).unwrap(),
	] {
		let proof = proven(artefacts, &path);
		assert_eq!(proof.root, path.root(&router().commitment()));
		assert_eq!(check(&proof, &MESSAGE, &SCOPE), Ok(()));
	}
}

/// arkworks, which shares no line with our verifier's equation.
#[test]
fn arkworks_accepts_it_too() {
	let Some(artefacts) = artefacts() else { return };
	let proof = proven(artefacts, &group().path(617).unwrap());
	let inputs = [proof.root, proof.nullifier, circuit_input(&MESSAGE), circuit_input(&SCOPE)];
	crate::own::arkworks(artefacts.verifying_key().key(), &proof.proof, &inputs);
}

mod reject {
	use super::*;

	#[test]
	fn a_path_of_another_leaf() {
		// The prover proves what it is given; the root is not the group's.
		let Some(artefacts) = artefacts() else { return };
		let proof = proven(artefacts, &group().path(616).unwrap());
		assert_ne!(Some(proof.root), group().root());
		let mut claimed = proof;
		claimed.root = group().root().unwrap();
		assert_eq!(check(&claimed, &MESSAGE, &SCOPE), Err(Refused::NotProven));
	}

	#[test]
	fn a_path_longer_than_the_circuit() {
		let Some(artefacts) = artefacts() else { return };
		let path = Path::new(0, vec![1.into(); 21]).unwrap();
		let outcome = prove_membership(artefacts, &router(), &path, &MESSAGE, &SCOPE);
		assert!(matches!(outcome, Err(Error::TooDeep { path: 21, circuit: 20 })), "{outcome:?}");
	}

	#[test]
	fn a_proof_with_a_changed_byte() {
		let Some(artefacts) = artefacts() else { return };
		let proof = proven(artefacts, &group().path(617).unwrap());
		for at in (0..256).step_by(17) {
			let mut bytes = proof.proof;
			bytes[at] ^= 1;
			assert!(Proof::from_bytes(&bytes).is_err(), "{at}");
		}
	}
}
