//! A right is granted.

use crate::{
	deposits::NUMBER_KEY, Config, DeniedBy, Error, Event, Grants, HoldReason, NextGrant, Pallet,
	StorageFacts,
};
use codec::MaxEncodedLen;
use frame_support::{ensure, traits::Time};
use jmt_primitives::{
	access::{
		check_holder, Delegation, Grant, GrantId, Holder, Reason, Resource, ResourceId, Scope,
		MAX_DEPTH,
	},
	AccountId, Moment,
};
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// Checks a grant that is to be, holds its deposit, and stores it. Returns its depth.
	///
	/// A scope that is plainly wider than the parent's is refused here, so that a mistake is seen at once. That it is not
	/// wider in some other way the decision sees to. A holder hands on what it could use: it is active, with all its domains.
	pub(crate) fn do_grant(
		issuer: AccountId,
		resource_id: ResourceId,
		parent: Option<GrantId>,
		holder: Holder,
		scope: Scope,
		delegation: Delegation,
	) -> Result<u8, DispatchError> {
		let resource = Self::resource(resource_id)?;
		let now = T::Time::now();
		Self::ensure_scope(&scope, now)?;
		let above = match parent {
			None => {
				ensure!(resource.owner == issuer, Error::<T>::NotOwner);
				ensure!(scope.actions.is_within(resource.actions), Error::<T>::WiderThanParent);
				None
			},
			Some(id) => {
				let above = Self::stored_grant(id)?;
				ensure!(above.resource == resource_id, Error::<T>::UnknownGrant);
				ensure!(Self::acts_for(&issuer, &above.holder), Error::<T>::NotHolder);
				Self::ensure_parent(&resource, &above, now)?;
				check_holder(&StorageFacts::<T>::default(), &above.holder)
					.map_err(|reason| Error::<T>::Denied(DeniedBy(reason)))?;
				ensure!(!scope.is_wider_than(&above.scope), Error::<T>::WiderThanParent);
				Some((id, above))
			},
		};
		let depth = above.as_ref().map_or(0, |(_, above)| above.depth);
		ensure!(u32::from(depth) < MAX_DEPTH, Error::<T>::TooDeep);
		let depth = depth.saturating_add(1);
		let id = NextGrant::<T>::get().max(1);
		let next = id.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		if let Some((parent, mut above)) = above {
			above.children = above.children.checked_add(1).ok_or(ArithmeticError::Overflow)?;
			Grants::<T>::insert(parent, above);
		}
		let deposit = Self::price(NUMBER_KEY.saturating_add(Grant::max_encoded_len()));
		Self::hold(HoldReason::Grant, &issuer, deposit)?;
		NextGrant::<T>::put(next);
		let grant = Grant {
			resource: resource_id,
			parent,
			depth,
			issuer: issuer.clone(),
			holder: holder.clone(),
			scope,
			delegation,
			epoch: resource.epoch,
			pass_epoch: 0,
			revoked: None,
			children: 0,
			payer: issuer,
			deposit,
		};
		Grants::<T>::insert(id, grant);
		let resource = resource_id;
		Self::deposit_event(Event::Granted { grant: id, resource, parent, depth, holder, deposit });
		Ok(depth)
	}

	/// Refuses a scope in which there is no moment.
	fn ensure_scope(scope: &Scope, now: Moment) -> Result<(), Error<T>> {
		ensure!(now <= scope.expires, Error::<T>::Ended);
		let is_sound = scope.not_before <= scope.expires
			&& scope.windows.iter().all(|window| window.is_sound());
		ensure!(is_sound, Error::<T>::BadScope);
		Ok(())
	}

	/// Refuses a parent that may not be handed on, or that is over, itself or by one above it.
	fn ensure_parent(resource: &Resource, parent: &Grant, now: Moment) -> Result<(), Error<T>> {
		let denied = |reason| Error::<T>::Denied(DeniedBy(reason));
		let may = parent.delegation == Delegation::Allowed;
		ensure!(may, denied(Reason::MayNotDelegate));
		let above = Self::above(parent);
		for grant in core::iter::once(parent).chain(above.iter().map(|(_, grant)| grant)) {
			let stands = grant.revoked.is_none() && grant.epoch == resource.epoch;
			ensure!(stands, denied(Reason::GrantRevoked));
			ensure!(now <= grant.scope.expires, denied(Reason::GrantExpired));
		}
		Ok(())
	}
}
