//! Keys as gnark writes them, compressed: SP1's `groth16_vk.bin`.
//!
//! A compressed point is its x, big-endian, the imaginary part first; the two highest bits say which of both y it is
//! (gnark-crypto, `ecc/bn254/marshal.go`).

use crate::{
	encoding::{fq_from_bytes, Reader},
	Error, VerifyingKey,
};
use alloc::vec::Vec;
use ark_bn254::{Bn254, Fq, Fq2, G1Affine, G2Affine};
use ark_ec::{pairing::Pairing, AffineRepr};
use ark_ff::One;

/// Bits of the first byte that are no part of x.
const MASK: u8 = 0b1100_0000;
const SMALLER: u8 = 0b1000_0000;
const LARGER: u8 = 0b1100_0000;
const INFINITY: u8 = 0b0100_0000;

/// Reads a key: G1 alpha and beta, G2 beta and gamma, G1 delta, G2 delta, the points of the inputs behind their number
/// (32 bits), then the numbers of committed wires and of commitment keys, both of which must be zero, since
/// a proof with commitments is not Groth16's equation alone.
///
/// `Error::Format`, also if beta or delta is not the same in both groups, `Error::Length`, `Error::NotReduced`,
/// `Error::OffCurve` and errors of [`VerifyingKey::validate`].
pub fn key(bytes: &[u8]) -> Result<VerifyingKey, Error> {
	let mut reader = Reader::new(bytes);
	let alpha = g1(&mut reader)?;
	let beta_1 = g1(&mut reader)?;
	let (beta, gamma) = (g2(&mut reader)?, g2(&mut reader)?);
	let delta_1 = g1(&mut reader)?;
	let delta = g2(&mut reader)?;
	let count = u32::from_be_bytes(*reader.take()?);
	let mut inputs = Vec::new();
	for _ in 0..count {
		inputs.push(g1(&mut reader)?);
	}
	let committed = u32::from_be_bytes(*reader.take()?);
	let commitment_keys = u32::from_be_bytes(*reader.take()?);
	if committed != 0 || commitment_keys != 0 || !reader.is_empty() {
		return Err(Error::Format);
	}
	let key = VerifyingKey::new(alpha, beta, gamma, delta, inputs)?;
	// Beta and delta in G1 serve the prover alone; here they show that each y was taken as it was meant.
	let (g, h) = (G1Affine::generator(), G2Affine::generator());
	for (first, second) in [(beta_1, beta), (delta_1, delta)] {
		if !Bn254::multi_pairing([first, -g], [h, second]).0.is_one() {
			return Err(Error::Format);
		}
	}
	Ok(key)
}

/// The first coordinate without its two bits, and whether the larger y is meant.
fn flagged(reader: &mut Reader<'_>) -> Result<(Fq, bool), Error> {
	let mut bytes: [u8; 32] = *reader.take()?;
	let [first, ..] = &mut bytes;
	let flag = *first & MASK;
	*first &= !MASK;
	let larger = match flag {
		SMALLER => false,
		LARGER => true,
		INFINITY => return Err(Error::Infinity),
		_ => return Err(Error::Format),
	};
	Ok((fq_from_bytes(&bytes)?, larger))
}

fn g1(reader: &mut Reader<'_>) -> Result<G1Affine, Error> {
	let (x, larger) = flagged(reader)?;
	G1Affine::get_point_from_x_unchecked(x, larger).ok_or(Error::OffCurve)
}

fn g2(reader: &mut Reader<'_>) -> Result<G2Affine, Error> {
	let (imaginary, larger) = flagged(reader)?;
	let real = fq_from_bytes(reader.take()?)?;
	G2Affine::get_point_from_x_unchecked(Fq2::new(real, imaginary), larger).ok_or(Error::OffCurve)
}
