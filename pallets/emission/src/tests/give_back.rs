//! Giving back to the device stream. "It ..."

use crate::{mock::*, DeviceStream, Error, Event};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	supply::{Pot, RewardStream, Stream, DAILY_RELEASE},
	time::DAY_MS,
	Moment, JMT,
};
use sp_runtime::TokenError;

/// All of the release is out by then: money available afterwards came back.
const END: Moment = LAUNCH + 4_000 * DAY_MS;

/// Withdraws all that the stream will ever get; nothing is available afterwards.
fn withdraw_all() {
	set_time(END);
	assert_ok!(withdraw(available()));
	assert_eq!(available(), 0);
	emission_events();
}

#[test]
fn moves_the_amount_back_to_the_mining_pot() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(LAUNCH + DAY_MS);
		assert_ok!(withdraw(100 * JMT));
		emission_events();
		assert_ok!(give_back(40 * JMT));
		assert_eq!(Balances::free_balance(consumer()), 60 * JMT);
		let left = Pot::Mining.genesis_balance() - 60 * JMT;
		assert_eq!(Balances::free_balance(pot(Pot::Mining)), left);
		assert_eq!(stream().net_withdrawn(), 60 * JMT);
		let (stream, from, amount) = (Stream::Devices, consumer(), 40 * JMT);
		assert_eq!(emission_events(), vec![Event::GivenBack { stream, from, amount }]);
	});
}

#[test]
fn becomes_available_linearly_over_a_day() {
	ExtBuilder::default().build_and_execute(|| {
		withdraw_all();
		assert_ok!(give_back(1_000 * JMT));
		assert_eq!(available(), 0);
		set_time(END + DAY_MS / 4);
		assert_eq!(available(), 250 * JMT);
		set_time(END + DAY_MS / 2);
		assert_eq!(available(), 500 * JMT);
		set_time(END + DAY_MS - 1);
		// 1e15 x 86,399,999 / 86,400,000, floored.
		assert_eq!(available(), 999_999_988_425_925);
		set_time(END + DAY_MS);
		assert_eq!(available(), 1_000 * JMT);
		set_time(END + 2 * DAY_MS);
		assert_eq!(available(), 1_000 * JMT);
	});
}

#[test]
fn starts_a_fresh_day_for_what_was_not_spread() {
	ExtBuilder::default().build_and_execute(|| {
		withdraw_all();
		assert_ok!(give_back(1_000 * JMT));
		set_time(END + DAY_MS / 2);
		assert_ok!(give_back(100 * JMT));
		assert_eq!(available(), 500 * JMT, "what was available stays so");
		assert_eq!(stream().spreading, 600 * JMT);
		set_time(END + DAY_MS);
		assert_eq!(available(), 800 * JMT, "half of 600 came to it");
		set_time(END + DAY_MS * 3 / 2);
		assert_eq!(available(), 1_100 * JMT);
	});
}

#[test]
fn can_be_drawn_again() {
	ExtBuilder::default().build_and_execute(|| {
		withdraw_all();
		assert_ok!(give_back(1_000 * JMT));
		set_time(END + DAY_MS / 4);
		assert_noop!(withdraw(250 * JMT + 1), Error::<Test>::StreamExhausted);
		assert_ok!(withdraw(250 * JMT));
		set_time(END + DAY_MS);
		assert_eq!(available(), 750 * JMT);
	});
}

#[test]
fn adds_to_what_the_schedule_releases() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(LAUNCH + DAY_MS);
		let day = DAILY_RELEASE / 10 * 6;
		assert_ok!(withdraw(day));
		assert_ok!(give_back(1_000 * JMT));
		set_time(LAUNCH + DAY_MS + DAY_MS / 2);
		assert_eq!(available(), day / 2 + 500 * JMT);
	});
}

#[test]
fn may_empty_the_giver() {
	ExtBuilder::default().build_and_execute(|| {
		withdraw_all();
		let all = Balances::free_balance(consumer());
		assert_ok!(give_back(all));
		assert_eq!(Balances::free_balance(consumer()), 0);
		let full = Pot::Mining.genesis_balance();
		assert_eq!(Balances::free_balance(pot(Pot::Mining)), full);
	});
}

#[test]
fn does_nothing_for_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		withdraw_all();
		assert_ok!(give_back(JMT));
		emission_events();
		set_time(END + DAY_MS / 2);
		let before = stream();
		assert_ok!(give_back(0));
		assert_eq!(stream(), before, "the day does not start anew");
		assert_eq!(emission_events(), vec![]);
	});
}

#[test]
fn spreads_nothing_while_the_clock_is_behind() {
	ExtBuilder::default().build_and_execute(|| {
		withdraw_all();
		assert_ok!(give_back(1_000 * JMT));
		set_time(END - DAY_MS / 2);
		assert_eq!(available(), 0);
		set_time(END + DAY_MS / 2);
		assert_eq!(available(), 500 * JMT);
	});
}

mod reject {
	use super::*;

	#[test]
	fn more_than_was_drawn() {
		ExtBuilder::default().allocate(Pot::Foundation, consumer(), 1_000 * JMT).build_and_execute(
			|| {
				set_time(LAUNCH + DAY_MS);
				assert_noop!(give_back(1), Error::<Test>::ExceedsWithdrawn);
				assert_ok!(withdraw(10 * JMT));
				assert_noop!(give_back(10 * JMT + 1), Error::<Test>::ExceedsWithdrawn);
				assert_ok!(give_back(4 * JMT));
				assert_noop!(give_back(6 * JMT + 1), Error::<Test>::ExceedsWithdrawn);
				assert_ok!(give_back(6 * JMT));
			},
		);
	}

	#[test]
	fn more_than_the_giver_has() {
		ExtBuilder::default().build_and_execute(|| {
			set_time(LAUNCH + DAY_MS);
			assert_ok!(withdraw(10 * JMT));
			let paid = RuntimeOrigin::signed(consumer());
			assert_ok!(Balances::transfer_keep_alive(paid, account(1), 4 * JMT));
			assert_noop!(give_back(7 * JMT), TokenError::FundsUnavailable);
		});
	}

	#[test]
	fn a_remainder_that_would_be_dust() {
		ExtBuilder::default().build_and_execute(|| {
			set_time(LAUNCH + DAY_MS);
			assert_ok!(withdraw(10 * JMT));
			assert_noop!(give_back(10 * JMT - 1), TokenError::NotExpendable);
			assert_ok!(give_back(10 * JMT - EXISTENTIAL_DEPOSIT));
		});
	}

	#[test]
	fn the_mining_pot_as_giver() {
		ExtBuilder::default().build_and_execute(|| {
			set_time(LAUNCH + DAY_MS);
			assert_ok!(withdraw(10 * JMT));
			let returned = DeviceStream::<Test>::give_back(&pot(Pot::Mining), JMT);
			assert_noop!(returned, Error::<Test>::SelfTransfer);
		});
	}
}
