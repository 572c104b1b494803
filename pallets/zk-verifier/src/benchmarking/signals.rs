//! Topics, and signals whose proofs are forged: the key of a depth is replaced by one whose secrets are known. They are
//! verified as any others.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::{
	groups::{group, number},
	setup::{funded, plant},
};
use crate::{forged::Forger, *};
use frame_support::traits::{Get, Time};
use jmt_primitives::{
	proofs::{
		scope::{circuit_inputs, topic_name},
		stamp::{find, Stamp},
		GroupId, MembershipKeys, MembershipProof, TopicId,
	},
	AccountId, Hash,
};

/// The depth of the circuit that is used most.
const DEPTH: u8 = 20;
/// The block that is being made.
const BLOCK: u32 = 100;

/// A group of a million, with a topic for so many aliases, some of which are taken.
pub(super) fn topic<T: Config>(most: u32, taken: u32) -> (AccountId, GroupId, TopicId) {
	let (_, id) = group::<T>(1 << 20, number(1_000));
	let opener = funded::<T>("opener");
	let ends = T::Time::now();
	let topic = topic_name(ends, &[1; 24]);
	Pallet::<T>::do_open_topic(opener.clone(), id, topic, ends, most, None).unwrap();
	let scope = Pallet::<T>::scope_of(id, &topic);
	(0..taken).for_each(|seed| Aliases::<T>::insert(scope, number(5_000 + seed), ()));
	Topics::<T>::mutate(id, topic, |stored| stored.as_mut().unwrap().used = taken);
	(opener, id, topic)
}

/// A topic that has ended.
pub(super) fn ended_topic<T: Config>(taken: u32) -> (AccountId, GroupId, TopicId) {
	let (opener, id, topic) = topic::<T>(MAX_ALIASES, taken);
	// The clock of a benchmark may stand at 1.
	let ends = T::Time::now().saturating_sub(1);
	Topics::<T>::mutate(id, topic, |stored| stored.as_mut().unwrap().ends = ends);
	(opener, id, topic)
}

/// A signal under the replaced root that is found last.
pub(super) fn signal<T: Config>() -> Signal {
	let (_, group, topic) = topic::<T>(2, 1);
	let key = T::MembershipKeys::key(DEPTH).unwrap();
	let forger = Forger::new(1, 4);
	Keys::<T>::remove(key);
	plant::<T>(&funded::<T>("keys"), key, &forger, 4);
	let (root, nullifier, message) = (number(0), number(4_000), Hash::repeat_byte(0x55));
	let scope = Pallet::<T>::scope_of(group, &topic);
	let inputs = circuit_inputs(root, nullifier, &message, &scope);
	let proof = forger.prove(&inputs, 1);
	let proof = MembershipProof { depth: DEPTH, root, nullifier, proof };
	Signal { group, topic, message, proof }
}

/// A stamp over the oldest block that is good, with as many bits as the chain asks for.
pub(super) fn stamp<T: Config>(signal: &Signal) -> Stamp {
	frame_system::Pallet::<T>::set_block_number(BLOCK);
	let block = BLOCK - jmt_primitives::proofs::stamp::STAMP_BLOCKS;
	let hash = Hash::repeat_byte(0x77);
	frame_system::BlockHash::<T>::insert(block, hash);
	let genesis = frame_system::Pallet::<T>::block_hash(0);
	let (bits, nonces) = (T::StampBits::get(), 0..u64::MAX);
	let nonce = find(&genesis, &signal.hash(), &hash, bits, nonces).unwrap();
	Stamp { block, nonce }
}
