//! The base field twice: arkworks' and our own for WASM. Both give the same numbers.
//!
//! All of curve, tower and pairing is written once over [`Base`]. The tests run it over both backends on the native
//! machine.

mod inverse;
#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) mod limbs29;
#[cfg(any(test, not(target_arch = "wasm32")))]
mod native;
#[cfg(test)]
mod tests;

use crate::tower::{Fq2, Fq6};
use ark_bn254::Fq;
use core::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

/// The backend of this machine.
#[cfg(target_arch = "wasm32")]
pub(crate) type Backend = limbs29::Limbs;
/// The backend of this machine.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type Backend = Fq;

/// Uses of twice an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
	/// It is added.
	Plus,
	/// It is subtracted.
	Minus,
}

/// An element of the base field in the representation of a backend.
///
/// A backend may leave sums and differences for later: an element has a magnitude, the number of elements of magnitude 1
/// that it is a sum of. Products, `carried`, `inverse` and the constants have magnitude 1. A product takes operands
/// whose magnitudes multiply to 6 at most; operations that take less say so.
pub(crate) trait Base:
	Copy
	+ Add<Output = Self>
	+ Sub<Output = Self>
	+ Neg<Output = Self>
	+ Mul<Output = Self>
	+ for<'a> AddAssign<&'a Self>
	+ for<'a> SubAssign<&'a Self>
	+ 'static
{
	const ZERO: Self;
	const ONE: Self;

	/// From arkworks' element.
	fn load(value: &Fq) -> Self;

	/// As arkworks' element.
	fn store(&self) -> Fq;

	/// Leaves the same number with magnitude 1.
	fn carry(&mut self);

	/// The same number with magnitude 1.
	fn carried(mut self) -> Self {
		self.carry();
		self
	}

	/// `3 a - 2 self` or `3 a + 2 self` in its place, with magnitude 1.
	fn join(&mut self, a: &Self, sign: Sign);

	fn is_zero(&self) -> bool;

	/// `self^2`, for a magnitude of at most 3.
	fn square(&self) -> Self;

	/// `1 / self`; `None` for zero.
	fn inverse(&self) -> Option<Self>;

	/// `a b - c d`, for magnitudes whose products sum to 13 at most.
	fn difference(a: &Self, b: &Self, c: &Self, d: &Self) -> Self;

	/// The product in Fq2.
	fn multiply_2(a: &Fq2<Self>, b: &Fq2<Self>) -> Fq2<Self>;

	/// The square in Fq2, for a magnitude of at most 2.
	fn square_2(a: &Fq2<Self>) -> Fq2<Self>;

	/// `(9 + u) a`, with magnitude 1.
	fn times_xi(a: &Fq2<Self>) -> Fq2<Self>;

	/// The product in Fq6, for magnitudes whose product is at most 2.
	fn multiply_6(a: &Fq6<Self>, b: &Fq6<Self>) -> Fq6<Self>;

	/// `a (b + c v)`, for magnitudes whose product is at most 3.
	fn multiply_6_by_two(a: &Fq6<Self>, b: &Fq2<Self>, c: &Fq2<Self>) -> Fq6<Self>;

	/// `(a + b y)^2` with `y^2 = 9 + u`: `a^2 + (9 + u) b^2` and `2 a b`, for magnitude 1.
	fn square_4(a: &Fq2<Self>, b: &Fq2<Self>) -> (Fq2<Self>, Fq2<Self>);
}
