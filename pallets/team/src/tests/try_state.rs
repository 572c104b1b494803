//! The checks of the laws: each finds a breach of its law. "It ..."

use crate::{mock::*, Beneficiaries, Beneficiary, Group, Paid, Pallet};
use frame_support::assert_ok;
use jmt_primitives::{AccountId, Balance, Invariants, JMT};
use sp_runtime::Perbill;

/// Breaks a law by `fault` on a chain where two of four have claimed, and expects `complaint`.
fn finds(complaint: &'static str, fault: impl FnOnce()) {
	ExtBuilder::default().build().execute_with(|| {
		set_time(cliff(2));
		assert_ok!(claim(founder()));
		assert_ok!(claim(engineer()));
		assert_ok!(Pallet::<Test>::check());
		fault();
		assert_eq!(Pallet::<Test>::check(), Err(complaint.into()));
	});
}

/// Changes a record.
fn change(who: AccountId, how: impl FnOnce(&mut Beneficiary)) {
	Beneficiaries::<Test>::mutate(who, |stored| how(stored.as_mut().unwrap()));
}

/// Moves money out of the pot, as only Root could.
fn take_from_pot(amount: Balance) {
	assert_ok!(Balances::force_transfer(RuntimeOrigin::root(), pot(), stranger(), amount));
}

#[test]
fn finds_a_lost_beneficiary() {
	finds("team: there are not as many beneficiaries as genesis named", || {
		Beneficiaries::<Test>::remove(supporter());
	});
}

#[test]
fn finds_a_beneficiary_that_genesis_did_not_name() {
	finds("team: there are not as many beneficiaries as genesis named", || {
		let (share, group) = (Perbill::from_parts(1), Group::Advisor);
		Beneficiaries::<Test>::insert(stranger(), Beneficiary { share, group, paid: 0 });
	});
}

#[test]
fn finds_a_share_that_grew() {
	finds("team: the shares do not sum to one", || {
		change(advisor(), |stored| stored.share = Perbill::from_parts(200_000_001));
	});
}

#[test]
fn finds_the_pot_as_beneficiary() {
	finds("team: the pot is a beneficiary of itself", || {
		Beneficiaries::<Test>::swap(advisor(), pot());
	});
}

#[test]
fn finds_a_beneficiary_that_was_paid_more_than_its_share() {
	finds("team: a beneficiary was paid more than it is entitled to", || {
		change(supporter(), |stored| stored.paid = TOTAL / 10 + 1);
	});
}

#[test]
fn finds_a_payment_that_was_not_counted() {
	finds("team: the payments do not sum to what was paid", || {
		change(supporter(), |stored| stored.paid = 1);
	});
	finds("team: the payments do not sum to what was paid", || {
		Paid::<Test>::mutate(|paid| *paid -= 1);
	});
}

#[test]
fn finds_what_left_the_pot_unclaimed() {
	finds("team: the pot holds less than was not paid", || take_from_pot(JMT));
}

#[test]
fn accepts_gifts_to_the_pot() {
	ExtBuilder::default().build_and_execute(|| {
		gift(10 * JMT);
		assert_ok!(Pallet::<Test>::check());
		take_from_pot(10 * JMT);
	});
}
