//! Steps in a pool, besides coming and going.

use super::{
	call::SLASHING_SPANS,
	step::{account, PEOPLE},
};
use jmt_primitives::{Balance, JMT};
use jmt_runtime::{NominationPools, Runtime, RuntimeCall};
use jmt_runtime_harness::Chain;
use pallet_nomination_pools::{BondExtra, Call, ClaimPermission, PoolId};
use proptest::prelude::*;
use sp_keyring::Sr25519Keyring;
use sp_runtime::Perbill;

/// The first pool.
pub const POOL: PoolId = 1;

/// Somebody does something in the first pool.
#[derive(Clone, Debug)]
pub enum PoolStep {
	Nominate,
	/// Something reaches the account that members are paid from.
	Earn(Balance),
	BondExtra(Balance),
	BondRewards,
	/// Of another member, who allows it.
	BondRewardsOf(usize),
	AllowAll,
	ClaimPayout,
	ClaimPayoutOf(usize),
	/// So many hundredths go to the account that sets it.
	SetCommission(u32),
	ClaimCommission,
	/// The unbonded money of all members together.
	WithdrawUnbonded,
	/// Another pool, under a number that is free below the last.
	Recreate(Balance),
}

/// Anything of it.
pub fn pool_step() -> impl Strategy<Value = PoolStep> {
	let who = 0..PEOPLE.len();
	let amount = 0..200_000 * JMT;
	prop_oneof![
		2 => Just(PoolStep::Nominate),
		2 => amount.clone().prop_map(PoolStep::Earn),
		1 => amount.clone().prop_map(PoolStep::BondExtra),
		1 => Just(PoolStep::BondRewards),
		1 => who.clone().prop_map(PoolStep::BondRewardsOf),
		1 => Just(PoolStep::AllowAll),
		1 => Just(PoolStep::ClaimPayout),
		1 => who.prop_map(PoolStep::ClaimPayoutOf),
		1 => (0..=100u32).prop_map(PoolStep::SetCommission),
		1 => Just(PoolStep::ClaimCommission),
		1 => Just(PoolStep::WithdrawUnbonded),
		1 => amount.prop_map(PoolStep::Recreate),
	]
}

/// The call of a step.
pub fn call(chain: &mut Chain, who: usize, step: PoolStep) -> RuntimeCall {
	let call: Call<Runtime> = match step {
		PoolStep::Nominate => {
			let validators = vec![Sr25519Keyring::AliceStash.to_account_id()];
			Call::nominate { pool_id: POOL, validators }
		},
		PoolStep::Earn(value) => {
			let dest = chain.read(|| NominationPools::api_pool_accounts(POOL).1).into();
			return pallet_balances::Call::<Runtime>::transfer_allow_death { dest, value }.into();
		},
		PoolStep::BondExtra(value) => Call::bond_extra { extra: BondExtra::FreeBalance(value) },
		PoolStep::BondRewards => Call::bond_extra { extra: BondExtra::Rewards },
		PoolStep::BondRewardsOf(member) => {
			Call::bond_extra_other { member: account(member).into(), extra: BondExtra::Rewards }
		},
		PoolStep::AllowAll => {
			Call::set_claim_permission { permission: ClaimPermission::PermissionlessAll }
		},
		PoolStep::ClaimPayout => Call::claim_payout {},
		PoolStep::ClaimPayoutOf(other) => Call::claim_payout_other { other: account(other) },
		PoolStep::SetCommission(percent) => Call::set_commission {
			pool_id: POOL,
			new_commission: Some((Perbill::from_percent(percent), account(who))),
		},
		PoolStep::ClaimCommission => Call::claim_commission { pool_id: POOL },
		PoolStep::WithdrawUnbonded => {
			Call::pool_withdraw_unbonded { pool_id: POOL, num_slashing_spans: SLASHING_SPANS }
		},
		PoolStep::Recreate(amount) => Call::create_with_pool_id {
			amount,
			root: account(who).into(),
			nominator: account(who).into(),
			bouncer: account(who).into(),
			pool_id: POOL - 1,
		},
	};
	call.into()
}
