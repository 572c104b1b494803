//! A whole tree.

use super::{depth, Error, Path};
use crate::{hash_two, Scalar};
use alloc::vec::Vec;

/// Every node of a tree, level by level. Memory: 32 bytes a node, some two nodes a leaf.
#[derive(Clone, Debug, Default)]
pub struct Tree {
	/// Leaves first; the last row holds the root alone. None is empty.
	rows: Vec<Vec<Scalar>>,
}

impl Tree {
	/// The empty tree.
	pub fn new() -> Self {
		Self::default()
	}

	/// The tree of these leaves. Costs fewer hashes than there are leaves.
	///
	/// Error: [`Error::Full`].
	pub fn from_leaves(leaves: &[Scalar]) -> Result<Self, Error> {
		let mut tree = Self::new();
		tree.append_many(leaves)?;
		Ok(tree)
	}

	/// Leaves of the tree.
	pub fn size(&self) -> u32 {
		// `append_many` lets no more in.
		u32::try_from(self.leaves().len()).unwrap_or(u32::MAX)
	}

	/// The leaves in their order.
	pub fn leaves(&self) -> &[Scalar] {
		self.rows.first().map_or(&[], Vec::as_slice)
	}

	/// The root; none of the empty tree.
	pub fn root(&self) -> Option<Scalar> {
		self.rows.last()?.first().copied()
	}

	/// Appends a leaf.
	///
	/// Error: [`Error::Full`].
	pub fn append(&mut self, leaf: Scalar) -> Result<(), Error> {
		self.append_many(&[leaf])
	}

	/// Appends leaves in their order.
	///
	/// Error: [`Error::Full`], then none is appended.
	pub fn append_many(&mut self, leaves: &[Scalar]) -> Result<(), Error> {
		let first = self.leaves().len();
		let size = first
			.checked_add(leaves.len())
			.and_then(|size| u32::try_from(size).ok())
			.ok_or(Error::Full)?;
		if leaves.is_empty() {
			return Ok(());
		}
		while self.rows.len() <= usize::try_from(depth(size)).unwrap_or_default() {
			self.rows.push(Vec::new());
		}
		if let Some(row) = self.rows.first_mut() {
			row.extend(leaves);
		}
		self.hash_above(first, leaves.len());
		Ok(())
	}

	/// Replaces the leaf at `index`. Costs a hash a sibling.
	///
	/// Error: [`Error::OutOfRange`].
	pub fn update(&mut self, index: u32, leaf: Scalar) -> Result<(), Error> {
		let place = usize::try_from(index).map_err(|_| Error::OutOfRange)?;
		let leaves = self.rows.first_mut().ok_or(Error::OutOfRange)?;
		*leaves.get_mut(place).ok_or(Error::OutOfRange)? = leaf;
		self.hash_above(place, 1);
		Ok(())
	}

	/// The path of the leaf at `index`.
	///
	/// Error: [`Error::OutOfRange`].
	pub fn path(&self, index: u32) -> Result<Path, Error> {
		let mut place = usize::try_from(index).map_err(|_| Error::OutOfRange)?;
		if place >= self.leaves().len() {
			return Err(Error::OutOfRange);
		}
		let (mut bits, mut siblings) = (0, Vec::new());
		for row in &self.rows {
			// The root has no sibling: its place is 0 and its row holds nothing else.
			if let Some(sibling) = row.get(place ^ 1) {
				if place & 1 == 1 {
					bits |= 1 << siblings.len();
				}
				siblings.push(*sibling);
			}
			place >>= 1;
		}
		Path::new(bits, siblings)
	}

	/// Computes again the nodes above `count` leaves from `first` on.
	fn hash_above(&mut self, first: usize, count: usize) {
		let (mut first, mut last) = (first, first + count - 1);
		let mut rows = self.rows.as_mut_slice();
		while let [row, above @ ..] = rows {
			(first, last) = (first / 2, last / 2);
			if let Some(parents) = above.first_mut() {
				for (place, pair) in row.chunks(2).enumerate().take(last + 1).skip(first) {
					let node = match pair {
						[left, right] => hash_two(left, right),
						[left] => *left,
						// `chunks` gives no other length.
						_ => continue,
					};
					match parents.get_mut(place) {
						Some(parent) => *parent = node,
						None => parents.push(node),
					}
				}
			}
			rows = above;
		}
	}
}
