//! A light client: how long until it has verified the finalized head and until the agent shows it, what it
//! received, what it held.

use crate::{
	machine::{line, megabytes, memory},
	statistics::summary,
};
use clap::Args;
use jmt_node_runner::{ChainSpec, Edge, Error, Network, Relay, Result};
use std::time::{Duration, Instant};

/// How long one start may take.
const LIMIT: Duration = Duration::from_secs(60);

/// Pause between two looks at what a client says.
const PAUSE: Duration = Duration::from_millis(5);

/// The agent's words when its light client has verified a head, before it asks the chain for anything
/// (`jmt_edge::chain::HEAD_VERIFIED`).
const HEAD_VERIFIED: &str = "the newest finalized head is verified";

/// How often, and on which chain.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
	/// How many starts of each kind.
	#[arg(long, default_value_t = 5)]
	runs: usize,
	/// Blocks that the chain has when the clients come: 45 at least, two epochs, which a light client's
	/// checkpoint needs. Below some 130 a cold client follows the headers as fast as it warps, and loads the
	/// code twice.
	#[arg(long, default_value_t = 150)]
	age_blocks: u32,
}

impl Default for Settings {
	fn default() -> Self {
		Self { runs: 5, age_blocks: 150 }
	}
}

/// The cost of getting somewhere.
struct Cost {
	time: Duration,
	/// Bytes that the node sent to the client.
	received: u64,
	/// Bytes that the client sent to the node.
	sent: u64,
	/// Highest resident memory until then.
	peak: u64,
}

/// The cost of one start.
struct Start {
	/// Until the light client has verified the finalized head and compiled its runtime.
	verified: Cost,
	/// Until the agent's first line about it, for which it reads the runtime's metadata.
	shown: Cost,
}

/// Measures and prints.
pub(crate) async fn measure(settings: &Settings) -> Result<()> {
	println!("light client, four validators, one peer, {} blocks", settings.age_blocks);
	let network = Network::builder().validators(4).start().await?;
	let limit = Duration::from_secs(120 + 3 * u64::from(settings.age_blocks));
	network.wait_finalized(settings.age_blocks, limit).await?;
	let node = network.first();
	for (kind, spec, over_ws) in [
		("raw specification, TCP", node.raw_spec().await?, false),
		("raw specification, WebSocket", node.raw_spec().await?, true),
		("light specification, TCP", node.light_spec().await?, false),
	] {
		let (mut cold, mut warm) = (Vec::new(), Vec::new());
		for run in 0..settings.runs {
			let name = format!("{}-{run}", kind.replace([' ', ','], "-"));
			let address = if over_ws { &node.ws_address } else { &node.tcp_address };
			let relay = Relay::start(address, Duration::ZERO).await?;
			let spec =
				ChainSpec(spec.0.clone()).with_boot_nodes(std::slice::from_ref(&relay.address));
			let edge = Edge::new(&name, &spec, network.dir())?;
			cold.push(start(&edge, &relay).await?);
			// A command that ends by itself leaves a saved state for the next start.
			edge.json(&["status"]).await?;
			warm.push(start(&edge, &relay).await?);
		}
		print(&format!("{kind}, cold"), &cold);
		print(&format!("{kind}, warm"), &warm);
	}
	Ok(())
}

fn print(kind: &str, starts: &[Start]) {
	println!(" {kind}");
	let costs = |of: fn(&Start) -> &Cost| starts.iter().map(of).collect::<Vec<_>>();
	print_costs("the finalized head is verified", &costs(|start| &start.verified));
	print_costs("the agent shows it", &costs(|start| &start.shown));
}

fn print_costs(what: &str, costs: &[&Cost]) {
	let times: Vec<_> = costs.iter().map(|cost| cost.time).collect();
	let most = |of: fn(&Cost) -> u64| costs.iter().map(|cost| of(cost)).max().unwrap_or(0);
	line(&format!("{what} after"), &summary(&times));
	let (received, sent) = (most(|cost| cost.received), most(|cost| cost.sent));
	line("  received until then, most", &format!("{received} bytes; sent, most: {sent} bytes"));
	line("  peak resident memory until then", &megabytes(most(|cost| cost.peak)));
}

/// Starts `watch` and waits for its first line, which it prints of a verified head.
async fn start(edge: &Edge, relay: &Relay) -> Result<Start> {
	let (received, sent) = (relay.received(), relay.sent());
	let begun = Instant::now();
	let mut watch = edge.start_telling(&["watch"])?;
	let id = watch.process.id();
	let cost = || Cost {
		time: begun.elapsed(),
		received: relay.received() - received,
		sent: relay.sent() - sent,
		peak: memory(id, "VmHWM").unwrap_or(0),
	};
	let mut verified = None;
	let shown = loop {
		// The log comes first, so it is looked at last.
		let shown = !watch.lines().is_empty();
		if verified.is_none() && watch.process.stderr().contains(HEAD_VERIFIED) {
			verified = Some(cost());
		}
		if shown {
			break cost();
		}
		if begun.elapsed() > LIMIT {
			return Err(Error::TimedOut { what: "a verified head".into(), limit: LIMIT });
		}
		watch.process.expect_running()?;
		tokio::time::sleep(PAUSE).await;
	};
	let verified = verified.ok_or_else(|| Error::shape("jmt-edge watch", "no head in its log"))?;
	Ok(Start { verified, shown })
}
