//! Counts are cleared once nothing asks for them any more.

use crate::{Config, Error, Event, Grants, HoldReason, Pallet, Resources, Uses};
use frame_support::ensure;
use jmt_primitives::access::{self, Counted, ResourceId};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Forgets uses of a resource that is gone, or under a grant that is: their numbers are never used again.
	pub(crate) fn do_clear_uses(
		resource: ResourceId,
		counted: Counted,
	) -> Result<(), DispatchError> {
		let counts = Uses::<T>::get(resource, &counted).ok_or(Error::<T>::UnknownUses)?;
		let is_over = match &counted {
			Counted::Grant(grant) if !Grants::<T>::contains_key(grant) => true,
			_ => !Resources::<T>::contains_key(resource),
		};
		ensure!(is_over, Error::<T>::ResourceExists);
		let access::Uses { payer, deposit, .. } = counts;
		let released = Self::release(HoldReason::Uses, &payer, deposit)?;
		Uses::<T>::remove(resource, &counted);
		Self::deposit_event(Event::UsesCleared { resource, counted, payer, released });
		Ok(())
	}
}
