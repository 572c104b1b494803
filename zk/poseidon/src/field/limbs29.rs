//! Nine limbs of 29 bits, for WASM: it has no product of 64 by 64 bits into 128, which arkworks builds out
//! of four, while a product of two limbs fits into 64 bits with room for 63 more.
//!
//! An element x stands as `x 2^261 mod r` (Montgomery, nine limbs). Its limbs are below 2^29 and its value is
//! below 2^255, some 2.6 r: never quite reduced, so that no product ends with a comparison. The bounds, for
//! `add` and the sum of k products, k at most 9:
//!
//! * A column of six products holds 54 products of limbs, its reduction adds 9 more: 63 times 2^58, and the
//!   carries are below 2^36, so that it stays below 2^64. After six products the columns are carried.
//! * The value is below `9 (2^255)^2 / 2^261 + r + add`. With r below 0.757 times 2^254 and `add` out of a table,
//!   below `r + 2^247`, that is 1.81 times 2^254. A product without `add` is below `2^249 + r`.
//!
//! Tests run this file on the native machine. They, and builds with debug assertions, check each bound, in release too.

use super::Element;
use crate::scalar::{Scalar, MODULUS};

const BITS: u32 = 29;
const MASK: u64 = (1 << BITS) - 1;

/// r in limbs.
const R: [u64; 9] = wide(&split(&MODULUS));

/// `-1 / r mod 2^29`: r ends with `2^28 + 1`, which is its own inverse.
const INVERSE: u64 = (1 << 28) - 1;

/// `2^522 mod r`, that is 2^261 in the representation: a product with it brings a number in.
const SQUARE: [u32; 9] =
	split(&[0x38c2e14b45b69bd4, 0x0ffedb1885883377, 0x7840f9f0abc6e54d, 0x0a054a3e848b0f05]);

/// Sums of products of limbs: column i counts 2^(29 i).
type Columns = [u64; 18];

/// Whether this build checks the bounds.
const CHECKED: bool = cfg!(any(test, debug_assertions));
/// Most that six products add to a column, and what was carried before.
const MOST: u64 = 54 * (1 << 58) + (1 << 36);

/// Panics unless each number is at most so great.
const fn assert_at_most(numbers: &[u64], most: u64) {
	let mut left = numbers;
	while let [first, rest @ ..] = left {
		assert!(*first <= most, "beyond the bound");
		left = rest;
	}
}

/// An element, as the module says.
#[derive(Clone, Copy, Default)]
pub(crate) struct Limbs([u32; 9]);

/// The element with these limbs of 64 bits, for the tables of constants.
pub(crate) const fn element(limbs: [u64; 4]) -> Limbs {
	Limbs(reduce(accumulate([0; 18], &split(&limbs), &SQUARE), &[0; 9]))
}

impl Element for Limbs {
	#[inline]
	fn load(number: &Scalar, add: &Self) -> Self {
		Self(reduce(accumulate([0; 18], &split(number.limbs()), &SQUARE), &add.0))
	}

