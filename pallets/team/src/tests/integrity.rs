//! The configuration. "It ..."

use crate::{mock::*, Pallet};
use frame_support::traits::Hooks;
use jmt_primitives::JMT;

/// Runs the integrity test on a changed configuration.
fn integrity_test_with(change: impl FnOnce()) {
	ExtBuilder::default().build().execute_with(|| {
		change();
		<Pallet<Test> as Hooks<u32>>::integrity_test();
	});
}

#[test]
fn passes_its_integrity_test() {
	integrity_test_with(|| {});
	integrity_test_with(|| {
		TeamTotal::set(1_000_000_000);
		Tranches::set(1);
	});
}

mod reject {
	use super::*;

	#[test]
	#[should_panic(expected = "there is a tranche")]
	fn no_tranche() {
		integrity_test_with(|| Tranches::set(0));
	}

	#[test]
	#[should_panic(expected = "there is something to pay")]
	fn nothing_to_pay() {
		integrity_test_with(|| TeamTotal::set(0));
	}

	#[test]
	#[should_panic(expected = "the total is divisible by the tranches")]
	fn tranches_that_are_not_equal() {
		integrity_test_with(|| Tranches::set(7));
	}

	#[test]
	#[should_panic(expected = "a tranche is divisible into parts of a billion")]
	fn a_tranche_whose_shares_would_be_rounded() {
		integrity_test_with(|| TeamTotal::set(TOTAL + 10 * (JMT / 10_000)));
	}

	#[test]
	#[should_panic(expected = "genesis can name a beneficiary")]
	fn a_bound_of_no_beneficiary() {
		integrity_test_with(|| MaxBeneficiaries::set(0));
	}
}
