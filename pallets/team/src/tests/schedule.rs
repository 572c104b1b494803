//! The cliffs' closed form. "It ..."

use crate::{
	mock::{cliff, DAYS_TO_CLIFFS, DAYS_TO_LEAP_CLIFFS, LAUNCH, LEAP_LAUNCH},
	schedule::{cliffs, next_cliff, vested_tranches},
};
use jmt_primitives::{time::DAY_MS, Moment};
use proptest::prelude::*;

/// 2100-01-01, in ms.
const NEXT_CENTURY: Moment = 4_102_444_800_000;

#[test]
fn has_a_cliff_on_every_anniversary() {
	for (launch, days) in [(LAUNCH, DAYS_TO_CLIFFS), (LEAP_LAUNCH, DAYS_TO_LEAP_CLIFFS)] {
		let expected: Vec<_> = days.iter().map(|days| launch + days * DAY_MS).collect();
		assert_eq!(cliffs(launch, 10).collect::<Vec<_>>(), expected);
	}
}

#[test]
fn counts_the_cliff_itself_and_not_the_millisecond_before() {
	for year in 1..=10 {
		let tranches = u32::try_from(year).unwrap();
		assert_eq!(vested_tranches(LAUNCH, 10, cliff(year) - 1), tranches - 1);
		assert_eq!(vested_tranches(LAUNCH, 10, cliff(year)), tranches);
		assert_eq!(next_cliff(LAUNCH, 10, cliff(year) - 1), Some(cliff(year)));
	}
}

#[test]
fn ends_with_the_last_tranche() {
	assert_eq!(vested_tranches(LAUNCH, 10, u64::MAX), 10);
	assert_eq!(vested_tranches(LAUNCH, 3, u64::MAX), 3);
	assert_eq!(vested_tranches(LAUNCH, 0, u64::MAX), 0);
	assert_eq!(next_cliff(LAUNCH, 10, cliff(10)), None);
	assert_eq!(next_cliff(LAUNCH, 3, cliff(3)), None);
}

#[test]
fn has_nothing_vested_up_to_launch() {
	for at in [0, LAUNCH - 1, LAUNCH] {
		assert_eq!(vested_tranches(LAUNCH, 10, at), 0);
		assert_eq!(next_cliff(LAUNCH, 10, at), Some(cliff(1)));
	}
}

#[test]
fn stops_at_the_calendars_end() {
	// Some eight years before it, 262142-12-31: the ninth cliff never comes.
	let launch = 8_210_000_000_000_000;
	let before_the_end = cliffs(launch, 10).count();
	assert!((1..10).contains(&before_the_end), "{before_the_end}");
	let vested = vested_tranches(launch, 10, u64::MAX);
	assert_eq!(usize::try_from(vested).unwrap(), before_the_end);
	assert_eq!(cliffs(u64::MAX, 10).count(), 0);
	assert_eq!(vested_tranches(u64::MAX, 10, u64::MAX), 0);
}

proptest! {
	#[test]
	fn never_falls(launch in 0..NEXT_CENTURY, one: Moment, other: Moment) {
		let (early, late) = (one.min(other), one.max(other));
		let vested = |at| vested_tranches(launch, 10, at);
		prop_assert!(vested(early) <= vested(late));
		prop_assert!(vested(late) <= 10);
	}

	#[test]
	fn has_a_tranche_for_each_whole_year(launch in 0..NEXT_CENTURY, days in 0..5_000u64) {
		let vested = vested_tranches(launch, 10, launch + days * DAY_MS);
		prop_assert!(u64::from(vested) >= (days / 366).min(10));
		prop_assert!(u64::from(vested) <= (days / 365).min(10));
	}

	#[test]
	fn vests_one_more_at_the_next_cliff(launch in 0..NEXT_CENTURY, days in 0..5_000u64) {
		let at = launch + days * DAY_MS;
		let vested = vested_tranches(launch, 10, at);
		match next_cliff(launch, 10, at) {
			Some(next) => {
				prop_assert_eq!(vested_tranches(launch, 10, next - 1), vested);
				prop_assert_eq!(vested_tranches(launch, 10, next), vested + 1);
			},
			None => prop_assert_eq!(vested, 10),
		}
	}
}
