//! Transfers per second that one node sustains.

use crate::machine::line;
use clap::Args;
use jmt_node_runner::{
	chain::Connection,
	transfer::{account, extrinsics, next_nonce, Calls},
	wait, Error, Network, Node, Result,
};
use serde_json::json;
use sp_core::{sr25519, Pair};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// What each sender is given: enough for its transfers and their fees.
const ENDOWMENT: u128 = 1_000 * jmt_primitives::JMT;

/// What a transfer moves.
const AMOUNT: u128 = jmt_primitives::JMT / 10;

/// How long the chain may take to include everything.
const LIMIT: Duration = Duration::from_secs(300);

/// How much load.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
	/// How many accounts send.
	#[arg(long, default_value_t = 200)]
	senders: u32,
	/// How many transfers each of them sends.
	#[arg(long, default_value_t = 75)]
	each: u32,
	/// How many connections submit.
	#[arg(long, default_value_t = 4)]
	connections: usize,
}

impl Default for Settings {
	fn default() -> Self {
		Self { senders: 200, each: 75, connections: 4 }
	}
}

/// Measures and prints.
pub(crate) async fn measure(settings: &Settings) -> Result<()> {
	println!("load, one validator");
	let network = Network::builder()
		.chain("dev")
		.flag("--pool-limit=40000")
		.flag("--pool-kbytes=200000")
		.start()
		.await?;
	let node = network.first();
	node.wait_finalized(1, LIMIT).await?;
	let calls = Calls::of(node).await?;
	let senders = (0..settings.senders)
		.map(|number| account(&format!("//Alice//load//{number}")))
		.collect::<Result<Vec<_>>>()?;
	endow(node, &calls, &senders).await?;

	let mut signed = Vec::new();
	for nonce in 0..settings.each {
		for (position, sender) in senders.iter().enumerate() {
			let to = &senders[(position + 1) % senders.len()];
			signed.push((position, calls.transfer(sender, nonce, &to.public(), AMOUNT)?));
		}
	}
	let all = signed.len();
	let before = node.best_number().await?;
	let begun = Instant::now();
	let mut tasks = JoinSet::new();
	for connection in 0..settings.connections.max(1) {
		// An account stays with one connection, so that its nonces arrive in order.
		let mine: Vec<String> = signed
			.iter()
			.filter(|(position, _)| position % settings.connections.max(1) == connection)
			.map(|(_, extrinsic)| extrinsic.clone())
			.collect();
		let url = node.ws_url.clone();
		tasks.spawn(submit(url, mine));
	}
	let mut refused = 0;
	while let Some(outcome) = tasks.join_next().await {
		refused += outcome.map_err(|error| Error::Transaction(error.to_string()))??;
	}
	let intake = begun.elapsed();
	line(
		"pool intake",
		&format!("{:.0} a second ({refused} of {all} refused)", all as f64 / intake.as_secs_f64()),
	);
	wait::until("an empty pool", LIMIT, async || {
		let pending = node.rpc("author_pendingExtrinsics", json!([])).await?;
		Ok(pending.as_array().is_none_or(Vec::is_empty).then_some(()))
	})
	.await?;
	report(node, before, all).await
}

/// Gives every sender what it needs, from Alice.
async fn endow(node: &Node, calls: &Calls, senders: &[sr25519::Pair]) -> Result<()> {
	let alice = account("//Alice")?;
	let first = next_nonce(node, &alice.public()).await?;
	let connection = Connection::open(&node.ws_url).await?;
	for (nonce, sender) in (first..).zip(senders) {
		let extrinsic = calls.transfer(&alice, nonce, &sender.public(), ENDOWMENT)?;
		connection.call("author_submitExtrinsic", json!([extrinsic])).await?;
	}
	wait::until("the senders' endowment", LIMIT, async || {
		let pending = node.rpc("author_pendingExtrinsics", json!([])).await?;
		Ok(pending.as_array().is_none_or(Vec::is_empty).then_some(()))
	})
	.await?;
	let settled = node.best_number().await?;
	node.wait_finalized(settled, LIMIT).await?;
	Ok(())
}

/// Submits in order and says how many were refused.
async fn submit(url: String, extrinsics: Vec<String>) -> Result<usize> {
	let connection = Connection::open(&url).await?;
	let mut refused = 0;
	for extrinsic in extrinsics {
		if connection.call("author_submitExtrinsic", json!([extrinsic])).await.is_err() {
			refused += 1;
		}
	}
	Ok(refused)
}

/// Prints what the blocks after `before` hold.
async fn report(node: &Node, before: u32, submitted: usize) -> Result<()> {
	let best = node.best_number().await?;
	let mut counts = Vec::new();
	let mut inherents = usize::MAX;
	for number in before..=best {
		let hash = node.block_hash(number).await?;
		let count = extrinsics(&node.rpc("chain_getBlock", json!([hash])).await?);
		// The least that a block holds is its inherents.
		inherents = inherents.min(count);
		counts.push((number, count));
	}
	let slot_ms = slot_ms(node).await?;
	let full: Vec<_> = counts
		.into_iter()
		.map(|(number, count)| (number, count - inherents))
		.filter(|(_, count)| *count > 0)
		.collect();
	let included: usize = full.iter().map(|(_, count)| count).sum();
	let largest = full.iter().map(|(_, count)| *count).max().unwrap_or(0);
	let blocks = match (full.first(), full.last()) {
		(Some((first, _)), Some((last, _))) => last - first + 1,
		_ => return Err(Error::shape("load", "no transfer in a block")),
	};
	let seconds = f64::from(blocks) * slot_ms / 1_000.0;
	line("included", &format!("{included} of {submitted} in {blocks} blocks of {slot_ms} ms"));
	line("sustained", &format!("{:.0} transfers a second", included as f64 / seconds));
	line(
		"largest block",
		&format!("{largest} ({:.0} a second)", largest as f64 * 1_000.0 / slot_ms),
	);
	Ok(())
}

/// The length of a slot, from the chain's BABE configuration: its first eight bytes.
async fn slot_ms(node: &Node) -> Result<f64> {
	let answer = node.rpc("state_call", json!(["BabeApi_configuration", "0x"])).await?;
	let answer = jmt_node_runner::transfer::bytes(&jmt_node_runner::chain::text(
		"BabeApi_configuration",
		&answer,
	)?)?;
	answer
		.get(..8)
		.and_then(|bytes| bytes.try_into().ok())
		.map(|bytes| u64::from_le_bytes(bytes) as f64)
		.ok_or_else(|| Error::shape("BabeApi_configuration", "too short"))
}
