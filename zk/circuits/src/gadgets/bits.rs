//! Numbers as bits.

use super::{Builder, Number};
use ark_bn254::Fr;
use ark_ff::{BigInteger, Field, PrimeField};
use ark_relations::gr1cs::SynthesisError;

/// 0 or 1.
pub(crate) struct Bit;

impl Bit {
	/// A hidden variable that is 0 or 1: `b (b - 1) = 0`.
	pub(crate) fn hidden(builder: &Builder, value: Fr) -> Result<Number, SynthesisError> {
		let bit = builder.hidden(value)?;
		builder.enforce(&bit, &(&bit - &one()), &Number::constant(Fr::from(0)))?;
		Ok(bit)
	}
}

/// The bits of a number, lowest first.
pub(crate) struct Bits(pub(crate) Vec<Number>);

impl Bits {
	/// Enforces that a number is below 2^`count`: it is the sum of its lowest `count` bits. `count` is at most 253, so
	/// that no sum reaches the field's order and a number has one such sum.
	pub(crate) fn of(
		builder: &Builder,
		number: &Number,
		count: usize,
	) -> Result<Self, SynthesisError> {
		let bits = Self::free(builder, number.value(), count)?;
		builder.equal(&bits.sum(), number)?;
		Ok(bits)
	}

	/// The lowest `count` bits of a value, each a bit; the number is their sum.
	pub(crate) fn free(builder: &Builder, value: Fr, count: usize) -> Result<Self, SynthesisError> {
		let value = value.into_bigint();
		let bits = (0..count).map(|at| Bit::hidden(builder, Fr::from(value.get_bit(at))));
		Ok(Self(bits.collect::<Result<_, _>>()?))
	}

	/// `b_0 + 2 b_1 + 4 b_2 + ..`
	pub(crate) fn sum(&self) -> Number {
		let powers: Vec<Fr> = core::iter::successors(Some(Fr::ONE), |power| Some(power + power))
			.take(self.0.len())
			.collect();
		Number::dot(&powers, &self.0, Fr::from(0))
	}
}

/// Enforces that bits, as a number, are at most `most`.
///
/// From the highest bit down, `equal` is 1 as long as all bits so far where `most` has a 1 are 1. Where `most` has a 0,
/// `equal b = 0`. A greater number has, at the highest place that differs, a 1 where `most` has a 0, while `equal` is 1.
/// A number that is at most `most` has 0 where `most` has 1 at that place, after which `equal` is 0; before it, it has 0
/// where `most` has.
pub(crate) fn at_most(
	builder: &Builder,
	bits: &Bits,
	most: ark_ff::BigInt<4>,
) -> Result<(), SynthesisError> {
	let mut equal = one();
	for (at, bit) in bits.0.iter().enumerate().rev() {
		if most.get_bit(at) {
			equal = builder.product(&equal, bit)?;
		} else {
			builder.enforce(&equal, bit, &Number::constant(Fr::from(0)))?;
		}
	}
	Ok(())
}

fn one() -> Number {
	Number::constant(Fr::ONE)
}
