//! The tree that a member builds out of the pages is the chain's, after any changes.

use crate::{groups::makers::*, mock::*};
use frame_support::assert_ok;
use jmt_zk_poseidon::{lean_imt::Tree, Scalar as Element};
use proptest::prelude::*;

/// A change of a group.
#[derive(Clone, Debug)]
enum Change {
	Add(u64),
	Remove(u32),
	Replace(u32),
}

fn change() -> impl Strategy<Value = Change> {
	prop_oneof![
		3 => (1u64..200).prop_map(Change::Add),
		1 => any::<u32>().prop_map(Change::Remove),
		1 => any::<u32>().prop_map(Change::Replace),
	]
}

/// Makes the changes. After each, the tree of the stored pages has the stored root, and is the tree that was built
/// beside by another way.
fn follow(changes: Vec<Change>) {
	ExtBuilder::default().build_and_execute(|| {
		let mut members = Members::none();
		let mut next = 0;
		for (step, change) in changes.into_iter().enumerate() {
			// So that roots expire.
			set_time(NOW + 60_000 * step as u64);
			let size = members.tree.size();
			match change {
				Change::Add(count) => {
					assert_ok!(members.add(&leaves(next..next + count)));
					next += count;
				},
				_ if size == 0 => continue,
				Change::Remove(index) if members.at(index % size) != Default::default() => {
					assert_ok!(members.remove(index % size));
				},
				Change::Remove(index) | Change::Replace(index) => {
					assert_ok!(members.replace(index % size, leaf(1_000_000 + step as u64)));
				},
			}
			let stored: Vec<Element> = members.stored_leaves().iter().map(element).collect();
			assert_eq!(stored, members.tree.leaves());
			let root = Tree::from_leaves(&stored).unwrap().root();
			let root = root.map(|root| jmt_primitives::proofs::Scalar(root.to_be_bytes()));
			assert_eq!(root, members.stored_root());
			assert_eq!(root, Some(members.root()));
		}
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn it_has_the_tree_of_its_pages(changes in proptest::collection::vec(change(), 1..12)) {
		follow(changes);
	}
}

#[test]
fn it_has_the_tree_of_its_pages_at_each_edge_of_a_page() {
	let counts = [1, 62, 1, 1, 63, 1, 64, 1, 100, 199];
	follow(counts.map(Change::Add).into());
	let mixed = [Change::Add(64), Change::Remove(63), Change::Add(1), Change::Remove(64)];
	follow(mixed.into());
}
