//! LeanIMT: what holds for every tree, and its refusals.

use codec::{Decode, Encode, MaxEncodedLen};
use jmt_zk_poseidon::{
	hash_two,
	lean_imt::{depth, hashes_of_append, Error, Frontier, Path, Tree},
	Scalar,
};
use proptest::prelude::*;

fn leaves(count: u32) -> Vec<Scalar> {
	(1..=u64::from(count)).map(Scalar::from).collect()
}

/// The tree's whole definition: pairs are hashed, a node without a partner goes up as it is.
fn root_by_definition(leaves: &[Scalar]) -> Option<Scalar> {
	let mut row = leaves.to_vec();
	while row.len() > 1 {
		row = row
			.chunks(2)
			.map(|pair| match pair {
				[a, b] => hash_two(a, b),
				_ => pair[0],
			})
			.collect();
	}
	row.first().copied()
}

fn frontier(leaves: &[Scalar]) -> Frontier {
	let mut frontier = Frontier::new();
	frontier.append_many(leaves).unwrap();
	frontier
}

/// The hashes of the definition that `count` leaves more make new, counted node by node.
fn counted(size: u32, count: u32) -> u64 {
	let (mut row, mut hashes) = ((0..size + count).map(|i| i >= size).collect::<Vec<_>>(), 0);
	while row.len() > 1 {
		hashes += row.chunks(2).filter(|pair| pair.len() == 2 && (pair[0] || pair[1])).count();
		row = row.chunks(2).map(|pair| pair.contains(&true)).collect();
	}
	hashes as u64
}

#[test]
fn a_group_of_three_routers_loses_one() {
	// Alice's group holds her router, her weather station and her camera.
	let [router, station, camera] = [11, 22, 33].map(Scalar::from);
	let mut chain = Frontier::new();
	chain.append_many(&[router, station, camera]).unwrap();
	let agent = Tree::from_leaves(&[router, station, camera]).unwrap();
	let root = chain.root().unwrap();
	assert_eq!(root, hash_two(&hash_two(&router, &station), &camera));

	// The camera has one sibling, since it has no partner at the level of the leaves.
	let path = agent.path(2).unwrap();
	assert_eq!((path.index(), path.siblings()), (1, &[hash_two(&router, &station)][..]));
	assert!(path.verify(&root, &camera));

	// She gives the camera away: its path does not lead to the new root.
	chain.update(2, &camera, &Scalar::ZERO, path.siblings()).unwrap();
	assert!(!path.verify(&chain.root().unwrap(), &camera));
}

#[test]
fn an_empty_tree_has_no_root_and_one_leaf_is_its_root() {
	assert_eq!((Frontier::new().root(), Tree::new().root()), (None, None));
	let one = frontier(&leaves(1));
	assert_eq!((one.root(), one.depth()), (Some(Scalar::from(1)), 0));
	let path = Tree::from_leaves(&leaves(1)).unwrap().path(0).unwrap();
	assert!(path.siblings().is_empty());
}

#[test]
fn its_depth_is_the_least_that_holds_the_leaves() {
	let sizes = [0, 1, 2, 3, 4, 5, 8, 9, 1 << 31, (1 << 31) + 1, u32::MAX];
	assert_eq!(sizes.map(depth), [0, 0, 1, 2, 2, 3, 3, 4, 31, 32, 32]);
}

#[test]
fn many_at_once_cost_little_more_than_a_hash_a_leaf() {
	for size in [0, 1, 2, 3, 63, 64, 65, 300, 1023, 1024] {
		for count in [0, 1, 2, 3, 64, 255, 256] {
			assert_eq!(hashes_of_append(size, count), counted(size, count), "{size} + {count}");
		}
	}
	assert_eq!(hashes_of_append(0, 256), 255);
	// The worst for a tree of depth 20: 256 leaves, and each node above has a partner to its left.
	assert!(hashes_of_append((1 << 20) - 257, 256) <= 256 + 20);
	assert_eq!(hashes_of_append((1 << 20) - 1, 1), 20);
}

mod reject {
	use super::*;

	#[test]
	fn an_index_beyond_the_leaves() {
		let mut chain = frontier(&leaves(5));
		let mut tree = Tree::from_leaves(&leaves(5)).unwrap();
		let zero = Scalar::ZERO;
		assert_eq!(chain.update(5, &zero, &zero, &[]), Err(Error::OutOfRange));
		assert_eq!(tree.update(5, zero), Err(Error::OutOfRange));
		assert_eq!(tree.path(5), Err(Error::OutOfRange));
		assert_eq!(Frontier::new().update(0, &zero, &zero, &[]), Err(Error::OutOfRange));
		assert_eq!(Tree::new().update(0, zero), Err(Error::OutOfRange));
		assert_eq!(chain, frontier(&leaves(5)));
		assert_eq!(tree.root(), chain.root());
	}

	#[test]
	fn siblings_that_do_not_lead_to_the_root() {
		let old = leaves(7);
		let tree = Tree::from_leaves(&old).unwrap();
		let before = frontier(&old);
		for (index, leaf) in (0..).zip(&old) {
			let right = tree.path(index).unwrap().siblings().to_vec();
			let mut wrong = vec![right[1..].to_vec(), [&right[..], &right[..1]].concat(), vec![]];
			for at in 0..right.len() {
				let mut changed = right.clone();
				changed[at] = Scalar::from(99);
				wrong.push(changed);
			}
			for siblings in wrong {
				let mut chain = before.clone();
				let outcome = chain.update(index, leaf, &Scalar::ZERO, &siblings);
				assert_eq!((outcome, &chain), (Err(Error::WrongSiblings), &before));
			}
			let mut chain = before.clone();
			let another = Scalar::from(98);
			let outcome = chain.update(index, &another, &Scalar::ZERO, &right);
			assert_eq!((outcome, &chain), (Err(Error::WrongSiblings), &before));
		}
	}

