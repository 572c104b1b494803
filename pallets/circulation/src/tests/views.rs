//! Answers of views. "It ..."

use crate::{mock::*, Next};
use jmt_primitives::time::DAY_MS;

#[test]
fn knows_no_snapshot_before_the_first() {
	ExtBuilder.build().execute_with(|| {
		assert_eq!((Circulation::latest(), Circulation::snapshot(FIRST)), (None, None));
		block_at(BEGIN);
		assert_eq!((Circulation::latest(), Circulation::snapshot(FIRST)), (None, None));
	});
}

#[test]
fn answers_the_snapshot_of_a_quarter() {
	ExtBuilder.build_and_execute(|| {
		block_at(NEW_YEAR);
		assert_eq!(Circulation::snapshot(FIRST), Some(stored(FIRST)));
		assert_eq!(Circulation::snapshot(quarter(2027, 1)), None);
		assert_eq!(Circulation::snapshot(quarter(2026, 5)), None);
	});
}

#[test]
fn answers_the_latest_snapshot_within_a_year_and_across_new_year() {
	ExtBuilder.build_and_execute(|| {
		block_at(NEW_YEAR);
		assert_eq!(Circulation::latest(), Some(stored(FIRST)));
		block_at(NEW_YEAR + 90 * DAY_MS);
		assert_eq!(Circulation::latest(), Some(stored(quarter(2027, 1))));
		assert_eq!(Circulation::latest().map(|latest| latest.taken_in), Some(3));
	});
}

#[test]
fn knows_no_latest_snapshot_before_time_began() {
	ExtBuilder.build().execute_with(|| {
		Next::<Test>::put(quarter(1970, 1));
		assert_eq!(Circulation::latest(), None);
		Next::<Test>::put(quarter(2026, 9));
		assert_eq!(Circulation::latest(), None);
	});
}
