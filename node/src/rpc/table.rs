//! The methods `jmt_*`: one row each.

use super::{access, internal, invalid, proofs, tasks, Sources};
use crate::utc::format_moment;
use codec::Encode;
use jmt_metadata_json::{registry_of, schema, to_json};
use jmt_primitives::{
	circulation::{Circulation, Snapshot},
	did::{Did, DidRecord, Resolution},
	proof_of_time::{Clock, DrawInfo, Fleet, MiningReport, MiningStatus, WeightReport},
	supply::{PotBalances, SupplyReport, TOTAL_SUPPLY},
	time::Quarter,
	DeviceId, DevicePublic, Draw, Hash, Moment, JMT,
};
use jsonrpsee::core::RpcResult;
use scale_info::TypeInfo;
use serde_json::{json, Value as Json};
use std::convert::Infallible;

/// A method of JSON-RPC.
pub struct Row {
	pub name: &'static str,
	/// The answer in a sentence.
	pub summary: &'static str,
	/// Its parameters in order.
	pub params: &'static [Param],
	/// JSON Schema of the answer.
	pub result: fn() -> Json,
	/// Arguments, and an answer to such a call.
	pub example: fn() -> (Vec<Json>, Json),
	/// Answers, given an argument for each parameter: `null` for one that was left out.
	pub answer: fn(&Sources, &[Json]) -> RpcResult<Json>,
}

/// A parameter.
pub struct Param {
	pub name: &'static str,
	/// Its meaning.
	pub summary: &'static str,
	/// Whether it may be left out.
	pub required: bool,
	/// JSON Schema of an argument.
	pub schema: fn() -> Json,
}

pub(super) const AT: Param = Param {
	name: "at",
	summary: "Hash of the block after which to read; by default the best one",
	required: false,
	schema: || json!({ "anyOf": [{ "type": "null" }, hash_schema()] }),
};

