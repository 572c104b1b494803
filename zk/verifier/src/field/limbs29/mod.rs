//! Nine signed limbs of 29 bits, for WASM: it has no product of 64 by 64 bits into 128, which arkworks builds out of
//! four, while sums of products of two limbs fit into 64 bits.
//!
//! An element x stands as `x 2^261 mod p` (Montgomery, nine limbs). An element of magnitude 1 has limbs between -2^28
//! and 2^28 and a value between -p and p: never quite reduced, and with a sign, so that sums, differences and negatives
//! are taken limb by limb without carries. Magnitudes add up; 7 is the most that fits into 32 bits.
//!
//! * A column holds nine products of limbs for each product of elements. At magnitude 1 these are `9 2^56`; the
//!   reduction adds `9 2^56` more and carries below 2^36. Thirteen such units and the reduction stay below 2^63.
//! * Columns of intermediate results may overflow: they are combined modulo 2^64, and what is reduced or carried in
//!   the end is a sum of products whose units the functions count (`columns`, `products`).
//! * A reduction gets 84 products of values at most (`multiply_6` of magnitudes 1 and 2: xi counts ten products as one of
//!   its columns), so that its value is below `84 p^2 / 2^261 + p/2`, which is below 0.997 p; `carried` leaves half of p
//!   and what the limbs below the last are worth.
//!
//! Tests, and builds with debug assertions, carry the magnitude along and check each bound, in release too. There is no
//! branch on numbers, so that a run of the tests shows it for all.

mod columns;
mod products;
#[cfg(test)]
pub(super) mod tests;

use super::{
	inverse::{self, join, split, unsigned, BITS, MODULUS},
	Base, Sign,
};
use crate::tower::{Fq2, Fq6};
use ark_bn254::Fq;
use ark_ff::BigInt;
use columns::{product, reduce, squared, W};
use core::{
	num::Wrapping,
	ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign},
};

/// Half of what a limb counts.
const HALF: i64 = 1 << (BITS - 1);
/// Greatest magnitude of an element.
const MOST: u32 = 7;
/// Whether this build checks the bounds.
const CHECKED: bool = cfg!(any(test, debug_assertions));

/// p in signed limbs.
const P: [i64; 9] = balanced(split(&MODULUS));

/// 2^261, 2^256, 2^266 and 2^783 modulo p: one, and what brings numbers out, in, and back from an inverse.
const ONE: Limbs = Limbs::from_number(&[
	0x4e8384eb157ccc21,
	0xfb90a6020ce148c3,
	0x5301fa84819caa36,
	0x0dc83629563d4475,
]);
const OUT: Limbs = Limbs::from_number(&[
	0xd35d438dc58f0d9d,
	0x0a78eb28f5c70b3d,
	0x666ea36f7879462c,
	0x0e0a77c19a07df2f,
]);
const IN: Limbs = Limbs::from_number(&[
	0xb34bb09513349ca1,
	0x1e880124f028f972,
	0xe56cdd25a6092b95,
	0x05800320dce9ed32,
]);
const CUBE: Limbs = Limbs::from_number(&[
	0x26d80b944e2312b2,
	0xfdde6f9885af210e,
	0xb923065cad1d1ada,
	0x26c2d286a668ff5a,
]);

/// An element, as the module says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limbs {
	limbs: [i32; 9],
	#[cfg(any(test, debug_assertions))]
	magnitude: u32,
}

/// The same number with limbs between -2^28 and 2^28; the last takes what is left.
#[inline(always)]
const fn balanced(limbs: [i64; 9]) -> [i64; 9] {
	let [l0, l1, l2, l3, l4, l5, l6, l7, l8] = limbs;
	let c0 = (l0 + HALF) >> BITS;
	let l1 = l1 + c0;
	let c1 = (l1 + HALF) >> BITS;
	let l2 = l2 + c1;
	let c2 = (l2 + HALF) >> BITS;
	let l3 = l3 + c2;
	let c3 = (l3 + HALF) >> BITS;
	let l4 = l4 + c3;
	let c4 = (l4 + HALF) >> BITS;
	let l5 = l5 + c4;
	let c5 = (l5 + HALF) >> BITS;
	let l6 = l6 + c5;
	let c6 = (l6 + HALF) >> BITS;
	let l7 = l7 + c6;
	let c7 = (l7 + HALF) >> BITS;
	[
		l0 - (c0 << BITS),
		l1 - (c1 << BITS),
		l2 - (c2 << BITS),
		l3 - (c3 << BITS),
		l4 - (c4 << BITS),
		l5 - (c5 << BITS),
		l6 - (c6 << BITS),
		l7 - (c7 << BITS),
		l8 + c7,
	]
}

