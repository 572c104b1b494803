//! The chain as the agent sees it: subxt over the light client. All results were verified, see [`jmt_light`].

use crate::{
	age::Age, config::JmtConfig, error::Error, floor::check_floor, metadata::MetadataFile,
	pallets::timestamp, progress::Step,
};
use codec::{DecodeAll, Encode};
use futures::future::LocalBoxFuture;
use jmt_light::{
	next_failure, ChainSpec, DatabaseFile, FinalizedHead, LightClient, RepeatingRpc,
	RuntimeVersions, SyncState, VersionedRpc, READ_LIMIT,
};
use jmt_primitives::Hash;
use std::{
	future::Future,
	path::PathBuf,
	sync::Arc,
	time::{Duration, Instant},
};
use subxt::{
	backend::{ChainHeadBackend, LegacyBackend},
	OnlineClient, OnlineClientAtBlock,
};
use subxt_rpcs::RpcClient;

/// The log's words once the newest finalized head was verified, before anything is asked of the chain.
pub const HEAD_VERIFIED: &str = "the newest finalized head is verified";

/// A client of the chain.
pub type Client = OnlineClient<JmtConfig>;

/// The chain at one block.
pub type At = OnlineClientAtBlock<JmtConfig>;

/// A header of the chain.
pub type Header = <JmtConfig as subxt::Config>::Header;

/// The newest version of metadata that is stable.
const METADATA_VERSION: u32 = 16;

/// Limit for what is saved at the end besides the light client's state.
const LEAVE_LIMIT: Duration = Duration::from_secs(5);

/// How often it is asked whether a head that was saved is reached.
const FLOOR_POLL: Duration = Duration::from_millis(200);

/// How long, at most, a light client that follows the head may stay below a head that was saved.
const FLOOR_LIMIT: Duration = Duration::from_secs(20);

/// How long a start waits for a peer that knows a newer head than an old one.
const NEWER_LIMIT: Duration = Duration::from_secs(5);

/// Which chain to join, and how.
#[derive(Clone, Debug)]
pub struct ChainOptions {
	/// The chain spec.
	pub spec: PathBuf,
	/// Multiaddresses besides those in the spec.
	pub boot_nodes: Vec<String>,
	/// Where state is kept between runs.
	pub data_dir: PathBuf,
	/// The genesis hash that the spec must have.
	pub genesis: Option<Hash>,
	/// How long to wait for peers and for the head of the chain.
	pub timeout: Duration,
	/// Whether [`Chain::join`] leaves out, and removes, what an earlier start saved.
	pub forget: bool,
}

/// Whether a command joins for the first time: what it saves must be writable then.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
	First,
	Again,
}

/// A chain that was joined.
pub struct Chain {
	light: LightClient,
	client: Client,
	config: JmtConfig,
	database: DatabaseFile,
	metadata: MetadataFile,
	/// Whether the metadata of the runtime at the start was saved before.
	described: bool,
	name: String,
	started_warm: bool,
}

/// Fails with [`jmt_light::Error::TooSlow`] when `future` takes longer than [`READ_LIMIT`], and with
/// [`jmt_light::Error::Failed`] when the light client fails meanwhile.
pub async fn within<T, E: Into<Error>>(
	what: &'static str,
	future: impl Future<Output = Result<T, E>>,
) -> Result<T, Error> {
	let too_slow = jmt_light::Error::TooSlow { what, seconds: READ_LIMIT.as_secs() };
	tokio::select! {
		// First, for what is read from a light client that fails ends with another error, or never.
		biased;
		() = next_failure() => Err(Error::LIGHT_FAILED),
		result = tokio::time::timeout(READ_LIMIT, future) => match result {
			Ok(result) => result.map_err(Into::into),
			Err(_) => Err(too_slow.into()),
		},
	}
}

impl Chain {
	/// Joins the chain and waits until its head was verified. Saves the light client's state, so that the
	/// next start is a warm one; a data directory that cannot be written is an error. So is a chain without the
	/// finalized head that an earlier start saved ([`Error::OtherChain`], [`Error::Unconnected`]): nothing of it is
	/// saved.
	pub async fn join(options: &ChainOptions, progress: impl Fn(Step)) -> Result<Self, Error> {
		Self::enter(options, Start::First, &progress).await
	}

	/// As [`Self::join`], for a command that has joined before: it goes on when nothing can be saved any more.
	pub async fn join_again(
		options: &ChainOptions,
		progress: impl Fn(Step),
	) -> Result<Self, Error> {
		Self::enter(options, Start::Again, &progress).await
	}

