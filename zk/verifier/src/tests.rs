//! Proofs and batches over the limbs of WASM, on the native machine, and what is not public.

use crate::{
	batch::{coefficients, verify_batch_over},
	field::limbs29::Limbs,
	key::pairing,
	multiply,
	single::verify_over,
	world::{g1, g2, rng, Secrets},
	Claim, Error, Fr, PreparedKey, Proof,
};
use ark_bn254::{Bn254, Fq};
use ark_ec::{pairing::Pairing, CurveGroup};
use ark_ff::{UniformRand, Zero};

fn claims<'a>(keys: &'a [(Secrets, PreparedKey)], count: usize, seed: u64) -> Vec<Claim<'a>> {
	let mut rng = rng(seed);
	let claim = |number: usize| {
		let (secrets, key) = &keys[number % keys.len()];
		secrets.claim(key, &mut rng)
	};
	(0..count).map(claim).collect()
}

fn keys() -> Vec<(Secrets, PreparedKey)> {
	let mut rng = rng(60);
	let secrets = [3, 0, 5].map(|inputs| Secrets::new(inputs, &mut rng));
	secrets.into_iter().map(|secrets| (secrets.clone(), secrets.prepared())).collect()
}

#[test]
fn limbs_accept_and_refuse_what_arkworks_field_does() {
	let keys = keys();
	for count in [1, 2, 5, 64] {
		let good = claims(&keys, count, 61);
		assert_eq!(verify_batch_over::<Limbs>(&good), Ok(()), "{count}");
		for claim in good.iter().take(3) {
			assert_eq!(verify_over::<Limbs>(claim), Ok(()));
			let mut bad = claim.clone();
			bad.proof.c = (bad.proof.c + g1(Fr::from(1))).into_affine();
			assert_eq!(verify_over::<Limbs>(&bad), Err(Error::NotProven));
			let mut batch = good.clone();
			batch[count / 2] = bad;
			assert_eq!(verify_batch_over::<Limbs>(&batch), Err(Error::NotProven));
		}
	}
}

#[test]
fn pairings_agree_with_arkworks() {
	let mut rng = rng(62);
	for _ in 0..4 {
		let (p, q) = (g1(Fr::rand(&mut rng)), g2(Fr::rand(&mut rng)));
		let expected = Bn254::pairing(p, q).0;
		assert_eq!(pairing::<Limbs>(&p, &q).store(), expected);
		assert_eq!(pairing::<Fq>(&p, &q).store(), expected);
	}
}

#[test]
fn multiples_agree_with_arkworks() {
	let mut rng = rng(63);
	let edges = [Fr::zero(), Fr::from(1), -Fr::from(1), multiply::LAMBDA, -multiply::LAMBDA];
	let scalars: Vec<Fr> = edges.into_iter().chain((0..60).map(|_| Fr::rand(&mut rng))).collect();
	let points: Vec<_> = scalars.iter().map(|_| g1(Fr::rand(&mut rng))).collect();
	multiply::tests::agree::<Limbs>(&points, &scalars);
	multiply::tests::agree::<Fq>(&points, &scalars);
}

/// Coefficients as scalars.
fn drawn(claims: &[Claim<'_>]) -> Vec<Fr> {
	coefficients(claims).into_iter().map(|coefficient| coefficient.scalar()).collect()
}

#[test]
fn every_coefficient_depends_on_each_key_proof_and_input() {
	let keys = keys();
	let good = claims(&keys, 6, 64);
	let before = drawn(&good);
	for (place, one) in before.iter().enumerate() {
		assert!(!one.is_zero());
		assert!(!before[..place].contains(one));
	}
	assert_eq!(drawn(&good), before);
	let differ = |changed: &[Claim<'_>]| {
		let after = drawn(changed);
		assert!(after.iter().zip(&before).all(|(after, before)| after != before));
	};
	// The same points and inputs under a key that has the same secrets but for delta.
	let other = Secrets { delta: keys[0].0.delta + Fr::from(1), ..keys[0].0.clone() }.prepared();
	for place in 0..good.len() {
		let mut changed = good.clone();
		changed[place].proof.a = -changed[place].proof.a;
		differ(&changed);
		let mut changed = good.clone();
		changed[place].proof.b = -changed[place].proof.b;
		differ(&changed);
		let mut changed = good.clone();
		changed[place].proof.c = -changed[place].proof.c;
		differ(&changed);
		for input in 0..good[place].inputs.len() {
			let mut changed = good.clone();
			changed[place].inputs[input] += Fr::from(1);
			differ(&changed);
		}
		if good[place].key.input_count() == other.input_count() {
			let mut changed = good.clone();
			changed[place].key = &other;
			differ(&changed);
		}
	}
	let mut swapped = good.clone();
	swapped.swap(1, 4);
	differ(&swapped);
	differ(&good[..5]);
}

#[test]
fn points_of_small_order_are_refused_by_limbs_too() {
	// The twist's points of order 10069 and others, as the integration tests make them.
	let (secrets, key) = &keys()[1];
	let mut rng = rng(65);
	let proof = secrets.proof(&[], &mut rng);
	for outside in crate::subgroup::points_outside(&proof.b, &mut rng) {
		let proof = Proof::new(proof.a, outside, proof.c).unwrap();
		let claim = Claim::new(key, proof, Vec::new()).unwrap();
		assert_eq!(verify_over::<Limbs>(&claim), Err(Error::OutOfSubgroup));
		let good = secrets.claim(key, &mut rng);
		assert_eq!(verify_batch_over::<Limbs>(&[good, claim]), Err(Error::OutOfSubgroup));
	}
}
