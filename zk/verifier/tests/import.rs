//! Keys and proofs of others: RISC Zero and SP1 (testing/fixtures/zk/README.md).

use jmt_zk_verifier::{
	import, verify, verify_batch, Claim, Error, Fr, PreparedKey, Proof, VerifyingKey,
};
use serde_json::{json, Value};

const KEY: &[u8] = include_bytes!("../../../testing/fixtures/zk/risc0-example-key.json");
const PROOF: &[u8] = include_bytes!("../../../testing/fixtures/zk/risc0-example-proof.json");
const INPUTS: &[u8] = include_bytes!("../../../testing/fixtures/zk/risc0-example-public.json");
const RISC0: &[u8] = include_bytes!("../../../testing/fixtures/zk/risc0-key.json");
const SP1: &[u8] = include_bytes!("../../../testing/fixtures/zk/sp1-groth16-key.bin");

fn changed(file: &[u8], change: impl FnOnce(&mut Value)) -> Vec<u8> {
	let mut value = serde_json::from_slice(file).unwrap();
	change(&mut value);
	serde_json::to_vec(&value).unwrap()
}

#[test]
fn it_verifies_the_proof_of_risc0_groth16() {
	let key = import::snarkjs::key(KEY).unwrap();
	let key = PreparedKey::from_trusted_bytes(&PreparedKey::new(key).to_bytes()).unwrap();
	let proof = import::snarkjs::proof(PROOF).unwrap();
	let inputs = import::snarkjs::inputs(INPUTS).unwrap();
	let claim = Claim::decode(&key, &proof.to_bytes(), &inputs).unwrap();
	assert_eq!(verify(&claim), Ok(()));
	assert_eq!(verify_batch(&[claim.clone(), claim.clone(), claim]), Ok(()));
	for wrong in [32, 34] {
		let claim = Claim::new(&key, proof.clone(), vec![Fr::from(wrong)]).unwrap();
		assert_eq!(verify(&claim), Err(Error::NotProven));
	}
	let bytes = proof.to_bytes();
	for place in 0..bytes.len() {
		let mut bytes = bytes.clone();
		bytes[place] ^= 0xff;
		assert!(Claim::decode(&key, &bytes, &inputs).and_then(|claim| verify(&claim)).is_err());
		assert!(Proof::from_bytes(&bytes).is_err());
	}
}

#[test]
fn it_reads_the_keys_of_risc_zero_and_sp1() {
	let risc0 = import::snarkjs::key(RISC0).unwrap();
	assert_eq!(risc0.input_count(), 5);
	assert_eq!(VerifyingKey::from_bytes(&risc0.to_bytes()), Ok(risc0));
	let sp1 = import::gnark::key(SP1).unwrap();
	assert_eq!(sp1.input_count(), 5);
	assert_eq!(sp1.to_bytes().len(), 832);
	assert_eq!(VerifyingKey::from_bytes(&sp1.to_bytes()), Ok(sp1));
}

#[test]
fn it_refuses_gnark_keys_with_commitments_other_flags_or_lengths() {
	for length in [0, 31, 32, 287, 291, SP1.len() - 1] {
		assert_eq!(import::gnark::key(&SP1[..length]), Err(Error::Length));
	}
	assert_eq!(import::gnark::key(&[SP1, &[0]].concat()), Err(Error::Format));
	for place in [SP1.len() - 1, SP1.len() - 5] {
		let mut bytes = SP1.to_vec();
		bytes[place] = 1;
		assert_eq!(import::gnark::key(&bytes), Err(Error::Format));
	}
	for (flag, error) in [(0, Error::Format), (0x40, Error::Infinity)] {
		let mut bytes = SP1.to_vec();
		bytes[64] = bytes[64] & 0x3f | flag;
		assert_eq!(import::gnark::key(&bytes), Err(error));
	}
	// The other y is another key.
	let mut bytes = SP1.to_vec();
	bytes[0] ^= 0x40;
	assert_ne!(import::gnark::key(&bytes), import::gnark::key(SP1));
	assert!(import::gnark::key(&bytes).is_ok());
	// So is it of alpha alone: beta and delta stand there in both groups.
	for place in [32, 64, 192, 224] {
		let mut bytes = SP1.to_vec();
		bytes[place] ^= 0x40;
		assert_eq!(import::gnark::key(&bytes), Err(Error::Format));
	}
	// More points than bytes.
	let mut bytes = SP1.to_vec();
	bytes[288..292].fill(0xff);
	assert!(import::gnark::key(&bytes).is_err());
}

