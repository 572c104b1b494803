//! Signals that other pallets take.

use super::reject;
use crate::{
	groups::makers::Members, mock::*, signal::makers::*, Error, Event, HoldReason, Topics,
};
use frame_support::{assert_noop, assert_ok};
use jmt_mock::take_events;
use jmt_primitives::{
	authorized::SignalRefusal,
	proofs::{Alias, Membership, Route, TopicId},
	Hash,
};
use sp_runtime::DispatchError;

/// The route of a pallet that takes words.
const OURS: Route = Route(*b"jmt/room");

fn take_by(route: Route, word: &Word) -> Result<Alias, DispatchError> {
	let crate::Signal { group, topic, message, proof } = word.signal;
	<ZkVerifier as Membership>::signal(&route, group, &topic, &message, &proof)
}

fn take(word: &Word) -> Result<Alias, DispatchError> {
	take_by(OURS, word)
}

/// A group of three, and a topic that the pallet opened at Bob's expense, for five aliases and a minute.
fn routed() -> (Members, TopicId) {
	make_block(100);
	let members = Members::of(3);
	let ends = NOW + 60_000;
	let topic = name(ends, 1);
	assert_ok!(<ZkVerifier as Membership>::open(&OURS, &bob(), members.id, &topic, ends, 5));
	(members, topic)
}

#[test]
fn it_opens_a_topic_as_the_call_does_and_tells_its_route() {
	ExtBuilder::default().build_and_execute(|| {
		let members = Members::of(3);
		System::reset_events();
		let (group, ends, most) = (members.id, NOW + 60_000, 5);
		let topic = name(ends, 1);
		assert_ok!(<ZkVerifier as Membership>::open(&OURS, &bob(), group, &topic, ends, most));
		let deposit = ZkVerifier::topic_deposit(most).unwrap();
		assert_eq!(held(HoldReason::Topic, &bob()), deposit);
		let (opener, route) = (bob(), Some(OURS));
		let event = Event::TopicOpened { group, topic, opener, ends, most, deposit, route };
		assert_eq!(take_events::<Test, Event<Test>>(), [event]);
		assert_eq!(Topics::<Test>::get(group, topic).unwrap().route, route);
		let again = || <ZkVerifier as Membership>::open(&OURS, &bob(), group, &topic, ends, most);
		assert_noop!(again(), Error::<Test>::TopicExists);
	});
}

/// Somebody reads the proof in the pool, and signals with it before the pallet's call is in.
#[test]
fn it_lets_nobody_spend_an_alias_of_a_routed_topic() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = routed();
		let word = Word::new(&members, topic, 1);
		reject::refuses(&word, SignalRefusal::TopicRouted.into(), Error::TopicRouted);
		let other = Route(*b"jmt/jury");
		assert_noop!(take_by(other, &word), Error::<Test>::TopicRouted);
		assert_eq!(take(&word), Ok(nullifier(1)));
	});
}

#[test]
fn it_takes_no_word_about_a_topic_that_is_open_to_all() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let word = Word::new(&members, topic, 1);
		assert_noop!(take(&word), Error::<Test>::TopicRouted);
		assert_ok!(word.pay());
	});
}

#[test]
fn it_takes_a_members_word_and_says_its_alias() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = routed();
		let word = Word::new(&members, topic, 1);
		System::reset_events();
		assert_eq!(take(&word), Ok(nullifier(1)));
		assert!(word.is_taken());
		let (group, alias, message) = (members.id, nullifier(1), word.signal.message);
		let event = Event::Signalled { group, topic, alias, message };
		assert_eq!(take_events::<Test, Event<Test>>(), [event]);
	});
}

#[test]
fn it_refuses_what_a_call_refuses() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = routed();
		let word = Word::new(&members, topic, 1);
		let mut other = word;
		other.signal.message = Hash::zero();
		assert_noop!(take(&other), Error::<Test>::NotProven);
		assert_ok!(take(&word));
		assert_noop!(take(&word), Error::<Test>::AliasTaken);
		set_time(NOW + 60_001);
		assert_noop!(take(&Word::new(&members, topic, 2)), Error::<Test>::TopicEnded);
	});
}
