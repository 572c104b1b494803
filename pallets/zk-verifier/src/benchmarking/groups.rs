//! Groups of any size. Their trees are not built: a frontier holds any numbers that lead to its root.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::setup::funded;
use crate::*;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::traits::Time;
use jmt_primitives::{
	proofs::{GroupId, Scalar},
	time::DAY_MS,
	AccountId,
};
use jmt_zk_poseidon::{
	lean_imt::{depth, Frontier, Path},
	Scalar as Element,
};

/// A number that is full, below r and not 0.
pub(super) fn number(seed: u32) -> Scalar {
	let mut bytes = sp_io::hashing::blake2_256(&(b"leaf", seed).encode());
	bytes[0] = bytes[0] & 0x1f | 1;
	Scalar(bytes)
}

fn element(number: &Scalar) -> Element {
	Element::from_be_bytes(&number.0).unwrap()
}

/// A group of so many leaves, if any, with this root, and 63 replaced roots that are good, the first of which is `number(0)`:
/// with one more the ring is full. Its owner holds the deposit.
pub(super) fn group<T: Config>(size: u32, root: Scalar) -> (AccountId, GroupId) {
	let owner = funded::<T>("owner");
	let id = NextGroup::<T>::get().max(1);
	Pallet::<T>::do_create_group(owner.clone()).unwrap();
	if size == 0 {
		return (owner, id);
	}
	let nodes: Vec<Element> =
		(1..=depth(size)).map(|level| element(&number(level))).chain([element(&root)]).collect();
	let frontier = Frontier::decode(&mut &(size, nodes).encode()[..]).unwrap();
	Frontiers::<T>::insert(id, frontier);
	let until = T::Time::now() + DAY_MS;
	let roots: Vec<_> =
		(0..MAX_ROOTS - 1).map(|seed| Replaced { root: number(seed), until }).collect();
	ReplacedRoots::<T>::insert(id, RootRing::try_from(roots).unwrap());
	Groups::<T>::mutate(id, |group| {
		let group = group.as_mut().unwrap();
		(group.size, group.root) = (size, Some(root));
	});
	(owner, id)
}

/// Fills a page with so many leaves.
pub(super) fn page<T: Config>(group: GroupId, place: u32, leaves: u32) {
	let leaves: Vec<_> = (0..leaves).map(number).collect();
	Pages::<T>::insert(group, place, Page::try_from(leaves).unwrap());
}

/// A group to which an append takes the most hashes: each level ends with a left node. A page of it lacks one leaf.
pub(super) fn group_to_grow<T: Config>() -> (AccountId, GroupId) {
	let size = (1 << 31) - 1;
	let (owner, id) = group::<T>(size, number(1_000));
	page::<T>(id, size / PAGE, size % PAGE);
	(owner, id)
}

/// A group whose first leaf, `number(0)`, has so many siblings.
pub(super) fn group_to_change<T: Config>(siblings: u32) -> (AccountId, GroupId, Siblings) {
	let size = 1u32.checked_shl(siblings).unwrap_or(u32::MAX);
	let path: Vec<_> = (0..siblings).map(|level| number(2_000 + level)).collect();
	let elements = path.iter().map(element).collect();
	let root = Path::new(0, elements).unwrap().root(&element(&number(0)));
	let (owner, id) = group::<T>(size, Scalar(root.to_be_bytes()));
	page::<T>(id, 0, size.min(PAGE));
	(owner, id, path.try_into().unwrap())
}

/// A group of so many full pages.
pub(super) fn group_to_close<T: Config>(pages: u32) -> (AccountId, GroupId) {
	let (owner, id) = group::<T>(pages * PAGE, number(1_000));
	(0..pages).for_each(|place| page::<T>(id, place, PAGE));
	(owner, id)
}
