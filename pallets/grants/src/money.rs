//! Holds in the pot and of proposers. This module neither mints nor burns.
//!
//! Only this pallet puts on hold and takes from hold with its reasons, and the laws of the pallet's docs say
//! that the holds cover the grants. So every amount is exact: a hold that does not cover it is an error, and no
//! money moves.

use crate::{Config, Error, Grant, HoldReason, Pallet};
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, InspectHold, MutateHold},
		tokens::{Fortitude, Precision, Preservation, Restriction},
		Get,
	},
};
use jmt_primitives::Balance;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The pot's hold for approved grants.
	pub(crate) fn promised_in_pot() -> Balance {
		T::Currency::balance_on_hold(&HoldReason::Promised.into(), &T::Pot::get())
	}

	/// The amount that the pot can promise and still keep the existential deposit. A hold by itself would
	/// not keep it: the pot exists for other reasons than its balance.
	pub(crate) fn available_in_pot() -> Balance {
		let pot = T::Pot::get();
		T::Currency::reducible_balance(&pot, Preservation::Preserve, Fortitude::Polite)
	}

	/// Puts `amount` on hold in the pot.
	pub(crate) fn promise(amount: Balance) -> DispatchResult {
		ensure!(amount <= Self::available_in_pot(), Error::<T>::PotExhausted);
		T::Currency::hold(&HoldReason::Promised.into(), &T::Pot::get(), amount)
	}

	/// Pays `amount` of the promises.
	pub(crate) fn pay(beneficiary: &T::AccountId, amount: Balance) -> DispatchResult {
		T::Currency::transfer_on_hold(
			&HoldReason::Promised.into(),
			&T::Pot::get(),
			beneficiary,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Polite,
		)?;
		Ok(())
	}

	/// Frees `amount` of the promises.
	pub(crate) fn free(amount: Balance) -> DispatchResult {
		let pot = T::Pot::get();
		T::Currency::release(&HoldReason::Promised.into(), &pot, amount, Precision::Exact)?;
		Ok(())
	}

	/// Moves `fee` of the grant's deposit to the pot and releases the rest to the proposer. Returns what was
	/// released.
	pub(crate) fn return_deposit(grant: &Grant<T>, fee: Balance) -> Result<Balance, DispatchError> {
		let reason: T::RuntimeHoldReason = HoldReason::Deposit.into();
		let returned = grant.deposit.checked_sub(fee).ok_or(ArithmeticError::Underflow)?;
		if fee > 0 {
			T::Currency::transfer_on_hold(
				&reason,
				&grant.proposer,
				&T::Pot::get(),
				fee,
				Precision::Exact,
				Restriction::Free,
				// A lock on the proposer's balance, for a vote or a stake, does not save the fee.
				Fortitude::Force,
			)?;
		}
		if returned > 0 {
			T::Currency::release(&reason, &grant.proposer, returned, Precision::Exact)?;
		}
		Ok(returned)
	}
}
