//! Fq6. Operations take references and work in place: a copy is a loop in WASM.

use super::Fq2;
use crate::field::Base;
use core::ops::{AddAssign, SubAssign};

/// c0 + c1 v + c2 v^2.
#[derive(Clone, Copy)]
pub(crate) struct Fq6<F> {
	pub(crate) c0: Fq2<F>,
	pub(crate) c1: Fq2<F>,
	pub(crate) c2: Fq2<F>,
}

impl<F: Base> Fq6<F> {
	pub(crate) const ZERO: Self = Self { c0: Fq2::ZERO, c1: Fq2::ZERO, c2: Fq2::ZERO };
	pub(crate) const ONE: Self = Self { c0: Fq2::ONE, c1: Fq2::ZERO, c2: Fq2::ZERO };

	pub(crate) fn load(value: &ark_bn254::Fq6) -> Self {
		Self { c0: Fq2::load(&value.c0), c1: Fq2::load(&value.c1), c2: Fq2::load(&value.c2) }
	}

	pub(crate) fn store(&self) -> ark_bn254::Fq6 {
		ark_bn254::Fq6::new(self.c0.store(), self.c1.store(), self.c2.store())
	}

	pub(crate) fn carry(&mut self) {
		self.c0.carry();
		self.c1.carry();
		self.c2.carry();
	}

	pub(crate) fn is_zero(&self) -> bool {
		self.c0.is_zero() && self.c1.is_zero() && self.c2.is_zero()
	}

	pub(crate) fn negate(&mut self) {
		self.c0 = -self.c0;
		self.c1 = -self.c1;
		self.c2 = -self.c2;
	}

	#[inline(always)]
	pub(crate) fn times(&self, other: &Self) -> Self {
		F::multiply_6(self, other)
	}

	#[inline(always)]
	pub(crate) fn times_two(&self, b: &Fq2<F>, c: &Fq2<F>) -> Self {
		F::multiply_6_by_two(self, b, c)
	}

	/// Adds `v other`.
	#[inline(never)]
	pub(crate) fn add_times_v(&mut self, other: &Self) {
		self.c0 += &other.c2.times_xi();
		self.c1 += &other.c0;
		self.c2 += &other.c1;
	}

	/// Subtracts `v other`.
	#[inline(never)]
	pub(crate) fn subtract_times_v(&mut self, other: &Self) {
		self.c0 -= &other.c2.times_xi();
		self.c1 -= &other.c0;
		self.c2 -= &other.c1;
	}

	/// Beuchat et al. (eprint 2010/354), algorithm 17; `None` for zero. For magnitude 1.
	pub(crate) fn inverse(&self) -> Option<Self> {
		let Self { c0, c1, c2 } = self;
		let mut a = c0.square();
		a -= &c1.times(c2).times_xi();
		a.carry();
		let mut b = c2.square().times_xi();
		b -= &c0.times(c1);
		b.carry();
		let mut c = c1.square();
		c -= &c0.times(c2);
		c.carry();
		let mut norm = c2.times(&b);
		norm += &c1.times(&c);
		norm = norm.times_xi();
		norm += &c0.times(&a);
		let inverse = norm.inverse()?;
		Some(Self { c0: a.times(&inverse), c1: b.times(&inverse), c2: c.times(&inverse) })
	}
}

impl<F: Base> AddAssign<&Self> for Fq6<F> {
	#[inline(never)]
	fn add_assign(&mut self, other: &Self) {
		self.c0 += &other.c0;
		self.c1 += &other.c1;
		self.c2 += &other.c2;
	}
}

impl<F: Base> SubAssign<&Self> for Fq6<F> {
	#[inline(never)]
	fn sub_assign(&mut self, other: &Self) {
		self.c0 -= &other.c0;
		self.c1 -= &other.c1;
		self.c2 -= &other.c2;
	}
}
