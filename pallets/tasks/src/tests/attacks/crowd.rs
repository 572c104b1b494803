//! Blocks that an attacker fills, and a chain that stands still: nobody is silent by it, and no slots are bought.

use crate::mock::*;
use jmt_primitives::tasks::{Bench, Stage, Verdict};

/// Blocks without room, for so many ms.
fn crowd(ms: u64) {
	HasRoom::set(false);
	blocks_until(now() + ms);
	HasRoom::set(true);
}

#[test]
fn a_crowd_through_the_claim_window_leaves_five_blocks_with_room_for_claims() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let id = opened(terms(TWO_OF_THREE));
		crowd(10 * CLAIM);
		for hand in &hands {
			assert_eq!(stage(id), Stage::Claiming(Bench::Crew));
			assert_eq!(include(hand.claim(id)), Ok(()));
			blocks(1);
		}
	});
}

/// The author of one block of the claim window lets its own workers claim in it, and fills all others of the window. The
/// window goes on until five blocks had room, and in one that is not the author's lower tickets take the slots.
#[test]
fn an_author_that_fills_all_blocks_but_its_own_buys_no_slot() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..6, 5);
		let id = opened(terms(TWO_OF_THREE));
		let (seed, number) = drawn(id);
		let mut sorted: Vec<_> = hands.iter().collect();
		sorted.sort_by_key(|hand| hand.ticket(&seed, number).0);
		let (lowest, highest) = sorted.split_at(3);
		crowd(CLAIM);
		for hand in highest {
			assert_eq!(include(hand.claim(id)), Ok(()));
		}
		blocks(1);
		crowd(5 * CLAIM);
		assert_eq!(stage(id), Stage::Claiming(Bench::Crew));
		for hand in lowest {
			assert_eq!(include(hand.claim(id)), Ok(()));
		}
		assert!(lowest.iter().all(|hand| hand.worker().open == 1));
		assert!(highest.iter().all(|hand| hand.worker().open == 0));
	});
}

#[test]
fn ten_minutes_without_a_block_in_every_stage_silence_nobody() {
	ExtBuilder.build_and_execute(|| {
		const STALL: u64 = 600_000;
		let hands = enrolled(0..3, 5);
		let [a, b, c] = &hands[..] else { panic!("three") };
		let id = opened(terms(TWO_OF_THREE));
		block_after(STALL);
		assert_eq!(stage(id), Stage::Claiming(Bench::Crew));
		for hand in [a, b, c] {
			assert_eq!(include(hand.claim(id)), Ok(()));
		}
		close_claims(id);
		block_after(STALL);
		assert_eq!(include(a.commit(id, &right())), Ok(()));
		block_after(STALL);
		all_commit(id, &[(b, right()), (c, right())]);
		block_after(STALL);
		assert_eq!(include(a.reveal(id, &right(), Some(OUTPUT))), Ok(()));
		block_after(STALL);
		all_reveal(id, &[(b, right()), (c, right())]);
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert!(hands.iter().all(|hand| wealth(&hand.owner) == WEALTH + NET));
	});
}

#[test]
fn a_crowd_through_the_run_and_the_reveals_silences_nobody() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let [a, b, c] = &hands[..] else { panic!("three") };
		let id = running(terms(TWO_OF_THREE), &[a, b, c]);
		assert_eq!(include(a.commit(id, &right())), Ok(()));
		crowd(10 * RUN);
		all_commit(id, &[(b, right())]);
		blocks(3);
		all_commit(id, &[(c, right())]);
		crowd(600_000);
		all_reveal(id, &[(a, right())]);
		blocks(4);
		all_reveal(id, &[(b, right()), (c, right())]);
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert!(hands.iter().all(|hand| wealth(&hand.owner) == WEALTH + NET));
	});
}

#[test]
fn a_crowd_through_the_window_for_challenges_leaves_time_for_one() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let all: Vec<_> = hands.iter().collect();
		let id = running(terms(CHALLENGEABLE), &all);
		let results: Vec<_> = hands.iter().map(|hand| (hand, wrong())).collect();
		all_work(id, &results);
		crowd(10 * 120_000);
		blocks(4);
		frame_support::assert_ok!(Tasks::challenge(by(stranger()), id));
	});
}

#[test]
fn full_blocks_alone_end_nothing_and_stop_nothing_for_good() {
	ExtBuilder.build_and_execute(|| {
		let id = opened(terms(TWO_OF_THREE));
		crowd(3_600_000);
		assert_eq!(stage(id), Stage::Claiming(Bench::Crew));
		assert!(settle(id).is_err());
		blocks(6);
		assert!(settle(id).is_ok());
		assert_eq!(stage(id), Stage::Ended(Verdict::Expired));
	});
}
