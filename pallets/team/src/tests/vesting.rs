//! Vested amounts, as views and the runtime are told. "It ..."

use crate::{mock::*, Group, Pallet, VestingStatus};
use frame_support::assert_ok;
use jmt_primitives::{time::DAY_MS, JMT};
use sp_runtime::Perbill;

#[test]
fn vests_a_tenth_of_the_total_with_each_cliff() {
	ExtBuilder::default().build_and_execute(|| {
		for (tranches, year) in (1u128..).zip(1..=10) {
			let (before, at) = (cliff(year) - 1, cliff(year));
			assert_eq!(Pallet::<Test>::vested(before), (tranches - 1) * TRANCHE);
			assert_eq!(Pallet::<Test>::vested(at), tranches * TRANCHE);
			assert_eq!(Pallet::<Test>::vested_by(at), tranches * TRANCHE);
			assert_eq!(Pallet::<Test>::unvested(before), TOTAL - (tranches - 1) * TRANCHE);
			assert_eq!(Pallet::<Test>::unvested(at), TOTAL - tranches * TRANCHE);
		}
		assert_eq!(Pallet::<Test>::vested(u64::MAX), TOTAL);
		assert_eq!(Pallet::<Test>::unvested(u64::MAX), 0);
	});
}

#[test]
fn vests_nothing_before_launch() {
	ExtBuilder::default().launch(None).build_and_execute(|| {
		set_time(cliff(10));
		assert_eq!(Pallet::<Test>::vested_by(u64::MAX), 0);
		assert_eq!(Pallet::<Test>::unvested(u64::MAX), TOTAL);
		assert!(Pallet::<Test>::schedule().is_empty());
		let status = Pallet::<Test>::vesting(founder()).unwrap();
		assert_eq!((status.vested, status.claimable, status.next_at), (0, 0, None));
		assert_eq!(status.entitled, 2_000_000_000 * JMT);
	});
}

#[test]
fn vests_by_the_calendar_whether_claimed_or_not() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(3));
		assert_eq!(Pallet::<Test>::paid(), 0);
		assert_ok!(claim(founder()));
		assert_ok!(claim(supporter()));
		assert_eq!(Pallet::<Test>::paid(), 3 * TRANCHE / 2);
		assert_eq!(Pallet::<Test>::vested(cliff(3)), 3 * TRANCHE);
		assert_eq!(Pallet::<Test>::unvested(cliff(3)), 7 * TRANCHE);
	});
}

#[test]
fn shows_the_dates_of_the_cliffs() {
	ExtBuilder::default().build_and_execute(|| {
		let expected: Vec<_> = (1..=10).map(cliff).collect();
		assert_eq!(Pallet::<Test>::schedule(), expected);
	});
	ExtBuilder::default().launch(Some(LEAP_LAUNCH)).build_and_execute(|| {
		let expected = DAYS_TO_LEAP_CLIFFS.map(|days| LEAP_LAUNCH + days * DAY_MS);
		assert_eq!(Pallet::<Test>::schedule(), expected.to_vec());
	});
}

#[test]
fn shows_how_a_beneficiary_stands() {
	ExtBuilder::default().build_and_execute(|| {
		let mut expected = VestingStatus {
			share: Perbill::from_percent(20),
			group: Group::Advisor,
			entitled: 1_000_000_000 * JMT,
			vested: 0,
			paid: 0,
			claimable: 0,
			next_at: Some(cliff(1)),
		};
		let seen = || Pallet::<Test>::vesting(advisor()).unwrap();
		assert_eq!(seen(), expected);

		set_time(cliff(2) + 1);
		expected.vested = 200_000_000 * JMT;
		expected.claimable = 200_000_000 * JMT;
		expected.next_at = Some(cliff(3));
		assert_eq!(seen(), expected);

		assert_ok!(claim(advisor()));
		expected.paid = 200_000_000 * JMT;
		expected.claimable = 0;
		assert_eq!(seen(), expected);

		// A clock that went back.
		set_time(cliff(1) + 1);
		expected.vested = 100_000_000 * JMT;
		expected.next_at = Some(cliff(2));
		assert_eq!(seen(), expected);

		set_time(cliff(10));
		expected.vested = 1_000_000_000 * JMT;
		expected.claimable = 800_000_000 * JMT;
		expected.next_at = None;
		assert_eq!(seen(), expected);
	});
}

#[test]
fn shows_nothing_of_those_without_a_share() {
	ExtBuilder::default().build_and_execute(|| {
		for who in [stranger(), pot()] {
			assert_eq!(Pallet::<Test>::vesting(who), None);
		}
		assert_ok!(hand_over(founder(), stranger()));
		assert_eq!(Pallet::<Test>::vesting(founder()), None);
		assert!(Pallet::<Test>::vesting(stranger()).is_some());
	});
}

#[test]
fn offers_no_more_than_the_pot_can_give() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(cliff(10));
		for who in [founder(), engineer(), advisor()] {
			assert_ok!(claim(who));
		}
		let offered = || Pallet::<Test>::vesting(supporter()).unwrap().claimable;
		assert_eq!(offered(), 500_000_000 * JMT - EXISTENTIAL_DEPOSIT);
		assert_ok!(claim(supporter()));
		assert_eq!(offered(), 0);
		gift(7);
		assert_eq!(offered(), 7);
	});
}
