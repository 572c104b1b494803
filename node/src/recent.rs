//! Keeps recent blocks readable after a sibling of theirs is final.
//!
//! A node discards the state of a block when it can not become final any more. With votes for the best
//! block that is a moment after the block was made, and a light client that took it for the best one still
//! asks for proofs of its state. An answer that the node can not give makes smoldot ban it as a peer for
//! ten seconds, often the only peer it has. A block's import notification pins its state and its body as
//! long as the notification is alive, so this task keeps the newest ones.

use crate::client::FullClient;
use futures::{Stream, StreamExt};
use sc_client_api::BlockchainEvents;
use std::{
	collections::VecDeque,
	sync::Arc,
	time::{Duration, Instant},
};

/// How long a block stays readable at least, unless [`MOST`] are newer.
pub const KEPT: Duration = Duration::from_secs(30);

/// How many blocks are pinned at most, so that a flood of forks costs a bounded amount of memory.
pub const MOST: usize = 128;

/// Keeps what was imported last until the client is gone.
pub async fn keep_readable(client: Arc<FullClient>) {
	let imported = client.import_notification_stream();
	drop(client);
	keep(imported, Recent::new(KEPT, MOST)).await;
}

/// Takes what comes until nothing more does.
async fn keep<T>(mut items: impl Stream<Item = T> + Unpin, mut recent: Recent<T>) {
	while let Some(item) = items.next().await {
		recent.push(Instant::now(), item);
	}
}

/// The newest items, each with the moment it came.
struct Recent<T> {
	kept: Duration,
	most: usize,
	items: VecDeque<(Instant, T)>,
}

impl<T> Recent<T> {
	const fn new(kept: Duration, most: usize) -> Self {
		Self { kept, most, items: VecDeque::new() }
	}

