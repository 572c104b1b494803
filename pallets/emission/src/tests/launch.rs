//! The launch. "It ..."

use crate::{mock::*, Event, Launch, Pallet};
use jmt_primitives::{supply::DAILY_RELEASE, time::DAY_MS};

#[test]
fn is_the_first_timestamp() {
	ExtBuilder::default().not_launched().build_and_execute(|| {
		set_time(LAUNCH + 5);
		assert_eq!(Launch::<Test>::get(), Some(LAUNCH + 5));
		assert_eq!(emission_events(), vec![Event::Launched { at: LAUNCH + 5 }]);
	});
}

#[test]
fn happens_once() {
	ExtBuilder::default().not_launched().build_and_execute(|| {
		set_time(LAUNCH);
		emission_events();
		set_time(LAUNCH + DAY_MS);
		assert_eq!(Launch::<Test>::get(), Some(LAUNCH));
		assert_eq!(emission_events(), vec![]);
		assert_eq!(Pallet::<Test>::released(LAUNCH + DAY_MS), DAILY_RELEASE);
	});
}

#[test]
fn does_not_move_what_genesis_said() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(LAUNCH - DAY_MS);
		assert_eq!(Launch::<Test>::get(), Some(LAUNCH));
		assert_eq!(emission_events(), vec![]);
		assert_eq!(available(), 0);
	});
}

#[test]
fn waits_for_its_earliest_moment() {
	ExtBuilder::default().not_launched().build_and_execute(|| {
		// A clock that was never set counts from 1970.
		for at in [1, DAY_MS, EARLIEST_LAUNCH - 1] {
			set_time(at);
			assert_eq!(Launch::<Test>::get(), None, "{at}");
			assert_eq!(available(), 0);
		}
		assert_eq!(emission_events(), vec![]);
		set_time(EARLIEST_LAUNCH);
		assert_eq!(Launch::<Test>::get(), Some(EARLIEST_LAUNCH));
		assert_eq!(available(), 0, "nothing was released before");
	});
}

#[test]
fn waits_for_a_timestamp_that_is_not_zero() {
	ExtBuilder::default().not_launched().build_and_execute(|| {
		set_time(0);
		assert_eq!(Launch::<Test>::get(), None);
		assert_eq!(Pallet::<Test>::released(u64::MAX), 0);
		assert_eq!(available(), 0);
	});
}
