//! Proof of time: draws from BABE's VRF, pays from emission's device stream, knows devices by the
//! registry.

use super::factors::{CurrentTerms, Factors};
use crate::{
	call_class::call_classes,
	constants::rounds,
	parameters::dynamic::{consensus, proof_of_time},
	AccountId, Balances, DeviceId, Devices, Hash, Runtime, RuntimeHoldReason, Timestamp,
	UncheckedExtrinsic,
};
use codec::Encode;
use frame_support::{
	dispatch::GetDispatchInfo,
	parameter_types,
	traits::{ConstU64, Get},
	weights::Weight,
};
use frame_system::EnsureNone;
use jmt_primitives::{proof_of_time::ParentRandomness, time::DAY_MS, DeviceSignature, Round};

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

/// The VRF output of the parent block's author: BABE writes it at the end of a block. The asking block has no
/// part in it.
pub struct ParentVrf;

impl ParentRandomness for ParentVrf {
	fn parent() -> Option<Hash> {
		pallet_babe::AuthorVrfRandomness::<Runtime>::get().map(Hash::from)
	}
}

/// Weight and length that a block books for an answer by P-256, whose signatures cost the most to verify. All
/// answers are equally long: signatures of all types have 64 bytes.
pub struct LargestAnswer;

impl Get<(Weight, u32)> for LargestAnswer {
	fn get() -> (Weight, u32) {
		let answer = pallet_proof_of_time::Call::<Runtime>::answer {
			round: Round::MAX,
			draw: Hash::zero(),
			device: DeviceId(Hash::zero()),
			signature: DeviceSignature::P256([0; 64]),
		};
		let answer = UncheckedExtrinsic::new_bare_legacy(answer.into());
		let length = u32::try_from(answer.encoded_size()).unwrap_or(u32::MAX);
		(answer.get_dispatch_info().total_weight(), length)
	}
}

impl pallet_proof_of_time::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	/// Answers travel as bare extrinsics, which pass [`crate::bare::BareAuthorized`].
	type FreeOrigin = EnsureNone<AccountId>;
	type Stream = pallet_emission::DeviceStream<Runtime>;
	type Registry = Devices;
	type Time = Timestamp;
	type CurrentSlot = CurrentSlot;
	type Randomness = ParentVrf;
	type Weight = Factors;
	type Bounty = proof_of_time::Bounty;
	type DailyCeiling = proof_of_time::DailyCeiling;
	type UnprovenDaily = proof_of_time::DailyWithoutUnit;
	type Terms = CurrentTerms;
	type UnstakeDelay = ConstU64<DAY_MS>;
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
	type LargestAnswer = LargestAnswer;
	type SlotDuration = consensus::SlotMs;
	type WeightInfo = pallet_proof_of_time::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
}

call_classes! {
	pallet_proof_of_time::Call<Runtime>,
	Device: answer;
	Exit: claim, withdraw_stake;
	Owner: report_silent, stake, unstake, report_distrusted;
}
