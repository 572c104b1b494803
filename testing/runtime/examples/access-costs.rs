//! Costs of a decision in the runtime, beside one transfer: `scripts/bench access`.
//!
//! The runtime's WASM decides by its API `AccessApi`, as a node has it do for who asks, over a state in memory: in an
//! ordinary case, with the most facts that rules and grants can ask for, and with five signatures by P-256. A use on the
//! chain and a transfer are applied as an author's node does. The disk's part is not in the times, it is in the weights.

#[allow(dead_code)]
#[path = "../tests/access/plant.rs"]
mod plant;
#[allow(dead_code)]
#[path = "../tests/access/stage.rs"]
mod stage;
mod wasm;

use codec::{Decode, Encode};
use jmt_primitives::{
	access::{
		signed, Action, Actions, Approval, Authority, Block, Condition, Decision, Effect, Gate,
		Grant, GrantId, Holder, Pass, Request, Rule, Shown, SignedBlock, SignedUse, Source,
		Subject, Use, Who, MAX_BLOCKS, MAX_DEPTH as MAX_GRANTS, MAX_RULES,
	},
	domains::{DomainId, Link, Reach, MAX_DEPTH},
	units::Level,
	DeviceId, Hash, KeyType,
};
use jmt_runtime::{Access, Runtime, Timestamp, UncheckedExtrinsic, WASM_BINARY};
use jmt_runtime_harness::{
	counter::{count_entries, Access as Reached},
	device::Device,
	Chain,
};
use pallet_access::Call;
use plant::{account, plant_device, plant_domains, plant_resource, rule};
use sc_executor::WasmExecutor;
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie};
use sp_runtime::Weight;
use stage::{bob, policy, scope, Stage};
use std::time::{Duration, Instant};
use wasm::apply;

/// Decisions of a case, and calls of a kind.
const DECISIONS: usize = 200;
const CALLS: u32 = 64;

/// Grants that are revoked, each with a branch of its own.
const BRANCHES: u32 = 16;

/// The first domain of the resource's path, and of the subject's.
const HOST: DomainId = 1;
const OWN: DomainId = 11;

/// The device that enforces.
const GATEWAY: DeviceId = DeviceId(Hash::repeat_byte(0x60));
const CHALLENGE: [u8; 32] = [0x77; 32];

fn main() {
	let code = WASM_BINARY.expect("built without SKIP_WASM_BUILD");
	println!("the runtime's WASM, compact and compressed: {} bytes", code.len());
	println!("{:>34}  {:>8}  {:>8}  {:>5}", "AccessApi.decide", "median", "p99", "items");
	for (name, (chain, request)) in [
		("two domains deep, by trust", ordinary()),
		("32 rules, all facts", at_the_bound(Effect::Allow, Authority::Own)),
		("8 grants, 32 deny rules, all facts", at_the_bound(Effect::Deny, Authority::Grant(8))),
		("a pass, five signatures by P-256", with_signatures(KeyType::P256)),
		("a pass, five signatures by Ed25519", with_signatures(KeyType::Ed25519)),
	] {
		print_decision(name, chain, &request, code);
	}
	println!(
		"{:>34}  {:>8}  {:>8}  {:>5}  {:>6}  {:>8}",
		"calls", "median", "p99", "reads", "writes", "weight"
	);
	print_call("a transfer", transfers(code));
	print_call("use_right, two rules, a price", uses(code));
	print_call("revoke, a branch of 1", revocation(1, code));
	print_call("revoke, a branch of 10,000", revocation(10_000, code));
	println!("time and weight in microseconds");
}

fn micros(time: Duration) -> f64 {
	time.as_secs_f64() * 1e6
}

/// Median and 99th percentile.
fn told(times: &mut [Duration]) -> (f64, f64) {
	times.sort_unstable();
	(micros(times[times.len() / 2]), micros(times[times.len() * 99 / 100]))
}

/// Has the WASM decide again and again, and compares with what the same function says natively.
fn print_decision(name: &str, mut chain: Chain, request: &Request, code: &[u8]) {
	let (native, items) = chain.read(|| count_entries(|| Access::decide(request)));
	let executor = WasmExecutor::<sp_io::SubstrateHostFunctions>::builder().build();
	let fetcher = WrappedRuntimeCode(code.into());
	let code =
		RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash: blake2_256(code).to_vec() };
	let asked = request.encode();
	let mut decide = || {
		chain.over(|ext| {
			let begun = Instant::now();
			let context = CallContext::Offchain;
			let answer = executor.call(ext, &code, "AccessApi_decide", &asked, context).0;
			(begun.elapsed(), answer.expect("the runtime answers"))
		})
	};
	// Compiles it.
	let (_, first) = decide();
	assert_eq!(Decision::decode(&mut &first[..]), Ok(native), "{name}");
	let mut times: Vec<Duration> = (0..DECISIONS).map(|_| decide().0).collect();
	let (median, p99) = told(&mut times);
	println!("{name:>34}  {median:>8.0}  {p99:>8.0}  {items:>5}");
}

