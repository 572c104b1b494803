//! Functions that no bytes may break: those that `fuzz/` feeds and the properties below run with random and mutated bytes.
//!
//! Each either returns, or panics because a decoder accepted a second encoding or a batch and its claims disagree.

#![allow(dead_code, reason = "each of two crates uses a part")]

use crate::world::{rng, Secrets};
use jmt_zk_verifier::{
	g1_bytes, g1_from_bytes, g2_bytes, g2_from_bytes, import,
	receipt::{journal_digest, risc_zero, sp1, TaskResult, JOURNAL_BYTES},
	scalar_bytes, scalar_from_bytes, verify, verify_batch, Claim, Fr, PreparedKey, Proof,
	VerifyingKey,
};
use std::sync::LazyLock;

/// A target by its name.
pub(crate) const TARGETS: [(&str, fn(&[u8])); 7] = [
	("points", points),
	("proof", proof),
	("key", key),
	("prepared", prepared),
	("imports", imports),
	("receipts", receipts),
	("batch", batch),
];

/// Points and scalars: one encoding each.
pub(crate) fn points(bytes: &[u8]) {
	if let Some(bytes) = bytes.first_chunk() {
		if let Ok(point) = g1_from_bytes(bytes) {
			assert_eq!(&g1_bytes(&point), bytes);
			assert!(point.is_on_curve());
		}
	}
	if let Some(bytes) = bytes.first_chunk() {
		if let Ok(point) = g2_from_bytes(bytes) {
			assert_eq!(&g2_bytes(&point), bytes);
			assert!(point.is_on_curve() && point.is_in_correct_subgroup_assuming_on_curve());
		}
	}
	if let Some(bytes) = bytes.first_chunk() {
		if let Ok(scalar) = scalar_from_bytes(bytes) {
			assert_eq!(&scalar_bytes(scalar), bytes);
		}
	}
}

pub(crate) fn proof(bytes: &[u8]) {
	if let Ok(proof) = Proof::from_bytes(bytes) {
		assert_eq!(proof.to_bytes(), bytes);
	}
}

pub(crate) fn key(bytes: &[u8]) {
	if let Ok(key) = VerifyingKey::from_bytes(bytes) {
		assert_eq!(key.to_bytes(), bytes);
		assert_eq!(key.validate(), Ok(()));
	}
}

pub(crate) fn prepared(bytes: &[u8]) {
	if let Ok(key) = PreparedKey::from_trusted_bytes(bytes) {
		assert_eq!(key.to_bytes(), bytes);
	}
}

/// An imported key is one that its canonical bytes give too.
pub(crate) fn imports(bytes: &[u8]) {
	let keys =
		[import::snarkjs::key(bytes), import::gnark::key(bytes), import::arkworks::key(bytes)];
	for key in keys.into_iter().flatten() {
		assert_eq!(VerifyingKey::from_bytes(&key.to_bytes()), Ok(key));
	}
	if let Ok(proof) = import::snarkjs::proof(bytes) {
		assert_eq!(Proof::from_bytes(&proof.to_bytes()), Ok(proof));
	}
	let _ = import::snarkjs::inputs(bytes);
}

/// A receipt is its selector, the parts that it is said to have, and its proof: they give the bytes again. The chain's own
/// inputs are scalars whatever the hashes are, and a result's journal holds all of it.
pub(crate) fn receipts(bytes: &[u8]) {
	if let Ok(proof) = risc_zero::V3_0.proof(bytes) {
		assert_eq!([&risc_zero::V3_0.selector[..], proof].concat(), bytes);
	}
	for release in [sp1::V6_0, sp1::V6_1] {
		if let Ok(sp1::Receipt { nonce, proof }) = release.receipt(bytes) {
			let parts = [&release.selector[..], &[0; 32], &release.root, &nonce, proof];
			assert_eq!(parts.concat(), bytes);
			let inputs = release.inputs(&nonce, &journal_digest(bytes), &nonce);
			// All but program and nonce are the chain's, and always scalars.
			for number in &inputs[1..4] {
				assert!(scalar_from_bytes(number).is_ok());
			}
		}
	}
	let Some([genesis, task, input, output]) = bytes
		.first_chunk::<128>()
		.map(|bytes| *bytes.as_chunks::<32>().0.first_chunk::<4>().unwrap())
	else {
		return;
	};
	let result = TaskResult { genesis, task, input, output };
	let journal = result.journal();
	assert_eq!(journal[JOURNAL_BYTES - 128..], bytes[..128]);
	assert_eq!(result.journal_digest(), journal_digest(&journal));
	for number in risc_zero::V3_0.inputs(&task, &result.journal_digest()) {
		assert!(scalar_from_bytes(&number).is_ok());
	}
}

/// Two keys with four proofs and their inputs each.
static WORLD: LazyLock<Vec<(PreparedKey, Vec<Statement>)>> = LazyLock::new(|| {
	let mut rng = rng(70);
	[1, 2]
		.map(|inputs| {
			let secrets = Secrets::new(inputs, &mut rng);
			let statement = |number: u64| {
				let inputs: Vec<Fr> = (0..inputs as u64).map(|i| Fr::from(number + i)).collect();
				let proof = secrets.proof(&inputs, &mut rng).to_bytes();
				(proof, inputs.into_iter().map(scalar_bytes).collect())
			};
			let statements = (0..4).map(statement).collect();
			(secrets.prepared(), statements)
		})
		.into_iter()
		.collect()
});

