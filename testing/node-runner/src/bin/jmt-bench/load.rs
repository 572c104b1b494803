//! Transfers per second that one node sustains.

use crate::{machine::line, observe::slot};
use clap::Args;
use jmt_node_runner::{
	chain::{text, Connection},
	transfer::{account, bytes, extrinsics, next_nonce, Calls},
	wait, Error, Network, Node, Result,
};
use serde_json::json;
use sp_core::{sr25519, Pair};
use std::{
	sync::{
		atomic::{AtomicU64, Ordering},
		Arc,
	},
	time::{Duration, Instant},
};
use tokio::task::JoinSet;

/// The endowment of each sender: enough for its transfers and their fees.
const ENDOWMENT: u128 = 1_000 * jmt_primitives::JMT;

/// The amount of a transfer.
const AMOUNT: u128 = jmt_primitives::JMT / 10;

/// How long the chain may take to include everything.
const LIMIT: Duration = Duration::from_secs(300);

/// Blocks in a row without a transfer after which what is missing counts as lost. The block that ends an
/// epoch carries none, and a pool that changes views may show itself empty for a moment.
const IDLE_BLOCKS: u32 = 8;

/// How often a steady load is topped up.
const TICK: Duration = Duration::from_millis(100);

/// Accounts that send a steady load.
const STEADY_SENDERS: u32 = 200;

/// How much load.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
	/// How many accounts send.
	#[arg(long, default_value_t = 200)]
	senders: u32,
	/// How many transactions each of them sends.
	#[arg(long, default_value_t = 75)]
	each: u32,
	/// Sends `System.remark` with this many bytes instead of transfers, to fill a block's length.
	#[arg(long)]
	remark_bytes: Option<usize>,
	/// How many connections submit.
	#[arg(long, default_value_t = 4)]
	connections: usize,
	/// Transactions that the node's pool holds.
	#[arg(long, default_value_t = 40_000)]
	pool_limit: u32,
	/// A further flag for the node, such as `-ltxpool=debug`.
	#[arg(long = "node-flag", allow_hyphen_values = true)]
	node_flags: Vec<String>,
}

impl Default for Settings {
	fn default() -> Self {
		Self {
			senders: 200,
			each: 75,
			remark_bytes: None,
			connections: 4,
			pool_limit: 40_000,
			node_flags: Vec::new(),
		}
	}
}

