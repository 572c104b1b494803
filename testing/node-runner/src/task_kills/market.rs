//! Workers with their owners, and a client with a server of its program.

use super::desk::PROGRAM;
use crate::{
	tasks::{fund, Blobs, Client, Looker, Worker},
	ChainSpec, Edge, Error, Network, Relay, Result,
};
use futures::future::try_join_all;
use jmt_primitives::{Balance, JMT};

/// An account that exists, and pays for the others.
const PAYER: &str = "//Ferdie";

/// Posts and settles.
pub(super) const CLIENT: &str = "//Client";

/// Stake units of each worker: bonds for many open slots.
const UNITS: u32 = 8;

/// Money of an owner: its stake, and enough for a device's deposit and fees.
const FUNDS: Balance = 100 * JMT;

/// Money of the client.
const CLIENT_FUNDS: Balance = 1_000 * JMT;

/// Agents that start at once: as many as do not keep each other waiting for long.
pub(super) const AT_ONCE: usize = 3;

/// All that works and posts.
pub(super) struct Market {
	pub(super) workers: Vec<Worker>,
	/// The secrets of the workers' owners.
	pub(super) owners: Vec<String>,
	/// All that each owner has before the first task, its stake included, in planck.
	pub(super) before: Vec<Balance>,
	pub(super) client: Client,
	/// Stands before the first validator, which every light client of a part of the workers has as its only peer.
	pub(super) relay: Relay,
	_blobs: Blobs,
}

impl Market {
	/// Funds and enrols the workers. Their light clients know one validator each, in turns.
	pub(super) async fn open(network: &Network, workers: usize) -> Result<Self> {
		let (node, dir) = (network.first(), network.dir());
		let spec = node.raw_spec().await?;
		let relay = Relay::start(&node.tcp_address, std::time::Duration::ZERO).await?;
		let mut specs = vec![spec.clone().with_boot_nodes(std::slice::from_ref(&relay.address))];
		for other in network.nodes.iter().skip(1) {
			specs.push(other.raw_spec().await?);
		}

		let looker = Looker::join(&Edge::new("looker", &spec, dir)?).await?;
		let owners: Vec<String> = (0..workers).map(|number| format!("//Worker-{number}")).collect();
		let funded: Vec<&str> = owners.iter().map(String::as_str).collect();
		fund(node, &looker, PAYER, &[CLIENT], CLIENT_FUNDS).await?;
		fund(node, &looker, PAYER, &funded, FUNDS).await?;
		let workers = enrolled(&owners, &specs, dir).await?;
		let mut before = Vec::new();
		for (owner, worker) in owners.iter().zip(&workers) {
			before.push(looker.owner(owner, worker).await?.0);
		}
		looker.leave().await;

		let program = dir.join("mill.wasm");
		std::fs::write(&program, PROGRAM).map_err(Error::io("program of a task"))?;
		let blobs = Blobs::serve(&Edge::new("server", &spec, dir)?, &program).await?;
		let edge = Edge::new("client", &spec, dir)?;
		let client = Client { edge, suri: CLIENT.into(), url: blobs.url.clone() };
		Ok(Self { workers, owners, before, client, relay, _blobs: blobs })
	}
}

/// A worker for each owner, some at once.
async fn enrolled(
	owners: &[String],
	specs: &[ChainSpec],
	dir: &std::path::Path,
) -> Result<Vec<Worker>> {
	let each: Vec<(&String, &ChainSpec)> = owners.iter().zip(specs.iter().cycle()).collect();
	let mut workers = Vec::new();
	for some in each.chunks(AT_ONCE) {
		let enrolling = some.iter().map(async |(owner, spec)| {
			let edge = Edge::new(&owner.replace('/', ""), spec, dir)?;
			Worker::enrolled(edge, owner, UNITS).await
		});
		workers.extend(try_join_all(enrolling).await?);
	}
	Ok(workers)
}
