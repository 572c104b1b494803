//! A quarter's end. "It ..."

use crate::{mock::*, Event, Next, WeightInfo};
use frame_support::{dispatch::DispatchClass, traits::Hooks, weights::Weight};
use jmt_primitives::{
	circulation::{Circulation as Figures, Snapshot},
	supply::{PotBalances, TOTAL_SUPPLY},
	time::DAY_MS,
	JMT,
};

#[test]
fn begins_with_the_quarter_of_the_first_timestamp() {
	ExtBuilder.build().execute_with(|| {
		assert_eq!(Next::<Test>::get(), None);
		block_at(BEGIN);
		assert_eq!(Next::<Test>::get(), Some(FIRST));
		assert_eq!((quarters(), circulation_events()), (vec![], vec![]));
	});
}

#[test]
fn begins_with_the_new_quarter_at_its_first_millisecond() {
	for (at, first) in [(NEW_YEAR - 1, FIRST), (NEW_YEAR, quarter(2027, 1))] {
		ExtBuilder.build().execute_with(|| {
			block_at(at);
			assert_eq!(Next::<Test>::get(), Some(first));
			assert_eq!(quarters(), vec![]);
		});
	}
}

#[test]
fn waits_for_a_timestamp_that_is_not_zero() {
	ExtBuilder.build().execute_with(|| {
		block_at(0);
		assert_eq!(Next::<Test>::get(), None);
		block_at(BEGIN);
		assert_eq!(Next::<Test>::get(), Some(FIRST));
		block_at(0);
		assert_eq!(Next::<Test>::get(), Some(FIRST));
	});
}

#[test]
fn takes_nothing_until_the_last_millisecond_of_the_quarter() {
	ExtBuilder.build_and_execute(|| {
		for at in [BEGIN + 1, NEW_YEAR - DAY_MS, NEW_YEAR - 1] {
			block_at(at);
			assert_eq!((quarters(), circulation_events()), (vec![], vec![]));
			assert_eq!(Next::<Test>::get(), Some(FIRST));
		}
	});
}

#[test]
fn takes_the_snapshot_at_the_quarters_end() {
	ExtBuilder.build_and_execute(|| {
		Bonded::set(77 * JMT);
		pay(&pot(0), &pot(4), 300 * JMT);
		pay(&pot(1), &person(), 7 * JMT + 1);
		block_at(NEW_YEAR);
		let pots = PotBalances {
			mining: 14_999_999_700 * JMT - 2 * EXISTENTIAL_DEPOSIT,
			ecosystem: 14_999_999_993 * JMT - 1,
			foundation: 14_999_999_000 * JMT,
			team: 5_000_000_000 * JMT,
			rewards: 300 * JMT + EXISTENTIAL_DEPOSIT,
			staking_rewards: EXISTENTIAL_DEPOSIT,
		};
		let expected = Snapshot {
			quarter: FIRST,
			taken_at: NEW_YEAR,
			taken_in: 2,
			figures: Figures {
				at: NEW_YEAR,
				total: TOTAL_SUPPLY,
				pots,
				unvested: 2_500_000_000 * JMT,
				unreleased: pots.mining / 3,
				bonded: 77 * JMT,
				circulating: 1_007 * JMT + 1,
			},
			report: None,
		};
		assert_eq!(stored(FIRST), expected);
		assert_eq!(quarters(), [FIRST]);
		assert_eq!(Next::<Test>::get(), Some(quarter(2027, 1)));
		let event = Event::SnapshotTaken {
			quarter: FIRST,
			taken_at: NEW_YEAR,
			circulating: 1_007 * JMT + 1,
		};
		assert_eq!(circulation_events(), [event]);
	});
}

#[test]
fn takes_it_in_the_first_block_after_an_end_that_no_block_hit() {
	ExtBuilder.build_and_execute(|| {
		block_at(NEW_YEAR - 1);
		block_at(NEW_YEAR + 2_345);
		assert_eq!((stored(FIRST).taken_at, stored(FIRST).taken_in), (NEW_YEAR + 2_345, 3));
	});
}

#[test]
fn takes_it_once() {
	ExtBuilder.build_and_execute(|| {
		block_at(NEW_YEAR);
		let taken = stored(FIRST);
		pay(&pot(1), &person(), JMT);
		for at in [NEW_YEAR, NEW_YEAR + 1, NEW_YEAR + 89 * DAY_MS] {
			block_at(at);
			assert_eq!(circulation_events(), vec![]);
		}
		assert_eq!((stored(FIRST), quarters()), (taken, vec![FIRST]));
	});
}

#[test]
fn takes_four_in_a_year_of_365_days() {
	ExtBuilder.build_and_execute(|| {
		// The ends of 2026-Q4 and of 2027's quarters: 90, 91, 92 and 92 days.
		let mut end = NEW_YEAR;
		block_at(end);
		for (days, ended) in [(90, 1), (91, 2), (92, 3), (92, 4)] {
			end += days * DAY_MS;
			block_at(end - 1);
			assert_eq!(circulation_events(), vec![], "Q{ended} has not ended");
			block_at(end);
			assert_eq!(stored(quarter(2027, ended)).taken_at, end);
		}
		assert_eq!(quarters().len(), 5);
		assert_eq!(Next::<Test>::get(), Some(quarter(2028, 1)));
	});
}

