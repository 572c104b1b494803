//! The registry as other pallets see it.

use crate::{Config, Count, Device, Devices, Pallet};
use jmt_primitives::{
	traits::{DeviceInfo, DeviceRegistry},
	AccountId, DeviceId,
};

impl<T: Config> DeviceRegistry<AccountId> for Pallet<T> {
	fn device(device: &DeviceId) -> Option<DeviceInfo<AccountId>> {
		Devices::<T>::get(device).map(Device::into_info)
	}

	fn count() -> u32 {
		Count::<T>::get()
	}
}
