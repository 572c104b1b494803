//! The hashes against `light-poseidon`, which holds circomlib's constants and runs the textbook rounds.

use ark_bn254::Fr;
use ark_ff::{AdditiveGroup, BigInt, Field, PrimeField};
use jmt_zk_poseidon::{hash_four, hash_one, hash_three, hash_two, Scalar};
use light_poseidon::{Poseidon, PoseidonHasher};
use proptest::prelude::*;

pub fn hash(inputs: &[Fr]) -> Fr {
	Poseidon::<Fr>::new_circom(inputs.len()).unwrap().hash(inputs).unwrap()
}

/// Our hash of one to four inputs.
pub fn ours(inputs: &[Fr]) -> Fr {
	let inputs: Vec<Scalar> = inputs.iter().map(|input| Scalar::from(*input)).collect();
	match inputs.as_slice() {
		[a] => hash_one(a),
		[a, b] => hash_two(a, b),
		[a, b, c] => hash_three(a, b, c),
		[a, b, c, d] => hash_four(a, b, c, d),
		_ => panic!("one to four inputs"),
	}
	.into()
}

/// Numbers at which carries and comparisons could go wrong.
pub fn edges() -> Vec<Fr> {
	let two = Fr::from(2);
	let mut edges = vec![Fr::ZERO, Fr::ONE, -Fr::ONE, -two, two.pow([253]), two.pow([232])];
	edges.extend([64, 128, 192].map(|bits| two.pow([bits]) - Fr::ONE));
	edges.extend([29, 58, 87].map(|bits| two.pow([bits]) - Fr::ONE));
	// All limbs full, below r.
	edges.push(Fr::new(BigInt([u64::MAX, u64::MAX, u64::MAX, (1 << 61) - 1])));
	edges
}

fn any_element() -> impl Strategy<Value = Fr> {
	prop_oneof![
		4 => any::<[u8; 32]>().prop_map(|bytes| Fr::from_be_bytes_mod_order(&bytes)),
		1 => proptest::sample::select(edges()),
	]
}

#[test]
fn every_pair_of_edge_values_hashes_as_in_circom() {
	for a in edges() {
		assert_eq!(ours(&[a]), hash(&[a]));
		for b in edges() {
			assert_eq!(ours(&[a, b]), hash(&[a, b]));
			assert_eq!(ours(&[a, b, a]), hash(&[a, b, a]));
			assert_eq!(ours(&[b, a, a, b]), hash(&[b, a, a, b]));
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(200))]

	#[test]
	fn random_inputs_hash_as_in_circom(inputs in proptest::collection::vec(any_element(), 1..=4)) {
		prop_assert_eq!(ours(&inputs), hash(&inputs));
	}
}
