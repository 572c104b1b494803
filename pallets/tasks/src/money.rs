//! Holds, and the books that count all that moves through them.

use crate::{Books, Config, HoldReason, Ledger, Pallet};
use frame_support::traits::{
	fungible::MutateHold,
	tokens::{Fortitude, Precision, Restriction},
};
use jmt_primitives::{AccountId, Balance};
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Holds an amount of an account's.
	pub(crate) fn hold(reason: HoldReason, who: &AccountId, amount: Balance) -> DispatchResult {
		T::Currency::hold(&reason.into(), who, amount)
	}

	/// Releases an amount to the account that it is held of.
	pub(crate) fn release(reason: HoldReason, who: &AccountId, amount: Balance) -> DispatchResult {
		T::Currency::release(&reason.into(), who, amount, Precision::Exact).map(|_| ())
	}

	/// Pays an amount that is held of `from` to `to`.
	pub(crate) fn take(
		reason: HoldReason,
		from: &AccountId,
		to: &AccountId,
		amount: Balance,
	) -> DispatchResult {
		if from == to {
			return Self::release(reason, from, amount);
		}
		// Also where the account has frozen what is held of it: to freeze is to vote with it, and no excuse.
		let (restriction, fortitude) = (Restriction::Free, Fortitude::Force);
		let (reason, precision) = (reason.into(), Precision::Exact);
		T::Currency::transfer_on_hold(&reason, from, to, amount, precision, restriction, fortitude)
			.map(|_| ())
	}

	/// Writes into the books; `None` of a sum that no balance is.
	pub(crate) fn book(write: impl FnOnce(&mut Ledger) -> Option<()>) -> DispatchResult {
		Books::<T>::try_mutate(|books| write(books).ok_or(ArithmeticError::Overflow.into()))
	}
}
