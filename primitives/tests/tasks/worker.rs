//! Workers' stakes.

use super::samples::{account, replicate, terms, TARIFF};
use jmt_primitives::{
	tasks::{Amounts, Credit, Fate, Signer, Worker, MAX_UNITS, STAKE_NOTICE_MS},
	Balance, JMT,
};
use proptest::prelude::*;

const NOW: u64 = 1_800_000_000_000;

fn worker(staked: Balance) -> Worker {
	Worker {
		owner: account(1),
		signer: Signer::Sr25519([1; 32]),
		staked,
		reserved: 0,
		open: 0,
		enrolled_in: 5,
		free_at: 0,
		credit: Credit::default(),
		done: 0,
		wrong: 0,
		silent: 0,
	}
}

fn amounts() -> Amounts {
	Amounts::of(&terms(replicate(3, 2)), &TARIFF).unwrap()
}

#[test]
fn it_has_a_ticket_for_each_whole_unit() {
	let units = |staked| worker(staked).units(TARIFF.unit);
	assert_eq!(units(0), 0);
	assert_eq!(units(10 * JMT - 1), 0);
	assert_eq!(units(10 * JMT), 1);
	assert_eq!(units(1_000 * JMT - 1), 99);
	assert_eq!(units(1_000 * JMT), 100);
	assert_eq!(units(Balance::MAX), MAX_UNITS);
	assert_eq!(worker(JMT).units(0), 0);
}

#[test]
fn it_reserves_bonds_within_its_stake() {
	let mut worker = worker(10 * JMT);
	for open in 1..=3 {
		assert!(worker.reserve(3 * JMT));
		assert_eq!((worker.open, worker.free()), (open, 10 * JMT - Balance::from(open) * 3 * JMT));
	}
	let before = worker.clone();
	assert!(!worker.reserve(JMT + 1), "the same stake is not claimed twice");
	assert_eq!(worker, before);
	assert!(worker.reserve(JMT));
	assert_eq!(worker.free(), 0);
	worker.release(3 * JMT);
	assert_eq!((worker.open, worker.reserved), (3, 7 * JMT));
}

#[test]
fn it_closes_a_slot_by_its_fate() {
	let amounts = amounts();
	let close = |fate, checked| {
		let mut worker = worker(10 * JMT);
		assert!(worker.reserve(amounts.bond));
		let slash = worker.close(fate, &amounts, checked, NOW);
		assert_eq!((worker.open, worker.reserved), (0, 0));
		assert_eq!(worker.staked, 10 * JMT - slash);
		let counts = (worker.done, worker.wrong, worker.silent);
		(slash, counts, worker.credit.at(NOW), worker.free_at)
	};
	let notice = NOW + STAKE_NOTICE_MS;
	assert_eq!(close(Fate::Paid, true), (0, (1, 0, 0), amounts.fee, notice));
	assert_eq!(close(Fate::Paid, false), (0, (1, 0, 0), 0, notice));
	assert_eq!(close(Fate::Wrong, true), (amounts.bond, (0, 1, 0), 0, notice));
	assert_eq!(close(Fate::Silent, true), (amounts.silence, (0, 0, 1), 0, notice));
	assert_eq!(close(Fate::Free, true), (0, (0, 0, 0), 0, 0));
}

#[test]
fn it_counts_no_further_than_numbers_go() {
	let mut worker = Worker { done: u32::MAX, open: 1, ..worker(10 * JMT) };
	worker.close(Fate::Paid, &amounts(), true, u64::MAX);
	assert_eq!((worker.done, worker.free_at), (u32::MAX, u64::MAX));
}

#[test]
fn it_lets_its_stake_fall_a_day_after_the_last_result_with_nothing_open() {
	let mut worker = worker(10 * JMT);
	assert!(worker.may_fall(0));
	assert!(worker.reserve(JMT));
	assert!(!worker.may_fall(u64::MAX));
	worker.close(Fate::Silent, &amounts(), true, NOW);
	assert!(!worker.may_fall(NOW + STAKE_NOTICE_MS - 1));
	assert!(worker.may_fall(NOW + STAKE_NOTICE_MS));
	// An older result does not bring the day forward.
	assert!(worker.reserve(amounts().bond));
	worker.close(Fate::Paid, &amounts(), true, NOW - 1);
	assert_eq!(worker.free_at, NOW + STAKE_NOTICE_MS);
}

proptest! {
	#[test]
	fn it_never_reserves_more_than_is_staked(
		staked in 0..1_000 * JMT,
		steps in prop::collection::vec((0u8..6, 1..100 * JMT), 0..40),
	) {
		let mut worker = worker(staked);
		let mut open: Vec<Amounts> = Vec::new();
		let mut slashed = 0;
		for (step, bond) in steps {
			let amounts = Amounts { bond, silence: bond / 2, ..amounts() };
			let fates = [Fate::Paid, Fate::Wrong, Fate::Silent, Fate::Free];
			match fates.get(usize::from(step)) {
				Some(fate) => if let Some(amounts) = open.pop() {
					slashed += worker.close(*fate, &amounts, true, NOW);
				},
				None => if worker.reserve(bond) {
					open.push(amounts);
				},
			}
			let reserved: Balance = open.iter().map(|amounts| amounts.bond).sum();
			prop_assert_eq!(worker.reserved, reserved);
			prop_assert_eq!(usize::try_from(worker.open), Ok(open.len()));
			prop_assert!(worker.reserved <= worker.staked);
			prop_assert_eq!(worker.staked + slashed, staked);
		}
	}
}
