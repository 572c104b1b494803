//! A device that leaves ...

use crate::{mock::*, Event, Miners, WeightInfo};
use jmt_primitives::{devices::DeviceHook, KeyType};

#[test]
fn it_is_paid_what_it_earned_and_forfeits_the_open_interval() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		for round in 0..3 {
			run_to_round(FIRST_ROUND + round);
			device.answer().unwrap();
		}
		run_to(first_slot(FIRST_ROUND + 3));
		let before = Balances::free_balance(owner());
		remove(&device.id());
		assert_eq!(Balances::free_balance(owner()), before + 2 * A_ROUND);
		assert_eq!(
			last_event(),
			Event::DeviceLeft {
				device: device.id(),
				owner: owner(),
				paid: 2 * A_ROUND,
				forfeited: A_ROUND,
			}
		);
		let books = ledger();
		assert_eq!((books.paid, books.forfeited, books.pending()), (2 * A_ROUND, A_ROUND, ED));
		assert_eq!((books.weight, books.mining_devices), (0, 0));
		assert!(!Miners::<Test>::contains_key(device.id()));
	});
}

#[test]
fn it_leaves_no_trace_when_it_never_answered() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		System::reset_events();
		remove(&device.id());
		assert_eq!(events(), vec![]);
	});
}

#[test]
fn it_forfeits_what_cannot_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let device = Signer::new(KeyType::Ed25519, 1);
		enrol(device.public(), nobody());
		for round in 0..2 {
			run_to_round(FIRST_ROUND + round);
			device.answer().unwrap();
		}
		remove(&device.id());
		assert_eq!(Balances::free_balance(nobody()), 0);
		assert_eq!((ledger().paid, ledger().forfeited), (0, A_ROUND));
	});
}

#[test]
fn it_does_not_take_the_weight_of_others() {
	ExtBuilder::default().build_and_execute(|| {
		let (leaves, stays) = (register(1), register(2));
		run_to_round(FIRST_ROUND);
		leaves.answer().unwrap();
		stays.answer().unwrap();
		remove(&leaves.id());
		assert_eq!(ledger().weight, stays.miner().weight.into());
		run_to_round(FIRST_ROUND + 1);
		stays.answer().unwrap();
		assert_eq!(stays.miner().earned, A_ROUND);
	});
}

#[test]
fn it_counts_again_from_the_day_after_it_registers_anew() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		remove(&device.id());
		enrol(device.public(), stranger());
		run_to_round(FIRST_ROUND + 1);
		assert!(device.answer().is_err());
		run_to_round(FIRST_ROUND + u64::from(ROUNDS_PER_DAY));
		device.answer().unwrap();
		assert_eq!(device.miner().earned, 0);
	});
}

#[test]
fn it_weighs_what_the_benchmark_says() {
	assert_eq!(<ProofOfTime as DeviceHook>::on_leave_weight(), <() as WeightInfo>::on_leave());
	// And a change as much as the costlier one.
	let changes = [<() as WeightInfo>::on_lose_unit(), <() as WeightInfo>::on_new_owner()];
	let told = <ProofOfTime as DeviceHook>::on_change_weight();
	assert!(changes.iter().all(|change| change.all_lte(told)));
}
