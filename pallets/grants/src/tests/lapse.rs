use crate::{mock::*, Event};
use frame_support::assert_ok;

#[test]
fn it_frees_what_was_promised_and_returns_the_deposit_less_the_fee() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		set_time(NOW + SILENCE);
		assert_ok!(Grants::lapse(by(stranger()), id));
		assert_eq!(stored(id), None);
		assert_eq!((promised(), free(&Pot::get())), (0, POT + FEE));
		assert_eq!((free(&proposer()), deposits_of(&proposer())), (WEALTH - FEE, 0));
		assert_eq!(free(&stranger()), WEALTH);
		System::assert_last_event(
			Event::Lapsed {
				grant: id,
				proposer: proposer(),
				rest: TOTAL,
				deposit: ONE_DEPOSIT - FEE,
				fee: FEE,
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
		set_time(NOW + SILENCE);
		assert_ok!(Grants::lapse(by(stranger()), id));
		assert_eq!(free(&beneficiary()), AMOUNTS[0]);
		assert_eq!((promised(), free(&Pot::get())), (0, POT - AMOUNTS[0] + FEE));
	});
}

#[test]
fn it_may_be_called_by_the_proposer_too() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		set_time(NOW + SILENCE);
		assert_ok!(Grants::lapse(by(proposer()), id));
	});
}

#[test]
fn it_counts_the_patience_from_the_approval_not_from_the_proposal() {
	ExtBuilder::default().build_and_execute(|| {
		let id = proposed(&AMOUNTS);
		set_time(NOW + 10 * SILENCE);
		assert_ok!(Grants::approve(council(), id, plan()));
		reject::is_not_lapsed(id);
		set_time(NOW + 11 * SILENCE);
		assert_ok!(Grants::lapse(by(stranger()), id));
	});
}

#[test]
fn it_counts_the_patience_from_the_councils_answer() {
	ExtBuilder::default().build_and_execute(|| {
		let (declined, paid) = (approved(&AMOUNTS), approved(&AMOUNTS));
		for id in [declined, paid] {
			assert_ok!(submit(id, 0, 1));
		}
		let answered = NOW + 5 * SILENCE;
		set_time(answered);
		assert_ok!(Grants::decline(council(), declined, 0, report(1), reason()));
		assert_ok!(Grants::accept(council(), paid, 0, report(1)));
		set_time(answered + SILENCE - 1);
		for id in [declined, paid] {
			reject::is_not_lapsed(id);
		}
		set_time(answered + SILENCE);
		for id in [declined, paid] {
			assert_ok!(Grants::lapse(by(stranger()), id));
		}
	});
}

#[test]
fn it_holds_at_the_last_moment_that_the_clock_can_show() {
	ExtBuilder::default().build_and_execute(|| {
		let id = approved(&AMOUNTS);
		Patience::set(u64::MAX);
		set_time(u64::MAX);
		reject::is_not_lapsed(id);
		Patience::set(u64::MAX - NOW);
		assert_ok!(Grants::lapse(by(stranger()), id));
	});
}

mod reject {
	use super::*;
	use crate::{Error, GrantId};
	use frame_support::assert_noop;
	use sp_runtime::DispatchError;

	/// Expects that the grant cannot lapse yet.
	pub(super) fn is_not_lapsed(id: GrantId) {
		assert_noop!(Grants::lapse(by(stranger()), id), Error::<Test>::NotLapsed);
	}

	#[test]
	fn it_refuses_before_the_patience_is_over() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			is_not_lapsed(id);
			set_time(NOW + SILENCE - 1);
			is_not_lapsed(id);
		});
	}

	#[test]
	fn it_refuses_when_the_clock_went_back() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			for now in [0, NOW - 1, NOW - 10 * SILENCE] {
				set_time(now);
				is_not_lapsed(id);
			}
		});
	}

	#[test]
	fn it_refuses_while_the_council_is_the_silent_one() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			assert_ok!(submit(id, 0, 1));
			set_time(NOW + 100 * SILENCE);
			assert_noop!(Grants::lapse(by(stranger()), id), Error::<Test>::UnderReview);
		});
	}

	#[test]
	fn it_refuses_a_proposal_that_is_not_approved() {
		ExtBuilder::default().build_and_execute(|| {
			let id = proposed(&AMOUNTS);
			set_time(NOW + 100 * SILENCE);
			assert_noop!(Grants::lapse(by(stranger()), id), Error::<Test>::NotApproved);
		});
	}

	#[test]
	fn it_refuses_a_grant_that_is_not_there_or_has_ended() {
		ExtBuilder::default().build_and_execute(|| {
			assert_noop!(Grants::lapse(by(stranger()), 0), Error::<Test>::UnknownGrant);
			let id = approved(&AMOUNTS);
			approved(&AMOUNTS);
			set_time(NOW + SILENCE);
			assert_ok!(Grants::lapse(by(stranger()), id));
			assert_noop!(Grants::lapse(by(stranger()), id), Error::<Test>::UnknownGrant);
		});
	}

	#[test]
	fn it_refuses_who_has_no_account() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			set_time(NOW + SILENCE);
			for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
				assert_noop!(Grants::lapse(origin, id), DispatchError::BadOrigin);
			}
		});
	}
}
