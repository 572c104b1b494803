//! The registry as other pallets see it.

use crate::{Config, Count, Devices, Members, Pallet};
use jmt_primitives::{
	devices::{DeviceInfo, DeviceRegistry},
	AccountId, DeviceId,
};

impl<T: Config> DeviceRegistry for Pallet<T> {
	fn device(device: &DeviceId) -> Option<DeviceInfo> {
		let stored = Devices::<T>::get(device)?;
		let member = Members::<T>::get(device);
		let standing = Self::standing_of(&stored, member.as_ref());
		Some(stored.into_info(standing))
	}

	fn owner(device: &DeviceId) -> Option<AccountId> {
		Devices::<T>::get(device).map(|stored| stored.owner)
	}

	fn count() -> u32 {
		Count::<T>::get()
	}
}
