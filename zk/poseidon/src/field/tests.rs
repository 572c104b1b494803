//! The limbs of WASM against arkworks, on the native machine.

use super::{limbs29::Limbs, Element};
use crate::{
	constants::{limbs29, native},
	permutation::permute,
	Scalar,
};
use ark_bn254::Fr;
use ark_ff::{AdditiveGroup, BigInt, Field, PrimeField};
use proptest::prelude::*;

/// 0, 1, r - 1, single bits around each limb of 29 and of 64, and full limbs.
fn edges() -> Vec<Fr> {
	let power = |bits: u64| Fr::from(2).pow([bits]);
	let mut edges = vec![Fr::ZERO, Fr::ONE, -Fr::ONE, -Fr::from(2)];
	for bits in (0..9).map(|limb| 29 * limb).chain([64, 128, 192, 253]) {
		edges.extend([power(bits), power(bits) - Fr::ONE, -power(bits)]);
	}
	edges.push(Fr::new(BigInt([u64::MAX, u64::MAX, u64::MAX, (1 << 61) - 1])));
	// Numbers whose Montgomery forms have full or single limbs.
	let shifts = [power(261).inverse().unwrap(), power(256).inverse().unwrap()];
	let inner: Vec<Fr> = edges.iter().flat_map(|edge| shifts.map(|shift| shift * edge)).collect();
	edges.extend(inner);
	edges
}

fn limbs(element: Fr) -> Limbs {
	Limbs::load(&Scalar::from(element), &Limbs::default())
}

fn any_element() -> impl Strategy<Value = Fr> {
	prop_oneof![
		3 => any::<[u8; 32]>().prop_map(|bytes| Fr::from_be_bytes_mod_order(&bytes)),
		1 => proptest::sample::select(edges()),
	]
}

#[test]
fn edge_values_agree() {
	for a in edges() {
		assert_eq!(limbs(a).store(), a.into());
		assert_eq!(limbs(a).pow5().store(), a.pow([5]).into());
		for b in edges() {
			let sum = Limbs::load(&a.into(), &limbs(b));
			assert_eq!(sum.store(), (a + b).into());
			// A sum is the largest value that a round hands to the S-box.
			assert_eq!(sum.pow5().store(), (a + b).pow([5]).into());
			for terms in 0..=9 {
				let ours = Limbs::dot(&vec![limbs(a); terms], &vec![limbs(b); terms], &limbs(a));
				let theirs = <Fr as Element>::dot(&vec![a; terms], &vec![b; terms], &a);
				assert_eq!(theirs, a * b * Fr::from(terms as u64) + a);
				assert_eq!(ours.store(), theirs.into());
			}
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(300))]

	#[test]
	fn sums_of_products_agree(
		pairs in proptest::collection::vec((any_element(), any_element()), 0..=9),
		add in any_element(),
	) {
		let (a, b): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
		let to_limbs = |list: &[Fr]| list.iter().map(|element| limbs(*element)).collect::<Vec<_>>();
		let ours = Limbs::dot(&to_limbs(&a), &to_limbs(&b), &limbs(add));
		let plain: Fr = pairs.iter().map(|(a, b)| *a * b).sum::<Fr>() + add;
		prop_assert_eq!(ours.store(), plain.into());
		prop_assert_eq!(<Fr as Element>::dot(&a, &b, &add), plain);
		prop_assert_eq!(ours.pow5().store(), plain.pow([5]).into());
	}

	#[test]
	fn hashes_agree(inputs: [[u8; 32]; 4]) {
		let inputs = inputs.map(|bytes| Scalar::from(Fr::from_be_bytes_mod_order(&bytes)));
		let [a, b, c, d] = inputs;
		prop_assert_eq!(permute(&limbs29::ONE, &[a]), permute(&native::ONE, &[a]));
		prop_assert_eq!(permute(&limbs29::TWO, &[a, b]), permute(&native::TWO, &[a, b]));
		prop_assert_eq!(permute(&limbs29::THREE, &[a, b, c]), permute(&native::THREE, &[a, b, c]));
		prop_assert_eq!(permute(&limbs29::FOUR, &[a, b, c, d]), permute(&native::FOUR, &[a, b, c, d]));
	}
}
