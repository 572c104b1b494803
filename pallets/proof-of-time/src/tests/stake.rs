//! A stake ...

use crate::{mock::*, Error, Event, HoldReason, Staked, Stakes};
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::{Inspect, InspectHold},
		Get,
	},
};
use jmt_primitives::{
	proof_of_time::{Stake, WEIGHT_ONE},
	AccountId, Balance, DeviceId, Moment, JMT,
};
use sp_runtime::DispatchResult;

/// Raises a weight by a twentieth: the root of 25 is 5, which is divided by 200.
const AMOUNT: Balance = 25 * JMT;
const RAISED: u64 = WEIGHT_ONE + WEIGHT_ONE / 40;

fn stake(who: AccountId, device: &Signer, amount: Balance) -> DispatchResult {
	ProofOfTime::stake(RuntimeOrigin::signed(who), device.id(), amount)
}

fn unstake(who: AccountId, device: &Signer, amount: Balance) -> DispatchResult {
	ProofOfTime::unstake(RuntimeOrigin::signed(who), device.id(), amount)
}

fn withdraw(who: AccountId, device: &Signer) -> DispatchResult {
	ProofOfTime::withdraw_stake(RuntimeOrigin::signed(who), device.id())
}

fn held(who: &AccountId) -> Balance {
	Balances::balance_on_hold(&HoldReason::Stake.into(), who)
}

fn staked(device: &Signer) -> Staked {
	ProofOfTime::stake_of(device.id()).expect("something is staked")
}

fn factor(device: &Signer) -> u64 {
	<ProofOfTime as Stake>::stake(&device.id(), &TestTerms::get())
}

fn now() -> Moment {
	pallet_timestamp::Now::<Test>::get()
}

/// A device that answered the first round with a stake of [`AMOUNT`].
fn mining() -> Signer {
	let device = register(1);
	run_to(FIRST_SLOT);
	assert_ok!(stake(owner(), &device, AMOUNT));
	run_to_round(FIRST_ROUND);
	device.answer().unwrap();
	assert_eq!(device.miner().weight, RAISED);
	device
}

/// Passes so many rounds, each of which the device answers.
fn mine(device: &Signer, rounds: u64) {
	for _ in 0..rounds {
		run_to_round(newest_round() + 1);
		device.answer().unwrap();
	}
}

#[test]
fn it_raises_the_weight_from_the_next_answer_on() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		assert_ok!(stake(owner(), &device, AMOUNT));
		assert_eq!(
			last_event(),
			Event::Staked { device: device.id(), owner: owner(), amount: AMOUNT }
		);
		assert_eq!((held(&owner()), device.miner().weight), (AMOUNT, WEIGHT_ONE));
		mine(&device, 1);
		assert_eq!((device.miner().earned, device.miner().weight), (A_ROUND, RAISED));
		mine(&device, 1);
		assert_eq!(device.miner().earned, A_ROUND + A_ROUND * 41 / 40);
	});
}

#[test]
fn it_adds_up_and_counts_in_whole_jmt_up_to_the_most() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to(FIRST_SLOT);
		assert_eq!(ProofOfTime::stake_of(device.id()), None);
		assert_eq!(factor(&device), WEIGHT_ONE);
		assert_ok!(stake(owner(), &device, 20 * JMT));
		assert_ok!(stake(owner(), &device, 5 * JMT - 1));
		// The root of 24.
		assert_eq!(factor(&device), WEIGHT_ONE + 4 * WEIGHT_ONE / 200);
		assert_ok!(stake(owner(), &device, 1));
		assert_eq!(factor(&device), RAISED);
		assert_eq!(
			staked(&device),
			Staked { owner: owner(), amount: AMOUNT, leaving: 0, asked_at: 0 }
		);
		// Nothing but the bound of the factor keeps a larger one from counting.
		Stakes::<Test>::mutate(device.id(), |staked| {
			staked.as_mut().unwrap().amount = 1_000_000 * JMT;
		});
		assert_eq!(factor(&device), WEIGHT_ONE * 3 / 2);
		Stakes::<Test>::mutate(device.id(), |staked| staked.as_mut().unwrap().amount = AMOUNT);
	});
}

