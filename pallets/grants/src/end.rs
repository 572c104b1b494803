//! An approved grant ends before its last milestone.

use crate::{Config, Error, Event, Grant, GrantId, Grants, Pallet, State};
use frame_support::{ensure, traits::Get};
use jmt_primitives::{Balance, Hash, Moment};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The council ends an approved grant.
	pub(crate) fn do_cancel(id: GrantId, reason: Hash) -> DispatchResult {
		let grant = Self::approved(id)?;
		let (rest, deposit) = Self::end(id, &grant, 0)?;
		let Grant { proposer, .. } = grant;
		Self::deposit_event(Event::Cancelled { grant: id, proposer, reason, rest, deposit });
		Ok(())
	}

	/// The supervisory board ends an approved grant.
	pub(crate) fn do_stop(id: GrantId, reason: Hash) -> DispatchResult {
		let grant = Self::approved(id)?;
		let (rest, deposit) = Self::end(id, &grant, 0)?;
		let Grant { proposer, .. } = grant;
		Self::deposit_event(Event::Stopped { grant: id, proposer, reason, rest, deposit });
		Ok(())
	}

	/// Anybody ends an approved grant that has been silent for too long at `now`.
	pub(crate) fn do_lapse(id: GrantId, now: Moment) -> DispatchResult {
		let grant = Self::approved(id)?;
		ensure!(
			matches!(grant.state, State::Approved { report: None, .. }),
			Error::<T>::UnderReview
		);
		// A clock that went back behind the last touch has waited for nothing.
		let silence = now.saturating_sub(grant.touched_at);
		ensure!(silence >= T::Patience::get(), Error::<T>::NotLapsed);

		let (rest, deposit) = Self::end(id, &grant, grant.fee)?;
		let Grant { proposer, fee, .. } = grant;
		Self::deposit_event(Event::Lapsed { grant: id, proposer, rest, deposit, fee });
		Ok(())
	}

	/// The grant, if it is approved.
	fn approved(id: GrantId) -> Result<Grant<T>, DispatchError> {
		let grant = Self::stored(id)?;
		ensure!(grant.state != State::Proposed, Error::<T>::NotApproved);
		Ok(grant)
	}

	/// Forgets an approved grant, frees its promise and returns its deposit less `fee`. Returns the freed and
	/// the returned amount.
	fn end(
		id: GrantId,
		grant: &Grant<T>,
		fee: Balance,
	) -> Result<(Balance, Balance), DispatchError> {
		let rest = grant.rest();
		Self::free(rest)?;
		let deposit = Self::return_deposit(grant, fee)?;
		Grants::<T>::remove(id);
		Ok((rest, deposit))
	}
}
