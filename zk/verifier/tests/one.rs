//! Single proofs.

use crate::{
	subgroup::points_outside,
	world::{g1, g2, rng, Secrets},
};
use ark_ff::{Field, UniformRand, Zero};
use jmt_zk_verifier::{
	g2_bytes, scalar_bytes, verify, verify_batch, Claim, Error, Fr, PreparedKey, Proof,
	VerifyingKey,
};
use proptest::prelude::*;

#[test]
fn it_accepts_valid_proofs_of_0_to_32_inputs_from_the_stored_key() {
	let mut rng = rng(20);
	for inputs in [0, 1, 2, 3, 4, 5, 8, 16, 32] {
		let secrets = Secrets::new(inputs, &mut rng);
		let key = PreparedKey::from_trusted_bytes(&secrets.prepared().to_bytes()).unwrap();
		assert_eq!(verify(&secrets.claim(&key, &mut rng)), Ok(()), "{inputs}");
	}
}

#[test]
fn it_accepts_inputs_at_the_edges_of_the_field() {
	let mut rng = rng(21);
	let secrets = Secrets::new(3, &mut rng);
	let key = secrets.prepared();
	let edges = [Fr::zero(), Fr::from(1), -Fr::from(1), Fr::from(u64::MAX), -Fr::from(u64::MAX)];
	for first in edges {
		for second in edges {
			let inputs = vec![first, second, first];
			let proof = secrets.proof(&inputs, &mut rng);
			assert_eq!(verify(&Claim::new(&key, proof, inputs).unwrap()), Ok(()));
		}
	}
}

#[test]
fn it_accepts_inputs_whose_points_cancel_each_other() {
	let mut rng = rng(22);
	let secrets = Secrets::new(2, &mut rng);
	let key = secrets.prepared();
	let first = Fr::rand(&mut rng);
	// K_0 + x_1 K_1 + x_2 K_2 = 0: the pair of gamma contributes nothing.
	let second =
		-(secrets.inputs[0] + secrets.inputs[1] * first) * secrets.inputs[2].inverse().unwrap();
	let inputs = vec![first, second];
	let proof = secrets.proof(&inputs, &mut rng);
	assert_eq!(verify(&Claim::new(&key, proof.clone(), inputs).unwrap()), Ok(()));
	assert_eq!(
		verify(&Claim::new(&key, proof, vec![second, first]).unwrap()),
		Err(Error::NotProven)
	);
}

#[test]
fn it_refuses_a_proof_with_any_byte_flipped() {
	let mut rng = rng(23);
	let secrets = Secrets::new(2, &mut rng);
	let key = secrets.prepared();
	let inputs = [Fr::rand(&mut rng), Fr::rand(&mut rng)];
	let bytes = secrets.proof(&inputs, &mut rng).to_bytes();
	let inputs = inputs.map(scalar_bytes);
	assert_eq!(Claim::decode(&key, &bytes, &inputs).and_then(|claim| verify(&claim)), Ok(()));
	for place in 0..bytes.len() {
		for flip in [0x01, 0x80, 0xff] {
			let mut changed = bytes.clone();
			changed[place] ^= flip;
			let error = Claim::decode(&key, &changed, &inputs)
				.and_then(|claim| verify(&claim))
				.unwrap_err();
			assert!(matches!(error, Error::NotReduced | Error::OffCurve), "{place} {error:?}");
		}
	}
}

#[test]
fn it_refuses_other_inputs_other_points_and_another_key() {
	let mut rng = rng(24);
	let secrets = Secrets::new(2, &mut rng);
	let (key, other) = (secrets.prepared(), Secrets::new(2, &mut rng).prepared());
	let inputs = vec![Fr::from(1), Fr::from(2)];
	let proof = secrets.proof(&inputs, &mut rng);
	let refused = |key, proof: &Proof, inputs: &[Fr]| {
		assert_eq!(
			verify(&Claim::new(key, proof.clone(), inputs.to_vec()).unwrap()),
			Err(Error::NotProven)
		);
	};
	assert_eq!(verify(&Claim::new(&key, proof.clone(), inputs.clone()).unwrap()), Ok(()));
	refused(&key, &proof, &[Fr::from(2), Fr::from(1)]);
	refused(&key, &proof, &[Fr::from(1), Fr::from(3)]);
	refused(&other, &proof, &inputs);
	let bytes = proof.to_bytes();
	let (a, c) = (&bytes[..64], &bytes[192..]);
	let swapped = [c, &bytes[64..192], a].concat();
	refused(&key, &Proof::from_bytes(&swapped).unwrap(), &inputs);
	refused(&key, &Proof::new(g1(Fr::from(3)), g2(Fr::from(4)), g1(Fr::from(5))).unwrap(), &inputs);
	let mut negative = bytes.clone();
	negative[..64].copy_from_slice(&jmt_zk_verifier::g1_bytes(
		&-jmt_zk_verifier::g1_from_bytes(a.try_into().unwrap()).unwrap(),
	));
	refused(&key, &Proof::from_bytes(&negative).unwrap(), &inputs);
}

#[test]
fn it_refuses_each_b_outside_the_subgroup() {
	let mut rng = rng(25);
	let secrets = Secrets::new(1, &mut rng);
	let key = secrets.prepared();
	let inputs = vec![Fr::from(1)];
	let bytes = secrets.proof(&inputs, &mut rng).to_bytes();
	let b = jmt_zk_verifier::g2_from_bytes(bytes[64..192].try_into().unwrap()).unwrap();
	for outside in points_outside(&b, &mut rng) {
		let mut changed = bytes.clone();
		changed[64..192].copy_from_slice(&g2_bytes(&outside));
		let proof = Proof::from_bytes(&changed).unwrap();
		assert_eq!(
			verify(&Claim::new(&key, proof, inputs.clone()).unwrap()),
			Err(Error::OutOfSubgroup)
		);
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn it_returns_from_any_bytes(
		bytes in prop::collection::vec(any::<u8>(), 0..1400),
		flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3),
	) {
		let _ = VerifyingKey::from_bytes(&bytes);
		let _ = PreparedKey::from_trusted_bytes(&bytes);
		let _ = Proof::from_bytes(&bytes);
		// Bytes that were once right, of key and of proof.
		let mut rng = rng(26);
		let secrets = Secrets::new(1, &mut rng);
		let mut stored = secrets.prepared().to_bytes();
		let mut proof = secrets.proof(&[Fr::from(1)], &mut rng).to_bytes();
		for (place, flip) in &flips {
			let place = place.index(stored.len());
			stored[place] ^= flip;
		}
		for (place, flip) in flips.iter().skip(1) {
			let place = place.index(proof.len());
			proof[place] ^= flip;
		}
		let unchanged = flips.iter().all(|(_, flip)| *flip == 0);
		let Ok(key) = PreparedKey::from_trusted_bytes(&stored) else { return Ok(()) };
		let Ok(claim) = Claim::decode(&key, &proof, &[scalar_bytes(Fr::from(1))]) else { return Ok(()) };
		let single = verify(&claim);
		prop_assert_eq!(single.is_ok(), unchanged);
		let batch = verify_batch(&[claim.clone(), claim]);
		// The target's value is no part of a batch, which computes it again.
		prop_assert!(batch.is_ok() || batch == single);
	}
}
