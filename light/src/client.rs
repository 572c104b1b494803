//! Start, watching and end of the light client.

use crate::{
	database::MAX_DATABASE_BYTES,
	error::Error,
	failure::{failed_since, failures},
	operations::READ_LIMIT,
	rpc::{LightRpc, Platform},
	ChainSpec, DatabaseFile, SpecError,
};
use jmt_primitives::Hash;
use serde::{de::DeserializeOwned, Deserialize};
use serde_json::value::RawValue;
use smoldot_light::{
	lifecycle_service::{LifecycleState, Phase},
	platform::DefaultPlatform,
	AddChainConfig, AddChainConfigJsonRpc, ChainId, Client, JsonRpcResponses,
};
use std::{
	num::NonZeroU32,
	str::FromStr,
	time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tokio::sync::watch;

/// Requests that may wait at once: far above what a program ever has open.
const MAX_PENDING_REQUESTS: NonZeroU32 = match NonZeroU32::new(4096) {
	Some(number) => number,
	None => NonZeroU32::MIN,
};

/// How long the light client is not asked whether it is ready, unless it tells of a change.
const READY_POLL: Duration = Duration::from_millis(20);

const GENESIS_HASH: &str = "chainSpec_v1_genesisHash";
const HEALTH: &str = "system_health";
const DATABASE: &str = "chainHead_unstable_finalizedDatabase";

/// How far the light client is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SyncState {
	/// Peers that it syncs from.
	pub peers: u64,
	/// Highest block proven finalized, and highest known, while it catches up by warp sync.
	pub warp: Option<(u64, u64)>,
	/// Whether it follows the head of the chain.
	pub ready: bool,
}

/// A running light client of one chain.
pub struct LightClient {
	rpc: LightRpc,
	genesis: Hash,
	lifecycle: watch::Receiver<LifecycleState>,
	/// Failures in this process before it started.
	failures: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Health {
	is_syncing: bool,
	peers: u64,
}

fn add(
	client: &mut Client<Platform>,
	spec: &str,
	database: &str,
) -> Result<(ChainId, JsonRpcResponses<Platform>), Error> {
	let added = client
		.add_chain(AddChainConfig {
			user_data: (),
			specification: spec,
			database_content: database,
			potential_relay_chains: std::iter::empty(),
			json_rpc: AddChainConfigJsonRpc::Enabled {
				max_pending_requests: MAX_PENDING_REQUESTS,
				max_subscriptions: 1024,
			},
			statement_protocol_config: None,
		})
		.map_err(|error| SpecError::Refused(Box::new(error)))?;
	let responses = added.json_rpc_responses.ok_or(Error::NoRpc)?;
	Ok((added.chain_id, responses))
}

fn read<T: DeserializeOwned>(method: &'static str, answer: &RawValue) -> Result<T, Error> {
	serde_json::from_str(answer.get())
		.map_err(|error| Error::Unreadable { method, source: error.into() })
}

/// The light client's library takes every time for one after 1970, and panics otherwise.
fn check_clock(now: SystemTime) -> Result<(), Error> {
	now.duration_since(UNIX_EPOCH).map(drop).map_err(|_| Error::Clock)
}

fn platform() -> Platform {
	DefaultPlatform::new(env!("CARGO_PKG_NAME").into(), env!("CARGO_PKG_VERSION").into())
}

impl LightClient {
	/// Starts to connect and to sync, from the saved state if there is one. Fails when it does not even
	/// know its chain by the end of `timeout`.
	pub async fn start(
		spec: &ChainSpec,
		database: Option<&str>,
		timeout: Duration,
	) -> Result<Self, Error> {
		check_clock(SystemTime::now())?;
		if spec.boot_nodes().is_empty() {
			return Err(SpecError::NoBootNodes.into());
		}
		let expected = spec.genesis()?;
		let failures = failures();
		let mut client = Client::new(platform());
		let text = database.map_or_else(|| spec.to_text(), |saved| spec.resuming(saved).to_text());
		let (chain, responses) = add(&mut client, &text, database.unwrap_or_default())?;
		let mut states = client.lifecycle_state(chain);
		let (sender, lifecycle) = watch::channel(LifecycleState::default());
		tokio::spawn(async move {
			while let Some(state) = states.next().await {
				if sender.send(state).is_err() {
					break;
				}
			}
		});
		let rpc = LightRpc::new(client, chain, responses, failures);
		let light = Self { rpc, genesis: expected.hash, lifecycle, failures };
		let genesis = light.genesis_hash(timeout).await?;
		if genesis != expected.hash {
			let differ = format!(
				"its genesis is {genesis:?} for the light client and {:?} by its state",
				expected.hash
			);
			return Err(SpecError::Refused(differ.into()).into());
		}
		Ok(light)
	}

	/// Asks for what it knows by itself, without a peer. `None` when it does not say so within `limit`.
	async fn ask(
		&self,
		method: &'static str,
		params: Option<Box<RawValue>>,
		limit: Duration,
	) -> Result<Option<Box<RawValue>>, Error> {
		tokio::select! {
			// First, for what one that failed is asked ends with another error, or never.
			biased;
			() = self.failure() => Err(Error::Failed),
			answer = tokio::time::timeout(limit, self.rpc.request(method, params)) => {
				answer.ok().transpose().map_err(|source| Error::Refused { method, source })
			},
		}
	}

