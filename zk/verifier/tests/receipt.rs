//! Receipts of RISC Zero and SP1 that others made, and results of tasks under a key whose secrets are known.

use crate::world::{rng, Secrets};
use hex_literal::hex;
use jmt_zk_verifier::{
	import,
	receipt::{journal_digest, risc_zero, sp1, TaskResult, JOURNAL_BYTES},
	scalar_from_bytes, verify, Claim, Error, PreparedKey,
};
use serde_json::Value;
use sha2::{Digest, Sha256};

const RISC0_KEY: &[u8] = include_bytes!("../../../testing/fixtures/zk/risc0-key.json");
const RISC0: &[u8] = include_bytes!("../../../testing/fixtures/zk/risc0-receipt.json");
const SP1_KEY: &[u8] = include_bytes!("../../../testing/fixtures/zk/sp1-groth16-key-6.0.0.bin");
const SP1_NEXT_KEY: &[u8] = include_bytes!("../../../testing/fixtures/zk/sp1-groth16-key.bin");
const SP1: &[u8] = include_bytes!("../../../testing/fixtures/zk/sp1-receipt.json");

fn bytes(file: &[u8], field: &str) -> Vec<u8> {
	let file: Value = serde_json::from_slice(file).unwrap();
	hex::decode(file[field].as_str().unwrap()).unwrap()
}

fn hash(file: &[u8], field: &str) -> [u8; 32] {
	bytes(file, field).try_into().unwrap()
}

/// The inputs that stand in the file, for clients that do not compute them.
fn inputs_of(file: &[u8]) -> Vec<[u8; 32]> {
	let file: Value = serde_json::from_slice(file).unwrap();
	let inputs = file["inputs"].as_array().unwrap().iter();
	inputs.map(|input| hex::decode(input.as_str().unwrap()).unwrap().try_into().unwrap()).collect()
}

fn check(key: &PreparedKey, proof: &[u8], inputs: &[[u8; 32]]) -> Result<(), Error> {
	verify(&Claim::decode(key, proof, inputs)?)
}

#[test]
fn it_verifies_a_receipt_of_risc_zero() {
	let key = PreparedKey::new(import::snarkjs::key(RISC0_KEY).unwrap());
	let (image, journal) = (hash(RISC0, "image_id"), bytes(RISC0, "journal"));
	let seal = bytes(RISC0, "seal");
	let proof = risc_zero::V3_0.proof(&seal).unwrap();
	let inputs = risc_zero::V3_0.inputs(&image, &journal_digest(&journal));
	assert_eq!(check(&key, proof, &inputs), Ok(()));
	assert_eq!(inputs_of(RISC0), inputs);
	// Another journal, another program, another release.
	let other = risc_zero::V3_0.inputs(&image, &journal_digest(b"just another receipt"));
	assert_eq!(check(&key, proof, &other), Err(Error::NotProven));
	let other = risc_zero::V3_0.inputs(&[7; 32], &journal_digest(&journal));
	assert_eq!(check(&key, proof, &other), Err(Error::NotProven));
	let mut release = risc_zero::V3_0;
	release.control_root[0] ^= 1;
	let other = release.inputs(&image, &journal_digest(&journal));
	assert_eq!(check(&key, proof, &other), Err(Error::NotProven));
	let mut release = risc_zero::V3_0;
	release.identity[0] ^= 1;
	let other = release.inputs(&image, &journal_digest(&journal));
	assert_eq!(check(&key, proof, &other), Err(Error::NotProven));
}

#[test]
fn it_hashes_a_release_of_risc_zero_to_its_selector() {
	let key = import::snarkjs::key(RISC0_KEY).unwrap();
	let digest = risc_zero::V3_0.digest(&key);
	// risc0-ethereum-contracts 3.0.0, `Selector::Groth16V3_0`.
	assert_eq!(digest, hex!("73c457ba541936f0d907daf0c7253a39a9c5c427c225ba7709e44702d3c6eedc"));
	assert_eq!(digest[..4], risc_zero::V3_0.selector);
	let another = Secrets::new(5, &mut rng(1)).key().unwrap();
	assert_ne!(risc_zero::V3_0.digest(&another)[..4], risc_zero::V3_0.selector);
}

#[test]
fn it_verifies_a_receipt_of_sp1() {
	let key = PreparedKey::new(import::gnark::key(SP1_KEY).unwrap());
	let (program, values) = (hash(SP1, "program"), bytes(SP1, "public_values"));
	let bytes = bytes(SP1, "proof");
	let receipt = sp1::V6_0.receipt(&bytes).unwrap();
	let inputs =
		|values: &[u8]| sp1::V6_0.inputs(&program, &journal_digest(values), &receipt.nonce);
	assert_eq!(check(&key, receipt.proof, &inputs(&values)), Ok(()));
	assert_eq!(inputs_of(SP1), inputs(&values));
	let mut other = values.clone();
	other[31] ^= 1;
	assert_eq!(check(&key, receipt.proof, &inputs(&other)), Err(Error::NotProven));
	let another = sp1::V6_0.inputs(&[0; 32], &journal_digest(&values), &receipt.nonce);
	assert_eq!(check(&key, receipt.proof, &another), Err(Error::NotProven));
	let another = sp1::V6_0.inputs(&program, &journal_digest(&values), &[1; 32]);
	assert_eq!(check(&key, receipt.proof, &another), Err(Error::NotProven));
	let another = sp1::V6_1.inputs(&program, &journal_digest(&values), &receipt.nonce);
	assert_eq!(check(&key, receipt.proof, &another), Err(Error::NotProven));
}

