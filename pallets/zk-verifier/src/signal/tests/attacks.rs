//! Attacks. The attacker may read everything, send anything, and knows how to make of one proof another.

use crate::{groups::makers::*, mock::*, signal::makers::*, Error, Topics};
use frame_support::{assert_ok, traits::UnfilteredDispatchable};
use jmt_primitives::{
	authorized::SignalRefusal,
	proofs::{scope::topic_name, Scalar},
	Hash,
};

/// The number plus r proves the same: without the check it would be a second entry of one member.
#[test]
fn it_counts_a_member_once_whatever_the_form_of_its_nullifier() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let mut word = Word::new(&members, topic, 1);
		word.signal.proof.nullifier = Scalar::from(5);
		let word = word.proven();
		assert_ok!(word.pay());
		let mut plus = word;
		let mut sum = order();
		sum.0[31] += 5;
		plus.signal.proof.nullifier = sum;
		assert_eq!(plus.pay(), Err(Error::<Test>::ScalarNotReduced.into()));
		assert_eq!(used(members.id, topic), 1);
	});
}

/// Two proofs of one member come into one block, both authorised by the pool before.
#[test]
fn it_takes_one_of_two_that_the_pool_took_for_good() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let one = Word::new(&members, topic, 1).stamped();
		let two = one.proven_on(&genesis(), 5).stamped();
		assert_ok!(one.authorize());
		assert_ok!(two.authorize());
		assert_ok!(one.include());
		assert_eq!(two.include(), Err(SignalRefusal::NullifierUsed.into()));
		// An author that skips `pre_dispatch` gets an error, and writes nothing.
		let forced = two.call().dispatch_bypass_filter(RuntimeOrigin::none());
		assert_eq!(forced.unwrap_err().error, Error::<Test>::AliasTaken.into());
		assert_eq!(used(members.id, topic), 1);
	});
}

/// A stranger opens topics for a group, one behind the other, so that it never closes.
#[test]
fn it_lets_no_stranger_keep_a_group_from_being_closed() {
	ExtBuilder::default().build_and_execute(|| {
		let members = Members::of(3);
		let far = NOW + crate::topics::MAX_STRANGERS_AHEAD;
		let topic = open(&members, 1, far, 1);
		assert_ok!(ZkVerifier::close_group(by(alice()), members.id, 1));
		let again = ZkVerifier::open_topic(by(bob()), members.id, name(far, 2), far, 1);
		assert_eq!(again, Err(Error::<Test>::GroupClosing.into()));
		set_time(far + 1);
		assert_ok!(ZkVerifier::close_topic(by(alice()), members.id, topic, 1));
		assert_ok!(ZkVerifier::close_group(by(alice()), members.id, 1));
		set_time(NOW);
	});
}

/// Somebody opens and clears a topic, and opens it again, so that every member counts a second time.
#[test]
fn it_opens_no_topic_twice_at_any_time() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		assert_ok!(Word::new(&members, topic, 1).pay());
		for now in [NOW + 60_001, NOW + 10 * 60_000, NOW + 400 * 86_400_000] {
			set_time(now);
			let _ = ZkVerifier::close_topic(by(bob()), members.id, topic, 9);
			assert!(Topics::<Test>::get(members.id, topic).is_none());
			for ends in [NOW + 60_000, now, now + 1] {
				let again = ZkVerifier::open_topic(by(bob()), members.id, topic, ends, 5);
				assert!(again.is_err());
			}
		}
	});
}

/// A member's word in one group is repeated in another with the same members and a topic of the same name.
#[test]
fn it_takes_no_word_of_another_group() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let other = Members::of(3);
		assert_eq!(members.root(), other.root());
		let same = open(&other, 1, NOW + 60_000, 5);
		assert_eq!(topic, same);
		let mut word = Word::new(&members, topic, 1);
		word.signal.group = other.id;
		assert_eq!(word.pay(), Err(Error::<Test>::NotProven.into()));
	});
}

/// Names that differ in their last byte, and ends that differ by a millisecond, are other scopes.
#[test]
fn it_takes_no_word_of_a_topic_with_almost_the_same_name() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let word = Word::new(&members, topic, 1);
		let mut last = [1; 24];
		last[23] = 2;
		for (ends, rest) in [(NOW + 60_000, last), (NOW + 60_001, [1; 24])] {
			let near = topic_name(ends, &rest);
			assert_ok!(ZkVerifier::open_topic(by(bob()), members.id, near, ends, 5));
			let mut other = word;
			other.signal.topic = near;
			assert_eq!(other.pay(), Err(Error::<Test>::NotProven.into()));
		}
	});
}

/// Bytes that say nothing at all: no panic, and a refusal.
#[test]
fn it_refuses_any_bytes() {
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		let good = Word::new(&members, topic, 1);
		for seed in 0..200u64 {
			let mut word = good;
			let noise = sp_io::hashing::blake2_256(&seed.to_le_bytes());
			let at = usize::from(noise[0]);
			match seed % 3 {
				0 => word.signal.proof.proof.0[at] ^= noise[1] | 1,
				1 => word.signal.proof.proof.0[at & 0xe0..][..32].copy_from_slice(&noise),
				_ => word.signal.message = Hash::from(noise),
			}
			assert!(word.pay().is_err(), "{seed}");
			assert!(word.stamped().authorize().is_err(), "{seed}");
		}
		assert_eq!(used(members.id, topic), 0);
	});
}
