//! A worked example: Alice earns on New Year's Eve, and a validator checks the report on that quarter.

use crate::{mock::*, Error};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{time::DAY_MS, Hash, JMT};
use sp_io::hashing::blake2_256;

#[test]
fn a_validator_checks_the_report_on_alices_quarter() {
	ExtBuilder.build_and_execute(|| {
		let alice = person();

		// A millisecond before the year ends, a pot pays Alice 7 JMT for her device. They circulate.
		block_at(NEW_YEAR - 1);
		pay(&pot(1), &alice, 7 * JMT);

		// The first block of the new year takes the snapshot of the quarter.
		block_at(NEW_YEAR);
		let snapshot = Circulation::snapshot(FIRST).expect("the quarter has ended");
		assert_eq!(snapshot.figures.circulating, WEALTH + 7 * JMT);

		// Everything that exists is in a pot or circulates.
		assert!(snapshot.figures.adds_up());

		// Three weeks later the foundation publishes its report, and its council anchors the hash.
		let report = b"Report on the fourth quarter of 2026";
		block_at(NEW_YEAR + 21 * DAY_MS);
		assert_ok!(Circulation::anchor_report(council(), FIRST, blake2_256(report).into()));

		// A validator downloads a report and compares. One that was changed afterwards has another hash.
		let anchored = Circulation::snapshot(FIRST).and_then(|snapshot| snapshot.report);
		assert_eq!(anchored, Some(Hash::from(blake2_256(report))));
		let changed = Hash::from(blake2_256(b"Report on the fourth quarter of 2026, corrected"));
		assert_ne!(anchored, Some(changed));

		// The foundation cannot replace an anchored report.
		assert_noop!(
			Circulation::anchor_report(council(), FIRST, changed),
			Error::<Test>::AlreadyAnchored
		);
	});
}
