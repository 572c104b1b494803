//! Fq12. Its elements have magnitude 1. Operations work in place: a copy is a loop in WASM.

use super::{Fq2, Fq6};
use crate::field::{Base, Sign};
use ark_bn254::Fq12Config;
use ark_ff::Fp12Config;

/// c0 + c1 w.
#[derive(Clone, Copy)]
pub(crate) struct Fq12<F> {
	pub(crate) c0: Fq6<F>,
	pub(crate) c1: Fq6<F>,
}

impl<F: Base> Fq12<F> {
	pub(crate) const ZERO: Self = Self { c0: Fq6::ZERO, c1: Fq6::ZERO };
	pub(crate) const ONE: Self = Self { c0: Fq6::ONE, c1: Fq6::ZERO };

	pub(crate) fn load(value: &ark_bn254::Fq12) -> Self {
		Self { c0: Fq6::load(&value.c0), c1: Fq6::load(&value.c1) }
	}

	pub(crate) fn store(&self) -> ark_bn254::Fq12 {
		ark_bn254::Fq12::new(self.c0.store(), self.c1.store())
	}

	pub(crate) fn equals(&self, other: &Self) -> bool {
		let mut difference = *self;
		difference.c0 -= &other.c0;
		difference.c1 -= &other.c1;
		difference.c0.is_zero() && difference.c1.is_zero()
	}

	/// The p^6-th power, which is the inverse in the cyclotomic subgroup.
	#[inline(never)]
	pub(crate) fn conjugate(mut self) -> Self {
		self.c1.negate();
		self
	}

	/// `None` for zero.
	pub(crate) fn inverse(&self) -> Option<Self> {
		let mut norm = self.c0.times(&self.c0);
		norm.subtract_times_v(&self.c1.times(&self.c1));
		norm.carry();
		let inverse = norm.inverse()?;
		let quotient = Self { c0: self.c0.times(&inverse), c1: self.c1.times(&inverse) };
		Some(quotient.conjugate())
	}

	/// Multiplies by another: three products in Fq6 by Karatsuba's method.
	#[inline(never)]
	pub(crate) fn multiply(&mut self, other: &Self) {
		let mut lower = self.c0.times(&other.c0);
		let upper = self.c1.times(&other.c1);
		let mut sum = other.c0;
		sum += &other.c1;
		sum.carry();
		self.c1 += &self.c0;
		self.c1 = self.c1.times(&sum);
		self.c1 -= &lower;
		self.c1 -= &upper;
		self.c1.carry();
		lower.add_times_v(&upper);
		lower.carry();
		self.c0 = lower;
	}

	pub(crate) fn times(mut self, other: &Self) -> Self {
		self.multiply(other);
		self
	}

	/// Squares with two products: `(c0 + c1)(c0 + v c1) - c0 c1 - v c0 c1` and `2 c0 c1`.
	#[inline(never)]
	pub(crate) fn square(&mut self) {
		let mut product = self.c0.times(&self.c1);
		let mut other = self.c0;
		other.add_times_v(&self.c1);
		other.carry();
		self.c0 += &self.c1;
		self.c0 = self.c0.times(&other);
		self.c0 -= &product;
		self.c0.subtract_times_v(&product);
		self.c0.carry();
		let half = product;
		product += &half;
		product.carry();
		self.c1 = product;
	}

	/// Squares an element of the cyclotomic subgroup: three squares in Fq4 (Granger, Scott, eprint 2009/565).
	#[inline(never)]
	pub(crate) fn cyclotomic_square(&mut self) {
		let (t0, t1) = F::square_4(&self.c0.c0, &self.c1.c1);
		let (t2, t3) = F::square_4(&self.c1.c0, &self.c0.c2);
		let (t4, t5) = F::square_4(&self.c0.c1, &self.c1.c2);
		self.c0.c0.join(&t0, Sign::Minus);
		self.c0.c1.join(&t2, Sign::Minus);
		self.c0.c2.join(&t4, Sign::Minus);
		self.c1.c0.join(&t5.times_xi(), Sign::Plus);
		self.c1.c1.join(&t1, Sign::Plus);
		self.c1.c2.join(&t3, Sign::Plus);
	}

	/// The p^power-th power, for a power of 1, 2 or 3: the coefficient of w^k is conjugated for odd powers and
	/// multiplied by the k-th power of `xi^((p^power - 1)/6)`.
	#[inline(never)]
	pub(crate) fn frobenius(mut self, power: usize) -> Self {
		let gamma = Fq12Config::FROBENIUS_COEFF_FP12_C1.get(power);
		let gamma = gamma.map_or(Fq2::ONE, Fq2::load);
		let mut factor = Fq2::ONE;
		let Self { c0, c1 } = &mut self;
		for coefficient in [&mut c0.c0, &mut c1.c0, &mut c0.c1, &mut c1.c1, &mut c0.c2, &mut c1.c2]
		{
			if power % 2 == 1 {
				*coefficient = coefficient.conjugate();
			}
			*coefficient = coefficient.times(&factor);
			factor = factor.times(&gamma);
		}
		self
	}

	/// Multiplies by `1 + (a + b v) w`.
	#[inline(never)]
	pub(crate) fn multiply_by_line(&mut self, (a, b): &(Fq2<F>, Fq2<F>)) {
		let upper = self.c1.times_two(a, b);
		let lower = self.c0.times_two(a, b);
		self.c0.add_times_v(&upper);
		self.c0.carry();
		self.c1 += &lower;
		self.c1.carry();
	}

	/// Multiplies by `1 + (a + b v) w` and `1 + (c + d v) w`, which are together
	///
	/// ```text
	/// (1 + xi bd) + ac v + (ad + bc) v^2 + ((a + c) + (b + d) v) w
	/// ```
	#[inline(never)]
	pub(crate) fn multiply_by_lines(
		&mut self,
		(a, b): &(Fq2<F>, Fq2<F>),
		(c, d): &(Fq2<F>, Fq2<F>),
	) {
		let bd = b.times(d);
		let mut low = Fq6 { c0: bd.times_xi(), c1: a.times(c), c2: (*a + *b).times(&(*c + *d)) };
		low.c2 -= &low.c1;
		low.c2 -= &bd;
		low.c2.carry();
		low.c0.c0 += &F::ONE;
		low.c0.c0.carry();
		let (high_0, high_1) = (*a + *c, *b + *d);
		// Karatsuba's method.
		let mut lower = self.c0.times(&low);
		let upper = self.c1.times_two(&high_0, &high_1);
		low.c0 += &high_0;
		low.c0.carry();
		low.c1 += &high_1;
		low.c1.carry();
		self.c1 += &self.c0;
		self.c1 = self.c1.times(&low);
		self.c1 -= &lower;
		self.c1 -= &upper;
		self.c1.carry();
		lower.add_times_v(&upper);
		lower.carry();
		self.c0 = lower;
	}
}
