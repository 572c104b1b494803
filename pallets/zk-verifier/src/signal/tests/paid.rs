//! Signals that somebody signs and pays for.

use crate::{mock::*, signal::makers::*, Aliases, Event, WeightInfo};
use frame_support::{
	assert_ok,
	dispatch::GetDispatchInfo,
	traits::{fungible::Inspect, UnfilteredDispatchable},
};
use jmt_mock::take_events;

#[test]
fn it_notes_the_alias_and_tells_what_was_said() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let word = Word::new(&members, topic, 1);
		System::reset_events();
		let weight = word.call().dispatch_bypass_filter(by(council())).unwrap().actual_weight;
		assert_eq!(weight, Some(<() as WeightInfo>::signal()));
		assert_eq!(word.call().get_dispatch_info().call_weight, <() as WeightInfo>::signal());
		let scope = ZkVerifier::scope_of(members.id, &topic);
		let aliases: Vec<_> = Aliases::<Test>::iter_keys().collect();
		assert_eq!(aliases, [(scope, nullifier(1))]);
		assert_eq!(used(members.id, topic), 1);
		let (group, alias, message) = (members.id, nullifier(1), word.signal.message);
		let event = Event::Signalled { group, topic, alias, message };
		assert_eq!(take_events::<Test, Event<Test>>(), [event]);
		// A deposit is the topic's, and a share of the block is for those that do not pay.
		assert_eq!(Balances::balance(&council()), WEALTH);
		assert!(Booked::get().is_empty());
	});
}

#[test]
fn it_takes_each_member_once_in_each_topic() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let other = open(&members, 2, NOW + 60_000, 5);
		for member in 0..3 {
			assert_ok!(Word::new(&members, topic, member).pay());
		}
		// The same number counts in another topic, though a true member has another one there.
		assert_ok!(Word::new(&members, other, 1).pay());
		assert_eq!((used(members.id, topic), used(members.id, other)), (3, 1));
	});
}

#[test]
fn it_takes_signals_up_to_the_end_of_the_topic() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		set_time(NOW + 60_000);
		assert_ok!(Word::new(&members, topic, 1).pay());
	});
}

#[test]
fn it_takes_a_root_that_was_replaced_and_not_the_leaf_alone() {
	ExtBuilder::default().build_and_execute(|| {
		let (mut members, topic) = scene();
		let word = Word::new(&members, topic, 1);
		assert_ok!(members.remove(0));
		assert_ok!(members.add(&[nullifier(9)]));
		assert_ok!(word.pay());
		assert_ok!(Word::new(&members, topic, 2).pay());
	});
}

#[test]
fn it_does_not_ask_for_room_among_those_that_are_free() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		Full::set(true);
		assert_ok!(Word::new(&members, topic, 1).pay());
	});
}
