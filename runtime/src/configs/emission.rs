//! Emission: pots, the release of the mining pot, and its streams.

use crate::{
	call_class::call_classes, constants::time, parameters::RootOrEconomy, Balances, Runtime,
	Timestamp,
};
use frame_support::traits::ConstU64;

impl pallet_emission::Config for Runtime {
	type Currency = Balances;
	type Time = Timestamp;
	type ShareOrigin = RootOrEconomy;
	type EarliestLaunch = ConstU64<{ time::EARLIEST_LAUNCH }>;
	type WeightInfo = pallet_emission::weights::SubstrateWeight<Runtime>;
}

call_classes! {
	pallet_emission::Call<Runtime>,
	Decision: set_shares;
}
