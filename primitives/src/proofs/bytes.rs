//! Numbers and proofs as they travel. They are bytes, checked where they are computed with.

use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;
use sp_core::H256;

/// Public inputs of a key at most.
pub const MAX_INPUTS: u32 = 32;

/// Bytes of a proof: A (64), B (128), C (64).
pub const PROOF_BYTES: usize = 256;

/// A number in 32 big-endian bytes, as EIP-197 and Semaphore write it.
///
/// Its bytes are not checked here: r or more is refused where the number is used, so that the refusal has a name.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Scalar(pub [u8; 32]);

impl From<u64> for Scalar {
	fn from(number: u64) -> Self {
		let mut bytes = [0; 32];
		if let Some(end) = bytes.last_chunk_mut() {
			*end = number.to_be_bytes();
		}
		Self(bytes)
	}
}

impl From<H256> for Scalar {
	fn from(bytes: H256) -> Self {
		Self(bytes.0)
	}
}

impl fmt::Debug for Scalar {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{:?}", H256(self.0))
	}
}

/// The 256 bytes of a Groth16 proof over BN254, in the order of EIP-197: that of Semaphore's `points`.
#[derive(
	Clone, Copy, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ProofBytes(pub [u8; PROOF_BYTES]);

impl fmt::Debug for ProofBytes {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let hex = self.0.iter().fold(String::from("0x"), |mut text, byte| {
			// Writing into a string does not fail.
			let _ = fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
			text
		});
		f.write_str(&hex)
	}
}
