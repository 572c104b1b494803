//! Devices that leave the registry, or get another owner.

use crate::{mock::*, AllWorkers, HoldReason, Totals, Workers};
use frame_support::assert_ok;
use jmt_primitives::{
	devices::{DeviceChange, DeviceHook, DeviceStanding},
	tasks::{Stage, Verdict, STAKE_NOTICE_MS},
	KeyType,
};

#[test]
fn a_free_workers_stake_goes_back() {
	for given in [false, true] {
		ExtBuilder.build_and_execute(|| {
			let hand = enrolled(0..1, 5).remove(0);
			match given {
				true => give(&hand.id(), &stranger()),
				false => remove(&hand.id()),
			}
			assert_eq!(free(&hand.owner), WEALTH);
			assert_eq!(Workers::<Test>::iter().count(), 0);
			assert_eq!(Totals::<Test>::get(), AllWorkers::default());
		});
	}
}

#[test]
fn other_changes_leave_it() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		let before = hand.worker();
		let active = DeviceChange::Standing(DeviceStanding::Active);
		for what in [DeviceChange::Key, DeviceChange::Unit, active] {
			Tasks::on_change(&hand.id(), &hand.owner, what);
		}
		assert_eq!(hand.worker(), before);
	});
}

#[test]
fn a_device_that_is_no_worker_changes_nothing() {
	ExtBuilder.build_and_execute(|| {
		let hand = Hand::new(0);
		hand.register();
		remove(&hand.id());
		assert_eq!(Totals::<Test>::get(), AllWorkers::default());
	});
}

/// A device that leaves in each stage and comes back at once under another owner: the one who staked answers, and is paid.
#[test]
fn it_answers_for_its_slots_in_every_stage() {
	for when in 0..4 {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..3, 5);
			let [a, b, c] = &hands[..] else { panic!("three") };
			let flee = |at: u8| {
				if when == at {
					remove(&a.id());
					register(a.public(), stranger());
					let thief = Hand::of(0, stranger(), KeyType::Ed25519);
					assert!(thief.enrol(1).is_err());
				}
			};
			let id = opened(terms(TWO_OF_THREE));
			all_claim(id, &[a, b, c]);
			flee(0);
			close_claims(id);
			flee(1);
			all_commit(id, &[(a, right()), (b, right()), (c, right())]);
			flee(2);
			all_reveal(id, &[(a, right())]);
			flee(3);
			all_reveal(id, &[(b, right()), (c, right())]);
			assert_eq!(stage(id), Stage::Ended(Verdict::Done));
			assert_eq!(wealth(&a.owner), WEALTH + NET);
			assert_eq!(held(HoldReason::Stake, &a.owner), 50 * jmt_primitives::JMT);
			// Then it is free: the next owner takes its place.
			set_time(now() + STAKE_NOTICE_MS);
			let next = Hand::of(0, stranger(), KeyType::Ed25519);
			assert_ok!(next.enrol(1));
			assert_eq!(held(HoldReason::Stake, &a.owner), 0);
		});
	}
}
