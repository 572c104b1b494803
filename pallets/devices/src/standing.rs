//! A device is paused or resumed.

use crate::{Config, Device, Devices, Error, Pallet, Status};
use frame_support::ensure;
use jmt_primitives::{AccountId, DeviceId};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Gives the owner's device another status; the one that it has is refused.
	pub(crate) fn change_status(
		owner: &AccountId,
		device: &DeviceId,
		to: Status,
	) -> DispatchResult {
		let stored = Self::owned(owner, device)?;
		let same = match to {
			Status::Active => Error::<T>::NotPaused,
			Status::Paused => Error::<T>::AlreadyPaused,
		};
		ensure!(stored.status != to, same);
		Devices::<T>::insert(device, Device { status: to, ..stored });
		Ok(())
	}
}
