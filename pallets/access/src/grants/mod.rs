//! Grants: rights that are handed on, each on the one before.

mod close;
mod grant;
mod revoke;

use crate::{Config, Error, Grants, Pallet, Resources};
use alloc::vec::Vec;
use jmt_primitives::{
	access::{Grant, GrantId, Holder, MAX_DEPTH},
	identity::IdentityFacts,
	AccountId,
};

impl<T: Config> Pallet<T> {
	/// A grant.
	pub(crate) fn stored_grant(id: GrantId) -> Result<Grant, Error<T>> {
		Grants::<T>::get(id).ok_or(Error::<T>::UnknownGrant)
	}

	/// The grants above this one, its parent first, 7 at most: a parent stays as long as it has children.
	#[inline(never)]
	pub(crate) fn above(grant: &Grant) -> Vec<(GrantId, Grant)> {
		let mut above = Vec::new();
		let mut next = grant.parent;
		for _ in 1..MAX_DEPTH {
			let Some((id, stored)) = next.and_then(|id| Some((id, Grants::<T>::get(id)?))) else {
				break;
			};
			next = stored.parent;
			above.push((id, stored));
		}
		above
	}

	/// A grant and those above it, up to its root. Empty when there is none with this number.
	pub fn grant_chain(id: GrantId) -> Vec<(GrantId, Grant)> {
		let Some(grant) = Grants::<T>::get(id) else { return Vec::new() };
		let above = Self::above(&grant);
		core::iter::once((id, grant)).chain(above).collect()
	}

	/// Whether an account acts for a holder: it is it, owns the device, or speaks for the domain.
	pub(crate) fn acts_for(who: &AccountId, holder: &Holder) -> bool {
		match holder {
			Holder::Account(account) => account == who,
			Holder::Device(device) => {
				T::Identity::device(device).is_some_and(|device| device.owner == *who)
			},
			Holder::Domain { domain, .. } => T::Identity::rank(*domain, who).is_some(),
		}
	}

	/// Whether an account owns the resource of a grant.
	pub(crate) fn owns_resource_of(who: &AccountId, grant: &Grant) -> bool {
		Resources::<T>::get(grant.resource).is_some_and(|resource| resource.owner == *who)
	}
}
