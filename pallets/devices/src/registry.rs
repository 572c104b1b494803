//! The registry as other pallets see it.

use crate::{Config, Count, Device, Devices, Pallet};
use jmt_primitives::{
	devices::{DeviceInfo, DeviceRegistry},
	DeviceId,
};

impl<T: Config> DeviceRegistry for Pallet<T> {
	fn device(device: &DeviceId) -> Option<DeviceInfo> {
		Devices::<T>::get(device).map(Device::into_info)
	}

	fn count() -> u32 {
		Count::<T>::get()
	}
}
