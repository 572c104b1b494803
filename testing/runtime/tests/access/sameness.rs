//! Every home decides alike: storage, the runtime's WASM, the facts that a light client reads, and a saved snapshot, of
//! which some facts are taken away. A snapshot that lacks what is needed denies by `SnapshotLacks`, and else says the
//! same, to the last field.
//!
//! `JMT_ACCESS_REQUESTS` names another number of requests; without it there are 100,000, or 4,000 in a build that is not
//! optimised.

use super::{
	ask, asks,
	dice::Dice,
	facts::{decide_proven, nothing_kept, ServedSome, Verifies},
	world::{self, Cast, World},
};
use codec::{Decode, Encode};
use jmt_primitives::access::{
	Asked, Authority, Decision, Denied, Fact, FactKey, KeptFacts, Reason, Request, Snapshot,
	Subject,
};
use jmt_runtime::{genesis_presets::DEVELOPMENT, Access, WASM_BINARY};
use jmt_runtime_harness::{
	zk::{semaphore_keys, Circle},
	Chain,
};
use sc_executor::WasmExecutor;
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use sp_io::{hashing::blake2_256, SubstrateHostFunctions};
use std::collections::BTreeMap;

/// Requests to one state.
const A_STATE: usize = 1_000;

/// Requests that the WASM answers too.
const IN_WASM: usize = 2_000;

fn requests() -> usize {
	let all = if cfg!(debug_assertions) { 4_000 } else { 100_000 };
	std::env::var("JMT_ACCESS_REQUESTS").ok().map_or(all, |text| text.parse().expect("a number"))
}

/// A chain of which the state is drawn, and its group.
struct Homes {
	chain: Chain,
	circle: Circle,
	group_key: Vec<u8>,
	executor: WasmExecutor<SubstrateHostFunctions>,
}

impl Homes {
	fn new() -> Self {
		let mut chain = Chain::start_with(DEVELOPMENT, semaphore_keys()).unchecked();
		chain.blocks(2);
		let circle = Circle::new(&mut chain, 5);
		let group_key = circle.key_bytes();
		let executor = WasmExecutor::builder().build();
		Self { chain, circle, group_key, executor }
	}

	/// The decision of the runtime's WASM, as a node executes it.
	fn in_wasm(&mut self, code: &[u8], request: &Request) -> Decision {
		let fetcher = WrappedRuntimeCode(code.into());
		let hash = blake2_256(&code.len().to_le_bytes()).to_vec();
		let code = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash };
		let (executor, data) = (&self.executor, request.encode());
		let answer = self.chain.over(|ext| {
			let context = CallContext::Offchain;
			executor.call(ext, &code, "AccessApi_decide", &data, context).0
		});
		let answer = answer.expect("the runtime answers");
		Decision::decode(&mut &answer[..]).expect("it is a decision")
	}

	/// The snapshot that an agent pulls for this request, as it reads its file.
	fn pull(&mut self, request: &Request) -> Snapshot {
		let mut asked = vec![Asked::Subject(request.subject.clone())];
		if let Authority::Grant(grant) = request.authority {
			asked.push(Asked::Grant(grant));
		}
		let keys: Vec<FactKey> =
			ask(&mut self.chain, "AccessApi_snapshot", (request.resource, asked));
		assert!(keys.len() <= 1_024, "{}", keys.len());
		let mut snapshot = nothing_kept(&mut self.chain);
		let group_key = &self.group_key;
		let found = self.chain.read(|| {
			let found = keys.into_iter().map(|key| {
				let value = super::facts::stored(&key, group_key);
				(key, value)
			});
			found.collect::<Vec<_>>()
		});
		snapshot.facts.extend(found);
		let file = snapshot.to_bytes();
		let read = Snapshot::from_bytes(&file, &snapshot.genesis).expect("it is sound");
		assert_eq!(read, snapshot);
		read
	}
}

/// Whether a decision from a snapshot is the chain's, or that it lacks something.
fn is_same_or_lacks(kept: &Decision, chain: &Decision) -> bool {
	let lacks = |denied: &Denied| denied.reason == Reason::SnapshotLacks;
	kept == chain || matches!(kept, Decision::Deny(denied) if lacks(denied))
}

