//! Bytes by their content.

use super::MAX_INLINE_BYTES;
use crate::Hash;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_crypto_hashing::blake2_256;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// Names bytes by what they are: from wherever they come, they are these or none.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Content {
	/// Blake2-256 of the bytes.
	pub hash: Hash,
	/// Number of the bytes. A reader stops behind it.
	pub length: u32,
}

impl Content {
	/// The name of these bytes; `None` of 4 GiB and more.
	pub fn of(bytes: &[u8]) -> Option<Self> {
		let length = u32::try_from(bytes.len()).ok()?;
		Some(Self { hash: blake2_256(bytes).into(), length })
	}

	/// Whether these bytes are the ones. The length is looked at first.
	pub fn is_of(&self, bytes: &[u8]) -> bool {
		u32::try_from(bytes.len()) == Ok(self.length) && self.hash.0 == blake2_256(bytes)
	}
}

/// Standard input of a program.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Input {
	/// These bytes.
	#[codec(index = 0)]
	Inline(BoundedVec<u8, ConstU32<MAX_INLINE_BYTES>>),
	/// Bytes that lie elsewhere.
	#[codec(index = 1)]
	Stored(Content),
}

impl Input {
	/// The content, wherever it lies.
	pub fn content(&self) -> Content {
		match self {
			Self::Stored(content) => *content,
			// 1,024 bytes at most.
			Self::Inline(bytes) => Content::of(bytes)
				.unwrap_or(Content { hash: blake2_256(bytes).into(), length: u32::MAX }),
		}
	}
}
