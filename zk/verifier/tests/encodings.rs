//! Bytes of points, scalars, proofs and keys.

use crate::{
	subgroup::twist_point,
	world::{add, g1, g2, rng, Secrets, P, R},
};
use ark_ff::UniformRand;
use jmt_zk_verifier::{
	g1_bytes, g1_from_bytes, g2_bytes, g2_from_bytes, scalar_bytes, scalar_from_bytes, Claim,
	Error, Fr, G1Affine, G2Affine, PreparedKey, Proof, VerifyingKey, MAX_INPUTS, PROOF_BYTES,
};

/// EIP-197's generator of G2, as the text of the proposal gives it: the imaginary parts first.
const GENERATOR: [u8; 128] = hex_literal::hex!(
	"198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
	"1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
	"090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
	"12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa"
);

#[test]
fn it_writes_points_as_eip_197_does() {
	assert_eq!(g2_bytes(&g2(Fr::from(1))), GENERATOR);
	assert_eq!(g2_from_bytes(&GENERATOR), Ok(g2(Fr::from(1))));
	let mut one = [0; 64];
	(one[31], one[63]) = (1, 2);
	assert_eq!(g1_bytes(&g1(Fr::from(1))), one);
	assert_eq!(g1_from_bytes(&one), Ok(g1(Fr::from(1))));
}

#[test]
fn it_reads_what_it_wrote() {
	let mut rng = rng(1);
	for _ in 0..20 {
		let scalar = Fr::rand(&mut rng);
		assert_eq!(scalar_from_bytes(&scalar_bytes(scalar)), Ok(scalar));
		assert_eq!(g1_from_bytes(&g1_bytes(&g1(scalar))), Ok(g1(scalar)));
		assert_eq!(g2_from_bytes(&g2_bytes(&g2(scalar))), Ok(g2(scalar)));
	}
	let secrets = Secrets::new(4, &mut rng);
	let key = secrets.key().unwrap();
	let bytes = key.to_bytes();
	// The figure for Semaphore's keys.
	assert_eq!(bytes.len(), 768);
	assert_eq!(VerifyingKey::from_bytes(&bytes), Ok(key.clone()));
	let prepared = PreparedKey::new(key);
	let stored = prepared.to_bytes();
	assert_eq!(stored.len(), 768 + 384);
	assert!(stored.starts_with(&bytes));
	assert_eq!(PreparedKey::from_trusted_bytes(&stored), Ok(prepared));
	let proof = secrets.proof(&[Fr::from(1), Fr::from(2), Fr::from(3), Fr::from(4)], &mut rng);
	assert_eq!(proof.to_bytes().len(), PROOF_BYTES);
	assert_eq!(Proof::from_bytes(&proof.to_bytes()), Ok(proof));
}

#[test]
fn it_refuses_scalars_from_the_order_upwards() {
	let mut below = R;
	below[31] -= 1;
	assert_eq!(scalar_from_bytes(&below), Ok(-Fr::from(1)));
	assert_eq!(scalar_from_bytes(&[0; 32]), Ok(Fr::from(0)));
	for scalar in
		[R, add(&[0; 31].iter().chain(&[1]).copied().collect::<Vec<_>>(), &R), P, [255; 32]]
	{
		assert_eq!(scalar_from_bytes(&scalar), Err(Error::ScalarNotReduced));
	}
}

#[test]
fn it_refuses_each_coordinate_that_is_not_reduced() {
	let (point, twist) = (g1_bytes(&g1(Fr::from(5))), g2_bytes(&g2(Fr::from(5))));
	for at in [0, 32] {
		let mut bytes = point;
		bytes[at..at + 32].copy_from_slice(&add(&point[at..at + 32], &P));
		assert_eq!(g1_from_bytes(&bytes), Err(Error::NotReduced));
	}
	for at in [0, 32, 64, 96] {
		let mut bytes = twist;
		bytes[at..at + 32].copy_from_slice(&add(&twist[at..at + 32], &P));
		assert_eq!(g2_from_bytes(&bytes), Err(Error::NotReduced));
	}
}

#[test]
fn it_refuses_points_off_the_curve_at_infinity_and_outside_the_subgroup() {
	let mut bytes = g1_bytes(&g1(Fr::from(7)));
	bytes[63] ^= 1;
	assert_eq!(g1_from_bytes(&bytes), Err(Error::OffCurve));
	let mut bytes = g2_bytes(&g2(Fr::from(7)));
	bytes[127] ^= 1;
	assert_eq!(g2_from_bytes(&bytes), Err(Error::OffCurve));
	assert_eq!(g1_from_bytes(&[0; 64]), Err(Error::Infinity));
	assert_eq!(g2_from_bytes(&[0; 128]), Err(Error::Infinity));
	assert_eq!(g2_from_bytes(&g2_bytes(&twist_point(&mut rng(2)))), Err(Error::OutOfSubgroup));
	// Zero beside a coordinate that is not zero is no infinity.
	let mut bytes = [0; 64];
	bytes[31] = 1;
	assert_eq!(g1_from_bytes(&bytes), Err(Error::OffCurve));
	// A point of G2 with its halves exchanged, as libraries that write the real part first do it.
	let twist = g2_bytes(&g2(Fr::from(9)));
	let exchanged = [&twist[32..64], &twist[..32], &twist[96..], &twist[64..96]].concat();
	assert_eq!(g2_from_bytes(exchanged.as_slice().try_into().unwrap()), Err(Error::OffCurve));
}

