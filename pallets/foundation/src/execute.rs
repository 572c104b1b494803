//! An announcement is executed.

use crate::{
	Airdrop, Airdrops, Announcements, Config, Error, Event, HoldReason, Pallet, Spending,
	WeightInfo,
};
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, Mutate, MutateHold},
		tokens::{DepositConsequence, Precision, Preservation, Provenance},
		Get, Time,
	},
	weights::Weight,
};
use jmt_primitives::{AccountId, Balance};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Checks that the window has passed and the announcement has not lapsed, then executes it.
	/// Returns the weight of that.
	pub(crate) fn do_execute(id: u32) -> Result<Weight, DispatchError> {
		let announcement = Self::open(id)?;
		let now = T::Time::now();
		ensure!(now >= announcement.executable_from, Error::<T>::WindowOpen);
		ensure!(Self::block() >= announcement.executable_from_block, Error::<T>::TooFewBlocks);
		ensure!(now < announcement.lapses_at, Error::<T>::AnnouncementLapsed);
		match announcement.spending {
			Spending::Transfer { to, amount } => {
				Self::ensure_can_receive(&to, amount)?;
				Announcements::<T>::remove(id);
				Self::pay(HoldReason::Announced, &to, amount)?;
				Self::deposit_event(Event::TransferExecuted { id, to, amount });
				Ok(T::WeightInfo::execute_transfer())
			},
			Spending::Airdrop { root, leaves, amount: total, until } => {
				Announcements::<T>::remove(id);
				let pot = T::Pot::get();
				T::Currency::release(&HoldReason::Announced.into(), &pot, total, Precision::Exact)?;
				T::Currency::hold(&HoldReason::Airdrop.into(), &pot, total)?;
				let purpose = announcement.purpose;
				Airdrops::<T>::insert(
					id,
					Airdrop { root, leaves, purpose, until, total, claimed: 0, claims: 0 },
				);
				Self::deposit_event(Event::AirdropStarted { id, root, leaves, total, until });
				Ok(T::WeightInfo::execute_airdrop())
			},
		}
	}

	/// Weight of the costlier execution.
	pub(crate) fn execute_weight() -> Weight {
		T::WeightInfo::execute_transfer().max(T::WeightInfo::execute_airdrop())
	}

	/// Fails where an account would not keep the payment.
	pub(crate) fn ensure_can_receive(to: &AccountId, amount: Balance) -> DispatchResult {
		match T::Currency::can_deposit(to, amount, Provenance::Extant) {
			DepositConsequence::BelowMinimum => Err(Error::<T>::BelowMinimum.into()),
			other => other.into_result(),
		}
	}

	/// Pays an account from the pot's hold for a reason. The pot keeps its existential deposit.
	pub(crate) fn pay(reason: HoldReason, to: &AccountId, amount: Balance) -> DispatchResult {
		let pot = T::Pot::get();
		T::Currency::release(&reason.into(), &pot, amount, Precision::Exact)?;
		T::Currency::transfer(&pot, to, amount, Preservation::Preserve)?;
		Ok(())
	}
}
