//! From arkworks to the verifier's encoding.

use crate::Error;
use ark_bn254::{Bn254, Fr};
use ark_std::{rand::rngs::OsRng, UniformRand};
use jmt_zk_verifier::{verify, Claim, PreparedKey, Proof, VerifyingKey};

pub use jmt_zk_verifier::PROOF_BYTES;

/// The verifier's form of a key, checked.
pub(crate) fn verifying_key(
	key: &ark_groth16::VerifyingKey<Bn254>,
) -> Result<VerifyingKey, jmt_zk_verifier::Error> {
	let inputs = key.gamma_abc_g1.clone();
	VerifyingKey::new(key.alpha_g1, key.beta_g2, key.gamma_g2, key.delta_g2, inputs)
}

/// The bytes of a proof that the verifier accepts for these inputs.
///
/// `Error::NotProven`.
pub(crate) fn checked(
	key: &PreparedKey,
	proof: &ark_groth16::Proof<Bn254>,
	inputs: &[Fr],
) -> Result<[u8; PROOF_BYTES], Error> {
	let proof = Proof::new(proof.a, proof.b, proof.c).map_err(Error::NotProven)?;
	let bytes = proof.to_bytes();
	let claim = Claim::new(key, proof, inputs.to_vec()).map_err(Error::NotProven)?;
	verify(&claim).map_err(Error::NotProven)?;
	bytes.try_into().map_err(|_| Error::NotProven(jmt_zk_verifier::Error::Length))
}

/// A number that nobody knows, out of the system's generator.
pub(crate) fn secret_number() -> Fr {
	Fr::rand(&mut OsRng)
}
