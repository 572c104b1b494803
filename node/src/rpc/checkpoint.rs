//! `sync_state_genSyncSpec`, asked again where finality moved on meanwhile.

use jmt_runtime::opaque::Block;
use jsonrpsee::core::async_trait;
use sc_sync_state_rpc::{Error, SyncStateApiServer};
use serde_json::Value as Json;
use std::time::Duration;

/// How often the SDK is asked at most, and the pause between.
const ATTEMPTS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// The SDK's method. It looks for the newest finalized block, and then for BABE's record of it, which is removed
/// once a newer block is final: an answer that came between the two is an error, and good a moment later.
pub struct Checkpoint<Inner>(pub Inner);

#[async_trait]
impl<Inner: SyncStateApiServer<Block>> SyncStateApiServer<Block> for Checkpoint<Inner> {
	async fn system_gen_sync_spec(&self, raw: bool) -> Result<Json, Error<Block>> {
		let mut attempts = 1;
		loop {
			match self.0.system_gen_sync_spec(raw).await {
				Err(Error::LoadingBlockWeightFailed(_)) if attempts < ATTEMPTS => attempts += 1,
				answer => return answer,
			}
			tokio::time::sleep(PAUSE).await;
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::Hash;
	use std::sync::atomic::{AtomicU32, Ordering};

	/// Answers after it was asked so often in vain.
	struct After(u32, AtomicU32);

	#[async_trait]
	impl SyncStateApiServer<Block> for After {
		async fn system_gen_sync_spec(&self, raw: bool) -> Result<Json, Error<Block>> {
			match self.1.fetch_add(1, Ordering::Relaxed) < self.0 {
				true => Err(Error::LoadingBlockWeightFailed(Hash::zero())),
				false => Ok(Json::from(raw)),
			}
		}
	}

	async fn asked(in_vain: u32) -> Option<Json> {
		Checkpoint(After(in_vain, AtomicU32::new(0))).system_gen_sync_spec(true).await.ok()
	}

	#[tokio::test]
	async fn it_answers_although_finality_moved_on_meanwhile() {
		assert_eq!(asked(0).await, Some(Json::from(true)));
		assert_eq!(asked(2).await, Some(Json::from(true)));
	}

	#[tokio::test]
	async fn it_gives_up_in_the_end() {
		assert_eq!(asked(ATTEMPTS).await, None);
	}
}