	/// `(V + m r) / 2^261` with V below 2^255 and m below 2^261 is at most r: one subtraction reduces it.
	#[inline]
	fn store(&self) -> Scalar {
		let [c0, c1, c2, c3, c4, c5, c6, c7, c8] = wide(&self.0);
		let columns = [c0, c1, c2, c3, c4, c5, c6, c7, c8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
		let limbs = join(&reduce(columns, &[0; 9]));
		Scalar::from_reduced(if limbs == MODULUS { [0; 4] } else { limbs })
	}

	#[inline(never)]
	fn pow5(&self) -> Self {
		let square = reduce(squared(&self.0), &[0; 9]);
		let fourth = reduce(squared(&square), &[0; 9]);
		Self(reduce(accumulate([0; 18], &fourth, &self.0), &[0; 9]))
	}

	#[inline(never)]
	fn dot(a: &[Self], b: &[Self], add: &Self) -> Self {
		let mut columns = [0; 18];
		for (chunk, (a, b)) in a.chunks(6).zip(b.chunks(6)).enumerate() {
			if chunk > 0 {
				columns = carried(columns);
			}
			for (a, b) in a.iter().zip(b) {
				columns = accumulate(columns, &a.0, &b.0);
			}
		}
		Self(reduce(columns, &add.0))
	}
}

#[inline(always)]
const fn wide(limbs: &[u32; 9]) -> [u64; 9] {
	let [l0, l1, l2, l3, l4, l5, l6, l7, l8] = *limbs;
	// cast: each widens.
	let wide = [
		l0 as u64, l1 as u64, l2 as u64, l3 as u64, l4 as u64, l5 as u64, l6 as u64, l7 as u64,
		l8 as u64,
	];
	if CHECKED {
		assert_at_most(&wide, MASK);
	}
	wide
}

#[inline(always)]
const fn low(value: u64) -> u32 {
	// cast: 29 bits are left.
	(value & MASK) as u32
}

/// Four limbs of 64 bits as nine of 29.
#[inline(always)]
const fn split(limbs: &[u64; 4]) -> [u32; 9] {
	let [x0, x1, x2, x3] = *limbs;
	[
		low(x0),
		low(x0 >> 29),
		low((x0 >> 58) | (x1 << 6)),
		low(x1 >> 23),
		low((x1 >> 52) | (x2 << 12)),
		low(x2 >> 17),
		low((x2 >> 46) | (x3 << 18)),
		low(x3 >> 11),
		low(x3 >> 40),
	]
}

/// Nine limbs of 29 bits as four of 64, for a value below 2^256.
#[inline(always)]
const fn join(limbs: &[u32; 9]) -> [u64; 4] {
	let [l0, l1, l2, l3, l4, l5, l6, l7, l8] = wide(limbs);
	[
		l0 | (l1 << 29) | (l2 << 58),
		(l2 >> 6) | (l3 << 23) | (l4 << 52),
		(l4 >> 12) | (l5 << 17) | (l6 << 46),
		(l6 >> 18) | (l7 << 11) | (l8 << 40),
	]
}

/// `columns + a b`.
#[inline(always)]
#[rustfmt::skip]
const fn accumulate(columns: Columns, a: &[u32; 9], b: &[u32; 9]) -> Columns {
	let [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17] = columns;
	let [a0, a1, a2, a3, a4, a5, a6, a7, a8] = wide(a);
	let [b0, b1, b2, b3, b4, b5, b6, b7, b8] = wide(b);
	if CHECKED {
		// A column takes nine products of limbs.
		assert_at_most(&columns, MOST - 9 * (1 << 58));
	}
	[
		c0 + a0 * b0,
		c1 + a0 * b1 + a1 * b0,
		c2 + a0 * b2 + a1 * b1 + a2 * b0,
		c3 + a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0,
		c4 + a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0,
		c5 + a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0,
		c6 + a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0,
		c7 + a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0,
		c8 + a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0,
		c9 + a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1,
		c10 + a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2,
		c11 + a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3,
		c12 + a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4,
		c13 + a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5,
		c14 + a6 * b8 + a7 * b7 + a8 * b6,
		c15 + a7 * b8 + a8 * b7,
		c16 + a8 * b8,
		c17,
	]
}

/// `a^2`: each mixed product once, doubled.
#[inline(always)]
#[rustfmt::skip]
const fn squared(a: &[u32; 9]) -> Columns {
	let [a0, a1, a2, a3, a4, a5, a6, a7, a8] = wide(a);
	let [d0, d1, d2, d3, d4, d5, d6, d7] = [a0 << 1, a1 << 1, a2 << 1, a3 << 1, a4 << 1, a5 << 1, a6 << 1, a7 << 1];
	[
		a0 * a0,
		d0 * a1,
		d0 * a2 + a1 * a1,
		d0 * a3 + d1 * a2,
		d0 * a4 + d1 * a3 + a2 * a2,
		d0 * a5 + d1 * a4 + d2 * a3,
		d0 * a6 + d1 * a5 + d2 * a4 + a3 * a3,
		d0 * a7 + d1 * a6 + d2 * a5 + d3 * a4,
		d0 * a8 + d1 * a7 + d2 * a6 + d3 * a5 + a4 * a4,
		d1 * a8 + d2 * a7 + d3 * a6 + d4 * a5,
		d2 * a8 + d3 * a7 + d4 * a6 + a5 * a5,
		d3 * a8 + d4 * a7 + d5 * a6,
		d4 * a8 + d5 * a7 + a6 * a6,
		d5 * a8 + d6 * a7,
		d6 * a8 + a7 * a7,
		d7 * a8,
		a8 * a8,
		0,
	]
}

/// The same sum with each column but the last below 2^29.
#[inline(always)]
const fn carried(columns: Columns) -> Columns {
	let [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17] = columns;
	let c1 = c1 + (c0 >> BITS);
	let c2 = c2 + (c1 >> BITS);
	let c3 = c3 + (c2 >> BITS);
	let c4 = c4 + (c3 >> BITS);
	let c5 = c5 + (c4 >> BITS);
	let c6 = c6 + (c5 >> BITS);
	let c7 = c7 + (c6 >> BITS);
	let c8 = c8 + (c7 >> BITS);
	let c9 = c9 + (c8 >> BITS);
	let c10 = c10 + (c9 >> BITS);
	let c11 = c11 + (c10 >> BITS);
	let c12 = c12 + (c11 >> BITS);
	let c13 = c13 + (c12 >> BITS);
	let c14 = c14 + (c13 >> BITS);
	let c15 = c15 + (c14 >> BITS);
	let c16 = c16 + (c15 >> BITS);
	let c17 = c17 + (c16 >> BITS);
	[
		c0 & MASK,
		c1 & MASK,
		c2 & MASK,
		c3 & MASK,
		c4 & MASK,
		c5 & MASK,
		c6 & MASK,
		c7 & MASK,
		c8 & MASK,
		c9 & MASK,
		c10 & MASK,
		c11 & MASK,
		c12 & MASK,
		c13 & MASK,
		c14 & MASK,
		c15 & MASK,
		c16 & MASK,
		c17,
	]
}

/// One step of Montgomery's reduction: a multiple of r that clears the lowest column.
macro_rules! fold {
	($c0:ident $c1:ident $c2:ident $c3:ident $c4:ident $c5:ident $c6:ident $c7:ident $c8:ident) => {
		let m = $c0.wrapping_mul(INVERSE) & MASK;
		let $c1 = $c1 + m * R[1] + (($c0 + m * R[0]) >> BITS);
		let ($c2, $c3, $c4) = ($c2 + m * R[2], $c3 + m * R[3], $c4 + m * R[4]);
		let ($c5, $c6) = ($c5 + m * R[5], $c6 + m * R[6]);
		let ($c7, $c8) = ($c7 + m * R[7], $c8 + m * R[8]);
	};
}

/// `columns / 2^261 + add` modulo r.
#[inline(always)]
const fn reduce(columns: Columns, add: &[u32; 9]) -> [u32; 9] {
	let [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17] = columns;
	let [add0, add1, add2, add3, add4, add5, add6, add7, add8] = wide(add);
	if CHECKED {
		assert_at_most(&columns, MOST);
	}
	fold!(c0 c1 c2 c3 c4 c5 c6 c7 c8);
	fold!(c1 c2 c3 c4 c5 c6 c7 c8 c9);
	fold!(c2 c3 c4 c5 c6 c7 c8 c9 c10);
	fold!(c3 c4 c5 c6 c7 c8 c9 c10 c11);
	fold!(c4 c5 c6 c7 c8 c9 c10 c11 c12);
	fold!(c5 c6 c7 c8 c9 c10 c11 c12 c13);
	fold!(c6 c7 c8 c9 c10 c11 c12 c13 c14);
	fold!(c7 c8 c9 c10 c11 c12 c13 c14 c15);
	fold!(c8 c9 c10 c11 c12 c13 c14 c15 c16);
	let v0 = c9 + add0;
	let v1 = c10 + add1 + (v0 >> BITS);
	let v2 = c11 + add2 + (v1 >> BITS);
	let v3 = c12 + add3 + (v2 >> BITS);
	let v4 = c13 + add4 + (v3 >> BITS);
	let v5 = c14 + add5 + (v4 >> BITS);
	let v6 = c15 + add6 + (v5 >> BITS);
	let v7 = c16 + add7 + (v6 >> BITS);
	let v8 = c17 + add8 + (v7 >> BITS);
	if CHECKED {
		assert_at_most(&[v8], (1 << 23) - 1);
	}
	// cast: the value is below 2^255, so that the last limb has 23 bits.
	[low(v0), low(v1), low(v2), low(v3), low(v4), low(v5), low(v6), low(v7), v8 as u32]
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Limbs of 29 ones, the last of 23: the greatest value that an element has.
	const GREATEST: [u32; 9] = {
		let full = (1 << 29) - 1;
		[full, full, full, full, full, full, full, full, (1 << 23) - 1]
	};
	/// All of them of 29 ones.
	const FULL: [u32; 9] = [(1 << 29) - 1; 9];

	fn sum(products: usize, limbs: &[u32; 9]) -> Columns {
		(0..products).fold([0; 18], |columns, _| accumulate(columns, limbs, limbs))
	}

	#[test]
	fn nine_products_of_the_greatest_are_theirs_in_arkworks() {
		use ark_bn254::Fr;
		use ark_ff::{Field, Zero};
		let power = |bits: u64| Fr::from(2).pow([bits]);
		let number = (power(255) - Fr::from(1)) / power(261);
		let greatest = Limbs(GREATEST);
		assert_eq!(greatest.store(), number.into());
		assert_eq!(greatest.pow5().store(), number.pow([5]).into());
		for terms in 0..=9_u64 {
			let list: Vec<Limbs> = (0..terms).map(|_| greatest).collect();
			let outcome = Limbs::dot(&list, &list, &Limbs([0; 9]));
			let expected = (0..terms).fold(Fr::zero(), |sum, _| sum + number * number);
			assert_eq!(outcome.store(), expected.into());
		}
	}

	#[test]
	fn six_full_products_are_carried_to_the_same_sum() {
		use ark_bn254::Fr;
		use ark_ff::{Field, Zero};
		let number = |columns: &Columns| {
			let base = Fr::from(1_u64 << BITS);
			columns.iter().rev().fold(Fr::zero(), |sum, column| sum * base + Fr::from(*column))
		};
		let columns = sum(6, &FULL);
		assert_at_most(&columns, MOST);
		assert_eq!(number(&columns), (Fr::from(2).pow([261]) - Fr::from(1)).square() * Fr::from(6));
		let carried = carried(columns);
		assert_at_most(&carried[..17], MASK);
		assert_eq!(number(&carried), number(&columns));
	}

	#[test]
	#[should_panic(expected = "beyond the bound")]
	fn a_seventh_product_without_a_carry_is_noticed() {
		let _ = sum(7, &FULL);
	}

	#[test]
	#[should_panic(expected = "beyond the bound")]
	fn a_limb_of_thirty_bits_is_noticed() {
		let mut limbs = [0; 9];
		limbs[4] = 1 << 29;
		let _ = sum(1, &limbs);
	}

	#[test]
	#[should_panic(expected = "beyond the bound")]
	fn a_value_of_256_bits_is_noticed() {
		let _ = reduce(sum(6, &FULL), &[0; 9]);
	}

	#[test]
	#[should_panic(expected = "beyond the bound")]
	fn a_column_of_more_than_six_products_is_noticed() {
		let _ = reduce([MOST + 1; 18], &[0; 9]);
	}
}
