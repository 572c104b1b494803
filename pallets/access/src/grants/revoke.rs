//! Rights are taken back: of a grant with all below, of all grants of a resource, of all passes of a grant. One write
//! each, however many there are.

use crate::{Config, Error, Event, Grants, Pallet, Resources};
use frame_support::{ensure, traits::Time};
use jmt_primitives::{
	access::{GrantId, ResourceId},
	AccountId,
};
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// Revokes a grant: by its issuer, the issuer of one above, or the resource's owner.
	pub(crate) fn do_revoke(by: AccountId, id: GrantId) -> Result<(), DispatchError> {
		let mut grant = Self::stored_grant(id)?;
		let may = grant.issuer == by
			|| Self::owns_resource_of(&by, &grant)
			|| Self::above(&grant).iter().any(|(_, above)| above.issuer == by);
		ensure!(may, Error::<T>::NotIssuer);
		ensure!(grant.revoked.is_none(), Error::<T>::AlreadyRevoked);
		grant.revoked = Some(T::Time::now());
		Grants::<T>::insert(id, grant);
		Self::deposit_event(Event::GrantRevoked { grant: id, by });
		Ok(())
	}

	/// Raises the epoch of a resource of the owner's.
	pub(crate) fn do_revoke_all(owner: &AccountId, id: ResourceId) -> Result<(), DispatchError> {
		let mut resource = Self::own_resource(owner, id)?;
		let epoch = resource.epoch.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		resource.epoch = epoch;
		Resources::<T>::insert(id, resource);
		Self::deposit_event(Event::AllRevoked { resource: id, epoch });
		Ok(())
	}

	/// Raises the pass epoch of a grant.
	pub(crate) fn do_bump_passes(by: &AccountId, id: GrantId) -> Result<(), DispatchError> {
		let mut grant = Self::stored_grant(id)?;
		let may = grant.issuer == *by
			|| Self::owns_resource_of(by, &grant)
			|| Self::acts_for(by, &grant.holder);
		ensure!(may, Error::<T>::NotIssuer);
		let epoch = grant.pass_epoch.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		grant.pass_epoch = epoch;
		Grants::<T>::insert(id, grant);
		Self::deposit_event(Event::PassesRevoked { grant: id, epoch });
		Ok(())
	}
}
