//! Anniversaries and quarters.

use jmt_primitives::time::{anniversary, Quarter, DAY_MS};
use proptest::prelude::*;

/// 2028-02-29 12:34:56.789 UTC.
const LEAP_DAY: u64 = 1_835_440_496_789;

/// 2026-11-24 00:00:00 UTC.
const DAY: u64 = 1_795_478_400_000;

#[test]
fn it_counts_years_of_365_and_of_366_days() {
	assert_eq!(anniversary(DAY, 0), Some(DAY));
	assert_eq!(anniversary(DAY, 1), Some(DAY + 365 * DAY_MS));
	// 2028 has a 29 February between the first anniversary and the second.
	assert_eq!(anniversary(DAY, 2), Some(DAY + (365 + 366) * DAY_MS));
	// Ten years with the leap days of 2028, 2032 and 2036.
	assert_eq!(anniversary(DAY, 10), Some(DAY + 3_653 * DAY_MS));
}

#[test]
fn it_has_the_last_day_of_february_where_there_is_no_29th() {
	// 28 February 2029, at the same time of day.
	assert_eq!(anniversary(LEAP_DAY, 1), Some(LEAP_DAY + 365 * DAY_MS));
	// Counted from the moment itself: 29 February 2032 again.
	assert_eq!(anniversary(LEAP_DAY, 4), Some(LEAP_DAY + 1_461 * DAY_MS));
	assert_ne!(anniversary(LEAP_DAY, 4), anniversary(anniversary(LEAP_DAY, 3).unwrap(), 1));
}

#[test]
fn it_ends_with_the_calendar() {
	assert_eq!(anniversary(u64::MAX, 1), None);
	assert_eq!(anniversary(DAY, u32::MAX), None);
	assert_eq!(anniversary(DAY, 300_000), None);
	assert_eq!(Quarter::of(u64::MAX), None);
}

#[test]
fn it_knows_the_quarter_of_a_moment() {
	assert_eq!(Quarter::of(DAY), Some(Quarter { year: 2026, quarter: 4 }));
	assert_eq!(Quarter::of(0), Some(Quarter { year: 1970, quarter: 1 }));
	assert_eq!(Quarter::of(LEAP_DAY), Some(Quarter { year: 2028, quarter: 1 }));
	// 2027-01-01 00:00 UTC, and a millisecond before.
	let new_year = 1_798_761_600_000;
	assert_eq!(Quarter::of(new_year), Some(Quarter { year: 2027, quarter: 1 }));
	assert_eq!(Quarter::of(new_year - 1), Some(Quarter { year: 2026, quarter: 4 }));
	assert_eq!(Quarter { year: 2026, quarter: 4 }.end(), Some(new_year));
}

#[test]
fn it_refuses_a_quarter_that_is_none() {
	for quarter in [0, 5, u8::MAX] {
		let quarter = Quarter { year: 2026, quarter };
		assert_eq!((quarter.start(), quarter.end(), quarter.next()), (None, None, None));
	}
	assert_eq!(Quarter { year: u32::MAX, quarter: 4 }.next(), None);
}

proptest! {
	#[test]
	fn a_moment_lies_in_its_quarter(at in 0u64..4_102_444_800_000) {
		let quarter = Quarter::of(at).unwrap();
		prop_assert!(quarter.start().unwrap() <= at && at < quarter.end().unwrap());
		prop_assert_eq!(Quarter::of(quarter.end().unwrap()), quarter.next());
	}

	#[test]
	fn anniversaries_are_a_year_apart(at in 0u64..4_102_444_800_000, years in 0u32..100) {
		let apart = anniversary(at, years + 1).unwrap() - anniversary(at, years).unwrap();
		prop_assert!((365 * DAY_MS..=366 * DAY_MS).contains(&apart), "{}", apart);
		let days = apart % DAY_MS;
		prop_assert_eq!(days, 0);
	}
}
