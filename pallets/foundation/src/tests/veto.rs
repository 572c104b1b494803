use crate::{mock::*, Announcements, Error, Event, HoldReason, Lists};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::JMT;
use sp_runtime::traits::BadOrigin;

/// Vetoes a transfer of 10 JMT at a moment, after so many blocks, and expects all as before.
fn vetoes_at(at: u64, blocks: u32) {
	ExtBuilder.build_and_execute(|| {
		let id = announce_transfer(account(1), 10 * JMT);
		foundation_events();
		set_time(at);
		make_blocks(blocks);
		assert_ok!(Foundation::veto(by(board()), id));
		assert_eq!(foundation_events(), vec![Event::SpendingVetoed { id, amount: 10 * JMT }]);
		assert_eq!((held(HoldReason::Announced), free(&pot())), (0, POT));
		assert_eq!(Announcements::<Test>::count(), 0);
		let executed = Foundation::execute(by(stranger()), id);
		assert_noop!(executed, Error::<Test>::UnknownAnnouncement);
	});
}

#[test]
fn it_releases_the_amount_in_the_block_of_the_announcement() {
	vetoes_at(NOW, 0);
}

#[test]
fn it_works_one_millisecond_before_the_window_ends() {
	vetoes_at(NOW + WINDOW - 1, WINDOW_BLOCKS);
}

#[test]
fn it_works_at_the_end_of_the_window_and_one_millisecond_later() {
	vetoes_at(NOW + WINDOW, WINDOW_BLOCKS);
	vetoes_at(NOW + WINDOW + 1, WINDOW_BLOCKS);
}

#[test]
fn it_works_after_the_announcement_has_lapsed() {
	vetoes_at(NOW + WINDOW + LAPSE + 1, WINDOW_BLOCKS);
}

#[test]
fn it_works_after_the_clock_went_back() {
	vetoes_at(1, 0);
}

#[test]
fn it_strikes_an_airdrop_and_frees_its_list() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(3);
		let id = list.announce();
		foundation_events();
		assert_ok!(Foundation::veto(by(board()), id));
		assert_eq!(foundation_events(), vec![Event::SpendingVetoed { id, amount: 600 * JMT }]);
		assert_eq!(Lists::<Test>::get(list.tree.root()), None);
		assert_eq!((held(HoldReason::Announced), free(&pot())), (0, POT));
		assert_noop!(list.claim(id, 0), Error::<Test>::UnknownAirdrop);
	});
}

#[test]
fn it_leaves_other_announcements_alone() {
	ExtBuilder.build_and_execute(|| {
		let (one, other) = (announce_transfer(account(1), JMT), announce_transfer(account(2), JMT));
		let before = announcement(other);
		assert_ok!(Foundation::veto(by(board()), one));
		assert_eq!(announcement(other), before);
		assert_eq!(held(HoldReason::Announced), JMT);
		pass_window();
		assert_ok!(Foundation::execute(by(stranger()), other));
	});
}

mod reject {
	use super::*;

	#[test]
	fn everybody_but_the_board() {
		ExtBuilder.build_and_execute(|| {
			let id = announce_transfer(account(1), JMT);
			let origins = [
				by(council()),
				by(stranger()),
				by(account(1)),
				RuntimeOrigin::root(),
				RuntimeOrigin::none(),
			];
			for origin in origins {
				assert_noop!(Foundation::veto(origin, id), BadOrigin);
			}
		});
	}

	#[test]
	fn what_is_not_announced() {
		ExtBuilder.build_and_execute(|| {
			announce_transfer(account(1), JMT);
			for id in [1, u32::MAX] {
				let vetoed = Foundation::veto(by(board()), id);
				assert_noop!(vetoed, Error::<Test>::UnknownAnnouncement);
			}
		});
	}

	#[test]
	fn a_second_veto() {
		ExtBuilder.build_and_execute(|| {
			let id = announce_transfer(account(1), JMT);
			assert_ok!(Foundation::veto(by(board()), id));
			let again = Foundation::veto(by(board()), id);
			assert_noop!(again, Error::<Test>::UnknownAnnouncement);
		});
	}

	#[test]
	fn what_was_executed() {
		ExtBuilder.build_and_execute(|| {
			let paid = announce_transfer(account(1), JMT);
			let airdrop = List::of(3).announce();
			pass_window();
			for id in [paid, airdrop] {
				assert_ok!(Foundation::execute(by(stranger()), id));
				let vetoed = Foundation::veto(by(board()), id);
				assert_noop!(vetoed, Error::<Test>::UnknownAnnouncement);
			}
		});
	}
}
