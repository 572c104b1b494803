//! Functions that no bytes may break: those that `fuzz/` feeds and the properties below run with random and mutated
//! bytes.
//!
//! Each returns, or panics because a decoder took a second encoding, more than its bounds, or because something that was
//! decoded cannot be decided about.

#![allow(dead_code, reason = "each of two crates uses a part")]

use codec::{Decode, Encode, MaxEncodedLen};
use jmt_primitives::{
	access::{
		decide, explain,
		log::{Absence, Entry, Lie, LogHead, Seal},
		Decision, FactKey, FactValue, Grant, KeptFacts, Pass, Policy, PolicyBody, Request,
		Snapshot, EVALUATOR, MAX_BLOCKS, MAX_RULES,
	},
	Hash,
};
use std::{collections::BTreeMap, fmt::Debug};

/// A target by its name.
pub(crate) const TARGETS: [(&str, fn(&[u8])); 6] = [
	("policy", policy),
	("grant", grant),
	("pass", pass),
	("request", request),
	("snapshot", snapshot),
	("entry", entry),
];

/// When all this happens.
const NOW: u64 = 1_800_000_000_000;

/// Decodes a value, which has one encoding: the bytes that were read.
fn decoded<T: Decode + Encode + PartialEq + Debug>(input: &mut &[u8]) -> Option<T> {
	let before = *input;
	let value = T::decode(input).ok()?;
	let read = &before[..before.len() - input.len()];
	let bytes = value.encode();
	let again = T::decode(&mut &bytes[..]).ok();
	assert_eq!(again.as_ref(), Some(&value), "it is not read as it is written");
	// Lengths have several encodings in SCALE as long as the decoder takes them; none is shorter than ours.
	assert!(bytes.len() <= read.len(), "it is longer than that which was read");
	Some(value)
}

/// A policy is checked and decided by, whatever it says.
pub(crate) fn policy(bytes: &[u8]) {
	let mut input = bytes;
	let Some(body) = decoded::<PolicyBody>(&mut input) else { return };
	assert!(body.rules.len() <= MAX_RULES as usize);
	let _ = body.check(NOW);
	let Some(request) = decoded::<Request>(&mut input) else { return };
	let policy = |body| Policy {
		owner: jmt_primitives::AccountId::new([1; 32]),
		domain: 1,
		version: 1,
		resources: 1,
		deposit: 0,
		body,
	};
	let resource: Option<jmt_primitives::access::Resource> = decoded(&mut input);
	let Some(mut resource) = resource else { return };
	resource.policy = Some(1);
	let facts = BTreeMap::from([
		(FactKey::Resource(request.resource), Some(FactValue::Resource(resource))),
		(FactKey::Policy(1), Some(FactValue::Policy(policy(body)))),
	]);
	decided(&of(facts), &request);
}

/// A grant is taken in by a snapshot, and a request by it is decided.
pub(crate) fn grant(bytes: &[u8]) {
	let mut input = bytes;
	let Some(grant) = decoded::<Grant>(&mut input) else { return };
	assert!(grant.encoded_size() <= Grant::max_encoded_len());
	assert!(!grant.scope.is_wider_than(&grant.scope), "it is wider than itself");
	let Some(request) = decoded::<Request>(&mut input) else { return };
	let jmt_primitives::access::Authority::Grant(id) = request.authority else { return };
	decided(&of(BTreeMap::from([(FactKey::Grant(id), Some(FactValue::Grant(grant)))])), &request);
}

/// A pass has bounds, and its blocks have names that cover no signature.
pub(crate) fn pass(bytes: &[u8]) {
	let mut input = bytes;
	let Some(pass) = decoded::<Pass>(&mut input) else { return };
	assert!(pass.blocks.len() <= MAX_BLOCKS as usize);
	for signed in &pass.blocks {
		let mut other = signed.clone();
		other.signer = None;
		assert_eq!(other.block.hash(), signed.block.hash());
	}
}

/// A request is decided about, and explained, by no facts.
pub(crate) fn request(bytes: &[u8]) {
	let mut input = bytes;
	let Some(request) = decoded::<Request>(&mut input) else { return };
	decided(&of(BTreeMap::new()), &request);
}

