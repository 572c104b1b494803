//! Stamps. The proof of each signal here is good, so that it is the stamp that decides.

use super::reject::unknown;
use crate::{mock::*, signal::makers::*};
use frame_support::assert_ok;
use jmt_primitives::{
	authorized::SignalRefusal,
	proofs::{
		stamp::{zero_bits, Stamp},
		TopicId,
	},
	Hash,
};
use sp_runtime::transaction_validity::TransactionValidityError;

/// A word of the scene, and a verdict about its stamp.
fn judge(
	bits: u32,
	stamp: impl FnOnce(Word, &crate::groups::makers::Members, TopicId) -> Word,
) -> Result<(), TransactionValidityError> {
	let mut verdict = None;
	ExtBuilder::default().build_and_execute(|| {
		let (members, topic) = scene();
		Bits::set(bits);
		let word = stamp(Word::new(&members, topic, 1), &members, topic);
		verdict = Some(word.authorize().map(drop));
	});
	verdict.unwrap()
}

/// The leading zero bits of a word's stamp.
fn bits_of(word: &Word) -> u32 {
	let Stamp { block, nonce } = word.stamp.unwrap();
	zero_bits(&genesis(), &word.signal.hash(), &block_hash(block), nonce)
}

#[test]
fn it_takes_as_many_bits_as_it_asks_for_and_refuses_one_less() {
	for bits in [0, 1, 7, 8, 9, 12] {
		assert_ok!(judge(bits, |word, _, _| {
			let mut from = 0;
			loop {
				let stamped = word.stamped_by(99, bits, from);
				if bits_of(&stamped) == bits {
					return stamped;
				}
				from = stamped.stamp.unwrap().nonce + 1;
			}
		}));
		let short = judge(bits + 1, |word, _, _| {
			let mut from = 0;
			loop {
				let stamped = word.stamped_by(99, bits, from);
				if bits_of(&stamped) == bits {
					return stamped;
				}
				from = stamped.stamp.unwrap().nonce + 1;
			}
		});
		assert_eq!(short, Err(SignalRefusal::StampTooWeak.into()));
	}
}

#[test]
fn it_takes_the_last_64_blocks() {
	for block in [99, 98, 36] {
		assert_ok!(judge(6, |word, _, _| word.stamped_on(block)));
	}
	for block in [35, 34, 1, 0] {
		let old = judge(6, |word, _, _| Word { stamp: Some(Stamp { block, nonce: 0 }), ..word });
		assert_eq!(old, Err(SignalRefusal::StampTooOld.into()), "{block}");
	}
}

#[test]
fn it_does_not_know_blocks_that_are_to_come_or_have_no_hash() {
	for block in [100, 101, u32::MAX] {
		let coming = judge(0, |word, _, _| Word { stamp: Some(Stamp { block, nonce: 0 }), ..word });
		assert_eq!(coming, Err(unknown(102)), "{block}");
	}
	let pruned = judge(0, |word, _, _| {
		frame_system::BlockHash::<Test>::remove(90);
		word.stamped_on(90)
	});
	assert_eq!(pruned, Err(unknown(102)));
}

#[test]
fn it_is_of_one_block() {
	// Of another branch.
	let other = judge(12, |word, _, _| {
		let stamped = word.stamped_on(90);
		frame_system::BlockHash::<Test>::insert(90, Hash::repeat_byte(1));
		stamped
	});
	assert_eq!(other, Err(SignalRefusal::StampTooWeak.into()));
	let moved = judge(12, |word, _, _| {
		let mut stamped = word.stamped_on(90);
		stamped.stamp.as_mut().unwrap().block = 91;
		stamped
	});
	assert_eq!(moved, Err(SignalRefusal::StampTooWeak.into()));
}

#[test]
fn it_is_of_one_proof_one_message_and_one_chain() {
	let weak = || Err(SignalRefusal::StampTooWeak.into());
	// Another good proof of the same signal, which anybody can make of the first.
	let proof = judge(12, |word, _, _| {
		let stamp = word.stamped().stamp;
		Word { stamp, ..word.proven_on(&genesis(), 2) }
	});
	assert_eq!(proof, weak());
	let message = judge(12, |word, _, _| {
		let stamp = word.stamped().stamp;
		let mut other = word;
		other.signal.message = Hash::zero();
		Word { stamp, ..other.proven() }
	});
	assert_eq!(message, weak());
	let member = judge(12, |word, members, topic| {
		let stamp = word.stamped().stamp;
		Word { stamp, ..Word::new(members, topic, 2) }
	});
	assert_eq!(member, weak());
	// The stamp is of the chain: its genesis changes, and the proof with it.
	let chain = judge(12, |word, _, _| {
		let stamp = word.stamped().stamp;
		frame_system::BlockHash::<Test>::insert(0, Hash::repeat_byte(9));
		Word { stamp, ..word.proven() }
	});
	assert_eq!(chain, weak());
}
