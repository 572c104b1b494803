//! Random bytes that are a function of program and input.

use blake2b_simd::Params;

/// The purpose of the stream's hashes.
const PURPOSE: &[u8] = b"jmt/task/random/v1";

/// Bytes of a block.
const BLOCK: usize = 32;

/// A stream in counter mode: block `i` is `blake2_256("jmt/task/random/v1", program hash, input hash, i)`, where `i`
/// counts from 0 and has eight bytes, least significant first. Calls read on where the last one ended.
pub(super) struct Stream {
	program: [u8; 32],
	input: [u8; 32],
	next: u64,
	/// The rest of the last block, in reverse.
	rest: Vec<u8>,
}

impl Stream {
	/// The stream of a run.
	pub(super) fn new(program: [u8; 32], input: [u8; 32]) -> Self {
		Self { program, input, next: 0, rest: Vec::new() }
	}

	/// Fills a buffer with the next bytes.
	pub(super) fn fill(&mut self, buffer: &mut [u8]) {
		for byte in buffer {
			if self.rest.is_empty() {
				let block = self.block();
				self.rest.extend(block.iter().rev());
			}
			*byte = self.rest.pop().unwrap_or_default();
		}
	}

	fn block(&mut self) -> [u8; BLOCK] {
		let mut hash = Params::new().hash_length(BLOCK).to_state();
		hash.update(PURPOSE).update(&self.program).update(&self.input);
		hash.update(&self.next.to_le_bytes());
		// 2^64 blocks are out of any run's reach.
		self.next = self.next.wrapping_add(1);
		let mut block = [0; BLOCK];
		block.copy_from_slice(hash.finalize().as_bytes());
		block
	}
}
