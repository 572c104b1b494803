//! Resources: made by the domain's word, changed by their owner, frozen by either.

mod change;
mod close;
mod create;

use crate::{Config, Error, Pallet, Policies, Resources};
use alloc::vec::Vec;
use frame_support::ensure;
use jmt_primitives::{
	access::{PolicyId, Resource, ResourceId},
	domains::{DomainId, MAX_DEPTH},
	identity::IdentityFacts,
	AccountId,
};
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// A resource.
	pub(crate) fn resource(id: ResourceId) -> Result<Resource, Error<T>> {
		Resources::<T>::get(id).ok_or(Error::<T>::UnknownResource)
	}

	/// A resource of the account's.
	pub(crate) fn own_resource(who: &AccountId, id: ResourceId) -> Result<Resource, Error<T>> {
		let resource = Self::resource(id)?;
		ensure!(resource.owner == *who, Error::<T>::NotOwner);
		Ok(resource)
	}

	/// A domain and those above it, its own number first, 8 at most. Empty when there is no such domain.
	#[inline(never)]
	pub(crate) fn path_of(domain: DomainId) -> Vec<DomainId> {
		let mut path = Vec::new();
		let mut next = Some(domain);
		for _ in 0..MAX_DEPTH {
			let Some((id, stored)) = next.and_then(|id| Some((id, T::Identity::domain(id)?)))
			else {
				break;
			};
			path.push(id);
			next = stored.parent;
		}
		path
	}

	/// Refuses an enforcer that is not registered.
	fn ensure_enforcer(resource: &Resource) -> Result<(), Error<T>> {
		let known = resource.enforcer.is_none_or(|device| T::Identity::device(&device).is_some());
		ensure!(known, Error::<T>::UnknownEnforcer);
		Ok(())
	}

	/// Refuses fail-safe actions that the resource does not have.
	fn ensure_actions(resource: &Resource) -> Result<(), Error<T>> {
		ensure!(resource.fail_safe.is_within(resource.actions), Error::<T>::BeyondActions);
		Ok(())
	}

	/// Refuses a policy of another owner, or for a domain that is not the resource's or above it: what was checked about
	/// the policy's domain when it was written holds for the resource's.
	fn ensure_policy(resource: &Resource) -> Result<(), Error<T>> {
		let Some(id) = resource.policy else { return Ok(()) };
		let policy = Policies::<T>::get(id).ok_or(Error::<T>::UnknownPolicy)?;
		ensure!(policy.owner == resource.owner, Error::<T>::ForeignPolicy);
		ensure!(Self::path_of(resource.domain).contains(&policy.domain), Error::<T>::ForeignPolicy);
		Ok(())
	}

	/// Notes that a resource named the policy `from` and names `to` from now on.
	fn count_policies(from: Option<PolicyId>, to: Option<PolicyId>) -> Result<(), DispatchError> {
		if from == to {
			return Ok(());
		}
		if let Some((id, mut policy)) = from.and_then(|id| Some((id, Policies::<T>::get(id)?))) {
			policy.resources = policy.resources.saturating_sub(1);
			Policies::<T>::insert(id, policy);
		}
		if let Some(id) = to {
			let mut policy = Policies::<T>::get(id).ok_or(Error::<T>::UnknownPolicy)?;
			policy.resources = policy.resources.checked_add(1).ok_or(ArithmeticError::Overflow)?;
			Policies::<T>::insert(id, policy);
		}
		Ok(())
	}
}
