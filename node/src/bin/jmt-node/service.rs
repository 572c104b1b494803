//! The node: database, client, transaction pool, BABE, GRANDPA, network, RPC, wired together.

use futures::prelude::*;
use jmt_node::{
	catch_up::CatchUp,
	chain_spec,
	cli::{FinalityParams, RuntimeParams},
	client::{FullBackend, FullClient, SelectChain, TransactionPool},
	executor::RuntimeExecutor,
	greeting::Greeting,
	metrics,
	own_genesis::{self, Origin},
	own_votes::{Moment, OwnVotes},
	recent,
	rpc::{self, pool::RpcPool},
	tasks::Essential,
	vote_record::{self, author::RecordedImport, keystore::RecordedKeystore, Record},
	votes::BehindUnlessPrompt,
};
use jmt_primitives::Hash;
use jmt_runtime::{opaque::Block, RuntimeApi};
use jsonrpsee::core::async_trait;
use sc_client_api::Backend;
use sc_consensus_babe::{BabeBlockImport, BabeLink, BabeWorkerHandle, SlotProportion};
use sc_consensus_grandpa::{
	BeforeBestBlockBy, FinalityProofProvider, GrandpaBlockImport, LinkHalf, SharedVoterState,
	VotingRulesBuilder,
};
use sc_network::{
	config::{FullNetworkConfiguration, NetworkBackendType},
	service::traits::NetworkService,
	Event, Litep2pNetworkBackend, NetworkBackend, NetworkWorker,
};
use sc_network_sync::SyncingService;
use sc_service::{Configuration, Error, TaskManager, WarpSyncConfig};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool_api::{OffchainTransactionPoolFactory, TransactionPool as _};
use sp_blockchain::HeaderBackend;
use sp_consensus_babe::{inherents::InherentDataProvider as SlotInherent, SlotDuration};
use sp_core::{crypto::key_types, traits::SpawnEssentialNamed};
use sp_inherents::CreateInherentDataProviders;
use sp_timestamp::InherentDataProvider as TimestampInherent;
use std::{
	path::Path,
	sync::{Arc, Weak},
	time::Instant,
};

/// GRANDPA's part of importing a block.
pub(crate) type GrandpaImport = GrandpaBlockImport<FullBackend, Block, FullClient, SelectChain>;
/// BABE's part of importing a block, on top of GRANDPA's.
pub(crate) type BabeImport =
	BabeBlockImport<Block, FullClient, GrandpaImport, Inherents, SelectChain>;

/// Blocks after which a justification is stored even if nothing else asks for one.
const JUSTIFICATION_PERIOD_BLOCKS: u32 = 512;

/// Share of a slot that an author spends on filling its block; the rest is for the others to receive and
/// execute it. It does not grow after slots without a block: behind long delays the block of the slot before
/// is often still on its way, and what took longer to build would come later still
/// (docs/decisions/0012-transaction-pool.md).
const PROPOSAL_SLOT_PORTION: f32 = 0.5;

/// A new block before its transactions: its slot and its time.
#[derive(Clone)]
pub(crate) struct Inherents {
	slot_duration: SlotDuration,
}

#[async_trait]
impl CreateInherentDataProviders<Block, ()> for Inherents {
	type InherentDataProviders = (SlotInherent, TimestampInherent);

	async fn create_inherent_data_providers(
		&self,
		_parent: Hash,
		_extra: (),
	) -> Result<Self::InherentDataProviders, Box<dyn std::error::Error + Send + Sync>> {
		let timestamp = TimestampInherent::from_system_time();
		let slot = SlotInherent::from_timestamp_and_slot_duration(*timestamp, self.slot_duration);
		Ok((slot, timestamp))
	}
}

/// The parts that [`partial`] makes beyond the common ones.
pub(crate) struct Consensus {
	/// Imports blocks.
	pub(crate) block_import: BabeImport,
	/// Shared by the block producer and the import.
	pub(crate) babe_link: BabeLink<Block>,
	/// Answers questions about epochs.
	pub(crate) babe_worker: BabeWorkerHandle<Block>,
	/// Shared by the voter and the import.
	pub(crate) grandpa_link: LinkHalf<Block, FullClient, SelectChain>,
	/// Provides inherents.
	pub(crate) inherents: Inherents,
	/// A validator's record of what it signed.
	pub(crate) record: Option<Arc<Record>>,
	/// Reports to telemetry servers, if any are named.
	pub(crate) telemetry: Option<Telemetry>,
}

