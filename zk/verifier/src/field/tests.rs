//! The limbs of WASM against arkworks, on the native machine, where a test checks every bound.

use super::{
	limbs29::{
		tests::{lowest, lowest_number},
		Limbs,
	},
	Base,
};
use crate::{
	exponent::finish,
	tower::{Fq12, Fq2, Fq6},
};
use ark_bn254::Fq;
use ark_ec::pairing::{MillerLoopOutput, Pairing};
use ark_ff::{AdditiveGroup, BigInt, CyclotomicMultSubgroup, Field, PrimeField, UniformRand};
use proptest::prelude::*;

const ZERO: Fq = <Fq as AdditiveGroup>::ZERO;
const ONE: Fq = <Fq as Field>::ONE;

/// 0, 1, p - 1, single bits around each limb of 29 and of 64, full limbs, and numbers whose representations are such.
pub(super) fn edges() -> Vec<Fq> {
	let power = |bits: u64| Fq::from(2).pow([bits]);
	let mut edges = vec![ZERO, ONE, -ONE, -Fq::from(2), -ONE / Fq::from(2)];
	for bits in (0..9).flat_map(|limb| [29 * limb, 29 * limb + 28]).chain([64, 128, 192, 253]) {
		edges.extend([power(bits), power(bits) - ONE, -power(bits)]);
	}
	let full = BigInt([u64::MAX, u64::MAX, u64::MAX, (1 << 61) - 1]);
	// Every limb -2^28, and every limb 2^28 - 1, but for the last.
	let lowest = (0..8).map(|limb| power(29 * limb + 28)).sum::<Fq>();
	let highest = (0..8).map(|limb| power(29 * limb) * (power(28) - ONE)).sum::<Fq>();
	edges.extend([Fq::from(full), -lowest, highest]);
	let shifts = [Field::inverse(&power(261)).unwrap(), Field::inverse(&power(256)).unwrap()];
	let inner: Vec<Fq> = edges.iter().flat_map(|edge| shifts.map(|shift| shift * edge)).collect();
	edges.extend(inner);
	edges
}

fn any_fq() -> impl Strategy<Value = Fq> {
	prop_oneof![
		3 => any::<[u8; 32]>().prop_map(|bytes| Fq::from_be_bytes_mod_order(&bytes)),
		1 => proptest::sample::select(edges()),
	]
}

fn any_fq2() -> impl Strategy<Value = ark_bn254::Fq2> {
	(any_fq(), any_fq()).prop_map(|(c0, c1)| ark_bn254::Fq2::new(c0, c1))
}

fn any_fq6() -> impl Strategy<Value = ark_bn254::Fq6> {
	(any_fq2(), any_fq2(), any_fq2()).prop_map(|(c0, c1, c2)| ark_bn254::Fq6::new(c0, c1, c2))
}

fn any_fq12() -> impl Strategy<Value = ark_bn254::Fq12> {
	(any_fq6(), any_fq6()).prop_map(|(c0, c1)| ark_bn254::Fq12::new(c0, c1))
}

/// Checks everything that a backend offers on two numbers.
fn check<F: Base>(a: Fq, b: Fq) {
	let (x, y) = (F::load(&a), F::load(&b));
	assert_eq!(x.store(), a);
	assert_eq!((x + y).store(), a + b);
	assert_eq!((x - y).store(), a - b);
	assert_eq!((-x).store(), -a);
	assert_eq!((x * y).store(), a * b);
	assert_eq!(x.square().store(), Field::square(&a));
	assert_eq!((x + x + x).square().store(), Field::square(&(a + a + a)));
	assert_eq!(Base::inverse(&x).map(|inverse| inverse.store()), Field::inverse(&a));
	assert_eq!(Base::inverse(&(x - y)).map(|inverse| inverse.store()), Field::inverse(&(a - b)));
	assert_eq!((x - y).is_zero(), a == b);
	assert!((x + y - y - x).is_zero());
	assert_eq!(F::difference(&x, &y, &(y - x), &(x - y)).store(), a * b + Field::square(&(a - b)));
	// As much as is ever added before a carry.
	let seven = x + x + x - y - y - y - y;
	let expected = a + a + a - b - b - b - b;
	assert_eq!(seven.store_carried(), expected);
	assert_eq!((seven.carried() * y).store(), expected * b);
	let (six, x2) = (x + y + x + y + x + y, ark_bn254::Fq2::new(a, b));
	assert_eq!((six * x).store(), (a + b + a + b + a + b) * a);
	assert_eq!(Fq2 { c0: x, c1: y }.times_xi().store(), x2 * ark_bn254::Fq2::new(Fq::from(9), ONE));
}

