//! Each refusal, as the pool sees it and as a call that pays gets it. None writes anything.

use crate::{groups::makers::*, mock::*, signal::makers::*, Error, Topics};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Authorize, UnfilteredDispatchable},
};
use jmt_primitives::{
	authorized::SignalRefusal,
	proofs::{ProofBytes, Purpose, Scalar, TopicId},
	Hash, Moment,
};
use sp_runtime::{
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidityError, UnknownTransaction,
	},
	DispatchError, StateVersion,
};

/// A refusal that may be none with the next block.
pub(super) fn unknown(code: u8) -> TransactionValidityError {
	UnknownTransaction::Custom(code).into()
}

/// The state's root, storage of children included.
fn state() -> Vec<u8> {
	sp_io::storage::root(StateVersion::V1)
}

/// The signal is refused in the pool, in a block and by a call that pays, and nothing is written. Another member's
/// is taken in the same scene, so that it is this signal that is refused.
pub(super) fn refuses(word: &Word, free: TransactionValidityError, paid: Error<Test>) {
	let before = state();
	let stamped = if word.stamp.is_some() { *word } else { word.stamped() };
	assert_eq!(stamped.authorize(), Err(free));
	let in_block = stamped.call().authorize(TransactionSource::InBlock).unwrap();
	assert_eq!(in_block.map(drop), Err(free));
	let without = Word { stamp: None, ..*word };
	let sent = without.call().dispatch_bypass_filter(by(council()));
	assert_eq!(sent.map(drop).map_err(|error| error.error), Err(paid.into()));
	assert_eq!(state(), before);
}

/// A scene and a word of it, which the change spoils.
fn spoils(
	change: impl FnOnce(&mut Word, &Members, TopicId),
	free: impl Into<TransactionValidityError>,
	paid: Error<Test>,
) {
	let free = free.into();
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let good = Word::new(&members, topic, 1);
		assert_ok!(good.stamped().authorize());
		let mut word = good;
		change(&mut word, &members, topic);
		refuses(&word, free, paid);
	});
}

/// At another time.
fn at(now: Moment) -> impl FnOnce(&mut Word, &Members, TopicId) {
	move |_, _, _| set_time(now)
}

#[test]
fn it_refuses_a_topic_that_is_over() {
	spoils(at(NOW + 60_001), SignalRefusal::TopicOver, Error::TopicEnded);
	// A name that was never opened says when it ends.
	let named = |ends| {
		move |word: &mut Word, _: &Members, _: TopicId| {
			word.signal.topic = name(ends, 9);
			*word = word.proven();
		}
	};
	spoils(named(NOW - 1), SignalRefusal::TopicOver, Error::TopicEnded);
	spoils(named(NOW), unknown(100), Error::UnknownTopic);
	spoils(named(NOW + 5), unknown(100), Error::UnknownTopic);
	// Cleared.
	let clear = |_: &mut Word, members: &Members, topic: TopicId| {
		set_time(NOW + 60_001);
		assert_ok!(ZkVerifier::close_topic(by(bob()), members.id, topic, 1));
	};
	spoils(clear, SignalRefusal::TopicOver, Error::TopicEnded);
}

#[test]
fn it_refuses_a_group_that_is_not_there() {
	spoils(|word, _, _| word.signal.group += 1, unknown(100), Error::UnknownTopic);
}

#[test]
fn it_refuses_a_topic_that_is_full() {
	let fill = |_: &mut Word, members: &Members, topic: TopicId| {
		for member in 2..7 {
			assert_ok!(Word::new(members, topic, member).pay());
		}
		assert_eq!(used(members.id, topic), 5);
	};
	spoils(fill, SignalRefusal::TopicFull, Error::TopicFull);
}

#[test]
fn it_refuses_roots_that_are_not_good() {
	let other = |word: &mut Word, _: &Members, _: TopicId| {
		word.signal.proof.root = leaf(5);
		*word = word.proven();
	};
	spoils(other, unknown(101), Error::RootNotGood);
	ExtBuilder::default().build_and_execute(|| {
		make_block(100);
		let mut members = Members::of(3);
		let topic = open(&members, 1, NOW + 10 * ROOT_LIFETIME, 5);
		let word = Word::new(&members, topic, 1);
		assert_ok!(members.remove(0));
		set_time(NOW + ROOT_LIFETIME - 1);
		assert_ok!(word.stamped().authorize());
		// The removed member is out.
		set_time(NOW + ROOT_LIFETIME);
		refuses(&word, SignalRefusal::RootExpired.into(), Error::RootNotGood);
		assert_ok!(Word::new(&members, topic, 1).stamped().authorize());
		// Once forgotten, the chain cannot tell it from one that comes.
		assert_ok!(members.add(&leaves(7..8)));
		refuses(&word, unknown(101), Error::RootNotGood);
	});
}

