//! Snapshots: the same decision as from all facts, or that something lacks.

use super::{
	random::Random,
	scenes::{cases, scene, Scene},
	world::{allow, ask, forged, World, GENESIS, LIFT, NOW, OTHER_GENESIS},
};
use codec::{Decode, DecodeAll, Encode};
use jmt_primitives::{
	access::{
		decide, explain, Counted, Fact, FactKey, FactValue, Facts, KeptFacts, Ledger, Reason,
		ResourceId, Served, Snapshot, VerifyMember, Who, EVALUATOR,
	},
	proofs::{Alias, MembershipProof},
	Hash, Moment,
};
use sp_crypto_hashing::blake2_256;
use std::{cell::RefCell, collections::BTreeSet};

/// Checks what the tests forge, by a key of one byte.
struct Forged;

impl VerifyMember for Forged {
	fn verify(
		&self,
		key: &[u8],
		scope: &Hash,
		message: &Hash,
		proof: &MembershipProof,
	) -> Fact<Alias> {
		assert_eq!(key, [1]);
		match proof.proof == forged(scope, message, proof.nullifier) {
			true => Fact::Is(proof.nullifier),
			false => Fact::Absent,
		}
	}
}

impl Ledger for World {
	fn served(&self, resource: ResourceId, counted: &Counted, window: Moment) -> Fact<Served> {
		Facts::served(self, resource, counted, window)
	}
}

fn facts<'a>(snapshot: &'a Snapshot, world: &'a World) -> KeptFacts<'a> {
	KeptFacts { snapshot, ledger: world, members: &Forged, missed: None }
}

/// Keys of all facts that there are, and of those that a decision asks for.
fn keys(world: &World, request: &jmt_primitives::access::Request) -> BTreeSet<FactKey> {
	world.asked.take();
	explain(world, request);
	let there = world.facts.keys().cloned().chain([FactKey::GroupKey(20)]);
	there.chain(world.asked.take()).collect()
}

/// A snapshot of these keys, encoded and decoded.
fn kept(world: &World, keys: BTreeSet<FactKey>) -> Snapshot {
	let with_key = keys.contains(&FactKey::GroupKey(20));
	let mut snapshot = world.snapshot(keys);
	if with_key {
		snapshot.facts.insert(FactKey::GroupKey(20), Some(FactValue::GroupKey(vec![1])));
	}
	let again = Snapshot::from_bytes(&snapshot.to_bytes(), &GENESIS).expect("it is whole");
	assert_eq!(again, snapshot);
	again
}

#[test]
fn it_decides_as_all_facts_do_or_says_that_it_lacks() {
	let mut random = Random::new(6);
	let (mut allowed, mut same, mut lacking) = (0, 0, 0);
	for case in 0..cases() {
		let Scene { world, request, .. } = scene(&mut random, 40);
		let decision = world.decide(&request);
		let all = keys(&world, &request);
		let whole = kept(&world, all.clone());
		assert_eq!(decide(&facts(&whole, &world), &request), decision, "{case}");
		assert_eq!(explain(&facts(&whole, &world), &request), explain(&world, &request));
		let part = all.into_iter().filter(|_| !random.one_in(12)).collect();
		let part = kept(&world, part);
		let by_part = decide(&facts(&part, &world), &request);
		allowed += u64::from(by_part.is_allow());
		match by_part.reason() {
			Some(Reason::SnapshotLacks) => lacking += 1,
			_ => {
				assert_eq!(by_part, decision, "{case}");
				same += 1;
			},
		}
	}
	assert!(allowed > cases() / 50 && same > cases() / 10, "{allowed} {same}");
	assert!(lacking > cases() / 10, "{lacking}");
}

fn world() -> World {
	let mut world = World::scene();
	world.rules(vec![allow(Who::Anybody, Vec::new())]);
	world
}

/// Fetching facts round by round leads to the decision.
#[test]
fn it_says_which_facts_it_missed() {
	let (world, mut snapshot) = (world(), world().snapshot([]));
	for round in 0..10 {
		let missed = RefCell::new(BTreeSet::new());
		let note = |key: &FactKey| {
			missed.borrow_mut().insert(key.clone());
		};
		let facts = KeptFacts { missed: Some(&note), ..KeptFacts::new(&snapshot) };
		let decision = decide(&facts, &ask());
		let missed = missed.take();
		if missed.is_empty() {
			assert_eq!(decision, world.decide(&ask()));
			assert!(round > 2);
			return;
		}
		assert_eq!(decision.reason(), Some(Reason::SnapshotLacks));
		snapshot.facts.extend(world.snapshot(missed).facts);
	}
	panic!("it asks for ever more");
}

#[test]
fn it_tells_absent_from_unknown_from_lacking() {
	let key = FactKey::Resource(LIFT);
	let mut snapshot = world().snapshot([key.clone(), FactKey::Resource(9)]);
	assert!(matches!(snapshot.get(&key), Fact::Is(FactValue::Resource(_))));
	assert_eq!(snapshot.get(&FactKey::Resource(9)), Fact::Absent);
	assert_eq!(snapshot.get(&FactKey::Resource(8)), Fact::Lacks);
	snapshot.facts.insert(key.clone(), Some(FactValue::NotUnderstood));
	assert_eq!(snapshot.get(&key), Fact::Unknown);
	// Nor is a value understood that belongs to another kind of key.
	snapshot.facts.insert(key, Some(FactValue::Bonded));
	let facts = KeptFacts::new(&snapshot);
	assert_eq!(facts.resource(LIFT), Fact::Unknown);
	assert_eq!(decide(&facts, &ask()).reason(), Some(Reason::UnknownAttribute));
}