#[test]
fn it_counts_no_more_from_the_answer_after_it_was_asked_back() {
	ExtBuilder::default().build_and_execute(|| {
		let device = mining();
		assert_ok!(unstake(owner(), &device, AMOUNT));
		let from = now() + UNSTAKE_DELAY;
		assert_eq!(last_event(), Event::UnstakeAsked { device: device.id(), amount: AMOUNT, from });
		assert_eq!((held(&owner()), device.miner().weight), (AMOUNT, RAISED));
		mine(&device, 1);
		assert_eq!(device.miner().weight, WEIGHT_ONE);
	});
}

#[test]
fn it_comes_back_a_day_after_it_was_asked_for_whoever_calls() {
	ExtBuilder::default().build_and_execute(|| {
		let device = mining();
		let before = Balances::free_balance(owner());
		assert_ok!(unstake(owner(), &device, AMOUNT));
		let from = now() + UNSTAKE_DELAY;
		mine(&device, 1);
		run_to(from / SLOT_MS - 1);
		assert_noop!(withdraw(owner(), &device), Error::<Test>::TooEarly);
		run_to(from / SLOT_MS);
		assert_ok!(withdraw(stranger(), &device));
		assert_eq!(
			last_event(),
			Event::StakeWithdrawn { device: device.id(), owner: owner(), amount: AMOUNT }
		);
		assert_eq!((held(&owner()), Balances::free_balance(owner())), (0, before + AMOUNT));
		assert_eq!(Stakes::<Test>::iter().count(), 0);
	});
}

#[test]
fn it_comes_back_in_parts_and_the_rest_goes_on_counting() {
	ExtBuilder::default().build_and_execute(|| {
		let device = mining();
		assert_ok!(unstake(owner(), &device, 9 * JMT));
		mine(&device, 1);
		assert_eq!(device.miner().weight, WEIGHT_ONE + 4 * WEIGHT_ONE / 200);
		// Asking again begins the time anew, for all of it.
		assert_ok!(unstake(owner(), &device, 7 * JMT));
		let asked = now();
		assert_eq!(
			staked(&device),
			Staked { owner: owner(), amount: AMOUNT, leaving: 16 * JMT, asked_at: asked }
		);
		mine(&device, 1);
		assert_noop!(withdraw(owner(), &device), Error::<Test>::TooEarly);
		mine(&device, 1);
		assert_ok!(withdraw(owner(), &device));
		assert_eq!(held(&owner()), 9 * JMT);
		let left = Staked { owner: owner(), amount: 9 * JMT, leaving: 0, asked_at: asked };
		assert_eq!(staked(&device), left);
		assert_eq!(device.miner().weight, WEIGHT_ONE + 3 * WEIGHT_ONE / 200);
	});
}

#[test]
fn it_needs_no_answer_where_the_device_does_not_mine() {
	ExtBuilder::default().build_and_execute(|| {
		let (never, silent) = (register(2), mining());
		assert_ok!(stake(owner(), &never, JMT));
		assert_ok!(unstake(owner(), &never, JMT));
		assert_ok!(unstake(owner(), &silent, AMOUNT));
		run_to_round(FIRST_ROUND + 3);
		assert_ok!(withdraw(owner(), &never));
		// One that is silent counts until it is reported, by its owner if nobody else does.
		assert_noop!(withdraw(owner(), &silent), Error::<Test>::AnswerFirst);
		let miss = crate::Miss::Round(FIRST_ROUND + 1);
		let who = RuntimeOrigin::signed(owner());
		assert_ok!(ProofOfTime::report_silent(who, silent.id(), miss));
		assert_ok!(withdraw(owner(), &silent));
		assert_eq!(held(&owner()), 0);
	});
}

