//! The council decides on a proposal.

use crate::{Config, Error, Event, Grant, GrantId, Grants, Pallet, State};
use frame_support::{ensure, traits::Time};
use jmt_primitives::Hash;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Approves the proposal if `plan` is its plan and the pot has enough for it.
	pub(crate) fn do_approve(id: GrantId, plan: Hash) -> DispatchResult {
		let grant = Self::stored(id)?;
		Self::ensure_proposal(&grant)?;
		ensure!(grant.plan == plan, Error::<T>::WrongPlan);
		let (total, beneficiary) = (grant.total(), grant.beneficiary.clone());

		Self::promise(total)?;
		let state = State::Approved { paid: 0, report: None };
		Grants::<T>::insert(id, Grant { state, touched_at: T::Time::now(), ..grant });
		Self::deposit_event(Event::Approved { grant: id, plan, beneficiary, total });
		Ok(())
	}

	/// Forgets the proposal and returns its deposit less the fee.
	pub(crate) fn do_reject(id: GrantId, reason: Hash) -> DispatchResult {
		let grant = Self::stored(id)?;
		Self::ensure_proposal(&grant)?;

		let deposit = Self::return_deposit(&grant, grant.fee)?;
		Grants::<T>::remove(id);
		let Grant { proposer, fee, .. } = grant;
		Self::deposit_event(Event::Rejected { grant: id, proposer, reason, deposit, fee });
		Ok(())
	}
}
