use crate::{mock::*, Announcements, Error, Event, HoldReason, Lists};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::JMT;
use sp_runtime::traits::BadOrigin;

#[test]
fn it_releases_what_nobody_executed() {
	ExtBuilder.build_and_execute(|| {
		let id = announce_transfer(account(1), 10 * JMT);
		set_time(NOW + WINDOW + LAPSE);
		foundation_events();
		assert_ok!(Foundation::lapse(by(stranger()), id));
		assert_eq!(foundation_events(), vec![Event::SpendingLapsed { id, amount: 10 * JMT }]);
		assert_eq!((held(HoldReason::Announced), free(&pot())), (0, POT));
		assert_eq!(Announcements::<Test>::count(), 0);
	});
}

#[test]
fn it_releases_an_airdrop_at_its_deadline() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(3);
		let id = list.announce();
		assert!(list.until < NOW + WINDOW + LAPSE);
		set_time(list.until);
		assert_ok!(Foundation::lapse(by(stranger()), id));
		assert_eq!(Lists::<Test>::get(list.tree.root()), None);
		assert_eq!((held(HoldReason::Announced), free(&pot())), (0, POT));
	});
}

#[test]
fn it_makes_room_for_another_announcement() {
	ExtBuilder.build_and_execute(|| {
		for _ in 0..MAX_OPEN {
			announce_transfer(account(1), JMT);
		}
		set_time(NOW + WINDOW + LAPSE);
		assert_ok!(Foundation::lapse(by(stranger()), 1));
		announce_transfer(account(1), JMT);
	});
}

mod reject {
	use super::*;

	#[test]
	fn what_can_still_be_executed() {
		ExtBuilder.build_and_execute(|| {
			let id = announce_transfer(account(1), JMT);
			for at in [0, NOW, NOW + WINDOW, NOW + WINDOW + LAPSE - 1] {
				set_time(at);
				assert_noop!(Foundation::lapse(by(council()), id), Error::<Test>::NotLapsed);
			}
			make_blocks(WINDOW_BLOCKS);
			assert_ok!(Foundation::execute(by(stranger()), id));
		});
	}

	#[test]
	fn what_is_not_open() {
		ExtBuilder.build_and_execute(|| {
			let id = announce_transfer(account(1), JMT);
			set_time(NOW + WINDOW + LAPSE);
			assert_ok!(Foundation::lapse(by(stranger()), id));
			for id in [id, id + 1, u32::MAX] {
				let lapsed = Foundation::lapse(by(stranger()), id);
				assert_noop!(lapsed, Error::<Test>::UnknownAnnouncement);
			}
		});
	}

	#[test]
	fn an_airdrop_that_runs() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let id = list.start();
			set_time(list.until);
			let lapsed = Foundation::lapse(by(stranger()), id);
			assert_noop!(lapsed, Error::<Test>::UnknownAnnouncement);
		});
	}

	#[test]
	fn an_unsigned_call() {
		ExtBuilder.build_and_execute(|| {
			let id = announce_transfer(account(1), JMT);
			set_time(NOW + WINDOW + LAPSE);
			assert_noop!(Foundation::lapse(RuntimeOrigin::none(), id), BadOrigin);
		});
	}
}
