//! Workers that have no result, or another.

use crate::mock::*;
use frame_support::assert_ok;
use jmt_primitives::{
	authorized::TaskRefusal,
	tasks::{signed, Against, Bench, Commitment, Entry, Stage, Verdict},
};

/// The commitment of a device in the crew.
fn commitment_of(id: u64, hand: &Hand) -> Commitment {
	match task(id).crew.slot_of(&hand.id()).unwrap().1.entry {
		Entry::Committed(commitment) => commitment,
		other => panic!("it has not committed: {other:?}"),
	}
}

#[test]
fn a_copied_commitment_opens_for_nobody_else() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let [a, b, thief] = &hands[..] else { panic!("three") };
		let id = running(terms(TWO_OF_THREE), &[a, b, thief]);
		all_commit(id, &[(a, right()), (b, right())]);
		// The thief copies what it saw, and waits until its owner has told result and salt.
		assert_eq!(include(thief.commit_to(id, commitment_of(id, a))), Ok(()));
		assert_eq!(include(a.reveal(id, &right(), Some(OUTPUT))), Ok(()));
		let copied = thief.reveal_by(id, &right(), None, a.salt(id));
		assert_eq!(include(copied), refused(TaskRefusal::RevealMismatch));
		all_reveal(id, &[(b, right())]);
		settle_to_the_end(id);
		assert_eq!(wealth(&thief.owner), WEALTH - SILENCE);
	});
}

#[test]
fn a_result_that_was_seen_is_committed_too_late() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let [a, b, late] = &hands[..] else { panic!("three") };
		let id = running(terms(TWO_OF_THREE), &[a, b, late]);
		all_commit(id, &[(a, right()), (b, right())]);
		blocks_until(position(id).until.unwrap());
		blocks(1);
		assert_eq!(include(a.reveal(id, &right(), Some(OUTPUT))), Ok(()));
		assert_eq!(include(late.commit(id, &right())), refused(TaskRefusal::Late));
		assert_eq!(include(late.reveal(id, &right(), None)), refused(TaskRefusal::Late));
	});
}

#[test]
fn a_lazy_worker_with_the_right_output_and_an_invented_memory_loses_its_bond() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 100);
		let [a, b, lazy] = &hands[..] else { panic!("three") };
		for tried in 1..=10u8 {
			let id = running(terms(TWO_OF_THREE), &[a, b, lazy]);
			let invented = outcome(OUTPUT, 10 + tried);
			assert_eq!(invented.output, right().output);
			all_work(id, &[(a, right()), (b, right()), (lazy, invented)]);
			assert_eq!(wealth(&lazy.owner), WEALTH - BOND * u128::from(tried));
			assert_eq!(lazy.worker().wrong, u32::from(tried));
		}
		// 16 JMT for ten pays of 0.05 that it hoped for.
		assert_eq!(10 * BOND, 320 * PAY);
	});
}

#[test]
fn liars_who_frame_an_honest_third_gain_nothing_by_its_bond() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let [a, b, honest] = &hands[..] else { panic!("three") };
		let id = running(terms(TWO_OF_THREE), &[a, b, honest]);
		let (pots, clients) = (wealth(&pot()), wealth(&client()));
		all_work(id, &[(a, wrong()), (b, wrong()), (honest, right())]);
		// Without a window for challenges the lie counts. The liars have their pay, as they had for the truth.
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert_eq!([wealth(&a.owner), wealth(&b.owner)], [WEALTH + NET; 2]);
		assert_eq!(wealth(&honest.owner), WEALTH - BOND);
		assert_eq!(wealth(&pot()), pots + BOND + 2 * FEE);
		assert_eq!(wealth(&client()), clients - 2 * PAY);
	});
}

#[test]
fn a_client_with_an_accomplice_gains_nothing_by_a_crafted_program() {
	ExtBuilder.build_and_execute(|| {
		// The accomplice knows a border at which engines differ: the honest two disagree with it, and with each other.
		let hands = enrolled(0..10, 5);
		let [accomplice, a, b, ..] = &hands[..] else { panic!("ten") };
		let together = || wealth(&client()) + wealth(&accomplice.owner);
		let before = together();
		let id = running(terms(TWO_OF_THREE), &[accomplice, a, b]);
		let third = outcome(OUTPUT, 3);
		all_work(id, &[(accomplice, right()), (a, wrong()), (b, third)]);
		blocks(3);
		let panel: Vec<_> = hands[3..].iter().collect();
		all_claim(id, &panel);
		close_claims(id);
		let results: Vec<_> = panel.iter().map(|hand| (*hand, right())).collect();
		all_work(id, &results);
		assert_eq!(wealth(&a.owner), WEALTH - BOND);
		// Both lose fee and service of a task, and what was slashed is in the pot.
		assert_eq!(together(), before - task(id).amounts.service - FEE);
	});
}