/// A home that verifies no proofs says so.
#[test]
fn it_lacks_proofs_of_membership_where_nobody_verifies_them() {
	let mut world = world();
	let roots = jmt_primitives::access::GroupRoots { root: Some(5.into()), replaced: Vec::new() };
	world.put(FactKey::Group(4), FactValue::Group(roots));
	let member = super::who::member(4, 9);
	let snapshot = kept(&world, keys(&world, &member));
	assert!(decide(&facts(&snapshot, &world), &member).is_allow());
	let decision = decide(&KeptFacts::new(&snapshot), &member);
	assert_eq!(decision.reason(), Some(Reason::SnapshotLacks));
	let served = Ledger::served(&(), LIFT, &Counted::Grant(1), 0);
	assert_eq!(served, Fact::Absent);
}

mod reject {
	use super::*;

	#[test]
	fn a_file_with_any_byte_changed_or_cut_off() {
		let world = world();
		let bytes = kept(&world, keys(&world, &ask())).to_bytes();
		assert!(bytes.starts_with(b"jmtsnap\x01"));
		for place in 0..bytes.len() {
			let mut changed = bytes.clone();
			changed[place] ^= 1 << (place % 8);
			assert_eq!(Snapshot::from_bytes(&changed, &GENESIS), Err(Reason::SnapshotLacks));
		}
		for length in [0, 1, 8, 40, bytes.len() - 1] {
			let read = Snapshot::from_bytes(&bytes[..length], &GENESIS);
			assert_eq!(read, Err(Reason::SnapshotLacks), "{length}");
		}
		let longer = [&bytes[..], &[0]].concat();
		assert_eq!(Snapshot::from_bytes(&longer, &GENESIS), Err(Reason::SnapshotLacks));
	}

	/// With the right hash behind them.
	#[test]
	fn a_file_of_another_magic_or_version_or_with_something_behind() {
		let snapshot = world().snapshot([]);
		let file = |head: &[u8], behind: &[u8]| {
			let before = [head, &snapshot.encode(), behind].concat();
			[&before[..], &blake2_256(&before)].concat()
		};
		assert_eq!(
			Snapshot::from_bytes(&file(b"jmtsnap\x01", &[]), &GENESIS),
			Ok(snapshot.clone())
		);
		for bytes in
			[file(b"jmtsnap\x02", &[]), file(b"jmtsnaq\x01", &[]), file(b"jmtsnap\x01", &[0])]
		{
			assert_eq!(Snapshot::from_bytes(&bytes, &GENESIS), Err(Reason::SnapshotLacks));
		}
	}

	#[test]
	fn a_file_of_another_chain() {
		let bytes = world().snapshot([]).to_bytes();
		assert!(Snapshot::from_bytes(&bytes, &GENESIS).is_ok());
		assert_eq!(Snapshot::from_bytes(&bytes, &OTHER_GENESIS), Err(Reason::SnapshotLacks));
	}

	/// Also one whose facts are not understood any more.
	#[test]
	fn a_file_of_another_evaluator() {
		let mut later = world();
		later.evaluator = EVALUATOR + 1;
		let bytes = later.snapshot([FactKey::Resource(LIFT)]).to_bytes();
		assert_eq!(Snapshot::from_bytes(&bytes, &GENESIS), Err(Reason::EvaluatorChanged));
		let head = (EVALUATOR + 1, GENESIS, (7u32, GENESIS), NOW);
		let before = [&b"jmtsnap\x01"[..], &head.encode(), b"facts of a later kind"].concat();
		let bytes = [&before[..], &blake2_256(&before)].concat();
		assert_eq!(Snapshot::from_bytes(&bytes, &GENESIS), Err(Reason::EvaluatorChanged));
		let read = Snapshot::read(&bytes).expect("its head is");
		assert_eq!((read.evaluator, read.at), (EVALUATOR + 1, NOW));
	}

	#[test]
	fn a_file_that_is_too_long() {
		let mut snapshot = world().snapshot([]);
		let key = FactValue::GroupKey(vec![0; 256 * 1_024]);
		snapshot.facts.insert(FactKey::GroupKey(1), Some(key));
		let read = Snapshot::from_bytes(&snapshot.to_bytes(), &GENESIS);
		assert_eq!(read, Err(Reason::SnapshotLacks));
	}

	/// A later kind of rule: the fact is not read as something else.
	#[test]
	fn stored_types_of_later_kinds() {
		use jmt_primitives::access::{Condition, Effect, Policy, Rule};
		let Some(FactValue::Policy(policy)) =
			world().facts.remove(&FactKey::Policy(super::super::world::POLICY))
		else {
			panic!("there is one")
		};
		let bytes = policy.encode();
		assert_eq!(Policy::decode_all(&mut &bytes[..]), Ok(policy));
		let rule = allow(Who::Anybody, Vec::new()).encode();
		for (place, kind) in [(0, 2), (1, 7)] {
			let mut later = rule.clone();
			later[place] = kind;
			assert!(Rule::decode(&mut &later[..]).is_err());
		}
		assert!(Condition::decode(&mut &[5, 0, 0][..]).is_err());
		assert!(Effect::decode(&mut &[2][..]).is_err());
	}
}
