//! Members come, go, and take another's place.
//!
//! The chain keeps a tree's frontier, which suffices to append. To change a leaf its owner brings the siblings, and the
//! chain checks them against the root before it computes the new one.

use super::{element, elements, scalar};
use crate::{
	Config, Error, Event, Frontiers, Group, Groups, HoldReason, Page, Pages, Pallet, ReplacedRoots,
	RootRing, PAGE,
};
use codec::MaxEncodedLen;
use frame_support::{defensive, ensure};
use jmt_primitives::{
	proofs::{GroupId, Scalar},
	AccountId, Balance,
};
use jmt_zk_poseidon::{
	lean_imt::{Error as TreeError, Frontier},
	Scalar as Element,
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// Held for each page of leaves, as long as it may become.
	pub(crate) fn page_deposit() -> Balance {
		let key = 12usize.saturating_mul(2);
		Self::price(1, key.saturating_add(Page::max_encoded_len()))
	}

	/// Appends commitments to a group, and holds the price of the pages that they open.
	pub(crate) fn do_add_members(
		owner: &AccountId,
		id: GroupId,
		commitments: &[Scalar],
	) -> DispatchResult {
		let mut group = Self::open_group(owner, id)?;
		ensure!(!commitments.is_empty(), Error::<T>::NoMembers);
		let leaves = elements(commitments).ok_or(Error::<T>::ScalarNotReduced)?;
		// A leaf of 0 stands for a removed member.
		ensure!(!leaves.contains(&Element::ZERO), Error::<T>::ZeroLeaf);
		let first = group.size;
		let count: u32 = leaves.len().saturated_into();
		let size = first.checked_add(count).ok_or(Error::<T>::GroupFull)?;
		let roots = Self::roots_after(id, &group)?;
		let mut frontier = Frontiers::<T>::get(id);
		frontier.append_many(&leaves).map_err(|_| Error::<T>::GroupFull)?;

		let opened = Self::pages_of(size).saturating_sub(Self::pages_of(first));
		let deposit = Self::page_deposit().checked_mul(opened.into());
		let deposit = deposit.ok_or(ArithmeticError::Overflow)?;
		group.deposit = group.deposit.checked_add(deposit).ok_or(ArithmeticError::Overflow)?;
		Self::hold(HoldReason::Group, owner, deposit)?;
		group.size = size;
		Self::fill_pages(id, first, commitments)?;
		let root = Self::put_tree(id, group, frontier, roots)?;
		Self::deposit_event(Event::MembersAdded { group: id, first, count, root, deposit });
		Ok(())
	}

	/// Empties the place of a member: its leaf becomes 0.
	pub(crate) fn do_remove_member(
		owner: &AccountId,
		group: GroupId,
		index: u32,
		leaf: &Scalar,
		siblings: &[Scalar],
	) -> DispatchResult {
		ensure!(*leaf != Scalar::default(), Error::<T>::ZeroLeaf);
		let root = Self::change_leaf(owner, group, index, leaf, Element::ZERO, siblings)?;
		Self::deposit_event(Event::MemberRemoved { group, index, leaf: *leaf, root });
		Ok(())
	}

	/// Gives the place of a member, or one that was emptied, to another.
	pub(crate) fn do_replace_member(
		owner: &AccountId,
		group: GroupId,
		index: u32,
		old: &Scalar,
		new: &Scalar,
		siblings: &[Scalar],
	) -> DispatchResult {
		let leaf = element(new).ok_or(Error::<T>::ScalarNotReduced)?;
		ensure!(leaf != Element::ZERO, Error::<T>::ZeroLeaf);
		let root = Self::change_leaf(owner, group, index, old, leaf, siblings)?;
		Self::deposit_event(Event::MemberReplaced { group, index, old: *old, new: *new, root });
		Ok(())
	}

	/// Puts a leaf in the place of another. Returns the new root.
	#[inline(never)]
	fn change_leaf(
		owner: &AccountId,
		id: GroupId,
		index: u32,
		old: &Scalar,
		new: Element,
		siblings: &[Scalar],
	) -> Result<Scalar, DispatchError> {
		let group = Self::open_group(owner, id)?;
		ensure!(index < group.size, Error::<T>::NoSuchLeaf);
		let (number, place) = (index / PAGE, index % PAGE);
		let mut page = Pages::<T>::get(id, number);
		let leaf = page
			.get_mut(place.saturated_into::<usize>())
			.filter(|leaf| *leaf == old)
			.ok_or(Error::<T>::WrongLeaf)?;
		*leaf = scalar(&new);
		let was = element(old).ok_or(Error::<T>::WrongLeaf)?;
		let siblings = elements(siblings).ok_or(Error::<T>::ScalarNotReduced)?;
		let roots = Self::roots_after(id, &group)?;
		let mut frontier = Frontiers::<T>::get(id);
		frontier.update(index, &was, &new, &siblings).map_err(|error| match error {
			TreeError::OutOfRange => Error::<T>::NoSuchLeaf,
			_ => Error::<T>::WrongSiblings,
		})?;
		Pages::<T>::insert(id, number, page);
		Self::put_tree(id, group, frontier, roots)
	}

	/// Writes leaves into a group's pages, from this place on.
	fn fill_pages(id: GroupId, first: u32, leaves: &[Scalar]) -> DispatchResult {
		let (mut place, mut rest) = (first, leaves);
		while !rest.is_empty() {
			let (number, used) = (place / PAGE, place % PAGE);
			let room = PAGE.saturating_sub(used).saturated_into::<usize>();
			let (these, others) = rest.split_at_checked(room).unwrap_or((rest, &[]));
			let filled = Pages::<T>::try_mutate(id, number, |page| {
				these.iter().try_for_each(|leaf| page.try_push(*leaf))
			});
			if filled.is_err() {
				defensive!("a page holds the leaves below its end");
				return Err(DispatchError::Corruption);
			}
			place = place.saturating_add(these.len().saturated_into());
			rest = others;
		}
		Ok(())
	}

	/// Stores a changed tree. Returns its root.
	fn put_tree(
		id: GroupId,
		mut group: Group,
		frontier: Frontier,
		roots: RootRing,
	) -> Result<Scalar, DispatchError> {
		let Some(root) = frontier.root() else {
			defensive!("a tree with leaves has a root");
			return Err(DispatchError::Corruption);
		};
		let root = scalar(&root);
		group.root = Some(root);
		Groups::<T>::insert(id, group);
		Frontiers::<T>::insert(id, frontier);
		ReplacedRoots::<T>::insert(id, roots);
		Ok(root)
	}
}