#[test]
fn it_is_released_when_the_device_is_removed() {
	for (asked, mines) in [(0, true), (JMT, true), (AMOUNT, true), (JMT, false)] {
		ExtBuilder::default().build_and_execute(|| {
			let device = if mines { mining() } else { register(1) };
			if !mines {
				run_to_round(FIRST_ROUND);
				assert_ok!(stake(owner(), &device, AMOUNT));
			}
			if asked > 0 {
				assert_ok!(unstake(owner(), &device, asked));
			}
			let before = Balances::free_balance(owner());
			remove(&device.id());
			assert_eq!((held(&owner()), Balances::free_balance(owner())), (0, before + AMOUNT));
			assert_eq!(Stakes::<Test>::iter().count(), 0);
			assert_noop!(withdraw(owner(), &device), Error::<Test>::NothingStaked);
		});
	}
}

#[test]
fn it_stays_with_its_staker_when_the_device_gets_another_owner() {
	ExtBuilder::default().build_and_execute(|| {
		let device = mining();
		give(&device.id(), &stranger());
		// All of it is asked back at that moment.
		let left = Staked { owner: owner(), amount: AMOUNT, leaving: AMOUNT, asked_at: now() };
		assert_eq!(staked(&device), left);
		assert_noop!(stake(stranger(), &device, JMT), Error::<Test>::NotStaker);
		assert_noop!(unstake(stranger(), &device, JMT), Error::<Test>::NotStaker);
		assert_noop!(withdraw(stranger(), &device), Error::<Test>::TooEarly);
		mine(&device, 2);
		assert_eq!(device.miner().weight, WEIGHT_ONE);
		assert_ok!(withdraw(stranger(), &device));
		assert_eq!((held(&owner()), held(&stranger())), (0, 0));
		assert_ok!(stake(stranger(), &device, JMT));
		assert_eq!((held(&owner()), held(&stranger())), (0, JMT));
	});
}

#[test]
fn it_begins_its_time_once_when_it_was_asked_for_in_full_before_the_device_was_given_away() {
	ExtBuilder::default().build_and_execute(|| {
		let device = mining();
		assert_ok!(unstake(owner(), &device, AMOUNT));
		let asked = staked(&device);
		mine(&device, 1);
		give(&device.id(), &stranger());
		assert_eq!(staked(&device), asked);
	});
}

mod attack {
	use super::*;

	#[test]
	fn it_cannot_be_taken_inside_an_interval_that_it_weighs_in() {
		ExtBuilder::default().build_and_execute(|| {
			let device = mining();
			// Asked for right after an answer, and taken when the day is over, before the next one.
			assert_ok!(unstake(owner(), &device, AMOUNT));
			let asked = now();
			LeastBuckets::set(4);
			run_to((asked + UNSTAKE_DELAY) / SLOT_MS);
			assert!(now() >= asked + UNSTAKE_DELAY);
			assert_noop!(withdraw(owner(), &device), Error::<Test>::AnswerFirst);
			run_to_round(newest_round() + 1);
			assert_noop!(withdraw(owner(), &device), Error::<Test>::AnswerFirst);
			device.answer().unwrap();
			assert_eq!(device.miner().weight, WEIGHT_ONE);
			assert_ok!(withdraw(owner(), &device));
		});
	}

