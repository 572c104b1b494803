//! A domain begins.

use crate::{Config, Domains, Error, HoldReason, NextDomain, Pallet};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, Get},
};
use jmt_primitives::{
	cell::Region,
	domains::{Domain, DomainId, DomainState, Layer, MAX_DEPTH},
	AccountId, Balance,
};
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// Makes a domain of `owner`'s, a top one or below `parent`. Returns its number and what is held.
	pub(crate) fn do_create_domain(
		owner: &AccountId,
		parent: Option<DomainId>,
		layer: Layer,
		region: Region,
	) -> Result<(DomainId, Balance), DispatchError> {
		let id = NextDomain::<T>::get().max(1);
		let next = id.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let (top, depth, deposit, above) = match parent {
			None => (id, 1, T::TopDeposit::get(), None),
			Some(parent) => {
				let (path, _) = Self::authority(parent, owner)?;
				path.ensure_active::<T>()?;
				let mut above = path.own;
				ensure!(above.depth < MAX_DEPTH, Error::<T>::TooDeep);
				ensure!(above.region.contains(region), Error::<T>::RegionOutside);
				above.children = above.children.checked_add(1).ok_or(ArithmeticError::Overflow)?;
				let depth = above.depth.saturating_add(1);
				(above.top, depth, T::ChildDeposit::get(), Some((parent, above)))
			},
		};
		T::Currency::hold(&HoldReason::Domain.into(), owner, deposit)?;
		NextDomain::<T>::put(next);
		if let Some((parent, above)) = above {
			Domains::<T>::insert(parent, above);
		}
		let domain = Domain {
			parent,
			top,
			depth,
			layer,
			region,
			owner: owner.clone(),
			offered_to: None,
			payer: owner.clone(),
			deposit,
			state: DomainState::Active,
			admins: 0,
			children: 0,
			members: 0,
			manifests: 0,
		};
		Domains::<T>::insert(id, domain);
		Ok((id, deposit))
	}
}
