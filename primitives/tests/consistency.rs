//! Consistency proofs, against the definition of RFC 6962, section 2.1.2, written down a second time.

use jmt_primitives::{
	access::MAX_CONSISTENCY,
	merkle::{
		consistency_len, consistency_proof, implied_tree, implied_trees, proof, root_of,
		verify_consistency, Builder, MerkleError, Tree, MAX_DEPTH,
	},
	Hash,
};
use proptest::prelude::*;
use sp_crypto_hashing::blake2_256;

/// The RFC's definitions, word by word, with another hash.
mod oracle {
	use super::*;

	/// MTH(D[n]), of the hashes of leaves.
	pub fn tree(leaves: &[Hash]) -> Hash {
		match leaves {
			[] => blake2_256(&[]).into(),
			[one] => *one,
			_ => {
				let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
				node(tree(left), tree(right))
			},
		}
	}

	/// PROOF(m, D[n]) = SUBPROOF(m, D[n], true)
	pub fn consistency(m: usize, leaves: &[Hash]) -> Vec<Hash> {
		subproof(m, leaves, true)
	}

	fn subproof(m: usize, leaves: &[Hash], is_whole: bool) -> Vec<Hash> {
		let n = leaves.len();
		if m == n {
			return if is_whole { vec![] } else { vec![tree(leaves)] };
		}
		let k = n.next_power_of_two() / 2;
		let (left, right) = leaves.split_at(k);
		let (mut proof, sibling) = if m <= k {
			(subproof(m, left, is_whole), tree(right))
		} else {
			(subproof(m - k, right, false), tree(left))
		};
		proof.push(sibling);
		proof
	}

	pub fn node(left: Hash, right: Hash) -> Hash {
		blake2_256(&[&[0x01][..], &left.0, &right.0].concat()).into()
	}
}

/// `n` leaves, no two alike, and their hashes.
fn leaves(n: u32) -> (Vec<Vec<u8>>, Vec<Hash>) {
	let leaves: Vec<Vec<u8>> = (0..n).map(|i| format!("leaf {i}").into_bytes()).collect();
	let hash = |leaf: &Vec<u8>| Hash::from(blake2_256(&[&[0x00], &leaf[..]].concat()));
	let hashes = leaves.iter().map(hash).collect();
	(leaves, hashes)
}

/// Both trees and their proof, which passes.
fn proved(m: u32, n: u32) -> (Hash, Hash, Vec<Hash>) {
	let (leaves, hashes) = leaves(n);
	let (old, new) = (oracle::tree(&hashes[..m as usize]), oracle::tree(&hashes));
	let proof = consistency_proof(&Tree::new(&leaves).unwrap(), m).unwrap();
	assert_eq!(verify_consistency(m, &old, n, &new, &proof), Ok(()), "{m} of {n}");
	(old, new, proof)
}

#[test]
fn it_makes_the_rfcs_proof_of_every_pair_up_to_70() {
	for n in 1..=70u32 {
		let (leaves, hashes) = leaves(n);
		let tree = Tree::new(&leaves).unwrap();
		assert_eq!(tree.tree(), oracle::tree(&hashes));
		assert_eq!(tree.root(), root_of(n, &tree.tree()));
		for m in 1..=n {
			let proof = consistency_proof(&tree, m).unwrap();
			assert_eq!(proof, oracle::consistency(m as usize, &hashes), "{m} of {n}");
			assert_eq!(consistency_len(m, n), Ok(proof.len() as u32), "{m} of {n}");
			let old = oracle::tree(&hashes[..m as usize]);
			assert_eq!(verify_consistency(m, &old, n, &tree.tree(), &proof), Ok(()));
			assert_eq!(implied_trees(m, &old, n, &proof), Ok((old, tree.tree())));
		}
		assert_eq!(consistency_proof(&tree, 0), None);
		assert_eq!(consistency_proof(&tree, n + 1), None);
	}
}

#[test]
fn it_has_the_tree_after_each_leaf() {
	let (leaves, hashes) = leaves(70);
	let mut builder = Builder::default();
	for (n, leaf) in leaves.iter().enumerate() {
		assert_eq!(builder.tree(), oracle::tree(&hashes[..n]));
		builder.push(leaf).unwrap();
		let proof = proof(&leaves[..=n], n as u32).unwrap();
		assert_eq!(implied_tree(n as u32 + 1, n as u32, leaf, &proof), Ok(builder.tree()));
	}
}