trait StoreCarried: Base {
	fn store_carried(self) -> Fq {
		self.carried().store()
	}
}

impl<F: Base> StoreCarried for F {}

#[test]
fn edge_values_agree() {
	for a in edges() {
		for b in edges() {
			check::<Limbs>(a, b);
		}
		check::<Fq>(a, -a);
	}
}

fn check_towers<F: Base>(a: ark_bn254::Fq12, b: ark_bn254::Fq12) {
	compare(Fq12::<F>::load(&a), a, Fq12::load(&b), b);
}

/// Checks everything that towers offer on two elements, which arkworks has as a and b.
fn compare<F: Base>(x: Fq12<F>, a: ark_bn254::Fq12, y: Fq12<F>, b: ark_bn254::Fq12) {
	assert_eq!(x.store(), a);
	assert_eq!(x.times(&y).store(), a * b);
	let mut square = x;
	square.square();
	assert_eq!(square.store(), a.square());
	assert_eq!(x.inverse().map(|inverse| inverse.store()), a.inverse());
	for power in 1..=3 {
		let mut image = a;
		image.frobenius_map_in_place(power);
		assert_eq!(x.frobenius(power).store(), image);
	}
	let (p, q): (Fq6<F>, Fq6<F>) = (x.c0, y.c0);
	assert_eq!(p.times(&q).store(), a.c0 * b.c0);
	let mut twice = q;
	twice += &q;
	assert_eq!(p.times(&twice).store(), a.c0 * b.c0.double());
	assert_eq!(p.inverse().map(|inverse| inverse.store()), a.c0.inverse());
	let mut sparse = a.c0;
	sparse.mul_by_01(&b.c0.c0, &b.c0.c1);
	assert_eq!(p.times_two(&q.c0, &q.c1).store(), sparse);
	assert_eq!((p.c0 * q.c0).store(), a.c0.c0 * b.c0.c0);
	assert_eq!(p.c0.square().store(), a.c0.c0.square());
	assert_eq!((p.c0 + q.c0).inverse().map(|x| x.store()), (a.c0.c0 + b.c0.c0).inverse());
	// Lines: their products with what they stand for.
	let line = |a: ark_bn254::Fq2, b: ark_bn254::Fq2| {
		ark_bn254::Fq12::new(ark_bn254::Fq6::ONE, ark_bn254::Fq6::new(a, b, ark_bn254::Fq2::ZERO))
	};
	let (first, second) = (line(b.c0.c0, b.c0.c1), line(b.c1.c0, b.c1.c1));
	let (mut one, mut two) = (x, x);
	one.multiply_by_line(&(y.c0.c0, y.c0.c1));
	two.multiply_by_lines(&(y.c0.c0, y.c0.c1), &(y.c1.c0, y.c1.c1));
	assert_eq!(one.store(), a * first);
	assert_eq!(two.store(), a * first * second);
	// The final exponentiation and squares in the cyclotomic subgroup.
	let expected = ark_bn254::Bn254::final_exponentiation(MillerLoopOutput(a)).map(|value| value.0);
	let value = finish(&x);
	assert_eq!(value.map(|value| value.store()), expected);
	if let (Some(mut value), Some(expected)) = (value, expected) {
		value.cyclotomic_square();
		assert_eq!(value.store(), expected.cyclotomic_square());
	}
	assert!(x.equals(&Fq12::load(&a)));
	assert_eq!(x.equals(&y), a == b);
}

/// Signs of a coordinate's real and imaginary part, equal in all of an element or changed from one coordinate of Fq2 to
/// the next: a column's products add up in one part of a product, or in the other.
const WORST: [[i8; 4]; 6] = [
	[1, 1, 1, 1],
	[-1, -1, -1, -1],
	[1, -1, 1, -1],
	[-1, 1, -1, 1],
	[1, 1, -1, -1],
	[1, -1, -1, 1],
];

