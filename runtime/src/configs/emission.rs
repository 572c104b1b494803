//! Emission: pots, the release of the mining pot, and its streams.

use crate::{parameters::RootOrEconomy, Balances, Runtime, Timestamp};

impl pallet_emission::Config for Runtime {
	type Currency = Balances;
	type Time = Timestamp;
	type ShareOrigin = RootOrEconomy;
	type WeightInfo = pallet_emission::weights::SubstrateWeight<Runtime>;
}
