//! Taking a task back.

use crate::{mock::*, Error, HoldReason, Tasks as Stored};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::authorized::unknown_task;

fn cancel(id: u64) -> sp_runtime::DispatchResult {
	Tasks::cancel(by(client()), id)
}

#[test]
fn it_gives_all_back_but_the_service_fee() {
	// Before the seed, while workers may claim, and when nobody did.
	for wait in [0, 4, 30] {
		ExtBuilder.build_and_execute(|| {
			let id = post(terms(TWO_OF_THREE));
			let service = task(id).amounts.service;
			blocks(wait);
			assert_ok!(cancel(id));
			assert_eq!(free(&client()), WEALTH - service);
			assert_eq!(held(HoldReason::Price, &client()), 0);
			assert_eq!(Stored::<Test>::iter().count(), 0);
			assert_noop!(cancel(id), Error::<Test>::UnknownTask);
		});
	}
}

#[test]
fn it_and_a_claim_in_one_block_go_by_their_order() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		let first = opened(terms(TWO_OF_THREE));
		blocks_until(opening(first).since.at + CLAIM);
		assert_eq!(include(hand.claim(first)), Ok(()));
		assert_noop!(cancel(first), Error::<Test>::AlreadyClaimed);

		let second = opened(terms(TWO_OF_THREE));
		blocks_until(opening(second).since.at + CLAIM);
		let claim = hand.claim(second);
		assert_ok!(cancel(second));
		assert_eq!(include(claim), Err(unknown_task()));
		assert_eq!(hand.worker().open, 1);
	});
}

mod reject {
	use super::*;

	#[test]
	fn another_account() {
		ExtBuilder.build_and_execute(|| {
			let id = post(terms(TWO_OF_THREE));
			assert_noop!(Tasks::cancel(by(stranger()), id), Error::<Test>::NotClient);
		});
	}

	#[test]
	fn a_task_that_is_not_there() {
		ExtBuilder.build_and_execute(|| {
			assert_noop!(cancel(1), Error::<Test>::UnknownTask);
			assert_noop!(cancel(u64::MAX), Error::<Test>::UnknownTask);
		});
	}

	#[test]
	fn a_task_with_a_claim_in_every_later_stage() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let all: Vec<_> = hands.iter().collect();
			let id = running(terms(TWO_OF_THREE), &all);
			let refused = || {
				assert_noop!(cancel(id), Error::<Test>::AlreadyClaimed);
			};
			refused();
			let results: Vec<_> = hands.iter().map(|hand| (hand, right())).collect();
			all_commit(id, &results);
			refused();
			all_reveal(id, &results);
			refused();
		});
	}

	#[test]
	fn a_task_that_has_expired_and_was_settled() {
		ExtBuilder.build_and_execute(|| {
			let id = opened(terms(TWO_OF_THREE));
			blocks(30);
			assert_ok!(settle(id));
			assert_noop!(cancel(id), Error::<Test>::AlreadyClaimed);
		});
	}
}
