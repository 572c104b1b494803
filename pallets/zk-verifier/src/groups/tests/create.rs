use crate::{groups::makers::*, mock::*, Event, Group, Groups, HoldReason, NextGroup};
use frame_support::{assert_noop, assert_ok};
use jmt_mock::take_events;
use sp_runtime::{ArithmeticError, DispatchError, TokenError};

#[test]
fn it_makes_an_empty_group_and_holds_its_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(ZkVerifier::create_group(by(alice())));
		let deposit = ZkVerifier::group_deposit();
		// Entry, frontier and ring of roots: the ring alone is 64 roots of 40 bytes.
		assert!(deposit > 3 * ITEM + 64 * 40 * BYTE);
		let owner = alice();
		let group = Group { owner, size: 0, root: None, topics: 0, closing: false, deposit };
		assert_eq!(Groups::<Test>::get(1), Some(group));
		assert_eq!(held(HoldReason::Group, &alice()), deposit);
		let event = Event::GroupCreated { group: 1, owner: alice(), deposit };
		assert_eq!(take_events::<Test, Event<Test>>(), [event]);
	});
}

#[test]
fn it_gives_no_number_twice() {
	ExtBuilder::default().build_and_execute(|| {
		let first = Members::none();
		assert_ok!(ZkVerifier::close_group(by(alice()), first.id, 1));
		let second = Members::none();
		assert_eq!((first.id, second.id), (1, 2));
		assert!(Groups::<Test>::get(1).is_none());
	});
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_who_cannot_pay() {
		ExtBuilder::default().build_and_execute(|| {
			let call = || ZkVerifier::create_group(by(pauper()));
			assert_noop!(call(), TokenError::FundsUnavailable);
		});
	}

	#[test]
	fn it_refuses_what_is_not_signed_and_numbers_beyond_the_last() {
		ExtBuilder::default().build_and_execute(|| {
			let none = || ZkVerifier::create_group(RuntimeOrigin::none());
			assert_noop!(none(), DispatchError::BadOrigin);
			NextGroup::<Test>::put(u32::MAX);
			let call = || ZkVerifier::create_group(by(alice()));
			assert_noop!(call(), ArithmeticError::Overflow);
		});
	}
}
