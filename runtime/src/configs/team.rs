//! Team: ten yearly tranches out of the team pot.

use crate::{
	call_class::call_classes, constants::team, Balance, Balances, Moment, Runtime, Timestamp,
};
use frame_support::{parameter_types, traits::Get};
use jmt_primitives::supply::Pot;
use pallet_emission::{PotAccount, TeamPot};

parameter_types! {
	pub const Total: Balance = Pot::Team.genesis_balance();
	pub const Tranches: u32 = team::TRANCHES;
	pub const MaxBeneficiaries: u32 = team::MAX_BENEFICIARIES;
}

/// The moment that the release counts from; tranches count from it as well.
pub struct Launch;

impl Get<Option<Moment>> for Launch {
	fn get() -> Option<Moment> {
		pallet_emission::Launch::<Runtime>::get()
	}
}

impl pallet_team::Config for Runtime {
	type Currency = Balances;
	type Pot = PotAccount<TeamPot>;
	type Launch = Launch;
	type Time = Timestamp;
	type Total = Total;
	type Tranches = Tranches;
	type MaxBeneficiaries = MaxBeneficiaries;
	type WeightInfo = pallet_team::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}

call_classes! {
	pallet_team::Call<Runtime>,
	Money: claim, hand_over;
}
