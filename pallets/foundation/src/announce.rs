//! The council announces.

use crate::{
	Announcement, Announcements, Config, Error, Event, HoldReason, Lists, NextId, Pallet, Spending,
};
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, InspectHold, MutateHold},
		tokens::{Fortitude, Preservation},
		Get, Time,
	},
};
use jmt_primitives::{Balance, BlockNumber, Hash, Moment};
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Checks a spending, puts its amount on hold and stores it.
	pub(crate) fn do_announce(spending: Spending, purpose: Hash) -> DispatchResult {
		let amount = spending.amount();
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let announced_at = T::Time::now();
		let executable_from =
			announced_at.checked_add(T::Window::get()).ok_or(ArithmeticError::Overflow)?;
		let announced_in = Self::block();
		let executable_from_block =
			announced_in.checked_add(T::MinWindowBlocks::get()).ok_or(ArithmeticError::Overflow)?;
		let lapses_at =
			executable_from.checked_add(T::Lapse::get()).ok_or(ArithmeticError::Overflow)?;
		let lapses_at = match &spending {
			Spending::Transfer { to, .. } => {
				ensure!(*to != T::Pot::get(), Error::<T>::PotIsRecipient);
				lapses_at
			},
			Spending::Airdrop { root, leaves, until, .. } => {
				Self::check_list(root, *leaves)?;
				Self::check_deadline(*until, executable_from)?;
				lapses_at.min(*until)
			},
		};
		ensure!(Announcements::<T>::count() < T::MaxOpen::get(), Error::<T>::TooManyOpen);
		ensure!(amount <= Self::free_to_spend(), Error::<T>::PotExhausted);
		let id = NextId::<T>::get();
		let next_id = id.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		T::Currency::hold(&HoldReason::Announced.into(), &T::Pot::get(), amount)?;
		if let Some(root) = spending.list() {
			Lists::<T>::insert(root, id);
		}
		Announcements::<T>::insert(
			id,
			Announcement {
				spending: spending.clone(),
				purpose,
				announced_at,
				announced_in,
				executable_from,
				executable_from_block,
				lapses_at,
			},
		);
		NextId::<T>::put(next_id);
		Self::deposit_event(Event::SpendingAnnounced {
			id,
			spending,
			purpose,
			executable_from,
			executable_from_block,
			lapses_at,
		});
		Ok(())
	}

	/// A list has at least one entry and at most [`Config::MaxLeaves`], and is no other airdrop's.
	fn check_list(root: &Hash, leaves: u32) -> DispatchResult {
		ensure!(leaves > 0, Error::<T>::EmptyList);
		ensure!(leaves <= T::MaxLeaves::get(), Error::<T>::ListTooLong);
		ensure!(!Lists::<T>::contains_key(root), Error::<T>::ListInUse);
		Ok(())
	}

	/// A deadline leaves some time after the window, and not more than is allowed.
	fn check_deadline(until: Moment, executable_from: Moment) -> DispatchResult {
		let open = until.checked_sub(executable_from).ok_or(Error::<T>::DeadlineTooEarly)?;
		ensure!(open > 0, Error::<T>::DeadlineTooEarly);
		ensure!(open <= T::MaxAirdropDuration::get(), Error::<T>::DeadlineTooLate);
		Ok(())
	}

	/// The pot's balance less holds and its existential deposit.
	pub(crate) fn free_to_spend() -> Balance {
		T::Currency::reducible_balance(&T::Pot::get(), Preservation::Preserve, Fortitude::Polite)
	}

	/// The pot's hold for a reason.
	pub(crate) fn held(reason: HoldReason) -> Balance {
		T::Currency::balance_on_hold(&reason.into(), &T::Pot::get())
	}

	/// The current block.
	pub(crate) fn block() -> BlockNumber {
		frame_system::Pallet::<T>::block_number()
	}
}
