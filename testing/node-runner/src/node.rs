use crate::{
	binaries,
	chain::{self, header_number, text},
	wait, ChainSpec, Error, Process, Result,
};
use serde_json::{json, Value};
use std::{
	path::{Path, PathBuf},
	process::{Command, ExitStatus},
	time::Duration,
};

/// How long a node may take until it answers its first request. Long, since the machine may be busy.
const START_LIMIT: Duration = Duration::from_secs(90);

/// How long a node may take to end after SIGTERM.
const END_LIMIT: Duration = Duration::from_secs(30);

/// The log's words before the addresses of the JSON-RPC server.
const RPC_SERVER: &str = "Running JSON-RPC server: addr=";

/// The log's words before the address that serves Prometheus.
const METRICS_SERVER: &str = "Prometheus exporter started at ";

/// Where a node serves its metrics.
const METRICS_PATH: &str = "/metrics";

/// The flag with which a node serves Prometheus.
const METRICS_PORT: &str = "--prometheus-port";

/// How a node is started.
#[derive(Clone, Debug)]
pub struct NodeOptions {
	/// A name unlike the others' in the same folder.
	pub name: String,
	/// Id or file of the chain specification.
	pub chain: String,
	/// Folder of its database and logs.
	pub dir: PathBuf,
	/// Flags besides those that this crate sets.
	pub flags: Vec<String>,
	/// Whether the listening addresses are given to it. If not, it chooses its own two kinds of
	/// listeners, as it does for everybody, on ports of the system's choice.
	pub explicit_listen: bool,
}

impl NodeOptions {
	/// A full node of this chain.
	pub fn new(name: impl Into<String>, chain: impl Into<String>, dir: &Path) -> Self {
		Self {
			name: name.into(),
			chain: chain.into(),
			dir: dir.into(),
			flags: Vec::new(),
			explicit_listen: true,
		}
	}

	/// With one more flag.
	pub fn flag(mut self, flag: impl Into<String>) -> Self {
		self.flags.push(flag.into());
		self
	}

	/// With these boot nodes.
	pub fn boot_nodes(mut self, addresses: impl IntoIterator<Item = String>) -> Self {
		for address in addresses {
			self.flags.extend(["--bootnodes".into(), address]);
		}
		self
	}
}

/// A real `jmt-node` process.
#[derive(Debug)]
pub struct Node {
	pub name: String,
	/// Its JSON-RPC over HTTP.
	pub rpc_url: String,
	/// Its JSON-RPC over WebSocket.
	pub ws_url: String,
	/// Its id in the peer-to-peer network.
	pub peer_id: String,
	/// Its address for peers, plain TCP, with its id.
	pub tcp_address: String,
	/// Its address for peers, over WebSocket, with its id.
	pub ws_address: String,
	options: NodeOptions,
	process: Option<Process>,
}

/// The ports of a node.
#[derive(Clone, Copy, Debug, Default)]
struct Ports {
	rpc: u16,
	tcp: u16,
	ws: u16,
}

impl Node {
	/// Starts a node on ports that the system chooses and waits until it answers.
	pub async fn start(options: NodeOptions) -> Result<Self> {
		let mut node = Self {
			name: options.name.clone(),
			rpc_url: String::new(),
			ws_url: String::new(),
			peer_id: String::new(),
			tcp_address: String::new(),
			ws_address: String::new(),
			options,
			process: None,
		};
		node.launch(Ports::default()).await?;
		Ok(node)
	}

	/// Starts it again on its database and its ports, and waits until it answers.
	pub async fn restart(&mut self) -> Result<()> {
		self.kill();
		let port = |address: &str| -> Result<u16> {
			tcp_port(address).ok_or_else(|| Error::shape("address", address))
		};
		let ports = Ports {
			rpc: self
				.rpc_url
				.rsplit(':')
				.next()
				.and_then(|port| port.parse().ok())
				.ok_or_else(|| Error::shape("address", &self.rpc_url))?,
			tcp: port(&self.tcp_address)?,
			ws: port(&self.ws_address)?,
		};
		self.launch(ports).await
	}

	/// Changes the flags that the next start uses.
	pub fn flags_mut(&mut self) -> &mut Vec<String> {
		&mut self.options.flags
	}

	/// Kills it (SIGKILL): nothing is written any more.
	pub fn kill(&mut self) {
		self.process = None;
	}

	/// Asks it to end (SIGTERM) and waits for that.
	pub async fn terminate(&mut self) -> Result<ExitStatus> {
		let mut process = self.process.take().ok_or_else(|| self.not_running())?;
		process.terminate(END_LIMIT).await
	}

	/// Its process id, while it runs.
	pub fn id(&self) -> Option<u32> {
		self.process.as_ref().map(Process::id)
	}