/// A tree of which all leaves but the last are alike: its subtrees are known by their size alone, so that it may have as
/// many leaves as there are numbers.
struct Uniform {
	leaves: u32,
	last: Hash,
}

impl Uniform {
	const LEAF: Hash = Hash::repeat_byte(7);

	/// MTH(D[from:to]).
	fn tree(&self, from: u32, to: u32) -> Hash {
		match to - from {
			1 if to == self.leaves => self.last,
			1 => Self::LEAF,
			n if n.is_power_of_two() && to != self.leaves => {
				(0..n.trailing_zeros()).fold(Self::LEAF, |node, _| oracle::node(node, node))
			},
			n => {
				let k = half(n);
				oracle::node(self.tree(from, from + k), self.tree(from + k, to))
			},
		}
	}

	/// SUBPROOF(m, D[from:to], is_whole).
	fn subproof(&self, m: u32, from: u32, to: u32, is_whole: bool) -> Vec<Hash> {
		let n = to - from;
		if m == n {
			return if is_whole { vec![] } else { vec![self.tree(from, to)] };
		}
		let k = half(n);
		let (mut proof, sibling) = if m <= k {
			(self.subproof(m, from, from + k, is_whole), self.tree(from + k, to))
		} else {
			(self.subproof(m - k, from + k, to, false), self.tree(from, from + k))
		};
		proof.push(sibling);
		proof
	}
}

/// The largest power of two below `n`.
fn half(n: u32) -> u32 {
	1 << (n - 1).ilog2()
}

#[test]
fn it_leads_to_the_largest_tree_there_is() {
	let last = u32::MAX;
	let tree = Uniform { leaves: last, last: Hash::repeat_byte(9) };
	let new = tree.tree(0, last);
	let mut longest = 0;
	let olds = [1, 2, 3, 1000, (1 << 31) - 1, 1 << 31, (1 << 31) + 1, last - 2, last - 1, last];
	for old in olds {
		let proof = tree.subproof(old, 0, last, true);
		// The last leaf is in none of the old trees but the whole one.
		let old_tree = if old == last { new } else { tree.tree(0, old) };
		assert_eq!(consistency_len(old, last), Ok(proof.len() as u32), "{old}");
		assert_eq!(verify_consistency(old, &old_tree, last, &new, &proof), Ok(()), "{old}");
		longest = longest.max(proof.len() as u32);
	}
	assert_eq!(longest, MAX_DEPTH + 1);
	assert!(longest <= MAX_CONSISTENCY);
}

mod reject {
	use super::*;

	#[test]
	fn every_mutation_of_a_proof() {
		for (m, n) in [(1, 2), (2, 3), (3, 7), (4, 7), (6, 7), (7, 8), (8, 13), (13, 64), (33, 70)]
		{
			let (old, new, proof) = proved(m, n);
			let expected = proof.len() as u32;
			let refused = |proof: &[Hash]| verify_consistency(m, &old, n, &new, proof).unwrap_err();
			for at in 0..proof.len() {
				let mut other = proof.clone();
				other[at].0[at % 32] ^= 1;
				assert_eq!(refused(&other), MerkleError::RootMismatch, "{at} in {m} of {n}");
				let mut shorter = proof.clone();
				shorter.remove(at);
				assert_eq!(refused(&shorter), MerkleError::WrongLength { expected });
				if at > 0 {
					let mut swapped = proof.clone();
					swapped.swap(at - 1, at);
					assert_eq!(refused(&swapped), MerkleError::RootMismatch, "{at} in {m} of {n}");
				}
			}
			for at in 0..=proof.len() {
				let mut longer = proof.clone();
				longer.insert(at, Hash::zero());
				assert_eq!(refused(&longer), MerkleError::WrongLength { expected });
			}
		}
	}

	#[test]
	fn another_tree_on_either_side() {
		for (m, n) in [(1, 2), (3, 7), (4, 7), (4, 8), (13, 64), (7, 7)] {
			let (old, new, proof) = proved(m, n);
			let other = Hash::repeat_byte(1);
			for (old, new) in [(&other, &new), (&old, &other)] {
				let refused = verify_consistency(m, old, n, new, &proof);
				assert_eq!(refused, Err(MerkleError::RootMismatch), "{m} of {n}");
			}
		}
	}

