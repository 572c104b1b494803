use crate::devices::DeviceId;

/// Weight of a device whose every factor is one.
pub const WEIGHT_ONE: u64 = 1_000_000;

/// Worth of a device's time against others', [`WEIGHT_ONE`] as one.
pub trait DeviceWeight {
	/// The weight for an answer now; 0 earns no pay. Must be constant work.
	fn weight_of(device: &DeviceId) -> u64;
}

/// Every device weighs the same.
impl DeviceWeight for () {
	fn weight_of(_: &DeviceId) -> u64 {
		WEIGHT_ONE
	}
}
