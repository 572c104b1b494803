//! The JMT runtime: composes the pallets, and is the only place where two of them meet.
//!
//! | where | what |
//! |---|---|
//! | [`constants`] | economics, time and limits of a block |
//! | [`call_class`] | the purpose of each call, which safe mode, pauses and proxies go by |
//! | [`parameters`] | values that presets set differently |
//! | [`bare`] | how fee-free calls are validated |
//! | [`governance`] | origins of the holders' assembly |
//! | [`validator_pay`] | how eras are paid |
//! | [`circulation`] | where all JMT are |
//! | [`proofs`] | answers about keys, groups and topics |
//! | [`access`] | answers about resources, grants and what a decision needs |
//! | [`configs`] | one file a pallet: how it is wired |
//! | [`genesis_presets`] | `development`, `local_testnet`, `staging` |
//! | [`apis`] | runtime APIs |
//! | [`migrations`] | pallets that were renamed |
//!
//! # Supply
//!
//! Genesis mints 50 billion JMT into pots, and the issuance never changes afterwards: fees, dust, slashes and
//! forfeited deposits flow into a pot, a pot gives up as much as staking mints for a payout in the same call
//! ([`validator_pay`]), pools give stray money in their accounts to a pot, and [`configs::CallFilter`] refuses
//! the calls of the balances pallet that would change the issuance.
//! Root passes every filter; no account holds it on a network without a sudo key.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]
// The runtime macros nest deeply with this many pallets.
#![recursion_limit = "512"]

extern crate alloc;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

#[macro_use]
mod own_pallets;

pub mod access;
pub mod apis;
pub mod bare;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod call_class;
pub mod circulation;
pub mod configs;
pub mod constants;
pub mod genesis_parameters;
pub mod genesis_presets;
pub mod governance;
pub mod migrations;
pub mod parameters;
pub mod proofs;
pub mod validator_pay;
pub mod validators;

pub use apis::{api, RuntimeApi, RUNTIME_API_VERSIONS};
pub use configs::Nonce;
pub use jmt_primitives::{AccountId, Balance, BlockNumber, DeviceId, Hash, Moment, Signature};
pub use own_pallets::{OwnPallets, OWN_INDICES};
pub use pallet_balances::Call as BalancesCall;
pub use pallet_timestamp::Call as TimestampCall;

use alloc::{borrow::Cow, vec::Vec};
use sp_runtime::{generic, impl_opaque_keys, traits::BlakeTwo256, MultiAddress};
use sp_version::RuntimeVersion;

/// Blocks as the node handles them, with extrinsics as opaque bytes.
pub mod opaque {
	use super::BlakeTwo256;
	use sp_runtime::{generic, traits::Hash as HashT};

	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// Header of a block.
	pub type Header = super::Header;

	/// A block with opaque extrinsics.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;

	/// Id of a block.
	pub type BlockId = generic::BlockId<Block>;

	/// Hash of a block.
	pub type Hash = <BlakeTwo256 as HashT>::Output;
}

impl_opaque_keys! {
	/// The keys that a validator works with, one for each purpose.
	pub struct SessionKeys {
		/// Votes on finality.
		pub grandpa: Grandpa,
		/// Makes blocks.
		pub babe: Babe,
		/// Announces the validator's addresses to others.
		pub authority_discovery: AuthorityDiscovery,
	}
}

/// Version of this runtime. `spec_version` rises with every change of behaviour,
/// `transaction_version` with every change of how a signed extrinsic is read.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("jmt"),
	impl_name: Cow::Borrowed("jmt"),
	authoring_version: 1,
	spec_version: 2,
	impl_version: 1,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 2,
	system_version: 1,
};

