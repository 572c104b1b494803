//! Products in Fq2 and Fq6 that are reduced once a coordinate.
//!
//! Karatsuba's method gives `a b' + a' b` as `(a + a')(b + b') - a b - a' b'`. Columns are combined modulo 2^64, so that
//! only the units of the result count: for operands of magnitude 1, 2 units a coordinate of a product in Fq2.

use super::{
	columns::{minus, plus, product, reduce, times_xi, Columns, W},
	Limbs,
};
use crate::tower::{Fq2, Fq6};

/// A product in Fq2 before its reduction.
struct Wide {
	c0: Columns,
	c1: Columns,
}

#[inline(always)]
fn sum(a: &[W; 9], b: &[W; 9]) -> [W; 9] {
	let mut out = *a;
	for (to, from) in out.iter_mut().zip(b) {
		*to += from;
	}
	out
}

/// `a0 b0 - a1 b1` and `a0 b1 + a1 b0`: 2 units for magnitudes whose product is 1.
#[inline(always)]
fn wide(a: &Fq2<Limbs>, b: &Fq2<Limbs>) -> Wide {
	let (a0, a1, b0, b1) = (a.c0.words(), a.c1.words(), b.c0.words(), b.c1.words());
	let (first, second) = (product(&a0, &b0), product(&a1, &b1));
	let both = product(&sum(&a0, &a1), &sum(&b0, &b1));
	Wide { c0: minus(first, &second), c1: minus(minus(both, &first), &second) }
}

#[inline(never)]
fn wide_product(a: &Fq2<Limbs>, b: &Fq2<Limbs>) -> Wide {
	wide(a, b)
}

/// `(a0 + a1)(a0 - a1)` and `2 a0 a1`: 2 units for magnitude 1.
#[inline(always)]
fn wide_square(a: &Fq2<Limbs>) -> Wide {
	let (a0, a1) = (a.c0.words(), a.c1.words());
	let mut difference = a0;
	for (to, from) in difference.iter_mut().zip(a1) {
		*to -= from;
	}
	Wide { c0: product(&sum(&a0, &a1), &difference), c1: product(&sum(&a0, &a0), &a1) }
}

#[inline(never)]
fn wide_squared(a: &Fq2<Limbs>) -> Wide {
	wide_square(a)
}

impl Wide {
	#[inline(always)]
	fn plus(self, other: &Self) -> Self {
		Self { c0: plus(self.c0, &other.c0), c1: plus(self.c1, &other.c1) }
	}

	#[inline(always)]
	fn minus(self, other: &Self) -> Self {
		Self { c0: minus(self.c0, &other.c0), c1: minus(self.c1, &other.c1) }
	}

	/// For 14 units at most; of no unit.
	#[inline(always)]
	fn times_xi(&self) -> Self {
		let (c0, c1) = times_xi(&self.c0, &self.c1);
		Self { c0, c1 }
	}

	#[inline(never)]
	fn reduce(&self, units: u32) -> Fq2<Limbs> {
		Fq2 { c0: reduce(self.c0, units), c1: reduce(self.c1, units) }
	}
}

fn magnitude(a: &Fq2<Limbs>) -> u32 {
	a.c0.magnitude().max(a.c1.magnitude())
}

fn magnitude_6(a: &Fq6<Limbs>) -> u32 {
	magnitude(&a.c0).max(magnitude(&a.c1)).max(magnitude(&a.c2))
}

pub(super) fn multiply_2(a: &Fq2<Limbs>, b: &Fq2<Limbs>) -> Fq2<Limbs> {
	let Wide { c0, c1 } = wide(a, b);
	let units = 2 * magnitude(a) * magnitude(b);
	Fq2 { c0: reduce(c0, units), c1: reduce(c1, units) }
}

pub(super) fn square_2(a: &Fq2<Limbs>) -> Fq2<Limbs> {
	let Wide { c0, c1 } = wide_square(a);
	let units = 2 * magnitude(a) * magnitude(a);
	Fq2 { c0: reduce(c0, units), c1: reduce(c1, units) }
}

/// Karatsuba's method: six products in Fq2, three reductions.
pub(super) fn multiply_6(a: &Fq6<Limbs>, b: &Fq6<Limbs>) -> Fq6<Limbs> {
	let units = magnitude_6(a) * magnitude_6(b);
	let v0 = wide_product(&a.c0, &b.c0);
	let v1 = wide_product(&a.c1, &b.c1);
	let v2 = wide_product(&a.c2, &b.c2);
	// 4 units: a1 b2 + a2 b1.
	let x = wide_product(&(a.c1 + a.c2), &(b.c1 + b.c2)).minus(&v1).minus(&v2);
	let y = wide_product(&(a.c0 + a.c1), &(b.c0 + b.c1)).minus(&v0).minus(&v1);
	let z = wide_product(&(a.c0 + a.c2), &(b.c0 + b.c2)).minus(&v0).minus(&v2);
	Fq6 {
		c0: x.times_xi().plus(&v0).reduce(2 * units),
		c1: v2.times_xi().plus(&y).reduce(4 * units),
		c2: z.plus(&v1).reduce(6 * units),
	}
}

/// Five products in Fq2.
pub(super) fn multiply_6_by_two(a: &Fq6<Limbs>, b: &Fq2<Limbs>, c: &Fq2<Limbs>) -> Fq6<Limbs> {
	let units = magnitude_6(a) * magnitude(b).max(magnitude(c));
	let v0 = wide_product(&a.c0, b);
	let v1 = wide_product(&a.c1, c);
	let y = wide_product(&(a.c0 + a.c1), &(*b + *c)).minus(&v0).minus(&v1);
	Fq6 {
		c0: wide_product(&a.c2, c).times_xi().plus(&v0).reduce(2 * units),
		c1: y.reduce(4 * units),
		c2: wide_product(&a.c2, b).plus(&v1).reduce(4 * units),
	}
}

pub(super) fn square_4(a: &Fq2<Limbs>, b: &Fq2<Limbs>) -> (Fq2<Limbs>, Fq2<Limbs>) {
	let units = magnitude(a).max(magnitude(b)).pow(2);
	let (first, second) = (wide_squared(a), wide_squared(b));
	let both = wide_squared(&(*a + *b)).minus(&first).minus(&second);
	(second.times_xi().plus(&first).reduce(2 * units), both.reduce(4 * units))
}
