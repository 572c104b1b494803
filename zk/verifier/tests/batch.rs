//! Batches.

use crate::{
	subgroup::points_outside,
	world::{rng, Secrets},
};
use ark_ff::{Field, UniformRand};
use jmt_zk_verifier::{
	g1_bytes, g1_from_bytes, g2_bytes, g2_from_bytes, scalar_bytes, verify, verify_batch, Claim,
	Error, Fr, PreparedKey, Proof, MAX_BATCH,
};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Keys of 1, 4, 5 and 0 inputs.
static KEYS: LazyLock<Vec<(Secrets, PreparedKey)>> = LazyLock::new(|| {
	let mut rng = rng(30);
	let secrets = [1, 4, 5, 0].map(|inputs| Secrets::new(inputs, &mut rng));
	secrets.into_iter().map(|secrets| (secrets.clone(), secrets.prepared())).collect()
});

fn claims(count: usize, keys: usize, seed: u64) -> Vec<Claim<'static>> {
	let mut rng = rng(seed);
	let keys = &KEYS[..keys];
	(0..count)
		.map(|number| &keys[number % keys.len()])
		.map(|(secrets, key)| secrets.claim(key, &mut rng))
		.collect()
}

/// A claim of the same key whose proof is well-formed and proves something else.
fn bad(number: usize, keys: usize) -> Claim<'static> {
	let mut rng = rng(1000 + number as u64);
	let (secrets, key) = &KEYS[number % keys];
	let inputs: Vec<Fr> = (0..key.input_count()).map(|_| Fr::rand(&mut rng)).collect();
	let mut wrong = secrets.clone();
	wrong.inputs[0] += Fr::from(1);
	Claim::new(key, wrong.proof(&inputs, &mut rng), inputs).unwrap()
}

#[test]
fn it_accepts_1_to_64_claims_of_one_key_and_of_several() {
	for count in [1, 2, 3, 4, 5, 7, 8, 16, 33, 63, 64] {
		assert_eq!(verify_batch(&claims(count, 1, count as u64)), Ok(()), "{count}");
		assert_eq!(verify_batch(&claims(count, 4, count as u64)), Ok(()), "{count}");
	}
}

#[test]
fn it_accepts_64_claims_of_64_keys() {
	let mut rng = rng(31);
	let secrets: Vec<Secrets> = (0..MAX_BATCH)
		.map(|number| Secrets { gamma: Fr::rand(&mut rng), ..Secrets::new(number % 3, &mut rng) })
		.collect();
	let keys: Vec<PreparedKey> = secrets.iter().map(Secrets::prepared).collect();
	let claims: Vec<_> =
		secrets.iter().zip(&keys).map(|(secrets, key)| secrets.claim(key, &mut rng)).collect();
	assert_eq!(verify_batch(&claims), Ok(()));
}

#[test]
fn it_refuses_an_empty_batch_and_65_claims() {
	assert_eq!(verify_batch(&[]), Err(Error::BatchSize));
	assert_eq!(verify_batch(&claims(65, 1, 1)), Err(Error::BatchSize));
}

#[test]
fn it_refuses_one_bad_claim_among_64_at_each_place() {
	let good = claims(MAX_BATCH, 4, 2);
	for place in 0..MAX_BATCH {
		let mut claims = good.clone();
		claims[place] = bad(place, 4);
		assert_eq!(verify(&claims[place]), Err(Error::NotProven));
		assert_eq!(verify_batch(&claims), Err(Error::NotProven), "{place}");
	}
}

#[test]
fn it_refuses_a_bad_claim_alone() {
	assert_eq!(verify_batch(&[bad(0, 1)]), Err(Error::NotProven));
}

#[test]
fn it_refuses_errors_that_cancel_each_other_without_coefficients() {
	let mut rng = rng(32);
	let good = claims(2, 1, 3);
	let (secrets, key) = &KEYS[0];
	let inputs = vec![Fr::from(1)];
	let shift = crate::world::g1(Fr::rand(&mut rng));
	let moved = |sign: bool| {
		let proof = secrets.proof(&inputs, &mut crate::world::rng(33)).to_bytes();
		let c = g1_from_bytes(proof[192..].try_into().unwrap()).unwrap();
		let c = if sign { c + shift } else { c - shift };
		let bytes = [&proof[..192], &g1_bytes(&c.into())].concat();
		Claim::decode(key, &bytes, &[scalar_bytes(inputs[0])]).unwrap()
	};
	assert_eq!(
		verify_batch(&[good.clone(), vec![moved(true), moved(false)]].concat()),
		Err(Error::NotProven)
	);
	assert_eq!(verify_batch(&[moved(true), moved(false)]), Err(Error::NotProven));
	// The order of claims does not matter for what is accepted.
	let mut reversed = good.clone();
	reversed.reverse();
	assert_eq!(verify_batch(&reversed), Ok(()));
}

#[test]
fn it_accepts_the_same_claim_twice() {
	let good = claims(1, 1, 4);
	assert_eq!(verify_batch(&[good.clone(), good].concat()), Ok(()));
}

#[test]
fn it_accepts_a_b_that_is_a_point_of_the_key() {
	// The claim's pair and the key's share their second point.
	let (secrets, key) = &KEYS[0];
	for b in [secrets.gamma, secrets.delta, secrets.beta] {
		let a = Fr::from(77);
		let statement = secrets.inputs[0] + secrets.inputs[1] * Fr::from(5);
		let c = (a * b - secrets.alpha * secrets.beta - secrets.gamma * statement)
			* secrets.delta.inverse().unwrap();
		let proof =
			|c| Proof::new(crate::world::g1(a), crate::world::g2(b), crate::world::g1(c)).unwrap();
		let claim = |c| Claim::new(key, proof(c), vec![Fr::from(5)]).unwrap();
		assert_eq!(verify(&claim(c)), Ok(()));
		assert_eq!(verify_batch(&[claims(3, 1, 5), vec![claim(c)]].concat()), Ok(()));
		assert_eq!(
			verify_batch(&[claims(3, 1, 5), vec![claim(c + Fr::from(1))]].concat()),
			Err(Error::NotProven)
		);
	}
}

#[test]
fn it_refuses_each_b_outside_the_subgroup_at_first_and_last_place() {
	let good = claims(5, 1, 6);
	let (secrets, key) = &KEYS[0];
	let mut rng = rng(34);
	let input = Fr::from(9);
	let bytes = secrets.proof(&[input], &mut rng).to_bytes();
	let b = g2_from_bytes(bytes[64..192].try_into().unwrap()).unwrap();
	for outside in points_outside(&b, &mut rng) {
		let changed = [&bytes[..64], &g2_bytes(&outside), &bytes[192..]].concat();
		let claim = Claim::decode(key, &changed, &[scalar_bytes(input)]).unwrap();
		for place in [0, good.len() - 1] {
			let mut claims = good.clone();
			claims[place] = claim.clone();
			assert_eq!(verify_batch(&claims), Err(Error::OutOfSubgroup));
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn it_accepts_exactly_if_each_is_accepted(
		bads in prop::collection::vec(prop::bool::weighted(0.15), 1..12),
		keys in 1..=4_usize,
		seed in any::<u64>(),
	) {
		let mut claims = claims(bads.len(), keys, seed);
		for (number, is_bad) in bads.iter().enumerate() {
			if *is_bad {
				claims[number] = bad(number, keys);
			}
		}
		let each = claims.iter().try_for_each(verify);
		prop_assert_eq!(each.is_ok(), !bads.contains(&true));
		prop_assert_eq!(verify_batch(&claims), each);
	}
}
