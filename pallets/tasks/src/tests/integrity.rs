//! A configuration that cannot work is refused.

use crate::{mock::*, Pallet};
use jmt_primitives::tasks::Tariff;
use sp_runtime::Permill;

fn checked(change: fn(&mut Tariff)) -> Result<(), String> {
	let mut told = Ok(());
	ExtBuilder.build().execute_with(|| {
		CurrentRates::mutate(change);
		let checked = std::panic::catch_unwind(Pallet::<Test>::check_configuration);
		CurrentRates::set(RATES);
		told = checked
			.map_err(|panic| *panic.downcast::<&str>().expect("a sentence"))
			.map_err(str::to_string);
	});
	told
}

#[test]
fn it_takes_the_rates_of_a_network() {
	assert_eq!(checked(|_| ()), Ok(()));
}

#[test]
fn it_refuses_rates_that_cannot_work() {
	let refused = |change| assert!(checked(change).is_err());
	refused(|rates| rates.least_pay = ED - 1);
	refused(|rates| rates.market_fee = Permill::one());
	refused(|rates| rates.least_bond = 0);
	refused(|rates| rates.least_bond = rates.unit + 1);
	refused(|rates| rates.bond_pays = 8);
	refused(|rates| rates.silence_pays = 33);
	refused(|rates| rates.bounty = rates.deposit_task + 1);
}
