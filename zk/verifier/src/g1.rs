//! Points of G1 over a backend: y^2 = x^3 + 3.

use crate::{field::Base, Error};
use alloc::vec::Vec;
use ark_bn254::G1Affine;

/// A point that is not at infinity.
#[derive(Clone, Copy)]
pub(crate) struct Point<F> {
	pub(crate) x: F,
	pub(crate) y: F,
}

impl<F: Base> Point<F> {
	/// The point at infinity, which neither keys nor proofs hold, becomes (0, 0).
	pub(crate) fn load(point: &G1Affine) -> Self {
		Self { x: F::load(&point.x), y: F::load(&point.y) }
	}

	pub(crate) fn negative(self) -> Self {
		Self { x: self.x, y: -self.y }
	}
}

/// A point in Jacobian coordinates, x = X/Z^2 and y = Y/Z^3. All have magnitude 1.
#[derive(Clone, Copy)]
pub(crate) struct Sum<F> {
	x: F,
	y: F,
	z: F,
	infinite: bool,
}

impl<F: Base> Sum<F> {
	pub(crate) const INFINITY: Self = Self { x: F::ONE, y: F::ONE, z: F::ZERO, infinite: true };

	pub(crate) fn new(point: Point<F>) -> Self {
		Self { x: point.x, y: point.y, z: F::ONE, infinite: false }
	}

	pub(crate) fn negative(self) -> Self {
		Self { y: -self.y, ..self }
	}

	/// `dbl-2009-l` of the explicit formulas database. G1 has no point of order 2.
	#[inline(never)]
	pub(crate) fn double(&mut self) {
		if self.infinite {
			return;
		}
		let square = self.x.square();
		let y_squared = self.y.square();
		let d = self.x * y_squared;
		let d = ((d + d) + (d + d)).carried();
		let e = square + square + square;
		let fourth = y_squared.square();
		let fourth = ((fourth + fourth) + (fourth + fourth)).carried();
		self.z = (self.y + self.y) * self.z;
		self.x = (e.square() - d - d).carried();
		self.y = (e * (d - self.x) - fourth - fourth).carried();
	}

	/// `madd` of the explicit formulas database, complete.
	#[inline(never)]
	pub(crate) fn add(&mut self, point: &Point<F>) {
		if self.infinite {
			*self = Self::new(*point);
			return;
		}
		let z_squared = self.z.square();
		let h = (point.x * z_squared - self.x).carried();
		let r = (point.y * (z_squared * self.z) - self.y).carried();
		if h.is_zero() {
			if r.is_zero() {
				self.double();
			} else {
				*self = Self::INFINITY;
			}
			return;
		}
		let h_squared = h.square();
		let h_cubed = h_squared * h;
		let v = self.x * h_squared;
		self.x = (r.square() - h_cubed - v - v).carried();
		self.y = F::difference(&r, &(v - self.x), &self.y, &h_cubed);
		self.z = self.z * h;
	}

	/// Adds a point by its own coordinates. Errors of `affine`.
	pub(crate) fn add_sum(&mut self, other: &Self) -> Result<(), Error> {
		if let Some(point) = affine(&[*other])?.into_iter().flatten().next() {
			self.add(&point);
		}
		Ok(())
	}
}

/// Affine coordinates with one inversion for all; `None` for infinity. Errors of `invert`, which no sum of points of the
/// curve has.
pub(crate) fn affine<F: Base>(sums: &[Sum<F>]) -> Result<Vec<Option<Point<F>>>, Error> {
	let mut inverses: Vec<F> =
		sums.iter().map(|sum| if sum.infinite { F::ONE } else { sum.z }).collect();
	invert(&mut inverses)?;
	let point = |(sum, inverse): (&Sum<F>, F)| {
		let square = inverse.square();
		(!sum.infinite).then(|| Point { x: sum.x * square, y: sum.y * (square * inverse) })
	};
	Ok(sums.iter().zip(inverses).map(point).collect())
}

/// The inverses, with one inversion for all.
///
/// `Error::OffCurve` if a value is zero, which needs a point that is on no curve.
pub(crate) fn invert<F: Base>(values: &mut [F]) -> Result<(), Error> {
	let mut product = F::ONE;
	let mut before = Vec::with_capacity(values.len());
	for value in values.iter() {
		before.push(product);
		product = product * *value;
	}
	let mut inverse = product.inverse().ok_or(Error::OffCurve)?;
	for (value, before) in values.iter_mut().zip(before).rev() {
		let own = inverse * before;
		inverse = inverse * *value;
		*value = own;
	}
	Ok(())
}
