use super::{Clock, DrawInfo, Fleet, MiningReport};
use crate::{devices::DeviceId, Balance};
use alloc::vec::Vec;

sp_api::decl_runtime_apis! {
	/// Draws, answers and pay.
	#[api_version(1)]
	pub trait ProofOfTimeApi {
		/// How long slots, rounds and days are.
		fn clock() -> Clock;
		/// The newest draw with the day's seed and buckets, and the slot until which it can be answered.
		fn draw() -> Option<DrawInfo>;
		/// Answers that this block included, all of them to [`ProofOfTimeApi::draw`].
		fn answers() -> u32;
		/// The mining devices and the books.
		fn fleet() -> Fleet;
		/// Where a device stands.
		fn mining(device: DeviceId) -> MiningReport;
		/// Claimable rewards of each device, in planck, in the order asked. At most 256 devices.
		fn pending(devices: Vec<DeviceId>) -> Vec<Balance>;
	}
}
