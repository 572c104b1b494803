//! Dividing the release among the streams. "It ..."

use crate::{mock::*, schedule, Error, Event, Pallet};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	supply::{Stream, StreamShares, DAILY_RELEASE},
	time::DAY_MS,
	Balance, Invariants,
};
use proptest::{collection::vec, prelude::*};
use sp_runtime::{DispatchError, Perbill};

/// Shares of `devices` and `validators` billionths, and the rest for gateways.
fn of_parts(devices: u32, validators: u32) -> StreamShares {
	let gateways = 1_000_000_000 - devices - validators;
	StreamShares {
		devices: Perbill::from_parts(devices),
		validators: Perbill::from_parts(validators),
		gateways: Perbill::from_parts(gateways),
	}
}

/// Each stream's credit until now.
fn credits() -> [Balance; 3] {
	Stream::ALL.map(credited)
}

#[test]
fn divides_what_is_released_from_then_on() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(LAUNCH + 10 * DAY_MS);
		let ten = 10 * DAILY_RELEASE;
		assert_eq!(credits(), [ten / 10 * 6, ten / 10 * 3, ten / 10]);
		let shares = of_parts(500_000_000, 0);
		assert_ok!(divide(shares));
		assert_eq!(credits(), [ten / 10 * 6, ten / 10 * 3, ten / 10], "nothing backwards");
		let (at, released) = (LAUNCH + 10 * DAY_MS, ten);
		assert_eq!(emission_events(), vec![Event::SharesSet { shares, at, released }]);

		set_time(LAUNCH + 11 * DAY_MS);
		let day = DAILY_RELEASE;
		assert_eq!(credits(), [ten / 10 * 6 + day / 2, ten / 10 * 3, ten / 10 + day / 2]);
	});
}

#[test]
fn leaves_what_was_not_drawn_with_its_stream() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(LAUNCH + DAY_MS);
		let (before, devices) = (credited(Stream::Gateways), available());
		assert_ok!(divide(shares(Perbill::one())));
		set_time(LAUNCH + 2 * DAY_MS);
		assert_eq!(Pallet::<Test>::available_from(Stream::Gateways), before);
		assert_eq!(available(), devices + DAILY_RELEASE);
	});
}

#[test]
fn divides_from_launch_on_when_set_before_it() {
	ExtBuilder::default().not_launched().build_and_execute(|| {
		assert_ok!(divide(shares(Perbill::zero())));
		set_time(LAUNCH);
		set_time(LAUNCH + DAY_MS);
		assert_eq!(credits(), [0, DAILY_RELEASE, 0]);
	});
}

#[test]
fn credits_a_clock_that_went_back_with_nothing_anew() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(LAUNCH + 10 * DAY_MS);
		assert_ok!(divide(shares(Perbill::one())));
		let before = credits();
		set_time(LAUNCH + DAY_MS);
		assert_eq!(credits(), before);
		assert_ok!(divide(shares(Perbill::zero())));
		assert_eq!(credits(), before);
		set_time(LAUNCH + 10 * DAY_MS);
		assert_eq!(credits(), before, "what was released once is not divided again");
	});
}

#[test]
fn ends_with_all_of_the_mining_pot_credited() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(LAUNCH + schedule::LAST_DAY * DAY_MS);
		assert_eq!(credits().iter().sum::<Balance>(), schedule::ALL_RELEASED);
	});
}

mod reject {
	use super::*;

	#[test]
	fn shares_that_do_not_sum_to_one() {
		ExtBuilder::default().build_and_execute(|| {
			let one = of_parts(1_000_000_000, 0);
			let less = StreamShares { devices: Perbill::from_parts(999_999_999), ..one };
			let more = StreamShares { gateways: Perbill::from_parts(1), ..one };
			let thrice = StreamShares {
				devices: Perbill::one(),
				validators: Perbill::one(),
				gateways: Perbill::one(),
			};
			let none = StreamShares { devices: Perbill::zero(), ..one };
			for wrong in [less, more, thrice, none] {
				assert_noop!(divide(wrong), Error::<Test>::SharesNotOne);
			}
			assert_ok!(divide(one));
		});
	}

	#[test]
	fn a_stranger() {
		ExtBuilder::default().build_and_execute(|| {
			for origin in [RuntimeOrigin::signed(account(1)), RuntimeOrigin::none()] {
				let shares = of_parts(1_000_000_000, 0);
				assert_noop!(Emission::set_shares(origin, shares), DispatchError::BadOrigin);
			}
		});
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn adds_up_to_the_release_at_any_time(
		changes in vec((prop_oneof![1..1_000u64, 1..400 * DAY_MS], 0..=1_000_000_000u32, any::<u32>()), 1..40),
	) {
		ExtBuilder::default().build_and_execute(|| {
			let mut now = LAUNCH;
			let mut before = [0; 3];
			for (wait, devices, validators) in changes {
				for at in [now + 1, now + wait.div_ceil(2), now + wait] {
					set_time(at);
					let credits = credits();
					assert_eq!(credits.iter().sum::<Balance>(), schedule::released(LAUNCH, at));
					for (credit, before) in credits.iter().zip(before) {
						assert!(*credit >= before, "a credit never falls");
					}
					before = credits;
				}
				now += wait;
				let validators = validators % (1_000_000_001 - devices);
				assert_ok!(divide(of_parts(devices, validators)));
				assert_eq!(credits(), before, "a change moves nothing");
				assert_ok!(Pallet::<Test>::check());
			}
		});
	}
}
