//! The methods `jmt_*` over the runtime of this build, on a state without anything in it.

use super::{
	call::{Calls, REFUSED},
	chain::{Block, Chain, Heads},
	jmt,
	light_spec::LightSpecs,
	table::ROWS,
	Sources,
};
use jmt_primitives::{access::Reason, tasks::TermsFault, BlockNumber, Hash};
use jmt_runtime::api::dispatch;
use jsonrpsee::{
	core::RpcResult,
	types::error::{ErrorObjectOwned, INVALID_PARAMS_CODE},
	RpcModule,
};
use serde_json::{json, Value as Json};
use std::sync::{
	atomic::{AtomicUsize, Ordering},
	Arc,
};

const BEST: Hash = Hash::repeat_byte(2);
const OLDER: Hash = Hash::repeat_byte(3);
const METADATA: &str = "Metadata_metadata_at_version";

/// Two blocks, whose code differs by name only.
#[derive(Default)]
struct Native {
	described: AtomicUsize,
	upgraded: bool,
}

impl Chain for Native {
	fn heads(&self) -> Heads {
		Heads {
			genesis: Hash::repeat_byte(1),
			best: Block { number: 7, hash: BEST },
			finalized: Block { number: 6, hash: OLDER },
		}
	}

	fn number(&self, block: Hash) -> RpcResult<Option<BlockNumber>> {
		Ok([(BEST, 7), (OLDER, 6)].into_iter().find(|(hash, _)| *hash == block).map(|(_, n)| n))
	}

	fn code(&self, at: Hash) -> RpcResult<Hash> {
		Ok(if self.upgraded { at } else { Hash::zero() })
	}

	fn call(&self, _: Hash, function: &str, input: &[u8]) -> RpcResult<Vec<u8>> {
		if function == METADATA {
			self.described.fetch_add(1, Ordering::Relaxed);
		}
		let answer = sp_io::TestExternalities::default().execute_with(|| dispatch(function, input));
		answer.ok_or_else(|| super::internal(format!("the runtime has no {function}")))
	}
}

impl LightSpecs for Native {
	fn light_spec(&self) -> RpcResult<Json> {
		Ok(json!({ "id": "jmt_dev" }))
	}
}

fn module() -> RpcModule<Sources> {
	let native = Arc::new(Native::default());
	let sources = Sources { calls: Calls::new(native.clone()), light_specs: native };
	jmt(sources).expect("no name stands twice")
}

fn calls(native: &Arc<Native>) -> Calls {
	Calls::new(native.clone())
}

/// Calls a method as a client does.
async fn ask(method: &str, params: Json) -> Result<Json, ErrorObjectOwned> {
	let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
	let (answer, _) = module().raw_json_request(&request.to_string(), 1).await.unwrap();
	let answer: Json = serde_json::from_str(&answer.to_string()).unwrap();
	match answer.get("error") {
		Some(error) => Err(serde_json::from_value(error.clone()).unwrap()),
		None => Ok(answer["result"].clone()),
	}
}

fn device() -> String {
	format!("0x{}", "07".repeat(32))
}

#[tokio::test]
async fn it_calls_runtime_apis_and_view_functions() {
	let none = Ok(json!(null));
	assert_eq!(ask("jmt_call", json!(["DevicesApi_device", [device()]])).await, none);
	assert_eq!(ask("jmt_call", json!(["Devices.device", [device()]])).await, none);
	assert_eq!(ask("jmt_call", json!(["DevicesApi_count"])).await, Ok(json!(0)));
	let by_name = json!({ "method": "Devices.device", "args": { "id": device() }, "at": OLDER });
	assert_eq!(ask("jmt_call", by_name).await, none);
	let pending = json!(["ProofOfTimeApi_pending", [[device(), device()]]]);
	assert_eq!(ask("jmt_call", pending).await, Ok(json!(["0", "0"])));
}

#[tokio::test]
async fn it_says_where_a_device_stands() {
	let status = ask("jmt_miningStatus", json!([device()])).await.unwrap();
	assert_eq!(status["device"], json!(device()));
	assert_eq!(status["at"], json!({ "number": 7, "hash": BEST }));
	assert_eq!(status["mining"]["status"], json!("NotRegistered"));
	assert_eq!(status["mining"]["earned"], json!("0"));
	assert_eq!(status["explanation"], json!("not registered: an owner has to register it"));
}

#[tokio::test]
async fn it_resolves_dids_by_the_words_of_did_core() {
	let of = |genesis: u8| format!("did:jmt:{}:{}", hex(genesis, 16), hex(7, 32));
	for (did, error) in [
		(of(1), "notFound"),
		// Of another chain: this one's genesis is 0x0101..
		(of(2), "notFound"),
		(of(1).to_uppercase(), "invalidDid"),
		("did:web:example.com".into(), "invalidDid"),
	] {
		let resolved = json!({
			"didResolutionMetadata": { "error": error },
			"didDocument": null,
			"didDocumentMetadata": {},
		});
		assert_eq!(ask("jmt_resolveDid", json!([did])).await, Ok(resolved), "{did}");
	}
}

