//! The methods about zero-knowledge proofs: one row each, over the runtime API `ZkApi`.

use super::{
	table::{
		block_example, block_schema, exactly, hash_schema, object, schema_of, words, Param, Row, AT,
	},
	Sources,
};
use jmt_primitives::{
	proofs::{
		GroupInfo, KeyInfo, ProofBytes, Purpose, Refused, RootStanding, Scalar, SetUp, PROOF_BYTES,
	},
	AccountId, Hash,
};
use jsonrpsee::core::RpcResult;
use serde_json::{json, Value as Json};

const KEY: Param =
	Param { name: "key", summary: "Id of the key", required: true, schema: hash_schema };

const GROUP: Param = Param {
	name: "group",
	summary: "Number of the group",
	required: true,
	schema: schema_of::<u32>,
};

/// Checks a proof.
pub const VERIFY: Row = Row {
	name: "jmt_verifyProof",
	summary: "Whether a proof proves these inputs by a registered key, or the first reason why not",
	params: &[
		KEY,
		Param {
			name: "proof",
			summary: "256 bytes as EIP-197 orders them: A, B, C",
			required: true,
			schema: schema_of::<ProofBytes>,
		},
		Param {
			name: "inputs",
			summary: "The public inputs, 32 big-endian bytes each",
			required: true,
			schema: schema_of::<Vec<Scalar>>,
		},
		AT,
	],
	result: || {
		object(&[
			("at", block_schema()),
			("valid", json!({ "type": "boolean" })),
			("refused", json!({})),
			("explanation", schema_of::<Option<String>>()),
		])
	},
	example: || {
		let proof = words(&ProofBytes([7; PROOF_BYTES]));
		let inputs = words(&vec![Scalar::from(1)]);
		let result = json!({
			"at": block_example(),
			"valid": false,
			"refused": "OffCurve",
			"explanation": Refused::OffCurve.to_string(),
		});
		(vec![json!(Hash::repeat_byte(7)), proof, inputs], result)
	},
	answer: verify,
};

/// A key.
pub const KEY_INFO: Row = Row {
	name: "jmt_verificationKey",
	summary: "A key of proofs: its owner, purpose and set-up; null when it is not registered",
	params: &[KEY, AT],
	result: schema_of::<Option<KeyInfo>>,
	example: || {
		let info = KeyInfo {
			owner: None,
			purpose: Purpose::Membership { depth: 20 },
			set_up: SetUp::Ceremony { transcript: Hash::repeat_byte(6) },
			retired: None,
			usable: true,
			inputs: 4,
		};
		(vec![json!(Hash::repeat_byte(7))], words(&Some(info)))
	},
	answer: key_info,
};

/// A group.
pub const GROUP_INFO: Row = Row {
	name: "jmt_group",
	summary:
		"A group of members who prove to belong to it; null when there is none with this number",
	params: &[GROUP, AT],
	result: schema_of::<Option<GroupInfo>>,
	example: || {
		let info = GroupInfo {
			owner: AccountId::new([5; 32]),
			size: 1_000,
			root: Some(Scalar([4; 32])),
			topics: 1,
			closing: false,
			pages: 16,
		};
		(vec![json!(1)], words(&Some(info)))
	},
	answer: group_info,
};

/// A page of leaves.
pub const GROUP_PAGE: Row = Row {
	name: "jmt_groupPage",
	summary: "A page of 64 members of a group, fewer on its last page",
	params: &[
		GROUP,
		Param {
			name: "page",
			summary:
				"Number of the page, from 0 on. Ask for all of them: one page would tell who asks",
			required: true,
			schema: schema_of::<u32>,
		},
		AT,
	],
	result: schema_of::<Vec<Scalar>>,
	example: || (vec![json!(1), json!(15)], words(&vec![Scalar([3; 32]), Scalar([4; 32])])),
	answer: group_page,
};

/// A root.
pub const GROUP_ROOT: Row = Row {
	name: "jmt_groupRoot",
	summary: "Whether a proof may name this root of a group, and until when",
	params: &[
		GROUP,
		Param {
			name: "root",
			summary: "The root, 32 big-endian bytes",
			required: true,
			schema: schema_of::<Scalar>,
		},
		AT,
	],
	result: schema_of::<RootStanding>,
	example: || (vec![json!(1), words(&Scalar([4; 32]))], words(&RootStanding::Current)),
	answer: group_root,
};

fn verify(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [key, proof, inputs, at] = exactly(arguments)?;
	let at = calls.block(at)?;
	let answer = calls.call("ZkApi_verify", &json!([key, proof, inputs]), at)?;
	let words = answer.to_json()?;
	// A runtime of another time may tell of a reason that this node has no words for.
	let known = answer.translate::<Result<(), Refused>>()?;
	Ok(json!({
		"at": at.to_json(),
		"valid": words.get("Ok").is_some(),
		"refused": words.get("Err"),
		"explanation": known.and_then(Result::err).map(|refused| refused.to_string()),
	}))
}

fn key_info(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [key, at] = exactly(arguments)?;
	calls.ask("ZkApi_key", &json!([key]), calls.block(at)?)
}

fn group_info(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [group, at] = exactly(arguments)?;
	calls.ask("ZkApi_group", &json!([group]), calls.block(at)?)
}

fn group_page(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [group, page, at] = exactly(arguments)?;
	calls.ask("ZkApi_page", &json!([group, page]), calls.block(at)?)
}

fn group_root(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [group, root, at] = exactly(arguments)?;
	calls.ask("ZkApi_root", &json!([group, root]), calls.block(at)?)
}