#[test]
fn it_refuses_the_root_of_an_empty_group() {
	ExtBuilder::default().build_and_execute(|| {
		make_block(100);
		let (mut members, full) = (Members::none(), Members::of(3));
		let topic = open(&members, 1, NOW + 60_000, 5);
		let mut word = Word::new(&full, topic, 1);
		word.signal.group = members.id;
		word.signal.proof.root = Scalar::default();
		refuses(&word.proven(), unknown(101), Error::RootNotGood);
		// That of another group becomes good with the same members.
		word.signal.proof.root = full.root();
		refuses(&word.proven(), unknown(101), Error::RootNotGood);
		assert_ok!(members.add(&leaves(0..3)));
		assert_ok!(word.proven().pay());
	});
}

#[test]
fn it_refuses_nullifiers_that_are_no_numbers() {
	let beyond = |nullifier: Scalar| {
		move |word: &mut Word, _: &Members, _: TopicId| word.signal.proof.nullifier = nullifier
	};
	let not_reduced = SignalRefusal::NullifierNotReduced;
	spoils(beyond(order()), not_reduced, Error::ScalarNotReduced);
	spoils(beyond(Scalar([0xff; 32])), not_reduced, Error::ScalarNotReduced);
}

#[test]
fn it_refuses_a_nullifier_that_was_used() {
	let used = |word: &mut Word, _: &Members, _: TopicId| {
		assert_ok!(word.pay());
	};
	spoils(used, SignalRefusal::NullifierUsed, Error::AliasTaken);
	// With another proof of another message.
	let again = |word: &mut Word, _: &Members, _: TopicId| {
		assert_ok!(word.stamped().include());
		word.signal.message = Hash::zero();
		*word = word.proven_on(&genesis(), 9);
	};
	spoils(again, SignalRefusal::NullifierUsed, Error::AliasTaken);
}

#[test]
fn it_refuses_depths_without_a_circuit_and_without_a_key() {
	let depth =
		|depth| move |word: &mut Word, _: &Members, _: TopicId| word.signal.proof.depth = depth;
	for none in [0, DEPTH + 1, 33, u8::MAX] {
		spoils(depth(none), SignalRefusal::WrongDepth, Error::WrongDepth);
	}
	spoils(depth(ABSENT), unknown(103), Error::UnknownKey);
}

#[test]
fn it_refuses_by_a_retired_key_once_its_time_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let word = Word::new(&members, topic, 1);
		let key = member_forger(DEPTH).id();
		assert_ok!(ZkVerifier::retire_key(by(council()), key, NOW + 5));
		set_time(NOW + 5);
		assert_ok!(word.stamped().authorize());
		set_time(NOW + 6);
		refuses(&word, SignalRefusal::KeyRetired.into(), Error::KeyRetired);
	});
}

#[test]
fn it_takes_a_depth_once_its_key_is_registered() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let mut word = Word::new(&members, topic, 1);
		word.signal.proof.depth = ABSENT;
		let word = word.proven();
		refuses(&word, unknown(103), Error::UnknownKey);
		let bytes = member_forger(ABSENT).bytes().try_into().unwrap();
		let purpose = Purpose::Membership { depth: ABSENT };
		assert_ok!(ZkVerifier::register_key(by(bob()), bytes, purpose, ceremony()));
		assert_ok!(word.stamped().include());
	});
}

