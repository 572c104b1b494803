//! The checks of the laws: each finds a breach of its law. "It ..."

use crate::{mock::*, Grant, HoldReason, NextId, Pallet, State};
use frame_support::{
	assert_ok,
	traits::{fungible::MutateHold, tokens::Precision},
};
use jmt_primitives::{Balance, Invariants, JMT};

/// Breaks a law by `fault` on a chain with a proposal, 0, and an approved grant, 1, and expects `complaint`.
fn finds(complaint: &'static str, fault: impl FnOnce()) {
	ExtBuilder::default().build().execute_with(|| {
		proposed(&AMOUNTS);
		let id = approved(&AMOUNTS);
		reach(id, 0);
		assert_ok!(Pallet::<Test>::check());
		fault();
		assert_eq!(Pallet::<Test>::check(), Err(complaint.into()));
	});
}

/// Changes a stored grant.
fn change(id: u32, how: impl FnOnce(&mut Grant<Test>)) {
	crate::Grants::<Test>::mutate(id, |grant| how(grant.as_mut().unwrap()));
}

#[test]
fn finds_an_id_that_was_not_given_out() {
	finds("grants: an id was not given out yet", || NextId::<Test>::put(1));
}

#[test]
fn finds_a_grant_without_milestones() {
	finds("grants: a grant has no milestone", || {
		change(0, |grant| grant.milestones = milestones(&[]));
	});
}

#[test]
fn finds_a_milestone_of_nothing() {
	finds("grants: a milestone pays nothing", || {
		change(0, |grant| grant.milestones = milestones(&[JMT, 0]));
	});
}

#[test]
fn finds_milestones_that_overflow() {
	finds("grants: the milestones of a grant overflow", || {
		change(0, |grant| grant.milestones = milestones(&[Balance::MAX, 1]));
	});
}

#[test]
fn finds_a_fee_above_its_deposit() {
	finds("grants: a fee exceeds its deposit", || {
		change(0, |grant| grant.fee = grant.deposit + 1);
	});
}

#[test]
fn finds_an_approved_grant_with_nothing_to_be_paid() {
	finds("grants: an approved grant has nothing to be paid", || {
		change(1, |grant| grant.state = State::Approved { paid: 3, report: None });
	});
}

#[test]
fn finds_a_promise_without_a_hold() {
	finds("grants: the pot's hold is not what is promised", || {
		change(0, |grant| grant.state = State::Approved { paid: 0, report: None });
	});
}

#[test]
fn finds_a_hold_that_was_taken_from() {
	finds("grants: the pot's hold is not what is promised", || {
		let reason = HoldReason::Promised.into();
		assert_ok!(Balances::release(&reason, &Pot::get(), 1, Precision::Exact));
	});
}

#[test]
fn finds_a_hold_without_a_promise() {
	finds("grants: the pot's hold is not what is promised", || {
		crate::Grants::<Test>::remove(1);
	});
}

#[test]
fn finds_promises_that_overflow() {
	finds("grants: what is promised overflows", || {
		change(0, |grant| {
			grant.milestones = milestones(&[Balance::MAX]);
			grant.state = State::Approved { paid: 0, report: None };
		});
	});
}

#[test]
fn finds_a_pot_without_its_existential_deposit() {
	finds("grants: the pot promised its existential deposit", || {
		let (pot, all) = (Pot::get(), free(&Pot::get()));
		let root = RuntimeOrigin::root();
		assert_ok!(Balances::force_transfer(root, pot, stranger(), all));
	});
}

#[test]
fn finds_a_deposit_that_is_not_held() {
	finds("grants: what is held of a proposer is not the sum of deposits", || {
		let reason = HoldReason::Deposit.into();
		assert_ok!(Balances::release(&reason, &proposer(), 1, Precision::Exact));
	});
}

#[test]
fn finds_deposits_that_overflow() {
	finds("grants: the deposits of a proposer overflow", || {
		change(0, |grant| grant.deposit = Balance::MAX);
	});
}

#[test]
fn accepts_gifts_to_the_pot() {
	ExtBuilder::default().build_and_execute(|| {
		approved(&AMOUNTS);
		assert_ok!(Balances::transfer_keep_alive(by(stranger()), Pot::get(), JMT));
	});
}
