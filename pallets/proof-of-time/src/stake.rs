//! Stake: tokens that their owner holds on a device to raise its weight.
//!
//! A stake that is asked back does not count from then on. It is released a day later, and not before an answer has found
//! the lower weight: so no stake is away while its weight is paid, and none serves two devices.

use crate::{Config, Error, HoldReason, Miners, Pallet, Staked, Stakes};
use frame_support::{
	defensive, ensure,
	traits::{fungible::MutateHold, tokens::Precision, Defensive, Get, Time},
};
use jmt_primitives::{
	devices::DeviceRegistry,
	proof_of_time::{stake_factor, Stake, Terms, WEIGHT_ONE},
	Balance, DeviceId, Moment,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Holds `amount` of the owner's on its device.
	pub(crate) fn do_stake(
		owner: &T::AccountId,
		device: &DeviceId,
		amount: Balance,
	) -> DispatchResult {
		let registered = T::Registry::owner(device).ok_or(Error::<T>::NotOwner)?;
		ensure!(registered == *owner, Error::<T>::NotOwner);
		ensure!(amount > 0, Error::<T>::NothingStaked);
		let mut staked = Stakes::<T>::get(device).unwrap_or(Staked {
			owner: owner.clone(),
			amount: 0,
			leaving: 0,
			asked_at: 0,
		});
		ensure!(staked.owner == *owner, Error::<T>::NotStaker);
		T::Currency::hold(&HoldReason::Stake.into(), owner, amount)?;
		// The supply bounds the sum.
		staked.amount = staked.amount.saturating_add(amount);
		Stakes::<T>::insert(device, staked);
		Ok(())
	}

	/// Asks `amount` back. Returns when it can be withdrawn.
	pub(crate) fn do_unstake(
		staker: &T::AccountId,
		device: &DeviceId,
		amount: Balance,
	) -> Result<Moment, DispatchError> {
		let mut staked = Stakes::<T>::get(device).ok_or(Error::<T>::NothingStaked)?;
		ensure!(staked.owner == *staker, Error::<T>::NotStaker);
		ensure!(amount > 0 && amount <= staked.counted(), Error::<T>::NothingStaked);
		staked.leaving = staked.leaving.saturating_add(amount);
		staked.asked_at = T::Time::now();
		let from = staked.asked_at.saturating_add(T::UnstakeDelay::get());
		Stakes::<T>::insert(device, staked);
		Ok(from)
	}

	/// Releases what was asked back to who staked it. Returns that account and the amount.
	pub(crate) fn do_withdraw_stake(
		device: &DeviceId,
	) -> Result<(T::AccountId, Balance), DispatchError> {
		let mut staked = Stakes::<T>::get(device)
			.filter(|staked| staked.leaving > 0)
			.ok_or(Error::<T>::NothingStaked)?;
		let from = staked.asked_at.saturating_add(T::UnstakeDelay::get());
		ensure!(T::Time::now() >= from, Error::<T>::TooEarly);
		// A draw's time is that of the block before it: one as late as the request was drawn after it.
		let found = Miners::<T>::get(device)
			.is_none_or(|miner| miner.weight == 0 || miner.last_at >= staked.asked_at);
		ensure!(found, Error::<T>::AnswerFirst);
		let (owner, amount) = (staked.owner.clone(), core::mem::take(&mut staked.leaving));
		staked.amount = staked.amount.saturating_sub(amount);
		Self::release(&owner, amount)?;
		if staked.amount == 0 {
			Stakes::<T>::remove(device);
		} else {
			Stakes::<T>::insert(device, staked);
		}
		Ok((owner, amount))
	}

	/// Asks all of a device's stake back: its owner is about to change.
	pub(crate) fn ask_all_back(device: &DeviceId) {
		let Some(mut staked) = Stakes::<T>::get(device).filter(|staked| staked.counted() > 0)
		else {
			return;
		};
		staked.leaving = staked.amount;
		staked.asked_at = T::Time::now();
		Stakes::<T>::insert(device, staked);
	}

	/// Releases the stake of a device that leaves: its weight leaves with it.
	pub(crate) fn release_stake(device: &DeviceId) {
		if let Some(staked) = Stakes::<T>::take(device) {
			let _ = Self::release(&staked.owner, staked.amount)
				.defensive_proof("what is staked is held");
		}
	}

	fn release(owner: &T::AccountId, amount: Balance) -> DispatchResult {
		let released =
			T::Currency::release(&HoldReason::Stake.into(), owner, amount, Precision::Exact)?;
		if released != amount {
			defensive!("an exact release releases the amount");
		}
		Ok(())
	}
}

impl<T: Config> Stake for Pallet<T> {
	fn stake(device: &DeviceId, terms: &Terms) -> u64 {
		match Stakes::<T>::get(device).map_or(0, |staked| staked.counted()) {
			0 => WEIGHT_ONE,
			counted => stake_factor(counted, terms.stake_most),
		}
	}
}
