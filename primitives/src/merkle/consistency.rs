//! That one tree grew out of another: RFC 6962, section 2.1.2, over the hashes of trees.
//!
//! A proof is what `PROOF(old, leaves)` of the RFC is: the largest whole subtree that ends with the old tree's last
//! leaf, unless that is the old tree itself, and the siblings from there upwards. The subtrees on their left make up
//! the old tree, and all of them the new one.

use super::{node_hash, way, MerkleError, Tree, MAX_DEPTH};
use crate::Hash;
use alloc::vec::Vec;

/// The proof that this tree grew out of that of its first `old` leaves; `None` when it did not.
pub fn consistency_proof(tree: &Tree, old: u32) -> Option<Vec<Hash>> {
	let Start { level, position, is_old, .. } = start(old, tree.leaves()).ok()?;
	if old == tree.leaves() {
		return Some(Vec::new());
	}
	let mut proof = Vec::new();
	let mut position = usize::try_from(position).ok()?;
	let levels = tree.levels.get(usize::try_from(level).ok()?..)?;
	if !is_old {
		proof.push(*levels.first()?.get(position)?);
	}
	for level in levels {
		proof.extend(level.get(position ^ 1));
		position /= 2;
	}
	Some(proof)
}

/// How many hashes such a proof has: [`MAX_DEPTH`] + 1 at most.
///
/// Fails with [`MerkleError::IndexOutOfRange`] only: where the old tree has no leaf, or more than the new one.
pub fn consistency_len(old: u32, new: u32) -> Result<u32, MerkleError> {
	start(old, new).map(|start| start.len())
}

/// Whether the tree of `new_leaves` leaves begins with all `old_leaves` of the other one. Both are named by the hash
/// of the tree, not by its root.
///
/// Fails with [`MerkleError::IndexOutOfRange`] where the old tree has no leaf or more than the new one, with
/// [`MerkleError::WrongLength`], or with [`MerkleError::RootMismatch`]. At most 2 x [`MAX_DEPTH`] hashes.
pub fn verify_consistency(
	old_leaves: u32,
	old_tree: &Hash,
	new_leaves: u32,
	new_tree: &Hash,
	proof: &[Hash],
) -> Result<(), MerkleError> {
	let (old, new) = implied_trees(old_leaves, old_tree, new_leaves, proof)?;
	if old == *old_tree && new == *new_tree {
		Ok(())
	} else {
		Err(MerkleError::RootMismatch)
	}
}

/// The old and the new tree that a consistency proof leads to. Where the old tree is whole, so that no proof contains
/// it, it is `old_tree`. It proves nothing by itself: see [`verify_consistency`].
///
/// Fails with [`MerkleError::IndexOutOfRange`] or [`MerkleError::WrongLength`].
pub fn implied_trees(
	old_leaves: u32,
	old_tree: &Hash,
	new_leaves: u32,
	proof: &[Hash],
) -> Result<(Hash, Hash), MerkleError> {
	let start = start(old_leaves, new_leaves)?;
	let wrong = MerkleError::WrongLength { expected: start.len() };
	if u32::try_from(proof.len()) != Ok(start.len()) {
		return Err(wrong);
	}
	let (first, siblings) = match (start.is_old, proof.split_first()) {
		(true, _) => (old_tree, proof),
		(false, Some((first, siblings))) => (first, siblings),
		(false, None) => return Err(wrong),
	};
	let (mut old, mut new, mut position) = (*first, *first, start.position);
	for (level, sibling) in (0..MAX_DEPTH).zip(siblings) {
		// A sibling on the left is in both trees, one on the right in the new one alone. On the right edge of the new
		// tree every sibling is a left one, on whatever level it is.
		if level >= start.inner || position % 2 == 1 {
			old = node_hash(sibling, &old);
			new = node_hash(sibling, &new);
		} else {
			new = node_hash(&new, sibling);
		}
		position /= 2;
	}
	Ok((old, new))
}

/// Where the way from the old tree's right edge to the top of the new one begins.
struct Start {
	/// Level of the largest whole subtree that ends with the old tree's last leaf.
	level: u32,
	/// Its position among those of its level.
	position: u32,
	/// Whether it is the old tree.
	is_old: bool,
	/// Levels of the way below the right edge of the new tree.
	inner: u32,
	/// Levels on that edge that have a sibling.
	edge: u32,
}

impl Start {
	fn len(&self) -> u32 {
		u32::from(!self.is_old).saturating_add(self.inner).saturating_add(self.edge)
	}
}

fn start(old: u32, new: u32) -> Result<Start, MerkleError> {
	let last = old.checked_sub(1).ok_or(MerkleError::IndexOutOfRange)?;
	if old > new {
		return Err(MerkleError::IndexOutOfRange);
	}
	if old == new {
		// One tree: nothing has to be shown.
		return Ok(Start { level: 0, position: 0, is_old: true, inner: 0, edge: 0 });
	}
	let level = last.trailing_ones();
	let up = |index: u32| index.checked_shr(level).unwrap_or(0);
	let position = up(last);
	let nodes = up(new.saturating_sub(1)).saturating_add(1);
	let (inner, edge) = way(nodes, position)?;
	Ok(Start { level, position, is_old: position == 0, inner, edge })
}
