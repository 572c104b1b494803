//! Proof of time: draws from BABE's VRF, pays from emission's device stream, knows devices by the
//! registry.

use crate::{
	constants::rounds,
	parameters::dynamic::{consensus, proof_of_time},
	Balances, Devices, Hash, Runtime, Timestamp,
};
use frame_support::{parameter_types, traits::Get};
use jmt_primitives::traits::ParentRandomness;

/// Rounds of a day of draws at most.
pub const MAX_ROUNDS_PER_DAY: u32 = rounds::ROUNDS_PER_DAY;

parameter_types! {
	pub const Horizon: u32 = rounds::HORIZON_DAYS;
	pub const MaxRoundsPerDay: u32 = MAX_ROUNDS_PER_DAY;
	pub const MaxAnswersPerBlock: u32 = rounds::MAX_ANSWERS_PER_BLOCK;
	pub const MaxClaims: u32 = rounds::MAX_CLAIMS;
}

/// The slot of the block, which BABE knows before any pallet behind it.
pub struct CurrentSlot;

impl Get<u64> for CurrentSlot {
	fn get() -> u64 {
		pallet_babe::CurrentSlot::<Runtime>::get().into()
	}
}

/// The VRF output of the parent block's author: BABE writes it at the end of a block. Nothing of the block
/// that asks goes in.
pub struct ParentVrf;

impl ParentRandomness for ParentVrf {
	fn parent() -> Option<Hash> {
		pallet_babe::AuthorVrfRandomness::<Runtime>::get().map(Hash::from)
	}
}

impl pallet_proof_of_time::Config for Runtime {
	type Currency = Balances;
	type Stream = pallet_emission::DeviceStream<Runtime>;
	type Registry = Devices;
	type Time = Timestamp;
	type CurrentSlot = CurrentSlot;
	type Randomness = ParentVrf;
	/// All weights are one in this version.
	type Weight = ();
	type Bounty = proof_of_time::Bounty;
	type DailyCeiling = proof_of_time::DailyCeiling;
	type Horizon = Horizon;
	type MaxRoundsPerDay = MaxRoundsPerDay;
	type MaxAnswersPerBlock = MaxAnswersPerBlock;
	type MaxClaims = MaxClaims;
	type Target = proof_of_time::TargetAnswers;
	type LeastBuckets = proof_of_time::LeastBuckets;
	type RoundSlots = consensus::RoundSlots;
	type WindowSlots = consensus::WindowSlots;
	type RoundsPerDay = consensus::RoundsPerDay;
	type MinWindowBlocks = proof_of_time::MinWindowBlocks;
	type SlotDuration = consensus::SlotMs;
	type WeightInfo = pallet_proof_of_time::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}
