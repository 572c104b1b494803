//! Wash tasks: a worker that pays itself for tasks mines back less than half of the fees.

use jmt_primitives::{
	proof_of_time::WEIGHT_ONE,
	tasks::{full_credit, work_factor, Credit},
	time::DAY_MS,
	Balance, Moment, JMT,
};
use proptest::prelude::*;

const CEILING: Balance = 10 * JMT;

/// Planck that a device mines more by the work factor than without, if it pays these fees, each so many ms after the
/// one before, and answers a draw every `answers` ms: its weight stands from one answer to the next. `others` is the
/// product of its other factors, `largest` the largest one.
fn mined(fees: &[(Moment, Balance)], answers: Moment, others: u64, largest: u64) -> Balance {
	let full = full_credit(CEILING, largest);
	let mut credit = Credit::default();
	let mut fees = fees.iter().scan(0, |at, (pause, fee)| {
		*at += pause;
		Some((*at, *fee))
	});
	let mut next = fees.next();
	let mut now = 0;
	let mut mined = 0;
	// All fees are paid, and have decayed since.
	while next.is_some() || credit.at(now) > 0 {
		while let Some((at, fee)) = next.filter(|(at, _)| *at <= now) {
			credit.add(fee, at);
			next = fees.next();
		}
		let gain = work_factor(credit.at(now), full) - WEIGHT_ONE;
		let weight = Balance::from(others) * Balance::from(gain) / Balance::from(WEIGHT_ONE);
		mined += CEILING * weight / Balance::from(WEIGHT_ONE) * Balance::from(answers)
			/ Balance::from(DAY_MS);
		now += answers;
	}
	mined
}

#[test]
fn it_mines_a_third_of_a_fee_back() {
	let fees = [(0, 100 * JMT)];
	let back = mined(&fees, DAY_MS / 24, WEIGHT_ONE, WEIGHT_ONE);
	assert!((33 * JMT..34 * JMT).contains(&back), "{back}");
	// With answers a day apart a weight stands longer than its credit: still a third and little more.
	let back = mined(&fees, DAY_MS, WEIGHT_ONE, WEIGHT_ONE);
	assert!((33 * JMT..36 * JMT).contains(&back), "{back}");
}

#[test]
fn it_mines_less_where_the_factor_is_at_its_most() {
	let back = mined(&[(0, 100_000 * JMT)], DAY_MS / 24, WEIGHT_ONE, WEIGHT_ONE);
	// Half more than a ceiling for 28 days.
	assert!(back <= 14 * CEILING, "{back}");
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn it_mines_back_less_than_half_of_its_fees_by_any_schedule(
		fees in prop::collection::vec((0..10 * DAY_MS, JMT / 1_000..500 * JMT), 1..40),
		hours in 1u64..=120,
		others in 1u64..=4,
		largest in 0u64..=3,
	) {
		let others = others * WEIGHT_ONE;
		let largest = others + largest * WEIGHT_ONE;
		let paid: Balance = fees.iter().map(|(_, fee)| fee).sum();
		let back = mined(&fees, hours * DAY_MS / 24, others, largest);
		prop_assert!(back * 2 < paid, "{} of {}", back, paid);
	}
}
