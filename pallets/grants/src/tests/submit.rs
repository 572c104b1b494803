use crate::{mock::*, Event, Grant, State};
use frame_support::assert_ok;

#[test]
fn it_notes_the_report_and_moves_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		let before = stored(id).unwrap();
		set_time(NOW + 5);
		assert_ok!(submit(id, 0, 1));
		let state = State::Approved { paid: 0, report: Some(report(1)) };
		assert_eq!(stored(id), Some(Grant { state, touched_at: NOW + 5, ..before }));
		assert_eq!((promised(), free(&beneficiary())), (TOTAL, 0));
		System::assert_last_event(
			Event::MilestoneSubmitted { grant: id, milestone: 0, report: report(1) }.into(),
		);
	});
}

#[test]
fn it_replaces_a_report_that_waits() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		assert_ok!(submit(id, 0, 1));
		assert_ok!(submit(id, 0, 2));
		let state = State::Approved { paid: 0, report: Some(report(2)) };
		assert_eq!(stored(id).unwrap().state, state);
	});
}

#[test]
fn it_takes_the_next_milestone_after_each_that_is_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		for milestone in 0..2 {
			reach(id, milestone);
			let state = State::Approved { paid: milestone + 1, report: None };
			assert_eq!(stored(id).unwrap().state, state);
		}
		assert_ok!(submit(id, 2, 3));
	});
}

#[test]
fn it_takes_a_report_after_the_patience_while_nobody_has_ended_the_grant() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		set_time(NOW + 10 * SILENCE);
		assert_ok!(submit(id, 0, 1));
	});
}

#[test]
fn it_takes_the_report_that_was_declined_again() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		assert_ok!(submit(id, 0, 1));
		assert_ok!(Grants::decline(council(), id, 0, report(1), reason()));
		assert_ok!(submit(id, 0, 1));
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use sp_runtime::DispatchError;

	#[test]
	fn it_refuses_a_grant_that_is_not_there() {
		ExtBuilder::default().build_and_execute(|| {
			assert_noop!(submit(0, 0, 1), Error::<Test>::UnknownGrant);
			let id = approved(&AMOUNTS);
			assert_ok!(Grants::cancel(council(), id, reason()));
			assert_noop!(submit(id, 0, 1), Error::<Test>::UnknownGrant);
		});
	}

	#[test]
	fn it_refuses_everybody_but_the_proposer() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			for who in [stranger(), beneficiary(), Council::get(), Board::get()] {
				assert_noop!(Grants::submit(by(who), id, 0, report(1)), Error::<Test>::NotProposer);
			}
			assert_noop!(
				Grants::submit(RuntimeOrigin::root(), id, 0, report(1)),
				DispatchError::BadOrigin
			);
		});
	}

	#[test]
	fn it_refuses_a_proposal_that_is_not_approved() {
		ExtBuilder::default().build_and_execute(|| {
			let id = proposed(&AMOUNTS);
			assert_noop!(submit(id, 0, 1), Error::<Test>::NotApproved);
		});
	}

	#[test]
	fn it_refuses_a_milestone_that_the_grant_has_not() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			for milestone in [3, u32::MAX] {
				assert_noop!(submit(id, milestone, 1), Error::<Test>::UnknownMilestone);
			}
		});
	}

	#[test]
	fn it_refuses_a_milestone_before_its_turn() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			for milestone in [1, 2] {
				assert_noop!(submit(id, milestone, 1), Error::<Test>::MilestoneNotReached);
			}
			assert_ok!(submit(id, 0, 1));
			assert_noop!(submit(id, 1, 1), Error::<Test>::MilestoneNotReached);
		});
	}

	#[test]
	fn it_refuses_a_milestone_that_is_paid() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			reach(id, 0);
			assert_noop!(submit(id, 0, 1), Error::<Test>::MilestoneAlreadyPaid);
		});
	}

	#[test]
	fn it_refuses_the_report_that_waits() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			assert_ok!(submit(id, 0, 1));
			set_time(NOW + 5);
			assert_noop!(submit(id, 0, 1), Error::<Test>::AlreadySubmitted);
		});
	}
}