#[test]
fn it_refuses_proofs_of_wrong_length_and_with_wrong_points() {
	let mut rng = rng(3);
	let secrets = Secrets::new(1, &mut rng);
	let bytes = secrets.proof(&[Fr::from(1)], &mut rng).to_bytes();
	for length in [0, 1, 64, 255] {
		assert_eq!(Proof::from_bytes(&bytes[..length]), Err(Error::Length));
	}
	assert_eq!(Proof::from_bytes(&[bytes.as_slice(), &[0]].concat()), Err(Error::Length));
	assert_eq!(Proof::from_bytes(&bytes.repeat(2)), Err(Error::Length));
	for range in [0..64, 64..192, 192..256] {
		let mut changed = bytes.clone();
		changed[range.clone()].fill(0);
		assert_eq!(Proof::from_bytes(&changed), Err(Error::Infinity));
		let mut changed = bytes.clone();
		changed[range.end - 1] ^= 1;
		assert_eq!(Proof::from_bytes(&changed), Err(Error::OffCurve));
	}
	let (g, h) = (g1(Fr::from(1)), g2(Fr::from(1)));
	assert_eq!(Proof::new(G1Affine::identity(), h, g), Err(Error::Infinity));
	assert_eq!(Proof::new(g, G2Affine::identity(), g), Err(Error::Infinity));
	assert_eq!(Proof::new(g, h, G1Affine::new_unchecked(g.x, g.x)), Err(Error::OffCurve));
}

#[test]
fn it_refuses_keys_of_wrong_length() {
	let mut rng = rng(4);
	let bytes = Secrets::new(2, &mut rng).key().unwrap().to_bytes();
	assert_eq!(bytes.len(), 448 + 3 * 64);
	for length in [0, 1, 447, 448, 449, 511, bytes.len() - 1] {
		assert_eq!(VerifyingKey::from_bytes(&bytes[..length]), Err(Error::Length), "{length}");
	}
	assert_eq!(VerifyingKey::from_bytes(&[bytes.as_slice(), &[0]].concat()), Err(Error::Length));
	assert_eq!(
		VerifyingKey::from_bytes(&[bytes.as_slice(), &[0; 64]].concat()),
		Err(Error::Infinity)
	);
	// No K_0, but whole otherwise; one input less is another key.
	assert!(VerifyingKey::from_bytes(&bytes[..512]).is_ok_and(|key| key.input_count() == 0));
	let point = &bytes[448..512];
	let most = [&bytes[..448], &point.repeat(MAX_INPUTS + 1)].concat();
	assert!(VerifyingKey::from_bytes(&most).is_ok_and(|key| key.input_count() == MAX_INPUTS));
	let more = [most.as_slice(), point].concat();
	assert_eq!(VerifyingKey::from_bytes(&more), Err(Error::TooManyInputs));
	let stored = PreparedKey::new(VerifyingKey::from_bytes(&bytes).unwrap()).to_bytes();
	for length in [0, 383, 384, 384 + 448, stored.len() - 1] {
		assert_eq!(
			PreparedKey::from_trusted_bytes(&stored[..length]),
			Err(Error::Length),
			"{length}"
		);
	}
	let mut changed = stored.clone();
	changed[bytes.len()..bytes.len() + 32].copy_from_slice(&P);
	assert_eq!(PreparedKey::from_trusted_bytes(&changed), Err(Error::NotReduced));
}

#[test]
fn it_looks_at_the_number_of_inputs_before_all_else() {
	let mut rng = rng(5);
	let secrets = Secrets::new(2, &mut rng);
	let key = secrets.prepared();
	let inputs = [Fr::from(1), Fr::from(2)];
	let proof = secrets.proof(&inputs, &mut rng).to_bytes();
	let bytes = inputs.map(scalar_bytes);
	assert!(Claim::decode(&key, &proof, &bytes).is_ok());
	for wrong in [&[][..], &[R], &[R, R, R]] {
		assert_eq!(Claim::decode(&key, &[], wrong).err(), Some(Error::InputCount));
	}
	assert_eq!(Claim::decode(&key, &[], &[bytes[0], R]).err(), Some(Error::ScalarNotReduced));
	assert_eq!(
		Claim::decode(&key, &proof, &[bytes[0], add(&bytes[1], &R)]).err(),
		Some(Error::ScalarNotReduced)
	);
	assert_eq!(Claim::decode(&key, &[], &bytes).err(), Some(Error::Length));
	let proof = Proof::from_bytes(&proof).unwrap();
	assert_eq!(Claim::new(&key, proof, vec![inputs[0]]).err(), Some(Error::InputCount));
}
