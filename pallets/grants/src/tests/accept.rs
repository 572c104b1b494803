use crate::{mock::*, Event, Paid, State};
use frame_support::assert_ok;
use jmt_primitives::JMT;

#[test]
fn it_pays_the_milestone_out_of_what_is_promised() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		assert_ok!(submit(id, 0, 1));
		set_time(NOW + 9);
		assert_ok!(Grants::accept(council(), id, 0, report(1)));
		let [first, ..] = AMOUNTS;
		assert_eq!(free(&beneficiary()), first);
		assert_eq!((promised(), free(&Pot::get())), (TOTAL - first, POT - TOTAL));
		assert_eq!(Paid::<Test>::get(), first);
		assert_eq!(deposits_of(&proposer()), ONE_DEPOSIT);
		let grant = stored(id).unwrap();
		assert_eq!(grant.state, State::Approved { paid: 1, report: None });
		assert_eq!((grant.touched_at, grant.rest()), (NOW + 9, TOTAL - first));
		System::assert_last_event(
			Event::MilestonePaid {
				grant: id,
				milestone: 0,
				report: report(1),
				beneficiary: beneficiary(),
				amount: first,
				rest: TOTAL - first,
			}
			.into(),
		);
	});
}

#[test]
fn it_ends_the_grant_with_the_last_milestone_and_returns_the_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		reach(id, 0);
		reach(id, 1);
		assert_ok!(submit(id, 2, 1));
		grant_events();
		assert_ok!(Grants::accept(council(), id, 2, report(1)));
		assert_eq!(stored(id), None);
		assert_eq!(free(&beneficiary()), TOTAL);
		assert_eq!((promised(), free(&Pot::get())), (0, POT - TOTAL));
		assert_eq!((free(&proposer()), deposits_of(&proposer())), (WEALTH, 0));
		assert_eq!(Paid::<Test>::get(), TOTAL);
		assert_eq!(
			grant_events(),
			vec![
				Event::MilestonePaid {
					grant: id,
					milestone: 2,
					report: report(1),
					beneficiary: beneficiary(),
					amount: AMOUNTS[2],
					rest: 0,
				},
				Event::Completed {
					grant: id,
					proposer: proposer(),
					beneficiary: beneficiary(),
					total: TOTAL,
					deposit: ONE_DEPOSIT,
				},
			]
		);
	});
}

#[test]
fn it_pays_a_fresh_account_the_least_that_it_can_hold() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&[EXISTENTIAL_DEPOSIT]);
		reach(id, 0);
		assert_eq!(free(&beneficiary()), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn it_pays_out_of_one_grant_what_was_promised_to_it_only() {
	ExtBuilder::default().build_and_execute(|| {
		let (one, other) = (approved(&[JMT, 2 * JMT]), approved(&[4 * JMT]));
		reach(one, 0);
		reach(one, 1);
		assert_eq!((promised(), free(&beneficiary())), (4 * JMT, 3 * JMT));
		assert_eq!(stored(other).unwrap().rest(), 4 * JMT);
	});
}

#[test]
fn it_counts_what_was_paid_over_all_grants() {
	ExtBuilder::default().build_and_execute(|| {
		for expected in 1..4 {
			let id = approved(&[JMT]);
			reach(id, 0);
			assert_eq!(Paid::<Test>::get(), expected * JMT);
		}
	});
}

#[test]
fn it_pays_when_the_clock_went_back() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		assert_ok!(submit(id, 0, 1));
		set_time(0);
		assert_ok!(Grants::accept(council(), id, 0, report(1)));
		assert_eq!(stored(id).unwrap().touched_at, 0);
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use jmt_primitives::Balance;
	use sp_runtime::{ArithmeticError, DispatchError};

	#[test]
	fn it_refuses_everybody_but_the_council() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			assert_ok!(submit(id, 0, 1));
			let others = [by(proposer()), by(stranger()), by(beneficiary()), board()];
			for origin in others.into_iter().chain([RuntimeOrigin::root(), RuntimeOrigin::none()]) {
				assert_noop!(Grants::accept(origin, id, 0, report(1)), DispatchError::BadOrigin);
			}
		});
	}

	#[test]
	fn it_refuses_another_report_than_waits() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			assert_ok!(submit(id, 0, 1));
			assert_ok!(submit(id, 0, 2));
			assert_noop!(Grants::accept(council(), id, 0, report(1)), Error::<Test>::WrongReport);
		});
	}

	#[test]
	fn it_refuses_what_was_not_submitted() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			assert_noop!(Grants::accept(council(), id, 0, report(1)), Error::<Test>::NotSubmitted);
			assert_ok!(submit(id, 0, 1));
			assert_ok!(Grants::decline(council(), id, 0, report(1), reason()));
			assert_noop!(Grants::accept(council(), id, 0, report(1)), Error::<Test>::NotSubmitted);
		});
	}

	#[test]
	fn it_refuses_a_second_time() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&[JMT, JMT]);
			reach(id, 0);
			assert_noop!(
				Grants::accept(council(), id, 0, report(9)),
				Error::<Test>::MilestoneAlreadyPaid
			);
			assert_noop!(Grants::accept(council(), id, 1, report(9)), Error::<Test>::NotSubmitted);
			reach(id, 1);
			assert_noop!(Grants::accept(council(), id, 1, report(9)), Error::<Test>::UnknownGrant);
			assert_eq!(free(&beneficiary()), 2 * JMT);
		});
	}

	#[test]
	fn it_refuses_milestones_out_of_order_or_unknown() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			assert_ok!(submit(id, 0, 1));
			for (milestone, error) in [
				(1, Error::<Test>::MilestoneNotReached),
				(2, Error::<Test>::MilestoneNotReached),
				(3, Error::<Test>::UnknownMilestone),
				(u32::MAX, Error::<Test>::UnknownMilestone),
			] {
				assert_noop!(Grants::accept(council(), id, milestone, report(1)), error);
			}
		});
	}

	#[test]
	fn it_refuses_a_proposal_that_is_not_approved() {
		ExtBuilder::default().build_and_execute(|| {
			let id = proposed(&AMOUNTS);
			assert_noop!(Grants::accept(council(), id, 0, report(1)), Error::<Test>::NotApproved);
		});
	}

	#[test]
	fn it_refuses_when_the_count_of_what_was_paid_would_overflow() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			assert_ok!(submit(id, 0, 1));
			Paid::<Test>::put(Balance::MAX - AMOUNTS[0] + 1);
			assert_noop!(Grants::accept(council(), id, 0, report(1)), ArithmeticError::Overflow);
			Paid::<Test>::put(Balance::MAX - AMOUNTS[0]);
			assert_ok!(Grants::accept(council(), id, 0, report(1)));
		});
	}
}
