//! Grants: milestones out of the ecosystem pot. The council reviews, the supervisory board can stop.

use super::{BoardMajority, CouncilMajority, DaysMs, EcosystemAccount};
use crate::{
	call_class::call_classes, constants::governance, Balance, Balances, Runtime, RuntimeHoldReason,
	Timestamp,
};
use frame_support::parameter_types;

parameter_types! {
	pub const Deposit: Balance = governance::GRANT_DEPOSIT;
	pub const RejectionFee: Balance = governance::GRANT_REJECTION_FEE;
	pub const MaxMilestones: u32 = governance::MAX_MILESTONES;
}

impl pallet_grants::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Pot = EcosystemAccount;
	type CouncilOrigin = CouncilMajority;
	type StopOrigin = BoardMajority;
	type Deposit = Deposit;
	type RejectionFee = RejectionFee;
	type MaxMilestones = MaxMilestones;
	type Patience = DaysMs<{ governance::GRANT_PATIENCE_DAYS }>;
	type Time = Timestamp;
	type WeightInfo = pallet_grants::weights::SubstrateWeight<Runtime>;
}

call_classes! {
	pallet_grants::Call<Runtime>,
	Decision: approve, reject, accept, decline, cancel, stop;
	Money: propose, withdraw, submit, lapse;
}
