//! Logs as large as there are, without their leaves: for tests and benchmarks.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use alloc::{vec, vec::Vec};
use jmt_primitives::{
	access::{
		log::{signed::sorted_leaf, Absence, Entry, Lie, LogHead, Neighbour, Outcome, Seal},
		Action,
	},
	merkle::{implied_root, implied_tree, leaf_hash, node_hash, root_of},
	AccountId, DeviceId, Hash, Moment,
};

/// Any leaf but the seal.
const LEAF: Hash = Hash::repeat_byte(7);

/// A head and the anchor that extends it.
pub(crate) struct Extended {
	pub head: LogHead,
	pub seal: Seal,
	pub leaves: u32,
	pub root: Hash,
	pub consistency: Vec<Hash>,
	pub path: Vec<Hash>,
}

/// The anchor whose proofs have `hashes` hashes, 4 to 64, at the moment `at` + 1.
pub(crate) fn extended(
	hashes: u32,
	genesis: &Hash,
	enforcer: &DeviceId,
	payer: AccountId,
	at: Moment,
) -> Extended {
	let old = if hashes.is_multiple_of(2) && hashes < 64 { 1 } else { 3 };
	let leaves = if hashes < 64 { 1 << (hashes / 2) } else { u32::MAX };
	let seal = Seal {
		segment: 2,
		begins: old,
		from: at,
		to: at + 1,
		entries: leaves - 1 - old,
		sorted: Hash::zero(),
	};
	let log = Uniform { leaves, last: leaf_hash(&seal.leaf(genesis, enforcer)) };
	let (tree, new) = (log.tree(0, old), log.tree(0, leaves));
	let head = LogHead {
		leaves: old,
		tree,
		root: root_of(old, &tree),
		segment: 1,
		at,
		lied: None,
		payer,
		deposit: 0,
	};
	Extended {
		head,
		seal,
		leaves,
		root: root_of(leaves, &new),
		consistency: log.consistency(old),
		path: log.path(),
	}
}

/// A tree of which all leaves but the last are alike, so that a subtree is known by its size. By RFC 6962, 2.1.
struct Uniform {
	leaves: u32,
	last: Hash,
}

/// The largest power of two below `n`.
fn half(n: u32) -> u32 {
	1 << (n - 1).ilog2()
}

impl Uniform {
	/// Hash of the tree of the leaves from `from` on and before `to`.
	fn tree(&self, from: u32, to: u32) -> Hash {
		let n = to - from;
		let has_last = to == self.leaves;
		if n == 1 {
			return if has_last { self.last } else { LEAF };
		}
		if n.is_power_of_two() && !has_last {
			return (0..n.trailing_zeros()).fold(LEAF, |node, _| node_hash(&node, &node));
		}
		let middle = from + half(n);
		node_hash(&self.tree(from, middle), &self.tree(middle, to))
	}

	fn consistency(&self, old: u32) -> Vec<Hash> {
		let (mut from, mut to, mut old, mut is_whole) = (0, self.leaves, old, true);
		let mut siblings = Vec::new();
		while old != to - from {
			let k = half(to - from);
			let middle = from + k;
			if old <= k {
				siblings.push(self.tree(middle, to));
				to = middle;
			} else {
				siblings.push(self.tree(from, middle));
				(from, old, is_whole) = (middle, old - k, false);
			}
		}
		let first = if is_whole { vec![] } else { vec![self.tree(from, to)] };
		first.into_iter().chain(siblings.into_iter().rev()).collect()
	}

	/// The path of the last leaf.
	fn path(&self) -> Vec<Hash> {
		let (mut from, mut siblings) = (0, Vec::new());
		while self.leaves - from > 1 {
			let middle = from + half(self.leaves - from);
			siblings.push(self.tree(from, middle));
			from = middle;
		}
		siblings.into_iter().rev().collect()
	}
}

/// A head and a lie whose four paths have `hashes` hashes, 12 to 128: an entry that stands beside its seal in the log, and
/// two neighbours beside each other among the sorted ones.
pub(crate) fn lie(
	hashes: u32,
	genesis: &Hash,
	enforcer: &DeviceId,
	payer: AccountId,
	at: Moment,
) -> (LogHead, Lie) {
	let length = hashes / 4;
	let rest = vec![LEAF; length as usize - 1]; // cast: 32 at most
	let index = 1 << (length - 1);
	let entries = index + 1;
	let leaves = u32::MAX >> (32 - length);

	let neighbour = |index: u32, id: u8, other: u8| {
		let sorted = |id: u8| sorted_leaf(&Hash::repeat_byte(id), &LEAF);
		let path = [vec![leaf_hash(&sorted(other))], rest.clone()].concat();
		let root = implied_root(entries, index, &sorted(id), &path).unwrap();
		let path = path.try_into().unwrap();
		(Neighbour { index, use_id: Hash::repeat_byte(id), leaf: LEAF, path }, root)
	};
	let ((below, sorted), (above, _)) = (neighbour(0, 1, 9), neighbour(1, 9, 1));

	let entry = Entry {
		use_id: Hash::repeat_byte(5),
		at,
		resource: 1,
		action: Action::OPEN,
		subject: Hash::zero(),
		outcome: Outcome::FailSafe,
		version: 1,
		block: 1,
	};
	let seal = Seal { segment: 1, begins: 0, from: at - 1, to: at, entries, sorted };
	let salt = Hash::repeat_byte(3);
	let (leaf, seal_leaf) = (entry.leaf(genesis, enforcer, &salt), seal.leaf(genesis, enforcer));
	let path = [vec![leaf_hash(&seal_leaf)], rest.clone()].concat();
	let seal_path = [vec![leaf_hash(&leaf)], rest].concat();
	let tree = implied_tree(leaves, index, &leaf, &path).unwrap();
	let head = LogHead {
		leaves,
		tree,
		root: root_of(leaves, &tree),
		segment: 1,
		at,
		lied: None,
		payer,
		deposit: 0,
	};
	let lie = Lie::Unsorted {
		entry,
		salt,
		index,
		path: path.try_into().unwrap(),
		seal,
		seal_path: seal_path.try_into().unwrap(),
		absence: Absence::Between { below: Some(below), above: Some(above) },
	};
	(head, lie)
}
