//! Signals that other pallets take.

use crate::{mock::*, signal::makers::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use jmt_mock::take_events;
use jmt_primitives::{
	proofs::{Alias, Membership},
	Hash,
};
use sp_runtime::DispatchError;

fn take(word: &Word) -> Result<Alias, DispatchError> {
	let crate::Signal { group, topic, message, proof } = word.signal;
	<ZkVerifier as Membership>::signal(group, &topic, &message, &proof)
}

#[test]
fn it_takes_a_members_word_and_says_its_alias() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
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
		let (members, topic) = scene();
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