fn hex(byte: u8, times: usize) -> String {
	format!("{byte:02x}").repeat(times)
}

#[tokio::test]
async fn it_says_why_a_proof_is_refused() {
	let (key, proof) = (format!("0x{}", hex(7, 32)), format!("0x{}", hex(7, 256)));
	let refused = json!({
		"at": { "number": 7, "hash": BEST },
		"valid": false,
		"refused": "UnknownKey",
		"explanation": "no such key is registered",
	});
	let asked = json!([key, proof, [format!("0x{}", hex(1, 32))]]);
	assert_eq!(ask("jmt_verifyProof", asked).await, Ok(refused));
}

#[tokio::test]
async fn it_tells_of_keys_and_groups() {
	let root = format!("0x{}", hex(4, 32));
	for (method, asked, answer) in [
		("jmt_verificationKey", json!([root]), json!(null)),
		("jmt_group", json!([1]), json!(null)),
		("jmt_groupPage", json!([1, 0]), json!([])),
		("jmt_groupRoot", json!([1, root]), json!("NotGood")),
	] {
		assert_eq!(ask(method, asked).await, Ok(answer), "{method}");
	}
}

#[tokio::test]
async fn it_decides_about_access_and_says_why_not() {
	let subject = json!({ "Device": device() });
	let request = json!({ "resource": 1, "action": "open", "subject": subject });
	let decision = json!({ "Deny": { "reason": "UnknownResource", "by": "Nothing" } });
	let denied = json!({
		"at": { "number": 7, "hash": BEST },
		"allowed": false,
		"code": 1,
		"decision": decision,
		"explanation": Reason::UnknownResource.to_string(),
	});
	assert_eq!(ask("jmt_decide", json!([request])).await, Ok(denied.clone()));
	let mut explained = denied;
	explained["rules"] = json!([]);
	assert_eq!(ask("jmt_explain", json!({ "request": request })).await, Ok(explained));
	// All that may be left out, said.
	let shown = json!({ "pass": null, "using": null, "place": null, "member": null });
	let whole = json!({
		"resource": 1, "action": 2, "subject": subject, "authority": { "Grant": 3 }, "uses": 2,
		"now": "1796083200000", "at": null, "shown": shown,
	});
	assert_eq!(ask("jmt_decide", json!([whole])).await.unwrap()["code"], json!(1));
}

/// Terms as a client writes them.
fn terms() -> Json {
	json!({
		"program": { "hash": format!("0x{}", hex(6, 32)), "length": 4_000 },
		"input": { "Inline": "0x6869" },
		"arguments": "0x",
		"hint": "0x",
		"limits": { "fuel": 2_000_000, "memory_pages": 16, "output_bytes": 1_024 },
		"pay": "50000000000",
		"windows": { "claim": 10_000, "run": 30_000 },
		"audience": "Anyone",
		"mode": { "Replicate": { "replicas": 3, "quorum": 2, "standing": null } },
	})
}

#[tokio::test]
async fn it_tells_of_tasks_and_workers() {
	for (method, asked, answer) in [
		("jmt_task", json!([1]), json!(null)),
		("jmt_task", json!({ "task": "1", "at": OLDER }), json!(null)),
		("jmt_taskPage", json!([1]), json!([])),
		("jmt_worker", json!([device()]), json!(null)),
	] {
		assert_eq!(ask(method, asked).await, Ok(answer), "{method}");
	}
	let market = ask("jmt_taskMarket", json!([])).await.unwrap();
	assert_eq!((&market["next"], &market["workers"]), (&json!(1), &json!(0)));
	assert_eq!(market["tariff"]["unit"], json!("10000000000000"));
}

#[tokio::test]
async fn it_says_what_a_task_costs_or_why_its_terms_are_not_taken() {
	let quoted = ask("jmt_taskQuote", json!([terms()])).await.unwrap();
	assert_eq!(quoted["at"], json!({ "number": 7, "hash": BEST }));
	assert_eq!(quoted["quote"]["price"], json!("150000000000"));
	assert_eq!(quoted["quote"]["bond"], json!("1600000000000"));
	assert_eq!((&quoted["fault"], &quoted["explanation"]), (&json!(null), &json!(null)));
	let mut wrong = terms();
	wrong["mode"]["Replicate"]["quorum"] = json!(1);
	let refused = json!({
		"at": { "number": 7, "hash": BEST },
		"quote": null,
		"fault": "Quorum",
		"explanation": TermsFault::Quorum.to_string(),
	});
	assert_eq!(ask("jmt_taskQuote", json!({ "terms": wrong })).await, Ok(refused));
}

#[tokio::test]
async fn it_makes_a_specification_for_light_clients() {
	assert_eq!(ask("jmt_lightSpec", json!([])).await, Ok(json!({ "id": "jmt_dev" })));
}

