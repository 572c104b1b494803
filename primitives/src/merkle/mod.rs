//! Merkle trees: the one implementation for everything that has a value.
//!
//! # Shape and hashes
//!
//! The shape is that of RFC 6962, section 2.1: of `n` leaves, the left subtree holds the first `k`, where
//! `k` is the largest power of two below `n`. A node without a sibling moves up as it is and is never
//! paired with itself, so that a list with its last entry doubled is another tree.
//!
//! | | Hash, blake2-256 |
//! |---|---|
//! | leaf | `0x00 ++ leaf` |
//! | node | `0x01 ++ left ++ right` |
//! | root | `0x02 ++ number of leaves (u32, little-endian) ++ hash of the tree` |
//!
//! The first byte parts leaves, nodes and roots: none of them can stand for another. The root is published; it
//! commits to the number of leaves. With that number and an index the way from the leaf to the root is fixed,
//! its length included, so that a proof passes at one index only. The hash of a tree without leaves is that
//! of the empty string, as in the RFC; it has no proofs.
//!
//! A proof is the audit path of RFC 6962, section 2.1.1: the siblings on that way, from the leaf upwards. That a tree
//! grew out of another is shown by a consistency proof of section 2.1.2, between the hashes of both trees.
//!
//! # Not protected against
//!
//! - A tree does not know its purpose: leaves name purpose, chain and index themselves, as those of
//!   [`airdrop_leaf`] do.
//! - The maker of a list can write the same thing into two of its leaves.
//! - Hashes of leaves hide nothing that can be guessed, and a proof shows one of a neighbour.

mod consistency;
mod flags;

pub use consistency::{consistency_len, consistency_proof, implied_trees, verify_consistency};
pub use flags::{locate, Flags, FLAGS_PER_CHUNK};

use crate::{AccountId, Balance, Hash, Moment};
use alloc::vec::Vec;
use codec::Encode;
use sp_crypto_hashing::blake2_256;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// Most levels between a leaf and the hash of its tree, which the largest number of leaves needs.
pub const MAX_DEPTH: u32 = 32;

/// First byte of a leaf's preimage.
pub const LEAF_PREFIX: u8 = 0x00;

/// First byte of a node's preimage.
pub const NODE_PREFIX: u8 = 0x01;

/// First byte of a root's preimage.
pub const ROOT_PREFIX: u8 = 0x02;

/// The siblings on the way from a leaf to the hash of the tree, the leaf's own first.
pub type Proof = BoundedVec<Hash, ConstU32<MAX_DEPTH>>;

/// Why something is not proved, or not a tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MerkleError {
	/// There are more leaves than 32 bits count.
	TooManyLeaves,
	/// The index is not below the number of leaves.
	IndexOutOfRange,
	/// The proof is shorter or longer than the way from this index.
	WrongLength {
		/// The length of the way.
		expected: u32,
	},
	/// Number of leaves, index, leaf and proof lead to another root.
	RootMismatch,
}

impl core::fmt::Display for MerkleError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		match self {
			Self::TooManyLeaves => write!(f, "there are more than {} leaves", u32::MAX),
			Self::IndexOutOfRange => write!(f, "the index is not below the number of leaves"),
			Self::WrongLength { expected } => {
				write!(f, "the proof of this index has {expected} hashes")
			},
			Self::RootMismatch => write!(f, "the proof leads to another root"),
		}
	}
}

impl core::error::Error for MerkleError {}

/// Hash of a leaf.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
	let mut bytes = Vec::with_capacity(leaf.len().saturating_add(1));
	bytes.push(LEAF_PREFIX);
	bytes.extend_from_slice(leaf);
	blake2_256(&bytes).into()
}

/// Hash of a node. One without a sibling moves up as it is and is not hashed.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
	(NODE_PREFIX, left, right).using_encoded(blake2_256).into()
}

/// The root of so many leaves, by the hash of their tree.
pub fn root_of(leaves: u32, tree: &Hash) -> Hash {
	(ROOT_PREFIX, leaves, tree).using_encoded(blake2_256).into()
}

fn empty_hash() -> Hash {
	blake2_256(&[]).into()
}