/// A phone two domains deep in a firm whom the house trusts, at a lift two domains deep in the house.
fn ordinary() -> (Chain, Request) {
	let mut chain = Stage::new().chain.unchecked();
	let now = chain.read(Timestamp::get);
	let phone = Device::number(77);
	chain.read(|| {
		plant_domains(HOST, 2);
		plant_domains(OWN, 2);
		plant_device(&phone, OWN + 1, now);
		let rules = vec![
			rule(Effect::Deny, Who::Device(DeviceId(Hash::zero())), Vec::new()),
			rule(Effect::Allow, Who::TrustedBy(HOST), vec![Condition::Level(Level::One)]),
		];
		plant_resource(HOST + 1, None, policy(rules));
		let expires = now + 60_000;
		let link = Link { reach: Reach::Below, expires, payer: account(1), deposit: 0 };
		pallet_devices::Trust::<Runtime>::insert(HOST, OWN, link);
	});
	let request = Request::new(1, Action::OPEN, Subject::Device(phone.id), Authority::Own);
	let allowed = chain.read(|| Access::decide(&request)).is_allow();
	assert!(allowed, "the ordinary case is allowed");
	(chain, request)
}

/// Rules of which each is looked at to its end, and is false.
fn rules(effect: Effect) -> Vec<Rule> {
	let approvers = (1..=7).map(account).collect::<Vec<_>>();
	let approvals = Condition::Approvals { least: 7, of: approvers.try_into().expect("seven") };
	let trusting = (HOST + 4..HOST + 8).map(|domain| rule(effect, Who::TrustedBy(domain), vec![]));
	let mut rules: Vec<Rule> = trusting.collect();
	rules.push(rule(effect, Who::Anybody, vec![Condition::Level(Level::Two)]));
	rules.push(rule(effect, Who::Anybody, vec![approvals]));
	let stranger = Who::Device(DeviceId(Hash::zero()));
	rules.resize(MAX_RULES as usize, rule(effect, stranger, Vec::new()));
	rules
}

/// The most that rules and grants of a phone can ask for.
fn at_the_bound(effect: Effect, authority: Authority) -> (Chain, Request) {
	let mut chain = Stage::new().chain.unchecked();
	let (genesis, now) = (chain.genesis_hash(), chain.read(Timestamp::get));
	let phone = Device::number(77);
	let request = Request::new(1, Action::OPEN, Subject::Device(phone.id), authority);
	chain.read(|| {
		plant_domains(HOST, MAX_DEPTH);
		plant_domains(OWN, MAX_DEPTH);
		plant_device(&phone, OWN + DomainId::from(MAX_DEPTH) - 1, now);
		plant_resource(HOST + DomainId::from(MAX_DEPTH) - 1, None, policy(rules(effect)));
		for from in HOST + 4..HOST + 8 {
			for to in OWN..OWN + DomainId::from(MAX_DEPTH) {
				let expires = now - 1;
				let link = Link { reach: Reach::Below, expires, payer: account(1), deposit: 0 };
				pallet_devices::Trust::<Runtime>::insert(from, to, link);
			}
		}
		for number in 1..=7u8 {
			let until = if number == 7 { now - 1 } else { now + 60_000 };
			let key = (request.hash(&genesis), account(number));
			pallet_access::Approvals::<Runtime>::insert(1, key, Approval { until, deposit: 0 });
		}
		for depth in 1..=MAX_GRANTS as u8 {
			let id = GrantId::from(depth);
			let parent = id.checked_sub(1).filter(|id| *id > 0);
			let grant = plant::grant(parent, depth, Holder::Device(phone.id), None);
			pallet_access::Grants::<Runtime>::insert(id, grant);
		}
	});
	(chain, request)
}

