//! Balances: the token. What would be burnt flows into a pot instead.

use crate::{
	constants::currency, Balance, Balances, Runtime, RuntimeEvent, RuntimeFreezeReason,
	RuntimeHoldReason, System,
};
use frame_support::{
	parameter_types,
	traits::{tokens::imbalance::ResolveTo, VariantCountOf},
};
use pallet_emission::{EcosystemPot, PotAccount};

/// The account of the ecosystem pot.
pub type EcosystemAccount = PotAccount<Runtime, EcosystemPot>;

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
