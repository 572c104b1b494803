//! Flags of a tree's leaves, many in one stored value.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Flags that are stored together: 64 bytes.
pub const FLAGS_PER_CHUNK: u32 = 512;

/// [`FLAGS_PER_CHUNK`] flags. Encoded, flag `f` is bit `f % 8`, counted from the lowest, of byte `f / 8`.
#[derive(
	Clone,
	Copy,
	Default,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Flags([u64; 8]);

impl Flags {
	/// Whether a flag is set; `false` beyond the last one.
	pub fn is_set(&self, flag: u32) -> bool {
		let word = usize::try_from(flag / u64::BITS).ok().and_then(|word| self.0.get(word));
		word.is_some_and(|word| word & mask(flag) != 0)
	}

	/// Sets a flag. Ignores flags beyond the last one.
	pub fn set(&mut self, flag: u32) {
		let word = usize::try_from(flag / u64::BITS).ok().and_then(|word| self.0.get_mut(word));
		if let Some(word) = word {
			*word |= mask(flag);
		}
	}

	/// How many are set.
	pub fn count(&self) -> u32 {
		self.0.iter().fold(0, |sum: u32, word| sum.saturating_add(word.count_ones()))
	}
}

/// A flag within its word.
const fn mask(flag: u32) -> u64 {
	1 << (flag % u64::BITS)
}

/// The chunk and the flag in it of an entry.
pub const fn locate(index: u32) -> (u32, u32) {
	(index / FLAGS_PER_CHUNK, index % FLAGS_PER_CHUNK)
}
