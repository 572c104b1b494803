//! A grant is proposed, or withdrawn by its proposer.

use crate::{
	types::checked_sum, Config, Error, Event, Grant, GrantId, Grants, HoldReason, NextId, Pallet,
	State,
};
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, MutateHold},
		Get, Time,
	},
	BoundedVec,
};
use jmt_primitives::{Balance, Hash};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Checks a proposal, holds the deposit and stores the grant.
	pub(crate) fn do_propose(
		proposer: T::AccountId,
		beneficiary: T::AccountId,
		plan: Hash,
		milestones: BoundedVec<Balance, T::MaxMilestones>,
	) -> DispatchResult {
		let total = Self::check_milestones(&milestones)?;
		ensure!(beneficiary != T::Pot::get(), Error::<T>::BeneficiaryIsPot);
		let grant = NextId::<T>::get();
		let next = grant.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let deposit = T::Deposit::get();
		// `integrity_test` asserts that it is less; `min` keeps the law where that did not run.
		let fee = T::RejectionFee::get().min(deposit);

		T::Currency::hold(&HoldReason::Deposit.into(), &proposer, deposit)?;
		NextId::<T>::put(next);
		Grants::<T>::insert(
			grant,
			Grant {
				proposer: proposer.clone(),
				beneficiary: beneficiary.clone(),
				plan,
				milestones: milestones.clone(),
				deposit,
				fee,
				state: State::Proposed,
				touched_at: T::Time::now(),
			},
		);
		Self::deposit_event(Event::Proposed {
			grant,
			proposer,
			beneficiary,
			plan,
			milestones,
			total,
			deposit,
			fee,
		});
		Ok(())
	}

	/// Forgets a proposal of `sender`'s and returns the whole deposit.
	pub(crate) fn do_withdraw(sender: &T::AccountId, id: GrantId) -> DispatchResult {
		let grant = Self::stored(id)?;
		ensure!(grant.proposer == *sender, Error::<T>::NotProposer);
		Self::ensure_proposal(&grant)?;

		let deposit = Self::return_deposit(&grant, 0)?;
		Grants::<T>::remove(id);
		Self::deposit_event(Event::Withdrawn { grant: id, proposer: grant.proposer, deposit });
		Ok(())
	}

	/// The grant with this id.
	pub(crate) fn stored(id: GrantId) -> Result<Grant<T>, DispatchError> {
		Ok(Grants::<T>::get(id).ok_or(Error::<T>::UnknownGrant)?)
	}

	/// Refuses a grant that is approved.
	pub(crate) fn ensure_proposal(grant: &Grant<T>) -> DispatchResult {
		ensure!(grant.state == State::Proposed, Error::<T>::AlreadyApproved);
		Ok(())
	}

	/// Refuses milestones that could not be paid; otherwise returns their sum.
	fn check_milestones(milestones: &[Balance]) -> Result<Balance, DispatchError> {
		ensure!(!milestones.is_empty(), Error::<T>::NoMilestones);
		let least = T::Currency::minimum_balance().max(1);
		ensure!(milestones.iter().all(|amount| *amount >= least), Error::<T>::MilestoneTooSmall);
		Ok(checked_sum(milestones).ok_or(Error::<T>::TotalOverflows)?)
	}
}
