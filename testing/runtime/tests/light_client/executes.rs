//! A light client has proofs verified by the runtime itself: no node is believed.

use super::vm::{state_of, Vm};
use codec::{Decode, Encode};
use jmt_primitives::proofs::{MembershipKeys, ProofBytes, Refused, Scalar, Semaphore, PROOF_BYTES};
use jmt_runtime::{genesis_presets::STAGING, WASM_BINARY};
use jmt_runtime_harness::{zk, Chain};
use serde_json::Value;
use sp_core::U256;
use sp_io::hashing::blake2_256;
use std::collections::BTreeMap;

/// A proof that Semaphore's own library made, and its inputs.
fn proven() -> (ProofBytes, Vec<Scalar>) {
	let made: Value =
		serde_json::from_str(include_str!("../../../fixtures/zk/semaphore-20-proof.json"))
			.expect("JSON");
	let numbers = |name: &str| -> Vec<[u8; 32]> {
		let list = made[name].as_array().expect("a list");
		let number = |text: &Value| U256::from_dec_str(text.as_str().expect("text")).expect("one");
		list.iter().map(|text| number(text).to_big_endian()).collect()
	};
	let proof = numbers("points").concat().try_into().expect("eight numbers");
	(ProofBytes(proof), numbers("inputs").into_iter().map(Scalar).collect())
}

/// A staging chain with Semaphore's keys, as a light client has it.
fn light() -> Vm {
	let code = WASM_BINARY.expect(
		"this test needs the runtime as WASM, which this build left out: build without SKIP_WASM_BUILD",
	);
	let mut chain = Chain::start_with(STAGING, zk::semaphore_keys());
	let state = state_of(&mut chain);
	assert!(state.len() > 50, "{}", state.len());
	Vm::new(code, state)
}

/// The verdict on a proof by the key of depth 20.
fn verdict(light: &mut Vm, proof: &ProofBytes, inputs: &[Scalar]) -> Result<(), Refused> {
	let key = <Semaphore as MembershipKeys>::key(20).expect("there is one");
	let answer = light.call("ZkApi_verify", &(key, proof, inputs).encode());
	let answer = answer.expect("the runtime answers");
	let mut rest = &answer[..];
	let verdict = Decode::decode(&mut rest).expect("it is a verdict");
	assert!(rest.is_empty());
	verdict
}

#[test]
fn it_verifies_what_semaphore_made_and_says_why_not() {
	let (mut light, (proof, inputs)) = (light(), proven());
	assert_eq!(verdict(&mut light, &proof, &inputs), Ok(()));
	let mut other = inputs.clone();
	other.swap(2, 3);
	assert_eq!(verdict(&mut light, &proof, &other), Err(Refused::NotProven));
	assert_eq!(verdict(&mut light, &proof, &inputs[..3]), Err(Refused::InputCount));
	let scalar = U256::from_big_endian(&inputs[0].0);
	// The order r of the groups.
	let order = U256::from_dec_str(
		"21888242871839275222246405745257275088548364400416034343698204186575808495617",
	);
	other = inputs.clone();
	other[0] = Scalar((scalar + order.expect("a number")).to_big_endian());
	assert_eq!(verdict(&mut light, &proof, &other), Err(Refused::ScalarNotReduced));
	let none = ProofBytes([0; PROOF_BYTES]);
	assert_eq!(verdict(&mut light, &none, &inputs), Err(Refused::Infinity));
	let all = ProofBytes([u8::MAX; PROOF_BYTES]);
	assert_eq!(verdict(&mut light, &all, &inputs), Err(Refused::NotReduced));
}

#[test]
fn it_takes_any_proof_without_a_trap() {
	let (mut light, (proof, inputs)) = (light(), proven());
	let mut refusals = BTreeMap::new();
	for number in 0..1_000u32 {
		let noise = |part: u32| blake2_256(&(number, part).encode());
		let (mut proof, mut inputs) = (proof, inputs.clone());
		let place = (number as usize * 37) % PROOF_BYTES;
		match number % 4 {
			// A byte of the proof is another one.
			0 => proof.0[place] ^= noise(0)[0] | 1,
			// A coordinate is made up, below the modulus for the most part.
			1 => {
				let from = place / 32 * 32;
				proof.0[from..from + 32].copy_from_slice(&noise(0));
				proof.0[from] &= 0x1f;
			},
			// All of it is.
			2 => {
				for (part, bytes) in (0..).zip(proof.0.chunks_mut(32)) {
					bytes.copy_from_slice(&noise(part));
				}
			},
			// More inputs, or fewer, or made-up ones.
			_ => {
				inputs.resize(number as usize % 9, Scalar(noise(0)));
				inputs.iter_mut().take(1).for_each(|input| *input = Scalar(noise(1)));
			},
		}
		let refused = verdict(&mut light, &proof, &inputs).expect_err("nothing is proven");
		*refusals.entry(format!("{refused:?}")).or_insert(0) += 1;
	}
	println!("{refusals:?}");
	for reason in ["OffCurve", "NotReduced", "InputCount", "ScalarNotReduced"] {
		assert!(refusals.contains_key(reason), "{reason}: {refusals:?}");
	}
}
