use crate::{mock::*, Event};
use frame_support::assert_ok;

#[test]
fn it_forgets_the_proposal_and_returns_the_whole_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		let id = proposed(&AMOUNTS);
		assert_ok!(Grants::withdraw(by(proposer()), id));
		assert_eq!(stored(id), None);
		assert_eq!((free(&proposer()), deposits_of(&proposer())), (WEALTH, 0));
		assert_eq!((free(&Pot::get()), promised()), (POT, 0));
		System::assert_last_event(
			Event::Withdrawn { grant: id, proposer: proposer(), deposit: ONE_DEPOSIT }.into(),
		);
	});
}

#[test]
fn it_leaves_other_grants_alone() {
	ExtBuilder::default().build_and_execute(|| {
		let (one, other) = (proposed(&AMOUNTS), proposed(&AMOUNTS));
		assert_ok!(Grants::withdraw(by(proposer()), one));
		assert!(stored(other).is_some());
		assert_eq!(deposits_of(&proposer()), ONE_DEPOSIT);
	});
}

#[test]
fn it_returns_what_was_held_after_the_constant_has_changed() {
	ExtBuilder::default().build_and_execute(|| {
		let id = proposed(&AMOUNTS);
		Deposit::set(2 * ONE_DEPOSIT);
		assert_ok!(Grants::withdraw(by(proposer()), id));
		assert_eq!(free(&proposer()), WEALTH);
	});
}

#[test]
fn it_can_be_done_at_any_time() {
	ExtBuilder::default().build_and_execute(|| {
		let (one, other) = (proposed(&AMOUNTS), proposed(&AMOUNTS));
		set_time(0);
		assert_ok!(Grants::withdraw(by(proposer()), one));
		set_time(u64::MAX);
		assert_ok!(Grants::withdraw(by(proposer()), other));
		assert_eq!(free(&proposer()), WEALTH);
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
			assert_noop!(Grants::withdraw(by(proposer()), 0), Error::<Test>::UnknownGrant);
		});
	}

	#[test]
	fn it_refuses_a_second_time() {
		ExtBuilder::default().build_and_execute(|| {
			let id = proposed(&AMOUNTS);
			proposed(&AMOUNTS);
			assert_ok!(Grants::withdraw(by(proposer()), id));
			assert_noop!(Grants::withdraw(by(proposer()), id), Error::<Test>::UnknownGrant);
		});
	}

	#[test]
	fn it_refuses_strangers_the_beneficiary_and_the_council() {
		ExtBuilder::default().build_and_execute(|| {
			let id = proposed(&AMOUNTS);
			for who in [stranger(), beneficiary(), Council::get(), Board::get()] {
				assert_noop!(Grants::withdraw(by(who), id), Error::<Test>::NotProposer);
			}
		});
	}

	#[test]
	fn it_refuses_once_the_council_has_approved() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			assert_noop!(Grants::withdraw(by(proposer()), id), Error::<Test>::AlreadyApproved);
			reach(id, 0);
			assert_noop!(Grants::withdraw(by(proposer()), id), Error::<Test>::AlreadyApproved);
		});
	}

	#[test]
	fn it_refuses_root() {
		ExtBuilder::default().build_and_execute(|| {
			let id = proposed(&AMOUNTS);
			assert_noop!(Grants::withdraw(RuntimeOrigin::root(), id), DispatchError::BadOrigin);
		});
	}
}
