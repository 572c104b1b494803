//! Stamps: the work that a signal without a fee shows.
//!
//! A proof takes a node thousands of times longer to check than a wrong one takes to write. A stamp is a number that
//! makes a hash over the whole signal, proof included, begin with zeros: each wrong proof costs its sender the search
//! for a stamp of its own, and a node one hash to refuse the rest. The newest blocks are part of it, so that no stamps
//! are gathered beforehand.
//!
//! # Not protected against
//!
//! A sender with much hardware finds stamps fast. The share of a block for proofs bounds what blocks take, not what
//! the nodes that hear of such signals check.

use super::{GroupId, ProofBytes, Scalar, TopicId};
use crate::{BlockNumber, Hash};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::ops::Range;
use scale_info::TypeInfo;
use sp_crypto_hashing::blake2_256;

/// Purpose of a stamp's hash.
pub const STAMP: &[u8] = b"jmt/zk/stamp/v1";

/// A stamp's block is one of so many newest ones.
pub const STAMP_BLOCKS: BlockNumber = 64;

/// The work that a signal without a fee shows.
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
pub struct Stamp {
	/// The number of the block whose hash is in the stamp's.
	pub block: BlockNumber,
	/// The number that was searched for.
	pub nonce: u64,
}

/// A signal without its stamp, in the order of the call's arguments.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode)]
pub struct Signal {
	/// The group that the member belongs to.
	pub group: GroupId,
	/// The depth of the circuit.
	pub depth: u8,
	/// The root that the member knew.
	pub root: Scalar,
	/// The member's alias in the scope.
	pub nullifier: Scalar,
	/// The message.
	pub message: Hash,
	/// The topic that it is about.
	pub topic: TopicId,
	/// The proof.
	pub proof: ProofBytes,
}

impl Signal {
	/// The hash that a stamp covers: blake2-256 of the signal's SCALE encoding.
	pub fn hash(&self) -> Hash {
		blake2_256(&self.encode()).into()
	}
}

/// The leading zero bits of a stamp's hash: of blake2-256 of the SCALE encoding of
/// `(purpose, genesis, hash of the signal, hash of the block, nonce)`, the purpose with its length before it.
pub fn zero_bits(genesis: &Hash, signal: &Hash, block: &Hash, nonce: u64) -> u32 {
	leading_zeros(&blake2_256(&(STAMP, genesis, signal, block, nonce).encode()))
}

fn leading_zeros(hash: &[u8; 32]) -> u32 {
	let zeros = |byte: &u8| byte.leading_zeros();
	let whole = hash.iter().take_while(|byte| **byte == 0);
	let after = hash.iter().find(|byte| **byte != 0);
	whole.map(zeros).sum::<u32>() + after.map_or(0, zeros)
}

/// The first of these nonces that makes `bits` leading zero bits. Takes 2^bits hashes on average; a caller searches
/// range by range, to stop in between or to use several cores.
pub fn find(
	genesis: &Hash,
	signal: &Hash,
	block: &Hash,
	bits: u32,
	nonces: Range<u64>,
) -> Option<u64> {
	let mut bytes = (STAMP, genesis, signal, block, 0u64).encode();
	for nonce in nonces {
		// The nonce is the last field.
		if let Some(end) = bytes.last_chunk_mut() {
			*end = nonce.to_le_bytes();
		}
		if leading_zeros(&blake2_256(&bytes)) >= bits {
			return Some(nonce);
		}
	}
	None
}
