//! Settling: anybody takes a task on whose window is over.

use crate::{mock::*, Error, Event, HoldReason, ToSettle};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::tasks::{Bench, Exit, Mode, Stage, Verdict};

fn settle_all(ids: &[u64]) -> sp_runtime::DispatchResult {
	let tasks = ToSettle::try_from(ids.to_vec()).unwrap();
	Tasks::settle(by(stranger()), tasks).map(|_| ()).map_err(|failed| failed.error)
}

#[test]
fn a_task_that_nobody_claimed_expires() {
	ExtBuilder.build_and_execute(|| {
		let id = opened(terms(TWO_OF_THREE));
		close_claims(id);
		assert_eq!(stage(id), Stage::Due(Exit::Unfilled(Bench::Crew)));
		let service = task(id).amounts.service;
		assert_ok!(settle(id));
		assert_eq!(stage(id), Stage::Ended(Verdict::Expired));
		assert_eq!(held(HoldReason::Price, &client()), 0);
		assert_eq!(wealth(&client()), WEALTH - service);
		assert_eq!(Told::get(), vec![(id, Verdict::Expired, None)]);
	});
}

#[test]
fn with_fewer_claims_than_must_agree_it_expires_and_bonds_are_free() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		let id = opened(terms(TWO_OF_THREE));
		all_claim(id, &[&hand]);
		close_claims(id);
		assert_ok!(settle(id));
		assert_eq!(stage(id), Stage::Ended(Verdict::Expired));
		assert_eq!((hand.worker().open, hand.worker().reserved, hand.worker().silent), (0, 0, 0));
		assert_eq!(wealth(&hand.owner), WEALTH);
	});
}

#[test]
fn two_of_three_claims_are_enough_and_the_third_pay_goes_back() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..2, 5);
		let [a, b] = &hands[..] else { panic!("two") };
		let id = running(terms(TWO_OF_THREE), &[a, b]);
		let service = task(id).amounts.service;
		all_work(id, &[(a, right()), (b, right())]);
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert_eq!(wealth(&client()), WEALTH - service - 2 * PAY);
	});
}

#[test]
fn it_begins_a_run_that_nobody_began_and_ends_it() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let all: Vec<_> = hands.iter().collect();
		let id = running(terms(TWO_OF_THREE), &all);
		assert_ok!(settle(id));
		assert_eq!(take_events(), vec![Event::Started { task: id, bench: Bench::Crew }]);
		assert_eq!(position(id).until, Some(now() + RUN));
		assert_noop!(settle(id), Error::<Test>::NothingToSettle);
		blocks_until(now() + RUN);
		assert_noop!(settle(id), Error::<Test>::NothingToSettle);
		block_after(1);
		assert_ok!(settle(id));
		assert_eq!(stage(id), Stage::Ended(Verdict::Undecided));
		for hand in &hands {
			assert_eq!(wealth(&hand.owner), WEALTH - SILENCE);
			assert_eq!((hand.worker().silent, hand.worker().reserved), (1, 0));
		}
	});
}

#[test]
fn it_begins_reveals_that_nobody_began_and_ends_them() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let [a, b, c] = &hands[..] else { panic!("three") };
		let id = running(terms(TWO_OF_THREE), &[a, b, c]);
		all_commit(id, &[(a, right()), (b, right())]);
		blocks_until(position(id).until.unwrap());
		blocks(1);
		assert!(position(id).unstarted);
		assert_ok!(settle(id));
		assert_eq!(position(id).until, Some(now() + 60_000));
		blocks_until(now() + 60_000);
		assert_noop!(settle(id), Error::<Test>::NothingToSettle);
		blocks(1);
		assert_ok!(settle(id));
		// Of the three one never committed, and two never told.
		assert_eq!(stage(id), Stage::Ended(Verdict::Undecided));
		assert!(hands.iter().all(|hand| wealth(&hand.owner) == WEALTH - SILENCE));
	});
}

#[test]
fn who_told_in_an_undecided_task_is_neither_paid_nor_slashed() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..5, 5);
		let all: Vec<_> = hands.iter().collect();
		let five = Mode::Replicate { replicas: 5, quorum: 3, standing: None };
		let id = running(terms(five), &all);
		let before = wealth(&client());
		let results: Vec<_> =
			hands.iter().zip([right(), right(), wrong(), wrong(), outcome(OUTPUT, 3)]).collect();
		all_work(id, &results);
		assert_eq!(stage(id), Stage::Ended(Verdict::Undecided));
		assert!(hands.iter().all(|hand| wealth(&hand.owner) == WEALTH && hand.worker().open == 0));
		assert_eq!(wealth(&client()), before);
		assert_eq!(held(HoldReason::Price, &client()), 0);
		assert_eq!(crate::Outputs::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_quorum_of_all_is_missed_by_one() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..7, 5);
		let all: Vec<_> = hands.iter().collect();
		let seven = Mode::Replicate { replicas: 7, quorum: 7, standing: None };
		let id = running(terms(seven), &all);
		let results: Vec<_> = hands
			.iter()
			.enumerate()
			.map(|(index, hand)| (hand, if index == 3 { wrong() } else { right() }))
			.collect();
		all_work(id, &results);
		assert_eq!(stage(id), Stage::Ended(Verdict::Undecided));
	});
}

#[test]
fn one_call_settles_sixteen_and_passes_over_the_others() {
	ExtBuilder.build_and_execute(|| {
		let ids: Vec<_> = (0..15).map(|_| post(terms(TWO_OF_THREE))).collect();
		blocks(3);
		close_claims(ids[0]);
		let late = post(terms(TWO_OF_THREE));
		let mut named = ids.clone();
		named.push(late);
		assert_ok!(settle_all(&named));
		assert!(ids.iter().all(|id| stage(*id) == Stage::Ended(Verdict::Expired)));
		assert_eq!(stage(late), Stage::Drawing(Bench::Crew));
		assert!(ToSettle::try_from(vec![1; 17]).is_err());
	});
}

#[test]
fn a_task_named_twice_is_settled_once() {
	ExtBuilder.build_and_execute(|| {
		let id = opened(terms(TWO_OF_THREE));
		close_claims(id);
		assert_ok!(settle_all(&[id, id, 99]));
		assert_eq!(Told::get().len(), 1);
	});
}

mod reject {
	use super::*;

	#[test]
	fn what_is_not_due() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let all: Vec<_> = hands.iter().collect();
			let nothing = || Error::<Test>::NothingToSettle;
			assert_noop!(settle_all(&[]), nothing());
			assert_noop!(settle_all(&[1, u64::MAX]), nothing());
			let id = post(terms(TWO_OF_THREE));
			assert_noop!(settle(id), nothing());
			blocks(3);
			assert_noop!(settle(id), nothing());
			all_claim(id, &all);
			assert_noop!(settle(id), nothing());
			close_claims(id);
			let results: Vec<_> = hands.iter().map(|hand| (hand, right())).collect();
			all_commit(id, &results);
			assert_noop!(settle(id), nothing());
			all_reveal(id, &results);
			assert_noop!(settle(id), nothing());
		});
	}

	#[test]
	fn an_unsigned_sender() {
		ExtBuilder.build_and_execute(|| {
			let origin = RuntimeOrigin::none();
			let done = Tasks::settle(origin, ToSettle::default());
			assert_eq!(done.unwrap_err().error, sp_runtime::DispatchError::BadOrigin);
		});
	}
}