/// Bytes of a proof and of its inputs.
type Statement = (Vec<u8>, Vec<[u8; 32]>);

/// A batch of valid claims, changed as the bytes say: a claim is five bytes, of which the first chooses key and proof, the
/// second what is done to it, the others where and how.
pub(crate) fn batch(bytes: &[u8]) {
	let mut claims = Vec::new();
	for [choice, action, place, flip, from] in bytes.as_chunks().0.iter().take(66) {
		let (key, statements) = &WORLD[usize::from(*choice) % WORLD.len()];
		let at = |choice: u8| &statements[usize::from(choice / 2) % statements.len()];
		let (mut proof, mut inputs) = at(*choice).clone();
		let (other, other_inputs) = at(*from);
		match action % 8 {
			0 => proof[usize::from(*place)] ^= flip,
			1 => inputs[0][usize::from(*place) % 32] ^= flip,
			2 => proof[..64].copy_from_slice(&other[..64]),
			3 => proof[64..192].copy_from_slice(&other[64..192]),
			4 => proof[192..].copy_from_slice(&other[192..]),
			5 => inputs.clone_from(other_inputs),
			_ => {},
		}
		if let Ok(claim) = Claim::decode(key, &proof, &inputs) {
			claims.push(claim);
		}
	}
	let each = claims.iter().map(verify).filter(|result| result.is_ok()).count();
	let all = (1..=64).contains(&claims.len()) && each == claims.len();
	assert_eq!(verify_batch(&claims).is_ok(), all);
}

#[cfg(test)]
mod properties {
	use super::*;
	use proptest::prelude::*;

	/// Bytes that the decoders take, to be mutated.
	fn samples() -> Vec<Vec<u8>> {
		let (key, statements) = &WORLD[1];
		let text = |name: &str| {
			let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testing/fixtures/zk/");
			std::fs::read(format!("{folder}{name}")).unwrap()
		};
		let receipt = |name: &str, field: &str| {
			let file: serde_json::Value = serde_json::from_slice(&text(name)).unwrap();
			hex::decode(file[field].as_str().unwrap()).unwrap()
		};
		let (proof, inputs) = &statements[0];
		let proof_b = proof[64..192].to_vec();
		vec![
			key.to_bytes(),
			key.key().to_bytes(),
			proof.clone(),
			proof_b,
			inputs[0].to_vec(),
			text("risc0-key.json"),
			text("risc0-example-proof.json"),
			text("risc0-example-public.json"),
			text("sp1-groth16-key.bin"),
			receipt("risc0-receipt.json", "seal"),
			receipt("sp1-receipt.json", "proof"),
		]
	}

	static SAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(samples);

	#[test]
	fn each_sample_is_taken_by_a_decoder() {
		let taken = |bytes: &[u8]| {
			VerifyingKey::from_bytes(bytes).is_ok()
				|| PreparedKey::from_trusted_bytes(bytes).is_ok()
				|| Proof::from_bytes(bytes).is_ok()
				|| bytes.try_into().is_ok_and(|bytes| g2_from_bytes(bytes).is_ok())
				|| bytes.try_into().is_ok_and(|bytes| scalar_from_bytes(bytes).is_ok())
				|| import::snarkjs::key(bytes).is_ok()
				|| import::snarkjs::proof(bytes).is_ok()
				|| import::snarkjs::inputs(bytes).is_ok()
				|| import::gnark::key(bytes).is_ok()
				|| risc_zero::V3_0.proof(bytes).is_ok()
				|| sp1::V6_0.receipt(bytes).is_ok()
		};
		assert!(SAMPLES.iter().all(|sample| taken(sample)));
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(192))]

		#[test]
		fn no_bytes_break_a_decoder(
			random in prop::collection::vec(any::<u8>(), 0..1400),
			sample in 0..11_usize,
			changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3),
			end in any::<prop::sample::Index>(),
			cut in prop::bool::weighted(0.2),
		) {
			let mut mutated = SAMPLES[sample].clone();
			for (place, flip) in changes {
				let place = place.index(mutated.len());
				mutated[place] ^= flip;
			}
			if cut {
				mutated.truncate(end.index(mutated.len()));
			}
			for (_, target) in &TARGETS[..6] {
				target(&random);
				target(&mutated);
			}
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(32))]

		#[test]
		fn no_bytes_make_a_batch_differ_from_its_claims(
			bytes in prop::collection::vec(any::<u8>(), 0..60),
		) {
			batch(&bytes);
		}
	}

	#[test]
	fn a_batch_of_65_is_refused_and_one_of_64_accepted() {
		batch(&[0, 7, 0, 0, 0].repeat(64));
		batch(&[0, 7, 0, 0, 0].repeat(65));
		batch(&[]);
	}
}
