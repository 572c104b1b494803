//! The migration to version 3 ...

use crate::{
	migrations::v3::{before, DrawBefore, LedgerBefore, ToV3},
	mock::*,
	AnswerOutcome, Books, CurrentDraw, Event, Groups, Ledger, Miners, Miss, OpenDraw, Shares,
	Stakes,
};
use frame_support::{
	assert_ok,
	storage::unhashed,
	traits::{GetStorageVersion, OnRuntimeUpgrade, StorageVersion},
};
use jmt_primitives::proof_of_time::Class;

/// The books as version 2 had them.
fn as_before(ledger: Ledger) -> LedgerBefore {
	LedgerBefore {
		withdrawn: ledger.withdrawn,
		paid: ledger.paid,
		forfeited: ledger.forfeited,
		to_return: ledger.to_return,
		reserve: ledger.reserve,
		weight: ledger.weight,
		mining_devices: ledger.mining_devices,
		accumulator: ledger.accumulator,
		remainder: ledger.remainder,
		accrued_at: ledger.accrued_at,
	}
}

/// Three devices, one of which was reported silent, and something of all that the books count.
fn fleet() -> [Signer; 3] {
	let devices = [register(1), register(2), register(3)];
	run_to_round(FIRST_ROUND);
	devices.iter().for_each(|device| device.answer().unwrap());
	for round in 1..4 {
		run_to_round(FIRST_ROUND + round);
		devices[..2].iter().for_each(|device| device.answer().unwrap());
	}
	let (miss, who) = (Miss::Round(FIRST_ROUND + 1), RuntimeOrigin::signed(stranger()));
	assert_ok!(ProofOfTime::report_silent(who, devices[2].id(), miss));
	let claimed = vec![devices[0].id()].try_into().unwrap();
	assert_ok!(ProofOfTime::claim(RuntimeOrigin::signed(owner()), claimed));
	devices
}

/// The state as version 2 had it.
fn go_back() {
	let ledger = ledger();
	assert_eq!(proven(), Ledger { accrued_at: ledger.accrued_at, ..Default::default() });
	Class::ALL.into_iter().for_each(Books::<Test>::remove);
	before::Books::<Test>::put(as_before(ledger));
	let OpenDraw { draw, drawn_in, last_slot, at, seed, buckets, seeded_in, .. } =
		CurrentDraw::<Test>::get().unwrap();
	let before = DrawBefore { draw, drawn_in, last_slot, at, seed, buckets, seeded_in };
	unhashed::put(&CurrentDraw::<Test>::hashed_key(), &before);
	StorageVersion::new(2).put::<ProofOfTime>();
}

#[test]
fn it_makes_the_one_value_the_books_of_devices_without_a_unit() {
	ExtBuilder::default().build_and_execute(|| {
		fleet();
		let books = ledger();
		assert!(books.paid > 0 && books.forfeited > 0 && books.to_return > 0 && books.reserve > 0);
		assert_eq!(books.raw, books.weight);
		let records: Vec<_> = Miners::<Test>::iter().collect();
		let draw = CurrentDraw::<Test>::get();
		go_back();
		assert_eq!(ledger(), Ledger::default());
		assert_eq!(CurrentDraw::<Test>::get(), None);
		ToV3::<Test>::on_runtime_upgrade();
		assert_eq!(ledger(), books);
		assert_eq!(CurrentDraw::<Test>::get(), draw);
		// Only that, and nothing is left where it was.
		assert_eq!(Books::<Test>::iter().count(), 1);
		assert_eq!(unhashed::get_raw(&before::Books::<Test>::hashed_key()), None);
		assert_eq!(Miners::<Test>::iter().collect::<Vec<_>>(), records);
		assert_eq!(Shares::<Test>::iter().count(), 0);
		assert_eq!(Groups::<Test>::iter().count() + Stakes::<Test>::iter().count(), 0);
		assert_eq!(ProofOfTime::on_chain_storage_version(), StorageVersion::new(3));
	});
}

#[test]
fn it_pays_the_interval_that_it_came_into() {
	ExtBuilder::default().build_and_execute(|| {
		let [device, ..] = fleet();
		run_to_round(FIRST_ROUND + 4);
		// An upgrade in the window of a draw.
		go_back();
		ToV3::<Test>::on_runtime_upgrade();
		device.answer().unwrap();
		assert!(matches!(
			last_event(),
			Event::Answered { outcome: AnswerOutcome::Earned { amount: A_ROUND }, .. }
		));
	});
}

#[test]
fn it_runs_once() {
	ExtBuilder::default().build_and_execute(|| {
		fleet();
		go_back();
		ToV3::<Test>::on_runtime_upgrade();
		let books = ledger();
		// A value that stands there by then is none of it.
		before::Books::<Test>::put(LedgerBefore::default());
		ToV3::<Test>::on_runtime_upgrade();
		assert_eq!(ledger(), books);
		before::Books::<Test>::kill();
	});
}

#[test]
fn it_writes_no_books_where_there_were_none() {
	ExtBuilder::default().build_and_execute(|| {
		StorageVersion::new(2).put::<ProofOfTime>();
		ToV3::<Test>::on_runtime_upgrade();
		assert_eq!(Books::<Test>::iter().count(), 0);
	});
}

#[test]
fn it_removes_what_does_not_decode() {
	ExtBuilder::default().build_and_execute(|| {
		StorageVersion::new(2).put::<ProofOfTime>();
		let keys = [before::Books::<Test>::hashed_key(), CurrentDraw::<Test>::hashed_key()];
		keys.iter().for_each(|key| unhashed::put_raw(key, &[1]));
		ToV3::<Test>::on_runtime_upgrade();
		keys.iter().for_each(|key| assert_eq!(unhashed::get_raw(key), None));
		assert_eq!(Books::<Test>::iter().count(), 0);
	});
}