	/// Fails with the end of its log if it is not running.
	pub fn expect_running(&mut self) -> Result<()> {
		match &mut self.process {
			Some(process) => process.expect_running(),
			None => Err(self.not_running()),
		}
	}

	/// Its log since it was started last.
	pub fn log(&self) -> String {
		self.process.as_ref().map(Process::stderr).unwrap_or_default()
	}

	/// Folder of its database.
	pub fn base_path(&self) -> PathBuf {
		self.options.dir.join(&self.options.name)
	}

	/// Calls a JSON-RPC method.
	pub async fn rpc(&self, method: &str, params: Value) -> Result<Value> {
		chain::call(&self.rpc_url, method, params).await
	}

	/// The metrics that it serves Prometheus. Only a node with the flag `--prometheus-port` does, which may be 0.
	pub async fn metrics(&self) -> Result<String> {
		chain::get(&self.metrics_address().await?, METRICS_PATH).await
	}

	/// Where it serves them.
	pub async fn metrics_url(&self) -> Result<String> {
		Ok(format!("http://{}{METRICS_PATH}", self.metrics_address().await?))
	}

	async fn metrics_address(&self) -> Result<String> {
		let port = wait::until(format!("the metrics of {}", self.name), START_LIMIT, async || {
			Ok(port_of(METRICS_SERVER, &self.log()))
		})
		.await?;
		Ok(format!("127.0.0.1:{port}"))
	}

	/// Number of the best block.
	pub async fn best_number(&self) -> Result<u32> {
		header_number(&self.rpc("chain_getHeader", json!([])).await?)
	}

	/// Hash of the finalized head.
	pub async fn finalized_hash(&self) -> Result<String> {
		text("chain_getFinalizedHead", &self.rpc("chain_getFinalizedHead", json!([])).await?)
	}

	/// Number of the finalized head.
	pub async fn finalized_number(&self) -> Result<u32> {
		let hash = self.finalized_hash().await?;
		header_number(&self.rpc("chain_getHeader", json!([hash])).await?)
	}

	/// Hash of the block with this number on the best chain.
	pub async fn block_hash(&self, number: u32) -> Result<Option<String>> {
		let hash = self.rpc("chain_getBlockHash", json!([number])).await?;
		Ok(hash.as_str().map(Into::into))
	}

	/// Hash of the genesis block.
	pub async fn genesis_hash(&self) -> Result<String> {
		self.block_hash(0).await?.ok_or_else(|| Error::shape("genesis", "no hash"))
	}

	/// Number of connected peers.
	pub async fn peers(&self) -> Result<u64> {
		let health = self.rpc("system_health", json!([])).await?;
		health["peers"].as_u64().ok_or_else(|| Error::shape("system_health", health))
	}

	/// Waits until block `number` is finalized.
	pub async fn wait_finalized(&self, number: u32, limit: Duration) -> Result<u32> {
		wait::until(format!("{} to finalize block {number}", self.name), limit, async || {
			let finalized = self.finalized_number().await?;
			Ok((finalized >= number).then_some(finalized))
		})
		.await
	}

	/// The raw specification of its chain, with this node as the only boot node.
	pub async fn raw_spec(&self) -> Result<ChainSpec> {
		let spec = match std::fs::read(&self.options.chain) {
			Ok(bytes) => {
				let spec = serde_json::from_slice(&bytes)
					.map_err(|error| Error::shape(self.options.chain.clone(), error))?;
				ChainSpec(spec)
			},
			Err(_) => crate::export(&self.options.chain, true).await?,
		};
		Ok(spec.with_boot_nodes(&[self.tcp_address.clone(), self.ws_address.clone()]))
	}

	/// The specification for light clients: a checkpoint at the finalized head, the genesis by its state
	/// root alone, this node as the only boot node. Light clients take it once the checkpoint knows two
	/// epochs besides the one of the genesis; a younger chain has to be joined by [`Node::raw_spec`].
	pub async fn light_spec(&self) -> Result<ChainSpec> {
		let mut spec = self.rpc("sync_state_genSyncSpec", json!([true])).await?;
		let genesis = self.rpc("chain_getHeader", json!([self.genesis_hash().await?])).await?;
		spec["genesis"] = json!({ "stateRootHash": genesis["stateRoot"] });
		Ok(ChainSpec(spec).with_boot_nodes(&[self.tcp_address.clone(), self.ws_address.clone()]))
	}

	fn not_running(&self) -> Error {
		Error::shape(self.name.clone(), "state: it is not running")
	}

