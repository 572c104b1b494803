//! Multiples of points of G1 with coefficients a + b lambda, where lambda P = phi(P) = (beta x, y) costs one product.
//!
//! (Gallant, Lambert, Vanstone, "Faster point multiplication on elliptic curves with efficient endomorphisms", 2001.)
//! a and b are written in joint sparse form (Solinas, "Low-weight binary representations for pairs of integers", 2001):
//! digits -1, 0 and 1, at half of whose places both are 0. A coefficient of 128 bits costs 64 doublings and 32
//! additions, and a sum of many shares the doublings. P + phi(P) and P - phi(P) are computed for all with one
//! inversion.

use crate::{
	field::Base,
	g1::{invert, Point, Sum},
	Error,
};
use alloc::vec::Vec;
use ark_bn254::{g1, Fr};
use ark_ec::scalar_mul::glv::GLVConfig;
use ark_ff::PrimeField;

/// lambda, by which a coefficient becomes a scalar.
pub(crate) const LAMBDA: Fr = <g1::Config as GLVConfig>::LAMBDA;

/// The lattice of coefficients that are zero modulo r has the basis (-A, B), (-B, -C), with AC + B^2 = r.
const A: u128 = 147946756881789319000765030803803410728;
const B: u128 = 9931322734385697763;
const C: u128 = 147946756881789319010696353538189108491;
/// `2^256 C / r` and `2^256 B / r`, rounded down.
const C_OVER_R: [u64; 3] = [0x5398fd0300ff6565, 0x4ccef014a773d2d2, 0x2];
const B_OVER_R: [u64; 3] = [0xd91d232ec7e0b3d7, 0x2, 0];

/// (a + b lambda) P.
pub(crate) struct Term<F> {
	point: Point<F>,
	/// phi(P), or its negative if b is negative.
	image: Point<F>,
	a: u128,
	b: u128,
}

impl<F: Base> Term<F> {
	pub(crate) fn new(point: Point<F>, a: u128, b: u128) -> Self {
		let beta = <g1::Config as GLVConfig>::ENDO_COEFFS.first().map_or(F::ONE, F::load);
		Self { point, image: Point { x: point.x * beta, y: point.y }, a, b }
	}

	/// The scalar's parts have half of its bits.
	pub(crate) fn from_scalar(point: Point<F>, scalar: Fr) -> Self {
		let (a, b) = decompose(scalar);
		let mut term = Self::new(point, a, b.unsigned_abs());
		if b < 0 {
			term.image = term.image.negative();
		}
		term
	}
}

/// a and b with a + b lambda equal to the scalar.
///
/// Its nearest point of the lattice is about q1 (-A, B) + q2 (-B, -C) with q1 = -kC/r and q2 = -kB/r. Their sizes are
/// rounded down, and the tables were: they fall short by less than 1.016 and 1.082, so that a is between 0 and
/// 1.016 A + 1.082 B, which is 0.883 of 2^127, and b between -1.016 B and 1.082 C, which is 0.941 of 2^127: arithmetic
/// modulo 2^128 gives them.
fn decompose(scalar: Fr) -> (u128, i128) {
	let limbs = scalar.into_bigint().0;
	let (q1, q2) = (times_over(&limbs, &C_OVER_R), times_over(&limbs, &B_OVER_R));
	let [low, high, ..] = limbs;
	let k = u128::from(low) | u128::from(high) << 64;
	let a = k.wrapping_sub(q1.wrapping_mul(A)).wrapping_sub(q2.wrapping_mul(B));
	let b = q1.wrapping_mul(B).wrapping_sub(q2.wrapping_mul(C));
	// cast: two's complement.
	(a, b as i128)
}

/// `left right / 2^256`, below 2^128.
fn times_over(left: &[u64; 4], right: &[u64; 3]) -> u128 {
	let mut out = [0_u64; 7];
	for (place, right) in right.iter().enumerate() {
		let mut carry = 0;
		for (word, left) in out.iter_mut().skip(place).zip(left.iter().chain([&0])) {
			let sum = u128::from(*left) * u128::from(*right) + u128::from(*word) + carry;
			// cast: the lower half.
			*word = sum as u64;
			carry = sum >> 64;
		}
	}
	let [.., low, high, _] = out;
	u128::from(low) | u128::from(high) << 64
}

