//! The part of a tree that suffices to change it.

use super::{depth, Error};
use crate::{hash_two, Scalar};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, Input, MaxEncodedLen};
use scale_info::TypeInfo;

/// Size of a tree and the last left node of each of its levels, leaves first; the last of them is the root.
///
/// Let `last` be the last leaf's index. The node kept of level l is the one at `(last >> l)` with its lowest bit
/// cleared: the right-most node itself, or the sibling to its left, which the next append needs. The root's level
/// has one node, at 0. An empty tree keeps none.
///
/// SCALE: the size in four bytes, then the nodes as a vector. Decoding refuses any other count of nodes than
/// depth + 1; it does not recompute hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, TypeInfo)]
pub struct Frontier {
	size: u32,
	nodes: Vec<Scalar>,
}

/// The hash of two nodes; a test counts how often it is asked for.
trait Join: FnMut(&Scalar, &Scalar) -> Scalar {}
impl<F: FnMut(&Scalar, &Scalar) -> Scalar> Join for F {}

impl Frontier {
	/// The empty tree.
	pub fn new() -> Self {
		Self::default()
	}

	/// Leaves of the tree.
	pub fn size(&self) -> u32 {
		self.size
	}

	/// Levels below the root.
	pub fn depth(&self) -> u32 {
		depth(self.size)
	}

	/// The root; none of the empty tree.
	pub fn root(&self) -> Option<Scalar> {
		self.nodes.last().copied()
	}

	/// Appends a leaf. Costs a hash for each 1 in the binary size.
	///
	/// Error: [`Error::Full`].
	pub fn append(&mut self, leaf: Scalar) -> Result<(), Error> {
		self.append_by(leaf, hash_two)
	}

	fn append_by(&mut self, leaf: Scalar, mut hash: impl Join) -> Result<(), Error> {
		let size = self.size.checked_add(1).ok_or(Error::Full)?;
		let (mut node, mut position) = (leaf, self.size);
		// A tree grows by a level where the node beside its root is the new one: at position 1, the last to be
		// odd.
		let mut grows = true;
		for side in &mut self.nodes {
			grows = position & 1 == 1;
			if grows {
				node = hash(side, &node);
			} else {
				*side = node;
			}
			position >>= 1;
		}
		if grows {
			self.nodes.push(node);
		}
		self.size = size;
		Ok(())
	}

	/// Appends leaves in their order, with the outcome of so many appends, in [`hashes_of_append`] hashes.
	///
	/// Error: [`Error::Full`], then none is appended.
	pub fn append_many(&mut self, leaves: &[Scalar]) -> Result<(), Error> {
		self.append_many_by(leaves, hash_two)
	}

	fn append_many_by(&mut self, leaves: &[Scalar], mut hash: impl Join) -> Result<(), Error> {
		let count = u32::try_from(leaves.len()).map_err(|_| Error::Full)?;
		let size = self.size.checked_add(count).ok_or(Error::Full)?;
		let mut row = leaves.to_vec();
		let mut nodes = self.nodes.iter().copied();
		let mut kept = Vec::with_capacity(33);
		// Position of the row's first node in its level.
		let mut first = self.size;
		while !row.is_empty() {
			// A row begins with a left node: the kept one, where the first new node is a right one. It exists,
			// since a level with a node at 1 or more is one of the old tree's.
			let side = nodes.next();
			let beside = if first & 1 == 1 { side } else { None };
			let whole: Vec<Scalar> = beside.into_iter().chain(row).collect();
			first >>= 1;

			let mut left = None;
			let mut parents = Vec::with_capacity(whole.len().div_ceil(2));
			for pair in whole.chunks(2) {
				left = pair.first();
				match pair {
					[a, b] => parents.push(hash(a, b)),
					rest => parents.extend(rest),
				}
			}
			kept.extend(left);
			// The root: one node, at position 0.
			row = if first == 0 && whole.len() == 1 { Vec::new() } else { parents };
		}
		if count > 0 {
			self.nodes = kept;
		}
		self.size = size;
		Ok(())
	}

	/// Replaces the leaf at `index`, `old`, by `new`. `siblings` are those of its path, lowest first, without the
	/// levels at which its node has none ([`super::Path::siblings`]). Costs two hashes a sibling.
	///
	/// Errors: [`Error::OutOfRange`]; [`Error::WrongSiblings`], also where `old` is not the leaf.
	pub fn update(
		&mut self,
		index: u32,
		old: &Scalar,
		new: &Scalar,
		siblings: &[Scalar],
	) -> Result<(), Error> {
		self.update_by(index, old, new, siblings, hash_two)
	}

