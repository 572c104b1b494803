//! The search for a stamp, by which a fee-free signal shows work.

use jmt_primitives::{
	proofs::stamp::{find, Stamp},
	BlockNumber, Hash,
};
use std::{
	sync::atomic::{AtomicU64, Ordering},
	thread,
	time::Instant,
};

/// Nonces that a core tries before it looks whether it should stop.
const RANGE: u64 = 1 << 14;

/// Searches on all cores for a stamp of a signal with this hash, over a block by its number and hash. It takes 2^bits
/// hashes on average. `None` when none is found until `deadline`.
pub fn search(
	genesis: &Hash,
	signal: &Hash,
	(number, block): (BlockNumber, &Hash),
	bits: u32,
	deadline: Instant,
) -> Option<Stamp> {
	let (next, found) = (AtomicU64::new(0), AtomicU64::new(u64::MAX));
	let cores = thread::available_parallelism().map_or(1, usize::from);
	thread::scope(|scope| {
		for _ in 0..cores {
			scope.spawn(|| {
				while found.load(Ordering::Relaxed) == u64::MAX && Instant::now() < deadline {
					let start = next.fetch_add(RANGE, Ordering::Relaxed);
					let nonces = start..start.saturating_add(RANGE);
					if let Some(nonce) = find(genesis, signal, block, bits, nonces) {
						found.fetch_min(nonce, Ordering::Relaxed);
					}
				}
			});
		}
	});
	match found.into_inner() {
		u64::MAX => None,
		nonce => Some(Stamp { block: number, nonce }),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::proofs::stamp::zero_bits;
	use std::time::Duration;

	#[test]
	fn search_its_stamp_has_the_bits_for_this_signal_block_and_chain() {
		let hashes = [1, 2, 3].map(Hash::repeat_byte);
		let [genesis, signal, block] = &hashes;
		let deadline = Instant::now() + Duration::from_secs(60);
		for bits in [0, 1, 12, 16] {
			let stamp = search(genesis, signal, (7, block), bits, deadline).expect("a stamp");
			assert_eq!(stamp.block, 7);
			assert!(zero_bits(genesis, signal, block, stamp.nonce) >= bits, "{bits}");
		}
		let stamp = search(genesis, signal, (7, block), 16, deadline).expect("a stamp");
		assert!(zero_bits(genesis, block, signal, stamp.nonce) < 16);
	}

	#[test]
	fn search_it_ends_in_time() {
		let hash = Hash::zero();
		let begun = Instant::now();
		let deadline = begun + Duration::from_millis(50);
		assert_eq!(search(&hash, &hash, (1, &hash), 256, deadline), None);
		assert!(begun.elapsed() < Duration::from_secs(20));
	}
}
