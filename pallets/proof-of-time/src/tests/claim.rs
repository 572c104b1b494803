//! A claim ...

use crate::{mock::*, AnswerOutcome, Error, Event};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use jmt_primitives::{proof_of_time::WEIGHT_ONE, AccountId, Balance, DeviceId, KeyType};

fn claim(who: AccountId, devices: &[DeviceId]) -> sp_runtime::DispatchResult {
	let devices = BoundedVec::try_from(devices.to_vec()).unwrap();
	ProofOfTime::claim(RuntimeOrigin::signed(who), devices)
}

/// Answers rounds in a row with each device.
fn mine_for(devices: &[&Signer], rounds: u64) {
	for round in FIRST_ROUND..=FIRST_ROUND + rounds {
		run_to_round(round);
		devices.iter().for_each(|device| device.answer().unwrap());
	}
}

fn pot_balance() -> Balance {
	Balances::free_balance(ProofOfTime::reward_pot())
}

#[test]
fn it_pays_the_owner_of_many_devices() {
	ExtBuilder::default().build_and_execute(|| {
		let (a, b, idle) = (register(1), register(2), register(3));
		mine_for(&[&a, &b], 3);
		let before = Balances::free_balance(owner());
		assert_eq!(pot_balance(), 6 * A_ROUND + ED);
		assert_ok!(claim(owner(), &[a.id(), b.id(), idle.id()]));
		assert_eq!(Balances::free_balance(owner()), before + 6 * A_ROUND);
		assert_eq!(pot_balance(), ED);
		assert_eq!((ledger().paid, ledger().pending()), (6 * A_ROUND, ED));
		assert_eq!(
			last_event(),
			Event::RewardsClaimed { owner: owner(), amount: 6 * A_ROUND, devices: 2 }
		);
		assert_eq!(ProofOfTime::pending(a.id()), 0);
	});
}

#[test]
fn it_pays_a_device_named_twice_once() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		mine_for(&[&device], 2);
		let before = Balances::free_balance(owner());
		assert_ok!(claim(owner(), &[device.id(); 3]));
		assert_eq!(Balances::free_balance(owner()), before + 2 * A_ROUND);
		assert_eq!(
			last_event(),
			Event::RewardsClaimed { owner: owner(), amount: 2 * A_ROUND, devices: 1 }
		);
	});
}

#[test]
fn it_leaves_the_open_interval_alone() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		mine_for(&[&device], 1);
		run_to_round(FIRST_ROUND + 2);
		assert_ok!(claim(owner(), &[device.id()]));
		assert_eq!(device.miner().earned, 0);
		device.answer().unwrap();
		assert_eq!(device.miner().earned, A_ROUND);
	});
}

#[test]
fn it_pays_what_was_earned_however_long_ago() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		mine_for(&[&device], 1);
		run_to_round(FIRST_ROUND + u64::from(ROUNDS_PER_DAY * (HORIZON + 5)));
		assert_ok!(claim(owner(), &[device.id()]));
		assert_eq!(ledger().paid, A_ROUND);
	});
}

#[test]
fn it_pays_a_paused_device() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		mine_for(&[&device], 1);
		pause(&device.id());
		assert_ok!(claim(owner(), &[device.id()]));
	});
}

mod reject {
	use super::*;
	use sp_runtime::TokenError;

	#[test]
	fn it_names_a_device_of_somebody_else() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			let foreign = Signer::new(KeyType::Ed25519, 2);
			enrol(foreign.public(), stranger());
			mine_for(&[&device, &foreign], 1);
			assert_noop!(claim(stranger(), &[device.id()]), Error::<Test>::NotOwner);
			assert_noop!(claim(owner(), &[device.id(), foreign.id()]), Error::<Test>::NotOwner);
		});
	}

	#[test]
	fn it_names_a_device_that_is_not_registered() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			mine_for(&[&device], 1);
			let unknown = Signer::new(KeyType::Ed25519, 2).id();
			assert_noop!(claim(owner(), &[device.id(), unknown]), Error::<Test>::NotOwner);
		});
	}

	#[test]
	fn it_names_nothing_that_has_earned() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			assert_noop!(claim(owner(), &[]), Error::<Test>::NothingToClaim);
			assert_noop!(claim(owner(), &[device.id()]), Error::<Test>::NothingToClaim);
			run_to_round(FIRST_ROUND);
			device.answer().unwrap();
			assert_noop!(claim(owner(), &[device.id()]), Error::<Test>::NothingToClaim);
		});
	}

	#[test]
	fn it_cannot_be_paid_to_an_account_that_would_not_live() {
		ExtBuilder::default().build_and_execute(|| {
			let device = Signer::new(KeyType::Ed25519, 1);
			enrol(device.public(), nobody());
			mine_for(&[&device], 1);
			const { assert!(A_ROUND < ED) };
			assert_noop!(claim(nobody(), &[device.id()]), TokenError::BelowMinimum);
			assert_eq!(device.miner().earned, A_ROUND);
		});
	}

	#[test]
	fn it_is_not_signed() {
		ExtBuilder::default().build_and_execute(|| {
			assert_noop!(
				ProofOfTime::claim(RuntimeOrigin::root(), BoundedVec::default()),
				sp_runtime::DispatchError::BadOrigin
			);
		});
	}
}

#[test]
fn it_leaves_what_does_not_divide_in_the_pot() {
	ExtBuilder::default().available(ED + 100).build_and_execute(|| {
		let devices = [register(1), register(2), register(3)];
		run_to_round(FIRST_ROUND);
		devices.iter().for_each(|device| device.answer().unwrap());
		run_to_round(FIRST_ROUND + 1);
		for device in &devices {
			device.answer().unwrap();
			assert!(matches!(
				last_event(),
				Event::Answered { outcome: AnswerOutcome::Earned { amount: 33 }, .. }
			));
		}
		let ids = devices.each_ref().map(|device| device.id());
		assert_ok!(claim(owner(), &ids));
		assert_eq!(ledger().pending(), ED + 1);
		assert_eq!(ledger().weight, 3 * u128::from(WEIGHT_ONE));
	});
}