	fn update_by(
		&mut self,
		index: u32,
		old: &Scalar,
		new: &Scalar,
		siblings: &[Scalar],
		mut hash: impl Join,
	) -> Result<(), Error> {
		if index >= self.size {
			return Err(Error::OutOfRange);
		}
		// Position of the node and of the last node in the level.
		let (mut position, mut last) = (index, self.size - 1);
		let (mut was, mut is) = (*old, *new);
		let mut nodes = self.nodes.clone();
		let mut siblings = siblings.iter();
		for kept in &mut nodes {
			if position == last & !1 {
				*kept = is;
			}
			if position & 1 == 1 {
				let sibling = siblings.next().ok_or(Error::WrongSiblings)?;
				(was, is) = (hash(sibling, &was), hash(sibling, &is));
			} else if position < last {
				let sibling = siblings.next().ok_or(Error::WrongSiblings)?;
				(was, is) = (hash(&was, sibling), hash(&is, sibling));
			}
			position >>= 1;
			last >>= 1;
		}
		if siblings.next().is_some() || self.root() != Some(was) {
			return Err(Error::WrongSiblings);
		}
		self.nodes = nodes;
		Ok(())
	}
}

/// Hashes that it takes to append `count` leaves at once to a tree of `size`, for weights.
///
/// Sizes beyond 2^32 - 1 leaves are counted as if they could be.
pub fn hashes_of_append(size: u32, count: u32) -> u64 {
	let (mut first, mut end) = (u64::from(size), u64::from(size) + u64::from(count));
	let mut hashes = 0;
	// Nodes from the left sibling of the first to the end of the level; each whole pair is a hash.
	while count > 0 && end > 1 {
		first &= !1;
		hashes += (end - first) / 2;
		first /= 2;
		end = end.div_ceil(2);
	}
	hashes
}

impl Decode for Frontier {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let (size, nodes) = <(u32, Vec<Scalar>)>::decode(input)?;
		let wanted = if size == 0 { Some(0) } else { usize::try_from(depth(size) + 1).ok() };
		if wanted != Some(nodes.len()) {
			return Err("a tree keeps one node a level".into());
		}
		Ok(Self { size, nodes })
	}
}

impl DecodeWithMemTracking for Frontier {}

impl MaxEncodedLen for Frontier {
	/// Size, length of the vector, 33 nodes.
	fn max_encoded_len() -> usize {
		4 + 1 + 33 * Scalar::max_encoded_len()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::lean_imt::Tree;

	/// Hashes of one step upon a tree of `size` leaves.
	fn counted(size: u32, step: impl FnOnce(&mut Frontier, &mut dyn FnMut())) -> u64 {
		let mut tree = Frontier::new();
		tree.append_many(&leaves(size)).unwrap();
		let mut hashes = 0;
		step(&mut tree, &mut || hashes += 1);
		hashes
	}

	fn leaves(count: u32) -> Vec<Scalar> {
		(1..=u64::from(count)).map(Scalar::from).collect()
	}

	#[test]
	fn it_hashes_as_often_as_it_says() {
		for size in [0, 1, 2, 3, 63, 64, 65, 300, 1023] {
			for count in [0, 1, 2, 3, 64, 255, 256] {
				let hashes = counted(size, |tree, tick| {
					let outcome = tree.append_many_by(&leaves(count), |a, b| {
						tick();
						hash_two(a, b)
					});
					assert_eq!(outcome, Ok(()));
				});
				assert_eq!(hashes, hashes_of_append(size, count));
			}
			let hashes = counted(size, |tree, tick| {
				let outcome = tree.append_by(Scalar::ZERO, |a, b| {
					tick();
					hash_two(a, b)
				});
				assert_eq!(outcome, Ok(()));
			});
			assert_eq!((hashes, hashes), (size.count_ones().into(), hashes_of_append(size, 1)));
			for index in [0, size / 2, size.saturating_sub(1)].into_iter().filter(|_| size > 0) {
				let path = Tree::from_leaves(&leaves(size)).unwrap().path(index).unwrap();
				let old = Scalar::from(u64::from(index) + 1);
				let hashes = counted(size, |tree, tick| {
					let new = Scalar::ZERO;
					let outcome = tree.update_by(index, &old, &new, path.siblings(), |a, b| {
						tick();
						hash_two(a, b)
					});
					assert_eq!(outcome, Ok(()));
				});
				assert_eq!(hashes, 2 * path.siblings().len() as u64);
			}
		}
	}
}
