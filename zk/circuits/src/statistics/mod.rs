//! *Statistics*: count, sum, least and greatest of readings that stay hidden.
//!
//! A device gathers up to 64 readings of 32 bits and a salt, takes their [`root`](Readings::root), and its account, or a
//! gateway's, anchors the root on the chain. Later it proves figures of exactly these readings.
//!
//! # Public
//!
//! The root, the number of readings, their sum, the least and the greatest of them. [`public`] has their order.
//!
//! # Hidden
//!
//! The readings themselves and their order. The root hides them even from who could guess them all, since the salt is
//! random and hashed with them.
//!
//! # What is shown
//!
//! Somebody knows readings and a salt with this root; they are `count`, each from 0 to 2^32 - 1, they sum up to `sum`,
//! none is below `least` or above `greatest`, and one of them is `least`, one `greatest`.
//!
//! # What is not shown
//!
//! - That a sensor measured the readings, when, or that none was left out. An account vouches for it by anchoring the
//!   root before the figures are asked for.
//! - The prover. A proof can be shown again by anybody; no right may hang on showing one.
//! - Figures tell about readings: of one reading they tell all, of two nearly all.
//!
//! The tree: readings are packed seven to a number, 64 into ten; `Poseidon(4)` of numbers 0 to 3, of 4 to 7, and of 8, 9,
//! count and salt; `Poseidon(3)` of these three is the root. A tree with a leaf for each reading takes 15,000 constraints
//! more, and nobody opens a single reading.

mod circuit;
pub mod public;

pub use circuit::Circuit;
pub use public::Public;

use crate::Refused;
use ark_bn254::Fr;
use ark_ff::{AdditiveGroup, Field};
use jmt_zk_poseidon::{hash_four, hash_three, Scalar};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Readings that there is room for.
pub const MOST: usize = 64;
/// Readings in a packed number.
const PACKED: usize = 7;
/// Packed numbers.
const PACKS: usize = MOST.div_ceil(PACKED);

/// Readings with their salt.
pub struct Readings {
	values: Vec<u32>,
	salt: Fr,
}

impl Readings {
	/// Readings in their order, 1 to 64. The salt has to be random and new for each root: with a known one, figures and
	/// root let readings be guessed.
	///
	/// `Refused::Readings`.
	pub fn new(values: &[u32], salt: Scalar) -> Result<Self, Refused> {
		if values.is_empty() || values.len() > MOST {
			return Err(Refused::Readings(values.len()));
		}
		Ok(Self { values: values.to_vec(), salt: salt.into() })
	}

	/// The root that is anchored.
	pub fn root(&self) -> Scalar {
		let mut packs = [Scalar::ZERO; PACKS];
		for (pack, values) in packs.iter_mut().zip(self.values.chunks(PACKED)) {
			let sum = values
				.iter()
				.rev()
				.fold(Fr::ZERO, |sum, value| sum * Fr::from(1_u64 << 32) + Fr::from(*value));
			*pack = sum.into();
		}
		let [a, b, c, d, e, f, g, h, i, j] = &packs;
		let count = Fr::from(self.count()).into();
		hash_three(
			&hash_four(a, b, c, d),
			&hash_four(e, f, g, h),
			&hash_four(i, j, &count, &self.salt.into()),
		)
	}

	/// The public inputs: root and figures.
	pub fn public(&self) -> Public {
		Public {
			root: self.root(),
			count: self.count(),
			sum: self.values.iter().copied().map(u64::from).sum(),
			least: self.values.iter().copied().min().unwrap_or_default(),
			greatest: self.values.iter().copied().max().unwrap_or_default(),
		}
	}

	/// The circuit of these readings.
	pub fn circuit(&self) -> Circuit {
		let mut circuit = Circuit::blank();
		circuit.public = self.public().elements();
		circuit.salt = self.salt;
		let slots = circuit.readings.iter_mut().zip(&mut circuit.present);
		for ((reading, present), value) in slots.zip(&self.values) {
			*reading = Fr::from(*value);
			*present = Fr::ONE;
		}
		circuit
	}

	fn count(&self) -> u32 {
		// `new` lets no more than 64 in.
		u32::try_from(self.values.len()).unwrap_or_default()
	}
}

impl Zeroize for Readings {
	fn zeroize(&mut self) {
		self.values.zeroize();
		self.salt.zeroize();
	}
}

impl Drop for Readings {
	fn drop(&mut self) {
		self.zeroize();
	}
}

impl ZeroizeOnDrop for Readings {}

impl Drop for Circuit {
	fn drop(&mut self) {
		self.readings.zeroize();
		self.salt.zeroize();
	}
}

impl ZeroizeOnDrop for Circuit {}
