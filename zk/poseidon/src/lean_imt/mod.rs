//! LeanIMT: a binary Merkle tree that grows, as npm `@zk-kit/lean-imt` with Poseidon of two builds it.
//!
//! A node with two children is their hash; a node with its left child alone **is** that child, so that no zero
//! leaves are hashed and the depth follows the size. A tree of one leaf has that leaf as its root, the empty tree
//! has no root.
//!
//! # Overview
//!
//! * [`Frontier`]: size and the last left node of each level, at most 33 numbers: enough to append, to take
//!   many at once, and to change a leaf whose siblings the caller brings. The chain keeps this one.
//! * [`Tree`]: every node; gives paths. The agent builds it out of a group's pages.
//! * [`Path`]: the siblings of a leaf, and the root that they lead to.
//!
//! # Limits
//!
//! * Leaf and inner node share one hash: a root says nothing about a leaf whose depth nobody checks, and Semaphore's
//!   circuit does not: the length of a path is the prover's secret, up to the circuit's depth. A leaf is the hash
//!   of a public key's two coordinates, so that an inner node serves as one to a prover who put the coordinates of
//!   a key of his own side by side as leaves: one identity for two leaves.
//! * A tree holds at most 2^32 - 1 leaves, its paths at most 32 siblings.

mod frontier;
mod path;
mod tree;

pub use frontier::{hashes_of_append, Frontier};
pub use path::Path;
pub use tree::Tree;

use core::fmt;

/// Most siblings of a path, and most levels of a tree below its root.
pub const MAX_DEPTH: u32 = 32;

/// A refusal. The tree is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
	/// The tree would hold more than 2^32 - 1 leaves.
	Full,
	/// No leaf stands at this index.
	OutOfRange,
	/// The siblings are too few or too many, or do not lead from the old leaf to the root.
	WrongSiblings,
	/// A path of more than 32 siblings, or one whose index has more bits than the path has siblings.
	WrongPath,
}

impl fmt::Display for Error {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Full => "the tree would hold more than 2^32 - 1 leaves",
			Self::OutOfRange => "no leaf stands at this index",
			Self::WrongSiblings => "the siblings do not lead from the old leaf to the root",
			Self::WrongPath => "the path is longer than 32 or its index longer than the path",
		})
	}
}

impl core::error::Error for Error {}

/// Levels below the root of a tree with `size` leaves: the least d with 2^d >= size.
pub fn depth(size: u32) -> u32 {
	size.checked_sub(1).map_or(0, |last| u32::BITS - last.leading_zeros())
}