/// The configuration that BABE starts with: every slot has an author, and every author's block brings a
/// fresh VRF output, which proof of time draws from.
pub const BABE_GENESIS_EPOCH_CONFIG: sp_consensus_babe::BabeEpochConfiguration =
	sp_consensus_babe::BabeEpochConfiguration {
		c: constants::time::PRIMARY_PROBABILITY,
		allowed_slots: sp_consensus_babe::AllowedSlots::PrimaryAndSecondaryVRFSlots,
	};

/// How an account is addressed in a call.
pub type Address = MultiAddress<AccountId, ()>;

/// Header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;

/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

/// A block with its justification.
pub type SignedBlock = generic::SignedBlock<Block>;

/// Id of a block.
pub type BlockId = generic::BlockId<Block>;

/// Checks of every signed transaction, in this order. [`frame_system::WeightReclaim`] stands last, since it
/// corrects the block's weight by the weight that the others used. No extension authorises a general
/// transaction, so that none is valid: fee-free calls travel bare ([`bare`]).
pub type TxExtension = (
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckMortality<Runtime>,
	configs::CheckNonce,
	frame_system::CheckWeight<Runtime>,
	pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// A transaction or inherent as it travels: signed ones as version 4, fee-free ones bare, as version 4 too. The
/// decoder also takes bare ones of version 5, as which the SDK makes inherents.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;

/// The payload that a signer signs.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// Executes blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	bare::BareAuthorized,
	AllPalletsWithSystem,
>;

/// Migrations that run in the block after an upgrade to this version.
pub type Migrations = (
	pallet_proof_of_time::migrations::v2::ToV2<Runtime>,
	pallet_proof_of_time::migrations::v3::ToV3<Runtime>,
	migrations::RenameCouncil,
);

/// The extensions of a transaction without a metadata hash.
pub fn extension(nonce: Nonce, tip: Balance, era: generic::Era) -> TxExtension {
	(
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(era),
		configs::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(tip),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}

/// The JMT runtime. Pallets stand in the order in which their hooks and genesis run: parameters before all
/// that read them, BABE before proof of time, which draws from its VRF, and emission right behind balances,
/// before whatever needs endowed accounts.
#[frame_support::runtime]
mod runtime {
	/// The JMT runtime.
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Runtime>;

	#[runtime::pallet_index(1)]
	pub type Parameters = pallet_parameters::Pallet<Runtime>;

	#[runtime::pallet_index(2)]
	pub type GenesisParameters = crate::genesis_parameters::pallet::Pallet<Runtime>;

	// Consensus support.

	/// Must stand before the session pallet, since it decides when a session ends.
	#[runtime::pallet_index(10)]
	pub type Babe = pallet_babe::Pallet<Runtime>;

	#[runtime::pallet_index(11)]
	pub type Timestamp = pallet_timestamp::Pallet<Runtime>;

	#[runtime::pallet_index(12)]
	pub type Authorship = pallet_authorship::Pallet<Runtime>;

	// Monetary.

	#[runtime::pallet_index(20)]
	pub type Balances = pallet_balances::Pallet<Runtime>;

	#[runtime::pallet_index(21)]
	pub type Emission = pallet_emission::Pallet<Runtime>;

	#[runtime::pallet_index(22)]
	pub type TransactionPayment = pallet_transaction_payment::Pallet<Runtime>;

	#[runtime::pallet_index(23)]
	pub type Team = pallet_team::Pallet<Runtime>;

	#[runtime::pallet_index(24)]
	pub type Grants = pallet_grants::Pallet<Runtime>;

	#[runtime::pallet_index(25)]
	pub type Foundation = pallet_foundation::Pallet<Runtime>;

	#[runtime::pallet_index(26)]
	pub type Circulation = pallet_circulation::Pallet<Runtime>;

	// Validators.

	#[runtime::pallet_index(30)]
	pub type Staking = pallet_staking::Pallet<Runtime>;

	#[runtime::pallet_index(31)]
	pub type VoterList = pallet_bags_list::Pallet<Runtime>;

	#[runtime::pallet_index(32)]
	pub type NominationPools = pallet_nomination_pools::Pallet<Runtime>;

	#[runtime::pallet_index(33)]
	pub type Offences = pallet_offences::Pallet<Runtime>;

	#[runtime::pallet_index(34)]
	pub type Historical = pallet_session::historical::Pallet<Runtime>;

	#[runtime::pallet_index(35)]
	pub type Session = pallet_session::Pallet<Runtime>;

	#[runtime::pallet_index(36)]
	pub type Grandpa = pallet_grandpa::Pallet<Runtime>;

	#[runtime::pallet_index(37)]
	pub type AuthorityDiscovery = pallet_authority_discovery::Pallet<Runtime>;

	// Devices. The indices of pallets to come stand in `OWN_INDICES`.

	#[runtime::pallet_index(50)]
	pub type Devices = pallet_devices::Pallet<Runtime>;

	#[runtime::pallet_index(51)]
	pub type ProofOfTime = pallet_proof_of_time::Pallet<Runtime>;

	#[runtime::pallet_index(53)]
	pub type Access = pallet_access::Pallet<Runtime>;

	#[runtime::pallet_index(54)]
	pub type ZkVerifier = pallet_zk_verifier::Pallet<Runtime>;

	#[runtime::pallet_index(55)]
	pub type Tasks = pallet_tasks::Pallet<Runtime>;

	// Governance.

	/// The council: the foundation's board of directors. Polkadot.js Apps takes a pallet `Council` for a body that
	/// the holders elect.
	#[runtime::pallet_index(60)]
	pub type FoundationCouncil = pallet_collective::Pallet<Runtime, Instance1>;

	#[runtime::pallet_index(61)]
	pub type CouncilMembership = pallet_membership::Pallet<Runtime, Instance1>;

	/// The supervisory board.
	#[runtime::pallet_index(62)]
	pub type Board = pallet_collective::Pallet<Runtime, Instance2>;

	#[runtime::pallet_index(63)]
	pub type BoardElections = pallet_elections_phragmen::Pallet<Runtime>;

	#[runtime::pallet_index(64)]
	pub type AdvisoryCommittee = pallet_collective::Pallet<Runtime, Instance3>;

	#[runtime::pallet_index(65)]
	pub type AdvisoryMembership = pallet_membership::Pallet<Runtime, Instance2>;

	#[runtime::pallet_index(66)]
	pub type Referenda = pallet_referenda::Pallet<Runtime>;

	#[runtime::pallet_index(67)]
	pub type ConvictionVoting = pallet_conviction_voting::Pallet<Runtime>;

	/// Origins of the holders' assembly.
	#[runtime::pallet_index(68)]
	pub type Assembly = crate::governance::Pallet<Runtime>;

	// Tools.

	#[runtime::pallet_index(70)]
	pub type Utility = pallet_utility::Pallet<Runtime>;

	#[runtime::pallet_index(71)]
	pub type Multisig = pallet_multisig::Pallet<Runtime>;

	#[runtime::pallet_index(72)]
	pub type Proxy = pallet_proxy::Pallet<Runtime>;

	#[runtime::pallet_index(73)]
	pub type Preimage = pallet_preimage::Pallet<Runtime>;

	#[runtime::pallet_index(74)]
	pub type Scheduler = pallet_scheduler::Pallet<Runtime>;

	// Upkeep.

	#[runtime::pallet_index(90)]
	pub type MultiBlockMigrations = pallet_migrations::Pallet<Runtime>;

	#[runtime::pallet_index(91)]
	pub type SafeMode = pallet_safe_mode::Pallet<Runtime>;

	#[runtime::pallet_index(92)]
	pub type TxPause = pallet_tx_pause::Pallet<Runtime>;

	/// Has a key in presets for development only.
	#[runtime::pallet_index(99)]
	pub type Sudo = pallet_sudo::Pallet<Runtime>;
}
