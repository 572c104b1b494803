//! Transactions of a dapp with a light client as others publish it: polkadot-api over npm's smoldot.

use crate::{machine::line, network::NetworkSettings, statistics::summary};
use clap::Args;
use jmt_node_runner::{Error, Process, Relay, Result};
use serde_json::Value;
use std::{path::Path, process::Command, time::Duration};

/// How long one transfer may take, with the pause before it and a light client that joins anew.
const LIMIT_EACH: Duration = Duration::from_secs(125);

/// The network and the number of transfers.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
	/// The network.
	#[command(flatten)]
	pub(crate) network: NetworkSettings,
	/// How many transfers, one after the other.
	#[arg(long, default_value_t = 50)]
	pub(crate) transfers: u32,
}

impl Default for Settings {
	fn default() -> Self {
		Self { network: NetworkSettings::default(), transfers: 50 }
	}
}

/// Measures and prints.
pub(crate) async fn measure(settings: &Settings) -> Result<()> {
	println!("transfers of npm's light client, {}", settings.network);
	let network = settings.network.builder().start().await?;
	network.wait_finalized(5, Duration::from_secs(180)).await?;
	let node = network.first();
	let relay = Relay::start(&node.ws_address, settings.network.delay()).await?;
	let spec = node.raw_spec().await?.with_boot_nodes(std::slice::from_ref(&relay.address));
	let spec = spec.write(&network.dir().join("dapp.json"))?;

	let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../clients/submit.mjs");
	let mut command = Command::new("node");
	command.arg(script).arg(spec).arg(settings.transfers.to_string());
	let limit = LIMIT_EACH * settings.transfers.max(1);
	let finished = Process::start("dapp", command, network.dir())?.finish(limit).await?;
	if !finished.status.success() {
		return Err(Error::Transaction(finished.stderr));
	}
	let shape = || Error::Transaction(format!("not a report: {}", finished.stdout));
	let report: Value = serde_json::from_str(finished.stdout.trim()).map_err(|_| shape())?;
	let seconds = report["seconds"].as_array().ok_or_else(shape)?;
	let finalized: Vec<_> =
		seconds.iter().filter_map(Value::as_f64).map(Duration::from_secs_f64).collect();
	line("final", &format!("{} of {}", finalized.len(), settings.transfers));
	line("finalized after", &summary(&finalized));
	line("light clients that panicked", &report["panics"].to_string());
	for error in report["errors"].as_array().into_iter().flatten().take(5) {
		eprintln!("  {error}");
	}
	Ok(())
}
