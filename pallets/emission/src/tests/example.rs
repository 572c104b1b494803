//! A worked example: the first days of the release, and who lives on its streams: Alice's device, a validator.

use crate::{mock::*, DeviceStream, Error, Launch, ValidatorStream};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	supply::{RewardStream, Stream},
	time::DAY_MS,
	JMT,
};
use sp_runtime::Perbill;

#[test]
fn a_day_of_release_pays_alices_device_and_a_validator() {
	ExtBuilder::default().not_launched().build_and_execute(|| {
		let (alice, validator) = (account(1), account(2));

		// The timestamp of the first block launches the release.
		set_time(LAUNCH);
		assert_eq!(Launch::<Test>::get(), Some(LAUNCH));

		// A day later 4.1 million JMT are released: 60 % for devices, 30 % for validators, 10 % for gateways.
		// They still lie in the mining pot, and no block had to do anything for it.
		set_time(LAUNCH + DAY_MS);
		assert_eq!(Emission::released_by(LAUNCH + DAY_MS), 4_100_000 * JMT);
		assert_eq!(Stream::ALL.map(credited), [2_460_000 * JMT, 1_230_000 * JMT, 410_000 * JMT]);

		// Proof of time withdraws 10 JMT for Alice's device. On the chain they wait in the reward pot first.
		assert_ok!(DeviceStream::<Test>::withdraw(&alice, 10 * JMT));
		assert_eq!(Balances::free_balance(&alice), 10 * JMT);

		// An era's pay takes the whole stream of the validators. Not a planck more: the rest is not theirs.
		assert_ok!(ValidatorStream::<Test>::withdraw(&validator, 1_230_000 * JMT));
		assert_noop!(
			ValidatorStream::<Test>::withdraw(&validator, 1),
			Error::<Test>::StreamExhausted
		);

		// The device misses a draw and forfeits 4 JMT. They go back to its stream, and within a day they are
		// available again, beside that day's release.
		assert_ok!(DeviceStream::<Test>::give_back(&alice, 4 * JMT));
		set_time(LAUNCH + 2 * DAY_MS);
		assert_eq!(available(), (2 * 2_460_000 - 6) * JMT);

		// The holders decide that devices get 70 % from now on. The days before stay divided as they were.
		assert_ok!(divide(shares(Perbill::from_percent(70))));
		set_time(LAUNCH + 3 * DAY_MS);
		assert_eq!(credited(Stream::Devices), (2 * 2_460_000 + 2_870_000) * JMT);
	});
}
