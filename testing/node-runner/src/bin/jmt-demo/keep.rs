//! The network that goes on after the walk: a table of what runs and who has money, for people and for tools.

use crate::amount::{planck, short};
use jmt_node_runner::{
	chain::text,
	transfer::{account, address, Pair},
	wait, Edge, EdgeProcess, Error, Network, Node, Result,
};
use jmt_primitives::Balance;
use serde_json::{json, Value};
use std::{
	fmt,
	path::{Path, PathBuf},
	time::Duration,
};

/// Polkadot.js Apps, which takes the node's address behind it.
const APPS: &str = "https://polkadot.js.org/apps/?rpc=";

/// How long the processes are left alone between two looks at them.
const PAUSE: Duration = Duration::from_secs(2);

/// The accounts with money, and the purpose of each on the chain `local`.
const ACCOUNTS: [(&str, &str); 10] = [
	("//Alice", "holds Root by sudo; in the council and the team"),
	("//Bob", "in the council, the advisory committee and the team"),
	("//Charlie", "in the council and the team"),
	("//Dave", "on the supervisory board and in the team"),
	("//Eve", "on the supervisory board and in the advisory committee"),
	("//Ferdie", "on the supervisory board; owns the devices and is paid for them"),
	("//Alice//stash", "stake and pay of the validator alice"),
	("//Bob//stash", "stake and pay of the validator bob"),
	("//Charlie//stash", "stake and pay of the validator charlie"),
	("//Dave//stash", "stake and pay of the validator dave"),
];

/// An agent that goes on, and its device.
pub(crate) struct Agent {
	/// The device's id.
	pub(crate) device: String,
	/// The scheme of its key.
	pub(crate) scheme: String,
	/// The file of its key.
	pub(crate) key_file: String,
	/// The running `jmt-edge mine`.
	pub(crate) process: EdgeProcess,
}

/// All that goes on. Dropping it ends the processes and removes their folders.
pub(crate) struct Kept {
	// Agents before the network, whose folder they use.
	agents: Vec<Agent>,
	spec: PathBuf,
	genesis: String,
	servers: Vec<Server>,
	accounts: Vec<Account>,
	network: Network,
}

/// The addresses of a node.
struct Server {
	name: String,
	rpc: String,
	websocket: String,
	metrics: String,
	apps: String,
	peer: String,
}

impl Server {
	async fn of(node: &Node) -> Result<Self> {
		Ok(Self {
			name: node.name.clone(),
			rpc: node.rpc_url.clone(),
			websocket: node.ws_url.clone(),
			metrics: node.metrics_url().await?,
			apps: format!("{APPS}{}", node.ws_url.replace(':', "%3A").replace('/', "%2F")),
			peer: node.tcp_address.clone(),
		})
	}
}

/// An account with money.
struct Account {
	secret: &'static str,
	address: String,
	free: Balance,
	purpose: &'static str,
}

impl Account {
	async fn read(reader: &Edge, secret: &'static str, purpose: &'static str) -> Result<Self> {
		let address = address(&account(secret)?.public());
		let shown = reader.json(&["read", "System", "Account", &address]).await?;
		let free = planck(&shown["value"]["data"]["free"])?;
		Ok(Self { secret, address, free, purpose })
	}
}

impl Kept {
	/// Looks at a network that goes on with these agents. `reader` reads balances with proofs.
	pub(crate) async fn new(network: Network, reader: &Edge, agents: Vec<Agent>) -> Result<Self> {
		let mut servers = Vec::new();
		for node in &network.nodes {
			servers.push(Server::of(node).await?);
		}
		let mut accounts = Vec::new();
		for (secret, purpose) in ACCOUNTS {
			accounts.push(Account::read(reader, secret, purpose).await?);
		}
		let genesis = network.first().genesis_hash().await?;
		Ok(Self { agents, spec: reader.spec.clone(), genesis, servers, accounts, network })
	}

	/// Waits until a process ends that should go on, which is an error.
	pub(crate) async fn watch(&mut self) -> Result<()> {
		loop {
			for node in &mut self.network.nodes {
				node.expect_running()?;
			}
			for agent in &mut self.agents {
				agent.process.process.expect_running()?;
			}
			tokio::time::sleep(PAUSE).await;
		}
	}

	/// Writes the table as JSON, whole or not at all.
	pub(crate) fn write(&self, path: &Path) -> Result<()> {
		let failed = |error| Error::io(format!("write {}", path.display()))(error);
		let beside = path.with_extension("part");
		std::fs::write(&beside, format!("{:#}\n", self.json())).map_err(failed)?;
		std::fs::rename(&beside, path).map_err(failed)
	}

	fn json(&self) -> Value {
		let nodes = self.servers.iter().map(|server| {
			json!({
				"name": server.name,
				"rpc": server.rpc,
				"websocket": server.websocket,
				"metrics": server.metrics,
				"apps": server.apps,
				"peer": server.peer,
			})
		});
		let accounts = self.accounts.iter().map(|account| {
			json!({
				"secret": account.secret,
				"address": account.address,
				"free": account.free.to_string(),
				"purpose": account.purpose,
			})
		});
		let devices = self.agents.iter().map(
			|agent| json!({ "device": agent.device, "scheme": agent.scheme, "keyFile": agent.key_file }),
		);
		json!({
			"genesis": self.genesis,
			"chainSpec": self.spec,
			"nodes": nodes.collect::<Vec<_>>(),
			"accounts": accounts.collect::<Vec<_>>(),
			"devices": devices.collect::<Vec<_>>(),
		})
	}
}

impl fmt::Display for Kept {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		writeln!(f, "\nthe network goes on until Ctrl-C; genesis {}", self.genesis)?;
		writeln!(f, "{:<8} {:<24} {:<24} metrics", "node", "RPC", "WebSocket")?;
		for Server { name, rpc, websocket, metrics, .. } in &self.servers {
			writeln!(f, "{name:<8} {rpc:<24} {websocket:<24} {metrics}")?;
		}
		if let Some(first) = self.servers.first() {
			writeln!(f, "Polkadot.js Apps: {}", first.apps)?;
		}
		writeln!(f, "light client: jmt-edge --chain-spec {} status", self.spec.display())?;
		for agent in &self.agents {
			writeln!(f, "device {} ({}) mines", agent.device, agent.scheme)?;
		}
		writeln!(f, "accounts, by the secret for --suri")?;
		for Account { secret, address, free, purpose } in &self.accounts {
			writeln!(f, "  {secret:<17} {address}  {:>26}  {purpose}", short(*free))?;
		}
		Ok(())
	}
}

/// Starts the agent of a device anew, and waits until it has joined.
pub(crate) async fn go_on(edge: &Edge, key_file: &str, limit: Duration) -> Result<EdgeProcess> {
	let mut process = edge.start(&["mine", "--device-key", key_file])?;
	wait::until("an agent that goes on", limit, async || {
		process.process.expect_running()?;
		Ok(process.lines().iter().find_map(|line| text("event", &line["event"]).ok()))
	})
	.await?;
	Ok(process)
}
