//! SP1, from version 6 on: the hash of a program and that of its public values stand among the inputs as they are.
//!
//! The public inputs are the program's hash, that of its public values, the exit code, the root of the machine's own
//! keys and a nonce of the prover (sp1-verifier, `Groth16Verifier::verify`). A receipt has a selector of 4 bytes, exit
//! code, root and nonce (32 each), and a proof of 256.

use super::{behind, Hash, Inputs};
use crate::{Error, PROOF_BYTES};

/// A version of SP1's circuits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
	/// The first 4 bytes of the SHA-256 of the key, as gnark writes it.
	pub selector: [u8; 4],
	/// Root of the keys of the machine's recursion: who could choose it could prove anything.
	pub root: Hash,
}

/// Version 6.0: sp1-verifier 6.0.0, `VK_ROOT_BYTES`.
pub const V6_0: Release = Release {
	selector: [0x0e, 0x78, 0xf4, 0xdb],
	root: [
		0x00, 0x8c, 0xd5, 0x6e, 0x10, 0xc2, 0xfe, 0x24, 0x79, 0x5c, 0xff, 0x1e, 0x1d, 0x1f, 0x40,
		0xd3, 0xa3, 0x24, 0x52, 0x8d, 0x31, 0x56, 0x74, 0xda, 0x45, 0xd2, 0x6a, 0xfb, 0x37, 0x6e,
		0x86, 0x70,
	],
};

/// Version 6.1: sp1-verifier 6.10.0, `VK_ROOT_BYTES`.
pub const V6_1: Release = Release {
	selector: [0x43, 0x88, 0xa2, 0x1c],
	root: [
		0x00, 0x2f, 0x85, 0x0e, 0xe9, 0x98, 0x97, 0x4d, 0x6c, 0xc0, 0x0e, 0x50, 0xcd, 0x08, 0x14,
		0xb0, 0x98, 0xc0, 0x5b, 0xfa, 0xde, 0x46, 0x6d, 0x28, 0x57, 0x32, 0x40, 0xd0, 0x57, 0xf2,
		0x53, 0x52,
	],
};

/// A receipt's parts that its prover chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt<'a> {
	/// Of the prover: it makes two proofs of one result differ and says nothing.
	pub nonce: Hash,
	/// 256 bytes.
	pub proof: &'a [u8],
}

impl Release {
	/// The parts of a receipt of this release whose program ended well.
	///
	/// `Error::Length`; `Error::Format` for another release, another root or an exit code other than 0.
	pub fn receipt<'a>(&self, bytes: &'a [u8]) -> Result<Receipt<'a>, Error> {
		let rest = behind(&self.selector, bytes)?;
		let (exit_code, rest) = rest.split_first_chunk::<32>().ok_or(Error::Length)?;
		let (root, rest) = rest.split_first_chunk::<32>().ok_or(Error::Length)?;
		let (nonce, proof) = rest.split_first_chunk::<32>().ok_or(Error::Length)?;
		if proof.len() != PROOF_BYTES {
			return Err(Error::Length);
		}
		if *exit_code != [0; 32] || *root != self.root {
			return Err(Error::Format);
		}
		Ok(Receipt { nonce: *nonce, proof })
	}

	/// The public inputs of a receipt: program and digest are the caller's to know, the nonce is the receipt's.
	///
	/// A digest loses its three highest bits, since an input has 254.
	pub fn inputs(&self, program: &Hash, journal_digest: &Hash, nonce: &Hash) -> Inputs {
		let mut values = *journal_digest;
		let [first, ..] = &mut values;
		*first &= 0b0001_1111;
		[*program, values, [0; 32], self.root, *nonce]
	}
}
