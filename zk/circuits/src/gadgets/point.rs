//! Points of Baby Jubjub.

use super::{Bits, Builder, Number};
use crate::baby_jubjub::{BabyJubjub, Point};
use ark_bn254::Fr;
use ark_ec::{
	twisted_edwards::{Affine, TECurveConfig},
	CurveGroup,
};
use ark_ff::{AdditiveGroup, Field};
use ark_relations::gr1cs::SynthesisError;

/// The coordinates of a point of the curve.
struct Coordinates {
	x: Number,
	y: Number,
}

/// The generator times the number that the bits are: two bits choose one of four constant points, which are summed up.
pub(crate) fn public_point(
	builder: &Builder,
	bits: &Bits,
) -> Result<(Number, Number), SynthesisError> {
	let mut base = Point::from(BabyJubjub::GENERATOR);
	let mut sum: Option<Coordinates> = None;
	for pair in bits.0.chunks(2) {
		let double = base.double();
		let choice = match pair {
			[low, high] => {
				let points = [base, double, base + double].map(|point| point.into_affine());
				one_of_four(builder, low, high, &points)?
			},
			[low] => one_of_two(low, &base.into_affine()),
			// `chunks` gives no other length.
			_ => continue,
		};
		sum = Some(match sum {
			Some(sum) => add(builder, &sum, &choice)?,
			None => choice,
		});
		base = double.double();
	}
	let Coordinates { x, y } = sum.ok_or(SynthesisError::AssignmentMissing)?;
	Ok((x, y))
}

/// The neutral point (0, 1) or the point.
fn one_of_two(bit: &Number, point: &Affine<BabyJubjub>) -> Coordinates {
	let one = Number::constant(Fr::ONE);
	Coordinates { x: bit * point.x, y: one.plus(point.y - Fr::ONE, bit) }
}

/// The neutral point or one of three, by two bits.
fn one_of_four(
	builder: &Builder,
	low: &Number,
	high: &Number,
	points: &[Affine<BabyJubjub>; 3],
) -> Result<Coordinates, SynthesisError> {
	let [first, second, third] = points;
	let both = builder.product(low, high)?;
	let choose = |neutral: Fr, [first, second, third]: [Fr; 3]| {
		let factors = [first - neutral, second - neutral, third - first - second + neutral];
		factors
			.iter()
			.zip([low, high, &both])
			.fold(Number::constant(neutral), |sum, (factor, bit)| sum.plus(*factor, bit))
	};
	Ok(Coordinates {
		x: choose(Fr::from(0), [first.x, second.x, third.x]),
		y: choose(Fr::ONE, [first.y, second.y, third.y]),
	})
}

/// The sum of two points of the curve:
///
/// ```text
/// x = (x1 y2 + y1 x2) / (1 + d x1 x2 y1 y2),  y = (y1 y2 - a x1 x2) / (1 - d x1 x2 y1 y2)
/// ```
///
/// a is a square and d is none, so that no denominator is 0 for points of the curve (Bernstein, Lange, "Faster addition
/// and doubling on elliptic curves", 2007, theorem 3.3), and x and y are the only ones.
fn add(
	builder: &Builder,
	left: &Coordinates,
	right: &Coordinates,
) -> Result<Coordinates, SynthesisError> {
	let (a, d) = (BabyJubjub::COEFF_A, BabyJubjub::COEFF_D);
	let xy = builder.product(&left.x, &right.y)?;
	let yx = builder.product(&left.y, &right.x)?;
	// y1 y2 - a x1 x2 = (y1 - a x1) (x2 + y2) + a xy - yx
	let cross = builder.product(&left.y.plus(-a, &left.x), &(&right.x + &right.y))?.plus(a, &xy);
	let fourfold = &builder.product(&xy, &yx)? * d;
	let one = Number::constant(Fr::ONE);
	Ok(Coordinates {
		x: builder.quotient(&(&xy + &yx), &(&one + &fourfold))?,
		y: builder.quotient(&(&cross - &yx), &(&one - &fourfold))?,
	})
}
