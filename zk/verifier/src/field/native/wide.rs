//! Products of twice the size, so that a coordinate of Fq6 is reduced once instead of four times.
//!
//! Words count modulo 2^512. A sum of products that is reduced lies between -3 p^2 (three are subtracted at most) and
//! 6 p^2. With p = 0.189 2^256 the first is above `-p 2^256`, so that one `p 2^256` makes it positive, and the
//! second is 1.14 `p 2^256`, far from 2^511: the highest bit is the sign.

use crate::tower::Fq2;
use ark_bn254::Fq;
use ark_ff::{BigInt, PrimeField};

const P: [u64; 4] = Fq::MODULUS.0;

/// A number modulo 2^512.
#[derive(Clone, Copy)]
pub(super) struct Wide([u64; 8]);

/// A product in Fq2 before its reduction.
#[derive(Clone, Copy)]
pub(super) struct Wide2 {
	c0: Wide,
	c1: Wide,
}

/// An element of Fq2 whose coordinates are below 2p.
#[derive(Clone, Copy)]
pub(super) struct Loose {
	c0: [u64; 4],
	c1: [u64; 4],
}

/// `left + right + carry`, carry included.
#[inline(always)]
fn add_word(left: u64, right: u64, carry: &mut bool) -> u64 {
	let (sum, first) = left.overflowing_add(right);
	let (sum, second) = sum.overflowing_add((*carry).into());
	*carry = first | second;
	sum
}

#[inline(always)]
fn sub_word(left: u64, right: u64, borrow: &mut bool) -> u64 {
	let (difference, first) = left.overflowing_sub(right);
	let (difference, second) = difference.overflowing_sub((*borrow).into());
	*borrow = first | second;
	difference
}

#[inline(always)]
fn add<const N: usize>(mut left: [u64; N], right: &[u64; N]) -> [u64; N] {
	let mut carry = false;
	for (word, right) in left.iter_mut().zip(right) {
		*word = add_word(*word, *right, &mut carry);
	}
	left
}

/// The difference and whether it is negative.
#[inline(always)]
fn sub<const N: usize>(mut left: [u64; N], right: &[u64; N]) -> ([u64; N], bool) {
	let mut borrow = false;
	for (word, right) in left.iter_mut().zip(right) {
		*word = sub_word(*word, *right, &mut borrow);
	}
	(left, borrow)
}

/// `low + left right + carry`; the carry becomes the upper half.
#[inline(always)]
fn mac(low: u64, left: u64, right: u64, carry: &mut u64) -> u64 {
	let sum = u128::from(low) + u128::from(left) * u128::from(right) + u128::from(*carry);
	// cast: the upper half, then the lower one.
	*carry = (sum >> 64) as u64;
	sum as u64
}

#[inline(always)]
fn multiply(a: &[u64; 4], b: &[u64; 4]) -> Wide {
	let [b0, b1, b2, b3] = *b;
	let row = |[l0, l1, l2, l3]: [u64; 4], a: u64| {
		let mut carry = 0;
		let r0 = mac(l0, a, b0, &mut carry);
		let r1 = mac(l1, a, b1, &mut carry);
		let r2 = mac(l2, a, b2, &mut carry);
		let r3 = mac(l3, a, b3, &mut carry);
		(r0, [r1, r2, r3, carry])
	};
	let [a0, a1, a2, a3] = *a;
	let (w0, rest) = row([0; 4], a0);
	let (w1, rest) = row(rest, a1);
	let (w2, rest) = row(rest, a2);
	let (w3, [w4, w5, w6, w7]) = row(rest, a3);
	Wide([w0, w1, w2, w3, w4, w5, w6, w7])
}

impl Wide {
	#[inline(always)]
	fn plus(self, other: &Self) -> Self {
		Self(add(self.0, &other.0))
	}

	#[inline(always)]
	fn minus(self, other: &Self) -> Self {
		Self(sub(self.0, &other.0).0)
	}

	/// Panics unless the number lies between -3 p^2 and 6 p^2.
	fn assert_within(&self) {
		let square = multiply(&P, &P);
		let three = square.plus(&square).plus(&square);
		let nine = three.plus(&three).plus(&three);
		let (_, beyond) = sub(nine.0, &self.plus(&three).0);
		assert!(!beyond, "a sum of too many products");
	}

