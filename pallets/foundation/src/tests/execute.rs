use crate::{mock::*, Airdrop, Announcements, Error, Event, HoldReason, Lists, WeightInfo};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use jmt_primitives::{time::DAY_MS, JMT};
use sp_runtime::traits::BadOrigin;

#[test]
fn it_pays_a_transfer_to_the_planck() {
	ExtBuilder.build_and_execute(|| {
		let amount = 12_345 * JMT + 6;
		let id = announce_transfer(account(1), amount);
		pass_window();
		foundation_events();
		assert_ok!(Foundation::execute(by(stranger()), id));
		System::assert_has_event(
			pallet_balances::Event::Transfer { from: pot(), to: account(1), amount }.into(),
		);
		assert_eq!(
			foundation_events(),
			vec![Event::TransferExecuted { id, to: account(1), amount }]
		);
		assert_eq!(free(&account(1)), amount);
		assert_eq!((held(HoldReason::Announced), free(&pot())), (0, POT - amount));
		assert_eq!(free(&stranger()), WEALTH);
		assert_eq!(Announcements::<Test>::count(), 0);
	});
}

#[test]
fn it_starts_an_airdrop() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(3);
		let (id, root, until) = (list.announce(), list.tree.root(), list.until);
		pass_window();
		foundation_events();
		assert_ok!(Foundation::execute(by(stranger()), id));
		let total = 600 * JMT;
		assert_eq!(
			foundation_events(),
			vec![Event::AirdropStarted { id, root, leaves: 3, total, until }]
		);
		let purpose = PURPOSE;
		assert_eq!(
			airdrop(id),
			Airdrop { root, leaves: 3, purpose, until, total, claimed: 0, claims: 0 }
		);
		assert_eq!(Lists::<Test>::get(root), Some(id));
		assert_eq!((held(HoldReason::Announced), held(HoldReason::Airdrop)), (0, total));
		assert_eq!(free(&pot()), POT - total);
	});
}

#[test]
fn it_works_at_the_first_moment_and_at_the_last() {
	for at in [NOW + WINDOW, NOW + WINDOW + LAPSE - 1] {
		ExtBuilder.build_and_execute(|| {
			let id = announce_transfer(account(1), JMT);
			set_time(at);
			make_blocks(WINDOW_BLOCKS);
			assert_ok!(Foundation::execute(by(stranger()), id));
		});
	}
}

#[test]
fn it_pays_all_that_the_pot_can_give_and_leaves_the_existential_deposit() {
	ExtBuilder.build_and_execute(|| {
		let id = announce_transfer(account(1), POT - ED);
		pass_window();
		assert_ok!(Foundation::execute(by(stranger()), id));
		assert_eq!((free(&pot()), free(&account(1))), (ED, POT - ED));
		assert_eq!(System::providers(&pot()), 2);
	});
}

#[test]
fn it_takes_nothing_that_was_promised_to_another() {
	ExtBuilder.build_and_execute(|| {
		let one = announce_transfer(account(1), POT / 2);
		let other = announce_transfer(account(2), POT / 2 - ED);
		pass_window();
		assert_ok!(Foundation::execute(by(stranger()), one));
		assert_eq!(held(HoldReason::Announced), POT / 2 - ED);
		assert_ok!(Foundation::execute(by(stranger()), other));
		assert_eq!(free(&account(2)), POT / 2 - ED);
	});
}

#[test]
fn it_costs_what_it_did() {
	ExtBuilder.build_and_execute(|| {
		let transfer = announce_transfer(account(1), JMT);
		let airdrop = List::of(3).announce();
		pass_window();
		let declared =
			crate::Call::<Test>::execute { id: transfer }.get_dispatch_info().call_weight;
		let paid = Foundation::execute(by(stranger()), transfer).unwrap().actual_weight;
		assert_eq!(paid, Some(<() as WeightInfo>::execute_transfer()));
		let started = Foundation::execute(by(stranger()), airdrop).unwrap().actual_weight;
		assert_eq!(started, Some(<() as WeightInfo>::execute_airdrop()));
		for actual in [paid, started] {
			assert!(actual.unwrap().all_lte(declared));
		}
	});
}