/// The root of these leaves, in one pass and with at most [`MAX_DEPTH`] hashes in memory.
///
/// Fails with [`MerkleError::TooManyLeaves`] only.
pub fn root<Leaf: AsRef<[u8]>>(
	leaves: impl IntoIterator<Item = Leaf>,
) -> Result<Hash, MerkleError> {
	let mut builder = Builder::default();
	leaves.into_iter().try_for_each(|leaf| builder.push(leaf.as_ref()))?;
	Ok(builder.root())
}

/// The proof of the leaf at `index`; `None` when there is none. For more than one proof of a list build
/// its [`Tree`] once.
pub fn proof<Leaf: AsRef<[u8]>>(
	leaves: impl IntoIterator<Item = Leaf>,
	index: u32,
) -> Option<Proof> {
	Tree::new(leaves).ok()?.proof(index)
}

/// How many hashes the proof of `index` has, at most [`MAX_DEPTH`].
///
/// Fails with [`MerkleError::IndexOutOfRange`] only.
pub fn proof_len(leaves: u32, index: u32) -> Result<u32, MerkleError> {
	let (inner, edge) = way(leaves, index)?;
	Ok(inner.saturating_add(edge))
}

/// Whether `leaf` stands at `index` of the `leaves` leaves that `root` commits to.
///
/// Fails with [`MerkleError::IndexOutOfRange`], [`MerkleError::WrongLength`] or
/// [`MerkleError::RootMismatch`]. At most [`MAX_DEPTH`] + 2 hashes, whatever the proof.
pub fn verify(
	root: &Hash,
	leaves: u32,
	index: u32,
	leaf: &[u8],
	proof: &[Hash],
) -> Result<(), MerkleError> {
	if implied_root(leaves, index, leaf, proof)? == *root {
		Ok(())
	} else {
		Err(MerkleError::RootMismatch)
	}
}

/// The root that a proof leads to. It proves nothing by itself: see [`verify`].
///
/// Fails with [`MerkleError::IndexOutOfRange`] or [`MerkleError::WrongLength`].
pub fn implied_root(
	leaves: u32,
	index: u32,
	leaf: &[u8],
	proof: &[Hash],
) -> Result<Hash, MerkleError> {
	Ok(root_of(leaves, &implied_tree(leaves, index, leaf, proof)?))
}

/// The hash of the tree that a proof leads to, below its root. It proves nothing by itself: see [`verify`].
///
/// Fails with [`MerkleError::IndexOutOfRange`] or [`MerkleError::WrongLength`].
pub fn implied_tree(
	leaves: u32,
	index: u32,
	leaf: &[u8],
	proof: &[Hash],
) -> Result<Hash, MerkleError> {
	let (inner, edge) = way(leaves, index)?;
	let expected = inner.saturating_add(edge);
	if u32::try_from(proof.len()) != Ok(expected) {
		return Err(MerkleError::WrongLength { expected });
	}
	let (mut hash, mut position) = (leaf_hash(leaf), index);
	for (level, sibling) in (0..MAX_DEPTH).zip(proof) {
		// On the right edge every sibling is a left one, on whatever level it is.
		let is_right = level >= inner || position % 2 == 1;
		hash = if is_right { node_hash(sibling, &hash) } else { node_hash(&hash, sibling) };
		position /= 2;
	}
	Ok(hash)
}

/// The way from a leaf upwards: how many levels until it meets the right edge of the tree, each with a
/// sibling, and how many of the levels on the edge have one.
///
/// On the level where index and last index first agree the node is the last of its level. From there on it
/// has a sibling, the one to its left, exactly where its position is odd.
fn way(leaves: u32, index: u32) -> Result<(u32, u32), MerkleError> {
	if index >= leaves {
		return Err(MerkleError::IndexOutOfRange);
	}
	let last = leaves.saturating_sub(1);
	let inner = u32::BITS.saturating_sub((index ^ last).leading_zeros());
	let edge = index.checked_shr(inner).map_or(0, u32::count_ones);
	Ok((inner, edge))
}

/// Takes leaves one by one and gives their root. Holds one hash for each whole subtree.
#[derive(Clone, Default, Debug)]
pub struct Builder {
	/// The whole subtrees of the leaves so far, the largest first: one for each 1 in the binary notation
	/// of their number.
	subtrees: Vec<Hash>,
	leaves: u32,
}