#[test]
fn it_has_the_runtime_describe_itself_once() {
	let native = Arc::new(Native::default());
	let calls = calls(&native);
	for at in [BEST, OLDER, BEST] {
		let at = calls.block(&json!(at)).unwrap();
		assert_eq!(calls.ask("DevicesApi_count", &json!([]), at), Ok(json!(0)));
	}
	assert_eq!(native.described.load(Ordering::Relaxed), 1);
}

#[test]
fn it_asks_each_runtime_for_its_own_metadata() {
	let native = Arc::new(Native { upgraded: true, ..Default::default() });
	let calls = calls(&native);
	for at in [BEST, OLDER, BEST, OLDER] {
		let at = calls.block(&json!(at)).unwrap();
		assert_eq!(calls.ask("DevicesApi_count", &json!([]), at), Ok(json!(0)));
	}
	assert_eq!(native.described.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn it_discovers_every_method() {
	let document = ask("rpc.discover", json!([])).await.unwrap();
	let methods = document["methods"].as_array().unwrap();
	let names = methods.iter().map(|method| method["name"].as_str().unwrap()).collect::<Vec<_>>();
	assert_eq!(names, ROWS.iter().map(|row| row.name).collect::<Vec<_>>());
}

mod reject {
	use super::*;

	/// Refuses a call as one with wrong parameters, and says this.
	async fn refuses(method: &str, params: Json, expected: &str) {
		let error = ask(method, params.clone()).await.unwrap_err();
		assert_eq!(error.code(), INVALID_PARAMS_CODE, "{params}: {error}");
		assert!(error.message().contains(expected), "{params}: {error}, not {expected:?}");
	}

	#[tokio::test]
	async fn it_says_which_methods_and_arguments_there_are() {
		refuses("jmt_call", json!(["DevicesApi_devise"]), "count").await;
		refuses("jmt_call", json!(["Devices.devise"]), "device").await;
		refuses("jmt_call", json!(["Nothing"]), "ProofOfTimeApi").await;
		refuses("jmt_call", json!(["DevicesApi_device"]), "device: DeviceId").await;
		refuses("jmt_call", json!(["DevicesApi_device", ["0x12"]]), "32 bytes").await;
		refuses("jmt_call", json!([7]), "name").await;
		refuses("jmt_call", json!([]), "method").await;
		refuses("jmt_call", json!(["DevicesApi_count", [], BEST, 1]), "too many").await;
		refuses("jmt_call", json!({ "method": "DevicesApi_count", "block": BEST }), "block").await;
	}

	#[tokio::test]
	async fn it_calls_no_function_that_is_not_for_clients() {
		for (prefix, reason) in REFUSED {
			refuses("jmt_call", json!([format!("{prefix}x")]), reason).await;
		}
		for function in ["Core_execute_block", METADATA, "GenesisBuilder_get_preset"] {
			refuses("jmt_call", json!([function, [1]]), "cannot be called here").await;
		}
	}

	#[tokio::test]
	async fn it_refuses_blocks_and_quarters_that_do_not_exist() {
		refuses("jmt_circulation", json!([Hash::repeat_byte(9)]), "unknown block").await;
		refuses("jmt_circulation", json!(["0x12"]), "no hash of a block").await;
		for (year, quarter) in [(2026, 0), (2026, 5), (2026, 256), (-1, 1), (i64::MAX, 1)] {
			let named = format!("the year {year}");
			refuses("jmt_circulationSnapshot", json!([year, quarter]), &named).await;
		}
		refuses("jmt_circulationSnapshot", json!([2026]), "needs quarter").await;
		refuses("jmt_lightSpec", json!([BEST]), "too many").await;
		for none in [json!([]), json!({}), json!([null])] {
			refuses("jmt_miningStatus", none.clone(), "needs device").await;
			refuses("jmt_resolveDid", none.clone(), "needs did").await;
			refuses("jmt_task", none.clone(), "needs task").await;
			refuses("jmt_taskQuote", none, "needs terms").await;
		}
		refuses("jmt_verifyProof", json!([device(), "0x12", []]), "256 bytes").await;
		refuses("jmt_group", json!([-1]), "group").await;
		for method in ["jmt_decide", "jmt_explain"] {
			let subject = json!({ "Device": device() });
			let mut request = json!({ "resource": 1, "action": 2, "subject": subject });
			refuses(method, json!([7]), "an object with its fields").await;
			refuses(method, json!([{ "resource": 1, "action": 2 }]), "subject").await;
			refuses(method, json!([request, "0x12"]), "no hash of a block").await;
			request["risk"] = json!(3);
			refuses(method, json!([request]), "\"risk\" is no field").await;
			request = json!({ "resource": 1, "action": 64, "subject": subject });
			refuses(method, json!([request]), "action: an action is one of read").await;
		}
		refuses("jmt_task", json!([-1]), "task").await;
		let mut task = terms();
		task["tip"] = json!(3);
		refuses("jmt_taskQuote", json!([task]), "\"tip\" is no field").await;
		refuses("jmt_resolveDid", json!([7]), "a text is expected").await;
		refuses("jmt_resolveDid", json!(["", Hash::repeat_byte(9)]), "unknown block").await;
	}
}
