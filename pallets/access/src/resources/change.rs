//! A resource is changed, frozen or opened.

use crate::{Config, Error, Event, Pallet, ResourceChange, Resources, StateChange, WeightInfo};
use frame_support::{ensure, weights::Weight};
use jmt_primitives::{
	access::{Resource, ResourceId, ResourceState},
	identity::IdentityFacts,
	AccountId,
};
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// Changes a resource: its owner all of it, an authority of its domain whether it is frozen.
	pub(crate) fn do_set_resource(
		by: AccountId,
		id: ResourceId,
		change: ResourceChange,
	) -> Result<(), DispatchError> {
		let old = Self::resource(id)?;
		let mut new = old.clone();
		if let ResourceChange::State(change) = change {
			new.state = Self::next_state(&by, &old, change)?;
		} else {
			ensure!(old.owner == by, Error::<T>::NotOwner);
			match change {
				ResourceChange::Place(place) => new.place = place,
				ResourceChange::Enforcer(enforcer) => {
					new.enforcer = enforcer;
					Self::ensure_enforcer(&new)?;
					new.series = Self::next_series(&old, &new)?;
				},
				ResourceChange::Actions { actions, fail_safe } => {
					new.actions = actions;
					new.fail_safe = fail_safe;
					Self::ensure_actions(&new)?;
				},
				ResourceChange::Policy(policy) => {
					new.policy = policy;
					Self::ensure_policy(&new)?;
					Self::count_policies(old.policy, policy)?;
				},
				// Taken above.
				ResourceChange::State(_) => {},
			}
		}
		let (state, series) = (new.state, new.series);
		Resources::<T>::insert(id, new);
		Self::deposit_event(Event::ResourceChanged { resource: id, by, change, state, series });
		Ok(())
	}

	/// Weight of a change. Of the owner's that of the policy costs most; a domain's authority is looked for in each domain
	/// above.
	pub(crate) fn change_weight(change: &ResourceChange) -> Weight {
		match change {
			ResourceChange::State(_) => T::WeightInfo::set_resource_state(),
			ResourceChange::Place(_)
			| ResourceChange::Enforcer(_)
			| ResourceChange::Actions { .. }
			| ResourceChange::Policy(_) => T::WeightInfo::set_resource(),
		}
	}

	/// The series of a resource: another one with another enforcer, who knows nothing of what was served.
	fn next_series(old: &Resource, new: &Resource) -> Result<u32, DispatchError> {
		if old.enforcer == new.enforcer {
			return Ok(old.series);
		}
		old.series.checked_add(1).ok_or(ArithmeticError::Overflow.into())
	}

	/// The state that somebody gives a resource.
	///
	/// A freeze of the domain's takes the place of the owner's, so that no owner keeps it away by one of its own, and of
	/// one by a lower rank. Once the domain lifts it, the owner's is left, since a domain opens nothing; an owner who has
	/// the rank itself opens at once.
	fn next_state(
		by: &AccountId,
		resource: &Resource,
		change: StateChange,
	) -> Result<ResourceState, DispatchError> {
		let is_owner = resource.owner == *by;
		let rank = T::Identity::rank(resource.domain, by);
		ensure!(is_owner || rank.is_some(), Error::<T>::NotOwner);
		let next = match (change, resource.state, rank) {
			(StateChange::Freeze, ResourceState::Open, _) if is_owner => {
				ResourceState::FrozenByOwner
			},
			(StateChange::Freeze, ResourceState::Open, Some(rank)) => ResourceState::Frozen(rank),
			(StateChange::Freeze, ResourceState::FrozenByOwner, Some(rank)) if !is_owner => {
				ResourceState::Frozen(rank)
			},
			(StateChange::Freeze, ResourceState::Frozen(before), Some(rank)) if rank < before => {
				ResourceState::Frozen(rank)
			},
			(StateChange::Freeze, ..) => return Err(Error::<T>::AlreadyFrozen.into()),
			(StateChange::Open, ResourceState::Open, _) => return Err(Error::<T>::NotFrozen.into()),
			(StateChange::Open, ResourceState::FrozenByOwner, _) => {
				ensure!(is_owner, Error::<T>::NotOwner);
				ResourceState::Open
			},
			(StateChange::Open, ResourceState::Frozen(before), rank) => {
				let lifts = rank.is_some_and(|rank| rank <= before);
				ensure!(lifts, Error::<T>::HigherAuthorityNeeded);
				match is_owner {
					true => ResourceState::Open,
					false => ResourceState::FrozenByOwner,
				}
			},
		};
		Ok(next)
	}
}