/// How often it came out so.
#[derive(Default)]
struct Tally {
	/// By the code of the reason, 0 for what is allowed.
	decided: BTreeMap<u8, u32>,
	/// Decisions of whole snapshots, and those of them that lacked something.
	whole: u32,
	whole_lacked: u32,
	/// Of those with a half of it taken away.
	half_lacked: u32,
	/// Rounds of the light client.
	rounds: BTreeMap<u32, u32>,
	in_wasm: usize,
	/// Those that a ledger refused, and an empty one did not.
	served_less: u32,
}

fn code(decision: &Decision) -> u8 {
	decision.reason().map_or(0, |reason| reason.code())
}

/// Has every home decide about one request.
fn compare(homes: &mut Homes, dice: &mut Dice, request: &Request, tally: &mut Tally) {
	let chain = homes.chain.read(|| Access::decide(request));
	*tally.decided.entry(code(&chain)).or_default() += 1;

	// The WASM's pages are compiled once; a share of the requests is enough.
	if let Some(wasm) = WASM_BINARY.filter(|_| tally.in_wasm < IN_WASM && dice.percent(4)) {
		assert_eq!(homes.in_wasm(wasm, request), chain, "{request:?}");
		tally.in_wasm += 1;
	}

	let mut proven = nothing_kept(&mut homes.chain);
	let (decision, rounds) =
		decide_proven(&mut homes.chain, &mut proven, request, &(), &homes.group_key);
	assert_eq!(decision, chain, "{request:?}");
	*tally.rounds.entry(rounds).or_default() += 1;

	let members = &Verifies;
	let decide = |snapshot: &Snapshot| {
		let facts = KeptFacts { members, ..KeptFacts::new(snapshot) };
		jmt_primitives::access::decide(&facts, request)
	};
	let whole = dice.percent(20).then(|| homes.pull(request));
	if let Some(whole) = &whole {
		let kept = decide(whole);
		assert!(is_same_or_lacks(&kept, &chain), "{kept:?}, and the chain {chain:?}: {request:?}");
		tally.whole += 1;
		tally.whole_lacked += u32::from(kept != chain);
	}

	// Less than what the light client read is not wrong.
	let mut half = proven.clone();
	half.facts.retain(|_, _| dice.percent(50));
	let kept = decide(&half);
	assert!(is_same_or_lacks(&kept, &chain), "{kept:?}, and the chain {chain:?}: {request:?}");
	tally.half_lacked += u32::from(kept != chain);

	// With one ledger the two homes that can have one decide alike too.
	if let Some(whole) = &whole {
		let ledger = ServedSome { count: dice.below(3) as u32, series: 0..dice.below(3) as u32 };
		let mut proven = nothing_kept(&mut homes.chain);
		let (by_proofs, _) =
			decide_proven(&mut homes.chain, &mut proven, request, &ledger, &homes.group_key);
		let facts = KeptFacts { members, ledger: &ledger, ..KeptFacts::new(whole) };
		let kept = jmt_primitives::access::decide(&facts, request);
		assert!(is_same_or_lacks(&kept, &by_proofs), "{kept:?} and {by_proofs:?}: {request:?}");
		tally.served_less += u32::from(chain.is_allow() && !by_proofs.is_allow());
	}
}

fn draw_request(homes: &mut Homes, world: &World, cast: &Cast, dice: &mut Dice) -> Request {
	let request = asks::draw(world, cast, dice, &mut homes.circle);
	if dice.percent(60) {
		let hash = request.hash(&world.genesis);
		world.approve(&mut homes.chain, dice, request.resource, hash);
	}
	request
}

