//! Keys as arkworks writes them, uncompressed: `ark_groth16::VerifyingKey`, which RISC Zero's crates keep.

use crate::{Error, VerifyingKey};
use alloc::vec::Vec;
use ark_bn254::{G1Affine, G2Affine};
use ark_serialize::CanonicalDeserialize;

/// Reads alpha, beta, gamma, delta, a count of 8 little-endian bytes and the points of the inputs.
///
/// `Error::Format` for bytes that are not of this form, a point off its curve included; errors of
/// [`VerifyingKey::validate`].
pub fn key(bytes: &[u8]) -> Result<VerifyingKey, Error> {
	let mut rest = bytes;
	let alpha = g1(&mut rest)?;
	let (beta, gamma, delta) = (g2(&mut rest)?, g2(&mut rest)?, g2(&mut rest)?);
	let (count, mut rest) = rest.split_first_chunk().ok_or(Error::Format)?;
	let count = usize::try_from(u64::from_le_bytes(*count)).map_err(|_| Error::Format)?;
	if rest.len() != count.saturating_mul(64) {
		return Err(Error::Format);
	}
	let mut inputs = Vec::new();
	while !rest.is_empty() {
		inputs.push(g1(&mut rest)?);
	}
	VerifyingKey::new(alpha, beta, gamma, delta, inputs)
}

fn g1(rest: &mut &[u8]) -> Result<G1Affine, Error> {
	G1Affine::deserialize_uncompressed(rest).map_err(|_| Error::Format)
}

fn g2(rest: &mut &[u8]) -> Result<G2Affine, Error> {
	G2Affine::deserialize_uncompressed(rest).map_err(|_| Error::Format)
}
