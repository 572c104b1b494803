//! The constraints of *statistics*.

use super::{public::INPUTS, MOST, PACKED};
use crate::gadgets::{hash_four, hash_three, Bit, Bits, Builder, Number};
use ark_bn254::Fr;
use ark_ff::{AdditiveGroup, Field};
use ark_relations::gr1cs::{ConstraintSynthesizer, ConstraintSystemRef, SynthesisError};

/// Bits of a reading.
const READING_BITS: usize = 32;

/// The circuit with what is filled in, true or not.
#[derive(Clone)]
pub struct Circuit {
	/// The public inputs in their order.
	pub public: [Fr; INPUTS],
	/// The readings; 0 where there is none.
	pub readings: [Fr; MOST],
	/// 1 where there is a reading, which are the first places, else 0.
	pub present: [Fr; MOST],
	/// The salt.
	pub salt: Fr,
}

impl Circuit {
	/// A circuit to set keys up for: its numbers are of no account.
	pub fn blank() -> Self {
		Self {
			public: [Fr::ZERO; INPUTS],
			readings: [Fr::ZERO; MOST],
			present: [Fr::ZERO; MOST],
			salt: Fr::ZERO,
		}
	}
}

/// A place for a reading.
struct Slot {
	/// Below 2^32, and 0 if not present.
	reading: Number,
	/// 1 or 0.
	present: Number,
}

impl ConstraintSynthesizer<Fr> for Circuit {
	fn generate_constraints(self, system: ConstraintSystemRef<Fr>) -> Result<(), SynthesisError> {
		let builder = &Builder::new(system);
		let [r, c, s, l, g] = self.public;
		let root = builder.public(r)?;
		let count = builder.public(c)?;
		let sum = builder.public(s)?;
		let least = builder.public(l)?;
		let greatest = builder.public(g)?;
		let zero = Number::constant(Fr::ZERO);
		let one = Number::constant(Fr::ONE);

		let mut slots: Vec<Slot> = Vec::with_capacity(MOST);
		for (reading, present) in self.readings.iter().zip(&self.present) {
			let present = Bit::hidden(builder, *present)?;
			let reading = builder.hidden(*reading)?;
			Bits::of(builder, &reading, READING_BITS)?;
			// Where there is none, it is 0.
			builder.enforce(&reading, &(&one - &present), &zero)?;
			// A reading follows readings alone.
			if let Some(before) = slots.last() {
				builder.enforce(&present, &(&one - &before.present), &zero)?;
			}
			slots.push(Slot { reading, present });
		}

		// 64 readings sum up to less than 2^38, so that no sum wraps around.
		let readings = slots.iter().map(|slot| &slot.reading);
		builder.equal(&readings.fold(zero.clone(), |sum, reading| &sum + reading), &sum)?;
		let present = slots.iter().map(|slot| &slot.present);
		builder.equal(&present.fold(zero.clone(), |sum, present| &sum + present), &count)?;

		bound(builder, &slots, |reading| reading - &least)?;
		bound(builder, &slots, |reading| &greatest - reading)?;

		let salt = builder.hidden(self.salt)?;
		let packs: Vec<Number> = slots.chunks(PACKED).map(pack).collect();
		let [a, b, c, d, e, f, g, h, i, j] = packs.as_slice() else {
			return Err(SynthesisError::AssignmentMissing);
		};
		let nodes: [&Number; 3] = [
			&hash_four(builder, [a, b, c, d])?,
			&hash_four(builder, [e, f, g, h])?,
			&hash_four(builder, [i, j, &count, &salt])?,
		];
		builder.equal(&hash_three(builder, nodes)?, &root)
	}
}

/// Enforces that the distance of each reading from a bound is from 0 to 2^32 - 1, and that of one is 0.
///
/// A bound that is 2^32 or more, or negative, is at no such distance 0 from any reading. If no place holds a reading, no
/// distance is 0 and the product is 1.
fn bound(
	builder: &Builder,
	slots: &[Slot],
	distance: impl Fn(&Number) -> Number,
) -> Result<(), SynthesisError> {
	let one = Number::constant(Fr::ONE);
	let mut product = one.clone();
	for Slot { reading, present } in slots {
		// 0 where there is no reading, and then the factor is 1.
		let distance = builder.product(present, &distance(reading))?;
		Bits::of(builder, &distance, READING_BITS)?;
		let factor = &(&distance + &one) - present;
		product = builder.product(&product, &factor)?;
	}
	builder.equal(&product, &Number::constant(Fr::ZERO))
}

/// Seven readings in one number, the first lowest.
fn pack(slots: &[Slot]) -> Number {
	let shift = Fr::from(1_u64 << READING_BITS);
	slots.iter().rev().fold(Number::constant(Fr::ZERO), |sum, slot| &(&sum * shift) + &slot.reading)
}
