use crate::{mock::*, Event, Grant, State};
use frame_support::assert_ok;

#[test]
fn it_sends_the_milestone_back_and_moves_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		assert_ok!(submit(id, 0, 1));
		let before = stored(id).unwrap();
		set_time(NOW + 3);
		assert_ok!(Grants::decline(council(), id, 0, report(1), reason()));
		let state = State::Approved { paid: 0, report: None };
		assert_eq!(stored(id), Some(Grant { state, touched_at: NOW + 3, ..before }));
		assert_eq!((promised(), free(&beneficiary())), (TOTAL, 0));
		assert_eq!(free(&proposer()), WEALTH - ONE_DEPOSIT);
		System::assert_last_event(
			Event::MilestoneDeclined {
				grant: id,
				milestone: 0,
				report: report(1),
				reason: reason(),
			}
			.into(),
		);
	});
}

#[test]
fn it_lets_a_better_report_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		assert_ok!(submit(id, 0, 1));
		assert_ok!(Grants::decline(council(), id, 0, report(1), reason()));
		assert_ok!(submit(id, 0, 2));
		assert_ok!(Grants::accept(council(), id, 0, report(2)));
		assert_eq!(free(&beneficiary()), AMOUNTS[0]);
	});
}

#[test]
fn it_keeps_what_was_paid_before() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		reach(id, 0);
		assert_ok!(submit(id, 1, 1));
		assert_ok!(Grants::decline(council(), id, 1, report(1), reason()));
		assert_eq!(stored(id).unwrap().state, State::Approved { paid: 1, report: None });
		assert_eq!((free(&beneficiary()), promised()), (AMOUNTS[0], TOTAL - AMOUNTS[0]));
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use sp_runtime::DispatchError;

	#[test]
	fn it_refuses_everybody_but_the_council() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			assert_ok!(submit(id, 0, 1));
			let others = [by(proposer()), by(stranger()), by(beneficiary()), board()];
			for origin in others.into_iter().chain([RuntimeOrigin::root(), RuntimeOrigin::none()]) {
				assert_noop!(
					Grants::decline(origin, id, 0, report(1), reason()),
					DispatchError::BadOrigin
				);
			}
		});
	}

	#[test]
	fn it_refuses_another_report_than_waits() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			assert_ok!(submit(id, 0, 1));
			assert_ok!(submit(id, 0, 2));
			assert_noop!(
				Grants::decline(council(), id, 0, report(1), reason()),
				Error::<Test>::WrongReport
			);
		});
	}

	#[test]
	fn it_refuses_what_does_not_wait() {
		ExtBuilder::default().build_and_execute(|| {
			let decline =
				|id, milestone| Grants::decline(council(), id, milestone, report(9), reason());
			assert_noop!(decline(0, 0), Error::<Test>::UnknownGrant);
			let id = proposed(&AMOUNTS);
			assert_noop!(decline(id, 0), Error::<Test>::NotApproved);
			assert_ok!(Grants::approve(council(), id, plan()));
			assert_noop!(decline(id, 0), Error::<Test>::NotSubmitted);
			assert_noop!(decline(id, 1), Error::<Test>::MilestoneNotReached);
			assert_noop!(decline(id, 3), Error::<Test>::UnknownMilestone);
			assert_ok!(submit(id, 0, 9));
			assert_ok!(decline(id, 0));
			assert_noop!(decline(id, 0), Error::<Test>::NotSubmitted);
			reach(id, 0);
			assert_noop!(decline(id, 0), Error::<Test>::MilestoneAlreadyPaid);
		});
	}
}
