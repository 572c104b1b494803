//! The schedule's closed form. "It ..."

use crate::schedule::{released, released_today, ALL_RELEASED, LAST_DAY};
use jmt_primitives::{supply::DAILY_RELEASE, time::DAY_MS, Moment, JMT};
use proptest::prelude::*;

const LAUNCH: Moment = 1_800_000_000_000;
const YEAR_MS: Moment = 365 * DAY_MS;

#[test]
fn releases_nothing_before_and_at_launch() {
	assert_eq!(released(LAUNCH, 0), 0);
	assert_eq!(released(LAUNCH, LAUNCH - 1), 0);
	assert_eq!(released(LAUNCH, LAUNCH), 0);
}

#[test]
fn floors_to_the_planck() {
	// 4.1e18 planck / 86.4e6 ms = 47,453,703,703.70 planck a millisecond.
	assert_eq!(released(LAUNCH, LAUNCH + 1), 47_453_703_703);
	assert_eq!(released(LAUNCH, LAUNCH + 2), 94_907_407_407);
	assert_eq!(released(LAUNCH, LAUNCH + 27), 27 * 47_453_703_703 + 19);
}

#[test]
fn releases_the_daily_amount_every_day() {
	assert_eq!(released(LAUNCH, LAUNCH + DAY_MS), 4_100_000 * JMT);
	assert_eq!(released(LAUNCH, LAUNCH + 1_000 * DAY_MS), 4_100_000_000 * JMT);
}

#[test]
fn ends_within_its_last_day_with_all_released() {
	let before = released(LAUNCH, LAUNCH + (LAST_DAY - 1) * DAY_MS);
	assert_eq!(before, 3_658 * 4_100_000 * JMT);
	// The last day releases 2.2 M: 2.2 / 4.1 of the day, rounded up to the ms.
	let end = LAUNCH + (LAST_DAY - 1) * DAY_MS + 46_360_976;
	assert!(released(LAUNCH, end - 1) < ALL_RELEASED);
	assert_eq!(released(LAUNCH, end), 15_000_000_000 * JMT);
	assert_eq!(released(LAUNCH, LAUNCH + LAST_DAY * DAY_MS), 15_000_000_000 * JMT);
	assert_eq!(released(0, Moment::MAX), 15_000_000_000 * JMT);
}

#[test]
fn counts_today_from_the_hour_of_launch() {
	let noon = LAUNCH + 10 * DAY_MS + DAY_MS / 2;
	assert_eq!(released_today(LAUNCH, noon), DAILY_RELEASE / 2);
	assert_eq!(released_today(LAUNCH, LAUNCH + 11 * DAY_MS), 0);
	assert_eq!(released_today(LAUNCH, LAUNCH - 1), 0);
	assert_eq!(released_today(LAUNCH, LAUNCH + LAST_DAY * DAY_MS + 1), 0);
	let last = LAUNCH + LAST_DAY * DAY_MS - 1;
	assert_eq!(released_today(LAUNCH, last), 2_200_000 * JMT);
}

proptest! {
	#[test]
	fn never_falls_and_never_exceeds_all(launch: Moment, one: Moment, other: Moment) {
		let (early, late) = (one.min(other), one.max(other));
		prop_assert!(released(launch, early) <= released(launch, late));
		prop_assert!(released(launch, late) <= ALL_RELEASED);
	}

	#[test]
	fn is_within_a_planck_of_the_exact_fraction(elapsed in 0..10 * YEAR_MS) {
		// Multiplied out: released <= exact < released + 1, below the cap.
		let exact = DAILY_RELEASE * u128::from(elapsed);
		let released = released(LAUNCH, LAUNCH + elapsed);
		if released < ALL_RELEASED {
			prop_assert!(released * u128::from(DAY_MS) <= exact);
			prop_assert!(exact < (released + 1) * u128::from(DAY_MS));
		} else {
			prop_assert!(exact >= ALL_RELEASED * u128::from(DAY_MS));
		}
	}

	#[test]
	fn depends_on_the_time_since_launch_alone(
		launch in 0..LAUNCH,
		other in 0..LAUNCH,
		elapsed in 0..20 * YEAR_MS,
	) {
		prop_assert_eq!(released(launch, launch + elapsed), released(other, other + elapsed));
	}

	#[test]
	fn never_releases_more_than_a_day_of_it_today(launch in 0..LAUNCH, elapsed in 0..20 * YEAR_MS) {
		let at = launch + elapsed;
		let today = released_today(launch, at);
		prop_assert!(today <= DAILY_RELEASE);
		prop_assert!(today <= released(launch, at));
	}
}
