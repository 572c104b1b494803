//! RISC Zero: an image and its journal become a claim, whose hash is proven.
//!
//! The public inputs are the halves of the control root, the halves of the claim's hash and the control id of the last
//! step (risc0-groth16, `Verifier::new`). A seal is a selector of 4 bytes and a proof of 256.

use super::{behind, halves, sha256, tagged, Hash, Inputs};
use crate::{Error, VerifyingKey};
use alloc::vec::Vec;

/// A release of RISC Zero's circuits: which programs of its recursion a proof may have gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
	/// The first 4 bytes of [`digest`](Self::digest), by which a seal names its release.
	pub selector: [u8; 4],
	/// Root of the tree of the control ids that are allowed.
	pub control_root: Hash,
	/// The control id of the step into BN254, as RISC Zero writes it: the lowest byte first.
	pub identity: Hash,
}

/// Release 3.0: risc0-circuit-recursion 4.0.0, `ALLOWED_CONTROL_ROOT` and `BN254_IDENTITY_CONTROL_ID`.
pub const V3_0: Release = Release {
	selector: [0x73, 0xc4, 0x57, 0xba],
	control_root: [
		0xa5, 0x4d, 0xc8, 0x5a, 0xc9, 0x9f, 0x85, 0x1c, 0x92, 0xd7, 0xc9, 0x6d, 0x73, 0x18, 0xaf,
		0x41, 0xdb, 0xe7, 0xc0, 0x19, 0x4e, 0xdf, 0xcc, 0x37, 0xeb, 0x4d, 0x42, 0x2a, 0x99, 0x8c,
		0x1f, 0x56,
	],
	identity: [
		0xc0, 0x7a, 0x65, 0x14, 0x5c, 0x3c, 0xb4, 0x8b, 0x61, 0x01, 0x96, 0x2e, 0xa6, 0x07, 0xa4,
		0xdd, 0x93, 0xc7, 0x53, 0xbb, 0x26, 0x97, 0x5c, 0xb4, 0x7f, 0xeb, 0x00, 0xd3, 0x66, 0x6e,
		0x44, 0x04,
	],
};

/// The hash of no state: of a machine at address 0 with empty memory.
fn ended() -> Hash {
	tagged("risc0.SystemState", &[&[0; 32]], &[0])
}

/// The hash of the claim that the program with this image ran to its end, returned 0, assumed nothing and wrote the
/// journal with this digest (risc0-zkvm, `ReceiptClaim::ok`).
pub fn claim(image: &Hash, journal_digest: &Hash) -> Hash {
	let output = tagged("risc0.Output", &[journal_digest, &[0; 32]], &[]);
	// The input is not used; the two words say that it halted, and by what code.
	tagged("risc0.ReceiptClaim", &[&[0; 32], image, &ended(), &output], &[0, 0])
}

impl Release {
	/// The public inputs of a receipt: image and journal are the caller's to know, never taken from who sends it.
	pub fn inputs(&self, image: &Hash, journal_digest: &Hash) -> Inputs {
		let [root_low, root_high] = halves(&self.control_root);
		let [claim_low, claim_high] = halves(&claim(image, journal_digest));
		let mut identity = self.identity;
		identity.reverse();
		[root_low, root_high, claim_low, claim_high, identity]
	}

	/// The proof of 256 bytes in a seal of this release. `Error::Length`; `Error::Format` for another release.
	pub fn proof<'a>(&self, seal: &'a [u8]) -> Result<&'a [u8], Error> {
		behind(&self.selector, seal)
	}

	/// The hash of a release with its key (risc0-zkvm, `Groth16ReceiptVerifierParameters`): its first bytes are the
	/// selector, so that whoever registers a key sees that it is the one for the release.
	pub fn digest(&self, key: &VerifyingKey) -> Hash {
		tagged(
			"risc0.Groth16ReceiptVerifierParameters",
			&[&self.control_root, &self.identity, &key_digest(key)],
			&[],
		)
	}
}

/// The hash of a key as RISC Zero has it: of each point the hash of its EIP-197 bytes.
fn key_digest(key: &VerifyingKey) -> Hash {
	let bytes = key.to_bytes();
	let (alpha, rest) = bytes.split_at(64);
	let (fixed, points) = rest.split_at(3 * 128);
	let mut parts = Vec::from([sha256(&[alpha])]);
	parts.extend(fixed.chunks(128).map(|point| sha256(&[point])));
	parts.push(points.chunks(64).rev().fold([0; 32], |list, point| {
		tagged("risc0_groth16.VerifyingKey.IC", &[&sha256(&[point]), &list], &[])
	}));
	tagged("risc0_groth16.VerifyingKey", &parts.iter().collect::<Vec<_>>(), &[])
}
