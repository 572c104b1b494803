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
		Authority, Decision, FactKey, FactValue, Grant, KeptFacts, Pass, Policy, PolicyBody,
		Request, Resource, Snapshot, Subject, EVALUATOR, MAX_BLOCKS, MAX_RULES,
	},
	devices::{DeviceFact, Member},
	domains::{Domain, Link},
	Hash,
};
use std::{
	cell::RefCell,
	collections::{BTreeMap, BTreeSet},
	fmt::Debug,
};

/// A target by its name.
pub(crate) const TARGETS: [(&str, fn(&[u8])); 6] = [
	("policy", policy),
	("grant", grant),
	("pass", pass),
	("request", request),
	("snapshot", snapshot),
	("entry", entry),
];

/// When all this happens, and on which chain: the samples are signed for these.
const NOW: u64 = 1_796_212_800_000;
const GENESIS: Hash = Hash::repeat_byte(0xaa);

/// Facts, each by that which is asked for.
type Told = BTreeMap<FactKey, Option<FactValue>>;

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

/// A policy is checked, whatever it says. A request about a resource with it, and with what stands behind the request, is
/// decided by its rules, unless one of those facts ends it before.
pub(crate) fn policy(bytes: &[u8]) {
	by_policy(bytes);
}

fn by_policy(bytes: &[u8]) -> Option<Decision> {
	let mut input = bytes;
	let body = decoded::<PolicyBody>(&mut input)?;
	assert!(body.rules.len() <= MAX_RULES as usize);
	let _ = body.check(NOW);
	let request = decoded::<Request>(&mut input)?;
	let told = around(&request, body, &mut input)?;
	Some(decided(of(told), &request))
}

/// A grant is within its bounds and no wider than itself. A request by it, with the policy and the facts behind the
/// request, is decided by the grant, unless one of those facts ends it before.
pub(crate) fn grant(bytes: &[u8]) {
	by_grant(bytes);
}

