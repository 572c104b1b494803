//! The client accepts.

use crate::{mock::*, Error};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::tasks::{Against, Exit, Stage, Verdict};

fn accept(id: u64) -> sp_runtime::DispatchResult {
	Tasks::accept(by(client()), id)
}

/// A result of a named worker that stands.
fn standing() -> (Hand, u64) {
	let hand = enrolled(0..1, 5).remove(0);
	let id = running(accept_terms(&hand.id()), &[&hand]);
	all_work(id, &[(&hand, right())]);
	assert_eq!(stage(id), Stage::Standing(Against::Refusal));
	(hand, id)
}

#[test]
fn it_pays_at_once() {
	ExtBuilder.build_and_execute(|| {
		let (hand, id) = standing();
		assert_eq!(wealth(&hand.owner), WEALTH);
		assert_ok!(accept(id));
		assert_eq!(wealth(&hand.owner), WEALTH + NET);
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert_noop!(accept(id), Error::<Test>::NotStanding);
	});
}

#[test]
fn a_task_of_mode_accept_earns_no_credit() {
	ExtBuilder.build_and_execute(|| {
		let (hand, id) = standing();
		assert_ok!(accept(id));
		assert_eq!((hand.worker().credit.at(now()), hand.worker().done), (0, 1));
	});
}

#[test]
fn silence_pays() {
	ExtBuilder.build_and_execute(|| {
		let (hand, id) = standing();
		let until = position(id).until.unwrap();
		assert_eq!(until, now() + 120_000);
		blocks_until(until);
		assert_noop!(settle(id), Error::<Test>::NothingToSettle);
		assert_eq!(stage(id), Stage::Standing(Against::Refusal));
		block_after(1);
		assert_eq!(stage(id), Stage::Due(Exit::Stood));
		assert_noop!(accept(id), Error::<Test>::NotStanding);
		assert_ok!(settle(id));
		assert_eq!(wealth(&hand.owner), WEALTH + NET);
	});
}

#[test]
fn a_challengeable_result_is_accepted_too() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let all: Vec<_> = hands.iter().collect();
		let id = running(terms(CHALLENGEABLE), &all);
		let results: Vec<_> = hands.iter().map(|hand| (hand, right())).collect();
		all_work(id, &results);
		assert_eq!(stage(id), Stage::Standing(Against::Challenge));
		assert_ok!(accept(id));
		assert!(hands.iter().all(|hand| wealth(&hand.owner) == WEALTH + NET));
		assert_eq!(hands[0].worker().credit.at(now()), FEE);
	});
}

mod reject {
	use super::*;

	#[test]
	fn another_account() {
		ExtBuilder.build_and_execute(|| {
			let (hand, id) = standing();
			for who in [stranger(), hand.owner.clone()] {
				assert_noop!(Tasks::accept(by(who), id), Error::<Test>::NotClient);
			}
			assert_noop!(Tasks::accept(by(client()), 99), Error::<Test>::UnknownTask);
		});
	}

	#[test]
	fn what_does_not_stand() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let all: Vec<_> = hands.iter().collect();
			let id = opened(terms(TWO_OF_THREE));
			assert_noop!(accept(id), Error::<Test>::NotStanding);
			all_claim(id, &all);
			close_claims(id);
			assert_noop!(accept(id), Error::<Test>::NotStanding);
		});
	}

	/// Alice's two devices lie alike, and she accepts before Bob's can challenge.
	#[test]
	fn what_a_worker_contradicts() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let all: Vec<_> = hands.iter().collect();
			let id = running(terms(CHALLENGEABLE), &all);
			all_work(id, &[(&hands[0], wrong()), (&hands[1], wrong()), (&hands[2], right())]);
			assert_eq!(stage(id), Stage::Standing(Against::Challenge));
			assert_noop!(accept(id), Error::<Test>::NotStanding);
			assert_ok!(Tasks::challenge(by(hands[2].owner.clone()), id));
		});
	}

	#[test]
	fn an_optimistic_result_before_the_lot() {
		ExtBuilder.build_and_execute(|| {
			let hand = enrolled(0..1, 5).remove(0);
			let id = running(terms(OPTIMISTIC), &[&hand]);
			all_work(id, &[(&hand, right())]);
			assert_eq!(stage(id), Stage::Standing(Against::Lot));
			assert_noop!(accept(id), Error::<Test>::NotStanding);
		});
	}
}
