//! Digests of end states. They are protocol: every worker of a task finds the same or loses its bond.

use super::samples::outcome;
use codec::{Decode, Encode};
use jmt_primitives::{
	tasks::{Content, Ending, Limits, Outcome},
	Hash,
};
use proptest::prelude::*;
use sp_crypto_hashing::blake2_256;
use std::collections::BTreeSet;

const LIMITS: Limits = Limits { fuel: 1_000, memory_pages: 1, output_bytes: 64 };

const ENDINGS: [Ending; 5] = [
	Ending::Finished { code: 0 },
	Ending::Trapped,
	Ending::OutOfFuel,
	Ending::StackExhausted,
	Ending::OutputTooLong,
];

fn of(ending: Ending) -> Outcome {
	Outcome {
		ending,
		fuel: if ending == Ending::OutOfFuel { 1_000 } else { 999 },
		output: Content {
			hash: Hash::repeat_byte(2),
			length: if ending == Ending::OutputTooLong { 64 } else { 63 },
		},
		memory: (ending != Ending::Trapped).then_some(Hash::repeat_byte(3)),
	}
}

#[test]
fn it_lays_out_a_digest_as_documented() {
	let finished = Outcome { ending: Ending::Finished { code: 0x0102_0304 }, ..of(ENDINGS[0]) };
	let tail = [&999u64.to_le_bytes()[..], &[2; 32], &63u32.to_le_bytes()].concat();
	let purpose = [&[18 << 2][..], b"jmt/task/result/v1"].concat();
	let bytes = [&purpose[..], &[0, 4, 3, 2, 1], &tail, &[1], &[3; 32]].concat();
	assert_eq!(finished.digest().0 .0, blake2_256(&bytes));
	let trapped = [&purpose[..], &[1], &tail, &[0]].concat();
	assert_eq!(of(Ending::Trapped).digest().0 .0, blake2_256(&trapped));
}

#[test]
fn it_keeps_the_published_digests() {
	// Computed by Python's hashlib from bytes put together by hand.
	let published = [
		"d51bb99119da3f1a482e195058be62813f293663438ff98eb10a1fcd8f1163a9",
		"62dc43cd0d2454fdb993526941ac6c82e233250978072f03b23d569e0121edf4",
		"ba3c4f6f6cd05b93280a1bafd1a9379e310e98c3690619496452fd099d19ed10",
		"bea4b2f2fbbb8a52c9c83204e43dc32fdd2ee670854b4a235d227a0073f2f3b0",
		"90bddc7fabdc553986624c5adccd15ef6886d429536d722c41c96502d2018549",
	];
	let digests = ENDINGS.map(|ending| hex::encode(of(ending).digest().0));
	assert_eq!(digests, published.map(String::from));
}

#[test]
fn it_differs_in_everything_that_a_run_ends_with() {
	let one = of(ENDINGS[0]);
	let output = |hash, length| Content { hash: Hash::repeat_byte(hash), length };
	let others = [
		Outcome { ending: Ending::Finished { code: 1 }, ..one },
		Outcome { ending: Ending::StackExhausted, ..one },
		Outcome { ending: Ending::OutOfFuel, ..one },
		Outcome { ending: Ending::OutputTooLong, ..one },
		Outcome { ending: Ending::Trapped, ..one },
		Outcome { fuel: 998, ..one },
		Outcome { output: output(4, 63), ..one },
		Outcome { output: output(2, 62), ..one },
		Outcome { memory: Some(Hash::repeat_byte(4)), ..one },
		Outcome { memory: None, ..one },
	];
	let digests: BTreeSet<_> = others.iter().chain([&one]).map(|one| one.digest().0).collect();
	assert_eq!(digests.len(), others.len() + 1);
}

#[test]
fn it_can_end_in_each_way() {
	for ending in ENDINGS {
		assert!(of(ending).is_possible(&LIMITS), "{ending:?}");
	}
	let last = Outcome { fuel: 1_000, ..of(ENDINGS[0]) };
	assert!(last.is_possible(&LIMITS), "the last fuel may be the last step's");
	let full = Outcome { output: Content { length: 64, ..last.output }, ..last };
	assert!(full.is_possible(&LIMITS));
	let nothing = Limits { fuel: 0, memory_pages: 0, output_bytes: 0 };
	let out_of_fuel = Outcome { fuel: 0, output: Content::of(b"").unwrap(), ..of(ENDINGS[2]) };
	assert!(out_of_fuel.is_possible(&nothing));
}

#[test]
fn it_cannot_end_beyond_its_limits() {
	let output = |length| Content { hash: Hash::repeat_byte(2), length };
	let memory = Some(Hash::repeat_byte(3));
	for ending in ENDINGS {
		let one = of(ending);
		let absent = if one.memory.is_some() { None } else { memory };
		for beyond in [
			Outcome { fuel: 1_001, ..one },
			Outcome { output: output(65), ..one },
			Outcome { memory: absent, ..one },
		] {
			assert!(!beyond.is_possible(&LIMITS), "{beyond:?}");
		}
	}
	assert!(!Outcome { fuel: 999, ..of(Ending::OutOfFuel) }.is_possible(&LIMITS));
	assert!(!Outcome { output: output(63), ..of(Ending::OutputTooLong) }.is_possible(&LIMITS));
}

#[test]
fn it_reads_no_ending_that_there_is_not() {
	let mut bytes = outcome(1).encode();
	bytes[0] = 5;
	assert!(Outcome::decode(&mut &bytes[..]).is_err());
}

proptest! {
	#[test]
	fn it_names_outcomes_apart(one in any::<(u32, u64, u32)>(), other in any::<(u32, u64, u32)>()) {
		let of = |(code, fuel, length)| Outcome {
			ending: Ending::Finished { code },
			fuel,
			output: Content { hash: Hash::zero(), length },
			memory: None,
		};
		prop_assert_eq!(of(one).digest() == of(other).digest(), one == other);
		prop_assert_eq!(of(one).digest(), of(one).digest());
	}
}
