//! Balances: the token. Money that would be burnt flows into a pot instead.

use crate::{
	call_class::call_classes, constants::currency, Balance, Balances, Runtime, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, System,
};
use frame_support::{
	parameter_types,
	traits::{tokens::imbalance::ResolveTo, VariantCountOf},
};
use pallet_emission::{EcosystemPot, PotAccount};

/// The account of the ecosystem pot.
pub type EcosystemAccount = PotAccount<EcosystemPot>;

/// Gives credits to the ecosystem pot: fees, dust and slashes.
pub type ToEcosystem = ResolveTo<EcosystemAccount, Balances>;

parameter_types! {
	pub const ExistentialDeposit: Balance = currency::EXISTENTIAL_DEPOSIT;
	pub const MaxLocks: u32 = 50;
	pub const MaxReserves: u32 = 50;
}

impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
	type Balance = Balance;
	type DustRemoval = ToEcosystem;
	type ExistentialDeposit = ExistentialDeposit;
	type AccountStore = System;
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = MaxLocks;
	type MaxReserves = MaxReserves;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
}

// Calls that would change the total issuance are for Root alone. No other signed call mints or burns.
call_classes! {
	pallet_balances::Call<Runtime>,
	Money:
		transfer_allow_death, force_transfer, transfer_keep_alive, transfer_all, force_unreserve,
		upgrade_accounts;
	Money root_only: force_set_balance, force_adjust_total_issuance, burn;
}