	/// The genesis hash as the light client computed it.
	async fn genesis_hash(&self, limit: Duration) -> Result<Hash, Error> {
		let too_slow =
			Error::TooSlow { what: "starting the light client", seconds: limit.as_secs() };
		let raw = self.ask(GENESIS_HASH, None, limit).await?.ok_or(too_slow)?;
		let text: String = read(GENESIS_HASH, &raw)?;
		Hash::from_str(&text)
			.map_err(|error| Error::Unreadable { method: GENESIS_HASH, source: error.into() })
	}

	/// The chain's genesis hash.
	pub fn genesis(&self) -> Hash {
		self.genesis
	}

	/// Its JSON-RPC, for subxt.
	pub fn rpc(&self) -> LightRpc {
		self.rpc.clone()
	}

	/// How far it is. It needs nobody to say that: without an answer within [`READ_LIMIT`] it has failed.
	pub async fn state(&self) -> Result<SyncState, Error> {
		self.state_within(READ_LIMIT).await?.ok_or(Error::Failed)
	}

	/// How far it is; `None` when it does not say so within `limit`.
	async fn state_within(&self, limit: Duration) -> Result<Option<SyncState>, Error> {
		let Some(raw) = self.ask(HEALTH, None, limit).await? else { return Ok(None) };
		let health: Health = read(HEALTH, &raw)?;
		let phase = self.lifecycle.borrow().phase;
		Ok(Some(SyncState {
			peers: health.peers,
			warp: match phase {
				Phase::Syncing { at, target } => Some((at, target)),
				_ => None,
			},
			// The phase tells of its end up to half a second late. Health says that it syncs until the
			// light client has committed to a head and compiled its runtime.
			ready: !health.is_syncing && health.peers > 0,
		}))
	}

	/// Waits until it follows the head of the chain, telling `progress` how far it is. Without a peer by
	/// the end of `timeout` that is [`Error::NoPeer`].
	pub async fn wait_ready(
		&self,
		timeout: Duration,
		mut progress: impl FnMut(SyncState),
	) -> Result<SyncState, Error> {
		let start = Instant::now();
		let mut lifecycle = self.lifecycle.clone();
		let mut seen_peer = false;
		loop {
			let left = timeout.saturating_sub(start.elapsed());
			// Without an answer by then, what was known before is what there is to tell.
			let Some(state) = self.state_within(left).await? else { break };
			progress(state);
			if state.ready {
				return Ok(state);
			}
			seen_peer |= state.peers > 0;
			if start.elapsed() >= timeout {
				break;
			}
			let changed = tokio::time::timeout(READY_POLL, lifecycle.changed()).await;
			if let Ok(Err(_)) = changed {
				// There are no more reports of changes.
				tokio::time::sleep(READY_POLL).await;
			}
		}
		let seconds = timeout.as_secs();
		Err(match seen_peer {
			true => Error::TooSlow { what: "catching up with the chain", seconds },
			false => Error::NoPeer { seconds, genesis: self.genesis },
		})
	}

	/// Saves what the next start can begin from: the newest finalized head that was verified, the
	/// runtime's code, addresses of peers.
	pub async fn save(&self, database: &DatabaseFile) -> Result<(), Error> {
		let params = serde_json::value::to_raw_value(&[MAX_DATABASE_BYTES])
			.map_err(|error| Error::Unreadable { method: DATABASE, source: error.into() })?;
		let raw = self.ask(DATABASE, Some(params), READ_LIMIT).await?.ok_or(Error::Failed)?;
		let content: String = read(DATABASE, &raw)?;
		Ok(database.save(&content)?)
	}

	/// Whether a part of it panicked, or of another light client of this process since it started. A
	/// request then fails.
	pub fn failed(&self) -> bool {
		failures() != self.failures
	}

	/// Resolves once it has failed, see [`Self::failed`].
	pub async fn failure(&self) {
		failed_since(self.failures).await;
	}

	/// Closes all connections. Every later request fails.
	pub fn stop(&self) {
		self.rpc.stop();
	}
}

impl Drop for LightClient {
	fn drop(&mut self) {
		self.stop();
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A raw spec with a genesis state, no more than smoldot needs to hash it.
	const SPEC: &str = r#"{"name":"T","id":"t","chainType":"Development","bootNodes":[],
		"protocolId":null,"properties":{},"consensusEngine":null,"codeSubstitutes":{},
		"genesis":{"stateRootHash":"0x0101010101010101010101010101010101010101010101010101010101010101"}}"#;

	#[test]
	fn check_clock_one_before_1970_is_named_and_no_panic() {
		assert!(check_clock(SystemTime::now()).is_ok());
		let before = UNIX_EPOCH.checked_sub(Duration::from_secs(1)).unwrap();
		let refused = check_clock(before).unwrap_err();
		assert!(refused.to_string().contains("clock"), "{refused}");
	}

	#[tokio::test]
	async fn start_it_refuses_a_spec_without_boot_nodes() {
		let spec = ChainSpec::parse(SPEC).unwrap();
		let refused = LightClient::start(&spec, None, READ_LIMIT).await;
		assert!(matches!(refused, Err(Error::Spec(SpecError::NoBootNodes))));
	}

	#[tokio::test]
	async fn start_it_refuses_a_spec_without_state_and_checkpoint() {
		let mut spec = ChainSpec::parse(SPEC).unwrap();
		let nobody =
			"/ip4/127.0.0.1/tcp/1/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";
		spec.add_boot_nodes(&[nobody.into()]);
		let refused = LightClient::start(&spec, None, READ_LIMIT).await.err();
		assert!(matches!(refused, Some(Error::Spec(SpecError::Refused(_)))), "{refused:?}");
	}
}
