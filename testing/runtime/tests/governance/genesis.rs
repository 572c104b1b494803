//! Refused genesis configurations.

use frame_support::traits::OnTimestampSet;
use jmt_runtime::{
	constants::time::EARLIEST_LAUNCH,
	genesis_presets::{DEVELOPMENT, STAGING},
	*,
};
use jmt_runtime_harness::{build_genesis, genesis_json, merge};
use serde_json::json;

#[test]
fn a_clock_that_was_never_set_launches_nothing() {
	let mut ext = build_genesis(&genesis_json(DEVELOPMENT)).expect("it builds");
	ext.execute_with(|| {
		let tick = |at| <Emission as OnTimestampSet<Moment>>::on_timestamp_set(at);
		for at in [0, 2_000, EARLIEST_LAUNCH - 1] {
			tick(at);
			assert_eq!(pallet_emission::Launch::<Runtime>::get(), None, "{at}");
		}
		tick(EARLIEST_LAUNCH);
		assert_eq!(pallet_emission::Launch::<Runtime>::get(), Some(EARLIEST_LAUNCH));
	});
}

#[test]
fn a_launch_that_it_says_is_not_before_the_earliest() {
	let mut genesis = genesis_json(DEVELOPMENT);
	merge(&mut genesis, json!({ "emission": { "launch": EARLIEST_LAUNCH } }));
	let mut ext = build_genesis(&genesis).expect("it builds");
	let launch = ext.execute_with(pallet_emission::Launch::<Runtime>::get);
	assert_eq!(launch, Some(EARLIEST_LAUNCH));
}

#[test]
#[should_panic(expected = "the earliest launch")]
fn a_launch_before_the_earliest_does_not_build() {
	let mut genesis = genesis_json(DEVELOPMENT);
	merge(&mut genesis, json!({ "emission": { "launch": EARLIEST_LAUNCH - 1 } }));
	let _ = build_genesis(&genesis);
}

#[test]
fn accounts_for_development_that_the_balances_pallet_would_make_are_refused() {
	for preset in [DEVELOPMENT, STAGING] {
		let mut genesis = genesis_json(preset);
		let accounts = json!({ "balances": { "devAccounts": [1, 1_000_000_000_000u64, null] } });
		merge(&mut genesis, accounts);
		let error = build_genesis(&genesis).expect_err("it is refused");
		assert!(error.contains("devAccounts"), "{preset}: {error}");
	}
}
