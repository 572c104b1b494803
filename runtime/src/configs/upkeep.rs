//! Migrations, safe mode, pauses and sudo.

use super::{
	tools::{is_batch, is_governance},
	RootOrBoardTwoThirds,
};
use crate::{
	constants::time, AccountId, Balance, Balances, BlockNumber, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, SafeMode,
};
use frame_support::{
	migrations::{FailedMigrationHandler, FailedMigrationHandling},
	parameter_types,
	traits::{ConstU32, Contains, MapSuccess},
	weights::Weight,
};
use frame_system::EnsureRoot;
use pallet_tx_pause::RuntimeCallNameOf;
use sp_runtime::{traits::Replace, Perbill};

parameter_types! {
	pub MaxServiceWeight: Weight =
		Perbill::from_percent(80) * super::system::MaximumBlockWeight::get();
	pub const EnterDuration: BlockNumber = 4 * time::HOURS;
	pub const ExtendDuration: BlockNumber = 2 * time::HOURS;
	/// Nobody can buy safe mode, so that no deposit is ever held that could be slashed, which would burn.
	pub const NoDeposit: Option<Balance> = None;
	pub const NoRelease: Option<BlockNumber> = None;
}

impl pallet_migrations::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	/// None yet.
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type CursorMaxLen = ConstU32<65_536>;
	type IdentifierMaxLen = ConstU32<256>;
	type MigrationStatusHandler = ();
	type FailedMigrationHandler = GovernanceMends;
	type MaxServiceWeight = MaxServiceWeight;
	type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}

/// What a migration that failed leaves: safe mode, until the bodies that govern have mended the state and end it.
/// The SDK's handler enters it and keeps the chain stuck besides: blocks would take no call any more, theirs
/// included.
pub struct GovernanceMends;

impl FailedMigrationHandler for GovernanceMends {
	fn failed(_: Option<u32>) -> FailedMigrationHandling {
		use frame_support::traits::SafeMode as Mode;
		let entered = if <SafeMode as Mode>::is_entered() {
			<SafeMode as Mode>::extend(BlockNumber::MAX)
		} else {
			<SafeMode as Mode>::enter(BlockNumber::MAX)
		};
		match entered {
			Ok(()) => FailedMigrationHandling::ForceUnstuck,
			Err(_) => FailedMigrationHandling::KeepStuck,
		}
	}
}

/// What goes on in safe mode: blocks, finality and the punishment of who attacks them, the answers of
/// devices, which would otherwise forfeit pay through no fault of their own, and the way out: the bodies
/// that govern, and what they do takes effect. A motion or referendum is used up when its call is refused, so
/// whatever they can decide is let through. It includes a grant's milestone, and no other payment.
pub struct GoesOnInSafeMode;

impl Contains<RuntimeCall> for GoesOnInSafeMode {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::System(_)
				| RuntimeCall::Timestamp(_)
				| RuntimeCall::Babe(_)
				| RuntimeCall::Grandpa(_)
				| RuntimeCall::ProofOfTime(pallet_proof_of_time::Call::answer { .. })
				| RuntimeCall::SafeMode(_)
				| RuntimeCall::TxPause(_)
				| RuntimeCall::MultiBlockMigrations(_)
				| RuntimeCall::Sudo(_)
				| RuntimeCall::Preimage(_)
				| RuntimeCall::Scheduler(_)
				| RuntimeCall::CouncilMembership(_)
				| RuntimeCall::AdvisoryMembership(_)
		) || is_governance(call)
			|| is_batch(call)
			|| is_spoken_for(call)
			|| is_decision(call)
	}
}

/// By which members speak that are multisigs or act through proxies: what these carry is filtered by itself.
fn is_spoken_for(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::Multisig(_)
			| RuntimeCall::Proxy(
				pallet_proxy::Call::proxy { .. } | pallet_proxy::Call::proxy_announced { .. }
			)
	)
}

/// Calls of other pallets that only a body decides on.
fn is_decision(call: &RuntimeCall) -> bool {
	match call {
		RuntimeCall::Parameters(_) | RuntimeCall::Circulation(_) => true,
		RuntimeCall::Emission(call) => matches!(call, pallet_emission::Call::set_shares { .. }),
		RuntimeCall::Foundation(call) => matches!(
			call,
			pallet_foundation::Call::announce_transfer { .. }
				| pallet_foundation::Call::announce_airdrop { .. }
				| pallet_foundation::Call::veto { .. }
		),
		RuntimeCall::Grants(call) => matches!(
			call,
			pallet_grants::Call::approve { .. }
				| pallet_grants::Call::reject { .. }
				| pallet_grants::Call::accept { .. }
				| pallet_grants::Call::decline { .. }
				| pallet_grants::Call::cancel { .. }
				| pallet_grants::Call::stop { .. }
		),
		RuntimeCall::Staking(call) => matches!(
			call,
			pallet_staking::Call::cancel_deferred_slash { .. }
				| pallet_staking::Call::set_min_commission { .. }
		),
		_ => false,
	}
}

impl pallet_safe_mode::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = GoesOnInSafeMode;
	type EnterDuration = EnterDuration;
	type ExtendDuration = ExtendDuration;
	type EnterDepositAmount = NoDeposit;
	type ExtendDepositAmount = NoDeposit;
	type ForceEnterOrigin = MapSuccess<RootOrBoardTwoThirds, Replace<EnterDuration>>;
	type ForceExtendOrigin = MapSuccess<RootOrBoardTwoThirds, Replace<ExtendDuration>>;
	type ForceExitOrigin = RootOrBoardTwoThirds;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type Notify = ();
	type ReleaseDelay = NoRelease;
	type WeightInfo = pallet_safe_mode::weights::SubstrateWeight<Runtime>;
}

/// What cannot be paused: without it there are no blocks, or no way back, the bodies that govern among it, so
/// that none can silence another; and the answers of devices, which would be drawn all the same and forfeit
/// pay through no fault of their own.
pub struct NeverPaused;

impl Contains<RuntimeCallNameOf<Runtime>> for NeverPaused {
	fn contains(name: &RuntimeCallNameOf<Runtime>) -> bool {
		let (pallet, call) = name;
		let answer = pallet.as_slice() == b"ProofOfTime" && call.as_slice() == b"answer";
		answer
			|| [
				&b"System"[..],
				b"Timestamp",
				b"Babe",
				b"Grandpa",
				b"SafeMode",
				b"TxPause",
				b"Sudo",
				b"Council",
				b"CouncilMembership",
				b"Board",
				b"BoardElections",
				b"AdvisoryCommittee",
				b"AdvisoryMembership",
				b"Referenda",
				b"ConvictionVoting",
				b"Assembly",
				b"Preimage",
				b"Scheduler",
			]
			.contains(&pallet.as_slice())
	}
}

impl pallet_tx_pause::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PauseOrigin = RootOrBoardTwoThirds;
	type UnpauseOrigin = RootOrBoardTwoThirds;
	type WhitelistedCalls = NeverPaused;
	type MaxNameLen = ConstU32<256>;
	type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
}

impl pallet_sudo::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WeightInfo = pallet_sudo::weights::SubstrateWeight<Runtime>;
}
