//! How long a transfer takes into a block and to finality.

use crate::{
	load::Steady, machine::line, network::NetworkSettings, observe::Observer, observe_for,
	statistics::summary, usage::Usage,
};
use clap::Args;
use jmt_node_runner::{
	chain::{header_number, text, Connection},
	transfer::{account, next_nonce, Calls},
	Error, Result,
};
use serde_json::json;
use sp_core::Pair;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// One JMT hundredth, far above the existential deposit together with what the receiver has.
const AMOUNT: u128 = jmt_primitives::JMT / 100;

/// How long one transfer may take to finality before it counts as lost.
const LOST_AFTER: Duration = Duration::from_secs(60);

/// The network and the number of transfers.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
	/// The network.
	#[command(flatten)]
	pub(crate) network: NetworkSettings,
	/// How many transfers.
	#[arg(long, default_value_t = 100)]
	pub(crate) transfers: u32,
	/// Pause between two transfers, in ms: no multiple of the slot, so that they fall anywhere in it.
	#[arg(long, default_value_t = 730)]
	pub(crate) pause_ms: u64,
	/// Transfers a second that other accounts send all the time.
	#[arg(long, default_value_t = 0)]
	pub(crate) load: u32,
}

impl Default for Settings {
	fn default() -> Self {
		Self { network: NetworkSettings::default(), transfers: 100, pause_ms: 730, load: 0 }
	}
}

/// Measures and prints.
pub(crate) async fn measure(settings: &Settings) -> Result<()> {
	println!("transfer, {}", settings.network);
	let network = settings.network.builder().start().await?;
	let started = network.first().best_number().await?;
	network.wait_finalized(started + 5, Duration::from_secs(180)).await?;

	let node = network.first();
	let load = match settings.load {
		0 => None,
		per_second => Some(Steady::start(node, per_second).await?),
	};
	let observer = Observer::start(node).await?;
	let usage = Usage::start(&network.nodes);
	let calls = Calls::of(node).await?;
	let (alice, bob) = (account("//Alice")?, account("//Bob")?);
	let first = next_nonce(node, &alice.public()).await?;
	let mut watched = JoinSet::new();
	for nonce in first..first + settings.transfers {
		let extrinsic = calls.transfer(&alice, nonce, &bob.public(), AMOUNT)?;
		let url = node.ws_url.clone();
		watched.spawn(async move {
			tokio::time::timeout(LOST_AFTER, watch(&url, extrinsic))
				.await
				.unwrap_or_else(|_| Err(Error::Transaction("not final in a minute".into())))
		});
		observe_for(Duration::from_millis(settings.pause_ms)).await;
	}
	let (mut in_block, mut finalized, mut lost) = (Vec::new(), Vec::new(), Vec::new());
	while let Some(outcome) = watched.join_next().await {
		match outcome.map_err(|error| Error::Transaction(error.to_string()))? {
			Ok(times) => {
				in_block.push(times.0);
				finalized.push(times.1);
			},
			Err(error) => lost.push(error.to_string()),
		}
	}
	line("in a block", &summary(&in_block));
	line("finalized", &summary(&finalized));
	line("lost", &lost.len().to_string());
	for error in lost.iter().take(3) {
		eprintln!("  {error}");
	}
	usage.report();
	if settings.network.delay_ms > 0 {
		line("carried by the relays", &crate::machine::megabytes(network.relayed_bytes()));
	}
	observer.report(node).await?;
	match load {
		Some(load) => load.report(node).await,
		None => Ok(()),
	}
}

/// Submits and says how long it took into a block, and until a finalized head stood on that block. The status
/// `finalized` is no measure: the node holds it back from who watches.
async fn watch(url: &str, extrinsic: String) -> Result<(Duration, Duration)> {
	let connection = Connection::open(url).await?;
	let mut heads = connection
		.subscribe("chain_subscribeFinalizedHeads", json!([]), "chain_unsubscribeFinalizedHeads")
		.await?;
	let begun = Instant::now();
	let mut statuses = connection
		.subscribe("author_submitAndWatchExtrinsic", json!([extrinsic]), "author_unwatchExtrinsic")
		.await?;
	let (mut in_block, mut included, mut head) = (None, None, None);
	loop {
		tokio::select! {
			status = statuses.next() => {
				let status = status.ok_or_else(stopped)?.map_err(failed)?;
				if let Some(hash) = status.get("inBlock") {
					in_block.get_or_insert(begun.elapsed());
					let hash = text("inBlock", hash)?;
					let header = connection.call("chain_getHeader", json!([hash])).await?;
					included = Some((header_number(&header)?, hash));
				} else if status.get("finalized").is_some() {
					let finalized = begun.elapsed();
					return Ok((in_block.unwrap_or(finalized), finalized));
				} else if ["dropped", "invalid", "usurped", "finalityTimeout"]
					.iter()
					.any(|bad| status.get(bad).is_some() || status == *bad)
				{
					return Err(Error::Transaction(status.to_string()));
				}
			},
			header = heads.next() => {
				let header = header.ok_or_else(stopped)?.map_err(failed)?;
				head = Some((header_number(&header)?, begun.elapsed()));
			},
		}
		let (Some((number, hash)), Some((newest, finalized))) = (&included, head) else { continue };
		if *number <= newest {
			let canonical = connection.call("chain_getBlockHash", json!([number])).await?;
			if canonical == *hash {
				let in_block = in_block.unwrap_or(finalized);
				return Ok((in_block, finalized.max(in_block)));
			}
		}
	}
}

fn stopped() -> Error {
	Error::Transaction("the node stopped reporting".into())
}

fn failed(error: impl std::fmt::Display) -> Error {
	Error::Transaction(error.to_string())
}
