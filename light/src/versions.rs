//! The runtime version of the blocks that are followed, from what the light client reports with them.
//!
//! subxt asks each block for it by a runtime call, whose proof costs two round trips to a peer. The light
//! client knows it already, since it verified the runtime's code: `chainHead_v1_follow` tells it for the
//! first block and for each that changes it (JSON-RPC specification, `finalizedBlockRuntime` and
//! `newRuntime`).

use futures::StreamExt;
use jmt_primitives::Hash;
use serde_json::value::RawValue;
use std::{
	collections::{HashMap, VecDeque},
	sync::{Arc, Mutex, PoisonError},
};
use subxt_rpcs::{
	client::{RawRpcFuture, RawRpcSubscription, RpcClientT},
	methods::chain_head::{FollowEvent, RuntimeEvent},
	RpcClient,
};

/// Blocks whose version is remembered: more than the light client keeps for a follower.
const BLOCKS_KEPT: usize = 1024;

const FOLLOW: &str = "chainHead_v1_follow";

/// Versions of a runtime: of its specification, and of its transactions.
pub type SpecAndTransaction = (u32, u32);

#[derive(Default)]
struct Followed {
	/// By block; `None` where the light client could not tell.
	versions: HashMap<Hash, Option<SpecAndTransaction>>,
	order: VecDeque<Hash>,
}

/// The versions of the blocks that are followed. Clones share them.
#[derive(Clone, Default)]
pub struct RuntimeVersions(Arc<Mutex<Followed>>);

impl std::fmt::Debug for RuntimeVersions {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_tuple("RuntimeVersions").field(&self.common()).finish()
	}
}

impl RuntimeVersions {
	/// The version that all remembered blocks have; `None` around an upgrade, where it depends on the
	/// block, and before the first block.
	pub fn common(&self) -> Option<SpecAndTransaction> {
		let followed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		let mut versions = followed.versions.values();
		let first = (*versions.next()?)?;
		versions.all(|version| *version == Some(first)).then_some(first)
	}

	fn note(&self, event: FollowEvent<Hash>) {
		let mut followed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		match event {
			FollowEvent::Initialized(start) => {
				*followed = Followed::default();
				// The runtime is the last one's. Where others come with it, theirs is not known.
				let mut blocks = start.finalized_block_hashes.into_iter().rev();
				let version = start.finalized_block_runtime.as_ref().and_then(version_of);
				if let Some(last) = blocks.next() {
					followed.insert(last, version);
				}
				blocks.for_each(|block| followed.insert(block, None));
			},
			FollowEvent::NewBlock(new) => {
				let version = match &new.new_runtime {
					Some(runtime) => version_of(runtime),
					None => followed.versions.get(&new.parent_block_hash).copied().flatten(),
				};
				followed.insert(new.block_hash, version);
			},
			FollowEvent::Stop => *followed = Followed::default(),
			_ => {},
		}
	}
}

impl Followed {
	fn insert(&mut self, block: Hash, version: Option<SpecAndTransaction>) {
		if self.versions.insert(block, version).is_none() {
			self.order.push_back(block);
		}
		while self.order.len() > BLOCKS_KEPT {
			if let Some(oldest) = self.order.pop_front() {
				self.versions.remove(&oldest);
			}
		}
	}
}

fn version_of(runtime: &RuntimeEvent) -> Option<SpecAndTransaction> {
	match runtime {
		RuntimeEvent::Valid(valid) => {
			Some((valid.spec.spec_version, valid.spec.transaction_version))
		},
		RuntimeEvent::Invalid(_) => None,
	}
}

/// A JSON-RPC client for one follower of its heads: whatever the follower sees of a block was
/// noted in the versions before.
pub struct VersionedRpc {
	rpc: RpcClient,
	versions: RuntimeVersions,
}

impl VersionedRpc {
	/// Notes in `versions` what passes by.
	pub fn new(rpc: impl RpcClientT, versions: RuntimeVersions) -> Self {
		Self { rpc: RpcClient::new(rpc), versions }
	}
}