/// Measures and prints.
pub(crate) async fn measure(settings: &Settings) -> Result<()> {
	println!("load, one validator");
	let mut builder = Network::builder()
		.chain("dev")
		.flag(format!("--pool-limit={}", settings.pool_limit))
		.flag("--pool-kbytes=200000");
	for flag in &settings.node_flags {
		builder = builder.flag(flag);
	}
	let network = builder.start().await?;
	let node = network.first();
	node.wait_finalized(1, LIMIT).await?;
	let calls = Calls::of(node).await?;
	let senders = senders(settings.senders)?;
	endow(node, &calls, &senders).await?;

	let mut signed = Vec::new();
	for nonce in 0..settings.each {
		for (position, sender) in senders.iter().enumerate() {
			let to = &senders[(position + 1) % senders.len()];
			let extrinsic = match settings.remark_bytes {
				Some(bytes) => calls.remark(sender, nonce, bytes)?,
				None => calls.transfer(sender, nonce, &to.public(), AMOUNT)?,
			};
			signed.push((position, extrinsic));
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
	let (intake, accepted) = (begun.elapsed(), all - refused);
	line(
		"pool intake",
		&format!(
			"{:.0} accepted a second ({refused} of {all} refused)",
			accepted as f64 / intake.as_secs_f64()
		),
	);
	let blocks = drained(node, before, accepted).await?;
	let left = node.rpc("author_pendingExtrinsics", json!([])).await?;
	line("left in the pool", &left.as_array().map_or(0, Vec::len).to_string());
	report(node, &blocks, accepted).await
}

/// The accounts that send.
fn senders(count: u32) -> Result<Vec<sr25519::Pair>> {
	(0..count).map(|number| account(&format!("//Alice//load//{number}"))).collect()
}

/// Calls that many accounts send at a steady rate until they are asked to stop or this is dropped.
pub(crate) struct Steady {
	per_second: u32,
	senders: Vec<sr25519::Pair>,
	submitted: Arc<AtomicU64>,
	refused: Arc<AtomicU64>,
	task: JoinSet<()>,
}

impl Steady {
	/// Endows the senders and begins.
	pub(crate) async fn start(node: &Node, per_second: u32) -> Result<Self> {
		let calls = Calls::of(node).await?;
		let senders = senders(STEADY_SENDERS)?;
		endow(node, &calls, &senders).await?;
		let connection = Connection::open(&node.ws_url).await?;
		let (submitted, refused) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
		let counters = (submitted.clone(), refused.clone());
		let signers = senders.clone();
		let mut task = JoinSet::new();
		task.spawn(async move {
			let begun = Instant::now();
			let mut tick = tokio::time::interval(TICK);
			for nonce in 0.. {
				for (position, from) in signers.iter().enumerate() {
					let due = begun.elapsed().as_secs_f64() * f64::from(per_second);
					if counters.0.load(Ordering::Relaxed) as f64 >= due {
						tick.tick().await;
					}
					let to = &signers[(position + 1) % signers.len()];
					let Ok(signed) = calls.transfer(from, nonce, &to.public(), AMOUNT) else {
						return;
					};
					counters.0.fetch_add(1, Ordering::Relaxed);
					let sent = connection.call("author_submitExtrinsic", json!([signed])).await;
					if sent.is_err() {
						counters.1.fetch_add(1, Ordering::Relaxed);
					}
				}
			}
		});
		Ok(Self { per_second, senders, submitted, refused, task })
	}

	/// Stops, gives the chain time for what is left, and prints what was sent and what became of it.
	pub(crate) async fn report(mut self, node: &Node) -> Result<()> {
		self.task.shutdown().await;
		let (submitted, refused) =
			(self.submitted.load(Ordering::Relaxed), self.refused.load(Ordering::Relaxed));
		let last = node.best_number().await? + IDLE_BLOCKS;
		node.wait_finalized(last, LIMIT).await?;
		let mut included = 0;
		for sender in &self.senders {
			included += u64::from(nonce(node, &sender.public()).await?);
		}
		line(
			"load beside it",
			&format!(
				"{submitted} transfers sent, {} a second asked for, {refused} refused, {included} in blocks",
				self.per_second
			),
		);
		Ok(())
	}
}

/// How many transactions of an account the best block's state has seen.
async fn nonce(node: &Node, account: &sr25519::Public) -> Result<u32> {
	let account = format!("0x{}", hex::encode(account.0));
	let answer = node.rpc("state_call", json!(["AccountNonceApi_account_nonce", account])).await?;
	let answer = bytes(&text("AccountNonceApi_account_nonce", &answer)?)?;
	let nonce = answer.try_into().map(u32::from_le_bytes);
	nonce.map_err(|other| Error::shape("AccountNonceApi_account_nonce", format!("{other:?}")))
}

/// A block and the extrinsics in it that are no inherents.
type Filled = (u32, usize);

/// Waits until the blocks after `before` hold `wanted` transfers, or none came for [`IDLE_BLOCKS`].
async fn drained(node: &Node, before: u32, wanted: usize) -> Result<Vec<Filled>> {
	// Before the load a block held nothing but inherents.
	let inherents = count(node, before).await?;
	let mut blocks: Vec<Filled> = Vec::new();
	wait::until("every transfer in a block", LIMIT, async || {
		let best = node.best_number().await?;
		let next = blocks.last().map_or(before, |(number, _)| *number) + 1;
		// The newest block may yet be replaced by another: it is counted when it has a child.
		for number in next..best {
			blocks.push((number, count(node, number).await?.saturating_sub(inherents)));
		}
		let included: usize = blocks.iter().map(|(_, count)| count).sum();
		let idle = blocks.iter().rev().take_while(|(_, count)| *count == 0).count();
		Ok((included >= wanted || idle >= IDLE_BLOCKS as usize).then_some(()))
	})
	.await?;
	Ok(blocks)
}

/// How many extrinsics a block of the best chain holds.
async fn count(node: &Node, number: u32) -> Result<usize> {
	let hash = node.block_hash(number).await?;
	Ok(extrinsics(&node.rpc("chain_getBlock", json!([hash])).await?))
}

/// Gives every sender what it needs, from Alice.
async fn endow(node: &Node, calls: &Calls, senders: &[sr25519::Pair]) -> Result<()> {
	let alice = account("//Alice")?;
	let first = next_nonce(node, &alice.public()).await?;
	let before = node.best_number().await?;
	let connection = Connection::open(&node.ws_url).await?;
	for (nonce, sender) in (first..).zip(senders) {
		let extrinsic = calls.transfer(&alice, nonce, &sender.public(), ENDOWMENT)?;
		connection.call("author_submitExtrinsic", json!([extrinsic])).await?;
	}
	drained(node, before, senders.len()).await?;
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

/// Prints what the blocks hold and how long the node took to prepare them.
async fn report(node: &Node, blocks: &[Filled], accepted: usize) -> Result<()> {
	let slot_ms = slot_ms(node).await?;
	let full: Vec<_> = blocks.iter().filter(|(_, count)| *count > 0).collect();
	let included: usize = full.iter().map(|(_, count)| count).sum();
	let (first, last) = match (full.first(), full.last()) {
		(Some((first, _)), Some((last, _))) => (*first, *last),
		_ => return Err(Error::shape("load", "no transfer in a block")),
	};
	// A slot without a block takes its time all the same.
	let slots = slot_of(node, last).await? - slot_of(node, first).await? + 1;
	let seconds = slots as f64 * slot_ms / 1_000.0;
	line(
		"included",
		&format!(
			"{included} of {accepted} accepted, in {} blocks within {slots} slots of {slot_ms} ms",
			last - first + 1
		),
	);
	line("sustained", &format!("{:.0} transactions a second", included as f64 / seconds));
	let largest = full.iter().map(|(_, count)| *count).max().unwrap_or(0);
	line(
		"largest block",
		&format!("{largest} ({:.0} a second)", largest as f64 * 1_000.0 / slot_ms),
	);
	let log = node.log();
	let mut took: Vec<Duration> = full
		.iter()
		.filter(|(_, count)| *count == largest)
		.filter_map(|(number, _)| prepared(&log, *number))
		.collect();
	took.sort_unstable();
	line("time to prepare such a block", &crate::statistics::summary(&took));
	if let Some(longest) = took.last() {
		let ms = longest.as_secs_f64() * 1_000.0;
		line("a transaction in it, at the slowest", &format!("{:.3} ms", ms / largest as f64));
	}
	Ok(())
}

/// The slot of a block of the best chain.
async fn slot_of(node: &Node, number: u32) -> Result<u64> {
	let hash = node.block_hash(number).await?;
	slot(&node.rpc("chain_getHeader", json!([hash])).await?)
}

/// How long the node took to prepare the block with this number, from its log.
fn prepared(log: &str, number: u32) -> Option<Duration> {
	let (_, rest) = log.split_once(&format!("Prepared block for proposing at {number} ("))?;
	let (ms, _) = rest.split_once(" ms)")?;
	ms.parse().ok().map(Duration::from_millis)
}

/// The length of a slot, from the chain's BABE configuration: its first eight bytes.
async fn slot_ms(node: &Node) -> Result<f64> {
	let answer = node.rpc("state_call", json!(["BabeApi_configuration", "0x"])).await?;
	let answer = bytes(&text("BabeApi_configuration", &answer)?)?;
	answer
		.get(..8)
		.and_then(|bytes| bytes.try_into().ok())
		.map(|bytes| u64::from_le_bytes(bytes) as f64)
		.ok_or_else(|| Error::shape("BabeApi_configuration", "too short"))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn it_reads_how_long_a_block_took_from_the_log() {
		let log = "x Prepared block for proposing at 7 (12 ms) hash: 0x1\n\
			x Prepared block for proposing at 71 (345 ms) hash: 0x2\n";
		assert_eq!(prepared(log, 71), Some(Duration::from_millis(345)));
		assert_eq!(prepared(log, 7), Some(Duration::from_millis(12)));
		assert_eq!(prepared(log, 1), None);
	}
}