#[test]
fn it_reads_the_keys_to_the_bytes_that_clients_register() {
	let risc0 = include_bytes!("../../../testing/fixtures/zk/risc0-3.0.key");
	assert_eq!(import::snarkjs::key(RISC0_KEY).unwrap().to_bytes(), risc0);
	let sp1 = include_bytes!("../../../testing/fixtures/zk/sp1-6.0.0.key");
	assert_eq!(import::gnark::key(SP1_KEY).unwrap().to_bytes(), sp1);
}

#[test]
fn it_names_the_versions_of_sp1_by_their_keys() {
	for (key, release) in [(SP1_KEY, sp1::V6_0), (SP1_NEXT_KEY, sp1::V6_1)] {
		assert_eq!(Sha256::digest(key)[..4], release.selector);
		assert!(scalar_from_bytes(&release.root).is_ok());
	}
}

#[test]
fn it_binds_a_result_to_its_chain_task_input_and_output() {
	let result = TaskResult { genesis: [1; 32], task: [2; 32], input: [3; 32], output: [4; 32] };
	let journal = result.journal();
	assert_eq!(JOURNAL_BYTES, 148);
	assert_eq!(journal[..20], *b"jmt/task/result/v1\0\0");
	assert_eq!(journal[20..], [[1; 32], [2; 32], [3; 32], [4; 32]].concat());
	assert_eq!(result.journal_digest(), journal_digest(&journal));
	assert_eq!(result.journal_digest()[..], Sha256::digest(journal)[..]);
	let others = [
		TaskResult { genesis: [9; 32], ..result },
		TaskResult { task: [9; 32], ..result },
		TaskResult { input: [9; 32], ..result },
		TaskResult { output: [9; 32], ..result },
		TaskResult { input: result.output, output: result.input, ..result },
	];
	// Of a key whose secrets are known: a proof of this result serves no other, by neither machine.
	let secrets = Secrets::new(5, &mut rng(2));
	let key = secrets.prepared();
	let program = [5; 32];
	let machines: [&dyn Fn(&TaskResult) -> [[u8; 32]; 5]; 2] =
		[&|result| risc_zero::V3_0.inputs(&program, &result.journal_digest()), &|result| {
			sp1::V6_1.inputs(&program, &result.journal_digest(), &[6; 32])
		}];
	for inputs in machines {
		let scalars: Vec<_> =
			inputs(&result).iter().map(|input| scalar_from_bytes(input).unwrap()).collect();
		let proof = secrets.proof(&scalars, &mut rng(3)).to_bytes();
		assert_eq!(check(&key, &proof, &inputs(&result)), Ok(()));
		for other in &others {
			assert_eq!(check(&key, &proof, &inputs(other)), Err(Error::NotProven));
		}
	}
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_a_seal_of_another_release_or_length() {
		let seal = bytes(RISC0, "seal");
		for place in 0..4 {
			let mut other = seal.clone();
			other[place] ^= 1;
			assert_eq!(risc_zero::V3_0.proof(&other), Err(Error::Format));
		}
		assert_eq!(risc_zero::V3_0.proof(&seal[..3]), Err(Error::Length));
		let key = PreparedKey::new(import::snarkjs::key(RISC0_KEY).unwrap());
		let inputs = risc_zero::V3_0.inputs(&[0; 32], &[0; 32]);
		for length in [4, 259] {
			let proof = risc_zero::V3_0.proof(&seal[..length]).unwrap();
			assert_eq!(check(&key, proof, &inputs), Err(Error::Length));
		}
	}

	#[test]
	fn it_refuses_a_receipt_of_sp1_with_another_version_exit_code_root_or_length() {
		let receipt = bytes(SP1, "proof");
		assert_eq!(sp1::V6_1.receipt(&receipt), Err(Error::Format));
		// A byte of the selector, of the exit code, of the root.
		for place in [0, 3, 4, 35, 36, 67] {
			let mut other = receipt.clone();
			other[place] ^= 1;
			assert_eq!(sp1::V6_0.receipt(&other), Err(Error::Format), "{place}");
		}
		for length in [0, 3, 4, 35, 67, 99, 100, 355] {
			assert_eq!(sp1::V6_0.receipt(&receipt[..length]), Err(Error::Length), "{length}");
		}
		assert_eq!(sp1::V6_0.receipt(&[&receipt[..], &[0]].concat()), Err(Error::Length));
	}
}
