//! A device's status ...

use crate::{mock::*, Miss};
use frame_support::assert_ok;
use jmt_primitives::{
	proof_of_time::{DrawInfo, MiningReport, MiningStatus, WEIGHT_ONE},
	DeviceId, KeyType,
};

fn report(device: &Signer) -> MiningReport {
	ProofOfTime::mining_report(device.id())
}

#[test]
fn it_is_that_of_a_device_that_is_not_registered() {
	ExtBuilder::default().build_and_execute(|| {
		let report = ProofOfTime::mining_report(DeviceId::default());
		assert_eq!((report.status, report.owner), (MiningStatus::NotRegistered, None));
	});
}

#[test]
fn it_waits_for_the_next_days_seed_and_then_for_an_answer() {
	ExtBuilder::default().build_and_execute(|| {
		let early = register(1);
		assert_eq!(report(&early).status, MiningStatus::Waiting);
		run_to_round(FIRST_ROUND);
		let late = register(2);
		assert_eq!(report(&early).status, MiningStatus::NeverAnswered);
		assert_eq!(report(&early).bucket, Some(0));
		assert_eq!((report(&late).status, report(&late).bucket), (MiningStatus::Waiting, None));
		pause(&early.id());
		assert_eq!(report(&early).status, MiningStatus::Inactive);
	});
}

#[test]
fn it_follows_a_device_from_mining_over_a_miss_to_silence() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		for round in 0..2 {
			run_to_round(FIRST_ROUND + round);
			device.answer().unwrap();
		}
		run_to_round(FIRST_ROUND + 2);
		let paid_until = Some((first_slot(FIRST_ROUND + 1) - 1) * SLOT_MS);
		let mining = MiningReport {
			status: MiningStatus::Mining,
			owner: Some(owner()),
			last_round: Some(FIRST_ROUND + 1),
			paid_until,
			missed_round: None,
			earned: A_ROUND,
			open: A_ROUND,
			weight: WEIGHT_ONE,
			bucket: Some(0),
		};
		assert_eq!(report(&device), mining);
		run_to_round(FIRST_ROUND + 4);
		let missed = MiningReport {
			status: MiningStatus::Missed,
			missed_round: Some(FIRST_ROUND + 2),
			open: 0,
			..mining
		};
		assert_eq!(report(&device), missed);
		assert!(missed.explain(|at| at.to_string()).contains("no answer in round 42"));
		let reporter = RuntimeOrigin::signed(stranger());
		let miss = Miss::Round(FIRST_ROUND + 3);
		assert_ok!(ProofOfTime::report_silent(reporter, device.id(), miss));
		let silent = MiningReport { status: MiningStatus::Silent, weight: 0, ..missed };
		assert_eq!(report(&device), silent);
		assert_eq!(ProofOfTime::pending_of(vec![device.id(), DeviceId::default()]), [A_ROUND, 0]);
	});
}

#[test]
fn it_says_when_the_absence_is_beyond_the_horizon() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		run_to_round(FIRST_ROUND + u64::from(ROUNDS_PER_DAY * (HORIZON + 1)));
		assert_eq!(report(&device).status, MiningStatus::Missed);
		assert_eq!(report(&device).missed_round, None);
	});
}

#[test]
fn it_comes_with_the_draw_that_a_device_has_to_answer() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(ProofOfTime::current_draw(), None);
		run_to_round(FIRST_ROUND);
		let current = crate::CurrentDraw::<Test>::get().unwrap();
		assert_eq!(
			ProofOfTime::current_draw(),
			Some(DrawInfo {
				draw: current.draw,
				drawn_in: 1,
				last_slot: FIRST_SLOT + u64::from(WINDOW_SLOTS),
				seed: today().seed,
				buckets: 1,
			})
		);
		assert_eq!(ProofOfTime::pending(Signer::new(KeyType::P256, 9).id()), 0);
	});
}
