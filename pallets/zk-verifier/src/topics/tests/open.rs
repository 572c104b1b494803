use crate::{
	groups::makers::*,
	mock::*,
	signal::makers::*,
	topics::{MAX_AHEAD, MAX_STRANGERS_AHEAD},
	Error, Event, Groups, HoldReason, Topic, Topics, MAX_ALIASES,
};
use frame_support::{assert_noop, assert_ok};
use jmt_mock::take_events;
use jmt_primitives::Moment;
use sp_runtime::{DispatchError, TokenError};

#[test]
fn it_holds_the_price_of_all_aliases() {
	ExtBuilder::default().build_and_execute(|| {
		let members = Members::of(2);
		System::reset_events();
		let ends = NOW + 1_000;
		let topic = name(ends, 1);
		assert_ok!(ZkVerifier::open_topic(by(bob()), members.id, topic, ends, 40));
		let deposit = ZkVerifier::topic_deposit(40).unwrap();
		assert!(deposit > ITEM + 100 * BYTE + 40 * ALIAS + BOUNTY);
		let more = ZkVerifier::topic_deposit(41).unwrap();
		assert_eq!(more - deposit, ALIAS);
		assert_eq!(held(HoldReason::Topic, &bob()), deposit);
		let (route, cleared, bounty) = (None, None, BOUNTY);
		let stored =
			Topic { opener: bob(), ends, most: 40, used: 0, deposit, bounty, route, cleared };
		assert_eq!(Topics::<Test>::get(members.id, topic), Some(stored));
		assert_eq!(Groups::<Test>::get(members.id).unwrap().topics, 1);
		let group = members.id;
		let opener = bob();
		let event = Event::TopicOpened { group, topic, opener, ends, most: 40, deposit, route };
		assert_eq!(take_events::<Test, Event<Test>>(), [event]);
	});
}

#[test]
fn it_takes_ends_30_days_ahead_and_a_year_of_the_groups_owner() {
	ExtBuilder::default().build_and_execute(|| {
		let members = Members::none();
		open(&members, 1, NOW, 1);
		open(&members, 1, NOW + MAX_STRANGERS_AHEAD, 1);
		open(&members, 2, NOW, MAX_ALIASES);
		let ends = NOW + MAX_AHEAD;
		assert_ok!(ZkVerifier::open_topic(by(alice()), members.id, name(ends, 1), ends, 1));
		assert_eq!(Groups::<Test>::get(members.id).unwrap().topics, 4);
	});
}

mod reject {
	use super::*;

	fn refuses(ends: Moment, named: Moment, most: u32, error: Error<Test>) {
		ExtBuilder::default().build_and_execute(|| {
			let members = Members::of(2);
			open(&members, 9, NOW + 7, 1);
			let topic = name(named, 9);
			let call = || ZkVerifier::open_topic(by(bob()), members.id, topic, ends, most);
			assert_noop!(call(), error);
		});
	}

	#[test]
	fn it_refuses_names_that_are_not_those_of_the_end() {
		refuses(NOW + 1, NOW + 2, 1, Error::TopicNamesAnotherEnd);
		refuses(NOW + 1, 0, 1, Error::TopicNamesAnotherEnd);
	}

	#[test]
	fn it_refuses_ends_that_have_passed_or_lie_far_ahead() {
		refuses(NOW - 1, NOW - 1, 1, Error::TopicEnded);
		for far in [NOW + MAX_STRANGERS_AHEAD + 1, NOW + MAX_AHEAD, Moment::MAX] {
			refuses(far, far, 1, Error::TopicEndsTooFar);
		}
		ExtBuilder::default().build_and_execute(|| {
			let (id, far) = (Members::of(2).id, NOW + MAX_AHEAD + 1);
			assert_noop!(
				ZkVerifier::open_topic(by(alice()), id, name(far, 1), far, 1),
				Error::<Test>::TopicEndsTooFar
			);
		});
	}

	#[test]
	fn it_refuses_topics_of_none_and_of_too_many() {
		refuses(NOW + 1, NOW + 1, 0, Error::BadMost);
		refuses(NOW + 1, NOW + 1, MAX_ALIASES + 1, Error::BadMost);
	}

	#[test]
	fn it_refuses_a_topic_that_is_open_and_one_that_was() {
		refuses(NOW + 7, NOW + 7, 1, Error::TopicExists);
		ExtBuilder::default().build_and_execute(|| {
			let (members, topic) = scene();
			let ends = NOW + 60_000;
			set_time(ends + 1);
			assert_ok!(ZkVerifier::close_topic(by(bob()), members.id, topic, 1));
			let again = || ZkVerifier::open_topic(by(bob()), members.id, topic, ends, 5);
			assert_noop!(again(), Error::<Test>::TopicEnded);
			let later = ends + 60_000;
			let again = || ZkVerifier::open_topic(by(bob()), members.id, topic, later, 5);
			assert_noop!(again(), Error::<Test>::TopicNamesAnotherEnd);
		});
	}

	#[test]
	fn it_refuses_groups_that_are_not_there_and_openers_who_cannot_pay() {
		ExtBuilder::default().build_and_execute(|| {
			let members = Members::of(2);
			let ends = NOW + 7;
			let call =
				|origin, group| ZkVerifier::open_topic(origin, group, name(ends, 1), ends, 1);
			assert_noop!(call(by(bob()), members.id + 1), Error::<Test>::UnknownGroup);
			assert_noop!(call(by(pauper()), members.id), TokenError::FundsUnavailable);
			assert_noop!(call(RuntimeOrigin::none(), members.id), DispatchError::BadOrigin);
		});
	}
}
