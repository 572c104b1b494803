//! Where all JMT are: gathers the figures of circulation from the pallets that have them.

use crate::{Balance, Balances, Emission, Moment, Runtime, Team, Timestamp};
use frame_support::traits::Time;
use jmt_primitives::{
	circulation::{Circulation, CirculationFigures},
	supply::Pot,
};
use pallet_emission::{PotAccount, StakingRewardsPot};

/// The account of the staking pot: pay of past eras, not collected yet.
pub type StakingPot = PotAccount<StakingRewardsPot>;

/// Stake of the active era, of validators, nominators and pools.
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
		Emission::pot_balances(),
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
