//! Results of tasks, proven by a zero-knowledge machine: RISC Zero's and SP1's Groth16 receipts.
//!
//! Such a machine runs a program and proves that this program wrote these bytes (its journal). The key is the machine's,
//! the same for each program; program and journal become public inputs ([`risc_zero`], [`sp1`]). A receipt is verified
//! like any other proof, by a [`Claim`](crate::Claim) of these inputs:
//!
//! ```
//! use jmt_zk_verifier::receipt::{risc_zero, TaskResult};
//!
//! let result = TaskResult { genesis: [1; 32], task: [2; 32], input: [3; 32], output: [4; 32] };
//! let program = [5; 32];
//! let inputs = risc_zero::V3_0.inputs(&program, &result.journal_digest());
//! let other = TaskResult { output: [6; 32], ..result };
//! assert_ne!(inputs, risc_zero::V3_0.inputs(&program, &other.journal_digest()));
//! ```
//!
//! # What it does not protect against
//!
//! - A receipt says that a program ran, not that the program does what its name promises: a task names the program by
//!   its hash, and somebody has to have read and built its source.
//! - Inputs of a program are whatever its prover chose unless the journal names them. [`TaskResult`] does.
//! - The machine's own soundness and the set-up of its key are taken as they are.

pub mod risc_zero;
pub mod sp1;

use alloc::vec::Vec;
use sha2::{Digest, Sha256};

/// A hash, as the two machines have it.
pub type Hash = [u8; 32];

/// Opens the journal of a result: no other message of the chain begins so.
const PURPOSE: &[u8; 20] = b"jmt/task/result/v1\0\0";

/// Bytes of the journal that a result has.
pub const JOURNAL_BYTES: usize = 20 + 4 * 32;

/// A task's result, bound to its chain, task and input.
///
/// A program that works for a chain commits the bytes of [`journal`](Self::journal) as they are and nothing else, by
/// `commit_slice` of either machine (`commit` encodes what it gets, and RISC Zero's makes a word of each byte). The chain
/// computes the same bytes from what it knows, so that a receipt for another task, another input, another output or
/// another chain has other public inputs and does not verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskResult {
	/// The genesis hash of the chain that the result is for.
	pub genesis: Hash,
	/// The task's id.
	pub task: Hash,
	/// SHA-256 of the task's input.
	pub input: Hash,
	/// SHA-256 of the output.
	pub output: Hash,
}

impl TaskResult {
	/// The bytes that the program commits: the purpose (20), genesis, task, input, output (32 each).
	pub fn journal(&self) -> [u8; JOURNAL_BYTES] {
		let mut journal = [0; JOURNAL_BYTES];
		let pieces = [&PURPOSE[..], &self.genesis, &self.task, &self.input, &self.output];
		for (to, from) in journal.iter_mut().zip(pieces.into_iter().flatten()) {
			*to = *from;
		}
		journal
	}

	/// SHA-256 of the journal.
	pub fn journal_digest(&self) -> Hash {
		sha256(&[&self.journal()])
	}
}

/// SHA-256 of pieces, one after the other.
fn sha256(pieces: &[&[u8]]) -> Hash {
	let mut state = Sha256::new();
	for piece in pieces {
		state.update(piece);
	}
	state.finalize().into()
}

/// The digest of a journal of any length, as both machines hash it.
pub fn journal_digest(journal: &[u8]) -> Hash {
	sha256(&[journal])
}

/// The bytes behind a selector, which names the version of the machine. `Error::Length`, `Error::Format`.
fn behind<'a>(selector: &[u8], seal: &'a [u8]) -> Result<&'a [u8], crate::Error> {
	let (found, rest) = seal.split_at_checked(selector.len()).ok_or(crate::Error::Length)?;
	if found == selector {
		Ok(rest)
	} else {
		Err(crate::Error::Format)
	}
}

/// Pieces of 32 bytes, as `Claim::decode` takes inputs.
type Inputs = [Hash; 5];

/// The two halves of a hash as numbers of 128 bits, the lower half of its bytes first, each read with its lowest byte
/// first.
fn halves(hash: &Hash) -> [Hash; 2] {
	let number = |bytes: &[u8]| {
		let mut out = [0; 32];
		for (to, from) in out.iter_mut().rev().zip(bytes) {
			*to = *from;
		}
		out
	};
	let (low, high) = hash.split_at(16);
	[number(low), number(high)]
}

/// A structure's hash (risc0-binfmt, `tagged_struct`): SHA-256 of the hash of its tag, the hashes of its parts, its
/// words, and the number of its parts in 16 bits, little-endian.
fn tagged(tag: &str, parts: &[&Hash], words: &[u32]) -> Hash {
	let mut bytes = Vec::from(sha256(&[tag.as_bytes()]));
	for part in parts {
		bytes.extend_from_slice(*part);
	}
	for word in words {
		bytes.extend_from_slice(&word.to_le_bytes());
	}
	let [low, high, ..] = parts.len().to_le_bytes();
	bytes.extend_from_slice(&[low, high]);
	sha256(&[&bytes])
}
