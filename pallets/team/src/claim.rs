//! A beneficiary takes what is due.

use crate::{Beneficiaries, Beneficiary, Config, Error, Paid, Pallet};
use frame_support::{
	ensure,
	traits::{fungible::Mutate, tokens::Preservation, Get, Time},
};
use jmt_primitives::Balance;
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// Pays `who` the amount due, as far as the pot can give it. Returns the payment, and the number of tranches
	/// that have vested.
	pub(crate) fn do_claim(who: &T::AccountId) -> Result<(Balance, u32), DispatchError> {
		let beneficiary = Beneficiaries::<T>::get(who).ok_or(Error::<T>::NotBeneficiary)?;
		let launch = T::Launch::get().ok_or(Error::<T>::NotLaunched)?;
		let tranches = Self::vested_tranches(launch, T::Time::now());
		let due = beneficiary.due(Self::worth(tranches));
		ensure!(due > 0, Error::<T>::NothingDue);
		let amount = due.min(Self::payable());
		ensure!(amount > 0, Error::<T>::PotExhausted);
		let paid = beneficiary.paid.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		let all_paid = Paid::<T>::get().checked_add(amount).ok_or(ArithmeticError::Overflow)?;

		T::Currency::transfer(&T::Pot::get(), who, amount, Preservation::Preserve)?;
		Beneficiaries::<T>::insert(who, Beneficiary { paid, ..beneficiary });
		Paid::<T>::put(all_paid);
		Ok((amount, tranches))
	}
}