	#[test]
	fn the_path_of_another_leaf() {
		let tree = Tree::from_leaves(&leaves(7)).unwrap();
		let mut chain = frontier(&leaves(7));
		let path = tree.path(3).unwrap();
		let outcome = chain.update(2, &Scalar::from(3), &Scalar::ZERO, path.siblings());
		assert_eq!(outcome, Err(Error::WrongSiblings));
	}

	#[test]
	fn paths_too_long_or_with_spare_bits() {
		let siblings = |count| vec![Scalar::from(1); count];
		assert_eq!(Path::new(0, siblings(33)), Err(Error::WrongPath));
		assert_eq!(Path::new(4, siblings(2)), Err(Error::WrongPath));
		assert_eq!(Path::new(1, vec![]), Err(Error::WrongPath));
		assert!(Path::new(3, siblings(2)).is_ok());
		assert!(Path::new(u32::MAX, siblings(32)).is_ok());
	}

	#[test]
	fn more_leaves_than_an_index_counts() {
		// A tree that cannot be built here, out of its bytes.
		let full = (u32::MAX, vec![Scalar::from(7); 33]).encode();
		let mut full = Frontier::decode(&mut &full[..]).unwrap();
		let before = full.clone();
		assert_eq!(full.append(Scalar::ZERO), Err(Error::Full));
		assert_eq!(full.append_many(&[Scalar::ZERO]), Err(Error::Full));
		assert_eq!((full.append_many(&[]), &full), (Ok(()), &before));
		let almost = (u32::MAX - 1, vec![Scalar::from(7); 33]).encode();
		let mut almost = Frontier::decode(&mut &almost[..]).unwrap();
		let before = almost.clone();
		assert_eq!((almost.append_many(&leaves(2)), &almost), (Err(Error::Full), &before));
		assert_eq!((almost.append(Scalar::ZERO), almost.size()), (Ok(()), u32::MAX));
	}

	#[test]
	fn bytes_with_a_node_too_few_or_too_many() {
		for (size, kept, good) in [
			(0, 0, true),
			(0, 1, false),
			(1, 1, true),
			(1, 0, false),
			(5, 4, true),
			(5, 3, false),
			(5, 5, false),
		] {
			let bytes = (size, vec![Scalar::from(1); kept]).encode();
			assert_eq!(Frontier::decode(&mut &bytes[..]).is_ok(), good, "{size} with {kept}");
		}
		let longest = (u32::MAX, vec![Scalar::ZERO; 33]).encode();
		assert_eq!(longest.len(), Frontier::max_encoded_len());
	}
}

/// A step of a tree's life: leaves to append, then one to change, chosen by a number.
fn steps() -> impl Strategy<Value = Vec<(u32, u32, u64)>> {
	proptest::collection::vec((0u32..40, any::<u32>(), any::<u64>()), 1..12)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn changes_and_appends_are_a_rebuild(steps in steps()) {
		let (mut all, mut chain, mut single) = (Vec::new(), Frontier::new(), Frontier::new());
		let mut tree = Tree::new();
		for (count, place, value) in steps {
			let added = leaves(count);
			chain.append_many(&added).unwrap();
			added.iter().for_each(|leaf| single.append(*leaf).unwrap());
			tree.append_many(&added).unwrap();
			all.extend(added);
			if !all.is_empty() {
				let index = place % all.len() as u32;
				let (old, new) = (all[index as usize], Scalar::from(value));
				let path = tree.path(index).unwrap();
				chain.update(index, &old, &new, path.siblings()).unwrap();
				single.update(index, &old, &new, path.siblings()).unwrap();
				tree.update(index, new).unwrap();
				all[index as usize] = new;
			}
			prop_assert_eq!(&chain, &frontier(&all));
			prop_assert_eq!(&single, &chain);
			prop_assert_eq!(chain.root(), root_by_definition(&all));
			prop_assert_eq!(tree.root(), chain.root());
			prop_assert_eq!(tree.leaves(), &all[..]);
			prop_assert_eq!(Frontier::decode(&mut &chain.encode()[..]).unwrap(), chain.clone());
		}
	}

	#[test]
	fn a_path_leads_to_the_root_and_a_changed_one_does_not(
		size in 1u32..200,
		place in any::<u32>(),
		at in any::<usize>(),
		other in 1000u64..,
	) {
		let leaves = leaves(size);
		let tree = Tree::from_leaves(&leaves).unwrap();
		let index = place % size;
		let (root, leaf) = (tree.root().unwrap(), leaves[index as usize]);
		let path = tree.path(index).unwrap();
		prop_assert!(path.verify(&root, &leaf));
		prop_assert!(!path.verify(&root, &Scalar::from(other)));
		if !path.siblings().is_empty() {
			let at = at % path.siblings().len();
			let mut siblings = path.siblings().to_vec();
			siblings[at] = Scalar::from(other);
			prop_assert!(!Path::new(path.index(), siblings).unwrap().verify(&root, &leaf));
			let turned = Path::new(path.index() ^ (1 << at), path.siblings().to_vec()).unwrap();
			prop_assert!(!turned.verify(&root, &leaf));
			let short = path.siblings()[1..].to_vec();
			if let Ok(short) = Path::new(path.index() >> 1, short) {
				prop_assert!(!short.verify(&root, &leaf));
			}
		}
	}
}