	/// The number divided by 2^256, modulo p, reduced.
	#[inline(always)]
	fn reduce(self) -> Fq {
		if cfg!(any(test, debug_assertions)) {
			self.assert_within();
		}
		let [w0, w1, w2, w3, w4, w5, w6, w7] = self.0;
		// A negative number gets p 2^256.
		let mask = (w7 >> 63).wrapping_neg();
		let upper = add([w4, w5, w6, w7], &P.map(|word| word & mask));
		let row = |[l0, l1, l2, l3]: [u64; 4], carried: u64, next: u64| {
			let [p0, p1, p2, p3] = P;
			let m = l0.wrapping_mul(Fq::INV);
			let mut carry = 0;
			mac(l0, m, p0, &mut carry);
			let r1 = mac(l1, m, p1, &mut carry);
			let r2 = mac(l2, m, p2, &mut carry);
			let r3 = mac(l3, m, p3, &mut carry);
			// A carry beyond the next word waits for the next row.
			let sum = u128::from(next) + u128::from(carry) + u128::from(carried);
			// cast: the lower half, then the upper one.
			([r1, r2, r3, sum as u64], (sum >> 64) as u64)
		};
		let [u0, u1, u2, u3] = upper;
		let (rest, carried) = row([w0, w1, w2, w3], 0, u0);
		let (rest, carried) = row(rest, carried, u1);
		let (rest, carried) = row(rest, carried, u2);
		// The sum is below 6 p^2 / 2^256 + p, that is 2.14 p, and carries nothing.
		let (mut sum, _) = row(rest, carried, u3);
		for _ in 0..2 {
			let (less, negative) = sub(sum, &P);
			sum = if negative { sum } else { less };
		}
		Fq::new_unchecked(BigInt(sum))
	}
}

impl Loose {
	#[inline(always)]
	pub(super) fn new(a: &Fq2<Fq>) -> Self {
		Self { c0: a.c0.0 .0, c1: a.c1.0 .0 }
	}

	/// The sum, not reduced.
	#[inline(always)]
	pub(super) fn sum(a: &Fq2<Fq>, b: &Fq2<Fq>) -> Self {
		Self { c0: add(a.c0.0 .0, &b.c0.0 .0), c1: add(a.c1.0 .0, &b.c1.0 .0) }
	}
}

impl Wide2 {
	/// Karatsuba's method; sums of both coordinates are below 4p, and their product below 2^512.
	#[inline(always)]
	pub(super) fn product(a: &Loose, b: &Loose) -> Self {
		let (first, second) = (multiply(&a.c0, &b.c0), multiply(&a.c1, &b.c1));
		let both = multiply(&add(a.c0, &a.c1), &add(b.c0, &b.c1));
		Self { c0: first.minus(&second), c1: both.minus(&first).minus(&second) }
	}

	#[inline(always)]
	pub(super) fn plus(self, other: &Self) -> Self {
		Self { c0: self.c0.plus(&other.c0), c1: self.c1.plus(&other.c1) }
	}

	#[inline(always)]
	pub(super) fn minus(self, other: &Self) -> Self {
		Self { c0: self.c0.minus(&other.c0), c1: self.c1.minus(&other.c1) }
	}

	#[inline(always)]
	pub(super) fn reduce(self) -> Fq2<Fq> {
		Fq2 { c0: self.c0.reduce(), c1: self.c1.reduce() }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use ark_ff::{AdditiveGroup, Field};

	const ZERO: Wide = Wide([0; 8]);
	const ONE: Wide = Wide([1, 0, 0, 0, 0, 0, 0, 0]);

	/// `times p^2`.
	fn squares(times: usize) -> Wide {
		(0..times).fold(ZERO, |sum, _| sum.plus(&multiply(&P, &P)))
	}

	/// The element whose representation is the number over 2^256.
	fn over(number: i64) -> Fq {
		Fq::from(number) / Fq::from(2).pow([512])
	}

	#[test]
	fn both_ends_are_reduced() {
		assert_eq!(ZERO.minus(&squares(3)).reduce(), Fq::ZERO);
		assert_eq!(ZERO.minus(&squares(3)).plus(&ONE).reduce(), over(1));
		assert_eq!(squares(6).reduce(), Fq::ZERO);
		assert_eq!(squares(6).minus(&ONE).reduce(), over(-1));
		assert_eq!(ONE.reduce(), over(1));
		assert_eq!(ZERO.minus(&ONE).reduce(), over(-1));
	}

	#[test]
	fn products_of_the_greatest_elements_reach_the_ends() {
		let [minus_one, zero] = [-Fq::ONE, Fq::ZERO];
		// Both coordinates p - 1 in the representation, or one of them alone.
		let greatest = Fq::new_unchecked(BigInt(sub(P, &[1, 0, 0, 0]).0));
		for (c0, c1) in
			[(greatest, greatest), (zero, greatest), (greatest, zero), (zero, minus_one)]
		{
			let a = Fq2 { c0, c1 };
			let loose = Loose::new(&a);
			let product = Wide2::product(&loose, &loose);
			let twice = Wide2::product(&Loose::sum(&a, &a), &loose);
			let sum = product.plus(&twice).reduce();
			let (real, imaginary) = (c0 * c0 - c1 * c1, c0 * c1 * Fq::from(2));
			assert_eq!((sum.c0, sum.c1), (real * Fq::from(3), imaginary * Fq::from(3)));
		}
	}

	#[test]
	#[should_panic(expected = "a sum of too many products")]
	fn a_number_above_is_noticed() {
		let _ = squares(6).plus(&ONE).reduce();
	}

	#[test]
	#[should_panic(expected = "a sum of too many products")]
	fn a_number_below_is_noticed() {
		let _ = ZERO.minus(&squares(3)).minus(&ONE).reduce();
	}
}
