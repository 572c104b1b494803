//! Panels that decide where a crew of three split.

use crate::{mock::*, Books, Error};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::tasks::{Bench, Outcome, Stage, Verdict};

/// A task whose three workers told three results.
fn split(hands: &[Hand], told: &[Outcome]) -> u64 {
	let crew: Vec<_> = hands.iter().take(3).collect();
	let id = running(terms(TWO_OF_THREE), &crew);
	let results: Vec<_> = crew.into_iter().zip(told.iter().copied()).collect();
	all_work(id, &results);
	id
}

fn three() -> [Outcome; 3] {
	[right(), wrong(), outcome(OUTPUT, 3)]
}

#[test]
fn three_results_call_a_panel_that_the_liars_pay() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..10, 5);
		let (clients, pots) = (wealth(&client()), wealth(&pot()));
		let id = split(&hands, &three());
		let service = task(id).amounts.service;
		assert_eq!(stage(id), Stage::Drawing(Bench::Panel));
		blocks(3);
		let panel: Vec<_> = hands[3..].iter().collect();
		all_claim(id, &panel);
		close_claims(id);
		let results: Vec<_> = panel.iter().map(|hand| (*hand, right())).collect();
		all_work(id, &results);
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert_eq!(wealth(&hands[0].owner), WEALTH + NET);
		assert!(hands[1..3].iter().all(|hand| wealth(&hand.owner) == WEALTH - BOND));
		assert!(hands[3..].iter().all(|hand| wealth(&hand.owner) == WEALTH + NET));
		// The client pays for the right slot alone.
		assert_eq!(wealth(&client()), clients - service - PAY);
		assert_eq!(wealth(&pot()), pots + service + 2 * BOND - 7 * PAY + 8 * FEE);
		assert_eq!(Books::<Test>::get().awarded, 7 * NET);
	});
}

#[test]
fn a_panel_that_finds_a_fourth_result_pays_itself_by_all_three_bonds() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..10, 5);
		let id = split(&hands, &three());
		let clients = wealth(&client());
		blocks(3);
		let panel: Vec<_> = hands[3..].iter().collect();
		all_claim(id, &panel);
		close_claims(id);
		let fourth = outcome(OUTPUT, 4);
		let results: Vec<_> = panel.iter().map(|hand| (*hand, fourth)).collect();
		all_work(id, &results);
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert!(hands[..3].iter().all(|hand| wealth(&hand.owner) == WEALTH - BOND));
		assert_eq!(wealth(&client()), clients);
		let place = task(id).end.unwrap().result.unwrap();
		assert_eq!(place.bench, Bench::Panel);
		assert_eq!(crate::Outputs::<Test>::iter().count(), 1);
		assert!(crate::Outputs::<Test>::get(id, place.number()).is_some());
	});
}

#[test]
fn a_panel_that_nobody_fills_leaves_it_undecided() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let clients = wealth(&client());
		let id = split(&hands, &three());
		let service = task(id).amounts.service;
		settle_to_the_end(id);
		assert_eq!(stage(id), Stage::Ended(Verdict::Undecided));
		assert!(hands.iter().all(|hand| wealth(&hand.owner) == WEALTH));
		assert_eq!(wealth(&client()), clients - service);
		assert_eq!(crate::Outputs::<Test>::iter().count(), 0);
	});
}

#[test]
fn two_results_that_differ_and_one_silent_worker_call_a_panel_too() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..10, 5);
		let [a, b, c, ..] = &hands[..] else { panic!("ten") };
		let id = running(terms(TWO_OF_THREE), &[a, b, c]);
		all_commit(id, &[(a, right()), (b, wrong())]);
		blocks_until(position(id).until.unwrap());
		blocks(1);
		all_reveal(id, &[(a, right()), (b, wrong())]);
		assert_eq!(stage(id), Stage::Drawing(Bench::Panel));
		blocks(3);
		let panel: Vec<_> = hands[3..].iter().collect();
		all_claim(id, &panel);
		close_claims(id);
		let results: Vec<_> = panel.iter().map(|hand| (*hand, right())).collect();
		all_work(id, &results);
		assert_eq!(wealth(&a.owner), WEALTH + NET);
		assert_eq!(wealth(&b.owner), WEALTH - BOND);
		assert_eq!(wealth(&c.owner), WEALTH - SILENCE);
	});
}

#[test]
fn one_result_alone_calls_none() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let [a, b, c] = &hands[..] else { panic!("three") };
		let id = running(terms(TWO_OF_THREE), &[a, b, c]);
		all_commit(id, &[(a, right()), (b, wrong()), (c, right())]);
		all_reveal(id, &[(a, right())]);
		blocks_until(position(id).until.unwrap());
		blocks(1);
		assert_ok!(settle(id));
		assert_eq!(stage(id), Stage::Ended(Verdict::Undecided));
		assert_eq!(wealth(&a.owner), WEALTH);
		assert_eq!(wealth(&b.owner), WEALTH - SILENCE);
	});
}

#[test]
fn a_split_cannot_be_accepted_or_challenged() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let id = split(&hands, &three());
		assert_noop!(Tasks::accept(by(client()), id), Error::<Test>::NotStanding);
		assert_noop!(Tasks::challenge(by(stranger()), id), Error::<Test>::NotChallengeable);
	});
}
