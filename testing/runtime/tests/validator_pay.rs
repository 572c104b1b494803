//! Pay of validators: its pot, its payout, and the way of uncollected pay. "It ..."

use frame_support::traits::Get;
use jmt_primitives::{
	supply::{Stream, TOTAL_SUPPLY},
	time::DAY_MS,
	JMT,
};
use jmt_runtime::{
	circulation::StakingPot,
	constants::{
		currency::EXISTENTIAL_DEPOSIT,
		staking::ROUNDING_RESERVE,
		time::{HISTORY_ERAS, SLOT_MS},
	},
	genesis_presets::{DEVELOPMENT, LOCAL_TESTNET},
	AccountId, Balance, Balances, Runtime, RuntimeCall,
};
use jmt_runtime_harness::{
	eras::{active_era, end_era_at_once, until_era_ends},
	Chain,
};
use pallet_staking::{ErasRewardPoints, ErasValidatorReward};
use serde_json::json;
use sp_keyring::Sr25519Keyring::{AliceStash, Bob, BobStash, CharlieStash, DaveStash, Eve};
use sp_runtime::Perbill;
use sp_staking::EraIndex;

fn pay_of(chain: &mut Chain, era: EraIndex) -> Balance {
	chain.read(|| ErasValidatorReward::<Runtime>::get(era).unwrap_or_default())
}

fn pot(chain: &mut Chain) -> Balance {
	chain.balance(&StakingPot::get())
}

fn withdrawn(chain: &mut Chain) -> Balance {
	chain.read(|| pallet_emission::Streams::<Runtime>::get(Stream::Validators).net_withdrawn())
}

fn payout(validator: AccountId, era: EraIndex) -> RuntimeCall {
	RuntimeCall::Staking(pallet_staking::Call::payout_stakers { validator_stash: validator, era })
}

/// Collects for a validator, and says what its stash gained.
fn collect(chain: &mut Chain, validator: &AccountId, era: EraIndex) -> Balance {
	let before = chain.read(|| Balances::total_balance(validator));
	let call = payout(validator.clone(), era);
	let call = chain.signed(Eve, call);
	chain.include(vec![call]).all_good();
	chain.read(|| Balances::total_balance(validator)) - before
}

use frame_support::traits::fungible::Inspect as _;

#[test]
fn pays_an_era_what_the_validator_stream_was_released_in_it() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.block(Vec::new());
	until_era_ends(&mut chain);
	let (before, began) = (withdrawn(&mut chain), chain.next_time());
	let era = until_era_ends(&mut chain);
	let pay = pay_of(&mut chain, era);
	assert_eq!(withdrawn(&mut chain) - before, pay + ROUNDING_RESERVE);
	// 30 % of 4.1 million a day, for the era's 20 slots of 2 s.
	let ms = u128::from(chain.next_time() - began);
	let due = 1_230_000 * JMT * ms / u128::from(DAY_MS);
	assert!(pay.abs_diff(due) < 10 * ROUNDING_RESERVE, "{pay} of {due}");
}

#[test]
fn moves_the_pay_through_the_staking_pot_and_mints_nothing() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.block(Vec::new());
	let era = until_era_ends(&mut chain);
	let pay = pay_of(&mut chain, era);
	assert!(pay > 0);
	assert_eq!(pot(&mut chain), pay + EXISTENTIAL_DEPOSIT + ROUNDING_RESERVE);
	let gained = collect(&mut chain, &AliceStash.to_account_id(), era);
	assert_eq!(gained, pay, "one validator earns it all");
	assert_eq!(chain.read(Balances::total_issuance), TOTAL_SUPPLY);
	let kept = chain.read(|| {
		let later: Balance = ErasValidatorReward::<Runtime>::iter()
			.filter(|(other, _)| *other != era)
			.map(|(_, pay)| pay + ROUNDING_RESERVE)
			.sum();
		EXISTENTIAL_DEPOSIT + ROUNDING_RESERVE + later
	});
	assert_eq!(pot(&mut chain), kept);
}

