//! Approvals: one item each, by the account that approves.

use crate::{
	deposits::{KEY_HASH, NUMBER_KEY},
	Approvals, Config, Error, Event, HoldReason, Pallet,
};
use codec::MaxEncodedLen;
use frame_support::{ensure, traits::Time};
use jmt_primitives::{
	access::{Approval, ResourceId, MAX_APPROVAL_MS},
	AccountId, Balance, Hash, Moment,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Stores an approval and holds its deposit, or gives an old one another end.
	pub(crate) fn do_approve(
		approver: AccountId,
		resource: ResourceId,
		request: Hash,
		until: Moment,
	) -> Result<(), DispatchError> {
		Self::resource(resource)?;
		let now = T::Time::now();
		ensure!(now <= until, Error::<T>::Ended);
		ensure!(until <= now.saturating_add(MAX_APPROVAL_MS), Error::<T>::EndsTooFar);
		let name = (request, approver);
		let deposit = match Approvals::<T>::get(resource, &name) {
			Some(before) => before.deposit,
			None => {
				let deposit = Self::approval_deposit();
				Self::hold(HoldReason::Approval, &name.1, deposit)?;
				deposit
			},
		};
		Approvals::<T>::insert(resource, &name, Approval { until, deposit });
		let (request, approver) = name;
		Self::deposit_event(Event::Approved { resource, request, approver, until });
		Ok(())
	}

	/// Forgets an approval and releases its deposit: by its approver, or by anybody after its end.
	pub(crate) fn do_withdraw_approval(
		by: &AccountId,
		resource: ResourceId,
		request: Hash,
		approver: AccountId,
	) -> Result<(), DispatchError> {
		let name = (request, approver);
		let approval = Approvals::<T>::get(resource, &name).ok_or(Error::<T>::UnknownApproval)?;
		let may = name.1 == *by || approval.until < T::Time::now();
		ensure!(may, Error::<T>::NotApprover);
		let released = Self::release(HoldReason::Approval, &name.1, approval.deposit)?;
		Approvals::<T>::remove(resource, &name);
		let (request, approver) = name;
		Self::deposit_event(Event::ApprovalWithdrawn { resource, request, approver, released });
		Ok(())
	}

	/// The deposit of an approval. Its key has a number, a hash, a request and an account.
	pub(crate) fn approval_deposit() -> Balance {
		let key = NUMBER_KEY.saturating_add(KEY_HASH).saturating_add(64);
		Self::price(key.saturating_add(Approval::max_encoded_len()))
	}
}