/// Every method.
pub static ROWS: [Row; 19] = [
	Row {
		name: "jmt_call",
		summary: "The answer of a runtime API or a view function, by the metadata of the block asked",
		params: &[
			Param {
				name: "method",
				summary: "DevicesApi_device for a runtime API, Devices.device for a view function",
				required: true,
				schema: || json!({ "type": "string" }),
			},
			Param {
				name: "args",
				summary: "Arguments in order, or by name; left out when there are none",
				required: false,
				schema: || json!({ "type": ["array", "object", "null"] }),
			},
			AT,
		],
		result: || json!({}),
		example: || (vec![json!("DevicesApi_count"), json!([])], json!(0)),
		answer: call,
	},
	Row {
		name: "jmt_chainInfo",
		summary: "The chain at a glance: supply, devices, clock, draw and rewards",
		params: &[AT],
		result: || {
			object(&[
				("genesis", hash_schema()),
				("at", block_schema()),
				("best", block_schema()),
				("finalized", block_schema()),
				("supply", schema_of::<SupplyReport>()),
				("devices", schema_of::<u32>()),
				("clock", schema_of::<Clock>()),
				("draw", schema_of::<Option<DrawInfo>>()),
				("fleet", schema_of::<Fleet>()),
			])
		},
		example: || {
			let result = json!({
				"genesis": Hash::repeat_byte(1),
				"at": block_example(),
				"best": block_example(),
				"finalized": block_example(),
				"supply": words(&supply_example()),
				"devices": 2,
				"clock": words(&clock_example()),
				"draw": words(&Some(draw_example())),
				"fleet": words(&fleet_example()),
			});
			(Vec::new(), result)
		},
		answer: chain_info,
	},
	Row {
		name: "jmt_miningStatus",
		summary: "Where a device stands in proof of time, and a sentence that says why it is paid or not, and by what factors",
		params: &[
			Param {
				name: "device",
				summary: "Id of the device",
				required: true,
				schema: schema_of::<DeviceId>,
			},
			AT,
		],
		result: || {
			object(&[
				("device", schema_of::<DeviceId>()),
				("at", block_schema()),
				("explanation", schema_of::<Option<String>>()),
				("mining", schema_of::<MiningReport>()),
			])
		},
		example: || {
			let device = json!(Hash::repeat_byte(7));
			let report = mining_example();
			let result = json!({
				"device": device,
				"at": block_example(),
				"explanation": report.explain(format_moment),
				"mining": words(&report),
			});
			(vec![device], result)
		},
		answer: mining_status,
	},
	Row {
		name: "jmt_resolveDid",
		summary: "The document of a device's DID, as a DID resolver answers (W3C DID Core 1.0, 7.1)",
		params: &[
			Param {
				name: "did",
				summary: "did:jmt:, 32 hexadecimal digits of the chain, a colon, 64 of the device, in lower case",
				required: true,
				schema: || json!({ "type": "string" }),
			},
			AT,
		],
		result: || {
			object(&[
				("didResolutionMetadata", json!({ "type": "object" })),
				("didDocument", json!({ "type": ["object", "null"] })),
				("didDocumentMetadata", json!({ "type": "object" })),
			])
		},
		example: || {
			let (genesis, record) = (Hash::repeat_byte(1), did_example());
			let did = Did::new(&genesis, record.device).to_string();
			let resolution = Resolution::of(&did, &genesis, |_| Ok::<_, Infallible>(Some(record)));
			let resolution = resolution.unwrap_or_else(|never| match never {});
			(vec![json!(did)], json!(resolution))
		},
		answer: resolve_did,
	},
	Row {
		name: "jmt_circulation",
		summary: "Where all JMT are, and which of them circulate",
		params: &[AT],
		result: || object(&[("at", block_schema()), ("figures", schema_of::<Circulation>())]),
		example: || {
			let figures = words(&circulation_example());
			(Vec::new(), json!({ "at": block_example(), "figures": figures }))
		},
		answer: circulation,
	},
	Row {
		name: "jmt_circulationSnapshot",
		summary: "The figures of a quarter's end; null when it has not ended, or ended before the chain began",
		params: &[
			Param {
				name: "year",
				summary: "Year of the quarter",
				required: true,
				schema: schema_of::<u32>,
			},
			Param {
				name: "quarter",
				summary: "Quarter of the year, 1 to 4",
				required: true,
				schema: || json!({ "type": "integer", "minimum": 1, "maximum": 4 }),
			},
			AT,
		],
		result: schema_of::<Option<Snapshot>>,
		example: || {
			let Quarter { year, quarter } = snapshot_example().quarter;
			(vec![json!(year), json!(quarter)], words(&Some(snapshot_example())))
		},
		answer: circulation_snapshot,
	},
	Row {
		name: "jmt_lightSpec",
		summary: "A specification for light clients, with a checkpoint and this node as boot node",
		params: &[],
		result: || {
			let text = || json!({ "type": "string" });
			let checkpoint = CHECKPOINT.map(|field| (field, json!({})));
			object(&[
				("name", text()),
				("id", text()),
				("bootNodes", json!({ "type": "array", "items": text() })),
				("genesis", object(&[("stateRootHash", hash_schema())])),
				("lightSyncState", object(&checkpoint)),
			])
		},
		example: || (Vec::new(), light_spec_example()),
		answer: light_spec,
	},
	proofs::VERIFY,
	proofs::KEY_INFO,
	proofs::GROUP_INFO,
	proofs::GROUP_PAGE,
	proofs::GROUP_ROOT,
	access::DECIDE,
	access::EXPLAIN,
	tasks::TASK_VIEW,
	tasks::TASK_PAGE,
	tasks::WORKER,
	tasks::QUOTE,
	tasks::MARKET,
];

impl Row {
	/// An argument for each parameter, in order: `null` for one that was left out.
	pub fn arguments(&self, given: Json) -> RpcResult<Vec<Json>> {
		let names = self.params.iter().map(|param| param.name);
		let signature =
			|| format!("{}({})", self.name, names.clone().collect::<Vec<_>>().join(", "));
		let mut arguments = match given {
			Json::Null => Vec::new(),
			Json::Array(given) => given,
			Json::Object(mut given) => {
				let ordered = names.clone().map(|name| given.remove(name).unwrap_or_default());
				let ordered = ordered.collect();
				if let Some(unknown) = given.keys().next() {
					return Err(invalid(format!("{} has no {unknown:?}", signature())));
				}
				ordered
			},
			_ => return Err(invalid(format!("no parameters of {}", signature()))),
		};
		if arguments.len() > self.params.len() {
			return Err(invalid(format!("too many parameters for {}", signature())));
		}
		arguments.resize(self.params.len(), Json::Null);
		let missing = self.params.iter().zip(&arguments);
		let missing = missing.filter(|(param, given)| param.required && given.is_null());
		match missing.map(|(param, _)| param.name).next() {
			Some(name) => Err(invalid(format!("{} needs {name}", signature()))),
			None => Ok(arguments),
		}
	}
}

