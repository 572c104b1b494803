//! Sums of products of limbs, and Montgomery's reduction of them.

use super::{Limbs, BITS, CHECKED, HALF, P};
use core::num::Wrapping;

/// A word modulo 2^64.
pub(super) type W = Wrapping<i64>;

/// Column i counts 2^(29 i).
pub(super) type Columns = [W; 17];

/// Units (`9 2^56`) that a column may hold when it is reduced.
const MOST_UNITS: u32 = 13;
/// Those that it may hold when it is carried.
const MOST_CARRIED: u32 = 14;

/// Columns hold no more than their units, and 2^50 that `times_xi` may add.
fn assert_within(columns: &Columns, units: u32) {
	let most = u64::from(units) * (9 << 56) + (1 << 50);
	assert!(
		columns.iter().all(|column| column.0.unsigned_abs() <= most),
		"more than {units} units"
	);
}

/// `-1 / p mod 2^29`.
const INVERSE: i64 = 0x4866389;

/// `a b`.
#[inline(always)]
#[rustfmt::skip]
pub(super) fn product(a: &[W; 9], b: &[W; 9]) -> Columns {
	let [a0, a1, a2, a3, a4, a5, a6, a7, a8] = *a;
	let [b0, b1, b2, b3, b4, b5, b6, b7, b8] = *b;
	[
		a0 * b0,
		a0 * b1 + a1 * b0,
		a0 * b2 + a1 * b1 + a2 * b0,
		a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0,
		a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0,
		a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0,
		a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0,
		a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0,
		a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0,
		a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1,
		a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2,
		a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3,
		a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4,
		a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5,
		a6 * b8 + a7 * b7 + a8 * b6,
		a7 * b8 + a8 * b7,
		a8 * b8,
	]
}

/// `a^2`: each mixed product once, doubled.
#[inline(always)]
#[rustfmt::skip]
pub(super) fn squared(a: &[W; 9]) -> Columns {
	let [a0, a1, a2, a3, a4, a5, a6, a7, a8] = *a;
	let [d0, d1, d2, d3, d4, d5, d6, d7] = [a0 + a0, a1 + a1, a2 + a2, a3 + a3, a4 + a4, a5 + a5, a6 + a6, a7 + a7];
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
	]
}

#[inline(always)]
pub(super) fn plus(mut left: Columns, right: &Columns) -> Columns {
	for (to, from) in left.iter_mut().zip(right) {
		*to += from;
	}
	left
}

#[inline(always)]
pub(super) fn minus(mut left: Columns, right: &Columns) -> Columns {
	for (to, from) in left.iter_mut().zip(right) {
		*to -= from;
	}
	left
}

/// `9 a - b` and `a + 9 b`, for columns of at most 14 units: carried first, they are worth nothing beside a unit.
#[inline(never)]
pub(super) fn times_xi(a: &Columns, b: &Columns) -> (Columns, Columns) {
	if CHECKED {
		assert_within(a, MOST_CARRIED);
		assert_within(b, MOST_CARRIED);
	}
	let (a, b) = (carried(a), carried(b));
	let (mut first, mut second) = (a, b);
	for ((first, second), (a, b)) in first.iter_mut().zip(&mut second).zip(a.iter().zip(&b)) {
		*first = Wrapping(9) * a - b;
		*second = Wrapping(9) * b + a;
	}
	(first, second)
}

/// The same number with columns between -2^28 and 2^28 but for the last.
#[inline(always)]
fn carried(columns: &Columns) -> Columns {
	let mut out = *columns;
	let mut carry = Wrapping(0);
	let [lower @ .., last] = &mut out;
	for column in lower {
		*column += carry;
		// `usize` is what shifts of `Wrapping` take.
		carry = (*column + Wrapping(HALF)) >> 29;
		*column -= carry << 29;
	}
	*last += carry;
	out
}

/// One step of Montgomery's reduction: a multiple of p that clears the lowest column.
macro_rules! fold {
	($c0:ident $c1:ident $c2:ident $c3:ident $c4:ident $c5:ident $c6:ident $c7:ident $c8:ident) => {
		let m = low($c0 * Wrapping(INVERSE));
		let $c1 = $c1 + m * Wrapping(P[1]) + (($c0 + m * Wrapping(P[0])) >> 29);
		let ($c2, $c3) = ($c2 + m * Wrapping(P[2]), $c3 + m * Wrapping(P[3]));
		let ($c4, $c5) = ($c4 + m * Wrapping(P[4]), $c5 + m * Wrapping(P[5]));
		let ($c6, $c7) = ($c6 + m * Wrapping(P[6]), $c7 + m * Wrapping(P[7]));
		let $c8 = $c8 + m * Wrapping(P[8]);
	};
}

/// The number between -2^28 and 2^28 that is the same modulo 2^29.
#[inline(always)]
fn low(word: W) -> W {
	(word << 35) >> 35
}

/// One limb and what is carried.
macro_rules! carry {
	($c:ident $next:expr) => {{
		let carry = ($c + Wrapping(HALF)) >> 29;
		($c - (carry << 29), $next + carry)
	}};
}

/// `columns / 2^261` modulo p, with magnitude 1, for columns of some units.
#[inline(always)]
pub(super) fn reduce(columns: Columns, units: u32) -> Limbs {
	if CHECKED {
		assert!(units <= MOST_UNITS, "{units} units");
		assert_within(&columns, units);
	}
	const { assert!(BITS == 29) };
	let [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16] = columns;
	fold!(c0 c1 c2 c3 c4 c5 c6 c7 c8);
	fold!(c1 c2 c3 c4 c5 c6 c7 c8 c9);
	fold!(c2 c3 c4 c5 c6 c7 c8 c9 c10);
	fold!(c3 c4 c5 c6 c7 c8 c9 c10 c11);
	fold!(c4 c5 c6 c7 c8 c9 c10 c11 c12);
	fold!(c5 c6 c7 c8 c9 c10 c11 c12 c13);
	fold!(c6 c7 c8 c9 c10 c11 c12 c13 c14);
	fold!(c7 c8 c9 c10 c11 c12 c13 c14 c15);
	fold!(c8 c9 c10 c11 c12 c13 c14 c15 c16);
	let (l0, c10) = carry!(c9 c10);
	let (l1, c11) = carry!(c10 c11);
	let (l2, c12) = carry!(c11 c12);
	let (l3, c13) = carry!(c12 c13);
	let (l4, c14) = carry!(c13 c14);
	let (l5, c15) = carry!(c14 c15);
	let (l6, c16) = carry!(c15 c16);
	let (l7, l8) = carry!(c16 Wrapping(0));
	Limbs::new([l0.0, l1.0, l2.0, l3.0, l4.0, l5.0, l6.0, l7.0, l8.0])
}
