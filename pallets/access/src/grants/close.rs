//! A grant is closed, and its deposit goes back.

use crate::{Config, Error, Event, Grants, HoldReason, Pallet, Resources};
use frame_support::{ensure, traits::Time};
use jmt_primitives::{
	access::{Grant, GrantId, GRANT_GRACE_MS},
	AccountId, Moment,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Forgets a grant from which no other was made: by its payer, or by anybody 30 days after its end, or once its
	/// resource is gone.
	pub(crate) fn do_close_grant(by: &AccountId, id: GrantId) -> Result<(), DispatchError> {
		let grant = Self::stored_grant(id)?;
		ensure!(grant.children == 0, Error::<T>::HasChildren);
		let may = grant.payer == *by || Self::is_left_behind(&grant, T::Time::now());
		ensure!(may, Error::<T>::NotPayer);
		if let Some(parent) = grant.parent {
			Grants::<T>::mutate_extant(parent, |above| {
				above.children = above.children.saturating_sub(1);
			});
		}
		let Grant { payer, deposit, .. } = grant;
		let released = Self::release(HoldReason::Grant, &payer, deposit)?;
		Grants::<T>::remove(id);
		Self::deposit_event(Event::GrantClosed { grant: id, payer, released });
		Ok(())
	}

	/// Whether anybody may close a grant. It ends when it, or one above it, expires or is revoked: a holder that is gone
	/// hinders nobody above from getting a deposit back.
	fn is_left_behind(grant: &Grant, now: Moment) -> bool {
		if !Resources::<T>::contains_key(grant.resource) {
			return true;
		}
		let above = Self::above(grant);
		let end_of = |grant: &Grant| {
			let revoked = grant.revoked.unwrap_or(Moment::MAX);
			revoked.min(grant.scope.expires)
		};
		let all = core::iter::once(grant).chain(above.iter().map(|(_, grant)| grant));
		let end = all.map(end_of).min().unwrap_or(Moment::MAX);
		now > end.saturating_add(GRANT_GRACE_MS)
	}
}