/// P, phi(P), P + phi(P) and P - phi(P).
struct Table<F> {
	point: Point<F>,
	image: Point<F>,
	sum: Point<F>,
	difference: Point<F>,
}

/// The tables of the terms. P and phi(P) never share x, since x = 0 is on no point of G1: 3 is no square. Errors of
/// `invert`, for points that are on no curve.
fn tables<F: Base>(terms: &[Term<F>]) -> Result<Vec<Table<F>>, Error> {
	let mut inverses: Vec<F> = terms.iter().map(|term| term.image.x - term.point.x).collect();
	invert(&mut inverses)?;
	let table = |(term, inverse): (&Term<F>, F)| {
		let (p, image) = (term.point, term.image);
		let join = |y: F| {
			let slope = (y - p.y) * inverse;
			let x = (slope.square() - p.x - image.x).carried();
			Point { x, y: (slope * (p.x - x) - p.y).carried() }
		};
		Table { point: p, image, sum: join(image.y), difference: join(-image.y) }
	};
	Ok(terms.iter().zip(inverses).map(table).collect())
}

/// Digits of a and b from the lowest.
fn joint_sparse_form(mut a: u128, mut b: u128) -> Vec<(i8, i8)> {
	let mut digits = Vec::with_capacity(129);
	let (mut carry_a, mut carry_b) = (0, 0);
	while a != 0 || b != 0 || carry_a != 0 || carry_b != 0 {
		// cast: below 16.
		let (low_a, low_b) = ((a & 7) as u8 + carry_a, (b & 7) as u8 + carry_b);
		let digit = |low: u8, other: u8| -> i8 {
			let digit = match low & 3 {
				1 => 1,
				3 => -1,
				_ => return 0,
			};
			if matches!(low & 7, 3 | 5) && other & 3 == 2 {
				-digit
			} else {
				digit
			}
		};
		let (digit_a, digit_b) = (digit(low_a, low_b), digit(low_b, low_a));
		let carried = |carry: &mut u8, digit: i8| {
			if i16::from(*carry) * 2 == 1 + i16::from(digit) {
				*carry = 1 - *carry;
			}
		};
		carried(&mut carry_a, digit_a);
		carried(&mut carry_b, digit_b);
		digits.push((digit_a, digit_b));
		a >>= 1;
		b >>= 1;
	}
	digits
}

/// The sum of the terms, by Straus's method. Errors of `tables`.
pub(crate) fn sum<F: Base>(terms: &[Term<F>]) -> Result<Sum<F>, Error> {
	Ok(sum_with(terms, &tables(terms)?))
}

/// Each term by itself. Errors of `tables`.
pub(crate) fn each<F: Base>(terms: &[Term<F>]) -> Result<Vec<Sum<F>>, Error> {
	let tables = tables(terms)?;
	Ok(terms.chunks(1).zip(tables.chunks(1)).map(|(term, table)| sum_with(term, table)).collect())
}

#[inline(never)]
fn sum_with<F: Base>(terms: &[Term<F>], tables: &[Table<F>]) -> Sum<F> {
	let digits: Vec<_> = terms.iter().map(|term| joint_sparse_form(term.a, term.b)).collect();
	let places = digits.iter().map(Vec::len).max().unwrap_or_default();
	let mut sum = Sum::INFINITY;
	for place in (0..places).rev() {
		sum.double();
		for (table, digits) in tables.iter().zip(&digits) {
			let digit = digits.get(place).copied().unwrap_or_default();
			let (point, negative) = match digit {
				(0, 0) => continue,
				(a, 0) => (table.point, a < 0),
				(0, b) => (table.image, b < 0),
				(a, b) if a == b => (table.sum, a < 0),
				(a, _) => (table.difference, a < 0),
			};
			sum.add(&if negative { point.negative() } else { point });
		}
	}
	sum
}

