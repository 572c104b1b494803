//! Keys and proofs that others made: RISC Zero's and Semaphore's (testing/fixtures/zk/README.md).

use crate::mock::*;
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::proofs::{MembershipKeys, ProofBytes, Purpose, Scalar, Semaphore};
use jmt_zk_verifier::import::snarkjs;

const RISC0_KEY: &[u8] = include_bytes!("../../../../testing/fixtures/zk/risc0-example-key.json");
const RISC0_PROOF: &[u8] =
	include_bytes!("../../../../testing/fixtures/zk/risc0-example-proof.json");
const RISC0_INPUTS: &[u8] =
	include_bytes!("../../../../testing/fixtures/zk/risc0-example-public.json");
const SEMAPHORE_KEY: &[u8] =
	include_bytes!("../../../../testing/fixtures/zk/semaphore-20-key.json");
const SEMAPHORE_PROOF: &str =
	include_str!("../../../../testing/fixtures/zk/semaphore-20-proof.json");

/// The array of decimal numbers behind a name in a file.
fn array(file: &str, name: &str) -> Vec<[u8; 32]> {
	let (_, rest) = file.split_once(&format!("\"{name}\"")).unwrap();
	let (from, to) = (rest.find('[').unwrap(), rest.find(']').unwrap());
	snarkjs::inputs(&rest.as_bytes()[from..=to]).unwrap()
}

fn registered(file: &[u8]) -> jmt_primitives::proofs::KeyId {
	let key = snarkjs::key(file).unwrap();
	let bytes = key.to_bytes().try_into().unwrap();
	assert_ok!(ZkVerifier::register_key(by(alice()), bytes, Purpose::Receipt, ceremony()));
	key.digest().into()
}

fn scalars(numbers: Vec<[u8; 32]>) -> Vec<Scalar> {
	numbers.into_iter().map(Scalar).collect()
}

#[test]
fn it_verifies_the_example_of_risc_zero() {
	ExtBuilder::default().build_and_execute(|| {
		let key = registered(RISC0_KEY);
		let proof = snarkjs::proof(RISC0_PROOF).unwrap().to_bytes();
		let proof = ProofBytes(proof.try_into().unwrap());
		let inputs = scalars(snarkjs::inputs(RISC0_INPUTS).unwrap());
		assert_ok!(ZkVerifier::verify(by(bob()), key, proof, inputs.try_into().unwrap()));
		let other = numbers(34, 1).try_into().unwrap();
		assert_noop!(
			ZkVerifier::verify(by(bob()), key, proof, other),
			crate::Error::<Test>::NotProven
		);
	});
}

#[test]
fn it_verifies_the_proof_of_semaphore_under_its_published_id() {
	ExtBuilder::default().build_and_execute(|| {
		let key = registered(SEMAPHORE_KEY);
		assert_eq!(Semaphore::key(20), Some(key));
		let proof = ProofBytes(array(SEMAPHORE_PROOF, "points").concat().try_into().unwrap());
		let inputs = scalars(array(SEMAPHORE_PROOF, "inputs"));
		assert_ok!(ZkVerifier::verify(by(bob()), key, proof, inputs.clone().try_into().unwrap()));
		for place in 0..4 {
			let mut others = inputs.clone();
			others[place] = Scalar::from(1);
			assert_noop!(
				ZkVerifier::verify(by(bob()), key, proof, others.try_into().unwrap()),
				crate::Error::<Test>::NotProven
			);
		}
	});
}

/// The keys of npm `@zk-kit/semaphore-artifacts` 4.13.0, one a line, in the order of their depths.
const SEMAPHORE_KEYS: &str = include_str!("../../../../testing/fixtures/zk/semaphore-keys.json");

#[test]
fn it_knows_the_published_keys_of_semaphore_by_their_bytes() {
	let mut depth = 0;
	for line in SEMAPHORE_KEYS.lines().filter(|line| line.starts_with('{')) {
		depth += 1;
		let (_, rest) = line.split_once("\"key\":").unwrap();
		let file = rest.trim_end_matches(',').strip_suffix('}').unwrap();
		let key = snarkjs::key(file.as_bytes()).unwrap();
		assert_eq!(key.input_count(), jmt_primitives::proofs::semaphore::INPUTS);
		assert_eq!(Semaphore::key(depth), Some(key.digest().into()), "depth {depth}");
	}
	assert_eq!(depth, 32);
}
