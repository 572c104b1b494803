//! The constraints of *place*.

use super::{public::INPUTS, LEVELS, TAG};
use crate::{
	baby_jubjub::OrderConfig,
	gadgets::{at_most, hash_three, hash_two, public_point, root, Bits, Builder, Level, Number},
};
use ark_bn254::Fr;
use ark_ff::{BigInteger, MontConfig};
use ark_relations::gr1cs::{ConstraintSynthesizer, ConstraintSystemRef, SynthesisError};

/// Bits of a secret: those of the order of Baby Jubjub's subgroup.
const SECRET_BITS: usize = 251;
/// Bits of a cell's number.
const CELL_BITS: usize = 64;
/// Bits of a count of minutes.
const MINUTE_BITS: usize = 32;

/// The circuit with what is filled in, true or not.
#[derive(Clone)]
pub struct Circuit {
	/// The public inputs in their order.
	pub public: [Fr; INPUTS],
	/// The identity's secret number.
	pub secret: Fr,
	/// The cell's number.
	pub cell: Fr,
	/// The minute.
	pub minute: Fr,
	/// The path, lowest level first.
	pub levels: [Level; LEVELS],
}

impl Circuit {
	/// A circuit to set keys up for: its numbers are of no account.
	pub fn blank() -> Self {
		let zero = Fr::from(0);
		Self {
			public: [zero; INPUTS],
			secret: zero,
			cell: zero,
			minute: zero,
			levels: [Level::default(); LEVELS],
		}
	}
}

impl ConstraintSynthesizer<Fr> for Circuit {
	fn generate_constraints(self, system: ConstraintSystemRef<Fr>) -> Result<(), SynthesisError> {
		let builder = &Builder::new(system);
		let [r, n, m, s, k, p, f, l] = self.public;
		let public_root = builder.public(r)?;
		let nullifier = builder.public(n)?;
		let message = builder.public(m)?;
		let scope = builder.public(s)?;
		let mask = builder.public(k)?;
		let prefix = builder.public(p)?;
		let first = builder.public(f)?;
		let last = builder.public(l)?;

		// The secret is below the order: otherwise secret + order, which has the same point, had another nullifier.
		let secret = Bits::free(builder, self.secret, SECRET_BITS)?;
		let mut most = OrderConfig::MODULUS;
		most.sub_with_borrow(&ark_ff::BigInt::from(1_u64));
		at_most(builder, &secret, most)?;
		let (x, y) = public_point(builder, &secret)?;
		let commitment = hash_two(builder, &x, &y)?;
		let tag = Number::constant(Fr::from(TAG));
		let alias = hash_three(builder, [&scope, &secret.sum(), &tag])?;
		builder.equal(&alias, &nullifier)?;

		// The cell lies in the region.
		let cell = Bits::free(builder, self.cell, CELL_BITS)?;
		let mask = Bits::of(builder, &mask, CELL_BITS)?;
		let masked = cell.0.iter().zip(&mask.0).map(|(bit, mask)| builder.product(bit, mask));
		let masked = Bits(masked.collect::<Result<_, _>>()?);
		builder.equal(&masked.sum(), &prefix)?;

		// The minute lies in the span: neither difference is negative, and neither is as long as 2^32 minutes.
		let minute = builder.hidden(self.minute)?;
		Bits::of(builder, &(&minute - &first), MINUTE_BITS)?;
		Bits::of(builder, &(&last - &minute), MINUTE_BITS)?;

		// The leaf stands in the tree.
		let leaf = hash_three(builder, [&commitment, &cell.sum(), &minute])?;
		let end = root(builder, &leaf, &self.levels)?;
		builder.equal(&end, &public_root)?;

		// The message is a part of some constraint, so that the key has a point for it.
		builder.product(&message, &message)?;
		Ok(())
	}
}
