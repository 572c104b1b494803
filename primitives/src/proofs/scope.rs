//! Scope and message of a membership proof.
//!
//! A member has one alias a scope, and a scope is a topic of a group on one chain. Alice's alias in one topic says
//! nothing about hers in another, nor about hers in the same topic of another chain.
//!
//! Semaphore's libraries take scope and message as numbers of 32 bytes, and put their own hash of each into the
//! circuit. So a proof for the chain is made by calling them with [`scope`] as it is, as a big-endian number.

use super::{GroupId, Scalar, TopicId};
use crate::{Hash, Moment};
use codec::Encode;
use sp_crypto_hashing::blake2_256;
use sp_io::hashing::keccak_256;

/// Purpose of [`scope`].
pub const SCOPE: &[u8] = b"jmt/zk/scope/v1";

/// The number that a member hands to Semaphore as scope: blake2-256 of the SCALE encoding of
/// `(purpose, genesis, group, topic)`, the purpose with its length before it.
pub fn scope(genesis: &Hash, group: GroupId, topic: &TopicId) -> Hash {
	blake2_256(&(SCOPE, genesis, group, topic).encode()).into()
}

/// The number that Semaphore's circuit gets for a scope or a message: keccak-256 of the 32 bytes, shifted right by 8
/// bits, so that it is below r (`hash` of npm `@semaphore-protocol/core`).
pub fn circuit_input(number: &Hash) -> Scalar {
	let hash = keccak_256(&number.0);
	let mut input = [0; 32];
	for (to, from) in input.iter_mut().skip(1).zip(hash) {
		*to = from;
	}
	Scalar(input)
}

/// The public inputs of Semaphore's circuit in their order: root, nullifier, message, scope.
pub fn circuit_inputs(
	root: Scalar,
	nullifier: Scalar,
	message: &Hash,
	scope: &Hash,
) -> [Scalar; 4] {
	[root, nullifier, circuit_input(message), circuit_input(scope)]
}

/// The name of a topic that ends at `ends`. A name that was used lies in the past once the topic is closed, so that no
/// topic is opened twice and no alias counts twice.
pub fn topic_name(ends: Moment, rest: &[u8; 24]) -> TopicId {
	let mut name = [0; 32];
	for (to, from) in name.iter_mut().zip(ends.to_be_bytes().iter().chain(rest)) {
		*to = *from;
	}
	name.into()
}

/// The end that a topic's name says, in ms: its first eight bytes, big-endian.
pub fn topic_end(topic: &TopicId) -> Moment {
	topic.0.first_chunk().map_or(0, |first| Moment::from_be_bytes(*first))
}