/// The parts of a node that work on a database without a network.
pub(crate) type PartialComponents = sc_service::PartialComponents<
	FullClient,
	FullBackend,
	SelectChain,
	sc_consensus::DefaultImportQueue<Block>,
	TransactionPool,
	Consensus,
>;

/// Opens the database and makes what needs no network: enough for the subcommands that work on blocks.
pub(crate) fn partial(
	config: &Configuration,
	runtime: &RuntimeParams,
) -> Result<PartialComponents, Error> {
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| -> Result<_, sc_telemetry::Error> {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok((worker, telemetry))
		})
		.transpose()?;

	let executor = RuntimeExecutor::configured(&config.executor, runtime.runtime_cache.as_deref())?;
	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts::<Block, RuntimeApi, RuntimeExecutor>(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			executor,
			Vec::new(),
		)?;
	let client = Arc::new(client);
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});
	let telemetry_handle = || telemetry.as_ref().map(Telemetry::handle);

	let select_chain = SelectChain::new(backend.clone());
	let transaction_pool = Arc::new(
		sc_transaction_pool::Builder::new(
			Essential::from(task_manager.spawn_essential_handle()),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

	// Before GRANDPA reads the database.
	let record =
		vote_record::open(config, &*client).map_err(|error| Error::Application(error.into()))?;
	let (grandpa_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD_BLOCKS,
		&client,
		select_chain.clone(),
		telemetry_handle(),
	)?;

	let babe_config = sc_consensus_babe::configuration(&*client)?;
	let slot_duration = babe_config.slot_duration();
	let inherents = Inherents { slot_duration };
	let (block_import, babe_link) = sc_consensus_babe::block_import(
		babe_config,
		grandpa_import.clone(),
		client.clone(),
		inherents.clone(),
		select_chain.clone(),
		OffchainTransactionPoolFactory::new(transaction_pool.clone()),
	)?;
	let (import_queue, babe_worker) =
		sc_consensus_babe::import_queue(sc_consensus_babe::ImportQueueParams {
			link: babe_link.clone(),
			block_import: block_import.clone(),
			justification_import: Some(Box::new(grandpa_import)),
			client: client.clone(),
			slot_duration,
			spawner: &Essential::from(task_manager.spawn_essential_handle()),
			registry: config.prometheus_registry(),
			telemetry: telemetry_handle(),
		})?;

	Ok(sc_service::PartialComponents {
		client,
		backend,
		task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: Consensus {
			block_import,
			babe_link,
			babe_worker,
			grandpa_link,
			inherents,
			record,
			telemetry,
		},
	})
}

/// Starts the node with the network backend that `config` names.
pub(crate) fn start(
	mut config: Configuration,
	origin: Origin,
	finality: FinalityParams,
	runtime: RuntimeParams,
	storage_monitor: StorageMonitorParams,
	greeting: Option<Greeting>,
) -> Result<TaskManager, Error> {
	// The database wants the genesis at every start, and `sync_state_genSyncSpec` in every call: computing one
	// compiles the runtime, which takes seconds, and minutes on a busy machine. Here it is done once for both.
	log::info!("Computing the genesis of {}", config.chain_spec.name());
	let begun = Instant::now();
	chain_spec::compute_genesis(&mut *config.chain_spec).map_err(sp_blockchain::Error::Storage)?;
	if origin == Origin::Drawn {
		own_genesis::draw(&mut config).map_err(Error::Other)?;
	}
	log::info!("Computed the genesis in {:.1} s", begun.elapsed().as_secs_f32());
	let database = config.database.path().map(Path::to_path_buf);
	let task_manager = match config.network.network_backend {
		NetworkBackendType::Libp2p => {
			start_with::<NetworkWorker<Block, Hash>>(config, finality, &runtime, greeting)?
		},
		NetworkBackendType::Litep2p => {
			start_with::<Litep2pNetworkBackend>(config, finality, &runtime, greeting)?
		},
	};
	// A full disk damages databases: the node stops before.
	if let Some(path) = database {
		StorageMonitorService::try_spawn(
			storage_monitor,
			path,
			&Essential::from(task_manager.spawn_essential_handle()),
		)
		.map_err(|error| Error::Application(error.into()))?;
	}
	Ok(task_manager)
}

/// A running node's parts that consensus, discovery and metrics share.
struct Node {
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	select_chain: SelectChain,
	transaction_pool: Arc<TransactionPool>,
	keystore: sp_keystore::KeystorePtr,
	network: Arc<dyn NetworkService>,
	sync: Arc<SyncingService<Block>>,
	telemetry: Option<Telemetry>,
}

fn start_with<N: NetworkBackend<Block, Hash>>(
	config: Configuration,
	finality: FinalityParams,
	runtime: &RuntimeParams,
	greeting: Option<Greeting>,
) -> Result<TaskManager, Error> {
	let sc_service::PartialComponents {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other:
			Consensus {
				block_import,
				babe_link,
				babe_worker,
				grandpa_link,
				inherents,
				record,
				mut telemetry,
			},
	} = partial(&config, runtime)?;
	let keystore = keystore_container.keystore();

	let role = config.role;
	let node_name = config.network.node_name.clone();
	let force_authoring = config.force_authoring;
	let votes = !config.disable_grandpa;
	let offchain_workers = config.offchain_worker.enabled;
	let registry = config.prometheus_registry().cloned();
	let discovery = sc_authority_discovery::WorkerConfig {
		publish_non_global_ips: config.network.allow_non_globals_in_dht,
		public_addresses: config.network.public_addresses.clone(),
		strict_record_validation: true,
		persisted_cache_directory: config.network.net_config_path.clone(),
		..Default::default()
	};

	let slot_duration = babe_link.config().slot_duration();
	let genesis_hash = client.info().genesis_hash;
	let notification_metrics = N::register_notification_metrics(registry.as_ref());
	let mut net_config =
		FullNetworkConfiguration::<Block, Hash, N>::new(&config.network, registry.clone());
	let grandpa_protocol =
		sc_consensus_grandpa::protocol_standard_name(&genesis_hash, &config.chain_spec);
	let (grandpa_protocol_config, grandpa_notifications) =
		sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
			grandpa_protocol.clone(),
			notification_metrics.clone(),
			net_config.peer_store_handle(),
		);
	net_config.add_notification_protocol(grandpa_protocol_config);
	let warp_proofs = Arc::new(sc_consensus_grandpa::warp_proof::NetworkProvider::new(
		backend.clone(),
		grandpa_link.shared_authority_set().clone(),
		Vec::new(),
	));

	let (network, system_rpc_tx, tx_handler_controller, sync, _bitswap) =
		sc_service::build_network(sc_service::BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: transaction_pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(warp_proofs)),
			block_relay: None,
			metrics: notification_metrics,
			gap_sync_body_policy: None,
		})?;

	let shared_voter_state = SharedVoterState::empty();
	let genesis = client.header(genesis_hash)?.ok_or_else(|| {
		sp_blockchain::Error::MissingHeader(format!("of the genesis, {genesis_hash:?}"))
	})?;
	let (chain_spec, light_spec) =
		chain_spec::for_light_clients(&*config.chain_spec, genesis.state_root)
			.map_err(sp_blockchain::Error::Storage)?;
	let rpc = rpc::Dependencies {
		client: client.clone(),
		transaction_pool: transaction_pool.clone(),
		select_chain: select_chain.clone(),
		chain_spec: Box::new(chain_spec),
		light_spec: Box::new(light_spec),
		network: network.clone(),
		public_addresses: config.network.public_addresses.clone(),
		keystore: keystore.clone(),
		babe_worker,
		voter_state: shared_voter_state.clone(),
		authority_set: grandpa_link.shared_authority_set().clone(),
		justifications: grandpa_link.justification_stream(),
		finality_proofs: FinalityProofProvider::new_for_service(
			backend.clone(),
			Some(grandpa_link.shared_authority_set().clone()),
		),
	};
	let rpc_handlers = sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		config,
		client: client.clone(),
		backend: backend.clone(),
		task_manager: &mut task_manager,
		keystore: keystore.clone(),
		transaction_pool: Arc::new(RpcPool(transaction_pool.clone())),
		rpc_builder: Box::new(move |executor| rpc::module(&rpc, executor)),
		network: network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	if let Some(greeting) = greeting {
		let addresses = rpc_handlers.listen_addresses().to_vec();
		task_manager.spawn_handle().spawn(
			"jmt-greeting",
			None,
			greeting.print_at_first_block(client.clone(), addresses),
		);
	}

	let node = Node {
		client,
		backend,
		select_chain,
		transaction_pool,
		keystore,
		network,
		sync,
		telemetry,
	};
	if offchain_workers {
		node.spawn_offchain_workers(&task_manager, role.is_authority())?;
	}
	if role.is_authority() {
		node.warn_without_keys();
		node.spawn_author(
			&task_manager,
			RecordedImport { inner: block_import, record: record.clone() },
			babe_link,
			inherents,
			force_authoring,
			registry.as_ref(),
		)?;
		node.spawn_authority_discovery(&task_manager, discovery, registry.clone());
	}
	if votes {
		let config = sc_consensus_grandpa::Config {
			gossip_duration: finality.gossip_interval(),
			justification_generation_period: JUSTIFICATION_PERIOD_BLOCKS,
			name: Some(node_name),
			observer_enabled: false,
			keystore: role.is_authority().then(|| node.voting_keystore(record.clone())),
			local_role: role,
			telemetry: node.telemetry.as_ref().map(Telemetry::handle),
			protocol_name: grandpa_protocol,
		};
		let moment = Moment::default();
		let mut rules = VotingRulesBuilder::<Block, FullClient>::new().add(moment.clone());
		if finality.finality_lag_blocks > 0 {
			let pool = node.transaction_pool.clone();
			let waiting = move || {
				let status = pool.status();
				status.ready.saturating_add(status.future)
			};
			rules = rules.add(BehindUnlessPrompt {
				behind: BeforeBestBlockBy(finality.finality_lag_blocks),
				prompt: finality.prompt(slot_duration.as_duration()),
				slot_duration,
				waiting: Arc::new(waiting),
			});
		}
		let voter_state = Arc::new(shared_voter_state.clone());
		let own_votes =
			record.map(|record| node.own_votes(record, moment, Arc::downgrade(&voter_state)));
		let voter = sc_consensus_grandpa::run_grandpa_voter(sc_consensus_grandpa::GrandpaParams {
			config,
			link: grandpa_link,
			network: node.network.clone(),
			sync: node.sync.clone(),
			notification_service: Box::new(CatchUp::new(grandpa_notifications, own_votes)),
			voting_rule: rules.build(),
			prometheus_registry: registry.clone(),
			shared_voter_state,
			telemetry: node.telemetry.as_ref().map(Telemetry::handle),
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(
				node.transaction_pool.clone(),
			),
		})?;
		Essential::from(task_manager.spawn_essential_handle()).spawn_essential_blocking(
			"grandpa-voter",
			None,
			async move {
				voter.await;
				drop(voter_state);
			}
			.boxed(),
		);
	}
	task_manager.spawn_handle().spawn(
		"jmt-recent-blocks",
		None,
		recent::keep_readable(node.client.clone()),
	);
	if let Some(registry) = &registry {
		let metrics = metrics::Metrics::register(registry)?;
		task_manager.spawn_handle().spawn(
			"jmt-metrics",
			None,
			metrics::follow(node.client.clone(), metrics),
		);
	}
	Ok(task_manager)
}

