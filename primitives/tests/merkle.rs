//! Merkle trees: their shape, their proofs, and their refusals.

use hex_literal::hex;
use jmt_primitives::{
	merkle::{
		airdrop_leaf, implied_root, proof, proof_len, root, verify, Builder, MerkleError, Tree,
		MAX_DEPTH,
	},
	AccountId, Hash,
};
use proptest::prelude::*;
use sp_crypto_hashing::blake2_256;

/// The leaves of the Certificate Transparency project's reference tree.
const REFERENCE: [&[u8]; 8] = [
	&[],
	&[0x00],
	&[0x10],
	&[0x20, 0x21],
	&[0x30, 0x31],
	&[0x40, 0x41, 0x42, 0x43],
	&[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
	&[
		0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e,
		0x6f,
	],
];

/// Roots of the first 0 to 8 of [`REFERENCE`], computed in Python:
///
/// ```python
/// import hashlib
/// def h(b): return hashlib.blake2b(b, digest_size=32).digest()
/// def tree(d):
///     if not d: return h(b"")
///     if len(d) == 1: return h(b"\0" + d[0])
///     k = 1
///     while 2 * k < len(d): k *= 2
///     return h(b"\1" + tree(d[:k]) + tree(d[k:]))
/// def root(d): return h(b"\2" + len(d).to_bytes(4, "little") + tree(d))
/// def path(m, d):
///     if len(d) == 1: return []
///     k = 1
///     while 2 * k < len(d): k *= 2
///     return path(m, d[:k]) + [tree(d[k:])] if m < k else path(m - k, d[k:]) + [tree(d[:k])]
/// for n in range(9): print(root(D[:n]).hex())
/// ```
const ROOTS: [[u8; 32]; 9] = [
	hex!("3db07b85eaf1f52f757cad2431baf2efb7e71481eec221e56ae9300e31bcdce8"),
	hex!("7ce0f0793cc146385a0d1a66e65fb07a84e7a5b50a270c294c6ef68d58afc117"),
	hex!("f9861ac388562801a8f336d994b50c6a6efb7ae805ec50e03f632d685fac4da3"),
	hex!("8552dafe4ca0333df5d310cc1aecfdd987d27f955bded2dc9acc0b9d7ff3aeba"),
	hex!("e5c076cd030d3a509d1bc6c792d0b73ad2024631c8861575b17c5847d7357f7a"),
	hex!("8714bb5a1d7c924abd71bd1dee4aa9c67335f00f9e0b1e17470e810f80a58562"),
	hex!("609a4bc4429601854f92e05eed58d89ced8472ef97d2c53e043c332176b4d506"),
	hex!("2d7059a2b2e42326ef4cd35fcbd131a5685ffd9c6ff14596b362376045c83a0b"),
	hex!("8d2da02fc6e0f516cac386d9e80b9767acf07180158a8d40e06ae094a7fbb81b"),
];

/// `path(3, D[:7])` of the same program: from a leaf inside the tree.
const PATH_3_OF_7: [[u8; 32]; 3] = [
	hex!("d68ce33bc8951dc8ddd17978c2b8d4862c930dcf3e579b0019e0846d3d988992"),
	hex!("607844f4b0299f5c45d63dd035de1f8d697711c7f092b8fa82325f670f6d386a"),
	hex!("a5101562728c1725e896ba7247c0e279dea02dafd803e0063a678769bfd0fbbb"),
];

/// `path(6, D[:7])`: from the leaf at the end, which has no sibling of its own.
const PATH_6_OF_7: [[u8; 32]; 2] = [
	hex!("858268af4f1eb286011123329b72d29d9fecd88a2ec4b919a555a36deef1cd65"),
	hex!("dad1013557a71536d36ab10db2ea4847bed7ded78aa9d2682ffc0e221e758444"),
];

/// The definitions of RFC 6962, sections 2.1 and 2.1.1, word by word, with another hash.
mod oracle {
	use super::*;

	fn leaf(leaf: &[u8]) -> [u8; 32] {
		blake2_256(&[&[0x00], leaf].concat())
	}

	/// The largest power of two smaller than `n`.
	fn split(n: usize) -> usize {
		n.next_power_of_two() / 2
	}

	pub fn tree(leaves: &[Vec<u8>]) -> [u8; 32] {
		match leaves {
			[] => blake2_256(&[]),
			[one] => leaf(one),
			_ => {
				let (left, right) = leaves.split_at(split(leaves.len()));
				blake2_256(&[&[0x01][..], &tree(left), &tree(right)].concat())
			},
		}
	}

	pub fn root(leaves: &[Vec<u8>]) -> Hash {
		let n = (leaves.len() as u32).to_le_bytes();
		blake2_256(&[&[0x02][..], &n, &tree(leaves)].concat()).into()
	}

	pub fn path(index: usize, leaves: &[Vec<u8>]) -> Vec<Hash> {
		if leaves.len() == 1 {
			return vec![];
		}
		let k = split(leaves.len());
		let (left, right) = leaves.split_at(k);
		let (mut path, sibling) = if index < k {
			(path(index, left), tree(right))
		} else {
			(path(index - k, right), tree(left))
		};
		path.push(sibling.into());
		path
	}
}

/// `n` leaves, no two alike.
fn leaves(n: u32) -> Vec<Vec<u8>> {
	(0..n).map(|i| format!("leaf {i}").into_bytes()).collect()
}

fn len(leaves: &[Vec<u8>]) -> u32 {
	leaves.len() as u32
}

#[test]
fn it_has_the_roots_that_python_computes() {
	for (n, expected) in ROOTS.into_iter().enumerate() {
		assert_eq!(root(&REFERENCE[..n]), Ok(expected.into()), "{n} leaves, streamed");
		assert_eq!(Tree::new(&REFERENCE[..n]).unwrap().root(), expected.into(), "{n} leaves");
	}
}

#[test]
fn it_has_the_proofs_that_python_computes() {
	let seven = &REFERENCE[..7];
	assert_eq!(proof(seven, 3).unwrap().into_inner(), PATH_3_OF_7.map(Hash::from));
	assert_eq!(proof(seven, 6).unwrap().into_inner(), PATH_6_OF_7.map(Hash::from));
	let root = ROOTS[7].into();
	assert_eq!(verify(&root, 7, 3, seven[3], &PATH_3_OF_7.map(Hash::from)), Ok(()));
	assert_eq!(verify(&root, 7, 6, seven[6], &PATH_6_OF_7.map(Hash::from)), Ok(()));
}

#[test]
fn it_proves_every_index_of_1_to_70_leaves() {
	for n in 1..=70 {
		let leaves = leaves(n);
		let tree = Tree::new(&leaves).unwrap();
		assert_eq!(tree.leaves(), n);
		assert_eq!(tree.root(), oracle::root(&leaves), "{n} leaves");
		assert_eq!(root(&leaves), Ok(tree.root()), "{n} leaves, streamed");
		for index in 0..n {
			let leaf = &leaves[index as usize];
			let proof = tree.proof(index).unwrap();
			assert_eq!(*proof, oracle::path(index as usize, &leaves), "{index} of {n}");
			assert_eq!(proof_len(n, index), Ok(proof.len() as u32));
			assert_eq!(verify(&tree.root(), n, index, leaf, &proof), Ok(()), "{index} of {n}");
		}
		assert_eq!(tree.proof(n), None);
	}
}

#[test]
fn it_gives_the_root_after_each_leaf() {
	let leaves = leaves(70);
	let mut builder = Builder::default();
	for (n, leaf) in leaves.iter().enumerate() {
		assert_eq!(builder.root(), oracle::root(&leaves[..n]));
		assert_eq!(builder.leaves(), n as u32);
		builder.push(leaf).unwrap();
	}
	assert_eq!(builder.root(), oracle::root(&leaves));
}

#[test]
fn it_needs_no_more_than_the_maximal_depth() {
	// The longest ways there are: to the first leaf, and to the last one on the right edge.
	assert_eq!(proof_len(u32::MAX, 0), Ok(MAX_DEPTH));
	assert_eq!(proof_len(u32::MAX, u32::MAX - 1), Ok(31));
	assert_eq!(proof_len(1 << 31, 0), Ok(31));
	assert_eq!(proof_len((1 << 31) + 1, 0), Ok(MAX_DEPTH));
	assert_eq!(proof_len((1 << 31) + 1, 1 << 31), Ok(1));
	assert_eq!(proof_len(1, 0), Ok(0));
	// Such a proof is good for its index and no neighbour.
	let path = [Hash::repeat_byte(7); 32];
	let root = implied_root(u32::MAX, 0, b"leaf", &path).unwrap();
	assert_eq!(verify(&root, u32::MAX, 0, b"leaf", &path), Ok(()));
	for index in [1, 2, 1 << 31] {
		let refused = verify(&root, u32::MAX, index, b"leaf", &path);
		assert!(refused.is_err(), "index {index}");
	}
}

#[test]
fn it_lays_an_airdrops_leaf_out_as_documented() {
	let leaf = airdrop_leaf(
		&Hash::repeat_byte(0xaa),
		&Hash::repeat_byte(0xbb),
		0x0102_0304_0506_0708,
		0x1112_1314,
		&AccountId::new([0xcc; 32]),
		0x2122_2324_2526_2728_292a_2b2c_2d2e_2f30,
	);
	let expected = [
		&[14 << 2][..],
		b"jmt/airdrop/v1",
		&[0xaa; 32],
		&[0xbb; 32],
		&hex!("0807060504030201"),
		&hex!("14131211"),
		&[0xcc; 32],
		&hex!("302f2e2d2c2b2a292827262524232221"),
	]
	.concat();
	assert_eq!(leaf, expected);
}

#[test]
fn it_says_what_is_wrong() {
	let said = |error: MerkleError| error.to_string();
	assert_eq!(
		said(MerkleError::WrongLength { expected: 3 }),
		"the proof of this index has 3 hashes"
	);
	assert_eq!(said(MerkleError::TooManyLeaves), "there are more than 4294967295 leaves");
}

/// Refusals. Each starts from a proof that passes.
mod reject {
	use super::*;

	/// The leaves, their root, and the proof of one of them, which passes.
	fn proved(n: u32, index: u32) -> (Vec<Vec<u8>>, Hash, Vec<Hash>) {
		let leaves = leaves(n);
		let tree = Tree::new(&leaves).unwrap();
		let path = tree.proof(index).unwrap().into_inner();
		assert_eq!(verify(&tree.root(), n, index, &leaves[index as usize], &path), Ok(()));
		(leaves, tree.root(), path)
	}

	#[test]
	fn every_other_index() {
		for n in 1..=40 {
			for index in 0..n {
				let (leaves, root, path) = proved(n, index);
				for other in (0..n + 40).filter(|other| *other != index) {
					let leaf = &leaves[index as usize];
					let refused = verify(&root, n, other, leaf, &path).unwrap_err();
					let expected = match proof_len(n, other) {
						Err(error) => error,
						Ok(expected) if expected as usize != path.len() => {
							MerkleError::WrongLength { expected }
						},
						Ok(_) => MerkleError::RootMismatch,
					};
					assert_eq!(refused, expected, "{index} at {other} of {n}");
				}
			}
		}
	}

	#[test]
	fn an_index_at_or_above_the_number_of_leaves() {
		let (leaves, root, path) = proved(7, 6);
		for index in [7, 8, 14, u32::MAX] {
			let refused = verify(&root, 7, index, &leaves[6], &path);
			assert_eq!(refused, Err(MerkleError::IndexOutOfRange));
		}
	}

	#[test]
	fn another_number_of_leaves() {
		for (n, index) in [(1, 0), (4, 3), (5, 4), (6, 0), (7, 6), (64, 63)] {
			let (leaves, root, path) = proved(n, index);
			for other in (0..200).chain([u32::MAX]).filter(|other| *other != n) {
				let refused = verify(&root, other, index, &leaves[index as usize], &path);
				assert!(refused.is_err(), "{index} of {n} as of {other}");
			}
		}
	}

	#[test]
	fn a_proof_that_is_too_short_or_too_long() {
		for (n, index) in [(1, 0), (2, 1), (7, 3), (7, 6), (64, 0)] {
			let (leaves, root, path) = proved(n, index);
			let leaf = &leaves[index as usize];
			let expected = path.len() as u32;
			let wrong = Err(MerkleError::WrongLength { expected });
			for length in 0..path.len() {
				assert_eq!(verify(&root, n, index, leaf, &path[..length]), wrong);
			}
			for more in [1, 2, 40] {
				let long = [path.clone(), vec![Hash::zero(); more]].concat();
				assert_eq!(verify(&root, n, index, leaf, &long), wrong);
				let long = [vec![Hash::zero(); more], path.clone()].concat();
				assert_eq!(verify(&root, n, index, leaf, &long), wrong);
			}
		}
	}

	#[test]
	fn another_leaf_and_another_root() {
		let (leaves, root, path) = proved(7, 3);
		assert_eq!(verify(&root, 7, 3, &leaves[2], &path), Err(MerkleError::RootMismatch));
		assert_eq!(verify(&root, 7, 3, &[], &path), Err(MerkleError::RootMismatch));
		let other = Hash::zero();
		assert_eq!(verify(&other, 7, 3, &leaves[3], &path), Err(MerkleError::RootMismatch));
		// The hash of the tree is not the root: it says nothing of the number of leaves.
		let bare = oracle::tree(&leaves).into();
		assert_eq!(verify(&bare, 7, 3, &leaves[3], &path), Err(MerkleError::RootMismatch));
	}

	#[test]
	fn a_proof_with_its_hashes_in_another_order() {
		let (leaves, root, mut path) = proved(8, 5);
		path.swap(0, 1);
		assert_eq!(verify(&root, 8, 5, &leaves[5], &path), Err(MerkleError::RootMismatch));
	}

	#[test]
	fn a_node_as_a_leaf() {
		// The tree of the two nodes of four leaves, were leaves hashed as nodes are.
		let leaves = leaves(4);
		let children: Vec<u8> = leaves[..2]
			.iter()
			.flat_map(|leaf| blake2_256(&[&[0x00], &leaf[..]].concat()))
			.collect();
		let right = oracle::tree(&leaves[2..]).into();
		let root = root(&leaves).unwrap();
		for forged in [children.clone(), [vec![0x01], children].concat()] {
			assert_eq!(verify(&root, 2, 0, &forged, &[right]), Err(MerkleError::RootMismatch));
			// Not even where the root is taken to commit to two leaves.
			let shorter = implied_root(2, 0, &forged, &[right]);
			let two = [&[0x02][..], &2u32.to_le_bytes(), &oracle::tree(&leaves)].concat();
			assert_ne!(shorter, Ok(Hash::from(blake2_256(&two))));
		}
	}

	#[test]
	fn a_leaf_as_a_node() {
		// A leaf of 64 bytes that reads as two hashes has no leaves below it.
		let (left, right) = (Hash::repeat_byte(1), Hash::repeat_byte(2));
		let leaf = [left.as_bytes(), right.as_bytes()].concat();
		let root = root([&leaf]).unwrap();
		assert_eq!(verify(&root, 1, 0, &leaf, &[]), Ok(()));
		for forged in [left.as_bytes(), b"anything"] {
			assert_eq!(
				verify(&root, 1, 0, forged, &[right]),
				Err(MerkleError::WrongLength { expected: 0 })
			);
			assert_eq!(verify(&root, 2, 0, forged, &[right]), Err(MerkleError::RootMismatch));
		}
	}

	#[test]
	fn an_odd_leaf_doubled() {
		for n in (1..=33).step_by(2) {
			let once = leaves(n);
			let twice = [once.clone(), vec![once[n as usize - 1].clone()]].concat();
			assert_ne!(root(&once), root(&twice), "{n} leaves");
			let tree = Tree::new(&once).unwrap();
			let path = tree.proof(n - 1).unwrap();
			let leaf = &once[n as usize - 1];
			assert!(verify(&tree.root(), n + 1, n, leaf, &path).is_err());
			assert_eq!(verify(&tree.root(), n, n, leaf, &path), Err(MerkleError::IndexOutOfRange));
		}
	}

	#[test]
	fn anything_in_an_empty_tree() {
		let none: [&[u8]; 0] = [];
		let empty = root(none).unwrap();
		assert_eq!(empty, ROOTS[0].into());
		assert_eq!(proof(none, 0), None);
		assert_eq!(verify(&empty, 0, 0, &[], &[]), Err(MerkleError::IndexOutOfRange));
		assert_eq!(verify(&empty, 1, 0, &[], &[]), Err(MerkleError::RootMismatch));
		assert_eq!(proof_len(0, 0), Err(MerkleError::IndexOutOfRange));
	}
}

proptest! {
	#[test]
	fn it_agrees_with_the_rfc_on_any_leaves(
		leaves in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..80), 1..71),
		index in any::<prop::sample::Index>(),
	) {
		let index = index.index(leaves.len());
		let tree = Tree::new(&leaves).unwrap();
		let path = tree.proof(index as u32).unwrap();
		prop_assert_eq!(tree.root(), oracle::root(&leaves));
		prop_assert_eq!(root(&leaves), Ok(tree.root()));
		prop_assert_eq!(&*path, &oracle::path(index, &leaves)[..]);
		prop_assert_eq!(
			verify(&tree.root(), len(&leaves), index as u32, &leaves[index], &path),
			Ok(())
		);
	}

	#[test]
	fn it_refuses_a_proof_with_any_bit_flipped(
		n in 2u32..71,
		index in any::<prop::sample::Index>(),
		bit in any::<prop::sample::Index>(),
	) {
		let leaves = leaves(n);
		let index = index.index(leaves.len());
		let tree = Tree::new(&leaves).unwrap();
		let mut path = tree.proof(index as u32).unwrap().into_inner();
		let bit = bit.index(path.len() * 256);
		path[bit / 256].0[bit % 256 / 8] ^= 1 << (bit % 8);
		prop_assert_eq!(
			verify(&tree.root(), n, index as u32, &leaves[index], &path),
			Err(MerkleError::RootMismatch)
		);
	}

	#[test]
	fn it_proves_in_one_tree_only(
		n in 1u32..71,
		m in 1u32..71,
		index in any::<prop::sample::Index>(),
	) {
		prop_assume!(n != m);
		let index = index.index(n.min(m) as usize) as u32;
		let (one, other) = (leaves(n), leaves(m));
		let path = proof(&one, index).unwrap();
		let root = root(&other).unwrap();
		// The leaf stands at this index in both; the proof of one is none in the other.
		let refused = verify(&root, m, index, &one[index as usize], &path);
		prop_assert!(refused.is_err());
	}
}
