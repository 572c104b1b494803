//! A report of distrust ...

use crate::{mock::*, AnswerOutcome, Error, Event, Groups, Shares};
use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect};
use jmt_primitives::{proof_of_time::WEIGHT_ONE, units::UnitState};

fn report(device: &Signer) -> sp_runtime::DispatchResult {
	ProofOfTime::report_distrusted(RuntimeOrigin::signed(stranger()), device.id())
}

/// A device with a unit of root 4 that has earned a round and is in the next.
fn mining() -> Signer {
	let device = register(1);
	weigh(&device.id(), with_unit(WEIGHT_ONE, 4, WEIGHT_ONE, 1));
	for round in 0..2 {
		run_to_round(FIRST_ROUND + round);
		device.answer().unwrap();
	}
	run_to_round(FIRST_ROUND + 2);
	device
}

#[test]
fn it_takes_the_weight_out_for_a_flat_bounty() {
	ExtBuilder::default().build_and_execute(|| {
		let device = mining();
		set_unit(&device.id(), UnitState::Fell);
		let before = Balances::total_balance(&stranger());
		assert_ok!(report(&device));
		assert_eq!(Balances::total_balance(&stranger()), before + FLAT_BOUNTY);
		let forfeited = A_ROUND - FLAT_BOUNTY;
		assert_eq!(
			last_event(),
			Event::DistrustReported {
				device: device.id(),
				root: 4,
				reporter: stranger(),
				bounty: FLAT_BOUNTY,
				forfeited,
			}
		);
		assert_eq!((proven().weight, proven().raw, proven().mining_devices), (0, 0, 0));
		assert_eq!((proven().paid, proven().forfeited), (FLAT_BOUNTY, forfeited));
		assert_eq!(Groups::<Test>::iter().count() + Shares::<Test>::iter().count(), 0);
		assert_eq!((device.miner().weight, device.miner().earned), (0, A_ROUND));
		// It may go on as a key without a unit.
		device.answer().unwrap();
		assert!(matches!(last_event(), Event::Answered { outcome: AnswerOutcome::Started, .. }));
		assert_eq!(ledger().mining_devices, 1);
	});
}

#[test]
fn it_pays_no_more_than_is_forfeited() {
	ExtBuilder::default().build_and_execute(|| {
		Bounty::set(3 * A_ROUND);
		let device = mining();
		set_unit(&device.id(), UnitState::Fell);
		assert_ok!(report(&device));
		assert_eq!((proven().paid, proven().forfeited), (A_ROUND, 0));
	});
}

mod reject {
	use super::*;

	#[test]
	fn it_names_a_unit_that_counts_or_has_run_out() {
		ExtBuilder::default().build_and_execute(|| {
			let device = mining();
			assert_noop!(report(&device), Error::<Test>::StandsStill);
			set_unit(&device.id(), UnitState::Expired);
			assert_noop!(report(&device), Error::<Test>::StandsStill);
		});
	}

	#[test]
	fn it_names_a_device_without_a_unit() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			run_to_round(FIRST_ROUND);
			device.answer().unwrap();
			assert_noop!(report(&device), Error::<Test>::StandsStill);
		});
	}

	#[test]
	fn it_names_a_device_that_does_not_mine() {
		ExtBuilder::default().build_and_execute(|| {
			let device = mining();
			set_unit(&device.id(), UnitState::Fell);
			assert_noop!(report(&register(2)), Error::<Test>::NotMining);
			assert_ok!(report(&device));
			assert_noop!(report(&device), Error::<Test>::NotMining);
		});
	}

	#[test]
	fn it_is_not_signed() {
		ExtBuilder::default().build_and_execute(|| {
			let device = mining();
			set_unit(&device.id(), UnitState::Fell);
			for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
				assert_noop!(
					ProofOfTime::report_distrusted(origin, device.id()),
					sp_runtime::DispatchError::BadOrigin
				);
			}
		});
	}
}