fn by_grant(bytes: &[u8]) -> Option<Decision> {
	let mut input = bytes;
	let grant = decoded::<Grant>(&mut input)?;
	assert!(grant.encoded_size() <= Grant::max_encoded_len());
	assert!(!grant.scope.is_wider_than(&grant.scope), "it is wider than itself");
	let request = decoded::<Request>(&mut input)?;
	let Authority::Grant(id) = request.authority else { return None };
	let body = decoded::<PolicyBody>(&mut input)?;
	let mut told = around(&request, body, &mut input)?;
	told.insert(FactKey::Grant(id), Some(FactValue::Grant(grant)));
	Some(decided(of(told), &request))
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

/// A request is decided about, and explained: by no facts, and where a grant or none, a policy and other facts stand behind
/// it, by these.
pub(crate) fn request(bytes: &[u8]) {
	by_request(bytes);
}

fn by_request(bytes: &[u8]) -> Option<Decision> {
	let mut input = bytes;
	let request = decoded::<Request>(&mut input)?;
	decided(of(Told::new()), &request);
	let grant = decoded::<Option<Grant>>(&mut input)?;
	let body = decoded::<PolicyBody>(&mut input)?;
	let mut told = around(&request, body, &mut input)?;
	if let (Authority::Grant(id), Some(grant)) = (request.authority, grant) {
		told.insert(FactKey::Grant(id), Some(FactValue::Grant(grant)));
	}
	Some(decided(of(told), &request))
}

/// A file of facts is read or refused. One that is read is written as it was; whatever it says, a request that stands
/// behind it is decided.
pub(crate) fn snapshot(bytes: &[u8]) {
	by_snapshot(bytes);
}

fn by_snapshot(bytes: &[u8]) -> Option<Decision> {
	if let Some(read) = Snapshot::read(bytes) {
		if read.evaluator == EVALUATOR {
			assert_eq!(Snapshot::read(&read.to_bytes()), Some(read));
		}
	}
	// The checksum keeps mutations out, so that the content is fed without it too.
	let mut input = bytes;
	let mut snapshot = Snapshot::decode(&mut input).ok()?;
	snapshot.evaluator = EVALUATOR;
	let file = snapshot.to_bytes();
	match Snapshot::from_bytes(&file, &snapshot.genesis) {
		Ok(read) => assert_eq!(read, snapshot),
		Err(_) => assert!(file.len() > jmt_primitives::access::snapshot::MAX_FILE_BYTES),
	}
	let request = decoded::<Request>(&mut input)?;
	Some(decided(snapshot, &request))
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

/// The facts that every request comes to, out of bytes: a resource with a policy of this body, a domain, a device, what it
/// is a member of, and a link. They stand under the numbers that the request and the facts themselves name, so that a
/// changed number leads to them too: the domain is the resource's and the device's, the device is its own key's and the
/// subject, and the link joins each domain that the rules let trust with the device's.
fn around(request: &Request, body: PolicyBody, input: &mut &[u8]) -> Option<Told> {
	let mut resource = decoded::<Resource>(input)?;
	let domain = decoded::<Domain>(input)?;
	let device = decoded::<DeviceFact>(input)?;
	let member = decoded::<Member>(input)?;
	let link = decoded::<Link>(input)?;

	let mut told = Told::new();
	let mut put = |key, value| told.insert(key, Some(value));
	put(FactKey::Domain(resource.domain), FactValue::Domain(domain.clone()));
	if let Some(of) = member.domain {
		put(FactKey::Domain(of), FactValue::Domain(domain));
		for from in body.trusting() {
			put(FactKey::Trust(from, of), FactValue::Trust(link.clone()));
		}
	}
	let subject = match &request.subject {
		Subject::Device(device) => Some(*device),
		_ => None,
	};
	for id in [Some(device.key.id()), subject].into_iter().flatten() {
		put(FactKey::Device(id), FactValue::Device(device.clone()));
		put(FactKey::Member(id), FactValue::Member(member.clone()));
	}
	let owner = resource.owner.clone();
	let policy =
		Policy { owner, domain: resource.domain, version: 1, resources: 1, deposit: 0, body };
	put(FactKey::Policy(1), FactValue::Policy(policy));
	resource.policy = Some(1);
	put(FactKey::Resource(request.resource), FactValue::Resource(resource));
	Some(told)
}

fn of(facts: Told) -> Snapshot {
	Snapshot { evaluator: EVALUATOR, genesis: GENESIS, block: (1, Hash::zero()), at: NOW, facts }
}

/// The decision once each fact that is asked for and not told is known to be absent. Up to there, each decision is the
/// same when it is explained, and allows nothing after its end.
fn decided(mut snapshot: Snapshot, request: &Request) -> Decision {
	loop {
		let missed = RefCell::new(BTreeSet::new());
		let note = |key: &FactKey| {
			missed.borrow_mut().insert(key.clone());
		};
		let facts = KeptFacts { missed: Some(&note), ..KeptFacts::new(&snapshot) };
		let decision = decide(&facts, request);
		assert_eq!(explain(&facts, request).decision, decision);
		if let Decision::Allow(allowed) = &decision {
			let now = request.now.unwrap_or(snapshot.at);
			assert!(now <= allowed.until, "it ended before now");
		}
		let missed = missed.into_inner();
		if missed.is_empty() {
			return decision;
		}
		snapshot.facts.extend(missed.into_iter().map(|key| (key, None)));
	}
}

#[cfg(test)]
mod properties {
	use super::*;
	use crate::access::samples::samples;
	use jmt_primitives::access::{By, Chain};
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

	/// Bytes near the samples come as far as these, and not to the first fact that nobody told.
	#[test]
	fn samples_are_allowed_by_a_rule_or_a_grant() {
		let [policy, grant, _, request, snapshot, _] = samples();
		let granted = By::Grants(Chain::try_from(vec![1]).unwrap());
		for (name, decision, by) in [
			("policy", by_policy(policy), By::Rule(1)),
			("grant", by_grant(grant), granted.clone()),
			("request", by_request(request), granted),
			("snapshot", by_snapshot(snapshot), By::Rule(1)),
		] {
			match decision {
				Some(Decision::Allow(allowed)) => assert_eq!(allowed.by, by, "{name}"),
				other => panic!("{name}: {other:?}"),
			}
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
