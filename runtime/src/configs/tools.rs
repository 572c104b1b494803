//! Batches, multisigs, proxies, preimages and the scheduler.

use super::governance::RootCancels;
use crate::{
	constants::currency, AccountId, Balance, Balances, OriginCaller, Preimage, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, System,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, InstanceFilter, LinearStoragePrice},
	weights::Weight,
};
use frame_system::EnsureRoot;
use scale_info::TypeInfo;
use sp_runtime::{traits::BlakeTwo256, Perbill};

parameter_types! {
	/// A multisig: its call's hash, maker, approvals and time.
	pub const MultisigDepositBase: Balance = currency::storage_deposit(1, 88);
	/// Each of its signatories.
	pub const MultisigDepositFactor: Balance = currency::storage_deposit(0, 32);
	pub const MaxSignatories: u32 = 100;
	pub const ProxyDepositBase: Balance = currency::storage_deposit(1, 8);
	pub const ProxyDepositFactor: Balance = currency::storage_deposit(0, 33);
	pub const MaxProxies: u32 = 32;
	pub const MaxPending: u32 = 32;
	pub const AnnouncementDepositBase: Balance = currency::storage_deposit(1, 8);
	pub const AnnouncementDepositFactor: Balance = currency::storage_deposit(0, 66);
	pub const PreimageDepositBase: Balance = currency::storage_deposit(2, 64);
	pub const PreimageDepositPerByte: Balance = currency::storage_deposit(0, 1);
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
	pub MaximumSchedulerWeight: Weight =
		Perbill::from_percent(50) * super::system::MaximumBlockWeight::get();
	pub const MaxScheduledPerBlock: u32 = 50;
}

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = MultisigDepositBase;
	type DepositFactor = MultisigDepositFactor;
	type MaxSignatories = MaxSignatories;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
	type BlockNumberProvider = System;
}

/// What a proxy may do for the account that named it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// Everything that moves no funds.
	#[codec(index = 1)]
	NonTransfer,
	/// Bonds, nominations, session keys and pools.
	#[codec(index = 2)]
	Staking,
	/// Devices and their pay, which goes to their owner.
	#[codec(index = 3)]
	Devices,
	/// Rejects what other proxies have announced.
	#[codec(index = 4)]
	CancelProxy,
	/// Votes, motions, candidacies and referenda.
	#[codec(index = 5)]
	Governance,
}

/// What is said in the bodies that govern.
pub fn is_governance(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::Referenda(..)
			| RuntimeCall::ConvictionVoting(..)
			| RuntimeCall::Assembly(..)
			| RuntimeCall::Council(..)
			| RuntimeCall::Board(..)
			| RuntimeCall::BoardElections(..)
			| RuntimeCall::AdvisoryCommittee(..)
	)
}

/// Batches are looked into: each inner call passes the caller's filter by itself, unless Root calls. Not so
/// what changes the origin or is for Root.
pub fn is_batch(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::Utility(
			pallet_utility::Call::batch { .. }
				| pallet_utility::Call::batch_all { .. }
				| pallet_utility::Call::force_batch { .. }
		)
	)
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		let is_batch = is_batch(call);
		match self {
			ProxyType::Any => true,
			ProxyType::NonTransfer => {
				is_batch
					|| matches!(
						call,
						RuntimeCall::System(..)
							| RuntimeCall::Staking(..)
							| RuntimeCall::Session(..)
							| RuntimeCall::VoterList(..)
							| RuntimeCall::Devices(..)
							| RuntimeCall::ProofOfTime(..)
							| RuntimeCall::Multisig(..)
							| RuntimeCall::Preimage(..)
					) || is_governance(call)
			},
			ProxyType::Staking => {
				is_batch
					|| matches!(
						call,
						RuntimeCall::Staking(..)
							| RuntimeCall::Session(..)
							| RuntimeCall::VoterList(..)
							| RuntimeCall::NominationPools(..)
					)
			},
			ProxyType::Devices => {
				is_batch || matches!(call, RuntimeCall::Devices(..) | RuntimeCall::ProofOfTime(..))
			},
			ProxyType::Governance => is_batch || is_governance(call),
			ProxyType::CancelProxy => {
				matches!(call, RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. }))
			},
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(mine, theirs) if mine == theirs => true,
			(ProxyType::Any, _) => true,
			(ProxyType::NonTransfer, ProxyType::Devices | ProxyType::Governance) => true,
			_ => false,
		}
	}
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type MaxProxies = MaxProxies;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
	type MaxPending = MaxPending;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<PreimageDepositBase, PreimageDepositPerByte, Balance>,
	>;
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	/// What a body could schedule would outlive its members. Referenda schedule past this origin, and the board
	/// stops what they decided by `Assembly.stop_enactment`.
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = RootCancels;
	type MaxScheduledPerBlock = MaxScheduledPerBlock;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}
