//! A milestone is submitted, and the council reviews it.

use crate::{Config, Error, Event, Grant, GrantId, Grants, MilestoneIndex, Paid, Pallet, State};
use core::cmp::Ordering;
use frame_support::{ensure, traits::Time};
use jmt_primitives::{Balance, Hash};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Notes `sender`'s report of the next milestone, in place of one that waits.
	pub(crate) fn do_submit(
		sender: &T::AccountId,
		id: GrantId,
		milestone: MilestoneIndex,
		report: Hash,
	) -> DispatchResult {
		let grant = Self::stored(id)?;
		ensure!(grant.proposer == *sender, Error::<T>::NotProposer);
		let (_, waiting) = Self::next_milestone(&grant, milestone)?;
		ensure!(waiting != Some(report), Error::<T>::AlreadySubmitted);

		Self::advance(id, grant, milestone, Some(report));
		Self::deposit_event(Event::MilestoneSubmitted { grant: id, milestone, report });
		Ok(())
	}

	/// Pays the milestone if `report` waits for review. The last one ends the grant.
	pub(crate) fn do_accept(
		id: GrantId,
		milestone: MilestoneIndex,
		report: Hash,
	) -> DispatchResult {
		let grant = Self::stored(id)?;
		let amount = Self::under_review(&grant, milestone, report)?;
		let paid_so_far = Paid::<T>::get().checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		let next = milestone.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		// The milestone is the next one, so the rest begins with it.
		let rest = grant.rest().checked_sub(amount).ok_or(ArithmeticError::Underflow)?;

		let beneficiary = grant.beneficiary.clone();
		Self::pay(&beneficiary, amount)?;
		Paid::<T>::put(paid_so_far);
		Self::deposit_event(Event::MilestonePaid {
			grant: id,
			milestone,
			report,
			beneficiary,
			amount,
			rest,
		});
		if next < grant.count() {
			Self::advance(id, grant, next, None);
			return Ok(());
		}
		Self::complete(id, grant)
	}

	/// Sends the milestone back if `report` waits for review.
	pub(crate) fn do_decline(
		id: GrantId,
		milestone: MilestoneIndex,
		report: Hash,
		reason: Hash,
	) -> DispatchResult {
		let grant = Self::stored(id)?;
		Self::under_review(&grant, milestone, report)?;

		Self::advance(id, grant, milestone, None);
		Self::deposit_event(Event::MilestoneDeclined { grant: id, milestone, report, reason });
		Ok(())
	}

	/// Forgets a grant whose milestones are all paid and returns its deposit.
	fn complete(id: GrantId, grant: Grant<T>) -> DispatchResult {
		let deposit = Self::return_deposit(&grant, 0)?;
		Grants::<T>::remove(id);
		let total = grant.total();
		let Grant { proposer, beneficiary, .. } = grant;
		Self::deposit_event(Event::Completed { grant: id, proposer, beneficiary, total, deposit });
		Ok(())
	}

	/// Stores an approved grant with another state. It counts as touched now.
	fn advance(id: GrantId, grant: Grant<T>, paid: MilestoneIndex, report: Option<Hash>) {
		let state = State::Approved { paid, report };
		Grants::<T>::insert(id, Grant { state, touched_at: T::Time::now(), ..grant });
	}

	/// The amount of the milestone and its report that waits for review, if it is the next one of an
	/// approved grant.
	fn next_milestone(
		grant: &Grant<T>,
		milestone: MilestoneIndex,
	) -> Result<(Balance, Option<Hash>), DispatchError> {
		let State::Approved { paid, report } = grant.state else {
			return Err(Error::<T>::NotApproved.into());
		};
		let amount = grant.amount(milestone).ok_or(Error::<T>::UnknownMilestone)?;
		match milestone.cmp(&paid) {
			Ordering::Less => Err(Error::<T>::MilestoneAlreadyPaid.into()),
			Ordering::Greater => Err(Error::<T>::MilestoneNotReached.into()),
			Ordering::Equal => Ok((amount, report)),
		}
	}

	/// The amount of the milestone, if `report` waits for its review.
	fn under_review(
		grant: &Grant<T>,
		milestone: MilestoneIndex,
		report: Hash,
	) -> Result<Balance, DispatchError> {
		let (amount, waiting) = Self::next_milestone(grant, milestone)?;
		let waiting = waiting.ok_or(Error::<T>::NotSubmitted)?;
		ensure!(waiting == report, Error::<T>::WrongReport);
		Ok(amount)
	}
}
