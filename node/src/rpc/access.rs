//! The methods about access: one row each, over the runtime API `AccessApi`.

use super::{
	invalid,
	table::{block_example, block_schema, exactly, object, schema_of, words, Param, Row, AT},
	Sources,
};
use crate::utc::format_moment;
use codec::Decode;
use jmt_primitives::{
	access::{
		Action, Authority, Decision, Denied, Effect, Explanation, Named, Reason, Request, RuleTold,
		Shown, Subject, Told,
	},
	DeviceId, Hash,
};
use jsonrpsee::core::RpcResult;
use scale_info::TypeInfo;
use serde_json::{json, Value as Json};

/// Fields of a request that may be left out, and what stands for them then.
fn left_out() -> [(&'static str, Json); 5] {
	[
		("authority", words(&Authority::Own)),
		("uses", json!(1)),
		("now", Json::Null),
		("at", Json::Null),
		("shown", words(&Shown::default())),
	]
}

const REQUEST: Param = Param {
	name: "request",
	summary: "The resource, the action by number or name, and the subject. Left out, authority is the subject's own, \
		uses are 1, and now is the time of the block; a gateway's question and what was shown to it may be left out too",
	required: true,
	schema: || {
		let mut schema = schema_of::<Request>();
		let may = left_out();
		if let Some(required) = schema.get_mut("required").and_then(Json::as_array_mut) {
			required.retain(|name| !may.iter().any(|(left_out, _)| name == left_out));
		}
		if let Some(action) = schema.pointer_mut("/properties/action") {
			*action = json!({ "anyOf": [
				{ "type": "integer", "minimum": 0, "maximum": 63 },
				{ "type": "string" },
			] });
		}
		schema
	},
};

/// A decision.
pub const DECIDE: Row = Row {
	name: "jmt_decide",
	summary:
		"Whether a subject may do something with a resource now, until when, or the reason why not",
	params: &[REQUEST, AT],
	result: || object(&decided_schema()),
	example: || (vec![asked_example()], decided_example()),
	answer: decide,
};

/// A decision, and how each rule came out.
pub const EXPLAIN: Row = Row {
	name: "jmt_explain",
	summary:
		"The same, and of each rule of the policy whether it is true, false or unknown, and why",
	params: &[REQUEST, AT],
	result: || {
		let rules = ("rules", schema_of::<Vec<RuleTold>>());
		object(&[&decided_schema()[..], &[rules]].concat())
	},
	example: || {
		let mut result = decided_example();
		let rule = RuleTold {
			effect: Effect::Allow,
			who: Told::True,
			actions: true,
			conditions: vec![Told::False(Reason::OutsideWindow)],
		};
		if let Some(fields) = result.as_object_mut() {
			fields.insert("rules".into(), words(&vec![rule]));
		}
		(vec![asked_example()], result)
	},
	answer: explain,
};

fn decided_schema() -> [(&'static str, Json); 5] {
	[
		("at", block_schema()),
		("allowed", json!({ "type": "boolean" })),
		("code", schema_of::<Option<u8>>()),
		("decision", schema_of::<Decision>()),
		("explanation", schema_of::<Option<String>>()),
	]
}

fn asked_example() -> Json {
	let subject = Subject::Device(DeviceId(Hash::repeat_byte(7)));
	json!({ "resource": 1, "action": Action::OPEN.to_string(), "subject": words(&subject) })
}

fn decided_example() -> Json {
	let decision = Decision::Deny(Denied { reason: Reason::OutsideWindow, by: Named::Nothing });
	json!({
		"at": block_example(),
		"allowed": false,
		"code": Reason::OutsideWindow.code(),
		"decision": words(&decision),
		"explanation": Reason::OutsideWindow.to_string(),
	})
}

/// The request as the runtime takes it, with all of its fields.
fn whole(request: &Json) -> RpcResult<Json> {
	let mut fields = request
		.as_object()
		.cloned()
		.ok_or_else(|| invalid("request: an object with its fields is expected".into()))?;
	for (name, value) in left_out() {
		fields.entry(name).or_insert(value);
	}
	if let Some(action) = fields.get_mut("action") {
		*action = number_of(action)?;
	}
	Ok(Json::Object(fields))
}

/// The number of an action, which is given as such or by its name. A runtime that gets another one would trap.
fn number_of(action: &Json) -> RpcResult<Json> {
	let text = action.as_str().map_or_else(|| action.to_string(), str::to_owned);
	let action = text.parse::<Action>().map_err(|error| invalid(format!("action: {error}")))?;
	Ok(json!(action.number()))
}

/// Asks the runtime. Returns the block, the answer in JSON, and in our type where this node has words for all of it.
fn ask<Answer: Decode + TypeInfo + 'static>(
	Sources { calls, .. }: &Sources,
	method: &str,
	arguments: &[Json],
) -> RpcResult<(Json, Json, Option<Answer>)> {
	let [request, at] = exactly(arguments)?;
	let at = calls.block(at)?;
	let answer = calls.call(method, &json!([whole(request)?]), at)?;
	// A runtime of another time may tell of something that this node has no words for.
	Ok((at.to_json(), answer.to_json()?, answer.translate()?))
}

fn decided(at: Json, decision: Json, known: Option<&Decision>) -> serde_json::Map<String, Json> {
	let (code, explanation) = match known {
		Some(Decision::Allow(allowed)) => {
			(None, Some(format!("allowed until {}", format_moment(allowed.until))))
		},
		Some(Decision::Deny(denied)) => {
			(Some(denied.reason.code()), Some(denied.reason.to_string()))
		},
		None => (None, None),
	};
	let allowed = decision.get("Allow").is_some();
	[
		("at", at),
		("allowed", json!(allowed)),
		("code", json!(code)),
		("decision", decision),
		("explanation", json!(explanation)),
	]
	.into_iter()
	.map(|(name, value)| (name.into(), value))
	.collect()
}

fn decide(sources: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let (at, decision, known) = ask::<Decision>(sources, "AccessApi_decide", arguments)?;
	Ok(Json::Object(decided(at, decision, known.as_ref())))
}

fn explain(sources: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let (at, mut answer, known) = ask::<Explanation>(sources, "AccessApi_explain", arguments)?;
	let mut part = |name: &str| answer.get_mut(name).map(Json::take).unwrap_or_default();
	let (decision, rules) = (part("decision"), part("rules"));
	let mut told = decided(at, decision, known.as_ref().map(|known| &known.decision));
	told.insert("rules".into(), rules);
	Ok(Json::Object(told))
}
