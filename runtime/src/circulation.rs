//! Where all JMT are: gathers the figures of circulation from the pallets that have them.

use crate::{AccountId, Balance, Balances, Emission, Moment, Runtime, Team, Timestamp};
use frame_support::{
	traits::{fungible::Inspect, Get, Time},
	PalletId,
};
use jmt_primitives::{
	circulation::{Circulation, CirculationFigures, PotBalances},
	supply::{Pot, REWARD_POT_ID, STAKING_POT_ID},
};
use sp_runtime::traits::AccountIdConversion;

/// The account of the staking pot: pay of past eras, not collected yet.
pub struct StakingPot;

impl Get<AccountId> for StakingPot {
	fn get() -> AccountId {
		PalletId(STAKING_POT_ID).into_account_truncating()
	}
}

/// The account of the reward pot: drawn for devices, not claimed yet.
pub struct RewardPot;

impl Get<AccountId> for RewardPot {
	fn get() -> AccountId {
		PalletId(REWARD_POT_ID).into_account_truncating()
	}
}

/// What each pot holds. Six reads.
fn pots() -> PotBalances {
	let of = |account: AccountId| <Balances as Inspect<AccountId>>::total_balance(&account);
	PotBalances {
		mining: Emission::pot_balance(Pot::Mining),
		ecosystem: Emission::pot_balance(Pot::Ecosystem),
		foundation: Emission::pot_balance(Pot::Foundation),
		team: Emission::pot_balance(Pot::Team),
		rewards: of(RewardPot::get()),
		staking_rewards: of(StakingPot::get()),
	}
}

/// What is staked in the active era, by validators, nominators and pools.
fn bonded() -> Balance {
	pallet_staking::ActiveEra::<Runtime>::get()
		.map(|era| pallet_staking::ErasTotalStake::<Runtime>::get(era.index))
		.unwrap_or_default()
}

/// The figures of this moment.
pub fn figures() -> Circulation {
	let at: Moment = Timestamp::now();
	let unreleased = Pot::Mining.genesis_balance().saturating_sub(Emission::released(at));
	Circulation::new(
		at,
		Balances::total_issuance(),
		pots(),
		Team::unvested(at),
		unreleased,
		bonded(),
	)
}

/// [`figures`] for the pallet that keeps them.
pub struct Figures;

impl CirculationFigures for Figures {
	fn figures() -> Circulation {
		figures()
	}
}