#[test]
fn it_refuses_snarkjs_files_of_another_system_or_form() {
	let key = |change: fn(&mut Value)| import::snarkjs::key(&changed(KEY, change)).unwrap_err();
	assert_eq!(key(|file| file["protocol"] = json!("plonk")), Error::Format);
	assert_eq!(key(|file| file["curve"] = json!("bls12381")), Error::Format);
	assert_eq!(key(|file| file["nPublic"] = json!(2)), Error::InputCount);
	assert_eq!(key(|file| file["IC"] = json!([])), Error::InputCount);
	assert_eq!(key(|file| file["vk_alpha_1"][2] = json!("0")), Error::Infinity);
	assert_eq!(key(|file| file["vk_alpha_1"][2] = json!("2")), Error::Format);
	assert_eq!(key(|file| file["vk_beta_2"][2][1] = json!("1")), Error::Format);
	assert_eq!(key(|file| file["vk_alpha_1"] = json!(["1", "2"])), Error::Format);
	assert_eq!(key(|file| file["vk_alpha_1"][0] = json!("0x1")), Error::Format);
	assert_eq!(key(|file| file["vk_alpha_1"][0] = json!("")), Error::Format);
	assert_eq!(key(|file| file["vk_alpha_1"][0] = json!("-1")), Error::Format);
	assert_eq!(key(|file| file["vk_alpha_1"][0] = json!("9".repeat(78))), Error::NotReduced);
	assert_eq!(key(|file| file["vk_alpha_1"][0] = json!("1")), Error::OffCurve);
	assert_eq!(key(|file| file["vk_delta_2"] = file["vk_gamma_2"].clone()), Error::DeltaIsGamma);
	assert_eq!(import::snarkjs::key(b"{}"), Err(Error::Format));
	assert_eq!(import::snarkjs::proof(KEY), Err(Error::Format));
	let proof =
		|change: fn(&mut Value)| import::snarkjs::proof(&changed(PROOF, change)).unwrap_err();
	assert_eq!(proof(|file| file["pi_c"] = json!(["0", "1", "0"])), Error::Infinity);
	assert_eq!(proof(|file| file["protocol"] = json!("fflonk")), Error::Format);
	assert_eq!(import::snarkjs::inputs(b"[\"1\", 2]"), Err(Error::Format));
	assert_eq!(
		import::snarkjs::inputs(format!("[\"{}\"]", "9".repeat(78)).as_bytes()),
		Err(Error::ScalarNotReduced)
	);
	let mut two = [0; 32];
	two[30] = 1;
	assert_eq!(import::snarkjs::inputs(b"[\"256\"]"), Ok(vec![two]));
}

const SEMAPHORE: &[u8] = include_bytes!("../../../testing/fixtures/zk/semaphore-20-key.json");
const MEMBERSHIP: &[u8] = include_bytes!("../../../testing/fixtures/zk/semaphore-20-proof.json");

/// Numbers of a field of the file, as snarkjs would write them.
fn numbers(file: &Value, field: &str) -> Vec<[u8; 32]> {
	import::snarkjs::inputs(&serde_json::to_vec(&file[field]).unwrap()).unwrap()
}

#[test]
fn it_verifies_a_proof_that_semaphore_made_from_its_points_as_they_are() {
	let key = import::snarkjs::key(SEMAPHORE).unwrap();
	assert_eq!(key.to_bytes().len(), 768);
	let key = PreparedKey::from_trusted_bytes(&PreparedKey::new(key).to_bytes()).unwrap();
	let file: Value = serde_json::from_slice(MEMBERSHIP).unwrap();
	let (points, inputs) = (numbers(&file, "points").concat(), numbers(&file, "inputs"));
	assert_eq!(inputs.len(), 4);
	let claim = Claim::decode(&key, &points, &inputs).unwrap();
	assert_eq!(verify(&claim), Ok(()));
	assert_eq!(verify_batch(&[claim.clone(), claim.clone()]), Ok(()));
	for place in 0..4 {
		let mut inputs = inputs.clone();
		inputs[place][31] ^= 1;
		let wrong = Claim::decode(&key, &points, &inputs).unwrap();
		assert_eq!(verify(&wrong), Err(Error::NotProven));
		assert_eq!(verify_batch(&[claim.clone(), wrong]), Err(Error::NotProven));
	}
	// Message and scope themselves are no inputs: the second is above the order even.
	let (message, scope) = (
		&numbers(&json!({ "m": [file["message"]] }), "m"),
		&numbers(&json!({ "s": [file["scope"]] }), "s"),
	);
	let raw = [inputs[0], inputs[1], message[0], scope[0]];
	assert_eq!(Claim::decode(&key, &points, &raw).err(), Some(Error::ScalarNotReduced));
}