	#[test]
	fn it_is_not_found_by_an_answer_to_a_draw_from_before_it_was_asked_for() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			run_to(FIRST_SLOT);
			assert_ok!(stake(owner(), &device, AMOUNT));
			run_to_round(FIRST_ROUND);
			assert_ok!(unstake(owner(), &device, AMOUNT));
			// It weighs without it already, but the draw is older than the wish.
			device.answer().unwrap();
			assert_eq!(device.miner().weight, WEIGHT_ONE);
			run_to((now() + UNSTAKE_DELAY) / SLOT_MS);
			assert_noop!(withdraw(owner(), &device), Error::<Test>::AnswerFirst);
			run_to_round(newest_round() + 1);
			device.answer().unwrap();
			assert_ok!(withdraw(owner(), &device));
		});
	}

	#[test]
	fn it_never_raises_two_weights_with_the_same_tokens() {
		ExtBuilder::default().build_and_execute(|| {
			let all = Balances::reducible_balance(
				&owner(),
				frame_support::traits::tokens::Preservation::Preserve,
				frame_support::traits::tokens::Fortitude::Polite,
			);
			let (a, b) = (register(1), register(2));
			run_to(FIRST_SLOT);
			assert_ok!(stake(owner(), &a, all));
			let raised = factor(&a);
			assert!(raised > WEIGHT_ONE);
			let mut asked = false;
			for round in 0..8 {
				run_to_round(FIRST_ROUND + round);
				[&a, &b].into_iter().for_each(|device| device.answer().unwrap());
				if round == 1 {
					assert_ok!(unstake(owner(), &a, all));
					asked = true;
				}
				if asked && withdraw(owner(), &a).is_ok() {
					assert_ok!(stake(owner(), &b, all));
				}
				let weights = [&a, &b].map(|device| device.miner().weight);
				assert_ne!(weights, [raised; 2]);
			}
			assert_eq!([&a, &b].map(|device| device.miner().weight), [WEIGHT_ONE, raised]);
		});
	}
}

mod reject {
	use super::*;
	use sp_runtime::{DispatchError, TokenError};

	#[test]
	fn it_is_on_a_device_of_somebody_else_or_on_none() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			assert_noop!(stake(stranger(), &device, JMT), Error::<Test>::NotOwner);
			let origin = RuntimeOrigin::signed(owner());
			assert_noop!(
				ProofOfTime::stake(origin, DeviceId::default(), JMT),
				Error::<Test>::NotOwner
			);
		});
	}

	#[test]
	fn it_is_nothing() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			run_to(FIRST_SLOT);
			assert_noop!(stake(owner(), &device, 0), Error::<Test>::NothingStaked);
			assert_noop!(unstake(owner(), &device, 1), Error::<Test>::NothingStaked);
			assert_noop!(withdraw(owner(), &device), Error::<Test>::NothingStaked);
			assert_ok!(stake(owner(), &device, JMT));
			assert_noop!(unstake(owner(), &device, 0), Error::<Test>::NothingStaked);
			assert_noop!(unstake(owner(), &device, JMT + 1), Error::<Test>::NothingStaked);
			assert_noop!(withdraw(owner(), &device), Error::<Test>::NothingStaked);
			assert_ok!(unstake(owner(), &device, JMT));
			// What is asked for already cannot be asked for again.
			assert_noop!(unstake(owner(), &device, 1), Error::<Test>::NothingStaked);
		});
	}

	#[test]
	fn it_is_more_than_the_owner_has() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			run_to(FIRST_SLOT);
			assert_noop!(
				stake(owner(), &device, 101 * JMT),
				DispatchError::Token(TokenError::FundsUnavailable)
			);
		});
	}

	#[test]
	fn it_is_asked_back_by_somebody_else() {
		ExtBuilder::default().build_and_execute(|| {
			let device = mining();
			assert_noop!(unstake(stranger(), &device, JMT), Error::<Test>::NotStaker);
		});
	}

	#[test]
	fn it_is_not_signed() {
		ExtBuilder::default().build_and_execute(|| {
			let device = mining();
			let bad = DispatchError::BadOrigin;
			for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
				assert_noop!(ProofOfTime::stake(origin.clone(), device.id(), JMT), bad);
				assert_noop!(ProofOfTime::unstake(origin.clone(), device.id(), JMT), bad);
				assert_noop!(ProofOfTime::withdraw_stake(origin, device.id()), bad);
			}
		});
	}
}
