//! A specification for light clients: a checkpoint at the newest final block, the genesis by the root of its
//! state, and this node as boot node. A few kilobytes.
//!
//! Limits: a chain in its first two epochs has no checkpoint that light clients take, and they are told to take
//! the raw specification. The checkpoint is believed by who uses it, as all that a node answers.

use super::internal;
use codec::Decode;
use jmt_primitives::BlockNumber;
use jmt_runtime::opaque::{Block, Header};
use jsonrpsee::{
	core::RpcResult,
	types::error::{ErrorObjectOwned, CALL_EXECUTION_FAILED_CODE},
};
use sc_consensus_epochs::{EpochChangesFor, PersistedEpochHeader};
use sc_sync_state_rpc::{Error, SyncStateApiServer};
use serde_json::{json, Value as Json};
use sp_core::bytes::from_hex;
use std::collections::BTreeSet;
use tokio::runtime::Handle;

/// Epochs that light clients want to know of besides that of the genesis: the one of the checkpoint and the next.
const EPOCHS: usize = 2;

/// Makes specifications for light clients.
pub trait LightSpecs: Send + Sync {
	/// One as of now. Called on a thread that may wait.
	fn light_spec(&self) -> RpcResult<Json>;
}

/// Makes them of the SDK's, over a specification whose genesis is the root of its state.
pub struct LightSpec<Inner, Addresses> {
	/// `sync_state_genSyncSpec` over that specification.
	pub checkpoint: Inner,
	/// The node's addresses for light clients, as of now.
	pub addresses: Addresses,
}

impl<Inner, Addresses> LightSpecs for LightSpec<Inner, Addresses>
where
	Inner: SyncStateApiServer<Block>,
	Addresses: Fn() -> Vec<String> + Send + Sync,
{
	fn light_spec(&self) -> RpcResult<Json> {
		let made = Handle::current().block_on(self.checkpoint.system_gen_sync_spec(true));
		let mut spec = made.map_err(|error| match error {
			// The genesis was never imported as a block: nothing else is final.
			Error::LoadingBlockWeightFailed(_) => too_young(0),
			error => error.into(),
		})?;
		check(&spec["lightSyncState"])?;
		// Fields that say nothing.
		if let Some(fields) = spec.as_object_mut() {
			fields.retain(|_, value| !value.is_null());
		}
		spec["bootNodes"] = json!((self.addresses)());
		Ok(spec)
	}
}

/// That light clients take a checkpoint. They want two epochs that blocks up to it have announced, and do not
/// count those that the genesis did.
fn check(checkpoint: &Json) -> RpcResult<()> {
	let header: Header = decode(&checkpoint["finalizedBlockHeader"])?;
	let changes: EpochChangesFor<Block, sc_consensus_babe::Epoch> =
		decode(&checkpoint["babeEpochChanges"])?;
	let announced = changes.tree().iter().filter_map(|(_, number, epoch)| match epoch {
		PersistedEpochHeader::Regular(epoch) if *number <= header.number => Some(epoch.start_slot),
		_ => None,
	});
	if announced.collect::<BTreeSet<_>>().len() < EPOCHS {
		return Err(too_young(header.number));
	}
	Ok(())
}

fn decode<T: Decode>(hex: &Json) -> RpcResult<T> {
	let bytes = from_hex(hex.as_str().unwrap_or_default()).map_err(internal)?;
	T::decode(&mut bytes.as_slice()).map_err(internal)
}

fn too_young(number: BlockNumber) -> ErrorObjectOwned {
	let message = format!(
		"light clients take a checkpoint of the third epoch or later, and no block of it is final (the newest \
		 final block is {number}). Until then they join with the chain's raw specification"
	);
	ErrorObjectOwned::owned(CALL_EXECUTION_FAILED_CODE, message, None::<()>)
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::{Compact, Encode};
	use jmt_primitives::Hash;
	use jsonrpsee::core::async_trait;
	use sp_core::bytes::to_hex;
	use sp_runtime::traits::Header as _;

	/// A checkpoint at block `number` of a chain whose blocks announced epochs that begin with these slots.
	fn checkpoint(number: BlockNumber, announced: &[(BlockNumber, u64)]) -> Json {
		let none = Hash::zero();
		let header = Header::new(number, none, none, none, Default::default());
		// A chain of nodes of a fork tree, the oldest at its root, and no record of the epochs.
		let mut nodes = Vec::new();
		for (depth, (number, slot)) in announced.iter().enumerate() {
			(Hash::repeat_byte(depth as u8), *number, 1u8, *slot, slot + 20).encode_to(&mut nodes);
			Compact(u32::from(depth + 1 < announced.len())).encode_to(&mut nodes);
		}
		let mut changes = Compact(u32::from(!announced.is_empty())).encode();
		changes.extend(nodes);
		changes.extend((None::<BlockNumber>, Compact(0u32)).encode());
		let hex = |bytes: &[u8]| to_hex(bytes, false);
		json!({ "finalizedBlockHeader": hex(&header.encode()), "babeEpochChanges": hex(&changes) })
	}

	struct Sdk(fn() -> Result<Json, Error<Block>>);

	#[async_trait]
	impl SyncStateApiServer<Block> for Sdk {
		async fn system_gen_sync_spec(&self, _: bool) -> Result<Json, Error<Block>> {
			(self.0)()
		}
	}

	async fn made(sdk: fn() -> Result<Json, Error<Block>>) -> RpcResult<Json> {
		let specs =
			LightSpec { checkpoint: Sdk(sdk), addresses: || vec!["/ip4/127.0.0.1".to_owned()] };
		tokio::task::spawn_blocking(move || specs.light_spec()).await.unwrap()
	}

	#[tokio::test]
	async fn it_names_the_node_as_boot_node() {
		let spec = made(|| {
			let checkpoint = checkpoint(45, &[(21, 40), (41, 60)]);
			Ok(json!({ "id": "jmt", "forkBlocks": null, "lightSyncState": checkpoint }))
		});
		let spec = spec.await.unwrap();
		assert_eq!(spec["bootNodes"], json!(["/ip4/127.0.0.1"]));
		assert_eq!(spec["id"], "jmt");
		assert_eq!(spec.get("forkBlocks"), None);
	}

	mod reject {
		use super::*;

		fn is_refused(refused: ErrorObjectOwned, number: BlockNumber) {
			assert_eq!(refused.code(), CALL_EXECUTION_FAILED_CODE);
			let message = refused.message();
			assert!(message.contains("third epoch"), "{message}");
			assert!(message.contains(&format!("final block is {number})")), "{message}");
		}

		#[tokio::test]
		async fn it_says_that_nothing_is_final_yet() {
			let refused = made(|| Err(Error::LoadingBlockWeightFailed(Hash::zero()))).await;
			is_refused(refused.unwrap_err(), 0);
		}

		#[test]
		fn it_says_that_the_third_epoch_has_not_begun() {
			for announced in [&[][..], &[(21, 40)], &[(21, 40), (46, 60)], &[(21, 40), (22, 40)]] {
				is_refused(check(&checkpoint(45, announced)).unwrap_err(), 45);
			}
		}
	}
}
