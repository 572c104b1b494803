use crate::{chain, validators, wait, ChainSpec, Error, Node, NodeOptions, Result};
use serde_json::{json, Value};
use std::{
	path::{Path, PathBuf},
	time::Duration,
};
use tempfile::TempDir;

/// How long nodes may take to find each other.
const CONNECT_LIMIT: Duration = Duration::from_secs(60);

type Patch = Box<dyn FnOnce(&mut Value) -> Result<()>>;

/// Says what network to start.
pub struct NetworkBuilder {
	chain: String,
	validators: usize,
	flags: Vec<String>,
	own_flags: Vec<(usize, String)>,
	patches: Vec<Patch>,
	relayed: Option<Duration>,
}

/// A network of validators, each a process of its own.
#[derive(Debug)]
pub struct Network {
	/// The validators, in the order of the development accounts.
	pub nodes: Vec<Node>,
	/// File of the raw chain specification.
	pub spec: PathBuf,
	relays: Vec<crate::Relay>,
	dir: TempDir,
}

impl NetworkBuilder {
	/// With this many validators, at most eight. The genesis of the preset gets these and no others.
	pub fn validators(mut self, count: usize) -> Self {
		self.validators = count.min(validators::NAMES.len());
		self
	}

	/// Of the chain with this id instead of `local`.
	pub fn chain(mut self, chain: &str) -> Self {
		self.chain = chain.into();
		self
	}

	/// With a flag for every validator.
	pub fn flag(mut self, flag: impl Into<String>) -> Self {
		self.flags.push(flag.into());
		self
	}

	/// With a flag for one validator, counted from 0.
	pub fn flag_of(mut self, validator: usize, flag: impl Into<String>) -> Self {
		self.own_flags.push((validator, flag.into()));
		self
	}

	/// With a change to the genesis configuration of the preset.
	pub fn patch(mut self, patch: impl FnOnce(&mut Value) -> Result<()> + 'static) -> Self {
		self.patches.push(Box::new(patch));
		self
	}

	/// With a relay between any two validators that holds everything back for `delay` each way.
	pub fn delay(mut self, delay: Duration) -> Self {
		self.relayed = Some(delay);
		self
	}

	/// Starts the network and waits until every validator knows another.
	pub async fn start(self) -> Result<Network> {
		let dir = TempDir::with_prefix("jmt-network-").map_err(Error::io("temporary folder"))?;
		let mut spec = ChainSpec::named(&self.chain).await?;
		for patch in self.patches {
			patch(spec.genesis_mut()?)?;
		}
		validators::ensure(spec.genesis_mut()?, self.validators)?;
		if self.relayed.is_some() {
			// Nodes of a live chain do not tell each other addresses that are not global, so that nobody
			// finds a validator's own one beside the relay's.
			spec.0["chainType"] = json!("Live");
		}
		let spec = spec.into_raw(dir.path()).await?.write(&dir.path().join("raw.json"))?;
		let mut network = Network { nodes: Vec::new(), spec, relays: Vec::new(), dir };
		for (position, name) in validators::NAMES.iter().take(self.validators).enumerate() {
			let mut options = network
				.options(name)
				.flag(format!("--{name}"))
				.flag("--validator")
				.flag("--unsafe-force-node-key-generation");
			options.flags.extend(self.flags.iter().cloned());
			let own = self.own_flags.iter().filter(|(validator, _)| *validator == position);
			options.flags.extend(own.map(|(_, flag)| flag.clone()));
			if self.relayed.is_none() {
				options = options.boot_nodes(network.addresses());
			}
			network.nodes.push(Node::start(options).await?);
		}
		if let Some(delay) = self.relayed {
			network.connect_through_relays(delay).await?;
		}
		// Relays are for every pair; elsewhere one peer brings the others.
		let wanted = match self.relayed {
			Some(_) => self.validators.saturating_sub(1) as u64,
			None => u64::from(self.validators > 1),
		};
		for node in &network.nodes {
			wait::until(format!("peers of {}", node.name), CONNECT_LIMIT, async || {
				Ok((node.peers().await? >= wanted).then_some(()))
			})
			.await?;
		}
		Ok(network)
	}
}

impl Network {
	/// A network of one validator of the chain `local`, to be changed.
	pub fn builder() -> NetworkBuilder {
		NetworkBuilder {
			chain: "local".into(),
			validators: 1,
			flags: Vec::new(),
			own_flags: Vec::new(),
			patches: Vec::new(),
			relayed: None,
		}
	}

	/// Its temporary folder.
	pub fn dir(&self) -> &Path {
		self.dir.path()
	}

	/// The first validator.
	pub fn first(&self) -> &Node {
		&self.nodes[0]
	}

	/// The addresses of all validators.
	pub fn addresses(&self) -> Vec<String> {
		self.nodes.iter().map(|node| node.tcp_address.clone()).collect()
	}

	/// Options of a further node of this network, not connected to anything yet.
	pub fn options(&self, name: &str) -> NodeOptions {
		NodeOptions::new(name, self.spec.to_string_lossy(), self.dir.path())
	}

	/// Starts a full node that knows all validators and has an empty database.
	pub async fn join(&self, name: &str, flags: &[&str]) -> Result<Node> {
		let mut options = self.options(name).boot_nodes(self.addresses());
		options.flags.extend(flags.iter().map(|flag| flag.to_string()));
		Node::start(options).await
	}

	/// Waits until every running validator has finalized block `number`.
	pub async fn wait_finalized(&self, number: u32, limit: Duration) -> Result<()> {
		for node in self.nodes.iter().filter(|node| node.id().is_some()) {
			node.wait_finalized(number, limit).await?;
		}
		Ok(())
	}

	/// Bytes that the relays carried; 0 without relays.
	pub fn relayed_bytes(&self) -> u64 {
		self.relays.iter().map(crate::Relay::carried).sum()
	}

	/// Tells every validator the addresses of those after it, all of them relays: one of two dials, since
	/// two that dial each other at once may both give up. Until then it knows nobody.
	async fn connect_through_relays(&mut self, delay: Duration) -> Result<()> {
		for (position, from) in self.nodes.iter().enumerate() {
			for to in &self.nodes[position + 1..] {
				let relay = crate::Relay::start(&to.tcp_address, delay).await?;
				let address = json!([relay.address]);
				chain::call(&from.rpc_url, "system_addReservedPeer", address).await?;
				self.relays.push(relay);
			}
		}
		Ok(())
	}
}

impl Drop for Network {
	fn drop(&mut self) {
		// Processes first, then their folder.
		self.nodes.clear();
		if std::env::var_os("JMT_KEEP_TEMP").is_some() {
			self.dir.disable_cleanup(true);
			eprintln!("kept {}", self.dir.path().display());
		}
	}
}