#[test]
fn it_refuses_proofs_of_something_else() {
	let bad = SignalRefusal::BadProof;
	let message = |word: &mut Word, _: &Members, _: TopicId| {
		word.signal.message = Hash::repeat_byte(1);
	};
	spoils(message, bad, Error::NotProven);
	let nullifier = |word: &mut Word, _: &Members, _: TopicId| {
		word.signal.proof.nullifier = nullifier(2);
	};
	spoils(nullifier, bad, Error::NotProven);
	let topic = |word: &mut Word, members: &Members, _: TopicId| {
		word.signal.topic = open(members, 2, NOW + 60_000, 5);
	};
	spoils(topic, bad, Error::NotProven);
	let root = |word: &mut Word, _: &Members, _: TopicId| {
		let mut members = Members { id: 1, owner: alice(), tree: Default::default() };
		members.tree.append_many(&leaves(0..3).iter().map(element).collect::<Vec<_>>()).unwrap();
		assert_ok!(members.add(&leaves(3..4)));
		word.signal.proof.root = members.root();
	};
	spoils(root, bad, Error::NotProven);
	let chain = |word: &mut Word, _: &Members, _: TopicId| {
		*word = word.proven_on(&Hash::repeat_byte(1), 1);
	};
	spoils(chain, bad, Error::NotProven);
}

#[test]
fn it_refuses_proofs_that_are_none() {
	let proof = |change: fn(&mut [u8; 256])| {
		move |word: &mut Word, _: &Members, _: TopicId| change(&mut word.signal.proof.proof.0)
	};
	let bad = SignalRefusal::BadProof;
	spoils(proof(|bytes| *bytes = [0; 256]), bad, Error::Infinity);
	spoils(proof(|bytes| *bytes = [0xff; 256]), bad, Error::NotReduced);
	spoils(proof(|bytes| bytes[63] ^= 1), bad, Error::OffCurve);
}

#[test]
fn it_refuses_a_free_signal_without_a_stamp_and_without_room() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let word = Word::new(&members, topic, 1);
		assert_eq!(word.authorize(), Err(SignalRefusal::NoStamp.into()));
		let bare = || word.call().dispatch_bypass_filter(RuntimeOrigin::none());
		assert_noop!(bare().map_err(|error| error.error), DispatchError::BadOrigin);
		let root = || word.call().dispatch_bypass_filter(RuntimeOrigin::root());
		assert_noop!(root().map_err(|error| error.error), DispatchError::BadOrigin);
		Full::set(true);
		let full = InvalidTransaction::ExhaustsResources.into();
		assert_eq!(word.stamped().authorize(), Err(full));
		Full::set(false);
		assert_ok!(word.stamped().authorize());
	});
}

#[test]
fn it_refuses_a_stamp_on_a_signal_that_pays() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let word = Word::new(&members, topic, 1).stamped();
		assert_noop!(word.pay(), Error::<Test>::StampGiven);
		assert_eq!(Topics::<Test>::get(members.id, topic).unwrap().used, 0);
	});
}

#[test]
fn it_looks_at_what_is_cheap_first() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		// Everything is wrong with it.
		let mut word = Word::new(&members, topic, 1);
		word.signal.proof.proof = ProofBytes([0; 256]);
		word.signal.proof.depth = 0;
		word.signal.proof.nullifier = order();
		word.signal.proof.root = leaf(77);
		set_time(NOW + 60_001);
		Full::set(true);
		assert_eq!(word.authorize(), Err(SignalRefusal::NoStamp.into()));
		Bits::set(200);
		let stamp = Some(jmt_primitives::proofs::stamp::Stamp { block: 3, nonce: 1 });
		let expect = |word: &Word, refusal: TransactionValidityError| {
			assert_eq!(Word { stamp, ..*word }.authorize(), Err(refusal));
		};
		expect(&word, InvalidTransaction::ExhaustsResources.into());
		Full::set(false);
		expect(&word, SignalRefusal::TopicOver.into());
		set_time(NOW);
		expect(&word, unknown(101));
		word.signal.proof.root = members.root();
		expect(&word, SignalRefusal::NullifierNotReduced.into());
		word.signal.proof.nullifier = nullifier(1);
		expect(&word, SignalRefusal::WrongDepth.into());
		word.signal.proof.depth = DEPTH;
		expect(&word, SignalRefusal::StampTooOld.into());
		let stamp = Some(jmt_primitives::proofs::stamp::Stamp { block: 99, nonce: 1 });
		let weak = Word { stamp, ..word };
		assert_eq!(weak.authorize(), Err(SignalRefusal::StampTooWeak.into()));
		Bits::set(0);
		assert_eq!(weak.authorize(), Err(SignalRefusal::BadProof.into()));
	});
}