/// A pass of four blocks and a use at a gateway, each signed by keys of this type.
fn with_signatures(key_type: KeyType) -> (Chain, Request) {
	let mut chain = Stage::new().chain.unchecked();
	let (genesis, now) = (chain.genesis_hash(), chain.read(Timestamp::get));
	let keys: Vec<Device> = (0..=MAX_BLOCKS).map(|number| Device::of(key_type, number)).collect();
	let (phone, last) = (&keys[0], &keys[MAX_BLOCKS as usize]);
	chain.read(|| {
		plant_domains(HOST, 1);
		plant_domains(OWN, 1);
		plant_device(phone, OWN, now);
		plant_resource(HOST, Some(GATEWAY), policy(Vec::new()));
		let grant: Grant = plant::grant(None, 1, Holder::Device(phone.id), None);
		pallet_access::Grants::<Runtime>::insert(1, grant);
	});
	let mut before = signed::grant_hash(&genesis, 1);
	let mut blocks = Vec::new();
	for pair in keys.windows(2) {
		let holder = pair[1].public();
		let scope = scope(Actions::ALL, now + 60_000);
		let block = Block { genesis, grant: 1, pass_epoch: 0, before, holder, scope };
		before = block.hash();
		let signature = pair[0].sign(&block.payload());
		blocks.push(SignedBlock { block, signer: None, signature });
	}
	let using = Use {
		genesis,
		enforcer: GATEWAY,
		resource: 1,
		source: Source::Block(before),
		challenge: CHALLENGE,
		action: Action::OPEN,
		expires: now + 30_000,
	};
	let signature = last.sign(&using.payload());
	let shown = Shown {
		pass: Some(Pass { grant: 1, blocks: blocks.try_into().expect("four") }),
		using: Some(SignedUse { using, signer: None, signature }),
		..Shown::default()
	};
	let subject = Subject::Key(last.public());
	let request = Request {
		at: Some(Gate { enforcer: GATEWAY, challenge: CHALLENGE }),
		shown,
		..Request::new(1, Action::OPEN, subject, Authority::Grant(1))
	};
	let decision = chain.read(|| Access::decide(&request));
	assert!(decision.is_allow(), "the pass is good: {decision:?}");
	(chain, request)
}

/// Calls that were applied.
struct Applied {
	/// As the call says before.
	weight: Weight,
	reached: Reached,
	times: Vec<Duration>,
}

fn print_call(name: &str, mut applied: Applied) {
	let (median, p99) = told(&mut applied.times);
	let Reached { reads, writes } = applied.reached;
	let weight = applied.weight.ref_time() as f64 / 1e6;
	println!("{name:>34}  {median:>8.0}  {p99:>8.0}  {reads:>5}  {writes:>6}  {weight:>8.0}");
}

/// Has the WASM apply these in one block.
fn measure(mut chain: Chain, extrinsics: Vec<UncheckedExtrinsic>, code: &[u8]) -> Applied {
	let (mut reached, mut times) = (Reached::default(), Vec::new());
	let mut before = Weight::zero();
	let mut after = Weight::zero();
	let count = extrinsics.len() as u64;
	chain
		.block_of(|ext| {
			before = ext.execute_with(wasm::used);
			let results;
			(results, times, reached) = apply(ext, code, &extrinsics);
			after = ext.execute_with(wasm::used);
			(results, Vec::new())
		})
		.all_good();
	Applied { weight: after.saturating_sub(before).div(count), reached, times }
}

fn transfers(code: &[u8]) -> Applied {
	let mut chain = Stage::new().chain;
	let dest = Charlie.to_account_id().into();
	let call = pallet_balances::Call::transfer_keep_alive { dest, value: 1_000_000_000_000 };
	let signed = (0..CALLS).map(|earlier| chain.signed_after(Bob, earlier, call.clone()));
	let signed = signed.collect();
	measure(chain, signed, code)
}

/// Bob opens Alice's lift for a price.
fn uses(code: &[u8]) -> Applied {
	let mut stage = Stage::new();
	let call = stage.opening(bob(), Authority::Own);
	let signed = (0..CALLS).map(|earlier| stage.chain.signed_after(Bob, earlier, call.clone()));
	let signed = signed.collect();
	measure(stage.chain, signed, code)
}

/// Alice revokes grants of Charlie's, each with so many in its branch, itself among them.
fn revocation(branch: u64, code: &[u8]) -> Applied {
	let mut stage = Stage::new();
	let holder = || Holder::Account(Charlie.to_account_id());
	let tops: Vec<GrantId> = (0..BRANCHES).map(|_| stage.grant(Alice, None, holder())).collect();
	let (lift, mut chain) = (stage.lift, stage.chain.unchecked());
	chain.read(|| {
		for top in &tops {
			for number in 1..branch {
				let below = plant::grant(Some(*top), 2, holder(), None);
				let below = Grant { resource: lift, ..below };
				// Numbers far above those that were given.
				pallet_access::Grants::<Runtime>::insert(top * 1_000_000 + number, below);
			}
		}
	});
	let signed = (0..)
		.zip(&tops)
		.map(|(earlier, grant)| chain.signed_after(Alice, earlier, Call::revoke { grant: *grant }))
		.collect();
	measure(chain, signed, code)
}
