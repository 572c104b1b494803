//! Laws of groups, each as a sentence and as a check.

use super::{elements, scalar};
use crate::{
	Config, Frontiers, Group, Groups, NextGroup, Pages, Pallet, ReplacedRoots, Topics, PAGE,
};
use alloc::vec::Vec;
use frame_support::ensure;
use jmt_primitives::proofs::{GroupId, Scalar};
use jmt_zk_poseidon::{
	lean_imt::{Frontier, Tree},
	Scalar as Element,
};
use sp_runtime::{SaturatedConversion, TryRuntimeError};

impl<T: Config> Pallet<T> {
	/// Every group was given its number, has as many topics as it says, and pages that are full but for the last one.
	/// No entry is left of groups that are gone.
	pub(crate) fn groups_are_whole() -> Result<(), TryRuntimeError> {
		let next = NextGroup::<T>::get();
		for (id, group) in Groups::<T>::iter() {
			ensure!(0 < id && id < next, "a group's number was not given");
			let topics: u32 = Topics::<T>::iter_key_prefix(id).count().saturated_into();
			ensure!(topics == group.topics, "a group counts its topics wrongly");
			let pages: u32 = Pages::<T>::iter_key_prefix(id).count().saturated_into();
			ensure!(pages == Self::pages_of(group.size), "a group has other pages");
			let leaves = Self::leaves(id, &group)?;
			if !Self::is_partly_cleared(id, &group) {
				Self::ensure_tree(id, &group, &leaves)?;
			}
		}
		let known = Groups::<T>::contains_key;
		ensure!(Pages::<T>::iter_keys().all(|(id, _)| known(id)), "a page is of no group");
		ensure!(Frontiers::<T>::iter_keys().all(known), "a frontier is of no group");
		ensure!(ReplacedRoots::<T>::iter_keys().all(known), "replaced roots are of no group");
		Ok(())
	}

	/// Whether pages of the group were cleared, so that its tree is gone.
	fn is_partly_cleared(id: GroupId, group: &Group) -> bool {
		group.closing && group.root.is_none() && !Frontiers::<T>::contains_key(id)
	}

	/// The leaves in the pages of a group, each of which is full but for the last one.
	fn leaves(id: GroupId, group: &Group) -> Result<Vec<Element>, TryRuntimeError> {
		let mut leaves: Vec<Scalar> = Vec::new();
		for number in 0..Self::pages_of(group.size) {
			let page = Pages::<T>::get(id, number);
			let expected = group.size.saturating_sub(number.saturating_mul(PAGE)).min(PAGE);
			let filled: u32 = page.len().saturated_into();
			ensure!(filled == expected, "a page is not filled");
			leaves.extend(page);
		}
		elements(&leaves).ok_or(TryRuntimeError::Other("a leaf is no number"))
	}

	/// A group's frontier and root are those of the tree of its pages. Replaced roots are numbers.
	fn ensure_tree(id: GroupId, group: &Group, leaves: &[Element]) -> Result<(), TryRuntimeError> {
		let full = "a group has too many leaves";
		let tree = Tree::from_leaves(leaves).map_err(|_| full)?;
		ensure!(tree.root().as_ref().map(scalar) == group.root, "a root is not that of its pages");
		let mut frontier = Frontier::new();
		frontier.append_many(leaves).map_err(|_| full)?;
		ensure!(Frontiers::<T>::get(id) == frontier, "a frontier is not that of its pages");
		let replaced: Vec<_> =
			ReplacedRoots::<T>::get(id).iter().map(|replaced| replaced.root).collect();
		ensure!(elements(&replaced).is_some(), "a replaced root is no number");
		Ok(())
	}
}
