//! Functions that no bytes may break: those that `fuzz/` feeds and the properties below run with random and mutated
//! bytes.

#![allow(dead_code, reason = "each of two crates uses a part")]

use codec::{Decode, Encode, MaxEncodedLen};
use jmt_primitives::{
	tasks::{
		signed::terms_hash, threshold, wait, Amounts, BatchOpened, BatchState, Instant, Outcome,
		Tariff, Task, Terms,
	},
	AccountId, JMT,
};
use sp_runtime::{DigestItem, Permill};
use std::fmt::Debug;

/// A target by its name.
pub const TARGETS: [(&str, fn(&[u8])); 4] =
	[("terms", terms), ("result", result), ("announcement", announcement), ("task", task)];

const TARIFF: Tariff = Tariff {
	unit: 10 * JMT,
	least_pay: JMT / 100,
	least_bond: JMT,
	bond_pays: 32,
	least_silence: JMT / 10,
	silence_pays: 2,
	market_fee: Permill::from_percent(5),
	service_slot: JMT,
	service_byte: JMT,
	deposit_task: JMT,
	deposit_byte: JMT,
	bounty: JMT,
};

/// Decodes a value, which is written as it is read but for lengths, which are written no longer.
fn decoded<T: Decode + Encode + MaxEncodedLen + PartialEq + Debug>(input: &[u8]) -> Option<T> {
	let mut rest = input;
	let value = T::decode(&mut rest).ok()?;
	let bytes = value.encode();
	assert_eq!(T::decode(&mut &bytes[..]).as_ref(), Ok(&value), "it is not read as it is written");
	assert!(bytes.len() <= input.len() - rest.len(), "it is longer than that which was read");
	assert!(bytes.len() <= T::max_encoded_len(), "it is longer than it may be");
	Some(value)
}

/// Terms are checked, hashed and priced, whatever they say.
pub fn terms(bytes: &[u8]) {
	let Some(terms) = decoded::<Terms>(bytes) else { return };
	let client = AccountId::new([1; 32]);
	assert_eq!(terms_hash(1, 1, &client, &terms), terms_hash(1, 1, &client, &terms));
	let amounts = Amounts::of(&terms, &TARIFF);
	if terms.check(TARIFF.least_pay, TARIFF.most_pay(100)).is_err() {
		return;
	}
	let amounts = amounts.expect("what can be posted has a price");
	assert!(amounts.bond <= 1_000 * JMT && amounts.silence <= amounts.bond);
	assert!(amounts.net() + amounts.fee == terms.pay && amounts.price >= terms.pay);
	assert!(terms.mode.quorum() * 2 > terms.mode.slots());
}

/// A result has one digest, and is possible or not.
pub fn result(bytes: &[u8]) {
	let Some(outcome) = decoded::<Outcome>(bytes) else { return };
	assert_eq!(outcome.digest(), outcome.digest());
	let limits = jmt_primitives::tasks::Limits {
		fuel: outcome.fuel,
		memory_pages: 0,
		output_bytes: outcome.output.length,
	};
	let trapped = outcome.ending == jmt_primitives::tasks::Ending::Trapped;
	assert_eq!(outcome.is_possible(&limits), trapped == outcome.memory.is_none());
}

/// An announcement is read from one encoding alone.
pub fn announcement(bytes: &[u8]) {
	let Some(batch) = BatchOpened::from_digest_data(bytes) else { return };
	let DigestItem::Consensus(_, data) = batch.to_digest_item() else { unreachable!() };
	assert_eq!(data, bytes, "two encodings mean the same");
	assert_eq!(batch.numbers().end - batch.numbers().start, u64::from(batch.count));
	let highest = threshold(batch.units, 7, 0, 10_000);
	assert!(wait(highest, batch.units, 7, 10_000).is_some());
}

/// A stored task stands somewhere, and its end can be computed, whatever it says.
pub fn task(bytes: &[u8]) {
	let Some(task) = decoded::<Task>(bytes) else { return };
	for now in [Instant { at: 0, roomy: 0 }, Instant { at: u64::MAX, roomy: u32::MAX }] {
		for batch in [BatchState::Waiting, BatchState::Swept] {
			let position = task.position(|_| batch, now);
			if let jmt_primitives::tasks::Stage::Due(exit) = position.stage {
				let _ = task.conclude(exit);
			}
			let _ = jmt_primitives::tasks::explain(&task, &position);
		}
	}
}

#[cfg(test)]
mod random {
	use super::{Encode, TARGETS};
	use crate::tasks::samples;
	use jmt_primitives::tasks::BatchOpened;
	use proptest::prelude::*;

	/// Good bytes of each target.
	fn seeds() -> [Vec<u8>; 4] {
		let terms = samples::terms(samples::challengeable());
		let mut task = samples::task(samples::challengeable());
		use samples::Does::{Claims, Commits, Tells};
		samples::crew_works(&mut task, &[Tells(1), Commits, Claims]);
		let opened =
			BatchOpened { first: 7, count: 3, seed: jmt_primitives::Hash::zero(), units: 9 };
		let sp_runtime::DigestItem::Consensus(_, data) = opened.to_digest_item() else {
			unreachable!()
		};
		[terms.encode(), samples::outcome(1).encode(), data, task.encode()]
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(512))]

		#[test]
		fn it_survives_random_bytes(
			target in 0usize..4,
			bytes in prop::collection::vec(any::<u8>(), 0..600),
		) {
			TARGETS[target].1(&bytes);
		}

		#[test]
		fn it_survives_bytes_that_are_almost_good(
			target in 0usize..4,
			changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
			cut in any::<prop::sample::Index>(),
			whole in any::<bool>(),
		) {
			let mut bytes = seeds()[target].clone();
			for (at, value) in changes {
				let at = at.index(bytes.len());
				bytes[at] = value;
			}
			let length = if whole { bytes.len() } else { cut.index(bytes.len()) };
			TARGETS[target].1(&bytes[..length]);
		}
	}

	#[test]
	fn it_begins_with_bytes_that_are_read() {
		for ((name, target), bytes) in TARGETS.iter().zip(seeds()) {
			target(&bytes);
			let read = match *name {
				"terms" => super::decoded::<super::Terms>(&bytes).is_some(),
				"result" => super::decoded::<super::Outcome>(&bytes).is_some(),
				"task" => super::decoded::<super::Task>(&bytes).is_some(),
				_ => BatchOpened::from_digest_data(&bytes).is_some(),
			};
			assert!(read, "{name}");
		}
	}
}