const fn within(number: i64, most: i64) -> bool {
	-most <= number && number <= most
}

/// `limbs` less the multiple of p that is next to it, with magnitude 1. The limbs are below 2^40 and the value below 2^7 p.
///
/// The quotient is taken from the last limb: the others are worth less than 2^-10 p.
#[inline(always)]
const fn settle(limbs: [i64; 9]) -> Limbs {
	/// 2^36 over the last limb of p.
	const RECIPROCAL: i64 = (1 << 36) / P[8];
	let [l0, l1, l2, l3, l4, l5, l6, l7, l8] = limbs;
	let q = (l8 * RECIPROCAL + (1 << 35)) >> 36;
	Limbs::new(balanced([
		l0 - q * P[0],
		l1 - q * P[1],
		l2 - q * P[2],
		l3 - q * P[3],
		l4 - q * P[4],
		l5 - q * P[5],
		l6 - q * P[6],
		l7 - q * P[7],
		l8 - q * P[8],
	]))
}

impl Limbs {
	/// The element with these limbs, of magnitude 1.
	#[inline(always)]
	const fn new(limbs: [i64; 9]) -> Self {
		let [l0, l1, l2, l3, l4, l5, l6, l7, l8] = limbs;
		if CHECKED {
			assert!(within(l0, HALF) && within(l1, HALF) && within(l2, HALF) && within(l3, HALF));
			assert!(within(l4, HALF) && within(l5, HALF) && within(l6, HALF) && within(l7, HALF));
			// The value is between -p and p.
			assert!(within(l8, P[8] + 1));
		}
		// cast: each is between -2^28 and 2^28.
		Self {
			limbs: [
				l0 as i32, l1 as i32, l2 as i32, l3 as i32, l4 as i32, l5 as i32, l6 as i32,
				l7 as i32, l8 as i32,
			],
			#[cfg(any(test, debug_assertions))]
			magnitude: 1,
		}
	}

	/// The element whose representation is the number.
	const fn from_number(number: &[u64; 4]) -> Self {
		settle(split(number))
	}

	/// The reduced number that is the element's representation.
	fn to_number(self) -> [u64; 4] {
		let limbs = unsigned(self.carried().wide());
		let [.., last] = limbs;
		// The value is between -p and p.
		if last < 0 {
			let mut sum = limbs;
			for (limb, p) in sum.iter_mut().zip(P) {
				*limb += p;
			}
			join(&unsigned(sum))
		} else {
			join(&limbs)
		}
	}

	/// Number of elements of magnitude 1 that it is a sum of at most; known to tests and to builds with debug assertions.
	#[inline(always)]
	fn magnitude(&self) -> u32 {
		#[cfg(any(test, debug_assertions))]
		return self.magnitude;
		#[cfg(not(any(test, debug_assertions)))]
		1
	}

	#[inline(always)]
	fn wide(&self) -> [i64; 9] {
		self.limbs.map(i64::from)
	}

	#[inline(always)]
	fn words(&self) -> [W; 9] {
		self.limbs.map(|limb| Wrapping(limb.into()))
	}

	#[inline(always)]
	fn combine(&self, other: &Self, combine: impl Fn(i32, i32) -> i32) -> Self {
		if CHECKED {
			assert!(self.magnitude() + other.magnitude() <= MOST, "too many sums before a carry");
		}
		let [a0, a1, a2, a3, a4, a5, a6, a7, a8] = self.limbs;
		let [b0, b1, b2, b3, b4, b5, b6, b7, b8] = other.limbs;
		Self {
			limbs: [
				combine(a0, b0),
				combine(a1, b1),
				combine(a2, b2),
				combine(a3, b3),
				combine(a4, b4),
				combine(a5, b5),
				combine(a6, b6),
				combine(a7, b7),
				combine(a8, b8),
			],
			#[cfg(any(test, debug_assertions))]
			magnitude: self.magnitude + other.magnitude,
		}
	}
}

impl Add for Limbs {
	type Output = Self;

