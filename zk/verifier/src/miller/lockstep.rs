//! The loop: affine steps in lock step, so that all pairs share an inversion.
//!
//! The line through R with slope l, at P and divided by yP, is
//!
//! ```text
//! 1 + (-l xP/yP) w + ((l xR - yR)/yP) w^3
//! ```
//!
//! since factors from Fq vanish in the final exponentiation. A slope costs an inversion in Fq2, which Montgomery's
//! trick makes three multiplications a pair: even for the three pairs of one proof this costs less than projective steps,
//! whose lines have no constant 1. Two lines with constant 1 are multiplied by each other (3 products in Fq2)
//! before they meet the accumulator (17), which is less than twice the 10 of one alone; all pairs share one accumulator
//! and its squarings.

use super::{steps, Step, TwistPoint};
use crate::{
	field::Base,
	g1::{invert, Point},
	tower::{Fq12, Fq2},
	Error,
};
use alloc::vec::Vec;

/// A pair on its way from R = Q.
struct Walk<F> {
	/// -xP/yP and 1/yP, both 0 for P at infinity: each of its lines is then 1.
	slope_factor: F,
	constant_factor: F,
	q: TwistPoint<F>,
	r: TwistPoint<F>,
	/// The point that this step adds.
	summand: TwistPoint<F>,
}

/// A line 1 + (a + b v) w, where v = w^2.
type Line<F> = (Fq2<F>, Fq2<F>);

impl<F: Base> Walk<F> {
	/// Takes the step with its slope and returns the line.
	#[inline(never)]
	fn advance(&mut self, slope: &Fq2<F>, step: Step) -> Line<F> {
		let r = &mut self.r;
		let mut constant = slope.times(&r.x);
		constant -= &r.y;
		let mut x = slope.square();
		x -= &r.x;
		x -= if step == Step::Double { &r.x } else { &self.summand.x };
		x.carry();
		r.x -= &x;
		let mut y = slope.times(&r.x);
		y -= &r.y;
		y.carry();
		(r.x, r.y) = (x, y);
		(slope.scale(self.slope_factor), constant.scale(self.constant_factor))
	}

	/// Numerator and denominator of the slope; the denominator is zero exactly if the step is exceptional.
	fn slope(&self, step: Step) -> (Fq2<F>, Fq2<F>) {
		if step == Step::Double {
			let square = self.r.x.square();
			(square.double() + square, self.r.y.double())
		} else {
			(self.r.y - self.summand.y, self.r.x - self.summand.x)
		}
	}
}

/// Product of the pairs' Miller values. A pair whose first point is at infinity (`None`) contributes 1.
///
/// `Error::OutOfSubgroup` if a second point is not in the subgroup; it may not be at infinity. `Error::OffCurve` if y of a
/// first point is zero.
pub(crate) fn lockstep<F: Base>(
	pairs: &[(Option<Point<F>>, TwistPoint<F>)],
) -> Result<Fq12<F>, Error> {
	let mut f = Fq12::ONE;
	let absorb = |step, lines: &[Line<F>]| {
		if step == Step::Double {
			f.square();
		}
		let (pairs, last) = lines.as_chunks::<2>();
		for [first, second] in pairs {
			f.multiply_by_lines(first, second);
		}
		for line in last {
			f.multiply_by_line(line);
		}
	};
	walk(pairs, absorb)?;
	Ok(f)
}

/// `Error::OutOfSubgroup` unless all points are in the subgroup. They may not be at infinity.
pub(crate) fn in_subgroup<F: Base>(points: &[TwistPoint<F>]) -> Result<(), Error> {
	let pairs: Vec<_> = points.iter().map(|point| (None, *point)).collect();
	walk(&pairs, |_, _| ())
}

/// Walks all pairs and hands out the lines of each step.
fn walk<F: Base>(
	pairs: &[(Option<Point<F>>, TwistPoint<F>)],
	mut absorb: impl FnMut(Step, &[Line<F>]),
) -> Result<(), Error> {
	let mut walks = start(pairs)?;
	let mut slopes = Vec::with_capacity(pairs.len());
	let mut products = Vec::with_capacity(pairs.len());
	let mut lines = Vec::with_capacity(pairs.len());
	for step in steps() {
		slopes.clear();
		for walk in &mut walks {
			walk.summand = step.summand(&walk.q);
			slopes.push(walk.slope(step));
		}
		Fq2::divide(&mut slopes, &mut products).ok_or(Error::OutOfSubgroup)?;
		lines.clear();
		for (walk, (slope, _)) in walks.iter_mut().zip(&slopes) {
			lines.push(walk.advance(slope, step));
		}
		absorb(step, &lines);
	}
	if walks.iter().all(|walk| walk.q.ends_at(&walk.r)) {
		Ok(())
	} else {
		Err(Error::OutOfSubgroup)
	}
}

fn start<F: Base>(pairs: &[(Option<Point<F>>, TwistPoint<F>)]) -> Result<Vec<Walk<F>>, Error> {
	// G1 has no point of order 2, so that no y is zero but that of infinity's (0, 0), which is on no curve.
	let mut inverses: Vec<F> = pairs.iter().map(|(p, _)| p.map_or(F::ONE, |p| p.y)).collect();
	invert(&mut inverses)?;
	let walk = |(&(p, q), inverse): (&(Option<Point<F>>, TwistPoint<F>), F)| {
		let (slope_factor, constant_factor) = match p {
			Some(p) => (-(p.x * inverse), inverse),
			None => (F::ZERO, F::ZERO),
		};
		Walk { slope_factor, constant_factor, q, r: q, summand: q }
	};
	Ok(pairs.iter().zip(inverses).map(walk).collect())
}
