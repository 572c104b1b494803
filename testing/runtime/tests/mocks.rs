//! The pallets' mocks have the numbers of the runtime.

use jmt_runtime::{constants::currency, Runtime};

#[test]
fn existential_deposit_is_that_of_the_runtime() {
	assert_eq!(jmt_mock::EXISTENTIAL_DEPOSIT, currency::EXISTENTIAL_DEPOSIT);
	let configured = <Runtime as pallet_balances::Config>::ExistentialDeposit::get();
	assert_eq!(jmt_mock::EXISTENTIAL_DEPOSIT, configured);
}