#[test]
fn pays_four_validators_by_their_points() {
	let mut chain = Chain::start(LOCAL_TESTNET);
	chain.block(Vec::new());
	until_era_ends(&mut chain);
	let era = until_era_ends(&mut chain);
	let pay = pay_of(&mut chain, era);
	let points = chain.read(|| ErasRewardPoints::<Runtime>::get(era));
	let mut all = 0;
	for stash in [AliceStash, BobStash, CharlieStash, DaveStash] {
		let stash = stash.to_account_id();
		let part = Perbill::from_rational(points.individual[&stash], points.total);
		let gained = collect(&mut chain, &stash, era);
		assert_eq!(gained, part * pay);
		all += gained;
	}
	assert!(all <= pay + ROUNDING_RESERVE && all > pay - JMT);
	assert_eq!(chain.read(Balances::total_issuance), TOTAL_SUPPLY);
}

#[test]
fn pays_an_era_after_an_outage_what_was_released_in_it() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.block(Vec::new());
	until_era_ends(&mut chain);
	chain.skip(DAY_MS / SLOT_MS);
	let era = until_era_ends(&mut chain);
	let pay = pay_of(&mut chain, era) + {
		// The gap may fall into the last era or the one after.
		let next = until_era_ends(&mut chain);
		pay_of(&mut chain, next)
	};
	assert!(pay >= 1_230_000 * JMT, "{pay}");
}

#[test]
fn pays_at_the_border_of_an_era_only_once() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.block(Vec::new());
	let era = until_era_ends(&mut chain);
	collect(&mut chain, &AliceStash.to_account_id(), era);
	let again = chain.signed(Bob, payout(AliceStash.to_account_id(), era));
	let made = chain.include(vec![again]);
	assert_eq!(made.results, [Ok(Err(pallet_staking::Error::<Runtime>::AlreadyClaimed.into()))]);
}

#[test]
fn gives_back_to_the_stream_what_nobody_collected() {
	let mut chain = Chain::start(LOCAL_TESTNET);
	chain.block(Vec::new());
	let era = until_era_ends(&mut chain);
	let pay = pay_of(&mut chain, era);
	let points = chain.read(|| ErasRewardPoints::<Runtime>::get(era));
	// One of four collects; the others never do.
	let alice = AliceStash.to_account_id();
	collect(&mut chain, &alice, era);
	while active_era(&mut chain) < HISTORY_ERAS + era - 1 {
		end_era_at_once(&mut chain);
	}
	assert_eq!(pay_of(&mut chain, era), pay, "it can still be collected");
	let returned = |chain: &mut Chain| {
		chain.read(|| pallet_emission::Streams::<Runtime>::get(Stream::Validators).returned)
	};
	assert_eq!(returned(&mut chain), 0);
	while returned(&mut chain) == 0 {
		until_era_ends(&mut chain);
		assert!(active_era(&mut chain) <= HISTORY_ERAS + era + 2, "its books are never closed");
	}
	let of = |who: &AccountId| {
		Perbill::from_rational(points.individual[who], points.total).mul_floor(pay)
	};
	let others: Balance = points.individual.keys().filter(|who| **who != alice).map(of).sum();
	assert_eq!(returned(&mut chain), others);
	let late = chain.signed(Bob, payout(BobStash.to_account_id(), era));
	let made = chain.include(vec![late]);
	assert!(matches!(made.results[..], [Ok(Err(_))]), "too late: {:?}", made.results);
}

#[test]
fn gives_back_what_a_cap_on_stakers_rewards_puts_aside() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.block(Vec::new());
	until_era_ends(&mut chain);
	chain.read(|| {
		pallet_staking::MaxStakedRewards::<Runtime>::put(sp_runtime::Percent::from_percent(40));
	});
	let before = withdrawn(&mut chain);
	let era = until_era_ends(&mut chain);
	let pay = pay_of(&mut chain, era);
	assert_eq!(withdrawn(&mut chain) - before, pay + ROUNDING_RESERVE, "the rest was given back");
	assert_eq!(chain.read(Balances::total_issuance), TOTAL_SUPPLY);
}

#[test]
fn pays_nothing_without_a_share() {
	let patch = json!({ "emission": { "shares": {
		"devices": 1_000_000_000, "validators": 0, "gateways": 0
	} } });
	let mut chain = Chain::start_with(DEVELOPMENT, patch);
	chain.block(Vec::new());
	let era = until_era_ends(&mut chain);
	assert_eq!(pay_of(&mut chain, era), 0);
	assert_eq!(pot(&mut chain), 0);
}
