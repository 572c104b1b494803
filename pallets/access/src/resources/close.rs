//! A resource is closed. All that was made for it is left, and cleared one by one.

use crate::{Config, Event, HoldReason, Pallet, Resources};
use jmt_primitives::{access::ResourceId, AccountId};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Forgets a resource of the owner's, and releases its deposit.
	pub(crate) fn do_close_resource(
		owner: &AccountId,
		id: ResourceId,
	) -> Result<(), DispatchError> {
		let resource = Self::own_resource(owner, id)?;
		Self::count_policies(resource.policy, None)?;
		let released = Self::release(HoldReason::Resource, owner, resource.deposit)?;
		Resources::<T>::remove(id);
		Self::deposit_event(Event::ResourceClosed { resource: id, released });
		Ok(())
	}
}
