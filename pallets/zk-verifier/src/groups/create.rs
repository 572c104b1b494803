//! A group is made, empty.

use crate::{Config, Event, Group, Groups, HoldReason, NextGroup, Pallet, RootRing};
use codec::MaxEncodedLen;
use jmt_primitives::{proofs::GroupId, AccountId, Balance};
use jmt_zk_poseidon::lean_imt::Frontier;
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Held for a group without its pages: the entry, the frontier and the ring of replaced roots, each as long as it
	/// may become.
	pub(crate) fn group_deposit() -> Balance {
		let key = 4usize.saturating_add(8).saturating_mul(3);
		let bytes = key
			.saturating_add(Group::max_encoded_len())
			.saturating_add(Frontier::max_encoded_len())
			.saturating_add(RootRing::max_encoded_len());
		Self::price(3, bytes)
	}

	/// Stores an empty group.
	pub(crate) fn do_create_group(owner: AccountId) -> DispatchResult {
		let group: GroupId = NextGroup::<T>::get().max(1);
		let next = group.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let deposit = Self::group_deposit();
		Self::hold(HoldReason::Group, &owner, deposit)?;
		NextGroup::<T>::put(next);
		let entry =
			Group { owner: owner.clone(), size: 0, root: None, topics: 0, closing: false, deposit };
		Groups::<T>::insert(group, entry);
		Self::deposit_event(Event::GroupCreated { group, owner, deposit });
		Ok(())
	}
}
