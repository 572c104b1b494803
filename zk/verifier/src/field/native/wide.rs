//! Products of twice the size, so that a coordinate of Fq6 is reduced once instead of four times.
//!
//! Words count modulo 2^512. With p = 0.19 2^256 a sum of products stays between -6 p^2 and 6 p^2, which is a
//! little more than `p 2^256` and far from 2^511: the highest bit is its sign.

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

	/// The number divided by 2^256, modulo p, reduced.
	#[inline(always)]
	fn reduce(self) -> Fq {
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
		// The sum is below 6 p^2 / 2^256 + p, that is 2.2 p, and carries nothing.
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