/// Workers with 2,000 units cannot fetch the bytes any more, and claim nothing. Four owners with a unit each have them.
#[test]
fn a_client_that_takes_its_bytes_away_fills_no_panel_by_a_few_units() {
	ExtBuilder.build_and_execute(|| {
		let (honest, few) = (enrolled(0..20, 100), enrolled(20..24, 1));
		let crew: Vec<_> = honest.iter().take(3).collect();
		let id = running(terms(CHALLENGEABLE), &crew);
		let results: Vec<_> = crew.iter().map(|hand| (*hand, right())).collect();
		all_work(id, &results);
		assert_eq!(stage(id), Stage::Standing(Against::Challenge));
		assert_ok!(Tasks::challenge(by(stranger()), id));
		blocks(3);
		while stage(id) == Stage::Claiming(Bench::Panel) {
			for hand in &few {
				let _ = include(hand.claim(id));
			}
			blocks(1);
		}
		let seated = task(id).bench(Bench::Panel).unwrap().taken();
		assert!(seated < 4, "{seated} of the four that must agree");
		settle_to_the_end(id);
		assert_eq!(stage(id), Stage::Ended(Verdict::Done));
		assert!(crew.iter().all(|hand| wealth(&hand.owner) == WEALTH + NET));
	});
}

#[test]
fn a_worker_that_cheats_where_it_hopes_for_no_audit_loses() {
	ExtBuilder.build_and_execute(|| {
		// Three honest ones judge. The cheat makes up its results of 100 optimistic tasks.
		let hands = enrolled(0..4, 100);
		let (cheat, honest) = hands.split_first().unwrap();
		let judges: Vec<_> = honest.iter().collect();
		let mut audits = 0u128;
		for _ in 0..100 {
			let id = running(terms(OPTIMISTIC), &[cheat]);
			all_work(id, &[(cheat, wrong())]);
			blocks(3);
			if stage(id) == Stage::Claiming(Bench::Panel) {
				audits += 1;
				all_claim(id, &judges);
				close_claims(id);
				let results: Vec<_> = judges.iter().map(|hand| (*hand, right())).collect();
				all_work(id, &results);
			}
			settle_to_the_end(id);
			assert_ok!(Tasks::collect(by(client()), id));
		}
		let pays = (100 - audits) * NET;
		assert_eq!(wealth(&cheat.owner), WEALTH + pays - audits * BOND);
		// Six or so of a hundred: two of them would pay all that it had for the others.
		assert!(audits >= 3, "{audits}");
		assert!(wealth(&cheat.owner) < WEALTH);
	});
	// On average: -1.1 pays a task.
	let (pay, fee) = (1_000i64, 50);
	let average = (15 * (pay - fee) - 32 * pay) / 16;
	assert_eq!(average, -1_109);
}

#[test]
fn a_reveal_that_was_seen_in_the_pool_is_of_no_use_to_another() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 5);
		let [a, b, c] = &hands[..] else { panic!("three") };
		let id = running(terms(TWO_OF_THREE), &[a, b, c]);
		all_commit(id, &[(a, right()), (b, right()), (c, right())]);
		let seen = a.reveal(id, &right(), Some(OUTPUT));
		let crate::Call::reveal { outcome, output, salt, signature, .. } = seen.clone() else {
			panic!("a reveal")
		};
		let stolen = crate::Call::reveal {
			task: id,
			device: b.id(),
			outcome,
			output: output.clone(),
			salt,
			signature,
		};
		assert_eq!(include(stolen), refused(TaskRefusal::RevealMismatch));
		// Sent again by anybody it is the worker's own, and of one tag.
		assert_eq!(in_pool(&seen).unwrap().provides, in_pool(&seen.clone()).unwrap().provides);
		assert_eq!(include(seen.clone()), Ok(()));
		assert_eq!(include(seen), refused(TaskRefusal::AlreadyRevealed));
		assert_eq!(wealth(&b.owner), WEALTH);
	});
}

#[test]
fn a_commitment_binds_chain_task_and_device() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..3, 50);
		let all: Vec<_> = hands.iter().collect();
		let first = running(terms(TWO_OF_THREE), &all);
		let second = running(terms(TWO_OF_THREE), &all);
		let digest = right().digest();
		let of = |genesis, id, hand: &Hand| {
			let terms = task(id).terms_hash;
			signed::commitment(&genesis, &terms, &hand.id(), &digest, &hands[0].salt(first))
		};
		let own = of(genesis(), first, &hands[0]);
		assert_ne!(own, of(genesis(), second, &hands[0]));
		assert_ne!(own, of(genesis(), first, &hands[1]));
		assert_ne!(own, of(jmt_primitives::Hash::repeat_byte(7), first, &hands[0]));
	});
}
