use super::{DeviceId, DeviceInfo, DeviceSummary};
use crate::AccountId;
use alloc::vec::Vec;

sp_api::decl_runtime_apis! {
	/// The registry of devices.
	#[api_version(2)]
	pub trait DevicesApi {
		/// Key, owner and standing of a device; `None` when it is not registered.
		fn device(device: DeviceId) -> Option<DeviceInfo>;
		/// Number of registered devices.
		fn count() -> u32;
		/// Up to 64 devices of an owner, in the order of their ids, behind `after`; an empty page is behind the last.
		fn devices_of(owner: AccountId, after: Option<DeviceId>) -> Vec<DeviceSummary>;
	}
}
