//! Fq2.

use crate::field::{Base, Sign};
use alloc::vec::Vec;
use core::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

/// c0 + c1 u.
#[derive(Clone, Copy)]
pub(crate) struct Fq2<F> {
	pub(crate) c0: F,
	pub(crate) c1: F,
}

impl<F: Base> Fq2<F> {
	pub(crate) const ZERO: Self = Self { c0: F::ZERO, c1: F::ZERO };
	pub(crate) const ONE: Self = Self { c0: F::ONE, c1: F::ZERO };

	pub(crate) fn load(value: &ark_bn254::Fq2) -> Self {
		Self { c0: F::load(&value.c0), c1: F::load(&value.c1) }
	}

	pub(crate) fn store(&self) -> ark_bn254::Fq2 {
		ark_bn254::Fq2::new(self.c0.store(), self.c1.store())
	}

	#[inline(always)]
	pub(crate) fn carry(&mut self) {
		self.c0.carry();
		self.c1.carry();
	}

	/// `3 a - 2 self` or `3 a + 2 self` in its place.
	#[inline(always)]
	pub(crate) fn join(&mut self, a: &Self, sign: Sign) {
		self.c0.join(&a.c0, sign);
		self.c1.join(&a.c1, sign);
	}

	/// The product. By reference: a copy is a loop in WASM.
	#[inline(always)]
	pub(crate) fn times(&self, other: &Self) -> Self {
		F::multiply_2(self, other)
	}

	pub(crate) fn is_zero(&self) -> bool {
		self.c0.is_zero() && self.c1.is_zero()
	}

	/// The same magnitude as two times the element's.
	#[inline(always)]
	pub(crate) fn double(self) -> Self {
		self + self
	}

	#[inline(always)]
	pub(crate) fn square(&self) -> Self {
		F::square_2(self)
	}

	#[inline(always)]
	pub(crate) fn times_xi(&self) -> Self {
		F::times_xi(self)
	}

	/// The product with an element of the base field.
	#[inline(always)]
	pub(crate) fn scale(&self, factor: F) -> Self {
		Self { c0: self.c0 * factor, c1: self.c1 * factor }
	}

	/// The p-th power.
	#[inline(always)]
	pub(crate) fn conjugate(self) -> Self {
		Self { c0: self.c0, c1: -self.c1 }
	}

	/// `conj(a) / (c0^2 + c1^2)`, for a magnitude of at most 2; `None` for zero.
	pub(crate) fn inverse(&self) -> Option<Self> {
		let norm = F::difference(&self.c0, &self.c0, &self.c1, &-self.c1);
		Some(self.conjugate().scale(norm.inverse()?))
	}

	/// Divides numerators by denominators with one inversion and leaves the quotients in the numerators' place. `None`
	/// if a denominator is zero, whatever the others are. `products` is room for its work.
	pub(crate) fn divide(fractions: &mut [(Self, Self)], products: &mut Vec<Self>) -> Option<()> {
		products.clear();
		let mut product = Self::ONE;
		for (_, denominator) in fractions.iter() {
			products.push(product);
			product = product.times(denominator);
		}
		let mut inverse = product.inverse()?;
		for ((numerator, denominator), before) in fractions.iter_mut().zip(products.iter()).rev() {
			*numerator = numerator.times(&inverse.times(before));
			inverse = inverse.times(denominator);
		}
		Some(())
	}
}

impl<F: Base> Add for Fq2<F> {
	type Output = Self;

	#[inline(always)]
	fn add(self, other: Self) -> Self {
		Self { c0: self.c0 + other.c0, c1: self.c1 + other.c1 }
	}
}

impl<F: Base> Sub for Fq2<F> {
	type Output = Self;

	#[inline(always)]
	fn sub(self, other: Self) -> Self {
		Self { c0: self.c0 - other.c0, c1: self.c1 - other.c1 }
	}
}

impl<F: Base> AddAssign<&Self> for Fq2<F> {
	#[inline(always)]
	fn add_assign(&mut self, other: &Self) {
		self.c0 += &other.c0;
		self.c1 += &other.c1;
	}
}

impl<F: Base> SubAssign<&Self> for Fq2<F> {
	#[inline(always)]
	fn sub_assign(&mut self, other: &Self) {
		self.c0 -= &other.c0;
		self.c1 -= &other.c1;
	}
}

impl<F: Base> Neg for Fq2<F> {
	type Output = Self;

	#[inline(always)]
	fn neg(self) -> Self {
		Self { c0: -self.c0, c1: -self.c1 }
	}
}

impl<F: Base> Mul for Fq2<F> {
	type Output = Self;

	#[inline(always)]
	fn mul(self, other: Self) -> Self {
		F::multiply_2(&self, &other)
	}
}
