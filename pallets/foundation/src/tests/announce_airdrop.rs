use crate::{mock::*, Error, Event, HoldReason, Lists, Spending};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{time::DAY_MS, Balance, Hash, Moment, JMT};
use sp_runtime::{traits::BadOrigin, DispatchResult};

#[test]
fn it_holds_the_sum_and_reserves_the_list() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(3);
		let (root, until) = (list.tree.root(), list.until);
		let id = list.announce();
		let spending = Spending::Airdrop { root, leaves: 3, amount: 600 * JMT, until };
		assert_eq!(announcement(id).spending, spending);
		assert_eq!(announcement(id).purpose, PURPOSE);
		assert_eq!(Lists::<Test>::get(root), Some(id));
		assert_eq!((held(HoldReason::Announced), free(&pot())), (600 * JMT, POT - 600 * JMT));
		// The deadline comes before the lapse would.
		assert_eq!(announcement(id).lapses_at, until);
		assert_eq!(
			foundation_events(),
			vec![Event::SpendingAnnounced {
				id,
				spending,
				purpose: PURPOSE,
				executable_from: NOW + WINDOW,
				executable_from_block: BLOCK + WINDOW_BLOCKS,
				lapses_at: until,
			}]
		);
	});
}

#[test]
fn it_lapses_before_its_deadline_if_that_is_far() {
	ExtBuilder.build_and_execute(|| {
		let list = List::new(PURPOSE, NOW + WINDOW + MAX_DURATION, vec![(account(1), JMT)]);
		let id = list.announce();
		assert_eq!(announcement(id).lapses_at, NOW + WINDOW + LAPSE);
	});
}

#[test]
fn it_takes_a_list_again_after_a_veto() {
	ExtBuilder.build_and_execute(|| {
		let list = List::of(3);
		let id = list.announce();
		assert_ok!(Foundation::veto(by(board()), id));
		assert_eq!(Lists::<Test>::get(list.tree.root()), None);
		let again = list.announce();
		assert_ne!(id, again);
		pass_window();
		assert_ok!(Foundation::execute(by(stranger()), again));
		assert_ok!(list.claim(again, 0));
	});
}

#[test]
fn it_takes_the_longest_list_and_the_shortest() {
	ExtBuilder.build_and_execute(|| {
		let announce = |root, leaves| {
			let until = NOW + WINDOW + DAY_MS;
			Foundation::announce_airdrop(by(council()), root, leaves, JMT, until, PURPOSE)
		};
		assert_ok!(announce(Hash::repeat_byte(1), MAX_LEAVES));
		assert_ok!(announce(Hash::repeat_byte(2), 1));
	});
}

mod reject {
	use super::*;

	fn announce(leaves: u32, amount: Balance, until: Moment) -> DispatchResult {
		let root = Hash::repeat_byte(1);
		Foundation::announce_airdrop(by(council()), root, leaves, amount, until, PURPOSE)
	}

	const UNTIL: Moment = NOW + WINDOW + DAY_MS;

	#[test]
	fn everybody_but_the_council() {
		ExtBuilder.build_and_execute(|| {
			for origin in
				[by(board()), by(stranger()), RuntimeOrigin::root(), RuntimeOrigin::none()]
			{
				let root = Hash::repeat_byte(1);
				let announced = Foundation::announce_airdrop(origin, root, 1, JMT, UNTIL, PURPOSE);
				assert_noop!(announced, BadOrigin);
			}
		});
	}

	#[test]
	fn nothing_and_more_than_the_pot_has() {
		ExtBuilder.build_and_execute(|| {
			assert_noop!(announce(1, 0, UNTIL), Error::<Test>::ZeroAmount);
			for amount in [POT - ED + 1, Balance::MAX] {
				assert_noop!(announce(1, amount, UNTIL), Error::<Test>::PotExhausted);
			}
			assert_ok!(announce(1, POT - ED, UNTIL));
		});
	}

	#[test]
	fn a_list_that_is_empty_or_too_long() {
		ExtBuilder.build_and_execute(|| {
			assert_noop!(announce(0, JMT, UNTIL), Error::<Test>::EmptyList);
			for leaves in [MAX_LEAVES + 1, u32::MAX] {
				assert_noop!(announce(leaves, JMT, UNTIL), Error::<Test>::ListTooLong);
			}
		});
	}

	#[test]
	fn a_deadline_within_the_window() {
		ExtBuilder.build_and_execute(|| {
			for until in [0, NOW, NOW + WINDOW - 1, NOW + WINDOW] {
				assert_noop!(announce(1, JMT, until), Error::<Test>::DeadlineTooEarly);
			}
			assert_ok!(announce(1, JMT, NOW + WINDOW + 1));
		});
	}

	#[test]
	fn a_deadline_that_is_too_far() {
		ExtBuilder.build_and_execute(|| {
			for until in [NOW + WINDOW + MAX_DURATION + 1, Moment::MAX] {
				assert_noop!(announce(1, JMT, until), Error::<Test>::DeadlineTooLate);
			}
			assert_ok!(announce(1, JMT, NOW + WINDOW + MAX_DURATION));
		});
	}

	#[test]
	fn a_list_that_is_announced_or_runs() {
		ExtBuilder.build_and_execute(|| {
			let list = List::of(3);
			let id = list.announce();
			assert_noop!(list.try_announce(JMT), Error::<Test>::ListInUse);
			pass_window();
			assert_ok!(Foundation::execute(by(stranger()), id));
			// Neither its own terms nor others make a second airdrop of a running list.
			let (root, until) = (list.tree.root(), list.until + WINDOW);
			let again = Foundation::announce_airdrop(by(council()), root, 3, JMT, until, PURPOSE);
			assert_noop!(again, Error::<Test>::ListInUse);
		});
	}

	#[test]
	fn one_more_than_may_be_open() {
		ExtBuilder.build_and_execute(|| {
			for _ in 0..MAX_OPEN {
				announce_transfer(account(1), JMT);
			}
			assert_noop!(announce(1, JMT, UNTIL), Error::<Test>::TooManyOpen);
		});
	}
}
