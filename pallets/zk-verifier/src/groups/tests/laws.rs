//! Laws of groups notice when they are broken.

use crate::{
	groups::makers::*, mock::*, Frontiers, Group, Groups, NextGroup, Pages, Replaced, ReplacedRoots,
};
use frame_support::assert_ok;
use jmt_primitives::{proofs::Scalar, Invariants};
use jmt_zk_poseidon::lean_imt::Frontier;

/// That the laws hold of a group of 70 with a replaced root, and no longer after `breaks`, for this reason.
fn notices(breaks: impl FnOnce(), fault: &'static str) {
	ExtBuilder::default().build().execute_with(|| {
		Members::of(69).add(&leaves(69..70)).unwrap();
		assert_ok!(ZkVerifier::check());
		breaks();
		assert_eq!(ZkVerifier::check(), Err(sp_runtime::TryRuntimeError::Other(fault)));
	});
}

fn change(change: impl FnOnce(&mut Group)) {
	Groups::<Test>::mutate(1, |group| change(group.as_mut().unwrap()));
}

#[test]
fn it_notices_groups_that_are_not_whole() {
	notices(|| NextGroup::<Test>::put(1), "a group's number was not given");
	notices(|| change(|group| group.topics = 1), "a group counts its topics wrongly");
	notices(|| change(|group| group.size = 64), "a group has other pages");
	notices(|| Pages::<Test>::remove(1, 1), "a group has other pages");
	notices(|| change(|group| group.size = 69), "a page is not filled");
	let order = |page: &mut crate::Page| page[0] = order();
	notices(|| Pages::<Test>::mutate(1, 0, order), "a leaf is no number");
}

#[test]
fn it_notices_trees_that_are_not_those_of_the_pages() {
	let other = "a root is not that of its pages";
	notices(|| change(|group| group.root = None), other);
	notices(|| change(|group| group.root = Some(leaf(1))), other);
	notices(|| Pages::<Test>::mutate(1, 0, |page| page[5] = Scalar::default()), other);
	let frontier = "a frontier is not that of its pages";
	notices(|| Frontiers::<Test>::remove(1), frontier);
	let replaced: crate::RootRing =
		vec![Replaced { root: order(), until: NOW }].try_into().unwrap();
	let number = "a replaced root is no number";
	notices(|| ReplacedRoots::<Test>::insert(1, replaced), number);
}

#[test]
fn it_notices_what_is_of_no_group() {
	let page: crate::Page = leaves(0..1).try_into().unwrap();
	notices(|| Pages::<Test>::insert(2, 0, page), "a page is of no group");
	notices(|| Frontiers::<Test>::insert(2, Frontier::new()), "a frontier is of no group");
	let none = crate::RootRing::default();
	notices(|| ReplacedRoots::<Test>::insert(2, none), "replaced roots are of no group");
}