#[test]
fn waits_for_the_29th_of_february() {
	ExtBuilder.build().execute_with(|| {
		// 2028-01-01 00:00 UTC; 31 + 29 + 31 days.
		let begin = NEW_YEAR + 365 * DAY_MS;
		block_at(begin);
		block_at(begin + 91 * DAY_MS - 1);
		assert_eq!(quarters(), vec![]);
		block_at(begin + 91 * DAY_MS);
		assert_eq!(quarters(), [quarter(2028, 1)]);
	});
}

#[test]
fn sees_what_moved_since_the_last_one() {
	ExtBuilder.build_and_execute(|| {
		block_at(NEW_YEAR);
		pay(&person(), &pot(1), 400 * JMT);
		block_at(NEW_YEAR + 90 * DAY_MS);
		assert_eq!(stored(FIRST).figures.circulating, WEALTH);
		assert_eq!(stored(quarter(2027, 1)).figures.circulating, WEALTH - 400 * JMT);
	});
}

#[test]
fn catches_up_with_an_outage_over_three_quarters() {
	ExtBuilder.build_and_execute(|| {
		// Back on 2027-08-15: the ends of 2026-Q4, 2027-Q1 and 2027-Q2 went by.
		let back = NEW_YEAR + 226 * DAY_MS;
		let missed = [FIRST, quarter(2027, 1), quarter(2027, 2)];
		for (blocks, ended) in (0..).zip(missed) {
			let at = back + blocks * 2_000;
			block_at(at);
			let event = Event::SnapshotTaken { quarter: ended, taken_at: at, circulating: WEALTH };
			assert_eq!(circulation_events(), [event], "one a block");
			let snapshot = stored(ended);
			assert_eq!((snapshot.taken_at, snapshot.figures.at), (at, at));
			assert_eq!(u64::from(snapshot.taken_in), 2 + blocks);
		}
		block_at(back + 6_000);
		assert_eq!(circulation_events(), vec![], "no more is due");
		assert_eq!((quarters(), Next::<Test>::get()), (missed.to_vec(), Some(quarter(2027, 3))));
	});
}

#[test]
fn does_nothing_when_the_clock_runs_backwards() {
	ExtBuilder.build_and_execute(|| {
		block_at(NEW_YEAR + 5);
		let taken = stored(FIRST);
		for back in [NEW_YEAR, NEW_YEAR - 1, BEGIN, 1, 0, NEW_YEAR - 1, NEW_YEAR + 5] {
			block_at(back);
			assert_eq!(circulation_events(), vec![], "at {back}");
			assert_eq!(Next::<Test>::get(), Some(quarter(2027, 1)));
		}
		assert_eq!((stored(FIRST), quarters()), (taken, vec![FIRST]));
		block_at(NEW_YEAR + 90 * DAY_MS);
		assert_eq!(quarters(), [FIRST, quarter(2027, 1)]);
	});
}

#[test]
fn is_not_led_astray_by_a_clock_behind_the_first_quarter() {
	ExtBuilder.build_and_execute(|| {
		block_at(BEGIN - 200 * DAY_MS);
		assert_eq!((quarters(), Next::<Test>::get()), (vec![], Some(FIRST)));
		block_at(NEW_YEAR);
		assert_eq!(quarters(), [FIRST]);
	});
}

#[test]
fn ends_with_the_calendar() {
	ExtBuilder.build().execute_with(|| {
		block_at(u64::MAX);
		assert_eq!((quarters(), Next::<Test>::get()), (vec![], None), "a moment in no quarter");
		let last = quarter(262_142, 4);
		Next::<Test>::put(last);
		block_at(u64::MAX);
		assert_eq!((quarters(), Next::<Test>::get()), (vec![], Some(last)), "it never ends");
		Next::<Test>::put(quarter(262_142, 3));
		block_at(u64::MAX);
		assert_eq!((quarters(), Next::<Test>::get()), (vec![quarter(262_142, 3)], Some(last)));
	});
}

#[test]
fn asks_for_the_figures_in_the_block_of_a_snapshot_only() {
	ExtBuilder.build_and_execute(|| {
		for at in [BEGIN + 1, NEW_YEAR - 1] {
			block_at(at);
		}
		assert_eq!(Asked::get(), 0);
		block_at(NEW_YEAR);
		assert_eq!(Asked::get(), 1);
		block_at(NEW_YEAR + 1);
		assert_eq!(Asked::get(), 1);
	});
}

#[test]
fn pays_for_a_snapshot_in_its_block_only() {
	ExtBuilder.build_and_execute(|| {
		let weighed = |at| {
			let before = System::block_weight().get(DispatchClass::Mandatory).to_owned();
			block_at(at);
			System::block_weight().get(DispatchClass::Mandatory).saturating_sub(before)
		};
		assert_eq!(weighed(NEW_YEAR - 1), Weight::zero());
		assert_eq!(weighed(NEW_YEAR), <() as WeightInfo>::snapshot());
		assert_eq!(weighed(NEW_YEAR + 1), Weight::zero());
		assert_eq!(Circulation::on_initialize(9), <() as WeightInfo>::on_timestamp_set());
	});
}