impl Node {
	/// A validator without keys makes no blocks, and one with BABE's only makes blocks that are never
	/// finalised: neither is an error, since keys may be inserted later, but both surprise.
	fn warn_without_keys(&self) {
		let missing = [
			("BABE", self.keystore.sr25519_public_keys(key_types::BABE).is_empty()),
			("GRANDPA", self.keystore.ed25519_public_keys(key_types::GRANDPA).is_empty()),
		];
		for (engine, _) in missing.iter().filter(|(_, missing)| *missing) {
			log::warn!(
				"This validator's keystore holds no {engine} key: insert one with `jmt-node key insert` or \
				 make all with the RPC method author_rotateKeysWithOwner."
			);
		}
	}

	/// The keystore that GRANDPA signs with.
	fn voting_keystore(&self, record: Option<Arc<Record>>) -> sp_keystore::KeystorePtr {
		let inner = self.keystore.clone();
		match record {
			Some(record) => {
				let (store, told) = (self.client.clone(), Default::default());
				Arc::new(RecordedKeystore { inner, record, store, told })
			},
			None => inner,
		}
	}

	/// Knows a validator's votes when others send them.
	/// `voter` is weak, since GRANDPA itself owns these votes, by its network: it would hold itself, and the pool
	/// with it, for ever.
	fn own_votes(
		&self,
		record: Arc<Record>,
		moment: Moment,
		voter: Weak<SharedVoterState>,
	) -> OwnVotes {
		let (client, on_record) = (self.client.clone(), record.clone());
		// A database that does not answer is for GRANDPA to complain about.
		let may_vote = move |key: &sp_core::ed25519::Public| {
			vote_record::voter::may_vote(&on_record, &*client, key).unwrap_or(true)
		};
		let sync = self.sync.clone();
		let prevoted = move |key: &sp_core::ed25519::Public| {
			// Its votes may be for blocks that are still to come.
			if sp_consensus::SyncOracle::is_major_syncing(&*sync) {
				return true;
			}
			let state = voter.upgrade().and_then(|voter| voter.voter_state());
			let Some(state) = state else { return true };
			state.best_round.1.prevote_ids.iter().any(|id| *id == (*key).into())
		};
		OwnVotes {
			keystore: self.keystore.clone(),
			record,
			moment,
			may_vote: Box::new(may_vote),
			prevoted: Box::new(prevoted),
		}
	}