	#[inline(always)]
	fn add(self, other: Self) -> Self {
		self.combine(&other, |a, b| a + b)
	}
}

impl Sub for Limbs {
	type Output = Self;

	#[inline(always)]
	fn sub(self, other: Self) -> Self {
		self.combine(&other, |a, b| a - b)
	}
}

impl AddAssign<&Self> for Limbs {
	#[inline(always)]
	fn add_assign(&mut self, other: &Self) {
		*self = self.combine(other, |a, b| a + b);
	}
}

impl SubAssign<&Self> for Limbs {
	#[inline(always)]
	fn sub_assign(&mut self, other: &Self) {
		*self = self.combine(other, |a, b| a - b);
	}
}

impl Neg for Limbs {
	type Output = Self;

	#[inline(always)]
	fn neg(mut self) -> Self {
		self.limbs = self.limbs.map(|limb| -limb);
		self
	}
}

impl Mul for Limbs {
	type Output = Self;

	#[inline(never)]
	fn mul(self, other: Self) -> Self {
		reduce(product(&self.words(), &other.words()), self.magnitude() * other.magnitude())
	}
}

impl Base for Limbs {
	const ZERO: Self = Self::from_number(&[0; 4]);
	const ONE: Self = ONE;

	fn load(value: &Fq) -> Self {
		// arkworks keeps x 2^256.
		Self::from_number(&value.0 .0) * IN
	}

	fn store(&self) -> Fq {
		Fq::new_unchecked(BigInt((*self * OUT).to_number()))
	}

	#[inline(never)]
	fn carry(&mut self) {
		*self = settle(self.wide());
	}

	#[inline(never)]
	fn join(&mut self, a: &Self, sign: Sign) {
		let factor = match sign {
			Sign::Plus => 2,
			Sign::Minus => -2,
		};
		let mut limbs = self.wide();
		for (limb, a) in limbs.iter_mut().zip(a.wide()) {
			*limb = 3 * a + factor * *limb;
		}
		*self = settle(limbs);
	}

	/// A value next to zero has one row of limbs, since they are balanced.
	fn is_zero(&self) -> bool {
		self.carried().limbs == [0; 9]
	}

	#[inline(never)]
	fn square(&self) -> Self {
		reduce(squared(&self.words()), self.magnitude() * self.magnitude())
	}

	fn inverse(&self) -> Option<Self> {
		let inverse = inverse::inverse(unsigned(self.carried().wide()))?;
		// The inverse of x 2^261 becomes that of x, times 2^261.
		Some(settle(inverse) * CUBE)
	}

	#[inline(never)]
	fn difference(a: &Self, b: &Self, c: &Self, d: &Self) -> Self {
		let units = a.magnitude() * b.magnitude() + c.magnitude() * d.magnitude();
		let first = product(&a.words(), &b.words());
		let second = product(&c.words(), &d.words());
		reduce(columns::minus(first, &second), units)
	}

	#[inline(never)]
	fn multiply_2(a: &Fq2<Self>, b: &Fq2<Self>) -> Fq2<Self> {
		products::multiply_2(a, b)
	}

	#[inline(never)]
	fn square_2(a: &Fq2<Self>) -> Fq2<Self> {
		products::square_2(a)
	}

	#[inline(never)]
	fn times_xi(a: &Fq2<Self>) -> Fq2<Self> {
		let (c0, c1) = (a.c0.wide(), a.c1.wide());
		let [mut first, mut second] = [c0, c1];
		for ((to, a), b) in first.iter_mut().zip(c0).zip(c1) {
			*to = 9 * a - b;
		}
		for ((to, a), b) in second.iter_mut().zip(c0).zip(c1) {
			*to = a + 9 * b;
		}
		Fq2 { c0: settle(first), c1: settle(second) }
	}

	#[inline(never)]
	fn multiply_6(a: &Fq6<Self>, b: &Fq6<Self>) -> Fq6<Self> {
		products::multiply_6(a, b)
	}

	#[inline(never)]
	fn multiply_6_by_two(a: &Fq6<Self>, b: &Fq2<Self>, c: &Fq2<Self>) -> Fq6<Self> {
		products::multiply_6_by_two(a, b, c)
	}

	#[inline(never)]
	fn square_4(a: &Fq2<Self>, b: &Fq2<Self>) -> (Fq2<Self>, Fq2<Self>) {
		products::square_4(a, b)
	}
}
