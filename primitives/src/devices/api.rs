use super::{DeviceId, DeviceInfo};

sp_api::decl_runtime_apis! {
	/// The registry of devices.
	#[api_version(1)]
	pub trait DevicesApi {
		/// Key, owner and standing of a device; `None` when it is not registered.
		fn device(device: DeviceId) -> Option<DeviceInfo>;
		/// Number of registered devices.
		fn count() -> u32;
	}
}
