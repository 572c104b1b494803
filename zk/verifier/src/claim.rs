//! A proof beside that which it shall prove.

use crate::{encoding::scalar_from_bytes, Error, PreparedKey, Proof};
use alloc::vec::Vec;
use ark_bn254::Fr;

/// A proof with the key and the public inputs for which it shall hold; their number is the key's.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
	pub(crate) key: &'a PreparedKey,
	pub(crate) proof: Proof,
	pub(crate) inputs: Vec<Fr>,
}

impl<'a> Claim<'a> {
	/// A claim from decoded parts. `Error::InputCount`.
	pub fn new(key: &'a PreparedKey, proof: Proof, inputs: Vec<Fr>) -> Result<Self, Error> {
		if inputs.len() != key.input_count() {
			return Err(Error::InputCount);
		}
		Ok(Self { key, proof, inputs })
	}

	/// A claim from a proof of 256 bytes and big-endian inputs of 32 bytes each.
	///
	/// The number of inputs is looked at first (`Error::InputCount`), then each scalar (`Error::ScalarNotReduced`), then
	/// the points (errors of [`Proof::from_bytes`]): the cheapest first.
	pub fn decode(key: &'a PreparedKey, proof: &[u8], inputs: &[[u8; 32]]) -> Result<Self, Error> {
		if inputs.len() != key.input_count() {
			return Err(Error::InputCount);
		}
		let inputs = inputs.iter().map(scalar_from_bytes).collect::<Result<Vec<_>, _>>()?;
		Ok(Self { key, proof: Proof::from_bytes(proof)?, inputs })
	}
}