	fn spawn_author(
		&self,
		task_manager: &TaskManager,
		block_import: RecordedImport<BabeImport>,
		babe_link: BabeLink<Block>,
		inherents: Inherents,
		force_authoring: bool,
		registry: Option<&prometheus_endpoint::Registry>,
	) -> Result<(), Error> {
		let proposer = sc_basic_authorship::ProposerFactory::new(
			task_manager.spawn_handle(),
			self.client.clone(),
			self.transaction_pool.clone(),
			registry,
			self.telemetry.as_ref().map(Telemetry::handle),
		);
		let author = sc_consensus_babe::start_babe(sc_consensus_babe::BabeParams {
			keystore: self.keystore.clone(),
			client: self.client.clone(),
			select_chain: self.select_chain.clone(),
			env: proposer,
			block_import,
			sync_oracle: self.sync.clone(),
			justification_sync_link: self.sync.clone(),
			create_inherent_data_providers: inherents,
			force_authoring,
			backoff_authoring_blocks: Some(
				sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging::default(),
			),
			babe_link,
			block_proposal_slot_portion: SlotProportion::new(PROPOSAL_SLOT_PORTION),
			max_block_proposal_slot_portion: Some(SlotProportion::new(PROPOSAL_SLOT_PORTION)),
			telemetry: self.telemetry.as_ref().map(Telemetry::handle),
		})?;
		Essential::from(task_manager.spawn_essential_handle()).spawn_essential_blocking(
			"babe-proposer",
			Some("block-authoring"),
			author.boxed(),
		);
		Ok(())
	}

