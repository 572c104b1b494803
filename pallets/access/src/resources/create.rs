//! A resource is made.

use crate::{
	deposits::NUMBER_KEY, Config, Error, Event, HoldReason, NextResource, Pallet, ResourcePermit,
	Resources,
};
use codec::MaxEncodedLen;
use frame_support::{ensure, traits::Time};
use jmt_primitives::{
	access::{signed, Resource, MAX_PERMIT_MS},
	domains::DomainId,
	identity::IdentityFacts,
	AccountId, Hash,
};
use sp_runtime::{traits::Verify, ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// The genesis hash is never pruned.
	pub(crate) fn genesis_hash() -> Hash {
		frame_system::Pallet::<T>::block_hash(0)
	}

	/// Checks a resource that is to be, holds its deposit, and stores it.
	pub(crate) fn do_create_resource(
		mut resource: Resource,
		permit: Option<ResourcePermit>,
	) -> Result<(), DispatchError> {
		Self::ensure_permitted(&resource.owner, resource.domain, permit)?;
		Self::ensure_actions(&resource)?;
		Self::ensure_enforcer(&resource)?;
		Self::ensure_policy(&resource)?;
		let id = NextResource::<T>::get().max(1);
		let next = id.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		resource.deposit = Self::price(NUMBER_KEY.saturating_add(Resource::max_encoded_len()));
		Self::hold(HoldReason::Resource, &resource.owner, resource.deposit)?;
		Self::count_policies(None, resource.policy)?;
		NextResource::<T>::put(next);
		let Resource { owner, domain, deposit, .. } = resource.clone();
		Resources::<T>::insert(id, resource);
		Self::deposit_event(Event::ResourceCreated { resource: id, owner, domain, deposit });
		Ok(())
	}

	/// The domain's consent: the word of one of its authorities for this owner, or the owner is one itself.
	fn ensure_permitted(
		owner: &AccountId,
		domain: DomainId,
		permit: Option<ResourcePermit>,
	) -> Result<(), Error<T>> {
		ensure!(T::Identity::domain(domain).is_some(), Error::<T>::UnknownDomain);
		ensure!(T::Identity::active(domain), Error::<T>::DomainNotActive);
		let authority = permit.as_ref().map_or(owner, |permit| &permit.authority);
		ensure!(T::Identity::rank(domain, authority).is_some(), Error::<T>::NotDomainAuthority);
		let Some(ResourcePermit { expires, authority, signature }) = permit else { return Ok(()) };
		let now = T::Time::now();
		ensure!(now <= expires, Error::<T>::PermitExpired);
		ensure!(expires <= now.saturating_add(MAX_PERMIT_MS), Error::<T>::ExpiresTooFar);
		let message = signed::permit(&Self::genesis_hash(), owner, domain, expires);
		ensure!(signature.verify(message.as_slice(), &authority), Error::<T>::BadPermit);
		Ok(())
	}
}
