//! A proof and its bytes.

use crate::{
	encoding::{check_curve, put_g1, put_g2, Reader},
	Error,
};
use alloc::vec::Vec;
use ark_bn254::{G1Affine, G2Affine};

/// Bytes of a proof: A (64), B (128), C (64).
pub const PROOF_BYTES: usize = 256;

/// A Groth16 proof whose points are on their curves and not at infinity.
///
/// That B lies in the subgroup is found out by `verify` and `verify_batch`, where it costs next to nothing: a value of
/// this type alone does not say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
	pub(crate) a: G1Affine,
	pub(crate) b: G2Affine,
	pub(crate) c: G1Affine,
}

impl Proof {
	/// A proof from its points. `Error::Infinity` or `Error::OffCurve`.
	pub fn new(a: G1Affine, b: G2Affine, c: G1Affine) -> Result<Self, Error> {
		check_curve(&a)?;
		check_curve(&b)?;
		check_curve(&c)?;
		Ok(Self { a, b, c })
	}

	/// A proof from 256 bytes in the order of EIP-197, which is that of Semaphore's `points` and of RISC Zero's seal.
	///
	/// `Error::Length`, `Error::NotReduced`, `Error::Infinity` or `Error::OffCurve`.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
		if bytes.len() != PROOF_BYTES {
			return Err(Error::Length);
		}
		let mut reader = Reader::new(bytes);
		Ok(Self { a: reader.g1()?, b: reader.twist()?, c: reader.g1()? })
	}

	/// The 256 bytes that `from_bytes` reads.
	pub fn to_bytes(&self) -> Vec<u8> {
		let mut out = Vec::with_capacity(PROOF_BYTES);
		put_g1(&self.a, &mut out);
		put_g2(&self.b, &mut out);
		put_g1(&self.c, &mut out);
		out
	}
}
