//! Migrations, safe mode, pauses and sudo.

use super::RootOrBoardTwoThirds;
use crate::{
	call_class::{call_classes, class_named, class_of, is_carrier},
	constants::time,
	AccountId, Balance, Balances, BlockNumber, Runtime, RuntimeCall, RuntimeEvent,
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
	/// Safe mode cannot be bought, so that no deposit is ever held that could be slashed, which would burn.
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

/// Safe mode after a failed migration, until the bodies that govern have mended the state and end it. The SDK's
/// handler enters it and keeps the chain stuck besides: blocks would take no call any more, theirs included.
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

/// Calls allowed in safe mode: those whose class goes on, the bodies' decisions among them, and carriers of
/// other calls, since members of bodies are multisigs or act through proxies.
pub struct GoesOnInSafeMode;

impl Contains<RuntimeCall> for GoesOnInSafeMode {
	fn contains(call: &RuntimeCall) -> bool {
		class_of(call).goes_on_in_safe_mode() || is_carrier(call)
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

/// Calls that cannot be paused, by the names of pallet and call.
pub struct NeverPaused;

impl Contains<RuntimeCallNameOf<Runtime>> for NeverPaused {
	fn contains((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
		let name = |bytes| core::str::from_utf8(bytes).unwrap_or_default();
		class_named(name(pallet), name(call)).is_some_and(|class| !class.can_be_paused())
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

call_classes! {
	pallet_migrations::Call<Runtime>,
	Decision: force_set_cursor, force_set_active_cursor, force_onboard_mbms, clear_historic;
}

call_classes! {
	pallet_safe_mode::Call<Runtime>,
	Maintenance:
		enter, force_enter, extend, force_extend, force_exit, force_slash_deposit, release_deposit,
		force_release_deposit;
}

call_classes! {
	pallet_tx_pause::Call<Runtime>,
	Maintenance: pause, unpause;
}

call_classes! {
	pallet_sudo::Call<Runtime>,
	Maintenance: sudo, sudo_unchecked_weight, set_key, sudo_as, remove_key;
}
