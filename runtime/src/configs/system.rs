//! System: blocks, and which calls are refused.

use crate::{
	constants::block, AccountId, Balance, Block, MultiBlockMigrations, Nonce, PalletInfo,
	ProofOfTime, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, RuntimeTask, SafeMode, TxPause,
	VERSION,
};
use frame_support::{
	derive_impl,
	dispatch::DispatchClass,
	parameter_types,
	traits::{Contains, InsideBoth},
	weights::{
		constants::{BlockExecutionWeight, ExtrinsicBaseWeight, ParityDbWeight},
		Weight,
	},
};
use frame_system::limits::{BlockLength, BlockWeights};
use jmt_primitives::{BlockNumber, SS58_PREFIX};
use sp_version::RuntimeVersion;

parameter_types! {
	/// Blocks whose hashes are kept: what a mortal transaction can refer to, 2 hours and a bit.
	pub const BlockHashCount: BlockNumber = 4_096;
	pub const Version: RuntimeVersion = VERSION;
	pub const SS58Prefix: u16 = SS58_PREFIX;
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(block::MAX_LENGTH)
		.modify_max_length_for_class(DispatchClass::Normal, |length| {
			*length = block::NORMAL_RATIO * block::MAX_LENGTH
		})
		.build();
	pub RuntimeBlockWeights: BlockWeights = block_weights();
	/// All that a block may compute. A chain of its own makes no proofs of what it read, so that these
	/// are not limited.
	pub const MaximumBlockWeight: Weight = Weight::from_parts(block::MAX_REF_TIME, u64::MAX);
}

/// What a block may compute, by class.
fn block_weights() -> BlockWeights {
	let all = MaximumBlockWeight::get();
	let normal = Weight::from_parts(block::NORMAL_RATIO * block::MAX_REF_TIME, u64::MAX);
	let mut weights = BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(DispatchClass::all(), |class| class.base_extrinsic = ExtrinsicBaseWeight::get())
		.for_class(DispatchClass::Normal, |class| class.max_total = Some(normal))
		.for_class(DispatchClass::Operational, |class| {
			// Computation that normal transactions can never take. Nor can anybody crowd them out of more with
			// operational ones, which everybody may send and which do not raise the fees.
			let reserved = all.saturating_sub(Weight::from_parts(normal.ref_time(), 0));
			class.max_total = Some(reserved);
			class.reserved = Some(reserved);
		})
		// The builder takes the largest limit for the block's.
		.for_class(DispatchClass::Mandatory, |class| class.max_total = Some(all))
		.avg_block_initialization(block::INITIALISATION_RATIO)
		.build_or_panic();
	// Without its inherents a block would be none, whatever else is in it.
	let mandatory = weights.per_class.get_mut(DispatchClass::Mandatory);
	mandatory.max_total = None;
	mandatory.max_extrinsic = None;
	weights
}

/// Refuses what would change the total issuance. Nothing else that is signed mints or burns.
pub struct KeepsSupply;

impl Contains<RuntimeCall> for KeepsSupply {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(
			call,
			RuntimeCall::Balances(
				pallet_balances::Call::burn { .. }
					| pallet_balances::Call::force_set_balance { .. }
					| pallet_balances::Call::force_adjust_total_issuance { .. }
			)
		)
	}
}

/// Refuses slashes by hand, which the staking pallet opens to whoever may cancel one: the board would get power
/// over validators, and they are slashed by proof.
pub struct SlashesByProof;

impl Contains<RuntimeCall> for SlashesByProof {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(call, RuntimeCall::Staking(pallet_staking::Call::manual_slash { .. }))
	}
}

/// Which calls are let through, also when they are nested in others. Root passes every filter.
pub type CallFilter =
	InsideBoth<KeepsSupply, InsideBoth<SlashesByProof, InsideBoth<SafeMode, TxPause>>>;

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type BaseCallFilter = CallFilter;
	type Block = Block;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = RuntimeBlockLength;
	type BlockHashCount = BlockHashCount;
	type AccountId = AccountId;
	type Nonce = Nonce;
	type DbWeight = ParityDbWeight;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type SS58Prefix = SS58Prefix;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
	type MultiBlockMigrator = MultiBlockMigrations;
	/// Proof of time looks whether the block kept devices out.
	type PostTransactions = ProofOfTime;
}
