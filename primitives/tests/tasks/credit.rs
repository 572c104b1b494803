//! Work credit and its factor.

use jmt_primitives::{
	proof_of_time::WEIGHT_ONE,
	tasks::{full_credit, work_factor, Credit, CREDIT_MS, MOST_WORK},
	time::DAY_MS,
	Balance, Moment, JMT,
};
use proptest::prelude::*;

/// The begin of a period.
const BEGIN: Moment = 700 * CREDIT_MS;

fn credit(fees: &[(Moment, Balance)]) -> Credit {
	let mut credit = Credit::default();
	for (at, fee) in fees {
		credit.add(*fee, *at);
	}
	credit
}

/// The worth of fees, each for itself, rounded down.
fn exact(fees: &[(Moment, Balance)], now: Moment) -> Balance {
	let worth = |(at, fee): &(Moment, Balance)| {
		fee * Balance::from(CREDIT_MS.saturating_sub(now - at)) / Balance::from(CREDIT_MS)
	};
	fees.iter().map(worth).sum()
}

#[test]
fn it_falls_in_a_straight_line_over_28_days() {
	assert_eq!(CREDIT_MS, 28 * DAY_MS);
	for begin in [BEGIN, BEGIN + 1, BEGIN + 14 * DAY_MS, BEGIN + CREDIT_MS - 1] {
		let credit = credit(&[(begin, 28 * JMT)]);
		for day in 0u64..=28 {
			let left = Balance::from(28 - day) * JMT;
			assert_eq!(credit.at(begin + day * DAY_MS), left, "{day} days after {begin}");
		}
		assert_eq!(credit.at(begin + CREDIT_MS - 1), 28 * JMT / Balance::from(CREDIT_MS));
		for late in [CREDIT_MS, CREDIT_MS + 1, 100 * CREDIT_MS] {
			assert_eq!(credit.at(begin + late), 0);
		}
		assert_eq!(credit.at(u64::MAX), 0);
	}
}

#[test]
fn it_adds_fees_up() {
	let fees = [(BEGIN, JMT), (BEGIN + 7 * DAY_MS, 2 * JMT), (BEGIN + 27 * DAY_MS, 4 * JMT)];
	let credit = credit(&fees);
	let now = BEGIN + 27 * DAY_MS;
	let off = exact(&fees, now).abs_diff(credit.at(now));
	assert!(off <= 3, "{off} planck off");
}

#[test]
fn it_forgets_what_is_older_than_the_period_before() {
	let mut credit = credit(&[(BEGIN, 100 * JMT)]);
	credit.add(JMT, BEGIN + 2 * CREDIT_MS);
	assert_eq!(credit.at(BEGIN + 2 * CREDIT_MS), JMT);
	assert_eq!(credit.before.sum, 0);
	assert_eq!(credit.period, 702);
}

#[test]
fn it_keeps_what_a_steady_worker_earns() {
	let days: Vec<_> = (0..200u64).map(|day| (BEGIN + day * DAY_MS, JMT)).collect();
	let mut credit = Credit::default();
	for (at, fee) in &days {
		credit.add(*fee, *at);
		if *at < BEGIN + CREDIT_MS {
			continue;
		}
		// 14.5 JMT each for itself, of which the two periods lose a quarter at worst.
		let worth = credit.at(*at);
		assert!((11 * JMT..=14 * JMT + JMT / 2).contains(&worth), "{worth} at {at}");
	}
}

#[test]
fn it_stays_within_numbers() {
	let mut credit = credit(&[(BEGIN + 2, Balance::MAX)]);
	assert_eq!(
		credit,
		Credit { period: 700, ..Credit::default() },
		"what does not fit earns nothing"
	);
	credit.add(JMT, BEGIN);
	credit.add(Balance::MAX, BEGIN);
	assert_eq!(credit.at(BEGIN), JMT);
	// A clock that went back earns no more.
	credit.add(JMT, 0);
	assert_eq!((credit.period, credit.at(BEGIN)), (700, 2 * JMT));
	assert_eq!(credit.at(0), 2 * JMT);
	credit.add(JMT, u64::MAX);
	assert_eq!(credit.before.sum, 0);
}

#[test]
fn it_makes_a_factor_of_a_half_more_at_most() {
	let full = 420 * JMT;
	assert_eq!(work_factor(0, full), WEIGHT_ONE);
	assert_eq!(work_factor(full / 1_000_000 - 1, full), WEIGHT_ONE);
	assert_eq!(work_factor(full / 1_000_000, full), WEIGHT_ONE + 1);
	assert_eq!(work_factor(42 * JMT, full), 1_100_000);
	assert_eq!(work_factor(full / 2, full), WEIGHT_ONE + MOST_WORK);
	assert_eq!(work_factor(full / 2 - 1, full), WEIGHT_ONE + MOST_WORK - 1);
	for credit in [full, 1_000 * full, Balance::MAX] {
		assert_eq!(work_factor(credit, full), 1_500_000);
	}
	assert_eq!(work_factor(Balance::MAX, Balance::MAX), WEIGHT_ONE + 1, "which no credit is");
	assert_eq!(work_factor(JMT, 0), WEIGHT_ONE);
}

#[test]
fn it_counts_in_full_three_times_what_its_life_mines() {
	assert_eq!(full_credit(10 * JMT, WEIGHT_ONE), 420 * JMT);
	assert_eq!(full_credit(10 * JMT, 3 * WEIGHT_ONE), 1_260 * JMT);
	assert_eq!(full_credit(0, WEIGHT_ONE), 0);
	assert!(full_credit(Balance::MAX, u64::MAX) > 0);
}

proptest! {
	#[test]
	fn it_is_never_more_than_each_fee_for_itself(
		steps in prop::collection::vec((0..20 * DAY_MS, 0..100 * JMT), 1..60),
		wait in 0..40 * DAY_MS,
	) {
		let mut at = BEGIN;
		let mut fees = Vec::new();
		let mut credit = Credit::default();
		for (pause, fee) in steps {
			at += pause;
			fees.push((at, fee));
			credit.add(fee, at);
			// The exact sum is rounded down fee by fee.
			let most = exact(&fees, at) + fees.len() as Balance;
			prop_assert!(credit.at(at) <= most, "{} > {}", credit.at(at), most);
		}
		let now = at + wait;
		prop_assert!(credit.at(now) <= exact(&fees, now) + fees.len() as Balance);
		prop_assert!(credit.at(now) <= credit.at(at), "it falls");
	}
}