impl Builder {
	/// Appends a leaf. Fails with [`MerkleError::TooManyLeaves`] only.
	pub fn push(&mut self, leaf: &[u8]) -> Result<(), MerkleError> {
		let leaves = self.leaves.checked_add(1).ok_or(MerkleError::TooManyLeaves)?;
		let mut hash = leaf_hash(leaf);
		// Counting up carries over every 1 at the end, and each carry joins two subtrees of one size.
		for _ in 0..self.leaves.trailing_ones() {
			if let Some(left) = self.subtrees.pop() {
				hash = node_hash(&left, &hash);
			}
		}
		self.subtrees.push(hash);
		self.leaves = leaves;
		Ok(())
	}

	/// How many leaves there are so far.
	pub const fn leaves(&self) -> u32 {
		self.leaves
	}

	/// The hash of the tree of the leaves so far.
	pub fn tree(&self) -> Hash {
		let subtrees = self.subtrees.iter().rev().copied();
		subtrees.reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(empty_hash)
	}

	/// The root of the leaves so far.
	pub fn root(&self) -> Hash {
		root_of(self.leaves, &self.tree())
	}
}

/// A whole tree, for making proofs. Holds about two hashes for each leaf.
#[derive(Clone, Debug)]
pub struct Tree {
	/// The hashes of each level, the leaves' first.
	levels: Vec<Vec<Hash>>,
	leaves: u32,
}

impl Tree {
	/// The tree of these leaves. Fails with [`MerkleError::TooManyLeaves`] only.
	pub fn new<Leaf: AsRef<[u8]>>(
		leaves: impl IntoIterator<Item = Leaf>,
	) -> Result<Self, MerkleError> {
		let mut level: Vec<Hash> =
			leaves.into_iter().map(|leaf| leaf_hash(leaf.as_ref())).collect();
		let leaves = u32::try_from(level.len()).map_err(|_| MerkleError::TooManyLeaves)?;
		let mut levels = Vec::new();
		while level.len() > 1 {
			let above = level
				.chunks(2)
				.filter_map(|pair| match pair {
					[left, right] => Some(node_hash(left, right)),
					[alone] => Some(*alone),
					_ => None,
				})
				.collect();
			levels.push(core::mem::replace(&mut level, above));
		}
		levels.push(level);
		Ok(Self { levels, leaves })
	}

	/// How many leaves it has.
	pub const fn leaves(&self) -> u32 {
		self.leaves
	}

	/// Its hash, below the root.
	pub fn tree(&self) -> Hash {
		let tree = self.levels.last().and_then(|level| level.first()).copied();
		tree.unwrap_or_else(empty_hash)
	}

	/// Its root.
	pub fn root(&self) -> Hash {
		root_of(self.leaves, &self.tree())
	}

	/// The proof of the leaf at `index`; `None` when there is none.
	pub fn proof(&self, index: u32) -> Option<Proof> {
		if index >= self.leaves {
			return None;
		}
		let mut proof = Proof::default();
		let mut position = usize::try_from(index).ok()?;
		for level in &self.levels {
			if let Some(sibling) = level.get(position ^ 1) {
				proof.try_push(*sibling).ok()?;
			}
			position /= 2;
		}
		Some(proof)
	}
}

/// Purpose of [`airdrop_leaf`].
pub const AIRDROP: &[u8] = b"jmt/airdrop/v1";

/// The leaf at `index` of an airdrop's list, which pays `amount` planck to `account`: the SCALE encoding
/// of `(purpose tag, genesis, purpose, until, index, account, amount)`, the tag with its length before it.
///
/// `purpose` is the hash of the published reason and `until` the deadline in ms, both as they are
/// announced. They take the place of the airdrop's id, which nobody knows before the announcement: the
/// list can be made, published and checked before the council decides. The chain takes no two airdrops
/// with the same root at a time and takes no claim from the deadline on, so a leaf is worth something in
/// one airdrop only.
pub fn airdrop_leaf(
	genesis: &Hash,
	purpose: &Hash,
	until: Moment,
	index: u32,
	account: &AccountId,
	amount: Balance,
) -> Vec<u8> {
	(AIRDROP, genesis, purpose, until, index, account, amount).encode()
}
