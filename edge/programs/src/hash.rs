//! The one hash: BLAKE2b with 32 bytes, as the chain has it.

use blake2b_simd::Params;

/// The BLAKE2b-256 hash of some bytes, by the processor's vector instructions where it has them: memories have up to
/// 256 MiB.
pub(crate) fn blake2_256(bytes: &[u8]) -> [u8; 32] {
	let mut hash = [0; 32];
	hash.copy_from_slice(Params::new().hash_length(32).hash(bytes).as_bytes());
	hash
}
