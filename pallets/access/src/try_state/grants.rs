//! Grants.

use crate::{Config, Grants, NextGrant, Pallet, Resources};
use alloc::collections::BTreeMap;
use frame_support::ensure;
use jmt_primitives::access::{Delegation, Grant, GrantId, MAX_DEPTH};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Every grant has a number that was given. It has a parent of the same resource that was made before, may be handed
	/// on, says no less, and is one step nearer to the root; or none, and then the owner issued it. The depth is 8 at most.
	pub(super) fn grants_stand_on_their_parents() -> Result<(), TryRuntimeError> {
		let next = NextGrant::<T>::get();
		for (id, grant) in Grants::<T>::iter() {
			ensure!(0 < id && id < next, "a grant's number was not given");
			ensure!(u32::from(grant.depth) <= MAX_DEPTH, "a chain of grants is too deep");
			match grant.parent {
				Some(parent) => Self::ensure_stands_on(id, &grant, parent)?,
				None => {
					ensure!(grant.depth == 1, "a root has another depth");
					let owner = Resources::<T>::get(grant.resource).map(|resource| resource.owner);
					let is_owners = owner.is_none_or(|owner| owner == grant.issuer);
					ensure!(is_owners, "another than the owner made a root");
				},
			}
			let epoch = Resources::<T>::get(grant.resource).map(|resource| resource.epoch);
			ensure!(
				epoch.is_none_or(|epoch| grant.epoch <= epoch),
				"a grant is of an epoch to come"
			);
		}
		Ok(())
	}

	fn ensure_stands_on(
		id: GrantId,
		grant: &Grant,
		parent: GrantId,
	) -> Result<(), TryRuntimeError> {
		let above = Grants::<T>::get(parent).ok_or("a parent is gone")?;
		ensure!(parent < id, "a parent is younger");
		ensure!(above.resource == grant.resource, "a parent is of another resource");
		ensure!(
			above.depth.checked_add(1) == Some(grant.depth),
			"a depth is not the parent's and one"
		);
		ensure!(above.delegation == Delegation::Allowed, "a parent may not be handed on");
		ensure!(!grant.scope.is_wider_than(&above.scope), "a grant is wider than its parent");
		Ok(())
	}

	/// A grant counts those that were made from it.
	pub(super) fn children_are_counted() -> Result<(), TryRuntimeError> {
		let mut children = BTreeMap::<GrantId, u32>::new();
		for parent in Grants::<T>::iter_values().filter_map(|grant| grant.parent) {
			let count = children.entry(parent).or_default();
			*count = count.saturating_add(1);
		}
		for (id, grant) in Grants::<T>::iter() {
			let count = children.get(&id).copied().unwrap_or_default();
			ensure!(grant.children == count, "a grant counts its children wrongly");
		}
		Ok(())
	}
}
