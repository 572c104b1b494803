//! Scopes, topics' names and stamps. The figures were made by another implementation of blake2b.

use codec::{Decode, Encode};
use hex_literal::hex;
use jmt_primitives::{
	proofs::{
		scope::{circuit_input, circuit_inputs, scope, topic_end, topic_name, SCOPE},
		stamp::{find, zero_bits, Signal, Stamp, STAMP},
		ProofBytes, Scalar,
	},
	Hash, Moment,
};
use proptest::prelude::*;

const GENESIS: Hash = Hash::repeat_byte(1);
const BLOCK: Hash = Hash::repeat_byte(8);
const ENDS: Moment = 1_800_000_000_000;

fn signal() -> Signal {
	Signal {
		group: 7,
		depth: 20,
		root: Scalar([3; 32]),
		nullifier: Scalar([4; 32]),
		message: Hash::repeat_byte(5),
		topic: topic_name(ENDS, &[2; 24]),
		proof: ProofBytes([6; 256]),
	}
}

#[test]
fn it_keeps_the_published_scope() {
	let expected = hex!("bf14c49ceeb78a62a4283df8d8fd572cc002b0d97556eea526287b521d3543ca");
	let topic = topic_name(ENDS, &[2; 24]);
	assert_eq!(scope(&GENESIS, 7, &topic), Hash::from(expected));
	assert_ne!(scope(&GENESIS, 8, &topic), Hash::from(expected));
	assert_ne!(scope(&BLOCK, 7, &topic), Hash::from(expected));
	assert_ne!(scope(&GENESIS, 7, &topic_name(ENDS + 1, &[2; 24])), Hash::from(expected));
	assert_eq!((SCOPE, STAMP), (&b"jmt/zk/scope/v1"[..], &b"jmt/zk/stamp/v1"[..]));
}

/// The inputs of a proof that npm `@semaphore-protocol/core` made: of `message` and `scope` as texts, which it writes as
/// 32 bytes with zeros behind.
#[test]
fn it_hashes_as_semaphore_does() {
	let text = |text: &[u8]| {
		let mut bytes = [0; 32];
		bytes[..text.len()].copy_from_slice(text);
		Hash::from(bytes)
	};
	let message = hex!("003bebf6f6bc6d58c5e737ebb23c48ec043a4ff3a8ff2520899b178e28c90f7f");
	let of_scope = hex!("00e5a42bfdae89abea02cf98248f4ee4c9b0e1f1b6f830d53c839d942d1860bb");
	let (root, nullifier) = (Scalar([3; 32]), Scalar([4; 32]));
	let inputs = circuit_inputs(root, nullifier, &text(b"message"), &text(b"scope"));
	assert_eq!(inputs, [root, nullifier, Scalar(message), Scalar(of_scope)]);
	assert_eq!(circuit_input(&text(b"scope")), Scalar(of_scope));
}

/// Scopes, messages and the circuit's inputs, as npm `@semaphore-protocol/core` and `@polkadot/util-crypto` make them.
#[test]
fn it_makes_the_scopes_and_inputs_of_the_published_vectors() {
	let file = include_str!("../../testing/fixtures/zk/semaphore-vectors.json");
	let vectors: serde_json::Value = serde_json::from_str(file).unwrap();
	let number =
		|hex: &serde_json::Value| Hash::from_slice(&hex::decode(hex.as_str().unwrap()).unwrap());
	let scopes = vectors["scopes"].as_array().unwrap();
	for made in scopes {
		let group = u32::try_from(made["group"].as_u64().unwrap()).unwrap();
		let expected = number(&made["scope"]);
		assert_eq!(scope(&number(&made["genesis"]), group, &number(&made["topic"])), expected);
		assert_eq!(circuit_input(&expected), Scalar::from(number(&made["input"])));
	}
	let messages = vectors["messages"].as_array().unwrap();
	for made in messages {
		let input = Scalar::from(number(&made["input"]));
		assert_eq!(circuit_input(&number(&made["message"])), input);
	}
	assert!(scopes.len() > 3 && messages.len() > 2);
}

#[test]
fn it_names_a_topic_by_its_end() {
	let topic = topic_name(0x0102_0304_0506_0708, &[9; 24]);
	assert_eq!(topic.0[..8], [1, 2, 3, 4, 5, 6, 7, 8]);
	assert_eq!(topic.0[8..], [9; 24]);
	for ends in [0, 1, ENDS, Moment::MAX] {
		assert_eq!(topic_end(&topic_name(ends, &[0xff; 24])), ends);
	}
}

#[test]
fn it_keeps_the_published_stamp() {
	let hash = signal().hash();
	let expected = hex!("804cdd783a0a1caaaddbbe3cf21eb68b5a9212802d88930dfe59966000afe003");
	assert_eq!(hash, Hash::from(expected));
	for (nonce, bits) in
		[(0, 4), (69, 5), (101, 6), (160, 7), (210, 11), (2_343, 12), (111_423, 16)]
	{
		assert_eq!(zero_bits(&GENESIS, &hash, &BLOCK, nonce), bits);
	}
	assert_eq!(find(&GENESIS, &hash, &BLOCK, 11, 0..1_000), Some(210));
	assert_eq!(find(&GENESIS, &hash, &BLOCK, 12, 0..2_343), None);
	assert_eq!(find(&GENESIS, &hash, &BLOCK, 12, 211..2_344), Some(2_343));
}

#[test]
fn it_covers_every_part_of_the_signal() {
	let one = signal();
	let others = [
		Signal { group: 8, ..one },
		Signal { depth: 21, ..one },
		Signal { root: Scalar([9; 32]), ..one },
		Signal { nullifier: Scalar([9; 32]), ..one },
		Signal { message: Hash::repeat_byte(9), ..one },
		Signal { topic: Hash::repeat_byte(9), ..one },
		Signal { proof: ProofBytes([9; 256]), ..one },
	];
	assert!(others.iter().all(|other| other.hash() != one.hash()));
	let (hash, other) = (one.hash(), others[6].hash());
	assert_eq!(zero_bits(&GENESIS, &hash, &BLOCK, 111_423), 16);
	for (genesis, hash, block) in
		[(BLOCK, hash, BLOCK), (GENESIS, other, BLOCK), (GENESIS, hash, GENESIS)]
	{
		assert!(zero_bits(&genesis, &hash, &block, 111_423) < 16);
	}
}

#[test]
fn it_encodes_a_stamp_as_block_and_nonce() {
	let stamp = Stamp { block: 0x0403_0201, nonce: 5 };
	let bytes = hex!("01020304 0500000000000000");
	assert_eq!(stamp.encode(), bytes);
	assert_eq!(Stamp::decode(&mut &bytes[..]), Ok(stamp));
}

proptest! {
	#[test]
	fn it_finds_the_first_nonce_that_suffices(bits in 0u32..9, start in any::<u32>()) {
		let hash = signal().hash();
		let start = u64::from(start);
		if let Some(nonce) = find(&GENESIS, &hash, &BLOCK, bits, start..start + 4_096) {
			prop_assert!(zero_bits(&GENESIS, &hash, &BLOCK, nonce) >= bits);
			let before = (start..nonce).any(|n| zero_bits(&GENESIS, &hash, &BLOCK, n) >= bits);
			prop_assert!(!before);
		} else {
			let any = (start..start + 4_096).any(|n| zero_bits(&GENESIS, &hash, &BLOCK, n) >= bits);
			prop_assert!(!any);
		}
	}
}
