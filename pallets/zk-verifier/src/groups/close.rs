//! A group is closed, in steps of so many pages.

use crate::{
	Config, Error, Event, Frontiers, Group, Groups, HoldReason, Pages, Pallet, ReplacedRoots,
	WeightInfo, PAGE,
};
use frame_support::{dispatch::DispatchResultWithPostInfo, ensure};
use jmt_primitives::{proofs::GroupId, AccountId, Balance};
use sp_runtime::{ArithmeticError, DispatchError};

/// Pages that one call clears at most.
pub const MAX_PAGES: u32 = 256;

impl<T: Config> Pallet<T> {
	/// Closes a group: the first call lets nothing in any more. Once no topic is open each call clears pages, and the
	/// last of them removes the group.
	///
	/// Anybody opens topics, and one that was opened runs to its end. So a group takes no new ones from the first call
	/// on, even while topics are open: a stranger could otherwise keep it, and its deposit, by opening one after the
	/// other.
	pub(crate) fn do_close_group(
		owner: &AccountId,
		id: GroupId,
		pages: u32,
	) -> DispatchResultWithPostInfo {
		let mut group = Self::own_group(owner, id)?;
		ensure!(pages > 0, Error::<T>::NothingToClear);
		if !group.closing {
			group.closing = true;
			Self::deposit_event(Event::GroupClosing { group: id });
			if group.topics > 0 {
				Groups::<T>::insert(id, group);
				return Ok(Some(T::WeightInfo::close_group(0)).into());
			}
		}
		ensure!(group.topics == 0, Error::<T>::TopicsOpen);
		let cleared = Self::clear_pages(id, group, pages.min(MAX_PAGES))?;
		Ok(Some(T::WeightInfo::close_group(cleared)).into())
	}

	/// Clears pages from the last one on, and returns their number. The deposit goes back in equal parts, one a page
	/// and one for the group itself; what division leaves comes with the last.
	fn clear_pages(id: GroupId, mut group: Group, most: u32) -> Result<u32, DispatchError> {
		let all = Self::pages_of(group.size);
		let pages = most.min(all);
		let left = all.saturating_sub(pages);
		for number in left..all {
			Pages::<T>::remove(id, number);
		}
		// No member proves or changes any more.
		Frontiers::<T>::remove(id);
		ReplacedRoots::<T>::remove(id);
		let owner = group.owner.clone();
		if left == 0 {
			let deposit = Self::release(HoldReason::Group, &owner, group.deposit)?;
			Groups::<T>::remove(id);
			Self::deposit_event(Event::GroupClosed { group: id, owner, deposit });
			return Ok(pages);
		}
		let part = group.deposit.checked_mul(pages.into()).ok_or(ArithmeticError::Overflow)?;
		let part = part / Balance::from(all).saturating_add(1);
		let deposit = Self::release(HoldReason::Group, &owner, part)?;
		group.deposit = group.deposit.saturating_sub(deposit);
		group.size = left.saturating_mul(PAGE);
		group.root = None;
		Groups::<T>::insert(id, group);
		Self::deposit_event(Event::GroupCleared { group: id, pages, deposit });
		Ok(pages)
	}
}