/// The element of all limbs -2^28, or its negative, at all twelve coordinates.
fn worst(signs: [i8; 4]) -> (Fq12<Limbs>, ark_bn254::Fq12) {
	let limbs = signs.map(|sign| if sign > 0 { lowest() } else { -lowest() });
	let numbers = signs.map(|sign| if sign > 0 { lowest_number() } else { -lowest_number() });
	let fq2 = |half: usize| Fq2 { c0: limbs[2 * half], c1: limbs[2 * half + 1] };
	let number = |half: usize| ark_bn254::Fq2::new(numbers[2 * half], numbers[2 * half + 1]);
	let fq6 = |half: usize| Fq6 { c0: fq2(half), c1: fq2(1 - half), c2: fq2(half) };
	let ark_fq6 = |half| ark_bn254::Fq6::new(number(half), number(1 - half), number(half));
	(Fq12 { c0: fq6(0), c1: fq6(1) }, ark_bn254::Fq12::new(ark_fq6(0), ark_fq6(1)))
}

#[test]
fn towers_agree_on_edge_values() {
	let edges = edges();
	let mut place = 0;
	let mut next = || {
		place += 5;
		edges[place % edges.len()]
	};
	for _ in 0..40 {
		let mut fq12 = || {
			let elements: [Fq; 12] = core::array::from_fn(|_| next());
			ark_bn254::Fq12::from_base_prime_field_elems(elements).unwrap()
		};
		check_towers::<Limbs>(fq12(), fq12());
	}
	check_towers::<Limbs>(ark_bn254::Fq12::ZERO, ark_bn254::Fq12::ONE);
	for first in WORST {
		for second in WORST {
			let ((x, a), (y, b)) = (worst(first), worst(second));
			compare(x, a, y, b);
			// The same numbers in arkworks' own field, the largest sums of products included.
			check_towers::<Fq>(a, b);
		}
	}
	let mut rng = crate::world::rng(50);
	check_towers::<Fq>(ark_bn254::Fq12::rand(&mut rng), ark_bn254::Fq12::rand(&mut rng));
}

/// Quotients with a zero denominator at each place in turn, and with a zero numerator.
fn check_divisions<F: Base>() {
	type Ark = ark_bn254::Fq2;
	let mut rng = crate::world::rng(51);
	let fractions: [(Ark, Ark); 5] =
		core::array::from_fn(|_| (Ark::rand(&mut rng), Ark::rand(&mut rng)));
	let divide = |fractions: &[(Fq2<F>, Fq2<F>)]| {
		let mut quotients = fractions.to_vec();
		// Room that was used before.
		let mut products = vec![Fq2::ONE; 3];
		Fq2::divide(&mut quotients, &mut products)?;
		Some(quotients.iter().map(|(quotient, _)| quotient.store()).collect::<Vec<_>>())
	};
	let load = |(a, b): &(Ark, Ark)| (Fq2::<F>::load(a), Fq2::<F>::load(b));
	let good: Vec<_> = fractions.iter().map(load).collect();
	let expected: Vec<Ark> = fractions.iter().map(|(a, b)| *a / b).collect();
	assert_eq!(divide(&good), Some(expected.clone()));
	assert_eq!(divide(&good[..1]), Some(expected[..1].to_vec()));
	assert_eq!(divide(&[]), Some(vec![]));
	// Zeros that are sums: of a number and its negative, and of numbers that have other limbs than these.
	let (number, negative) = (good[0].0, Fq2::load(&-fractions[0].0));
	let itself = number;
	for zero in [Fq2::ZERO, number - itself, number + negative, negative + number] {
		for place in 0..good.len() {
			let mut fractions = good.clone();
			fractions[place].0 = zero;
			let mut quotients = expected.clone();
			quotients[place] = Ark::ZERO;
			assert_eq!(divide(&fractions), Some(quotients), "{place}");
			// A numerator of zero does not save its denominator.
			for numerator in [good[place].0, zero] {
				let mut fractions = good.clone();
				fractions[place] = (numerator, zero);
				assert_eq!(divide(&fractions), None, "{place}");
			}
		}
		assert_eq!(divide(&[(number, zero)]), None);
		assert_eq!(divide(&[(number, zero), (number, zero)]), None);
	}
}

#[test]
fn divisions_agree_and_refuse_a_zero_at_each_place() {
	check_divisions::<Limbs>();
	check_divisions::<Fq>();
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(200))]

	#[test]
	fn fields_agree(a in any_fq(), b in any_fq()) {
		check::<Limbs>(a, b);
		check::<Fq>(a, b);
	}

	#[test]
	fn towers_agree(a in any_fq12(), b in any_fq12()) {
		check_towers::<Limbs>(a, b);
	}
}
