//! The laws of the pallet's docs as checks.

use crate::{types::checked_sum, Config, Grants, HoldReason, NextId, Pallet, State};
use alloc::collections::BTreeMap;
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, InspectHold},
		Get,
	},
};
use jmt_primitives::{Balance, Invariants};
use sp_runtime::TryRuntimeError;

impl<T: Config> Invariants for Pallet<T> {
	const NAME: &'static str = "Grants";

	fn check() -> Result<(), TryRuntimeError> {
		Self::grants_are_sound()?;
		Self::promised_is_on_hold()?;
		Self::deposits_are_held()
	}
}

impl<T: Config> Pallet<T> {
	/// A grant's id was given out, its milestones are payable, its fee is within its deposit, and if it is
	/// approved a milestone is to be paid.
	fn grants_are_sound() -> Result<(), TryRuntimeError> {
		let next = NextId::<T>::get();
		for (id, grant) in Grants::<T>::iter() {
			ensure!(id < next, "grants: an id was not given out yet");
			ensure!(!grant.milestones.is_empty(), "grants: a grant has no milestone");
			ensure!(
				grant.milestones.iter().all(|amount| *amount > 0),
				"grants: a milestone pays nothing"
			);
			ensure!(
				checked_sum(&grant.milestones).is_some(),
				"grants: the milestones of a grant overflow"
			);
			ensure!(grant.fee <= grant.deposit, "grants: a fee exceeds its deposit");
			if let State::Approved { paid, .. } = grant.state {
				ensure!(paid < grant.count(), "grants: an approved grant has nothing to be paid");
			}
		}
		Ok(())
	}

	/// The pot's hold is the sum of the unpaid milestones of approved grants, and the pot keeps the
	/// existential deposit besides.
	fn promised_is_on_hold() -> Result<(), TryRuntimeError> {
		let promised = Grants::<T>::iter_values()
			.try_fold(0, |sum: Balance, grant| sum.checked_add(grant.rest()))
			.ok_or("grants: what is promised overflows")?;
		ensure!(
			Self::promised_in_pot() == promised,
			"grants: the pot's hold is not what is promised"
		);
		ensure!(
			promised == 0 || T::Currency::balance(&T::Pot::get()) >= T::Currency::minimum_balance(),
			"grants: the pot promised its existential deposit"
		);
		Ok(())
	}

	/// A proposer's hold for deposits is the sum of the deposits of the proposer's grants.
	fn deposits_are_held() -> Result<(), TryRuntimeError> {
		let mut deposits = BTreeMap::<T::AccountId, Balance>::new();
		for grant in Grants::<T>::iter_values() {
			let sum = deposits.entry(grant.proposer).or_default();
			*sum = sum
				.checked_add(grant.deposit)
				.ok_or("grants: the deposits of a proposer overflow")?;
		}
		for (proposer, sum) in deposits {
			let held = T::Currency::balance_on_hold(&HoldReason::Deposit.into(), &proposer);
			ensure!(held == sum, "grants: what is held of a proposer is not the sum of deposits");
		}
		Ok(())
	}
}
