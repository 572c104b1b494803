//! System: blocks, and which calls are refused.

use crate::{
	call_class::{call_classes, NotRootOnly},
	configs::nonces::{Nonce, RaiseFloor},
	constants::block,
	AccountId, Balance, Block, MultiBlockMigrations, PalletInfo, ProofOfTime, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeOrigin, RuntimeTask, SafeMode, TxPause, VERSION,
};
use frame_support::{
	derive_impl,
	dispatch::DispatchClass,
	parameter_types,
	traits::InsideBoth,
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

/// Weight limits of a block, by class.
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

/// Which calls are let through, also when they are nested in others. Root passes every filter.
pub type CallFilter = InsideBoth<NotRootOnly, InsideBoth<SafeMode, TxPause>>;

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type BaseCallFilter = CallFilter;
	type Block = Block;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = RuntimeBlockLength;
	type BlockHashCount = BlockHashCount;
	type AccountId = AccountId;
	type Nonce = Nonce;
	type OnKilledAccount = RaiseFloor;
	type DbWeight = ParityDbWeight;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type SS58Prefix = SS58Prefix;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
	type SingleBlockMigrations = crate::Migrations;
	type MultiBlockMigrator = MultiBlockMigrations;
	/// Proof of time counts the block if it had room.
	type PostTransactions = ProofOfTime;
}

// A remark costs a block nothing that its fee does not pay, and is what the advisory committee speaks by.
call_classes! {
	frame_system::Call<Runtime>,
	Consensus:
		remark, set_heap_pages, set_code, set_code_without_checks, set_storage, kill_storage,
		kill_prefix, remark_with_event, authorize_upgrade, authorize_upgrade_without_checks,
		apply_authorized_upgrade;
}