/// The arguments as an array of this length, which [`Row::arguments`] gives.
pub(super) fn exactly<const N: usize>(arguments: &[Json]) -> RpcResult<&[Json; N]> {
	arguments.try_into().map_err(|_| invalid(format!("{N} parameters are expected")))
}

fn call(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [method, args, at] = exactly(arguments)?;
	let name = method.as_str().ok_or_else(|| invalid("method: a name is expected".into()))?;
	calls.ask(name, args, calls.block(at)?)
}

fn chain_info(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [at] = exactly(arguments)?;
	let at = calls.block(at)?;
	let ask = |method: &str| calls.ask(method, &Json::Null, at);
	let heads = calls.chain().heads();
	Ok(json!({
		"genesis": heads.genesis,
		"at": at.to_json(),
		"best": heads.best.to_json(),
		"finalized": heads.finalized.to_json(),
		"supply": ask("SupplyApi_supply")?,
		"devices": ask("DevicesApi_count")?,
		"clock": ask("ProofOfTimeApi_clock")?,
		"draw": ask("ProofOfTimeApi_draw")?,
		"fleet": ask("ProofOfTimeApi_fleet")?,
	}))
}

fn mining_status(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [device, at] = exactly(arguments)?;
	let at = calls.block(at)?;
	let answer = calls.call("ProofOfTimeApi_mining", &json!([device]), at)?;
	// A runtime of another time may tell of a status that this node has no words for.
	let report = answer.translate::<MiningReport>()?;
	// Nor does one of before devices had factors say what a device weighs.
	let weight = calls.call("IdentityApi_weight_of", &json!([device]), at);
	let weight = weight.and_then(|answer| answer.translate::<Option<WeightReport>>());
	let weight = weight.ok().flatten().flatten();
	Ok(json!({
		"device": device,
		"at": at.to_json(),
		"explanation": report.map(|report| {
			let paid = report.explain(format_moment);
			weight.map_or(paid.clone(), |weight| format!("{paid}; {}", weight.explain()))
		}),
		"mining": answer.to_json()?,
	}))
}

fn resolve_did(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [did, at] = exactly(arguments)?;
	let did = did.as_str().ok_or_else(|| invalid("did: a text is expected".into()))?;
	let at = calls.block(at)?;
	let genesis = calls.chain().heads().genesis;
	let resolution = Resolution::of(did, &genesis, |device| {
		let answer = calls.call("IdentityApi_resolve_did", &json!([device]), at)?;
		// An answer that this node does not read is not one that there is no such device.
		answer.translate::<Option<DidRecord>>()?.ok_or_else(|| {
			internal(format!("the runtime of block {:?} tells more than this node reads", at.hash))
		})
	})?;
	Ok(json!(resolution))
}

fn circulation(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [at] = exactly(arguments)?;
	let at = calls.block(at)?;
	let figures = calls.ask("CirculationApi_circulation", &Json::Null, at)?;
	Ok(json!({ "at": at.to_json(), "figures": figures }))
}

fn circulation_snapshot(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [year, quarter, at] = exactly(arguments)?;
	let Quarter { year, quarter } = quarter_of(year, quarter)?;
	let asked = json!([{ "year": year, "quarter": quarter }]);
	calls.ask("CirculationApi_snapshot", &asked, calls.block(at)?)
}

fn light_spec(sources: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [] = exactly(arguments)?;
	sources.light_specs.light_spec()
}

/// The quarter with these numbers, if there is one.
fn quarter_of(year: &Json, quarter: &Json) -> RpcResult<Quarter> {
	let numbers = || {
		let year = year.as_u64()?.try_into().ok()?;
		Some(Quarter { year, quarter: quarter.as_u64()?.try_into().ok()? })
	};
	numbers()
		.filter(|named| named.end().is_some())
		.ok_or_else(|| invalid(format!("there is no quarter {quarter} of the year {year}")))
}

/// The fields of a checkpoint for light clients.
const CHECKPOINT: [&str; 4] =
	["babeEpochChanges", "babeFinalizedBlockWeight", "finalizedBlockHeader", "grandpaAuthoritySet"];

/// A value as the converter writes it.
pub(super) fn words<T: Encode + TypeInfo + 'static>(value: &T) -> Json {
	let (types, id) = registry_of::<T>();
	to_json(&mut value.encode().as_slice(), id, &types).unwrap_or_default()
}