	/// Validators publish their addresses and look the others' up, so that votes take one step.
	fn spawn_authority_discovery(
		&self,
		task_manager: &TaskManager,
		config: sc_authority_discovery::WorkerConfig,
		registry: Option<prometheus_endpoint::Registry>,
	) {
		let dht_events =
			self.network.event_stream("authority-discovery").filter_map(|event| async move {
				match event {
					Event::Dht(event) => Some(event),
					_ => None,
				}
			});
		let (worker, _service) = sc_authority_discovery::new_worker_and_service_with_config(
			config,
			self.client.clone(),
			Arc::new(self.network.clone()),
			Box::pin(dht_events),
			sc_authority_discovery::Role::PublishAndDiscover(self.keystore.clone()),
			registry,
			task_manager.spawn_handle(),
		);
		task_manager.spawn_handle().spawn(
			"authority-discovery-worker",
			Some("networking"),
			worker.run(),
		);
	}

	/// Off-chain workers may use the database and the pool, never the web.
	fn spawn_offchain_workers(
		&self,
		task_manager: &TaskManager,
		is_validator: bool,
	) -> Result<(), Error> {
		let workers = sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
			runtime_api_provider: self.client.clone(),
			keystore: Some(self.keystore.clone()),
			offchain_db: self.backend.offchain_storage(),
			transaction_pool: Some(OffchainTransactionPoolFactory::new(
				self.transaction_pool.clone(),
			)),
			network_provider: Arc::new(self.network.clone()),
			is_validator,
			enable_http_requests: false,
			custom_extensions: |_| Vec::new(),
		})?;
		task_manager.spawn_handle().spawn(
			"offchain-workers-runner",
			"offchain-worker",
			workers.run(self.client.clone(), task_manager.spawn_handle()),
		);
		Ok(())
	}
}
