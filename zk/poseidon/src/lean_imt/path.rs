//! From a leaf to the root.

use super::{Error, MAX_DEPTH};
use crate::{hash_two, Scalar};
use alloc::vec::Vec;

/// The siblings of a leaf, lowest level first, without the levels at which its node has none.
///
/// Bit i of the index says that the node beside sibling i is the right one. It is the index of zk-kit's and
/// Semaphore's proofs: where levels are left out it differs from the leaf's place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
	index: u32,
	siblings: Vec<Scalar>,
}

impl Path {
	/// A path out of its parts.
	///
	/// Error: [`Error::WrongPath`].
	pub fn new(index: u32, siblings: Vec<Scalar>) -> Result<Self, Error> {
		let spare = (siblings.len()..).take_while(|bit| *bit < 32).any(|bit| index >> bit & 1 == 1);
		let longest = usize::try_from(MAX_DEPTH).is_ok_and(|most| siblings.len() <= most);
		if spare || !longest {
			return Err(Error::WrongPath);
		}
		Ok(Self { index, siblings })
	}

	/// The index of zk-kit's proof.
	pub fn index(&self) -> u32 {
		self.index
	}

	/// The siblings, lowest first.
	pub fn siblings(&self) -> &[Scalar] {
		&self.siblings
	}

	/// The root of a tree that holds `leaf` at the end of this path. Costs one hash a sibling.
	pub fn root(&self, leaf: &Scalar) -> Scalar {
		let (mut node, mut index) = (*leaf, self.index);
		for sibling in &self.siblings {
			node = if index & 1 == 1 { hash_two(sibling, &node) } else { hash_two(&node, sibling) };
			index >>= 1;
		}
		node
	}

	/// Whether the path leads from `leaf` to `root`.
	pub fn verify(&self, root: &Scalar, leaf: &Scalar) -> bool {
		self.root(leaf) == *root
	}
}
