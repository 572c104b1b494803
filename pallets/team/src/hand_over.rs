//! A beneficiary gives its share to another account.

use crate::{Beneficiaries, Config, Error, Pallet};
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Moves the record of `from`, with its payments, to `to`.
	pub(crate) fn do_hand_over(from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		let beneficiary = Beneficiaries::<T>::get(from).ok_or(Error::<T>::NotBeneficiary)?;
		// Refuses `from` itself too: a record is never written over.
		ensure!(!Beneficiaries::<T>::contains_key(to), Error::<T>::AlreadyBeneficiary);
		ensure!(*to != T::Pot::get(), Error::<T>::ReceiverIsPot);

		Beneficiaries::<T>::remove(from);
		Beneficiaries::<T>::insert(to, beneficiary);
		Ok(())
	}
}
