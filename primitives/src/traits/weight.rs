use crate::DeviceId;

/// Weight of a device whose every factor is one.
pub const WEIGHT_ONE: u64 = 1_000_000;

/// What a device's time is worth against others', [`WEIGHT_ONE`] as one.
pub trait DeviceWeight {
	/// The weight that an answer now finds; 0 pays nothing. Must be constant work.
	fn weight_of(device: &DeviceId) -> u64;
}

/// Every device weighs the same.
impl DeviceWeight for () {
	fn weight_of(_: &DeviceId) -> u64 {
		WEIGHT_ONE
	}
}
