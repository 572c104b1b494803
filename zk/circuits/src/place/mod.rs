//! *Place*: a device was in a region in a span of minutes, and nobody learns which device, where, or when.
//!
//! A witness account (a gateway, say) saw devices. For each it takes the [`leaf`]
//! `Poseidon(commitment, cell, minute)`, builds a LeanIMT of the leaves and anchors its root on the chain. It hands each
//! device its path.
//!
//! Commitments are public, cells and minutes few: a leaf can be guessed. So the witness puts a random number of its own
//! behind each leaf: leaves stand at even places, and the node above a leaf hashes it with its number. A root, and the
//! siblings that another device has, say nothing then. The circuit cannot tell whether a witness did.
//!
//! # Public
//!
//! The root, the region (by [`public::region_bits`]), the first and last minute of the span, the scope, a message that the
//! proof is bound to, and the [`nullifier`]: the same for every proof of one device in one scope, whatever cell and
//! minute it shows, and another in each other scope. [`public`] has their order.
//!
//! # Hidden
//!
//! The device's secret and commitment, its leaf and the leaf's place in the tree, the cell and the minute but for lying
//! in region and span.
//!
//! # What is shown
//!
//! Somebody who knows the secret of a commitment has a leaf with this commitment under the root, whose cell lies in the
//! region and whose minute lies in the span; the nullifier is the secret's.
//!
//! # What is not shown
//!
//! - That the device was there. The witness says so by anchoring the root; a witness that lies, or a device that lied to
//!   it about its cell, is believed.
//! - That nobody else knows the secret, or that the device made the proof: its owner can hand its secret on.
//! - That the cell is a valid H3 number: a witness may put any 64 bits into a leaf, and the region compares bits.
//! - How many of the leaves are the same device's. One nullifier stands for all of them.
//! - The witness knows commitments, cells and minutes, and can leave the random numbers out. It cannot tell from a proof
//!   whose it is, unless region and span leave one leaf.
//!
//! The device's commitment is that of its Semaphore identity; no signature is checked inside of the circuit. The
//! nullifier is not Semaphore's: a third number keeps a signal and a place in one scope apart.

mod circuit;
pub mod public;

pub use crate::gadgets::Level;
pub use circuit::Circuit;
pub use public::Public;

use crate::Refused;
use ark_bn254::Fr;
use jmt_primitives::cell::{Cell, Region};
use jmt_zk_poseidon::{hash_three, lean_imt::Path, Scalar};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Levels of the tree at most.
pub const LEVELS: usize = 20;

/// Sightings that a tree takes at most: each has a random number beside it.
pub const MOST_SIGHTINGS: usize = 1 << (LEVELS - 1);

/// Third input of the nullifier's hash.
pub const TAG: u64 = u64::from_be_bytes(*b"jmtplace");

/// The leaf of a sighting.
pub fn leaf(commitment: &Scalar, cell: Cell, minute: u32) -> Scalar {
	hash_three(commitment, &cell.number().into(), &u64::from(minute).into())
}

/// The alias of a secret in a scope, both in the form that the circuit gets.
pub fn nullifier(scope: &Scalar, secret: &Scalar) -> Scalar {
	hash_three(scope, secret, &TAG.into())
}

/// A device's sighting, which stays hidden.
pub struct Sighting {
	/// The identity's secret number, overwritten in the end.
	pub secret: Zeroizing<Fr>,
	/// Its commitment.
	pub commitment: Scalar,
	/// The cell that the witness saw it in.
	pub cell: Cell,
	/// The minute, counted from 1970.
	pub minute: u32,
	/// The leaf's path.
	pub path: Path,
}

/// The terms of a proof, which its reader sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
	/// The region.
	pub region: Region,
	/// First minute of the span.
	pub first: u32,
	/// Last minute of the span.
	pub last: u32,
	/// The scope, in the circuit's form.
	pub scope: Scalar,
	/// The message, in the circuit's form.
	pub message: Scalar,
}

/// The public inputs of a sighting under these terms, and its circuit.
///
/// `Refused::OutsideRegion`, `Refused::OutsideSpan`, `Refused::TooDeep`.
pub fn show(sighting: &Sighting, terms: &Terms) -> Result<(Public, Circuit), Refused> {
	let Sighting { secret, commitment, cell, minute, path } = sighting;
	if !terms.region.contains(Region::Within(*cell)) {
		return Err(Refused::OutsideRegion);
	}
	if !(terms.first..=terms.last).contains(minute) {
		return Err(Refused::OutsideSpan);
	}
	if path.siblings().len() > LEVELS {
		return Err(Refused::TooDeep(LEVELS));
	}
	let (mask, prefix) = public::region_bits(terms.region);
	let public = Public {
		root: path.root(&leaf(commitment, *cell, *minute)),
		nullifier: nullifier(&terms.scope, &Scalar::from(**secret)),
		message: terms.message,
		scope: terms.scope,
		mask,
		prefix,
		first: terms.first,
		last: terms.last,
	};
	let mut levels = [Level::default(); LEVELS];
	for ((at, level), sibling) in (0..).zip(&mut levels).zip(path.siblings()) {
		*level = Level {
			taken: Fr::from(1),
			right: Fr::from(path.index() >> at & 1),
			sibling: (*sibling).into(),
		};
	}
	let circuit = Circuit {
		public: public.elements(),
		secret: **secret,
		cell: cell.number().into(),
		minute: (*minute).into(),
		levels,
	};
	Ok((public, circuit))
}

impl Zeroize for Circuit {
	/// All but the public inputs.
	fn zeroize(&mut self) {
		self.secret.zeroize();
		self.cell.zeroize();
		self.minute.zeroize();
		for Level { taken, right, sibling } in &mut self.levels {
			taken.zeroize();
			right.zeroize();
			sibling.zeroize();
		}
	}
}

impl Drop for Circuit {
	fn drop(&mut self) {
		self.zeroize();
	}
}

impl ZeroizeOnDrop for Circuit {}
