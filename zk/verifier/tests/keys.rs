//! Keys that would let anybody forge.

use crate::{
	subgroup::twist_point,
	world::{g1, g2, rng, Secrets},
};
use ark_bn254::Bn254;
use ark_ec::{pairing::Pairing, CurveGroup};
use ark_ff::UniformRand;
use jmt_zk_verifier::{Error, Fr, G1Affine, G2Affine, PreparedKey, VerifyingKey, MAX_INPUTS};

fn secrets() -> Secrets {
	Secrets::new(2, &mut rng(10))
}

#[test]
fn it_takes_a_gamma_that_is_the_generator() {
	assert_eq!(secrets().gamma, Fr::from(1));
	assert!(secrets().key().is_ok());
}

#[test]
fn it_takes_other_gammas() {
	let mut rng = rng(11);
	assert!(Secrets { gamma: Fr::rand(&mut rng), ..secrets() }.key().is_ok());
	assert!(Secrets { gamma: -Fr::from(1), ..secrets() }.key().is_ok());
}

#[test]
fn it_refuses_a_delta_that_is_gamma_or_its_negative() {
	let gamma = Fr::rand(&mut rng(12));
	for delta in [gamma, -gamma] {
		assert_eq!(Secrets { gamma, delta, ..secrets() }.key(), Err(Error::DeltaIsGamma));
	}
}

#[test]
fn it_refuses_a_delta_that_is_the_generator_or_its_negative() {
	let gamma = Fr::rand(&mut rng(13));
	for delta in [Fr::from(1), -Fr::from(1)] {
		assert_eq!(Secrets { gamma, delta, ..secrets() }.key(), Err(Error::DeltaIsGenerator));
		// With gamma the generator as well, both reasons hold.
		assert_eq!(Secrets { delta, ..secrets() }.key(), Err(Error::DeltaIsGamma));
	}
}

/// The attack by which such keys were drained, so that the refusal has its reason beside it.
#[test]
fn it_refuses_gamma_for_delta_since_a_proof_of_one_statement_becomes_one_of_another() {
	let mut rng = rng(14);
	let gamma = Fr::rand(&mut rng);
	for delta in [gamma, -gamma] {
		let secrets = Secrets { gamma, delta, ..secrets() };
		let (x, y) = ([Fr::from(1), Fr::from(2)], [Fr::from(1_000_000), Fr::from(3)]);
		let honest = secrets.proof(&x, &mut rng);
		let c = g1_of(&honest.to_bytes()[192..]);
		let [k_0, k_1, k_2] = secrets.inputs[..] else { unreachable!() };
		let statement = |inputs: &[Fr; 2]| g1(k_0 + k_1 * inputs[0] + k_2 * inputs[1]);
		let shift = statement(&x) - statement(&y);
		let forged = if delta == gamma { c + shift } else { c - shift };
		// e(A, B) = e(alpha, beta) e(K(y), gamma) e(C', delta), by arkworks, for a key that we refuse.
		let bytes = honest.to_bytes();
		let (a, b) = (
			g1_of(&bytes[..64]),
			jmt_zk_verifier::g2_from_bytes(bytes[64..192].try_into().unwrap()).unwrap(),
		);
		let right = [g1(secrets.alpha), statement(&y), forged.into_affine()];
		assert_eq!(
			Bn254::pairing(a, b),
			Bn254::multi_pairing(right, [g2(secrets.beta), g2(gamma), g2(delta)])
		);
	}
}

fn g1_of(bytes: &[u8]) -> G1Affine {
	jmt_zk_verifier::g1_from_bytes(bytes.try_into().unwrap()).unwrap()
}

#[test]
fn it_refuses_infinity_at_each_place() {
	let (alpha, beta, gamma, delta, inputs) = secrets().points();
	let (o1, o2) = (G1Affine::identity(), G2Affine::identity());
	let refused = |key: Result<VerifyingKey, Error>| assert_eq!(key, Err(Error::Infinity));
	refused(VerifyingKey::new(o1, beta, gamma, delta, inputs.clone()));
	refused(VerifyingKey::new(alpha, o2, gamma, delta, inputs.clone()));
	refused(VerifyingKey::new(alpha, beta, o2, delta, inputs.clone()));
	refused(VerifyingKey::new(alpha, beta, gamma, o2, inputs.clone()));
	for place in 0..3 {
		let mut inputs = inputs.clone();
		inputs[place] = o1;
		refused(VerifyingKey::new(alpha, beta, gamma, delta, inputs));
	}
	let bytes = secrets().key().unwrap().to_bytes();
	for range in [0..64, 64..192, 192..320, 320..448, 448..512, 512..576, 576..640] {
		let mut bytes = bytes.clone();
		bytes[range].fill(0);
		assert_eq!(VerifyingKey::from_bytes(&bytes), Err(Error::Infinity));
	}
}

#[test]
fn it_refuses_points_off_the_curve_and_outside_the_subgroup_at_each_place() {
	let (alpha, beta, gamma, delta, inputs) = secrets().points();
	let outside = twist_point(&mut rng(15));
	for key in [
		VerifyingKey::new(alpha, outside, gamma, delta, inputs.clone()),
		VerifyingKey::new(alpha, beta, outside, delta, inputs.clone()),
		VerifyingKey::new(alpha, beta, gamma, outside, inputs.clone()),
	] {
		assert_eq!(key, Err(Error::OutOfSubgroup));
	}
	let bytes = secrets().key().unwrap().to_bytes();
	for end in [64, 192, 320, 448, 512, 576, 640] {
		let mut bytes = bytes.clone();
		bytes[end - 1] ^= 1;
		assert_eq!(VerifyingKey::from_bytes(&bytes), Err(Error::OffCurve));
	}
	assert_eq!(VerifyingKey::new(alpha, beta, gamma, delta, Vec::new()), Err(Error::Length));
}

#[test]
fn it_takes_32_inputs_and_refuses_33() {
	let mut rng = rng(16);
	assert!(Secrets::new(MAX_INPUTS, &mut rng).key().is_ok());
	assert_eq!(Secrets::new(MAX_INPUTS + 1, &mut rng).key(), Err(Error::TooManyInputs));
}

#[test]
fn it_names_keys_by_their_content() {
	let key = secrets().key().unwrap();
	let digest = key.digest();
	assert_eq!(PreparedKey::new(key.clone()).digest(), digest);
	assert_eq!(
		PreparedKey::from_trusted_bytes(&PreparedKey::new(key).to_bytes()).unwrap().digest(),
		digest
	);
	assert_ne!(Secrets { delta: Fr::from(2), ..secrets() }.key().unwrap().digest(), digest);
}
