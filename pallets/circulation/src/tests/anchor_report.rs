//! A report is anchored. "It ..."

use crate::{mock::*, Event};
use frame_support::assert_ok;
use jmt_primitives::{circulation::Snapshot, time::DAY_MS, Hash};

/// Hash of a report.
const REPORT: Hash = Hash::repeat_byte(0xAB);

#[test]
fn notes_the_hash_and_changes_nothing_else() {
	ExtBuilder.build_and_execute(|| {
		block_at(NEW_YEAR);
		let before = stored(FIRST);
		block_at(NEW_YEAR + 20 * DAY_MS);
		assert_ok!(Circulation::anchor_report(council(), FIRST, REPORT));
		assert_eq!(stored(FIRST), Snapshot { report: Some(REPORT), ..before });
		let event = Event::ReportAnchored { quarter: FIRST, hash: REPORT };
		assert_eq!(circulation_events(), [event]);
	});
}

#[test]
fn takes_a_report_in_the_block_of_the_snapshot() {
	ExtBuilder.build_and_execute(|| {
		block_at(NEW_YEAR);
		assert_ok!(Circulation::anchor_report(council(), FIRST, REPORT));
	});
}

#[test]
fn takes_reports_in_any_order_of_quarters() {
	ExtBuilder.build_and_execute(|| {
		block_at(NEW_YEAR);
		block_at(NEW_YEAR + 90 * DAY_MS);
		let (later, earlier) = (Hash::repeat_byte(2), Hash::repeat_byte(1));
		assert_ok!(Circulation::anchor_report(council(), quarter(2027, 1), later));
		assert_ok!(Circulation::anchor_report(council(), FIRST, earlier));
		assert_eq!(stored(FIRST).report, Some(earlier));
		assert_eq!(stored(quarter(2027, 1)).report, Some(later));
	});
}

#[test]
fn takes_the_same_hash_for_two_quarters() {
	// One report may speak of both.
	ExtBuilder.build_and_execute(|| {
		block_at(NEW_YEAR);
		block_at(NEW_YEAR + 90 * DAY_MS);
		for ended in quarters() {
			assert_ok!(Circulation::anchor_report(council(), ended, REPORT));
		}
	});
}

#[test]
fn outlives_the_snapshots_that_follow() {
	ExtBuilder.build_and_execute(|| {
		block_at(NEW_YEAR);
		assert_ok!(Circulation::anchor_report(council(), FIRST, REPORT));
		for blocks in 0..8 {
			block_at(NEW_YEAR + 800 * DAY_MS + blocks);
		}
		assert_eq!(quarters().len(), 9);
		assert_eq!(stored(FIRST).report, Some(REPORT));
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use sp_runtime::DispatchError;

	#[test]
	fn everybody_but_the_council() {
		ExtBuilder.build_and_execute(|| {
			block_at(NEW_YEAR);
			let strangers =
				[RuntimeOrigin::signed(person()), RuntimeOrigin::root(), RuntimeOrigin::none()];
			for stranger in strangers {
				assert_noop!(
					Circulation::anchor_report(stranger, FIRST, REPORT),
					DispatchError::BadOrigin
				);
			}
		});
	}

	#[test]
	fn a_second_report() {
		ExtBuilder.build_and_execute(|| {
			block_at(NEW_YEAR);
			assert_ok!(Circulation::anchor_report(council(), FIRST, REPORT));
			for hash in [REPORT, Hash::repeat_byte(1), Hash::zero()] {
				assert_noop!(
					Circulation::anchor_report(council(), FIRST, hash),
					Error::<Test>::AlreadyAnchored
				);
			}
		});
	}

	#[test]
	fn a_quarter_that_has_not_ended() {
		ExtBuilder.build_and_execute(|| {
			block_at(NEW_YEAR - 1);
			assert_noop!(
				Circulation::anchor_report(council(), FIRST, REPORT),
				Error::<Test>::NoSnapshot
			);
		});
	}

	#[test]
	fn a_quarter_that_ended_before_the_chain_began_or_is_none() {
		ExtBuilder.build_and_execute(|| {
			block_at(NEW_YEAR);
			for other in [quarter(2026, 3), quarter(2026, 0), quarter(2026, 5), quarter(0, 1)] {
				assert_noop!(
					Circulation::anchor_report(council(), other, REPORT),
					Error::<Test>::NoSnapshot
				);
			}
		});
	}

	#[test]
	fn a_quarter_whose_end_is_not_caught_up_yet() {
		ExtBuilder.build_and_execute(|| {
			block_at(NEW_YEAR + 91 * DAY_MS);
			assert_noop!(
				Circulation::anchor_report(council(), quarter(2027, 1), REPORT),
				Error::<Test>::NoSnapshot
			);
			block_at(NEW_YEAR + 91 * DAY_MS + 1);
			assert_ok!(Circulation::anchor_report(council(), quarter(2027, 1), REPORT));
		});
	}
}
