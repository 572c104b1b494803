//! Withdrawing from the device stream. "It ..."

use crate::{mock::*, DeviceStream, Error, Event, GatewayStream, ValidatorStream};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	supply::{Pot, RewardStream, Stream, DAILY_RELEASE},
	time::DAY_MS,
	Moment, JMT,
};
use sp_runtime::{Perbill, TokenError};

/// 60 % of a day's release.
const DAY_OF_DEVICES: u128 = DAILY_RELEASE / 10 * 6;

#[test]
fn moves_exactly_the_amount_out_of_the_mining_pot() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(LAUNCH + DAY_MS);
		assert_ok!(withdraw(1_234_567 * JMT + 89));
		assert_eq!(Balances::free_balance(consumer()), 1_234_567 * JMT + 89);
		let left = Pot::Mining.genesis_balance() - 1_234_567 * JMT - 89;
		assert_eq!(Balances::free_balance(pot(Pot::Mining)), left);
		let (stream, to, amount) = (Stream::Devices, consumer(), 1_234_567 * JMT + 89);
		assert_eq!(emission_events(), vec![Event::Withdrawn { stream, to, amount }]);
	});
}

#[test]
fn can_take_all_that_is_available_and_no_planck_more() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(LAUNCH + DAY_MS);
		assert_eq!(available(), DAY_OF_DEVICES);
		assert_noop!(withdraw(DAY_OF_DEVICES + 1), Error::<Test>::StreamExhausted);
		assert_ok!(withdraw(DAY_OF_DEVICES));
		assert_eq!(available(), 0);
		assert_noop!(withdraw(1), Error::<Test>::StreamExhausted);
	});
}

#[test]
fn loses_nothing_by_an_outage() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(LAUNCH + DAY_MS);
		assert_ok!(withdraw(DAY_OF_DEVICES / 2));
		set_time(LAUNCH + 31 * DAY_MS);
		assert_eq!(available(), 31 * DAY_OF_DEVICES - DAY_OF_DEVICES / 2);
	});
}

#[test]
fn follows_the_share() {
	let shares = shares(Perbill::from_parts(333_333_333));
	ExtBuilder::default().shares(shares).build_and_execute(|| {
		set_time(LAUNCH + 1);
		// floor(47,453,703,703 x 0.333333333)
		assert_eq!(available(), 15_817_901_218);
	});
}

#[test]
fn draws_from_each_stream_what_is_its_own() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(LAUNCH + DAY_MS);
		let validators = DAILY_RELEASE / 10 * 3;
		assert_eq!(ValidatorStream::<Test>::available(), validators);
		assert_ok!(ValidatorStream::<Test>::withdraw(&consumer(), validators));
		assert_noop!(
			ValidatorStream::<Test>::withdraw(&consumer(), 1),
			Error::<Test>::StreamExhausted
		);
		assert_eq!(available(), DAY_OF_DEVICES);
		assert_eq!(GatewayStream::<Test>::available(), DAILY_RELEASE / 10);
		assert_ok!(ValidatorStream::<Test>::give_back(&consumer(), JMT));
		assert_noop!(give_back(1), Error::<Test>::ExceedsWithdrawn);
	});
}

#[test]
fn does_nothing_for_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(withdraw(0));
		assert_eq!(emission_events(), vec![]);
		assert_eq!(stream(), Default::default());
	});
}

#[test]
fn leaves_the_mining_pot_its_existential_deposit() {
	ExtBuilder::default().shares(shares(Perbill::one())).build_and_execute(|| {
		set_time(LAUNCH + 4_000 * DAY_MS);
		let all = Pot::Mining.genesis_balance();
		assert_eq!(available(), all - EXISTENTIAL_DEPOSIT);
		assert_noop!(withdraw(all), Error::<Test>::StreamExhausted);
		assert_ok!(withdraw(all - EXISTENTIAL_DEPOSIT));
		assert_eq!(Balances::free_balance(pot(Pot::Mining)), EXISTENTIAL_DEPOSIT);
		assert_eq!(available(), 0);
	});
}

#[test]
fn draws_no_gift_to_the_mining_pot() {
	ExtBuilder::default().allocate(Pot::Foundation, account(1), 1_000 * JMT).build_and_execute(
		|| {
			set_time(LAUNCH + DAY_MS);
			let gift = 900 * JMT;
			let from = RuntimeOrigin::signed(account(1));
			assert_ok!(Balances::transfer_keep_alive(from, pot(Pot::Mining), gift));
			assert_eq!(available(), DAY_OF_DEVICES);
		},
	);
}

mod reject {
	use super::*;

	#[test]
	fn everything_before_launch() {
		ExtBuilder::default().build_and_execute(|| {
			set_time(LAUNCH - 1);
			assert_eq!(available(), 0);
			assert_noop!(withdraw(1), Error::<Test>::StreamExhausted);
		});
		ExtBuilder::default().not_launched().build_and_execute(|| {
			assert_noop!(withdraw(1), Error::<Test>::NotLaunched);
		});
	}

	#[test]
	fn amounts_at_the_border_of_128_bits() {
		ExtBuilder::default().build_and_execute(|| {
			set_time(Moment::MAX);
			assert_noop!(withdraw(u128::MAX), Error::<Test>::StreamExhausted);
			assert_noop!(give_back(u128::MAX), Error::<Test>::ExceedsWithdrawn);
		});
	}

	#[test]
	fn an_amount_that_the_receiver_cannot_keep() {
		ExtBuilder::default().build_and_execute(|| {
			set_time(LAUNCH + DAY_MS);
			assert_noop!(withdraw(EXISTENTIAL_DEPOSIT - 1), TokenError::BelowMinimum);
			assert_ok!(withdraw(EXISTENTIAL_DEPOSIT));
			assert_ok!(withdraw(1));
		});
	}

	#[test]
	fn the_mining_pot_as_receiver() {
		ExtBuilder::default().build_and_execute(|| {
			set_time(LAUNCH + DAY_MS);
			let withdrawn = DeviceStream::<Test>::withdraw(&pot(Pot::Mining), JMT);
			assert_noop!(withdrawn, Error::<Test>::SelfTransfer);
		});
	}

	#[test]
	fn more_after_the_clock_went_back() {
		ExtBuilder::default().build_and_execute(|| {
			set_time(LAUNCH + 2 * DAY_MS);
			assert_ok!(withdraw(2 * DAY_OF_DEVICES - JMT));
			set_time(LAUNCH + DAY_MS);
			assert_eq!(available(), 0);
			assert_noop!(withdraw(1), Error::<Test>::StreamExhausted);
			set_time(LAUNCH + 2 * DAY_MS);
			assert_eq!(available(), JMT);
		});
	}
}