#[cfg(test)]
pub(crate) mod tests {
	use super::*;
	use crate::g1::affine;
	use ark_bn254::{G1Affine, G1Projective};
	use ark_ec::{AffineRepr, CurveGroup};

	fn store<F: Base>(sum: &Sum<F>) -> G1Affine {
		let point = affine(&[*sum]).unwrap().into_iter().flatten().next();
		point.map_or(G1Affine::identity(), |point| G1Affine::new(point.x.store(), point.y.store()))
	}

	/// Compares sums and single multiples with arkworks'.
	pub(crate) fn agree<F: Base>(points: &[G1Affine], scalars: &[Fr]) {
		let terms: Vec<Term<F>> = points
			.iter()
			.zip(scalars)
			.map(|(point, scalar)| Term::from_scalar(Point::load(point), *scalar))
			.collect();
		let products: Vec<G1Affine> = points
			.iter()
			.zip(scalars)
			.map(|(point, scalar)| (*point * scalar).into_affine())
			.collect();
		assert_eq!(each(&terms).unwrap().iter().map(store).collect::<Vec<_>>(), products);
		let total: G1Projective = products.iter().sum();
		assert_eq!(store(&sum(&terms).unwrap()), total.into_affine());
		// Equal points, and points that cancel.
		let [first, ..] = points else { return };
		let [point, mirror] = [*first, -*first].map(|point| Point::<F>::load(&point));
		let twice = [Term::new(point, 5, 3), Term::new(point, 5, 3)];
		let coefficient = Fr::from(10) + Fr::from(6) * LAMBDA;
		assert_eq!(store(&sum(&twice).unwrap()), (*first * coefficient).into_affine());
		let none = [Term::new(point, 7, 9), Term::new(mirror, 7, 9)];
		assert!(store(&sum(&none).unwrap()).is_zero());
		for scalar in scalars {
			let (a, b) = decompose(*scalar);
			let b_scalar = Fr::from(b.unsigned_abs()) * LAMBDA;
			let sum = Fr::from(a) + if b < 0 { -b_scalar } else { b_scalar };
			assert_eq!(sum, *scalar);
			let share = |of: u128| (1 << 127) / 10_000 * of;
			assert!(a < share(8_830) && b.unsigned_abs() < share(9_407), "{scalar}");
		}
		// Neither infinity, which becomes (0, 0), nor what is on no curve has multiples.
		let nowhere = Point { x: F::ZERO, y: F::ONE };
		for outside in [Point::load(&G1Affine::identity()), nowhere] {
			let terms = [Term::new(point, 5, 3), Term::new(outside, 5, 3)];
			assert_eq!(sum(&terms).err(), Some(Error::OffCurve));
			assert_eq!(each(&terms).err(), Some(Error::OffCurve));
		}
	}

	#[test]
	fn the_worst_scalars_come_next_to_the_bounds() {
		let parts: Vec<_> = worst_scalars().into_iter().map(decompose).collect();
		let greatest = |parts: &mut dyn Iterator<Item = u128>| parts.max().unwrap() / (1 << 117);
		// Of 1024: 0.883 and 0.941 are 904 and 963.
		assert_eq!(greatest(&mut parts.iter().map(|(a, _)| *a)), 899);
		assert_eq!(greatest(&mut parts.iter().map(|(_, b)| b.unsigned_abs())), 961);
	}

	/// Scalars whose quotients fall short by most: kB/r or kC/r is next to an integer, from below, from above, and above
	/// by what the tables' rounding takes away.
	pub(crate) fn worst_scalars() -> Vec<Fr> {
		use num_bigint::BigUint;
		let r: BigUint = Fr::MODULUS.into();
		let of = |divisor: u128, hundredths: u32| {
			let r = r.clone();
			(1..=3_u32).flat_map(move |less| {
				let r = r.clone();
				let times = (BigUint::from(divisor) - less) * 100_u32;
				[0, 1, hundredths]
					.map(|part| Fr::from((&times + part) * &r / (divisor * BigUint::from(100_u32))))
			})
		};
		of(B, 8).chain(of(C, 1)).collect()
	}
}
