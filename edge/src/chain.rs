//! The chain as the agent sees it: subxt over the light client, and reads decoded by metadata. Whatever is
//! returned here was verified, see [`crate::light`].

use crate::{
	config::JmtConfig,
	error::Error,
	light::{
		next_failure, ChainSpec, DatabaseError, DatabaseFile, LightClient, RepeatingRpc,
		RuntimeVersions, SyncState, VersionedRpc, READ_LIMIT,
	},
	metadata::MetadataFile,
	output::Progress,
	value::field_u128,
};
use codec::{DecodeAll, Encode};
use futures::{stream, StreamExt, TryStreamExt};
use jmt_primitives::{AccountId, Balance, DeviceId, Hash, Moment, Round};
use scale_value::Value;
use std::{collections::BTreeMap, future::Future, path::PathBuf, sync::Arc, time::Duration};
use subxt::{
	backend::{ChainHeadBackend, LegacyBackend},
	OnlineClient, OnlineClientAtBlock,
};
use subxt_rpcs::RpcClient;

/// What the log says once the newest finalized head was verified, before anything is asked of the chain.
pub const HEAD_VERIFIED: &str = "the newest finalized head is verified";

/// A client of the chain.
pub type Client = OnlineClient<JmtConfig>;

/// The chain at one block.
pub type At = OnlineClientAtBlock<JmtConfig>;

/// A header of the chain.
pub type Header = <JmtConfig as subxt::Config>::Header;

/// Reads under way at the same time: the light client takes 16, some of them our other reads.
const READS_AT_ONCE: usize = 8;

/// The newest version of metadata that is stable.
const METADATA_VERSION: u32 = 16;

/// Limit for what is saved at the end besides the light client's state.
const LEAVE_LIMIT: Duration = Duration::from_secs(5);

/// What is needed to join a chain.
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

/// Fails with [`Error::TooSlow`] when `future` takes longer than [`READ_LIMIT`], and with
/// [`Error::LightFailed`] when the light client fails meanwhile.
pub async fn within<T, E: Into<Error>>(
	what: &'static str,
	future: impl Future<Output = Result<T, E>>,
) -> Result<T, Error> {
	let too_slow = Error::TooSlow { what, seconds: READ_LIMIT.as_secs() };
	tokio::select! {
		// First, for what is read from a light client that fails ends with another error, or never.
		biased;
		() = next_failure() => Err(Error::LightFailed),
		result = tokio::time::timeout(READ_LIMIT, future) => match result {
			Ok(result) => result.map_err(Into::into),
			Err(_) => Err(too_slow),
		},
	}
}

impl Chain {
	/// Joins the chain and waits until its head was verified. Saves the light client's state, so that the
	/// next start is a warm one; a data directory that cannot be written is an error.
	pub async fn join(options: &ChainOptions) -> Result<Self, Error> {
		Self::enter(options, DatabaseFile::probe).await
	}

	/// As [`Self::join`], for a command that has joined before: it goes on when nothing can be saved any more.
	pub async fn join_again(options: &ChainOptions) -> Result<Self, Error> {
		Self::enter(options, |_| Ok(())).await
	}

	async fn enter(
		options: &ChainOptions,
		probe: impl FnOnce(&DatabaseFile) -> Result<(), DatabaseError>,
	) -> Result<Self, Error> {
		let progress = Progress::start("reading the chain spec");
		let mut spec = ChainSpec::read(&options.spec)?;
		spec.add_boot_nodes(&options.boot_nodes);
		let found = spec.genesis()?.hash;
		match options.genesis {
			Some(expected) if expected != found => {
				return Err(Error::GenesisMismatch { expected, found })
			},
			_ => {},
		}
		let database = DatabaseFile::new(&options.data_dir, found);
		probe(&database)?;
		let saved = database.load();
		let metadata = MetadataFile::new(&options.data_dir, found);
		progress.say("looking for peers");
		let light = LightClient::start(&spec, saved.as_deref(), options.timeout).await?;
		let state = light.wait_ready(options.timeout, |state| progress.say_sync(state)).await?;
		tracing::info!("{HEAD_VERIFIED} ({} peers)", state.peers);

		progress.say("reading the runtime's metadata");
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
			started_warm: saved.is_some(),
		};
		chain.described = described == Some(chain.finalized().await?.spec_version());
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

	/// Whether this start began from a saved state.
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
		self.light.state().await
	}

	/// As [`within`], and fails at once when the light client has failed before.
	async fn within<T>(
		&self,
		what: &'static str,
		future: impl Future<Output = Result<T, Error>>,
	) -> Result<T, Error> {
		tokio::select! {
			biased;
			() = self.failure() => Err(Error::LightFailed),
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
				.ok_or_else(|| Error::Chain("the light client knows no best block".into()))?;
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

	/// Saves the runtime's metadata unless this start found it saved. As [`Chain::save`]; whoever leaves
	/// without a peer does not wait long for it.
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

/// Reads a storage item, decoded by metadata; `None` when there is nothing and no default.
pub async fn storage(
	at: &At,
	pallet: &str,
	item: &str,
	keys: Vec<Value>,
) -> Result<Option<Value>, Error> {
	within("a storage read", async {
		let address = subxt::storage::dynamic::<Vec<Value>, Value>(pallet, item);
		let found = at
			.storage()
			.try_fetch(address, keys)
			.await
			.map_err(|error| Error::Chain(format!("{pallet}.{item}: {error}")))?;
		found.map(|value| value.decode()).transpose().map_err(Error::chain)
	})
	.await
}

/// The rounds of these devices' last answers, from storage; `None` for one that never answered.
pub async fn last_answers(
	at: &At,
	devices: impl IntoIterator<Item = DeviceId>,
) -> Result<BTreeMap<DeviceId, Option<Round>>, Error> {
	stream::iter(devices)
		.map(async |device| Ok((device, last_answer(at, device).await?)))
		.buffer_unordered(READS_AT_ONCE)
		.try_collect()
		.await
}

async fn last_answer(at: &At, device: DeviceId) -> Result<Option<Round>, Error> {
	let keys = vec![Value::from_bytes(device.0)];
	let Some(miner) = storage(at, "ProofOfTime", "Miners", keys).await? else { return Ok(None) };
	field_u128(&miner, "last_round")
		.and_then(|round| Round::try_from(round).ok())
		.map(Some)
		.ok_or_else(|| Error::Chain("ProofOfTime.Miners has no round of a last answer".into()))
}

/// The chain's time at a block, in ms.
pub async fn now(at: &At) -> Result<Moment, Error> {
	let now = storage(at, "Timestamp", "Now", Vec::new()).await?;
	now.as_ref()
		.and_then(Value::as_u128)
		.and_then(|now| Moment::try_from(now).ok())
		.ok_or_else(|| Error::Chain("Timestamp.Now is no time".into()))
}

/// What an account may spend, in planck.
pub async fn free_balance(at: &At, account: &AccountId) -> Result<Balance, Error> {
	use scale_value::At as _;
	let keys = vec![Value::from_bytes(account)];
	let entry = storage(at, "System", "Account", keys).await?;
	Ok(entry.as_ref().and_then(|entry| entry.at("data")?.at("free")?.as_u128()).unwrap_or_default())
}

/// A constant of a pallet that is a number.
pub fn constant_u32(at: &At, pallet: &str, name: &str) -> Result<u32, Error> {
	let address = subxt::constants::dynamic::<u32>(pallet, name);
	at.constants().entry(address).map_err(Error::chain)
}