	#[test]
	fn another_number_of_leaves() {
		for (m, n) in [(1, 2), (3, 7), (4, 7), (6, 8), (13, 64)] {
			let (old, new, proof) = proved(m, n);
			for other in (0..100).filter(|other| *other != m) {
				let refused = verify_consistency(other, &old, n, &new, &proof);
				assert!(refused.is_err(), "{m} of {n} as {other} of it");
			}
			// Of the new tree's number the hash of a tree says nothing; its root does.
			let (tree, other) = (root_of(n, &new), root_of(n + 1, &new));
			assert_ne!(tree, other);
		}
	}

	#[test]
	fn no_old_tree_and_one_with_more_leaves() {
		let (old, new, _) = proved(3, 7);
		let empty = oracle::tree(&[]);
		let none = verify_consistency(0, &empty, 7, &new, &[]);
		assert_eq!(none, Err(MerkleError::IndexOutOfRange));
		let shorter = verify_consistency(7, &new, 3, &old, &[]);
		assert_eq!(shorter, Err(MerkleError::IndexOutOfRange));
		assert_eq!(
			verify_consistency(0, &empty, 0, &empty, &[]),
			Err(MerkleError::IndexOutOfRange)
		);
	}

	#[test]
	fn a_tree_with_one_old_leaf_changed() {
		for (m, n) in [(1, 2), (3, 7), (4, 7), (13, 64), (40, 70)] {
			let (leaves, hashes) = leaves(n);
			let old = oracle::tree(&hashes[..m as usize]);
			for changed in 0..m as usize {
				let mut leaves = leaves.clone();
				leaves[changed].push(b'!');
				let tree = Tree::new(&leaves).unwrap();
				let proof = consistency_proof(&tree, m).unwrap();
				let refused = verify_consistency(m, &old, n, &tree.tree(), &proof);
				assert_eq!(refused, Err(MerkleError::RootMismatch), "{changed} in {m} of {n}");
			}
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn it_agrees_with_the_rfc_on_large_trees(n in 1u32..5_000, m in any::<prop::sample::Index>()) {
		let m = m.index(n as usize) as u32 + 1;
		let (leaves, hashes) = leaves(n);
		let tree = Tree::new(&leaves).unwrap();
		let proof = consistency_proof(&tree, m).unwrap();
		prop_assert_eq!(&proof, &oracle::consistency(m as usize, &hashes));
		let old = oracle::tree(&hashes[..m as usize]);
		prop_assert_eq!(verify_consistency(m, &old, n, &tree.tree(), &proof), Ok(()));
	}

	#[test]
	fn it_refuses_a_proof_of_other_trees(n in 2u32..300, m in 1u32..300, k in 1u32..300) {
		prop_assume!(m < n && k < n && k != m);
		let (leaves, hashes) = leaves(n);
		let tree = Tree::new(&leaves).unwrap();
		let old = oracle::tree(&hashes[..m as usize]);
		let other = consistency_proof(&tree, k).unwrap();
		let right = consistency_proof(&tree, m).unwrap();
		// Two old trees may have one proof in common where neither needs to be shown.
		prop_assume!(other != right);
		prop_assert!(verify_consistency(m, &old, n, &tree.tree(), &other).is_err());
	}

	#[test]
	fn any_hashes_lead_somewhere_or_nowhere(
		old in any::<u32>(),
		new in any::<u32>(),
		proof in prop::collection::vec(any::<[u8; 32]>().prop_map(Hash::from), 0..70),
	) {
		let first = Hash::repeat_byte(1);
		match (consistency_len(old, new), implied_trees(old, &first, new, &proof)) {
			(Err(refused), led) => prop_assert_eq!(led, Err(refused)),
			(Ok(length), led) => {
				prop_assert!(length <= MAX_DEPTH + 1);
				prop_assert_eq!(led.is_ok(), proof.len() == length as usize);
				let whole = vec![first; length as usize];
				prop_assert!(implied_trees(old, &first, new, &whole).is_ok());
			},
		}
	}
}
