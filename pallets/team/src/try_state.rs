//! The laws of the pallet's docs as checks.

use crate::{genesis::sum_of_parts, Beneficiaries, Config, Count, Paid, Pallet};
use frame_support::{
	ensure,
	traits::{fungible::Inspect, Get},
};
use jmt_primitives::{Balance, Invariants};
use sp_runtime::{Perbill, TryRuntimeError};

impl<T: Config> Invariants for Pallet<T> {
	const NAME: &'static str = "Team";

	fn check() -> Result<(), TryRuntimeError> {
		Self::everybody_named_is_there()?;
		Self::shares_sum_to_one()?;
		Self::pot_is_no_beneficiary()?;
		Self::paid_within_entitlement()?;
		Self::payments_sum_up()?;
		Self::pot_covers_what_is_unpaid()
	}
}

impl<T: Config> Pallet<T> {
	/// There are as many beneficiaries as genesis named.
	fn everybody_named_is_there() -> Result<(), TryRuntimeError> {
		let stored = u32::try_from(Beneficiaries::<T>::iter_keys().count())
			.map_err(|_| TryRuntimeError::Other("team: more beneficiaries than a u32 counts"))?;
		ensure!(
			stored == Count::<T>::get(),
			"team: there are not as many beneficiaries as genesis named"
		);
		Ok(())
	}

	/// The beneficiaries' shares sum to one, or there is no beneficiary.
	fn shares_sum_to_one() -> Result<(), TryRuntimeError> {
		let sum = sum_of_parts(Beneficiaries::<T>::iter_values().map(|each| each.share));
		ensure!(
			sum == u64::from(Perbill::one().deconstruct()) || Count::<T>::get() == 0,
			"team: the shares do not sum to one"
		);
		Ok(())
	}

	/// The pot is no beneficiary.
	fn pot_is_no_beneficiary() -> Result<(), TryRuntimeError> {
		ensure!(
			!Beneficiaries::<T>::contains_key(T::Pot::get()),
			"team: the pot is a beneficiary of itself"
		);
		Ok(())
	}

	/// No beneficiary was paid more than it is entitled to.
	fn paid_within_entitlement() -> Result<(), TryRuntimeError> {
		Beneficiaries::<T>::iter_values().try_for_each(|each| {
			ensure!(
				each.paid <= each.share_of(T::Total::get()),
				"team: a beneficiary was paid more than it is entitled to"
			);
			Ok(())
		})
	}

	/// The payments of the beneficiaries sum to the payments of the team.
	fn payments_sum_up() -> Result<(), TryRuntimeError> {
		let sum = Beneficiaries::<T>::iter_values()
			.try_fold(0, |sum: Balance, each| sum.checked_add(each.paid))
			.ok_or("team: the payments overflow")?;
		ensure!(sum == Paid::<T>::get(), "team: the payments do not sum to what was paid");
		Ok(())
	}

	/// The pot holds at least the total less what was paid, and no more than the total was paid.
	fn pot_covers_what_is_unpaid() -> Result<(), TryRuntimeError> {
		let unpaid = T::Total::get()
			.checked_sub(Paid::<T>::get())
			.ok_or("team: more was paid than the total")?;
		ensure!(
			T::Currency::total_balance(&T::Pot::get()) >= unpaid,
			"team: the pot holds less than was not paid"
		);
		Ok(())
	}
}