	/// In a box and with any `progress`: a copy for each command takes as long to compile as the command itself.
	fn enter<'a>(
		options: &'a ChainOptions,
		start: Start,
		progress: &'a dyn Fn(Step),
	) -> LocalBoxFuture<'a, Result<Self, Error>> {
		Box::pin(Self::enter_unboxed(options, start, progress))
	}

	async fn enter_unboxed(
		options: &ChainOptions,
		start: Start,
		progress: &dyn Fn(Step),
	) -> Result<Self, Error> {
		progress(Step::ReadingSpec);
		// Off this thread: reading from a pipe may take for ever, and the caller may be asked to end meanwhile.
		let path = options.spec.clone();
		let read = tokio::task::spawn_blocking(move || ChainSpec::read(&path));
		let mut spec = read.await.map_err(Error::chain)??;
		let found = spec.genesis()?.hash;
		match options.genesis {
			Some(expected) if expected != found => {
				return Err(Error::GenesisMismatch { expected, found })
			},
			_ => {},
		}
		let database = DatabaseFile::of(&options.data_dir, &spec)?;
		spec.add_boot_nodes(&options.boot_nodes);
		if start == Start::First {
			if options.forget {
				database.remove()?;
			}
			database.probe()?;
		}
		let saved = database.load();
		let floor = saved.as_deref().and_then(FinalizedHead::of_saved);
		let metadata = MetadataFile::new(&options.data_dir, found);
		let show = |state| progress(Step::Syncing(state));
		let synced = match sync(&spec, saved.as_deref(), options.timeout, show).await {
			// Peers of a chain without the saved head prove no way from there. What they have, a light client that
			// begins with the spec finds out, and the floor holds for it too.
			Err(jmt_light::Error::TooSlow { .. }) if floor.is_some() => {
				tracing::debug!("no way from the saved head: starting from the chain spec");
				sync(&spec, None, options.timeout, show).await.map(|light| (light, None))
			},
			synced => synced.map(|light| (light, saved)),
		};
		let (light, used) = synced?;
		let continued = used.as_deref().is_some_and(|saved| spec.continues(saved));

		progress(Step::ReadingMetadata);
		let known = metadata.load();
		let described = known.as_ref().map(|(spec_version, _)| *spec_version);
		let versions = RuntimeVersions::default();
		let config = JmtConfig::new(found, known, versions.clone());
		let rpc = VersionedRpc::new(RepeatingRpc::new(light.rpc()), versions);
		let backend = ChainHeadBackend::<JmtConfig>::builder()
			.build_with_background_driver(RpcClient::new(rpc));
		let client = Client::from_backend_with_config(config.clone(), Arc::new(backend))
			.await
			.map_err(Error::chain)?;
		let mut chain = Self {
			light,
			client,
			config,
			database,
			metadata,
			described: false,
			name: spec.name().to_string(),
			started_warm: used.is_some(),
		};
		let at = match floor {
			Some(floor) => {
				let limit = options.timeout.min(FLOOR_LIMIT);
				chain.not_below(floor, continued, limit).await?
			},
			None => chain.finalized().await?,
		};
		let at = chain.not_old(at).await?;
		chain.described = described == Some(at.spec_version());
		chain.save().await;
		Ok(chain)
	}

	/// The chain's name, from its spec.
	pub fn name(&self) -> &str {
		&self.name
	}

	/// The chain's genesis hash.
	pub fn genesis(&self) -> Hash {
		self.light.genesis()
	}

	/// Whether this start used a saved state: peers and the runtime's code, and the head where that is behind the
	/// chain's first epoch.
	pub fn started_warm(&self) -> bool {
		self.started_warm
	}

	/// The subxt client behind it.
	pub fn client(&self) -> &Client {
		&self.client
	}

	/// A client for blocks of the last minutes that [`Self::client`] has let go of: each thing is asked by
	/// itself, and proven like all others.
	pub async fn recent(&self) -> Result<Client, Error> {
		let backend = LegacyBackend::<JmtConfig>::builder().build(RpcClient::new(self.light.rpc()));
		Client::from_backend_with_config(self.config.clone(), Arc::new(backend))
			.await
			.map_err(Error::chain)
	}

	/// How far the light client is now.
	pub async fn sync_state(&self) -> Result<SyncState, Error> {
		Ok(self.light.state().await?)
	}

	/// As [`within`], and fails at once when the light client has failed before.
	async fn within<T>(
		&self,
		what: &'static str,
		future: impl Future<Output = Result<T, Error>>,
	) -> Result<T, Error> {
		tokio::select! {
			biased;
			() = self.failure() => Err(Error::LIGHT_FAILED),
			result = within(what, future) => result,
		}
	}

	/// The chain at its newest finalized block.
	pub async fn finalized(&self) -> Result<At, Error> {
		self.within("reading the finalized head", async {
			self.client.at_current_block().await.map_err(Error::chain)
		})
		.await
	}

	/// The chain at its newest finalized block once that is no lower than the one that an earlier start saved. A light
	/// client that began further back may need a moment for that.
	async fn not_below(
		&self,
		floor: FinalizedHead,
		continued: bool,
		timeout: Duration,
	) -> Result<At, Error> {
		let start = Instant::now();
		loop {
			let at = self.finalized().await?;
			if at.block_number() >= floor.number.into() || start.elapsed() >= timeout {
				check_floor(&at, floor, continued).await?;
				return Ok(at);
			}
			tokio::time::sleep(FLOOR_POLL).await;
		}
	}

	/// The chain at its newest finalized block, which is `at` unless that is old. Where no peer tells of a newer one,
	/// the log says how old it is.
	async fn not_old(&self, mut at: At) -> Result<At, Error> {
		let start = Instant::now();
		loop {
			let said = match timestamp::now(&at).await {
				Ok(time) if !Age::of(time).is_old() => return Ok(at),
				Ok(time) => format!("is {} old", Age::of(time)),
				// The genesis has no time.
				Err(_) => "tells no time".into(),
			};
			if start.elapsed() >= NEWER_LIMIT {
				tracing::warn!(
					"the newest finalized block, {}, {said}: the peers are behind, finality stands still, or the \
					 clock of this machine is wrong",
					at.block_number()
				);
				return Ok(at);
			}
			tokio::time::sleep(FLOOR_POLL).await;
			at = self.finalized().await?;
		}
	}

	/// The newest best block's header, as the light client knows it.
	pub async fn best_header(&self) -> Result<(Header, Hash), Error> {
		self.within("reading the best head", async {
			let rpc = subxt_rpcs::LegacyRpcMethods::<subxt::config::RpcConfigFor<JmtConfig>>::new(
				RpcClient::new(self.light.rpc()),
			);
			let header = rpc
				.chain_get_header(None)
				.await
				.map_err(Error::chain)?
				.ok_or_else(|| Error::chain("the light client knows no best block"))?;
			let hash = Hash::from(sp_crypto_hashing::blake2_256(&header.encode()));
			Ok::<_, Error>((header, hash))
		})
		.await
	}

	/// Saves the light client's state. A failure costs the next start some time, no more: it is logged.
	pub async fn save(&self) {
		let saved =
			within("saving the light client's state", self.light.save(&self.database)).await;
		if let Err(error) = saved {
			log_unsaved(&error);
		}
	}

	/// Saves the runtime's metadata unless this start found it saved. As [`Chain::save`]; without a peer it
	/// does not take long.
	async fn save_metadata(&self) {
		if self.described {
			return;
		}
		let saved = tokio::time::timeout(LEAVE_LIMIT, async {
			let at = self.finalized().await?;
			match metadata(&at).await? {
				Some(encoded) => Ok(self.metadata.save(at.spec_version(), &encoded)?),
				None => Ok(()),
			}
		});
		match saved.await {
			Ok(Ok(())) => {},
			Ok(Err(error)) => log_unsaved(&error),
			Err(_) => tracing::debug!("the runtime's metadata was not saved in time"),
		}
	}

	/// Whether the light client failed, see [`LightClient::failed`].
	pub fn failed(&self) -> bool {
		self.light.failed()
	}

	/// Resolves once the light client has failed, see [`LightClient::failed`].
	pub async fn failure(&self) {
		self.light.failure().await;
	}

	/// Saves what the next start can use and closes all connections.
	pub async fn leave(self) {
		if !self.failed() {
			if tokio::time::timeout(LEAVE_LIMIT, self.save()).await.is_err() {
				tracing::debug!("the light client's state was not saved in time");
			}
			self.save_metadata().await;
		}
		self.light.stop();
	}
}

/// A light client that follows the head of the chain.
async fn sync(
	spec: &ChainSpec,
	saved: Option<&str>,
	timeout: Duration,
	show: impl Fn(SyncState),
) -> Result<LightClient, jmt_light::Error> {
	show(SyncState::default());
	let light = LightClient::start(spec, saved, timeout).await?;
	let state = light.wait_ready(timeout, show).await?;
	tracing::info!("{HEAD_VERIFIED} ({} peers)", state.peers);
	Ok(light)
}

fn log_unsaved(error: &Error) {
	tracing::warn!("{}", error.one_line());
}

/// The runtime's metadata, encoded; `None` when it has none of this version.
async fn metadata(at: &At) -> Result<Option<Vec<u8>>, Error> {
	within("the runtime's metadata", async {
		let version = METADATA_VERSION.encode();
		let bytes = at
			.runtime_apis()
			.call_raw("Metadata_metadata_at_version", Some(&version))
			.await
			.map_err(Error::chain)?;
		DecodeAll::decode_all(&mut bytes.as_slice()).map_err(Error::chain)
	})
	.await
}
