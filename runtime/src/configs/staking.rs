//! Staking: nominated proof of stake with an election on the chain. Eras are paid from the validator stream
//! ([`crate::validator_pay`]).

use super::{RootOrBoardTwoThirds, ToEcosystem};
use crate::{
	call_class::call_classes,
	constants::{staking, time},
	parameters::dynamic::consensus,
	validator_pay::{EraPay, PaysFromStakingPot, ReturnsRemainder},
	AccountId, Balance, Balances, NominationPools, Runtime, RuntimeEvent, RuntimeHoldReason,
	Session, Staking, Timestamp, VoterList,
};
use frame_election_provider_support::{
	bounds::{ElectionBounds, ElectionBoundsBuilder},
	onchain, SequentialPhragmen, VoteWeight,
};
use frame_support::{parameter_types, traits::Nothing};
use sp_runtime::Perbill;

parameter_types! {
	pub const HistoryDepth: u32 = time::HISTORY_ERAS;
	/// Nominators of a validator that one page of an era's exposure lists.
	pub const MaxExposurePageSize: u32 = 256;
	pub const MaxValidatorSet: u32 = staking::MAX_VALIDATORS;
	pub const MaxUnlockingChunks: u32 = 32;
	pub const MaxControllersInDeprecationBatch: u32 = 1;
	pub const MaxBackersPerWinner: u32 = staking::MAX_ELECTION_VOTERS;
	pub const SortElection: bool = true;
	pub RuntimeElectionBounds: ElectionBounds = ElectionBoundsBuilder::default()
		.voters_count(staking::MAX_ELECTION_VOTERS.into())
		.targets_count(staking::MAX_ELECTION_TARGETS.into())
		.build();
	pub const BagThresholds: &'static [VoteWeight] = &BAG_THRESHOLDS;
	pub const MaxAutoRebagPerBlock: u32 = 0;
}

/// Number of bags: four for each doubling from 2^20 to 2^64.
const BAGS: usize = 44 * 4;

/// Upper ends of the bags that voters are sorted into: four steps for each doubling of the vote's weight.
pub const BAG_THRESHOLDS: [VoteWeight; BAGS] = bag_thresholds();

/// A constant function: an index out of bounds does not compile.
#[allow(clippy::indexing_slicing)]
const fn bag_thresholds() -> [VoteWeight; BAGS] {
	let mut thresholds = [0; BAGS];
	let mut bag = 0;
	let mut doubling = 20;
	while doubling < 64 {
		let mut quarter = 5;
		while quarter <= 8 {
			// 8 quarters of the last doubling are 2^64, one more than fits.
			thresholds[bag] = if quarter == 8 && doubling == 63 {
				VoteWeight::MAX
			} else {
				quarter << (doubling - 2)
			};
			bag += 1;
			quarter += 1;
		}
		doubling += 1;
	}
	thresholds
}

/// The election, run in the block that plans an era.
pub struct OnChainElection;

impl onchain::Config for OnChainElection {
	type Sort = SortElection;
	type System = Runtime;
	type Solver = SequentialPhragmen<AccountId, Perbill>;
	type MaxBackersPerWinner = MaxBackersPerWinner;
	type MaxWinnersPerPage = MaxValidatorSet;
	type DataProvider = Staking;
	type WeightInfo = frame_election_provider_support::weights::SubstrateWeight<Runtime>;
	type Bounds = RuntimeElectionBounds;
}

/// Sizes for benchmarks.
pub struct BenchmarkSizes;

impl pallet_staking::BenchmarkingConfig for BenchmarkSizes {
	type MaxValidators = frame_support::traits::ConstU32<100>;
	type MaxNominators = frame_support::traits::ConstU32<500>;
}

impl pallet_staking::Config for Runtime {
	type OldCurrency = Balances;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CurrencyBalance = Balance;
	type UnixTime = Timestamp;
	/// 50 billion JMT in planck do not fit the 64 bits of a vote.
	type CurrencyToVote = sp_staking::currency_to_vote::U128CurrencyToVote;
	type ElectionProvider = onchain::OnChainExecution<OnChainElection>;
	type GenesisElectionProvider = onchain::OnChainExecution<OnChainElection>;
	type NominationsQuota = pallet_staking::FixedNominationsQuota<{ staking::MAX_NOMINATIONS }>;
	type HistoryDepth = HistoryDepth;
	type RuntimeEvent = RuntimeEvent;
	type RewardRemainder = ReturnsRemainder;
	type Slash = ToEcosystem;
	type Reward = PaysFromStakingPot;
	type SessionsPerEra = consensus::SessionsPerEra;
	type BondingDuration = consensus::BondingEras;
	type SlashDeferDuration = consensus::SlashDeferEras;
	/// Cancels a wrong slash while it waits, and sets the least commission.
	type AdminOrigin = RootOrBoardTwoThirds;
	type SessionInterface = Self;
	type EraPayout = EraPay;
	type NextNewSession = Session;
	type MaxExposurePageSize = MaxExposurePageSize;
	type MaxValidatorSet = MaxValidatorSet;
	type VoterList = VoterList;
	type TargetList = pallet_staking::UseValidatorsMap<Self>;
	type MaxUnlockingChunks = MaxUnlockingChunks;
	type MaxControllersInDeprecationBatch = MaxControllersInDeprecationBatch;
	type EventListeners = NominationPools;
	type Filter = Nothing;
	type BenchmarkingConfig = BenchmarkSizes;
	type WeightInfo = pallet_staking::weights::SubstrateWeight<Runtime>;
}

impl pallet_bags_list::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_bags_list::weights::SubstrateWeight<Runtime>;
	type ScoreProvider = Staking;
	type BagThresholds = BagThresholds;
	type MaxAutoRebagPerBlock = MaxAutoRebagPerBlock;
	type Score = VoteWeight;
}

// The staking pallet opens slashes by hand to whoever may cancel one. They are for Root alone: the board would
// get power over validators, and they are slashed by proof.
call_classes! {
	pallet_staking::Call<Runtime>,
	Owner:
		bond, bond_extra, unbond, withdraw_unbonded, validate, nominate, chill, set_payee,
		set_controller, set_validator_count, increase_validator_count, scale_validator_count,
		force_no_eras, force_new_era, set_invulnerables, force_unstake, force_new_era_always,
		payout_stakers, rebond, reap_stash, kick, set_staking_configs, chill_other,
		force_apply_min_commission, payout_stakers_by_page, update_payee, deprecate_controller_batch,
		restore_ledger, migrate_currency;
	Decision: cancel_deferred_slash, set_min_commission;
	Owner root_only: manual_slash;
}

call_classes! {
	pallet_bags_list::Call<Runtime>,
	Owner: rebag, put_in_front_of, put_in_front_of_other;
}
