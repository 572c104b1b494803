//! The report of the supply. "It ..."

use crate::{mock::*, Pallet};
use frame_support::assert_ok;
use jmt_primitives::{
	supply::{Pot, PotBalances, Stream, SupplyReport, DAILY_RELEASE, TOTAL_SUPPLY},
	time::DAY_MS,
	JMT,
};
use sp_runtime::Perbill;

#[test]
fn says_where_everything_is() {
	ExtBuilder::default().allocate(Pot::Foundation, account(1), 1_000 * JMT).build_and_execute(
		|| {
			set_time(LAUNCH + 2 * DAY_MS + DAY_MS / 4);
			assert_ok!(withdraw(500 * JMT));
			assert_ok!(give_back(200 * JMT));
			let expected = SupplyReport {
				at: LAUNCH + 2 * DAY_MS + DAY_MS / 4,
				launch: Some(LAUNCH),
				total: TOTAL_SUPPLY,
				pots: PotBalances {
					mining: 14_999_999_700 * JMT,
					ecosystem: 15_000_000_000 * JMT,
					foundation: 14_999_999_000 * JMT,
					team: 5_000_000_000 * JMT,
					rewards: 0,
					staking_rewards: 0,
				},
				elsewhere: 1_300 * JMT,
				released: 9_225_000 * JMT,
				released_today: DAILY_RELEASE / 4,
				device_stream: 5_535_000 * JMT,
				device_withdrawn: 300 * JMT,
			};
			assert_eq!(Pallet::<Test>::supply(), expected);
		},
	);
}

#[test]
fn releases_nothing_before_launch() {
	ExtBuilder::default().not_launched().build_and_execute(|| {
		let report = Pallet::<Test>::supply();
		assert_eq!((report.at, report.launch), (0, None));
		assert_eq!((report.released, report.released_today, report.device_stream), (0, 0, 0));
		assert_eq!(report.elsewhere, 0);
	});
}

#[test]
fn answers_what_views_ask() {
	ExtBuilder::default().build_and_execute(|| {
		set_time(LAUNCH + DAY_MS);
		assert_eq!(Pallet::<Test>::pot_account(Pot::Mining), pot(Pot::Mining));
		assert_eq!(Pallet::<Test>::released_by(LAUNCH + 2 * DAY_MS), 2 * DAILY_RELEASE);
		let devices = Stream::Devices;
		assert_eq!(Pallet::<Test>::available(devices), available());
		let streams = Pallet::<Test>::streams();
		let credits: Vec<_> =
			streams.iter().map(|status| (status.stream, status.credited)).collect();
		let of = |tenths| DAILY_RELEASE / 10 * tenths;
		let expected = [(devices, of(6)), (Stream::Validators, of(3)), (Stream::Gateways, of(1))];
		assert_eq!(credits, expected);
		assert_eq!(
			streams.iter().map(|status| status.share).collect::<Vec<_>>(),
			[Perbill::from_percent(60), Perbill::from_percent(30), Perbill::from_percent(10),]
		);
		let balances = Pot::ALL.map(|each| (each, pot(each), each.genesis_balance()));
		assert_eq!(Pallet::<Test>::pots(), balances.to_vec());
	});
}
