//! A light client: how long until it has verified the finalized head, what it received, what it held.

use crate::{
	machine::{line, megabytes, memory},
	statistics::summary,
};
use clap::Args;
use jmt_node_runner::{ChainSpec, Edge, Network, Relay, Result};
use std::time::{Duration, Instant};

/// How long one start may take.
const LIMIT: Duration = Duration::from_secs(60);

/// How often, and on which chain.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
	/// How many starts of each kind.
	#[arg(long, default_value_t = 5)]
	runs: usize,
	/// Blocks that the chain has when the clients come: two epochs at least, which a light client's checkpoint
	/// needs. Below some 130 a cold client follows the headers as fast as it warps, and loads the code twice.
	#[arg(long, default_value_t = 45)]
	age_blocks: u32,
}

impl Default for Settings {
	fn default() -> Self {
		Self { runs: 5, age_blocks: 45 }
	}
}

/// What one start cost.
struct Start {
	/// Until the first line about a verified head.
	verified: Duration,
	/// What the relay between client and node carried, both ways.
	bytes: u64,
	/// Highest resident memory until then.
	peak: u64,
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
	let verified: Vec<_> = starts.iter().map(|start| start.verified).collect();
	line("verified finalized head after", &summary(&verified));
	let most = |of: fn(&Start) -> u64| starts.iter().map(of).max().unwrap_or(0);
	line("received and sent until then, most", &format!("{} bytes", most(|start| start.bytes)));
	line("peak resident memory", &megabytes(most(|start| start.peak)));
}

/// Starts `watch` and waits for its first line, which it prints of a verified head.
async fn start(edge: &Edge, relay: &Relay) -> Result<Start> {
	let before = relay.carried();
	let begun = Instant::now();
	let mut watch = edge.start(&["watch"])?;
	watch.wait_line("a verified head", LIMIT, |_| true).await?;
	let verified = begun.elapsed();
	let peak = memory(watch.process.id(), "VmHWM").unwrap_or(0);
	Ok(Start { verified, bytes: relay.carried() - before, peak })
}