mod reject {
	use super::*;

	#[test]
	fn anything_within_the_window() {
		ExtBuilder.build_and_execute(|| {
			let id = announce_transfer(account(1), JMT);
			make_blocks(WINDOW_BLOCKS);
			for at in [0, NOW - 1, NOW, NOW + WINDOW - 1] {
				set_time(at);
				let executed = Foundation::execute(by(stranger()), id);
				assert_noop!(executed, Error::<Test>::WindowOpen);
			}
			set_time(NOW + WINDOW);
			assert_ok!(Foundation::execute(by(stranger()), id));
		});
	}

	#[test]
	fn anything_right_after_an_outage() {
		ExtBuilder.build_and_execute(|| {
			let id = announce_transfer(account(1), JMT);
			// The chain stands still for more than the window. The board must be able to veto first.
			set_time(NOW + WINDOW + DAY_MS);
			for blocks in [0, 1, WINDOW_BLOCKS - 2] {
				make_blocks(blocks);
				let executed = Foundation::execute(by(stranger()), id);
				assert_noop!(executed, Error::<Test>::TooFewBlocks);
			}
			make_blocks(1);
			assert_eq!(System::block_number(), BLOCK + WINDOW_BLOCKS);
			assert_ok!(Foundation::execute(by(stranger()), id));
		});
	}

	#[test]
	fn what_has_lapsed() {
		ExtBuilder.build_and_execute(|| {
			let id = announce_transfer(account(1), JMT);
			make_blocks(WINDOW_BLOCKS);
			for at in [NOW + WINDOW + LAPSE, u64::MAX] {
				set_time(at);
				let executed = Foundation::execute(by(stranger()), id);
				assert_noop!(executed, Error::<Test>::AnnouncementLapsed);
			}
		});
	}

	#[test]
	fn an_airdrop_whose_deadline_has_come() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let id = list.announce();
			make_blocks(WINDOW_BLOCKS);
			set_time(list.until);
			let executed = Foundation::execute(by(stranger()), id);
			assert_noop!(executed, Error::<Test>::AnnouncementLapsed);
			set_time(list.until - 1);
			assert_ok!(Foundation::execute(by(stranger()), id));
			assert_ok!(list.claim(id, 0));
		});
	}

	#[test]
	fn a_receiver_that_cannot_keep_the_amount() {
		ExtBuilder.build_and_execute(|| {
			let id = announce_transfer(account(1), ED - 1);
			pass_window();
			let executed = Foundation::execute(by(stranger()), id);
			assert_noop!(executed, Error::<Test>::BelowMinimum);
			// It can be executed once the account exists.
			assert_ok!(Balances::transfer_keep_alive(by(stranger()), account(1), ED));
			assert_ok!(Foundation::execute(by(stranger()), id));
			assert_eq!(free(&account(1)), 2 * ED - 1);
		});
	}

	#[test]
	fn a_second_execution_and_what_was_never_announced() {
		ExtBuilder.build_and_execute(|| {
			let id = announce_transfer(account(1), JMT);
			pass_window();
			assert_ok!(Foundation::execute(by(stranger()), id));
			for id in [id, id + 1, u32::MAX] {
				let executed = Foundation::execute(by(stranger()), id);
				assert_noop!(executed, Error::<Test>::UnknownAnnouncement);
			}
			assert_eq!(free(&account(1)), JMT);
		});
	}

	#[test]
	fn an_unsigned_call() {
		ExtBuilder.build_and_execute(|| {
			let id = announce_transfer(account(1), JMT);
			pass_window();
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(Foundation::execute(origin, id), BadOrigin);
			}
		});
	}
}
