use crate::{mock::*, Event, Grant, State};
use frame_support::assert_ok;
use jmt_primitives::{Balance, JMT};

#[test]
fn it_puts_the_sum_on_hold_in_the_pot_and_pays_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let id = proposed(&AMOUNTS);
		assert_ok!(Grants::approve(council(), id, plan()));
		assert_eq!((promised(), free(&Pot::get())), (TOTAL, POT - TOTAL));
		assert_eq!(free(&beneficiary()), 0);
		assert_eq!(deposits_of(&proposer()), ONE_DEPOSIT);
		System::assert_last_event(
			Event::Approved { grant: id, plan: plan(), beneficiary: beneficiary(), total: TOTAL }
				.into(),
		);
	});
}

#[test]
fn it_keeps_all_else_of_the_grant_and_touches_it() {
	ExtBuilder::default().build_and_execute(|| {
		let id = proposed(&AMOUNTS);
		let before = stored(id).unwrap();
		set_time(NOW + 77);
		assert_ok!(Grants::approve(council(), id, plan()));
		let state = State::Approved { paid: 0, report: None };
		assert_eq!(stored(id), Some(Grant { state, touched_at: NOW + 77, ..before }));
	});
}

#[test]
fn it_adds_promises_up() {
	ExtBuilder::default().build_and_execute(|| {
		approved(&AMOUNTS);
		approved(&[JMT]);
		assert_eq!((promised(), free(&Pot::get())), (TOTAL + JMT, POT - TOTAL - JMT));
	});
}

#[test]
fn it_promises_all_but_the_existential_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		let all = POT - EXISTENTIAL_DEPOSIT;
		approved(&[all - JMT, JMT]);
		assert_eq!((promised(), free(&Pot::get())), (all, EXISTENTIAL_DEPOSIT));
	});
}

#[test]
fn it_promises_up_to_the_border_of_128_bits() {
	let pot = Balance::MAX - ExtBuilder::PEOPLE;
	ExtBuilder::pot(pot).build_and_execute(|| {
		let all = pot - EXISTENTIAL_DEPOSIT;
		let id = approved(&[all - JMT, JMT]);
		assert_eq!(promised(), all);
		reach(id, 0);
		assert_eq!(free(&beneficiary()), all - JMT);
	});
}

#[test]
fn it_approves_a_proposal_of_any_age() {
	ExtBuilder::default().build_and_execute(|| {
		let id = proposed(&AMOUNTS);
		set_time(u64::MAX);
		assert_ok!(Grants::approve(council(), id, plan()));
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::{assert_noop, traits::fungible::Mutate, traits::tokens::Preservation};
	use sp_runtime::{DispatchError, TokenError};

	#[test]
	fn it_refuses_everybody_but_the_council() {
		ExtBuilder::default().build_and_execute(|| {
			let id = proposed(&AMOUNTS);
			let others = [by(proposer()), by(stranger()), by(beneficiary()), board()];
			for origin in others.into_iter().chain([RuntimeOrigin::root(), RuntimeOrigin::none()]) {
				assert_noop!(Grants::approve(origin, id, plan()), DispatchError::BadOrigin);
			}
		});
	}

	#[test]
	fn it_refuses_another_plan_than_was_proposed() {
		ExtBuilder::default().build_and_execute(|| {
			let id = proposed(&AMOUNTS);
			assert_noop!(Grants::approve(council(), id, reason()), Error::<Test>::WrongPlan);
		});
	}

	#[test]
	fn it_refuses_a_grant_that_is_not_there() {
		ExtBuilder::default().build_and_execute(|| {
			assert_noop!(Grants::approve(council(), 0, plan()), Error::<Test>::UnknownGrant);
			let id = proposed(&AMOUNTS);
			assert_ok!(Grants::withdraw(by(proposer()), id));
			assert_noop!(Grants::approve(council(), id, plan()), Error::<Test>::UnknownGrant);
		});
	}

	#[test]
	fn it_refuses_a_second_time() {
		ExtBuilder::default().build_and_execute(|| {
			let id = approved(&AMOUNTS);
			assert_noop!(Grants::approve(council(), id, plan()), Error::<Test>::AlreadyApproved);
			reach(id, 0);
			assert_noop!(Grants::approve(council(), id, plan()), Error::<Test>::AlreadyApproved);
		});
	}

	#[test]
	fn it_refuses_a_planck_more_than_the_pot_can_promise() {
		ExtBuilder::default().build_and_execute(|| {
			let id = proposed(&[POT - EXISTENTIAL_DEPOSIT + 1]);
			assert_noop!(Grants::approve(council(), id, plan()), Error::<Test>::PotExhausted);
		});
	}

	#[test]
	fn it_refuses_to_promise_the_same_money_twice() {
		ExtBuilder::default().build_and_execute(|| {
			let first = approved(&[POT - JMT]);
			let second = proposed(&[JMT]);
			assert_noop!(Grants::approve(council(), second, plan()), Error::<Test>::PotExhausted);
			assert_ok!(Grants::cancel(council(), first, reason()));
			assert_ok!(Grants::approve(council(), second, plan()));
		});
	}

	#[test]
	fn it_refuses_what_only_128_bits_can_count() {
		ExtBuilder::default().build_and_execute(|| {
			let id = proposed(&[Balance::MAX]);
			assert_noop!(Grants::approve(council(), id, plan()), Error::<Test>::PotExhausted);
		});
	}

	#[test]
	fn it_leaves_nothing_promised_to_be_spent_otherwise() {
		ExtBuilder::default().build_and_execute(|| {
			approved(&[POT - JMT]);
			let (pot, amount) = (Pot::get(), JMT + 1);
			assert_noop!(
				<Balances as Mutate<_>>::transfer(
					&pot,
					&stranger(),
					amount,
					Preservation::Expendable
				),
				TokenError::FundsUnavailable
			);
		});
	}
}
