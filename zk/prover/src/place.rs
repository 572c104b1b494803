//! Proofs of *place* ([`jmt_zk_circuits::place`]).

use crate::{groth16::secret_number, Circuit, Error, Identity, ProvingKey, PROOF_BYTES};
use jmt_primitives::cell::Cell;
use jmt_zk_circuits::place;
use jmt_zk_poseidon::{lean_imt::Path, Scalar};
use zeroize::Zeroizing;

pub use jmt_zk_circuits::place::{leaf, Public, Terms, LEVELS, MOST_SIGHTINGS};

/// A witness's sighting of a device, as the device got it.
#[derive(Clone, Debug)]
pub struct Sighting {
	/// The cell.
	pub cell: Cell,
	/// The minute, counted from 1970.
	pub minute: u32,
	/// Path of the leaf ([`leaf`] of the device's commitment, cell and minute).
	pub path: Path,
}

/// A proof with its public inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceProof {
	/// The inputs; the root is the one that the sighting's path leads to.
	pub public: Public,
	/// The proof in the verifier's encoding.
	pub proof: [u8; PROOF_BYTES],
}

impl Identity {
	/// The alias of *place* in a scope, in the circuit's form.
	pub fn place_nullifier(&self, scope: &Scalar) -> Scalar {
		place::nullifier(scope, &self.secret().into())
	}
}

/// A number for the place beside a [`leaf`], out of the system's generator: without one the leaf can be guessed.
pub fn new_sibling() -> Scalar {
	secret_number().into()
}

/// Proves that the device was in the region in the span, under these terms.
///
/// `Error::Refused` if it was not, or if the path is too long; `Error::ProvingKey` for the key of another circuit.
pub fn prove(
	key: &ProvingKey,
	identity: &Identity,
	sighting: &Sighting,
	terms: &Terms,
) -> Result<PlaceProof, Error> {
	if key.circuit() != Circuit::Place {
		return Err(Error::ProvingKey);
	}
	let Sighting { cell, minute, path } = sighting;
	let sighting = place::Sighting {
		secret: Zeroizing::new(identity.secret()),
		commitment: identity.commitment(),
		cell: *cell,
		minute: *minute,
		path: path.clone(),
	};
	let (public, circuit) = place::show(&sighting, terms)?;
	let proof = key.prove(circuit, &public.elements())?;
	Ok(PlaceProof { public, proof })
}