#[test]
fn every_home_decides_alike() {
	let (mut homes, cast, mut tally) = (Homes::new(), Cast::new(), Tally::default());
	let all = requests();
	for state in 0..all.div_ceil(A_STATE) {
		let mut dice = Dice::new(state as u64);
		let world = world::draw(&mut homes.chain, &cast, &mut dice, &homes.circle);
		for _ in 0..A_STATE.min(all - state * A_STATE) {
			let request = draw_request(&mut homes, &world, &cast, &mut dice);
			compare(&mut homes, &mut dice, &request, &mut tally);
		}
	}
	let Tally { decided, whole, whole_lacked, half_lacked, rounds, in_wasm, served_less } = &tally;
	println!(
		"{all} requests, {in_wasm} in WASM; decisions by code: {decided:?}; of {whole} whole snapshots {whole_lacked} \
		lacked something, of half ones {half_lacked}; rounds of a light client: {rounds:?}"
	);
	// The draw is worth something only where all of this comes out.
	let least = all as u32 / 100;
	assert!(decided[&0] > least, "{decided:?}");
	// Not of this chain's doing: another evaluator, a snapshot's lack, what a gate finds by its own memory, and places, of
	// which nothing is known without gateways.
	let by_others = [
		Reason::EvaluatorChanged,
		Reason::SnapshotLacks,
		Reason::PassReplayed,
		Reason::OutsidePlace,
		Reason::PlaceTooOld,
	];
	for reason in Reason::ALL.iter().filter(|reason| !by_others.contains(reason)) {
		let came_out = decided.contains_key(&reason.code());
		assert!(came_out || all < 100_000, "{reason:?} never came out: {decided:?}");
	}
	assert!(*half_lacked > 10 * least, "{half_lacked}");
	assert!(*served_less > 0 || all < 100_000, "no ledger refused anything");
	assert!(*whole_lacked <= whole / 20, "{whole_lacked} of {whole}");
	assert!(rounds.keys().last().is_some_and(|most| *most <= 64), "{rounds:?}");
}

/// A snapshot that keeps nothing denies all, whatever is asked.
#[test]
fn a_snapshot_that_keeps_nothing_denies_all() {
	let (mut homes, cast, mut dice) = (Homes::new(), Cast::new(), Dice::new(7));
	let world = world::draw(&mut homes.chain, &cast, &mut dice, &homes.circle);
	let nothing = nothing_kept(&mut homes.chain);
	assert!(matches!(nothing.get(&FactKey::Resource(1)), Fact::Lacks));
	for _ in 0..100 {
		let request = draw_request(&mut homes, &world, &cast, &mut dice);
		let decision = jmt_primitives::access::decide(&KeptFacts::new(&nothing), &request);
		assert_eq!(decision.reason(), Some(Reason::SnapshotLacks));
	}
}

/// Keys that are asked for about many subjects at once stay bounded, and each of them is decided about by one file.
#[test]
fn a_snapshot_for_sixteen_subjects_decides_about_each() {
	let (mut homes, cast, mut dice) = (Homes::new(), Cast::new(), Dice::new(8));
	let world = world::draw(&mut homes.chain, &cast, &mut dice, &homes.circle);
	for (resource, _) in world.resources.iter().take(20) {
		let subjects = (0..16).map(|_| Subject::Device(dice.pick(&cast.devices).id));
		let subjects = subjects.collect::<Vec<_>>();
		let asked = subjects.iter().cloned().map(Asked::Subject).collect::<Vec<_>>();
		let keys: Vec<FactKey> =
			ask(&mut homes.chain, "AccessApi_snapshot", (*resource, asked.clone()));
		assert!(keys.len() <= 1_024);
		let more = [asked, vec![Asked::Grant(1)]].concat();
		let same: Vec<FactKey> = ask(&mut homes.chain, "AccessApi_snapshot", (*resource, more));
		assert_eq!(same, keys, "the seventeenth does not count");
		let full = keys.len() == 1_024;
		let mut snapshot = nothing_kept(&mut homes.chain);
		let group_key = &homes.group_key;
		snapshot.facts = homes.chain.read(|| {
			let found = keys.into_iter().map(|key| {
				let value = super::facts::stored(&key, group_key);
				(key, value)
			});
			found.collect()
		});
		for subject in subjects {
			let action = world::action(&mut dice);
			let request = Request::new(*resource, action, subject, Authority::Own);
			let chain = homes.chain.read(|| Access::decide(&request));
			let kept = jmt_primitives::access::decide(&KeptFacts::new(&snapshot), &request);
			// Where approvals of many actions are asked for, not all of them have room.
			let is_right = kept == chain || full && is_same_or_lacks(&kept, &chain);
			assert!(is_right, "{kept:?}, and the chain {chain:?}: {request:?}");
		}
	}
}
