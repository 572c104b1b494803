//! Nomination pools: staking together.

use super::EcosystemAccount;
use crate::{
	call_class::call_classes, AccountId, Balance, Balances, Runtime, RuntimeEvent,
	RuntimeFreezeReason, Staking, System,
};
use frame_support::{
	parameter_types,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Fortitude, Preservation},
		Get, Nothing,
	},
	PalletId,
};
use frame_system::EnsureRoot;
use pallet_nomination_pools::{
	adapter::{Member, Pool, StakeStrategy, StakeStrategyType},
	BondType,
};
use sp_core::U256;
use sp_runtime::{traits::Convert, DispatchResult, FixedU128};

/// Eras of unbonding that a pool keeps apart, and more than unbonding may take on any network.
pub const MAX_UNBONDING_POOLS: u32 = 200;

parameter_types! {
	pub const PoolsPalletId: PalletId = PalletId(*b"jmt/pool");
	pub const MaxPointsToBalance: u8 = 10;
	pub const MaxUnbonding: u32 = 8;
	pub const MaxUnbondingPools: u32 = MAX_UNBONDING_POOLS;
	pub const MaxMetadataLen: u32 = 256;
}

/// A balance widened.
pub struct BalanceToU256;

impl Convert<Balance, U256> for BalanceToU256 {
	fn convert(balance: Balance) -> U256 {
		balance.into()
	}
}

/// A balance narrowed; saturates, which amounts below the total supply never do.
pub struct U256ToBalance;

impl Convert<U256, Balance> for U256ToBalance {
	fn convert(amount: U256) -> Balance {
		amount.try_into().unwrap_or(Balance::MAX)
	}
}

/// Stakes from the pool's own account, as the SDK's `TransferStake` does, except that what strays into the
/// account of a pool goes to the ecosystem pot when the pool is dissolved. The SDK's burns it, which
/// would let anybody lower the supply.
pub struct PoolStake;

/// The alternative, `DelegateStake`, needs a pallet that this chain does not have.
#[allow(deprecated)]
type Transfer = pallet_nomination_pools::adapter::TransferStake<Runtime, Staking>;

impl StakeStrategy for PoolStake {
	type Balance = Balance;
	type AccountId = AccountId;
	type CoreStaking = Staking;

	fn strategy_type() -> StakeStrategyType {
		Transfer::strategy_type()
	}

	fn transferable_balance(pool: Pool<AccountId>, member: Member<AccountId>) -> Balance {
		Transfer::transferable_balance(pool, member)
	}

	fn total_balance(pool: Pool<AccountId>) -> Option<Balance> {
		Transfer::total_balance(pool)
	}

	fn member_delegation_balance(member: Member<AccountId>) -> Option<Balance> {
		Transfer::member_delegation_balance(member)
	}

	fn pledge_bond(
		who: Member<AccountId>,
		pool: Pool<AccountId>,
		reward_account: &AccountId,
		amount: Balance,
		bond_type: BondType,
	) -> DispatchResult {
		Transfer::pledge_bond(who, pool, reward_account, amount, bond_type)
	}

	fn member_withdraw(
		who: Member<AccountId>,
		pool: Pool<AccountId>,
		amount: Balance,
		num_slashing_spans: u32,
	) -> DispatchResult {
		Transfer::member_withdraw(who, pool, amount, num_slashing_spans)
	}

	fn dissolve(pool: Pool<AccountId>) -> DispatchResult {
		let account = pool.get();
		let stray =
			Balances::reducible_balance(&account, Preservation::Expendable, Fortitude::Force);
		if stray > 0 {
			let pot: AccountId = EcosystemAccount::get();
			Balances::transfer(&account, &pot, stray, Preservation::Expendable)?;
		}
		Ok(())
	}

	fn pending_slash(pool: Pool<AccountId>) -> Balance {
		Transfer::pending_slash(pool)
	}

	fn member_slash(
		who: Member<AccountId>,
		pool: Pool<AccountId>,
		amount: Balance,
		reporter: Option<AccountId>,
	) -> DispatchResult {
		Transfer::member_slash(who, pool, amount, reporter)
	}

	fn migrate_nominator_to_agent(
		pool: Pool<AccountId>,
		reward_account: &AccountId,
	) -> DispatchResult {
		Transfer::migrate_nominator_to_agent(pool, reward_account)
	}

	fn migrate_delegation(
		pool: Pool<AccountId>,
		delegator: Member<AccountId>,
		value: Balance,
	) -> DispatchResult {
		Transfer::migrate_delegation(pool, delegator, value)
	}
}

impl pallet_nomination_pools::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_nomination_pools::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RewardCounter = FixedU128;
	type PalletId = PoolsPalletId;
	type MaxPointsToBalance = MaxPointsToBalance;
	type MaxUnbonding = MaxUnbonding;
	type BalanceToU256 = BalanceToU256;
	type U256ToBalance = U256ToBalance;
	type StakeAdapter = PoolStake;
	type MaxUnbondingPools = MaxUnbondingPools;
	type MaxMetadataLen = MaxMetadataLen;
	type AdminOrigin = EnsureRoot<AccountId>;
	type BlockNumberProvider = System;
	type Filter = Nothing;
}

call_classes! {
	pallet_nomination_pools::Call<Runtime>,
	Money:
		join, bond_extra, claim_payout, unbond, pool_withdraw_unbonded, withdraw_unbonded, create,
		create_with_pool_id, nominate, set_state, set_metadata, set_configs, update_roles, chill,
		bond_extra_other, set_claim_permission, claim_payout_other, set_commission, set_commission_max,
		set_commission_change_rate, claim_commission, adjust_pool_deposit,
		set_commission_claim_permission, apply_slash, migrate_delegation,
		migrate_pool_to_delegate_stake;
}
