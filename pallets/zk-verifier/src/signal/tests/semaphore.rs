//! Proofs that npm `@semaphore-protocol/core` made with the published artefacts, by the published keys and through the
//! calls that everybody uses: no forged key has part in it.

use crate::{groups::makers::order, mock::*, signal::makers::*, Error, NextGroup, Signal};
use frame_support::{assert_ok, BoundedVec};
use jmt_primitives::{
	authorized::SignalRefusal,
	proofs::{
		scope::{circuit_inputs, topic_end},
		MembershipKeys, MembershipProof, ProofBytes, Purpose, Scalar, Semaphore,
	},
	Hash,
};
use serde_json::Value;
use sp_runtime::DispatchError;

const VECTORS: &str = include_str!("../../../../../testing/fixtures/zk/semaphore-vectors.json");
const KEYS: [(u8, &[u8; 768]); 2] = [
	(10, include_bytes!("../../../../../chain-specs/semaphore-10.key")),
	(20, include_bytes!("../../../../../chain-specs/semaphore-20.key")),
];

fn bytes<const N: usize>(hex: &Value) -> [u8; N] {
	hex::decode(hex.as_str().unwrap()).unwrap().try_into().unwrap()
}

/// The word of a proof of the file, on a chain with the genesis, the group and the topic that it was made for.
fn word(vectors: &Value, number: usize) -> Word {
	let made = &vectors["proofs"][number];
	let scope = &vectors["scopes"][made["scope"].as_u64().unwrap() as usize];
	frame_system::BlockHash::<Test>::insert(0, Hash::from(bytes::<32>(&scope["genesis"])));
	let group = scope["group"].as_u64().unwrap() as u32;
	let topic = Hash::from(bytes::<32>(&scope["topic"]));
	let message = &vectors["messages"][made["message"].as_u64().unwrap() as usize]["message"];
	let inputs: Vec<_> =
		made["inputs"].as_array().unwrap().iter().map(|input| Scalar(bytes(input))).collect();
	let proof = MembershipProof {
		depth: made["semaphore"]["merkleTreeDepth"].as_u64().unwrap() as u8,
		root: inputs[0],
		nullifier: inputs[1],
		proof: ProofBytes(bytes(&made["proof"])),
	};
	let message = Hash::from(bytes::<32>(message));
	let scope = Hash::from(bytes::<32>(&scope["scope"]));
	assert_eq!(ZkVerifier::scope_of(group, &topic), scope);
	assert_eq!(circuit_inputs(proof.root, proof.nullifier, &message, &scope)[..], inputs);

	DepthKeys::set(KEYS.map(|(depth, _)| (depth, Semaphore::key(depth).unwrap())).into());
	for (depth, key) in KEYS {
		let purpose = Purpose::Membership { depth };
		let key = BoundedVec::try_from(key.to_vec()).unwrap();
		assert_ok!(ZkVerifier::register_key(by(bob()), key, purpose, ceremony()));
	}
	make_block(100);
	set_time(topic_end(&topic) - 1_000);
	NextGroup::<Test>::put(group);
	assert_ok!(ZkVerifier::create_group(by(alice())));
	let commitments: Vec<_> = vectors["identities"]
		.as_array()
		.unwrap()
		.iter()
		.map(|identity| Scalar(bytes(&identity["commitment"])))
		.collect();
	let commitments = commitments.try_into().unwrap();
	assert_ok!(ZkVerifier::add_members(by(alice()), group, commitments));
	assert_ok!(ZkVerifier::open_topic(by(bob()), group, topic, topic_end(&topic), 5));
	Word { signal: Signal { group, topic, message, proof }, stamp: None }
}

fn each(test: impl Fn(Word)) {
	let vectors: Value = serde_json::from_str(VECTORS).unwrap();
	let count = vectors["proofs"].as_array().unwrap().len();
	assert!(count >= 2);
	for number in 0..count {
		ExtBuilder::default().build_and_execute(|| test(word(&vectors, number)));
	}
}

#[test]
fn it_takes_a_proof_of_the_npm_package() {
	each(|word| {
		assert_ok!(word.pay());
		assert!(word.is_taken());
		assert_eq!(word.pay(), Err(Error::<Test>::AliasTaken.into()));
	});
	each(|word| {
		let stamp = word.stamped();
		assert_ok!(stamp.include());
		assert!(stamp.is_taken());
	});
}

#[test]
fn it_refuses_another_message_another_alias_and_another_depth() {
	let refuses = |change: fn(&mut Signal), error: Error<Test>| {
		let error = DispatchError::from(error);
		each(|mut word| {
			change(&mut word.signal);
			assert_eq!(word.pay(), Err(error));
			let free = word.stamped().authorize();
			assert!(free.is_err());
		});
	};
	refuses(|signal| signal.message.0[31] ^= 1, Error::NotProven);
	refuses(|signal| signal.proof.nullifier.0[31] ^= 1, Error::NotProven);
	refuses(|signal| signal.proof.depth = 30 - signal.proof.depth, Error::NotProven);
	refuses(|signal| signal.proof.nullifier = order(), Error::ScalarNotReduced);
}

#[test]
fn it_refuses_the_same_proof_on_another_chain() {
	each(|word| {
		frame_system::BlockHash::<Test>::insert(0, Hash::repeat_byte(9));
		assert_eq!(word.pay(), Err(Error::<Test>::NotProven.into()));
		let refused = word.stamped().authorize();
		assert_eq!(refused, Err(SignalRefusal::BadProof.into()));
	});
}
