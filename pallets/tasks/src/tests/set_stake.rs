//! Changing a stake.

use crate::{mock::*, AllWorkers, Books, Error, HoldReason, Totals, Workers};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{authorized::TaskRefusal, tasks::STAKE_NOTICE_MS, JMT};

fn set(hand: &Hand, units: u32) -> sp_runtime::DispatchResult {
	Tasks::set_stake(by(hand.owner.clone()), hand.id(), units)
}

#[test]
fn it_rises_at_once() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 1).remove(0);
		assert_ok!(set(&hand, 100));
		assert_eq!(held(HoldReason::Stake, &hand.owner), 1_000 * JMT);
		assert_eq!(hand.worker().enrolled_in, System::block_number());
		assert_eq!(Totals::<Test>::get(), AllWorkers { workers: 1, units: 100 });
	});
}

#[test]
fn a_rise_counts_for_tasks_of_later_blocks() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 1).remove(0);
		let id = opened(terms(TWO_OF_THREE));
		// The seed shows that more units would win.
		assert_ok!(set(&hand, 100));
		blocks_until(opening(id).since.at + CLAIM);
		assert_eq!(include(hand.claim(id)), refused(TaskRefusal::EnrolledTooLate));
	});
}

#[test]
fn it_falls_when_nothing_is_open() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		let enrolled_in = hand.worker().enrolled_in;
		assert_ok!(set(&hand, 2));
		assert_eq!(held(HoldReason::Stake, &hand.owner), 20 * JMT);
		assert_eq!(hand.worker().enrolled_in, enrolled_in);
		assert_eq!(Books::<Test>::get().unstaked, 30 * JMT);
		assert_eq!(Totals::<Test>::get(), AllWorkers { workers: 1, units: 2 });
	});
}

#[test]
fn with_none_the_worker_is_gone() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		assert_ok!(set(&hand, 0));
		assert_eq!(wealth(&hand.owner), free(&hand.owner));
		assert_eq!(Workers::<Test>::iter().count(), 0);
		assert_eq!(Totals::<Test>::get(), AllWorkers::default());
		assert_noop!(set(&hand, 0), Error::<Test>::NotEnrolled);
	});
}

#[test]
fn the_same_changes_nothing() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		let before = hand.worker();
		assert_ok!(set(&hand, 5));
		assert_eq!(hand.worker(), before);
	});
}

#[test]
fn it_falls_a_day_after_the_last_result() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let all: Vec<_> = hands.iter().collect();
		let id = running(terms(TWO_OF_THREE), &all);
		let [a, b, c] = &hands[..] else { panic!("three") };
		assert_noop!(set(a, 4), Error::<Test>::StakeReserved);
		assert_noop!(set(a, 0), Error::<Test>::StakeReserved);
		// Up it may go all the while.
		assert_ok!(set(b, 6));
		all_work(id, &[(a, right()), (b, right()), (c, wrong())]);
		let ended = now();
		assert_noop!(set(a, 4), Error::<Test>::StakeInNotice);
		set_time(ended + STAKE_NOTICE_MS - 1);
		assert_noop!(set(a, 4), Error::<Test>::StakeInNotice);
		set_time(ended + STAKE_NOTICE_MS);
		assert_ok!(set(a, 4));
		assert_ok!(set(b, 0));
		// The one that lost its bond puts its unit together again.
		assert_eq!(c.worker().staked, 50 * JMT - BOND);
		assert_eq!(c.worker().units(RATES.unit), 4);
		assert_ok!(set(c, 5));
		assert_eq!(held(HoldReason::Stake, &c.owner), 50 * JMT);
	});
}

mod reject {
	use super::*;

	#[test]
	fn another_account() {
		ExtBuilder.build_and_execute(|| {
			let hand = enrolled(0..1, 5).remove(0);
			for units in [0, 4, 6] {
				assert_noop!(
					Tasks::set_stake(by(stranger()), hand.id(), units),
					Error::<Test>::NotOwner
				);
			}
		});
	}

	#[test]
	fn too_many_units() {
		ExtBuilder.build_and_execute(|| {
			let hand = enrolled(0..1, 5).remove(0);
			assert_noop!(set(&hand, 101), Error::<Test>::TooManyUnits);
			assert_noop!(set(&hand, u32::MAX), Error::<Test>::TooManyUnits);
		});
	}
}
