//! The validator's own node, asked by JSON-RPC: for its keys, and whether it can do a validator's work.

use crate::failure::Failure;
use jmt_edge::{node_rpc, Error};
use jmt_primitives::{AccountId, Hash};
use serde_json::{json, Value};

/// A node, by the address of its RPC. It changes its keystore, so that it has to be asked at its own machine, or
/// through a tunnel to it.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct ValidatorNode {
	/// The node's RPC at its own machine: its keystore is changed
	#[arg(
		long = "node",
		value_name = "URL",
		default_value = "http://127.0.0.1:9944",
		value_parser = node_rpc::parse_node_url
	)]
	url: String,
}

/// Session keys that a node has made.
pub(super) struct NewKeys {
	/// Encoded.
	pub(super) keys: Vec<u8>,
	/// That they are the owner's.
	pub(super) proof: Vec<u8>,
}

impl ValidatorNode {
	async fn ask(&self, method: &str, params: Vec<Value>) -> Result<Value, Failure> {
		Ok(node_rpc::call(&self.url, method, params).await?)
	}

	/// Fails unless it is a synced node of this chain that makes blocks once it is elected.
	pub(super) async fn check(&self, genesis: Hash) -> Result<(), Failure> {
		let found = self.ask("chain_getBlockHash", vec![json!(0)]).await?;
		if found != json!(genesis) {
			let why = format!("the node at {} is of another chain, with genesis {found}", self.url);
			return Err(refused(why));
		}
		let roles = self.ask("system_nodeRoles", Vec::new()).await?;
		if !roles.as_array().is_some_and(|roles| roles.contains(&json!("Authority"))) {
			let why =
				format!("the node at {} makes no blocks: start it with --validator", self.url);
			return Err(refused(why));
		}
		let health = self.ask("system_health", Vec::new()).await?;
		if health["isSyncing"] != json!(false) {
			let why = format!("the node at {} is not synced yet: wait until it is", self.url);
			return Err(Error::chain(why).into());
		}
		Ok(())
	}

	/// Whether all of these session keys are in its keystore.
	pub(super) async fn has(&self, keys: &[u8]) -> Result<bool, Failure> {
		Ok(self.ask("author_hasSessionKeys", vec![hex(keys)]).await? == json!(true))
	}

	/// New keys for the owner, which it has in its keystore from now on.
	pub(super) async fn make_keys(&self, owner: &AccountId) -> Result<NewKeys, Failure> {
		let owner: &[u8] = owner.as_ref();
		let made = self.ask("author_rotateKeysWithOwner", vec![hex(owner)]).await?;
		let bytes = |field: &str| {
			made[field]
				.as_str()
				.and_then(|text| hex::decode(text.strip_prefix("0x")?).ok())
				.ok_or_else(|| Error::chain(format!("the node's answer has no {field}")))
		};
		Ok(NewKeys { keys: bytes("keys")?, proof: bytes("proof")? })
	}
}

fn hex(bytes: &[u8]) -> Value {
	json!(format!("0x{}", hex::encode(bytes)))
}

/// A refusal of our own, before any transaction.
pub(super) fn refused(why: String) -> Failure {
	Failure::Usage(why)
}
