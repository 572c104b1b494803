//! Linear combinations of variables with their value, and the constraints between them.

use ark_bn254::Fr;
use ark_ff::{AdditiveGroup, Field};
use ark_relations::gr1cs::{ConstraintSystemRef, LinearCombination, SynthesisError, Variable};
use core::cmp::Ordering;
use std::ops::{Add, Mul, Sub};

/// Adds variables and constraints to a system.
pub(crate) struct Builder {
	system: ConstraintSystemRef<Fr>,
}

/// `c_1 v_1 + .. + c_n v_n` with its value.
#[derive(Clone, Debug)]
pub(crate) struct Number {
	/// In the order of variables, each once.
	terms: Vec<(Fr, Variable)>,
	value: Fr,
}

impl Builder {
	pub(crate) fn new(system: ConstraintSystemRef<Fr>) -> Self {
		Self { system }
	}

	/// A variable that is public.
	pub(crate) fn public(&self, value: Fr) -> Result<Number, SynthesisError> {
		let variable = self.system.new_input_variable(|| Ok(value))?;
		Ok(Number { terms: vec![(Fr::ONE, variable)], value })
	}

	/// A variable that is hidden. No constraint is put on it.
	pub(crate) fn hidden(&self, value: Fr) -> Result<Number, SynthesisError> {
		let variable = self.system.new_witness_variable(|| Ok(value))?;
		Ok(Number { terms: vec![(Fr::ONE, variable)], value })
	}

	/// Enforces `a b = c`.
	pub(crate) fn enforce(&self, a: &Number, b: &Number, c: &Number) -> Result<(), SynthesisError> {
		let [a, b, c] = [a, b, c].map(|number| || LinearCombination(number.terms.clone()));
		self.system.enforce_r1cs_constraint(a, b, c)
	}

	/// Enforces `a = b`.
	pub(crate) fn equal(&self, a: &Number, b: &Number) -> Result<(), SynthesisError> {
		self.enforce(&(a - b), &Number::constant(Fr::ONE), &Number::constant(Fr::ZERO))
	}

	/// A variable that is `a b`.
	pub(crate) fn product(&self, a: &Number, b: &Number) -> Result<Number, SynthesisError> {
		let product = self.hidden(a.value * b.value)?;
		self.enforce(a, b, &product)?;
		Ok(product)
	}

	/// A variable c with `c b = a`; any number where a and b are 0.
	pub(crate) fn quotient(&self, a: &Number, b: &Number) -> Result<Number, SynthesisError> {
		let quotient = self.hidden(a.value * b.value.inverse().unwrap_or_default())?;
		self.enforce(&quotient, b, a)?;
		Ok(quotient)
	}

	/// `then` where `bit` is 1, `otherwise` where it is 0.
	pub(crate) fn select(
		&self,
		bit: &Number,
		then: &Number,
		otherwise: &Number,
	) -> Result<Number, SynthesisError> {
		Ok(&self.product(bit, &(then - otherwise))? + otherwise)
	}
}

impl Number {
	pub(crate) fn constant(value: Fr) -> Self {
		let terms = if value == Fr::ZERO { vec![] } else { vec![(value, Variable::One)] };
		Self { terms, value }
	}

	pub(crate) fn value(&self) -> Fr {
		self.value
	}

	/// `self + factor other`.
	pub(crate) fn plus(&self, factor: Fr, other: &Self) -> Self {
		let (mut left, mut right) = (self.terms.iter().peekable(), other.terms.iter().peekable());
		let mut terms = Vec::with_capacity(self.terms.len() + other.terms.len());
		loop {
			let order = match (left.peek(), right.peek()) {
				(Some((_, a)), Some((_, b))) => a.cmp(b),
				(Some(_), None) => Ordering::Less,
				(None, Some(_)) => Ordering::Greater,
				(None, None) => break,
			};
			// The variables of one term, or of one of each side.
			let mine = if order.is_le() { left.next() } else { None };
			let others = if order.is_ge() { right.next() } else { None };
			let (Some((_, variable)), coefficient) = (
				mine.or(others),
				mine.map_or(Fr::ZERO, |(own, _)| *own)
					+ others.map_or(Fr::ZERO, |(own, _)| factor * own),
			) else {
				break;
			};
			if coefficient != Fr::ZERO {
				terms.push((coefficient, *variable));
			}
		}
		Self { terms, value: self.value + factor * other.value }
	}

	/// `f_1 n_1 + .. + constant`.
	pub(crate) fn dot(factors: &[Fr], numbers: &[Self], constant: Fr) -> Self {
		factors
			.iter()
			.zip(numbers)
			.fold(Self::constant(constant), |sum, (factor, number)| sum.plus(*factor, number))
	}
}

impl Add for &Number {
	type Output = Number;

	fn add(self, other: Self) -> Number {
		self.plus(Fr::ONE, other)
	}
}

impl Sub for &Number {
	type Output = Number;

	fn sub(self, other: Self) -> Number {
		self.plus(-Fr::ONE, other)
	}
}

impl Mul<Fr> for &Number {
	type Output = Number;

	fn mul(self, factor: Fr) -> Number {
		Number::constant(Fr::ZERO).plus(factor, self)
	}
}
