use crate::{mock::*, Event};
use frame_support::assert_ok;

#[test]
fn it_frees_what_was_promised_and_returns_the_whole_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		assert_ok!(Grants::cancel(council(), id, reason()));
		assert_eq!(stored(id), None);
		assert_eq!((promised(), free(&Pot::get())), (0, POT));
		assert_eq!((free(&proposer()), deposits_of(&proposer())), (WEALTH, 0));
		System::assert_last_event(
			Event::Cancelled {
				grant: id,
				proposer: proposer(),
				reason: reason(),
				rest: TOTAL,
				deposit: ONE_DEPOSIT,
			}
			.into(),
		);
	});
}

#[test]
fn it_takes_back_nothing_that_was_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		reach(id, 0);
		assert_ok!(Grants::cancel(council(), id, reason()));
		let paid = AMOUNTS[0];
		assert_eq!(free(&beneficiary()), paid);
		assert_eq!((promised(), free(&Pot::get())), (0, POT - paid));
		System::assert_last_event(
			Event::Cancelled {
				grant: id,
				proposer: proposer(),
				reason: reason(),
				rest: TOTAL - paid,
				deposit: ONE_DEPOSIT,
			}
			.into(),
		);
	});
}

#[test]
fn it_ends_a_grant_under_review_too() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		assert_ok!(submit(id, 0, 1));
		assert_ok!(Grants::cancel(council(), id, reason()));
		assert_eq!((promised(), free(&beneficiary())), (0, 0));
	});
}

#[test]
fn it_leaves_other_grants_alone() {
	ExtBuilder::default().build_and_execute(|| {
		let (one, other) = (approved(&AMOUNTS), approved(&AMOUNTS));
		assert_ok!(Grants::cancel(council(), one, reason()));
		assert_eq!((promised(), deposits_of(&proposer())), (TOTAL, ONE_DEPOSIT));
		reach(other, 0);
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
			let others = [by(proposer()), by(stranger()), by(beneficiary()), board()];
			for origin in others.into_iter().chain([RuntimeOrigin::root(), RuntimeOrigin::none()]) {
				assert_noop!(Grants::cancel(origin, id, reason()), DispatchError::BadOrigin);
			}
		});
	}

	#[test]
	fn it_refuses_a_proposal_that_is_not_approved() {
		ExtBuilder::default().build_and_execute(|| {
			let id = proposed(&AMOUNTS);
			assert_noop!(Grants::cancel(council(), id, reason()), Error::<Test>::NotApproved);
		});
	}

	#[test]
	fn it_refuses_a_grant_that_is_not_there_or_has_ended() {
		ExtBuilder::default().build_and_execute(|| {
			assert_noop!(Grants::cancel(council(), 0, reason()), Error::<Test>::UnknownGrant);
			let id = approved(&AMOUNTS);
			approved(&AMOUNTS);
			assert_ok!(Grants::cancel(council(), id, reason()));
			assert_noop!(Grants::cancel(council(), id, reason()), Error::<Test>::UnknownGrant);
		});
	}

	#[test]
	fn it_refuses_a_grant_that_was_completed() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&[AMOUNTS[0]]);
			reach(id, 0);
			assert_noop!(Grants::cancel(council(), id, reason()), Error::<Test>::UnknownGrant);
		});
	}
}
