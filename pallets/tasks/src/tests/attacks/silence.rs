//! Workers that claim and do nothing, and clients that say nothing.

use crate::{mock::*, HoldReason};
use frame_support::assert_ok;
use jmt_primitives::tasks::{Stage, Verdict};

#[test]
fn a_fleet_that_claims_and_abandons_pays_twice_the_pay_for_each_slot() {
	ExtBuilder.build_and_execute(|| {
		let fleet = enrolled(0..30, 20);
		let before = wealth(&client());
		let mut services = 0;
		for crew in fleet.chunks(3) {
			let crew: Vec<_> = crew.iter().collect();
			let id = running(terms(TWO_OF_THREE), &crew);
			services += task(id).amounts.service;
			settle_to_the_end(id);
			assert_eq!(stage(id), Stage::Ended(Verdict::Undecided));
			assert_ok!(Tasks::collect(by(client()), id));
		}
		// The client is whole but for the service fee; no money is trapped.
		assert_eq!(free(&client()), before - services);
		assert_eq!(held(HoldReason::Price, &client()), 0);
		assert!(fleet.iter().all(|hand| wealth(&hand.owner) == WEALTH - 2 * PAY));
		assert!(fleet.iter().all(|hand| hand.worker().open == 0));
	});
}

#[test]
fn one_that_abandons_denies_nothing_to_a_quorum() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let [a, b, gone] = &hands[..] else { panic!("three") };
		let id = running(terms(TWO_OF_THREE), &[a, b, gone]);
		all_commit(id, &[(a, right()), (b, right())]);
		blocks_until(position(id).until.unwrap());
		blocks(1);
		all_reveal(id, &[(a, right()), (b, right())]);
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert_eq!(wealth(&gone.owner), WEALTH - SILENCE);
	});
}

#[test]
fn one_that_commits_and_withholds_its_result_is_silent() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let [a, b, holds_back] = &hands[..] else { panic!("three") };
		let id = running(terms(TWO_OF_THREE), &[a, b, holds_back]);
		all_commit(id, &[(a, right()), (b, right()), (holds_back, right())]);
		all_reveal(id, &[(a, right()), (b, right())]);
		settle_to_the_end(id);
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert_eq!(wealth(&holds_back.owner), WEALTH - SILENCE);
	});
}

#[test]
fn a_client_that_goes_silent_pays() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		let id = running(accept_terms(&hand.id()), &[&hand]);
		all_work(id, &[(&hand, right())]);
		settle_to_the_end(id);
		assert_eq!(wealth(&hand.owner), WEALTH + NET);
	});
}

#[test]
fn bytes_that_nobody_has_are_a_task_that_nobody_claims() {
	ExtBuilder.build_and_execute(|| {
		let before = wealth(&client());
		enrolled(0..10, 5);
		let id = opened(terms(TWO_OF_THREE));
		settle_to_the_end(id);
		assert_eq!(stage(id), Stage::Ended(Verdict::Expired));
		assert_eq!(wealth(&client()), before - task(id).amounts.service);
	});
}