impl RpcClientT for VersionedRpc {
	fn request_raw<'a>(
		&'a self,
		method: &'a str,
		params: Option<Box<RawValue>>,
	) -> RawRpcFuture<'a, Box<RawValue>> {
		self.rpc.request_raw(method, params)
	}

	fn subscribe_raw<'a>(
		&'a self,
		sub: &'a str,
		params: Option<Box<RawValue>>,
		unsub: &'a str,
	) -> RawRpcFuture<'a, RawRpcSubscription> {
		Box::pin(async move {
			let RawRpcSubscription { stream, id } =
				self.rpc.subscribe_raw(sub, params, unsub).await?;
			if sub != FOLLOW {
				return Ok(RawRpcSubscription { stream, id });
			}
			let versions = self.versions.clone();
			let noted = stream.inspect(move |event| {
				let event = event.as_ref().ok().map(|raw| serde_json::from_str(raw.get()));
				match event {
					Some(Ok(event)) => versions.note(event),
					Some(Err(error)) => tracing::debug!("{FOLLOW}: {error}"),
					None => {},
				}
			});
			Ok(RawRpcSubscription { stream: Box::pin(noted), id })
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{json, Value};

	fn hash(byte: u8) -> Value {
		json!(Hash::repeat_byte(byte))
	}

	fn runtime(version: u32) -> Value {
		json!({"type": "valid", "spec": {
			"specName": "jmt", "implName": "jmt", "specVersion": version, "implVersion": 1,
			"transactionVersion": version + 100, "apis": {},
		}})
	}

	fn started(version: u32) -> RuntimeVersions {
		let versions = RuntimeVersions::default();
		assert_eq!(versions.common(), None);
		note(
			&versions,
			json!({"event": "initialized", "finalizedBlockHashes": [hash(1)],
				"finalizedBlockRuntime": runtime(version)}),
		);
		versions
	}

	fn note(versions: &RuntimeVersions, event: Value) {
		versions.note(serde_json::from_value(event).unwrap());
	}

	fn block(hash_of: u8, parent: u8, new_runtime: Value) -> Value {
		json!({"event": "newBlock", "blockHash": hash(hash_of), "parentBlockHash": hash(parent),
			"newRuntime": new_runtime})
	}

	#[test]
	fn common_is_what_every_block_inherits() {
		let versions = started(7);
		note(&versions, block(2, 1, Value::Null));
		note(&versions, block(3, 2, Value::Null));
		assert_eq!(versions.common(), Some((7, 107)));
	}

	#[test]
	fn common_is_unknown_around_an_upgrade_and_the_new_one_once_the_old_blocks_are_gone() {
		let versions = started(7);
		note(&versions, block(2, 1, runtime(8)));
		assert_eq!(versions.common(), None);
		for number in 0..BLOCKS_KEPT as u64 {
			let child = Hash::from_low_u64_be(number + 1);
			let parent = if number == 0 { hash(2) } else { json!(Hash::from_low_u64_be(number)) };
			note(
				&versions,
				json!({"event": "newBlock", "blockHash": child, "parentBlockHash": parent,
					"newRuntime": null}),
			);
		}
		assert_eq!(versions.common(), Some((8, 108)));
	}

	#[test]
	fn common_is_unknown_where_the_light_client_could_not_tell() {
		let versions = started(7);
		note(&versions, block(2, 1, json!({"type": "invalid", "error": "no memory"})));
		assert_eq!(versions.common(), None);
		// A child of a block that nobody told of.
		let versions = started(7);
		note(&versions, block(9, 8, Value::Null));
		assert_eq!(versions.common(), None);
	}

	#[test]
	fn common_a_new_start_forgets_what_was_before() {
		let versions = started(7);
		note(&versions, json!({"event": "stop"}));
		assert_eq!(versions.common(), None);
		note(
			&versions,
			json!({"event": "initialized", "finalizedBlockHashes": [hash(5)],
				"finalizedBlockRuntime": runtime(8)}),
		);
		assert_eq!(versions.common(), Some((8, 108)));
	}
}
