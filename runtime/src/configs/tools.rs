//! Batches, multisigs, proxies, preimages and the scheduler.

use super::governance::RootCancels;
use crate::{
	call_class::{call_classes, class_of, is_carrier, subject_of, CallClass, Subject},
	constants::currency,
	AccountId, Balance, Balances, OriginCaller, Preimage, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, RuntimeOrigin, System,
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

/// The calls that a proxy may send for the account that named it.
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
	/// Devices and their pay, which goes to their owner; access to them, but for uses that are paid; proofs and groups; of
	/// tasks what ends them, and no stake, post or challenge.
	#[codec(index = 3)]
	Devices,
	/// Rejects announcements of other proxies.
	#[codec(index = 4)]
	CancelProxy,
	/// Votes, motions, candidacies and referenda.
	#[codec(index = 5)]
	Governance,
}

/// Whether calls about this can do without moving funds, so that a proxy without funds may make those of them
/// that do.
const fn is_fundless(subject: Subject) -> bool {
	match subject {
		Subject::Accounts | Subject::Staking | Subject::Devices | Subject::Governance => true,
		Subject::Blocks | Subject::Funds | Subject::Network => false,
	}
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	/// A batch passes all but one of them, since each of its calls passes by itself.
	fn filter(&self, call: &RuntimeCall) -> bool {
		let batch = matches!(call, RuntimeCall::Utility(_)) && is_carrier(call);
		let subject = subject_of(call);
		match self {
			ProxyType::Any => true,
			ProxyType::NonTransfer => class_of(call) != CallClass::Money && is_fundless(subject),
			ProxyType::Staking => batch || subject == Subject::Staking,
			ProxyType::Devices => {
				batch || class_of(call) != CallClass::Money && subject == Subject::Devices
			},
			ProxyType::Governance => batch || subject == Subject::Governance,
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
	/// Only Root: a body's task would outlive its members. Referenda schedule past this origin, and the board stops
	/// their decisions by `Assembly.stop_enactment`.
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = RootCancels;
	type MaxScheduledPerBlock = MaxScheduledPerBlock;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

// Each call of a batch passes the filter of its origin by itself, unless Root calls. Not so what changes the
// origin.
call_classes! {
	pallet_utility::Call<Runtime>,
	Owner carrier: batch, batch_all, force_batch;
	Money: as_derivative, dispatch_as, with_weight, if_else, dispatch_as_fallible;
}

// Members of bodies speak by multisigs and proxies.
call_classes! {
	pallet_multisig::Call<Runtime>,
	Owner carrier: as_multi_threshold_1, as_multi, approve_as_multi, cancel_as_multi, poke_deposit;
}

call_classes! {
	pallet_proxy::Call<Runtime>,
	Money carrier: proxy, proxy_announced;
	Money:
		add_proxy, remove_proxy, remove_proxies, create_pure, kill_pure, announce, remove_announcement,
		reject_announcement, poke_deposit;
}

call_classes! {
	pallet_preimage::Call<Runtime>,
	Maintenance: note_preimage, unnote_preimage, request_preimage, unrequest_preimage, ensure_updated;
}

call_classes! {
	pallet_scheduler::Call<Runtime>,
	Maintenance:
		schedule, cancel, schedule_named, cancel_named, schedule_after, schedule_named_after,
		set_retry, set_retry_named, cancel_retry, cancel_retry_named;
}