	async fn launch(&mut self, ports: Ports) -> Result<()> {
		let mut command = Command::new(binaries::node()?);
		command
			.args(["--chain", &self.options.chain, "--name", &self.name])
			.arg("--base-path")
			.arg(self.base_path())
			.args(["--rpc-port", &ports.rpc.to_string()])
			.args(["--no-mdns", "--no-telemetry"])
			.arg("--runtime-cache")
			.arg(binaries::runtime_cache()?);
		if !self.options.flags.iter().any(|flag| flag.starts_with(METRICS_PORT)) {
			command.arg("--no-prometheus");
		}
		if self.options.explicit_listen {
			command
				.args(["--listen-addr", &format!("/ip4/127.0.0.1/tcp/{}", ports.tcp)])
				.args(["--listen-addr", &format!("/ip4/127.0.0.1/tcp/{}/ws", ports.ws)]);
		} else {
			command.args(["--port", &ports.tcp.to_string(), "--ws-port", &ports.ws.to_string()]);
		}
		command.args(&self.options.flags);
		let mut process = Process::start(&self.name, command, &self.options.dir)?;
		let started =
			wait::until(format!("the JSON-RPC server of {}", self.name), START_LIMIT, async || {
				process.expect_running()?;
				Ok(port_of(RPC_SERVER, &process.stderr()))
			})
			.await;
		let port = match started {
			Err(error @ Error::TimedOut { .. }) => {
				return Err(Error::Ended {
					name: self.name.clone(),
					status: error.to_string(),
					tail: process.tail(),
				});
			},
			other => other?,
		};
		self.rpc_url = format!("http://127.0.0.1:{port}");
		self.ws_url = format!("ws://127.0.0.1:{port}");
		self.process = Some(process);
		self.peer_id =
			text("system_localPeerId", &self.rpc("system_localPeerId", json!([])).await?)?;
		let (tcp, ws) =
			wait::until(format!("the addresses of {}", self.name), START_LIMIT, async || {
				let addresses = self.rpc("system_localListenAddresses", json!([])).await?;
				Ok(listeners(&addresses))
			})
			.await?;
		self.tcp_address = format!("/ip4/127.0.0.1/tcp/{tcp}/p2p/{}", self.peer_id);
		self.ws_address = format!("/ip4/127.0.0.1/tcp/{ws}/ws/p2p/{}", self.peer_id);
		Ok(())
	}
}

/// The port on loopback of a server, which the log names behind these words.
fn port_of(words: &str, log: &str) -> Option<u16> {
	let (_, addresses) = log.split_once(words)?;
	let (_, rest) = addresses.lines().next()?.split_once("127.0.0.1:")?;
	let digits = rest.find(|c: char| !c.is_ascii_digit()).map_or(rest, |end| &rest[..end]);
	digits.parse().ok()
}

/// The ports of the plain TCP and of the WebSocket listener that loopback reaches.
fn listeners(addresses: &Value) -> Option<(u16, u16)> {
	let reachable = || {
		addresses.as_array().into_iter().flatten().filter_map(Value::as_str).filter(|address| {
			address.starts_with("/ip4/127.0.0.1/") || address.starts_with("/ip4/0.0.0.0/")
		})
	};
	// In no order, and WebRTC among them, which has no TCP port.
	let plain = reachable().filter(|address| !address.contains("/ws")).find_map(tcp_port)?;
	let ws = reachable().filter(|address| address.contains("/ws")).find_map(tcp_port)?;
	Some((plain, ws)).filter(|(plain, ws)| *plain != 0 && *ws != 0)
}

/// The TCP port in a multiaddress.
fn tcp_port(address: &str) -> Option<u16> {
	let (_, rest) = address.split_once("/tcp/")?;
	rest.split('/').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn it_reads_the_ports_of_servers_from_the_log() {
		let log = "x\n2026 Running JSON-RPC server: addr=127.0.0.1:41234,[::1]:5555\n\
			2026 Prometheus exporter started at 127.0.0.1:9615    \nmore";
		assert_eq!(port_of(RPC_SERVER, log), Some(41234));
		assert_eq!(port_of(METRICS_SERVER, log), Some(9615));
		assert_eq!(port_of(METRICS_SERVER, "starting"), None);
	}

	#[test]
	fn it_tells_plain_tcp_from_websocket_listeners() {
		let addresses = json!([
			"/ip6/::1/tcp/1/p2p/12D3",
			"/ip4/127.0.0.1/udp/40003/webrtc-direct/certhash/uEiB/p2p/12D3",
			"/ip4/127.0.0.1/tcp/40002/ws/p2p/12D3",
			"/ip4/127.0.0.1/tcp/40001/p2p/12D3",
		]);
		assert_eq!(listeners(&addresses), Some((40001, 40002)));
		assert_eq!(listeners(&json!(["/ip4/127.0.0.1/tcp/40001/p2p/12D3"])), None);
		assert_eq!(listeners(&json!(["/ip4/127.0.0.1/tcp/0", "/ip4/127.0.0.1/tcp/7/ws"])), None);
	}
}
