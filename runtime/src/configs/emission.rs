//! Emission: pots, the release of the mining pot, and its streams.

use crate::{constants::currency, Balances, Runtime, Timestamp};
use frame_support::parameter_types;
use sp_runtime::Perbill;

parameter_types! {
	pub const DeviceShare: Perbill = currency::DEVICE_SHARE;
}

impl pallet_emission::Config for Runtime {
	type Currency = Balances;
	type Time = Timestamp;
	type DeviceShare = DeviceShare;
	type WeightInfo = pallet_emission::weights::SubstrateWeight<Runtime>;
}
