//! A light client has a decision made by the runtime itself, with as many signatures as there can be.

use super::vm::{state_of, Vm};
use crate::access::{
	plant::{grant, plant_device, plant_domains, plant_resource, rule},
	stage::{policy, scope, Stage},
};
use codec::{Decode, Encode};
use jmt_primitives::{
	access::{
		signed, Action, Actions, Authority, Block, Decision, Effect, FactKey, Gate, Grant, Holder,
		Pass, Reason, Request, SignedBlock, SignedUse, Source, Subject, Use, Who, MAX_BLOCKS,
	},
	Hash, KeyType, Moment,
};
use jmt_runtime::{Access, Runtime, Timestamp, WASM_BINARY};
use jmt_runtime_harness::{device::Device, Chain};
use sc_executor::WasmExecutor;
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use sp_io::SubstrateHostFunctions;
use std::time::{Duration, Instant};

/// Longest time of a decision in a node's engine: the goal is 12 ms on a quiet machine.
const MOST: Duration = Duration::from_millis(60);

fn code() -> &'static [u8] {
	WASM_BINARY.expect(
		"this test needs the runtime as WASM, which this build left out: build without SKIP_WASM_BUILD",
	)
}

/// A device with a key whose signatures take longest: no engine has a host function for them.
fn device(number: u32) -> Device {
	Device::of(KeyType::P256, number)
}

/// A chain with a grant of the device 1, and the request of who holds a pass of four blocks below it: five signatures.
fn handed_on() -> (Chain, Request) {
	let mut chain = Stage::new().chain.unchecked();
	let (genesis, now) = (chain.genesis_hash(), chain.read(Timestamp::get));
	let (holder, enforcer) = (device(1), device(9));
	chain.read(|| {
		plant_domains(1, 2);
		plant_device(&holder, 2, now);
		plant_resource(
			1,
			Some(enforcer.id),
			policy(vec![rule(Effect::Allow, Who::Anybody, vec![])]),
		);
		let grant: Grant = grant(None, 1, Holder::Device(holder.id), None);
		pallet_access::Grants::<Runtime>::insert(1, grant);
	});
	let (mut before, mut signer) = (signed::grant_hash(&genesis, 1), holder);
	let mut blocks = Vec::new();
	for number in 0..MAX_BLOCKS {
		let next = device(2 + number);
		let scope = scope(Actions::ALL, Moment::MAX);
		let holder = next.public();
		let block = Block { genesis, grant: 1, pass_epoch: 0, before, holder, scope };
		let signature = signer.sign(&block.payload());
		(before, signer) = (block.hash(), next);
		blocks.push(SignedBlock { block, signer: None, signature });
	}
	let gate = Gate { enforcer: enforcer.id, challenge: [5; 32] };
	let using = Use {
		genesis,
		enforcer: enforcer.id,
		resource: 1,
		source: Source::Block(before),
		challenge: gate.challenge,
		action: Action::OPEN,
		expires: now + 30_000,
	};
	let signature = signer.sign(&using.payload());
	let subject = Subject::Key(signer.public());
	let mut request = Request::new(1, Action::OPEN, subject, Authority::Grant(1));
	request.at = Some(gate);
	request.shown.using = Some(SignedUse { using, signer: None, signature });
	let blocks = blocks.try_into().expect("four");
	request.shown.pass = Some(Pass { grant: 1, blocks });
	(chain, request)
}

/// The same with a wrong last signature: all five are verified before it is refused.
fn forged(request: &Request) -> Request {
	let mut forged = request.clone();
	let using = forged.shown.using.as_mut().expect("it has one");
	using.signature = device(1).sign(&using.using.payload());
	forged
}

fn decode(answer: &[u8]) -> Decision {
	let mut rest = answer;
	let decision = Decode::decode(&mut rest).expect("it is a decision");
	assert!(rest.is_empty());
	decision
}

#[test]
fn it_decides_with_five_signatures_that_no_host_function_verifies() {
	let (mut chain, request) = handed_on();
	let mut light = Vm::new(code(), state_of(&mut chain));
	for (request, reason) in [(forged(&request), Some(Reason::BadPass)), (request, None)] {
		let native = chain.read(|| Access::decide(&request));
		assert_eq!(native.reason(), reason);
		let begun = Instant::now();
		let answer = light.call("AccessApi_decide", &request.encode());
		println!("a decision with five P-256 signatures, interpreted: {:?}", begun.elapsed());
		assert_eq!(decode(&answer.expect("the runtime answers")), native);
	}
}

#[test]
fn it_names_the_facts_to_keep() {
	let (mut chain, _) = handed_on();
	let asked = (1u64, vec![jmt_primitives::access::Asked::Grant(1)]).encode();
	let native = chain.call_api("AccessApi_snapshot", &asked);
	let mut light = Vm::new(code(), state_of(&mut chain));
	assert_eq!(light.call("AccessApi_snapshot", &asked), Ok(native.clone()));
	let keys = Vec::<FactKey>::decode(&mut &native[..]).expect("they are keys");
	assert!(keys.contains(&FactKey::Grant(1)) && keys.contains(&FactKey::Device(device(1).id)));
}

#[test]
fn a_node_decides_with_five_signatures_in_time() {
	let (mut chain, request) = handed_on();
	let executor: WasmExecutor<SubstrateHostFunctions> = WasmExecutor::builder().build();
	let fetcher = WrappedRuntimeCode(code().into());
	let hash = Hash::repeat_byte(1).encode();
	let code = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash };
	let mut times = Vec::new();
	for _ in 0..21 {
		let data = request.encode();
		let (answer, took) = chain.over(|ext| {
			let begun = Instant::now();
			let context = CallContext::Offchain;
			let answer = executor.call(ext, &code, "AccessApi_decide", &data, context).0;
			(answer, begun.elapsed())
		});
		assert!(decode(&answer.expect("the runtime answers")).is_allow());
		times.push(took);
	}
	times.sort();
	let median = times[times.len() / 2];
	println!("a decision with five P-256 signatures, compiled: {median:?}, the goal is 12 ms");
	assert!(median < MOST, "{median:?}");
}
