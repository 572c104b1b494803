//! The formulas of a device's weight, and its words.

use jmt_primitives::{
	proof_of_time::{
		product, share_factor, stake_factor, stay_factor, Class, WeightReport, WEIGHT_ONE,
	},
	time::DAY_MS,
	Balance, JMT,
};
use proptest::prelude::*;

const HALF: u64 = WEIGHT_ONE / 2;

#[test]
fn a_share_is_not_cut_while_it_keeps_within() {
	for (largest, raw, all) in [
		(HALF, 0, 0),
		(HALF, 0, 10),
		(HALF, 5, 10),
		(WEIGHT_ONE, 10, 10),
		(WEIGHT_ONE + 1, u128::MAX, u128::MAX),
	] {
		assert_eq!(share_factor(largest, raw, all), WEIGHT_ONE, "{largest} {raw} {all}");
	}
}

#[test]
fn a_share_is_cut_by_the_formula_beyond() {
	// c (T - r) / (r (1 - c)).
	assert_eq!(share_factor(HALF, 6, 10), 666_666);
	assert_eq!(share_factor(WEIGHT_ONE / 5, 16, 20), 62_500);
	assert_eq!(share_factor(WEIGHT_ONE / 5, 10_000_000, 10_246_000), 6_150);
	// Alone it has nothing to be measured against.
	assert_eq!(share_factor(HALF, 10, 10), 0);
	assert_eq!(share_factor(0, 1, 10), 0);
	// Sums of all that fits do not overflow.
	assert_eq!(share_factor(HALF, u128::MAX - 1, u128::MAX), 0);
}

proptest! {
	#[test]
	fn a_group_weighs_its_share_of_the_whole_and_no_more(
		largest in 1..WEIGHT_ONE,
		raw in 1u128..1 << 60,
		others in 1u128..1 << 60,
	) {
		let factor = u128::from(share_factor(largest, raw, raw + others));
		prop_assert!(factor <= u128::from(WEIGHT_ONE));
		let (one, largest) = (u128::from(WEIGHT_ONE), u128::from(largest));
		// Its weight against the whole, both times 10^6.
		let weight = raw * factor;
		let whole = weight + others * one;
		if factor < one {
			prop_assert!(weight * one <= largest * whole);
			// Up to a millionth of its raw weight it takes what it may.
			let more = raw * (factor + 1);
			prop_assert!(more * one >= largest * (more + others * one));
		} else {
			prop_assert!(raw * one <= largest * (raw + others));
		}
	}

	#[test]
	fn a_share_falls_as_its_group_grows(raw in 1u128..1 << 60, others in 1u128..1 << 60) {
		let of = |raw| share_factor(WEIGHT_ONE / 5, raw, raw + others);
		prop_assert!(of(raw + 1) <= of(raw));
	}
}

#[test]
fn a_stay_counts_in_whole_days_up_to_its_most() {
	let stay = |gathered| stay_factor(gathered, 180, 2 * WEIGHT_ONE);
	assert_eq!(stay(0), WEIGHT_ONE);
	assert_eq!(stay(DAY_MS - 1), WEIGHT_ONE);
	assert_eq!(stay(DAY_MS), 1_005_555);
	assert_eq!(stay(90 * DAY_MS), 1_500_000);
	assert_eq!(stay(180 * DAY_MS), 2_000_000);
	assert_eq!(stay(u64::MAX), 2_000_000);
	// Without days it is the most at once, and a most below one is one.
	assert_eq!(stay_factor(0, 0, 2 * WEIGHT_ONE), 2 * WEIGHT_ONE);
	assert_eq!(stay_factor(u64::MAX, 180, 0), WEIGHT_ONE);
}

#[test]
fn a_stake_counts_by_its_root_up_to_its_most() {
	let most = WEIGHT_ONE + HALF;
	for (jmt, factor) in
		[(0, 1_000_000), (1, 1_005_000), (3, 1_005_000), (4, 1_010_000), (2_500, 1_250_000)]
	{
		assert_eq!(stake_factor(jmt * JMT, most), factor, "{jmt}");
	}
	assert_eq!(stake_factor(JMT - 1, most), WEIGHT_ONE);
	assert_eq!(stake_factor(10_000 * JMT, most), most);
	assert_eq!(stake_factor(10_000 * JMT - 1, most), most - 5_000);
	assert_eq!(stake_factor(Balance::MAX, most), most);
	assert_eq!(stake_factor(Balance::MAX, 0), WEIGHT_ONE);
}

#[test]
fn a_product_is_floored_after_each_factor() {
	assert_eq!(product([]), WEIGHT_ONE);
	assert_eq!(product([20_000, WEIGHT_ONE, 2 * WEIGHT_ONE]), 40_000);
	// 0.000003 x 0.5 = 0.000001.
	assert_eq!(product([3, HALF, 2 * WEIGHT_ONE]), 2);
	assert_eq!(product([2 * WEIGHT_ONE, 0, u64::MAX]), 0);
	assert_eq!(product([u64::MAX, u64::MAX]), u64::MAX);
}

#[test]
fn a_report_says_which_factor_is_missing() {
	let plain = WeightReport {
		class: Class::Unproven,
		base: 20_000,
		witness: WEIGHT_ONE,
		stay: WEIGHT_ONE,
		stake: WEIGHT_ONE,
		work: WEIGHT_ONE,
		share: WEIGHT_ONE,
		weight: 20_000,
	};
	assert_eq!(
		plain.explain(),
		"weighs 0.02: hardware 0.02; missing: a unit that a root of trust certified, days without a \
		missed draw, a stake"
	);
	let all = WeightReport {
		class: Class::Proven,
		base: 3 * HALF,
		stay: 2 * WEIGHT_ONE,
		stake: 1_005_000,
		share: 62_500,
		weight: 188_437,
		..plain
	};
	assert_eq!(all.explain(), "weighs 0.188437: hardware 1.5, stay 2, stake 1.005, share 0.0625");
	let one = WeightReport { class: Class::Proven, base: WEIGHT_ONE, weight: 0, ..plain };
	assert_eq!(
		one.explain(),
		"weighs 0: every factor is 1; missing: days without a missed draw, a stake"
	);
}
