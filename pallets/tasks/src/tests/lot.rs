//! Optimistic tasks, of which the lot audits one in sixteen.

use crate::{mock::*, Panels};
use frame_support::assert_ok;
use jmt_primitives::tasks::{is_audited, Against, Bench, Outcome, Stage, Verdict};

/// An optimistic task whose worker told this and on which the lot falls, or not: as many are posted as it takes.
fn drawn(hand: &Hand, told: Outcome, audited: bool) -> u64 {
	for _ in 0..500 {
		let id = running(terms(OPTIMISTIC), &[hand]);
		all_work(id, &[(hand, told)]);
		assert_eq!(stage(id), Stage::Standing(Against::Lot));
		blocks(3);
		if matches!(stage(id), Stage::Claiming(Bench::Panel)) == audited {
			return id;
		}
		if audited {
			assert_ok!(Tasks::accept(by(client()), id));
		} else {
			settle_to_the_end(id);
		}
	}
	panic!("the lot never falls so");
}

#[test]
fn the_lot_is_drawn_behind_the_last_reveal() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		let id = running(terms(OPTIMISTIC), &[&hand]);
		all_work(id, &[(&hand, right())]);
		let panel = task(id).panel.unwrap();
		assert_eq!(panel.crew.batch, System::block_number());
		assert_eq!(Panels::<Test>::get(panel.crew.number), Some(id));
		blocks(2);
		assert_eq!(stage(id), Stage::Standing(Against::Lot));
		blocks(1);
		assert_ne!(stage(id), Stage::Standing(Against::Lot));
	});
}

#[test]
fn a_result_that_no_lot_falls_on_counts_when_its_window_closes() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		let id = drawn(&hand, right(), false);
		let before = wealth(&hand.owner);
		let until = position(id).until.unwrap();
		blocks_until(until);
		blocks(1);
		assert_ok!(settle(id));
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert_eq!(wealth(&hand.owner), before + NET);
		assert_eq!(Panels::<Test>::iter().count(), 0);
	});
}

#[test]
fn an_audit_that_finds_the_same_is_paid_by_the_client() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..4, 20);
		let id = drawn(&hands[0], right(), true);
		let before = wealths(&hands);
		let clients = wealth(&client());
		let panel: Vec<_> = hands[1..].iter().collect();
		all_claim(id, &panel);
		close_claims(id);
		let results: Vec<_> = panel.iter().map(|hand| (*hand, right())).collect();
		all_work(id, &results);
		assert_eq!(stage(id), Stage::Ended(Verdict::Upheld));
		let after = wealths(&hands);
		assert!(before.iter().zip(&after).all(|(before, after)| before + NET == *after));
		assert_eq!(wealth(&client()), clients - 4 * PAY);
	});
}

#[test]
fn an_audit_that_finds_something_else_is_paid_by_the_liar() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..4, 100);
		let id = drawn(&hands[0], wrong(), true);
		let before = wealths(&hands);
		let (clients, pots) = (wealth(&client()), wealth(&pot()));
		let panel: Vec<_> = hands[1..].iter().collect();
		all_claim(id, &panel);
		close_claims(id);
		let results: Vec<_> = panel.iter().map(|hand| (*hand, right())).collect();
		all_work(id, &results);
		assert_eq!(stage(id), Stage::Ended(Verdict::Overturned));
		assert_eq!(wealth(&hands[0].owner), before[0] - BOND);
		assert_eq!(wealth(&client()), clients, "nothing for a wrong slot");
		assert_eq!(wealth(&pot()), pots + BOND - 3 * NET);
	});
}

#[test]
fn an_audit_that_nobody_fills_leaves_the_result_as_it_stood() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 20).remove(0);
		let id = drawn(&hand, right(), true);
		let clients = wealth(&client());
		settle_to_the_end(id);
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert_eq!(wealth(&client()), clients - PAY);
	});
}

#[test]
fn a_result_that_no_lot_fell_on_is_challenged_in_its_window() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..4, 100);
		let id = drawn(&hands[0], wrong(), false);
		let lots = task(id).panel.unwrap().crew.number;
		assert_ok!(Tasks::challenge(by(stranger()), id));
		assert_eq!(Panels::<Test>::get(lots), None);
		blocks(3);
		let panel: Vec<_> = hands[1..].iter().collect();
		all_claim(id, &panel);
		close_claims(id);
		let results: Vec<_> = panel.iter().map(|hand| (*hand, right())).collect();
		all_work(id, &results);
		assert_eq!(stage(id), Stage::Ended(Verdict::Overturned));
		assert_eq!(wealth(&stranger()), WEALTH + PAY);
	});
}

#[test]
fn one_in_sixteen_is_audited() {
	let seed = jmt_primitives::Hash::repeat_byte(3);
	let audited = (0..16_000u64).filter(|number| is_audited(&seed, *number)).count();
	// Three standard deviations of 16,000 draws.
	assert!((1_000 - 92..1_000 + 92).contains(&audited), "{audited}");
}