	/// Takes another item, and drops those that are too old or too many.
	fn push(&mut self, now: Instant, item: T) {
		self.items.push_back((now, item));
		let too_old = |at: Instant| now.saturating_duration_since(at) > self.kept;
		while self.items.len() > self.most || self.items.front().is_some_and(|(at, _)| too_old(*at))
		{
			self.items.pop_front();
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		chain_spec::Preset,
		client::FullBackend,
		executor::{RuntimeExecutor, Wasm},
	};
	use jmt_primitives::Hash;
	use jmt_runtime::{opaque::Block, RuntimeApi};
	use sc_block_builder::BlockBuilderBuilder;
	use sc_client_api::{execution_extensions::ExecutionExtensions, Finalizer, StorageProvider};
	use sc_client_db::DatabaseSettings;
	use sc_consensus::{
		BlockImport, BlockImportParams, ForkChoiceStrategy, StateAction, StorageChanges,
	};
	use sc_service::{BlocksPruning, DatabaseSource, GenesisBlockBuilder, PruningMode};
	use sp_api::ProvideRuntimeApi;
	use sp_blockchain::HeaderBackend;
	use sp_consensus::BlockOrigin;
	use sp_consensus_babe::{
		digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
		BabeApi,
	};
	use sp_core::{
		storage::{well_known_keys::CODE, StorageKey},
		testing::TaskExecutor,
	};
	use sp_inherents::InherentDataProvider;
	use sp_runtime::{Digest, DigestItem};
	use std::path::Path;

	/// A client on a database that discards states as a validator's does.
	fn client(path: &Path) -> Arc<FullClient> {
		let backend = sc_service::new_db_backend::<Block>(DatabaseSettings {
			trie_cache_maximum_size: None,
			state_pruning: Some(PruningMode::blocks_pruning(256)),
			source: DatabaseSource::ParityDb { path: path.to_path_buf() },
			blocks_pruning: BlocksPruning::KeepFinalized,
			pruning_filters: Vec::new(),
			metrics_registry: None,
		})
		.unwrap();
		let executor = RuntimeExecutor::new(Wasm::builder().build());
		let spec = Preset::Development.chain_spec().unwrap();
		let genesis =
			GenesisBlockBuilder::new(&spec, true, backend.clone(), executor.clone()).unwrap();
		let extensions = ExecutionExtensions::new(None, Arc::new(executor.clone()));
		let client = sc_service::new_client::<_, Block, RuntimeApi, _>(
			backend,
			executor,
			genesis,
			None,
			None,
			extensions,
			Box::new(TaskExecutor::new()),
			None,
			None,
			Default::default(),
		);
		Arc::new(client.unwrap())
	}

	/// Makes and imports a child of the first block, in a slot so many after now's.
	async fn import(client: &FullClient, slots: u64) -> Hash {
		let genesis = client.info().genesis_hash;
		let length = client.runtime_api().configuration(genesis).unwrap().slot_duration;
		let now = sp_timestamp::InherentDataProvider::from_system_time().as_millis();
		let slot = now / length + slots;
		let pre_digest = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
			authority_index: 0,
			slot: slot.into(),
		});
		let item = <DigestItem as CompatibleDigestItem>::babe_pre_digest(pre_digest);
		let mut builder = BlockBuilderBuilder::new(client)
			.on_parent_block(genesis)
			.with_parent_block_number(0)
			.with_inherent_digests(Digest { logs: vec![item] })
			.build()
			.unwrap();
		let time = sp_timestamp::InherentDataProvider::new((slot * length).into());
		let data = time.create_inherent_data().await.unwrap();
		for inherent in builder.create_inherents(data).unwrap() {
			builder.push(inherent).unwrap();
		}
		let (block, changes) = builder.build().unwrap().into_inner();
		let hash = block.header.hash();
		let mut params = BlockImportParams::new(BlockOrigin::NetworkBroadcast, block.header);
		params.body = Some(block.extrinsics);
		params.state_action = StateAction::ApplyChanges(StorageChanges::Changes(changes));
		params.fork_choice = Some(ForkChoiceStrategy::LongestChain);
		client.import_block(params).await.unwrap();
		hash
	}

	fn is_readable(client: &FullClient, block: Hash) -> bool {
		client.storage(block, &StorageKey(CODE.to_vec())).is_ok_and(|code| code.is_some())
	}

	/// Waits until a block's state is discarded.
	async fn wait_discarded(client: &FullClient, block: Hash) {
		let discarded = async {
			while is_readable(client, block) {
				tokio::time::sleep(Duration::from_millis(20)).await;
			}
		};
		tokio::time::timeout(Duration::from_secs(30), discarded).await.unwrap();
	}

	#[tokio::test]
	async fn keep_a_block_outlives_the_finality_of_its_sibling() {
		let dir = tempfile::tempdir().unwrap();
		let client = client(dir.path());
		let imported = client.import_notification_stream();
		let keeper = tokio::spawn(keep(imported, Recent::new(KEPT, 1)));
		let winner = import(&client, 0).await;
		let (older, loser) = (import(&client, 1).await, import(&client, 2).await);
		Finalizer::<Block, FullBackend>::finalize_block(&*client, winner, None, true).unwrap();
		// With room for one, the keeper lets the older of the losers go when it takes the newer, so that
		// finality and unpinning are through when the older one's state is gone.
		wait_discarded(&client, older).await;
		assert!(is_readable(&client, winner));
		assert!(is_readable(&client, loser));

		// It is the keeper that does it: without one the state goes.
		keeper.abort();
		wait_discarded(&client, loser).await;
		assert!(is_readable(&client, winner));
	}

	fn left(recent: &Recent<u32>) -> Vec<u32> {
		recent.items.iter().map(|(_, item)| *item).collect()
	}

	#[test]
	fn push_it_keeps_what_is_young_enough() {
		let start = Instant::now();
		let mut recent = Recent::new(Duration::from_secs(30), 10);
		for second in [0, 1, 30, 31, 32] {
			recent.push(start + Duration::from_secs(second.into()), second);
		}
		assert_eq!(left(&recent), [30, 31, 32]);
		recent.push(start + Duration::from_secs(100), 100);
		assert_eq!(left(&recent), [100]);
	}

	#[test]
	fn push_it_keeps_no_more_than_the_limit_and_drops_the_oldest() {
		let now = Instant::now();
		let mut recent = Recent::new(Duration::from_secs(30), 3);
		(0..7).for_each(|item| recent.push(now, item));
		assert_eq!(left(&recent), [4, 5, 6]);
	}

	#[test]
	fn push_a_clock_that_stands_still_drops_nothing() {
		let now = Instant::now();
		let mut recent = Recent::new(Duration::ZERO, 3);
		recent.push(now, 1);
		recent.push(now, 2);
		assert_eq!(left(&recent), [1, 2]);
	}
}
