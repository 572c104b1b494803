//! Foundation: the council's spending of the foundation pot, which the supervisory board can veto.

use super::{BoardMajority, CouncilMajority, Days, DaysMs};
use crate::{
	call_class::call_classes, constants::governance, Balances, Moment, Runtime, RuntimeHoldReason,
	Timestamp,
};
use frame_support::parameter_types;
use pallet_emission::{FoundationPot, PotAccount};

parameter_types! {
	pub const MaxOpen: u32 = governance::MAX_ANNOUNCEMENTS;
	pub const MaxAirdropDuration: Moment = governance::MAX_AIRDROP_MS;
	pub const MaxLeaves: u32 = governance::MAX_AIRDROP_LEAVES;
	pub const SweepChunks: u32 = governance::SWEEP_CHUNKS;
}

impl pallet_foundation::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Pot = PotAccount<FoundationPot>;
	type Time = Timestamp;
	type SpendOrigin = CouncilMajority;
	type VetoOrigin = BoardMajority;
	type Window = DaysMs<{ governance::VETO_DAYS }>;
	type MinWindowBlocks = Days<{ governance::VETO_BLOCK_DAYS }>;
	type Lapse = DaysMs<{ governance::LAPSE_DAYS }>;
	type MaxOpen = MaxOpen;
	type MaxAirdropDuration = MaxAirdropDuration;
	type MaxLeaves = MaxLeaves;
	type SweepChunks = SweepChunks;
	type WeightInfo = pallet_foundation::weights::SubstrateWeight<Runtime>;
}

call_classes! {
	pallet_foundation::Call<Runtime>,
	Decision: announce_transfer, announce_airdrop, veto;
	Money: execute, lapse, claim, sweep;
}
