//! Proofs of *statistics* ([`jmt_zk_circuits::statistics`]).

use crate::{groth16::secret_number, Circuit, Error, ProvingKey, PROOF_BYTES};
use jmt_zk_poseidon::Scalar;

pub use jmt_zk_circuits::statistics::{Public, Readings, MOST};

/// A proof with its public inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatisticsProof {
	/// Root and figures.
	pub public: Public,
	/// The proof in the verifier's encoding.
	pub proof: [u8; PROOF_BYTES],
}

/// A salt for [`Readings`], out of the system's generator.
pub fn new_salt() -> Scalar {
	secret_number().into()
}

/// Proves the figures of readings.
///
/// `Error::ProvingKey` for the key of another circuit.
pub fn prove(key: &ProvingKey, readings: &Readings) -> Result<StatisticsProof, Error> {
	if key.circuit() != Circuit::Statistics {
		return Err(Error::ProvingKey);
	}
	let public = readings.public();
	let proof = key.prove(readings.circuit(), &public.elements())?;
	Ok(StatisticsProof { public, proof })
}
