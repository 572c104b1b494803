//! Bytes that a worker's light client reads while there are tasks that it does not win, beside as long without any.
//!
//! The stake of a large network is written into the state: then the one unit of the worker hardly ever has a ticket that
//! is worth a look, as it would there.

use super::{STEP, TERMS};
use crate::{machine::line, observe_for};
use codec::Encode;
use jmt_edge::pallets::tasks::market;
use jmt_node_runner::{
	tasks::{Client, Looker, Worker},
	transfer::{account, next_nonce, Calls, Pair},
	EdgeProcess, Error, Network, Node, Relay, Result,
};
use serde_json::json;
use sp_crypto_hashing::twox_128;
use std::time::Duration;

/// Owns the worker.
pub(super) const OWNER: &str = "//Loser";

/// Holds the key of the module that changes the state by force.
const SUDO: &str = "//Alice";

/// All stake units, and the workers who would have them.
const ALL_UNITS: u64 = 1_000_000_000;
const ALL_WORKERS: u32 = 10_000_000;

/// How long the bytes of each kind are counted, how often, and the tasks of a time with some.
const TIME: Duration = Duration::from_secs(45);
const TURNS: usize = 3;
const TASKS: usize = 3;

/// Bytes of the light client in some time.
#[derive(Default)]
struct Carried {
	received: u64,
	sent: u64,
	blocks: u32,
}

impl Carried {
	fn print(&self, name: &str) {
		let Self { received, sent, blocks } = self;
		let each = |bytes: &u64| bytes.checked_div(u64::from(*blocks)).unwrap_or(0);
		line(
			name,
			&format!(
				"{received} bytes received, {sent} sent, {blocks} blocks: {} and {} a block",
				each(received),
				each(sent)
			),
		);
	}

	async fn count(&mut self, node: &Node, relay: &Relay, tasks: Option<&Client>) -> Result<()> {
		let (received, sent) = (relay.received(), relay.sent());
		let first = node.best_number().await?;
		let work = async {
			if let Some(client) = tasks {
				for _ in 0..TASKS {
					client.posts(&TERMS).await?;
				}
			}
			Ok::<_, Error>(())
		};
		let ((), posted) = tokio::join!(observe_for(TIME), work);
		self.received += relay.received() - received;
		self.sent += relay.sent() - sent;
		self.blocks += node.best_number().await?.saturating_sub(first);
		posted
	}
}

/// Measures and prints, while no other worker is there.
pub(super) async fn measure(
	network: &Network,
	looker: &Looker,
	client: &Client,
	loser: &Worker,
	relay: &Relay,
) -> Result<()> {
	println!(
		"a light client that works with one of {ALL_UNITS} units, {TURNS} times {} s of each",
		TIME.as_secs()
	);
	let node = network.first();
	raise(node, looker).await?;
	let process = loser.works().await?;
	// The light client has settled by then.
	observe_for(TIME).await;
	let before = looks(&process);
	let [mut idle, mut busy] = [(); 2].map(|()| Carried::default());
	for _ in 0..TURNS {
		idle.count(node, relay, None).await?;
		busy.count(node, relay, Some(client)).await?;
	}
	idle.print("without tasks");
	busy.print(&format!("with {TASKS} tasks"));
	line("tasks that it looked at", &(looks(&process) - before).to_string());
	Ok(())
}

/// Tasks that a worker looked at so far.
fn looks(process: &EdgeProcess) -> usize {
	process.lines().iter().filter(|line| line["event"] == "drawn").count()
}

/// Writes the units of a large network into the state.
async fn raise(node: &Node, looker: &Looker) -> Result<()> {
	let sudo = account(SUDO)?;
	let calls = Calls::of(node).await?;
	let key = [twox_128(b"Tasks"), twox_128(b"Totals")].concat();
	// The number of workers and that of their units.
	let totals = (ALL_WORKERS, ALL_UNITS).encode();
	let items = vec![(key, totals)].encode();
	let call = [&calls.index("System", "set_storage")?[..], &items].concat();
	let nonce = next_nonce(node, &sudo.public()).await?;
	let signed = calls.as_root(&sudo, nonce, &call)?;
	node.rpc("author_submitExtrinsic", json!([signed])).await?;
	let raised =
		async |at: &jmt_edge::chain::At| Ok((market(at).await?.units == ALL_UNITS).then_some(()));
	looker.until("the units of a large network", STEP, raised).await
}