pub(super) fn schema_of<T: TypeInfo + 'static>() -> Json {
	let (types, id) = registry_of::<T>();
	schema(id, &types)
}

pub(super) fn hash_schema() -> Json {
	schema_of::<Hash>()
}

pub(super) fn block_schema() -> Json {
	object(&[("number", schema_of::<u32>()), ("hash", hash_schema())])
}

pub(super) fn object(fields: &[(&str, Json)]) -> Json {
	let names = fields.iter().map(|(name, _)| *name).collect::<Vec<_>>();
	let properties = fields.iter().cloned().map(|(name, schema)| (name.to_string(), schema));
	let properties = properties.collect::<serde_json::Map<_, _>>();
	json!({ "type": "object", "properties": properties, "required": names })
}

/// 2026-12-01 00:00:00 UTC.
const EXAMPLE_MOMENT: Moment = 1_796_083_200_000;

pub(super) fn block_example() -> Json {
	json!({ "number": 302_400, "hash": Hash::repeat_byte(2) })
}

fn pots_example() -> PotBalances {
	PotBalances {
		mining: 14_971_300_000 * JMT,
		ecosystem: 15_000_000_000 * JMT,
		foundation: 15_000_000_000 * JMT,
		team: 5_000_000_000 * JMT,
		rewards: 8_000_000 * JMT,
		staking_rewards: 5_000_000 * JMT,
	}
}

fn supply_example() -> SupplyReport {
	SupplyReport {
		at: EXAMPLE_MOMENT,
		launch: Some(EXAMPLE_MOMENT - 7 * jmt_primitives::time::DAY_MS),
		total: TOTAL_SUPPLY,
		pots: pots_example(),
		elsewhere: 15_700_000 * JMT,
		released: 28_700_000 * JMT,
		released_today: 0,
		device_stream: 17_220_000 * JMT,
		device_withdrawn: 17_000_000 * JMT,
	}
}

fn circulation_example() -> Circulation {
	let unreleased = 14_971_300_000 * JMT;
	let (unvested, bonded) = (5_000_000_000 * JMT, 4_000_000 * JMT);
	Circulation::new(EXAMPLE_MOMENT, TOTAL_SUPPLY, pots_example(), unvested, unreleased, bonded)
}

fn snapshot_example() -> Snapshot {
	Snapshot {
		quarter: Quarter { year: 2026, quarter: 4 },
		taken_at: EXAMPLE_MOMENT,
		taken_in: 302_400,
		figures: circulation_example(),
		report: None,
	}
}

fn clock_example() -> Clock {
	Clock { slot_ms: 2_000, round_slots: 30, window_slots: 15, rounds_per_day: 1_440 }
}

fn draw_example() -> DrawInfo {
	DrawInfo {
		draw: Draw { day: 20_788, round: 29_934_720, bucket: 3, hash: Hash::repeat_byte(3) },
		drawn_in: 302_400,
		last_slot: 898_041_615,
		seed: Hash::repeat_byte(4),
		buckets: 10,
	}
}

fn fleet_example() -> Fleet {
	Fleet {
		mining_devices: 2,
		total_weight: 2_000_000,
		withdrawn: 17_000_000 * JMT,
		paid: 9_000_000 * JMT,
		forfeited: 0,
		pending: 8_000_000 * JMT,
	}
}

/// A specification whose long fields are cut off.
fn light_spec_example() -> Json {
	json!({
		"name": "JMT Development",
		"id": "jmt_dev",
		"chainType": "Development",
		"bootNodes": [
			"/ip4/127.0.0.1/tcp/30333/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp",
			"/ip4/127.0.0.1/tcp/30334/ws/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp",
		],
		"genesis": { "stateRootHash": Hash::repeat_byte(5) },
		"lightSyncState": {
			"babeEpochChanges": "0x04..",
			"babeFinalizedBlockWeight": 12,
			"finalizedBlockHeader": "0x5f..",
			"grandpaAuthoritySet": "0x04..",
		},
	})
}

fn did_example() -> DidRecord {
	let key = DevicePublic::Ed25519([7; 32]);
	DidRecord { device: key.id(), key, encryption: Some([8; 32]), deactivated: false }
}

fn mining_example() -> MiningReport {
	MiningReport {
		status: MiningStatus::NotRegistered,
		owner: None,
		last_round: None,
		paid_until: None,
		missed_round: None,
		earned: 0,
		open: 0,
		weight: 0,
		bucket: None,
	}
}