/// A file of facts is read or refused. One that is read is written as it was; whatever it says, a request that stands
/// behind it is decided.
pub(crate) fn snapshot(bytes: &[u8]) {
	if let Some(read) = Snapshot::read(bytes) {
		if read.evaluator == EVALUATOR {
			assert_eq!(Snapshot::read(&read.to_bytes()), Some(read));
		}
	}
	// The checksum keeps mutations out, so that the content is fed without it too.
	let mut input = bytes;
	let Ok(mut snapshot) = Snapshot::decode(&mut input) else { return };
	snapshot.evaluator = EVALUATOR;
	let file = snapshot.to_bytes();
	match Snapshot::from_bytes(&file, &snapshot.genesis) {
		Ok(read) => assert_eq!(read, snapshot),
		Err(_) => assert!(file.len() > jmt_primitives::access::snapshot::MAX_FILE_BYTES),
	}
	if let Some(request) = decoded::<Request>(&mut input) {
		decided(&snapshot, &request);
	}
}

/// Entries, seals, heads and lies: checks return.
pub(crate) fn entry(bytes: &[u8]) {
	let mut input = bytes;
	if let Some(entry) = decoded::<Entry>(&mut input) {
		let (genesis, salt) = (Hash::zero(), Hash::zero());
		let leaf = entry.leaf(&genesis, &Default::default(), &salt);
		assert_ne!(leaf, entry.leaf(&genesis, &Default::default(), &Hash::repeat_byte(1)));
	}
	let mut input = bytes;
	let (Some(head), Some(lie)) = (decoded::<LogHead>(&mut input), decoded::<Lie>(&mut input))
	else {
		return;
	};
	// No such hashes lead to each other by chance.
	assert!(lie.check(&Hash::zero(), &Default::default(), &head).is_err());
	let mut input = bytes;
	if let (Some(seal), Some(absence)) =
		(decoded::<Seal>(&mut input), decoded::<Absence>(&mut input))
	{
		let _ = absence.of_use(&Hash::zero(), &seal);
		let _ = seal.extends(Some(&head), head.leaves, head.at);
	}
}

fn of(facts: BTreeMap<FactKey, Option<FactValue>>) -> Snapshot {
	Snapshot {
		evaluator: EVALUATOR,
		genesis: Hash::zero(),
		block: (1, Hash::zero()),
		at: NOW,
		facts,
	}
}

/// The decision is the same when it is explained, and allows nothing after its end.
fn decided(snapshot: &Snapshot, request: &Request) {
	let facts = KeptFacts::new(snapshot);
	let decision = decide(&facts, request);
	assert_eq!(explain(&facts, request).decision, decision);
	if let Decision::Allow(allowed) = decision {
		let now = request.now.unwrap_or(snapshot.at);
		assert!(now <= allowed.until, "it ended before now");
	}
}

#[cfg(test)]
mod properties {
	use super::*;
	use crate::access::samples::samples;
	use proptest::prelude::*;

	#[test]
	fn each_target_takes_a_sample() {
		let samples = samples();
		let taken: [fn(&[u8]) -> bool; 6] = [
			|bytes| PolicyBody::decode(&mut &*bytes).is_ok(),
			|bytes| Grant::decode(&mut &*bytes).is_ok(),
			|bytes| Pass::decode(&mut &*bytes).is_ok(),
			|bytes| Request::decode(&mut &*bytes).is_ok(),
			|bytes| Snapshot::decode(&mut &*bytes).is_ok(),
			|bytes| LogHead::decode(&mut &*bytes).is_ok(),
		];
		for (sample, taken) in samples.iter().zip(taken) {
			assert!(taken(sample));
		}
		for ((name, target), sample) in TARGETS.iter().zip(samples) {
			assert!(!sample.is_empty(), "{name}");
			target(sample);
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(512))]

		#[test]
		fn no_bytes_break_a_target(
			random in prop::collection::vec(any::<u8>(), 0..600),
			sample in 0..6_usize,
			changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
			end in any::<prop::sample::Index>(),
			cut in prop::bool::weighted(0.2),
		) {
			let mut mutated = samples()[sample].clone();
			for (place, flip) in changes {
				let place = place.index(mutated.len());
				mutated[place] ^= flip;
			}
			if cut {
				mutated.truncate(end.index(mutated.len()));
			}
			for (_, target) in TARGETS {
				target(&random);
				target(&mutated);
			}
		}
	}
}
