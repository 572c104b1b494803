//! The checks of the laws: each finds a breach of its law.

use crate::{mock::*, *};
use frame_support::{
	assert_ok,
	storage::{storage_prefix, unhashed},
	traits::{
		fungible::{Inspect, MutateHold},
		tokens::{Fortitude, Precision, Preservation},
	},
};
use jmt_primitives::{time::DAY_MS, Hash, Invariants, JMT};

/// The transfer, the announced airdrop, the running one and the one being swept.
const TRANSFER: u32 = 0;
const ANNOUNCED: u32 = 1;
const RUNNING: u32 = 2;
const SWEPT: u32 = 3;

/// Breaks a law by `fault` on a chain with one of everything, and expects `complaint`.
fn finds(complaint: &'static str, fault: impl FnOnce()) {
	ExtBuilder.build().execute_with(|| {
		let late = NOW + WINDOW + 20 * DAY_MS;
		announce_transfer(account(1), 10 * JMT);
		List::new(PURPOSE, late, vec![(account(1), JMT)]).announce();
		let running = List::new(Hash::zero(), late, vec![(account(1), JMT), (account(2), JMT)]);
		running.announce();
		let entries = (0..2_000).map(|_| (account(3), JMT)).collect();
		let swept = List::new(PURPOSE, NOW + WINDOW + DAY_MS, entries);
		swept.announce();
		pass_window();
		assert_ok!(Foundation::execute(by(stranger()), RUNNING));
		assert_ok!(Foundation::execute(by(stranger()), SWEPT));
		assert_ok!(running.claim(RUNNING, 0));
		assert_ok!(swept.claim(SWEPT, 0));
		assert_ok!(swept.claim(SWEPT, 1_999));
		set_time(swept.until);
		assert_ok!(Foundation::sweep(by(stranger()), SWEPT));
		assert_ok!(Foundation::check());
		fault();
		assert_eq!(Foundation::check(), Err(complaint.into()));
	});
}

fn change(id: u32, how: impl FnOnce(&mut Airdrop)) {
	Airdrops::<Test>::mutate(id, |airdrop| how(airdrop.as_mut().unwrap()));
}

#[test]
fn it_finds_less_on_hold_than_is_announced() {
	finds("foundation: what is announced is not what is on hold", || {
		let reason = HoldReason::Announced.into();
		assert_ok!(Balances::release(&reason, &pot(), 1, Precision::Exact));
	});
}

#[test]
fn it_finds_more_on_hold_than_is_announced() {
	finds("foundation: what is announced is not what is on hold", || {
		assert_ok!(Balances::hold(&HoldReason::Announced.into(), &pot(), 1));
	});
}

#[test]
fn it_finds_another_hold_than_airdrops_have_left() {
	finds("foundation: what airdrops have left is not what is on hold", || {
		change(RUNNING, |airdrop| airdrop.claimed += 1);
	});
}

#[test]
fn it_finds_more_paid_than_the_total() {
	finds("foundation: an airdrop has paid more than its total", || {
		change(RUNNING, |airdrop| airdrop.claimed = airdrop.total + 1);
	});
}

#[test]
fn it_finds_a_wrong_counter() {
	finds("foundation: the open announcements are miscounted", || {
		let key = storage_prefix(b"Foundation", b"CounterForAnnouncements");
		unhashed::put(&key, &1u32);
	});
}

#[test]
fn it_finds_too_many_open() {
	finds("foundation: more announcements are open than are allowed", || {
		// Two are open; what is added costs a planck each.
		for id in 10..10 + MAX_OPEN - 1 {
			let mut open = announcement(TRANSFER);
			open.spending = Spending::Transfer { to: account(1), amount: 1 };
			Announcements::<Test>::insert(id, open);
			assert_ok!(Balances::hold(&HoldReason::Announced.into(), &pot(), 1));
		}
	});
}

#[test]
fn it_finds_claims_without_a_flag() {
	finds("foundation: the claims of an airdrop are miscounted", || {
		change(RUNNING, |airdrop| airdrop.claims = 2);
	});
}

#[test]
fn it_finds_more_claims_than_entries() {
	finds("foundation: more was claimed than the list has entries", || {
		change(RUNNING, |airdrop| airdrop.leaves = 0);
	});
}

#[test]
fn it_finds_a_claim_beyond_the_list() {
	finds("foundation: an entry beyond the list was claimed", || {
		Claimed::<Test>::mutate(RUNNING, 0, |flags| {
			*flags = Flags::default();
			flags.set(2);
		});
	});
}

#[test]
fn it_finds_flags_of_nothing() {
	let mut flags = Flags::default();
	flags.set(0);
	let insert = |id, chunk| move || Claimed::<Test>::insert(id, chunk, flags);
	let complaint = "foundation: flags belong to no airdrop";
	finds(complaint, insert(77, 0));
	finds(complaint, insert(TRANSFER, 0));
	// Behind the sweep, and beyond the list.
	finds(complaint, insert(SWEPT, 1));
	finds(complaint, insert(SWEPT, 4));
}

#[test]
fn it_finds_a_chunk_without_a_flag() {
	finds("foundation: a chunk without a flag is stored", || {
		Claimed::<Test>::insert(SWEPT, 2, Flags::default());
	});
}

#[test]
fn it_finds_a_finished_sweep() {
	finds("foundation: a finished sweep is stored", || {
		Claimed::<Test>::remove(SWEPT, 3);
		Sweeps::<Test>::insert(SWEPT, Sweep { next: 4, chunks: 4 });
	});
}

#[test]
fn it_finds_an_id_that_was_not_given_yet() {
	finds("foundation: an id is not below the next one", || NextId::<Test>::put(SWEPT));
}

#[test]
fn it_finds_an_id_with_two_meanings() {
	finds("foundation: an id stands for two things", || {
		Sweeps::<Test>::insert(TRANSFER, Sweep { next: 0, chunks: 1 });
	});
}

#[test]
fn it_finds_a_list_of_nothing_and_a_list_that_is_free() {
	let complaint = "foundation: the lists are not those of the airdrops";
	finds(complaint, || Lists::<Test>::insert(Hash::repeat_byte(9), SWEPT));
	finds(complaint, || {
		Lists::<Test>::remove(announcement(ANNOUNCED).spending.list().unwrap());
	});
	finds(complaint, || Lists::<Test>::insert(airdrop(RUNNING).root, ANNOUNCED));
}

#[test]
fn it_finds_a_pot_that_was_emptied() {
	finds("foundation: the pot has less than the existential deposit", || {
		let all = Balances::balance(&pot());
		// As a provider stands behind the pot, balances themselves would let this pass.
		let liquid = Balances::reducible_balance(&pot(), Preservation::Protect, Fortitude::Polite);
		assert_eq!(liquid, all);
		let reason = HoldReason::Announced.into();
		assert_ok!(Balances::hold(&reason, &pot(), all));
		Announcements::<Test>::mutate(TRANSFER, |open| {
			open.as_mut().unwrap().spending =
				Spending::Transfer { to: account(1), amount: 10 * JMT + all };
		});
	});
}
