use crate::{mock::*, Announcement, Announcements, Error, Event, HoldReason, NextId, Spending};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{Balance, JMT};
use sp_runtime::{traits::BadOrigin, ArithmeticError};

#[test]
fn it_holds_the_amount_and_notes_everything() {
	ExtBuilder.build_and_execute(|| {
		let amount = 12_345 * JMT + 6;
		let spending = Spending::Transfer { to: account(1), amount };
		assert_ok!(Foundation::announce_transfer(by(council()), account(1), amount, PURPOSE));
		assert_eq!(
			announcement(0),
			Announcement {
				spending: spending.clone(),
				purpose: PURPOSE,
				announced_at: NOW,
				announced_in: BLOCK,
				executable_from: NOW + WINDOW,
				executable_from_block: BLOCK + WINDOW_BLOCKS,
				lapses_at: NOW + WINDOW + LAPSE,
			}
		);
		assert_eq!((held(HoldReason::Announced), free(&pot())), (amount, POT - amount));
		assert_eq!(held(HoldReason::Airdrop), 0);
		assert_eq!(free(&account(1)), 0);
		assert_eq!(
			foundation_events(),
			vec![Event::SpendingAnnounced {
				id: 0,
				spending,
				purpose: PURPOSE,
				executable_from: NOW + WINDOW,
				executable_from_block: BLOCK + WINDOW_BLOCKS,
				lapses_at: NOW + WINDOW + LAPSE,
			}]
		);
	});
}

#[test]
fn it_counts_ids_up_and_gives_none_twice() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(announce_transfer(account(1), JMT), 0);
		assert_eq!(announce_transfer(account(1), JMT), 1);
		assert_ok!(Foundation::veto(by(board()), 1));
		assert_eq!(announce_transfer(account(1), JMT), 2);
		assert_eq!(held(HoldReason::Announced), 2 * JMT);
	});
}

#[test]
fn it_can_promise_all_but_the_existential_deposit() {
	ExtBuilder.build_and_execute(|| {
		announce_transfer(account(1), POT - ED);
		assert_eq!(free(&pot()), ED);
		let more = Foundation::announce_transfer(by(council()), account(2), 1, PURPOSE);
		assert_noop!(more, Error::<Test>::PotExhausted);
	});
}

#[test]
fn it_keeps_the_terms_of_its_day() {
	ExtBuilder.build_and_execute(|| {
		let id = announce_transfer(account(1), JMT);
		let before = announcement(id);
		WindowMs::set(1);
		MinWindowBlocks::set(1);
		LapseMs::set(1);
		assert_eq!(announcement(id), before);
		make_blocks(1);
		set_time(NOW + 1);
		let early = Foundation::execute(by(stranger()), id);
		assert_noop!(early, Error::<Test>::WindowOpen);
		// Announcements from now on have the new ones.
		let id = announce_transfer(account(1), JMT);
		assert_eq!(announcement(id).executable_from, NOW + 2);
		assert_eq!(announcement(id).executable_from_block, BLOCK + 2);
		assert_eq!(announcement(id).lapses_at, NOW + 3);
	});
}

mod reject {
	use super::*;

	#[test]
	fn everybody_but_the_council() {
		ExtBuilder.build_and_execute(|| {
			let origins = [
				by(board()),
				by(stranger()),
				by(pot()),
				RuntimeOrigin::root(),
				RuntimeOrigin::none(),
			];
			for origin in origins {
				let announced = Foundation::announce_transfer(origin, account(1), JMT, PURPOSE);
				assert_noop!(announced, BadOrigin);
			}
		});
	}

	#[test]
	fn nothing() {
		ExtBuilder.build_and_execute(|| {
			let announced = Foundation::announce_transfer(by(council()), account(1), 0, PURPOSE);
			assert_noop!(announced, Error::<Test>::ZeroAmount);
		});
	}

	#[test]
	fn the_pot_as_receiver() {
		ExtBuilder.build_and_execute(|| {
			let announced = Foundation::announce_transfer(by(council()), pot(), JMT, PURPOSE);
			assert_noop!(announced, Error::<Test>::PotIsRecipient);
		});
	}

	#[test]
	fn more_than_the_pot_has() {
		ExtBuilder.build_and_execute(|| {
			for amount in [POT - ED + 1, POT, Balance::MAX - 1, Balance::MAX] {
				let announced =
					Foundation::announce_transfer(by(council()), account(1), amount, PURPOSE);
				assert_noop!(announced, Error::<Test>::PotExhausted);
			}
		});
	}

	#[test]
	fn what_was_promised_to_another() {
		ExtBuilder.build_and_execute(|| {
			announce_transfer(account(1), POT / 2);
			let announced =
				Foundation::announce_transfer(by(council()), account(1), POT / 2, PURPOSE);
			assert_noop!(announced, Error::<Test>::PotExhausted);
			announce_transfer(account(1), POT / 2 - ED);
		});
	}

	#[test]
	fn one_more_than_may_be_open() {
		ExtBuilder.build_and_execute(|| {
			for _ in 0..MAX_OPEN {
				announce_transfer(account(1), JMT);
			}
			let announced = Foundation::announce_transfer(by(council()), account(1), JMT, PURPOSE);
			assert_noop!(announced, Error::<Test>::TooManyOpen);
			assert_eq!(Announcements::<Test>::count(), MAX_OPEN);
			assert_ok!(Foundation::veto(by(board()), 2));
			announce_transfer(account(1), JMT);
		});
	}

	#[test]
	fn the_end_of_numbers() {
		ExtBuilder.build_and_execute(|| {
			let announce =
				|| Foundation::announce_transfer(by(council()), account(1), JMT, PURPOSE);
			NextId::<Test>::put(u32::MAX);
			assert_noop!(announce(), ArithmeticError::Overflow);
			NextId::<Test>::put(0);
			set_time(u64::MAX - WINDOW + 1);
			assert_noop!(announce(), ArithmeticError::Overflow);
			set_time(u64::MAX - WINDOW - LAPSE + 1);
			assert_noop!(announce(), ArithmeticError::Overflow);
			set_time(NOW);
			System::set_block_number(u32::MAX - WINDOW_BLOCKS + 1);
			assert_noop!(announce(), ArithmeticError::Overflow);
			System::set_block_number(u32::MAX - WINDOW_BLOCKS);
			set_time(u64::MAX - WINDOW - LAPSE);
			assert_ok!(announce());
		});
	}
}
