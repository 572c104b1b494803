use crate::mock::*;
use frame_support::traits::Hooks;

/// Checks the configuration after `change`.
fn check(change: impl FnOnce()) {
	ExtBuilder::default().build().execute_with(|| {
		change();
		<Grants as Hooks<u32>>::integrity_test();
	});
}

#[test]
fn it_accepts_the_configuration() {
	check(|| {});
}

#[test]
fn it_accepts_a_fee_of_nothing_or_of_all() {
	check(|| RejectionFee::set(0));
	check(|| RejectionFee::set(ONE_DEPOSIT));
}

#[test]
fn it_accepts_a_rest_of_the_existential_deposit() {
	check(|| RejectionFee::set(ONE_DEPOSIT - EXISTENTIAL_DEPOSIT));
}

#[test]
#[should_panic = "what a fee leaves of the deposit can be returned"]
fn it_refuses_a_rest_below_the_existential_deposit() {
	check(|| RejectionFee::set(ONE_DEPOSIT - EXISTENTIAL_DEPOSIT + 1));
}

#[test]
#[should_panic = "the fee is within the deposit"]
fn it_refuses_a_fee_above_the_deposit() {
	check(|| RejectionFee::set(ONE_DEPOSIT + 1));
}

#[test]
#[should_panic = "a grant has a deposit"]
fn it_refuses_no_deposit() {
	check(|| Deposit::set(0));
}

#[test]
#[should_panic = "a grant may be silent for some time"]
fn it_refuses_no_patience() {
	check(|| Patience::set(0));
}
