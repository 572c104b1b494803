//! Watches a node's heads and says what became of slots, forks and finality.

use crate::{machine::line, statistics::summary};
use jmt_node_runner::{
	chain::{header_number, text, Connection},
	transfer::bytes,
	Error, Node, Result,
};
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, HashMap, HashSet},
	sync::{Arc, Mutex},
	time::{Duration, Instant},
};
use tokio::task::JoinSet;

/// A block that was seen.
struct Seen {
	number: u32,
	parent: String,
	at: Instant,
}

#[derive(Default)]
struct Record {
	/// Every imported block by its hash.
	blocks: HashMap<String, Seen>,
	/// The best blocks in the order of the notifications.
	best: Vec<String>,
	/// From each block's import to its finality.
	lags: Vec<Duration>,
	/// How many blocks finality was behind the best block, at each finality.
	behind_at_finality: Vec<u32>,
	/// The same at each new best block.
	behind_at_best: Vec<u32>,
	/// Number of the finalized head, once one was told.
	finalized: Option<u32>,
}

/// A running observation.
pub(crate) struct Observer {
	record: Arc<Mutex<Record>>,
	tasks: JoinSet<()>,
}

impl Observer {
	/// Subscribes to all, best and finalized heads.
	pub(crate) async fn start(node: &Node) -> Result<Self> {
		let record = Arc::new(Mutex::new(Record::default()));
		let mut tasks = JoinSet::new();
		for (subscribe, unsubscribe, note) in [
			("chain_subscribeAllHeads", "chain_unsubscribeAllHeads", Record::note_block as Note),
			("chain_subscribeNewHeads", "chain_unsubscribeNewHeads", Record::note_best as Note),
			(
				"chain_subscribeFinalizedHeads",
				"chain_unsubscribeFinalizedHeads",
				Record::note_finalized as Note,
			),
		] {
			let connection = Connection::open(&node.ws_url).await?;
			let mut heads = connection.subscribe(subscribe, json!([]), unsubscribe).await?;
			let record = record.clone();
			tasks.spawn(async move {
				let _open = connection;
				while let Some(Ok(header)) = heads.next().await {
					if let Ok(mut record) = record.lock() {
						note(&mut record, &header, Instant::now());
					}
				}
			});
		}
		Ok(Self { record, tasks })
	}

	/// Ends the observation and prints what happened in it.
	pub(crate) async fn report(mut self, node: &Node) -> Result<()> {
		self.tasks.abort_all();
		while self.tasks.join_next().await.is_some() {}
		let (first, last) = {
			let record = self.record.lock().map_err(|error| Error::shape("record", error))?;
			let first = record.blocks.values().map(|seen| seen.number).min().unwrap_or(0);
			(first, record.finalized.unwrap_or(0))
		};
		if last <= first {
			return Err(Error::shape("observation", "no block finalized in it"));
		}
		let mut canonical = HashSet::new();
		let mut slots = BTreeMap::new();
		for number in first..=last {
			let hash = node.block_hash(number).await?.unwrap_or_default();
			let header = node.rpc("chain_getHeader", json!([hash])).await?;
			slots.insert(number, slot(&header)?);
			canonical.insert(hash);
		}
		let slots_passed = slots[&last] - slots[&first];
		let blocks = u64::from(last - first);
		let record = self.record.lock().map_err(|error| Error::shape("record", error))?;
		let forks = record
			.blocks
			.iter()
			.filter(|(hash, seen)| {
				(first..=last).contains(&seen.number) && !canonical.contains(*hash)
			})
			.count();
		line(
			"skipped slots",
			&format!(
				"{} of {slots_passed} ({:.2} %)",
				slots_passed - blocks,
				(slots_passed - blocks) as f64 * 100.0 / slots_passed as f64
			),
		);
		line("discarded forks", &format!("{forks} blocks beside {blocks}"));
		let depths = record.reorganisations();
		line(
			"reorganisations",
			&format!(
				"{}, the deepest of {} blocks",
				depths.len(),
				depths.iter().max().unwrap_or(&0)
			),
		);
		line("finality after the block was seen", &summary(&record.lags));
		line("blocks behind, at each finality", &mean(&record.behind_at_finality));
		line("blocks behind, at each best block", &mean(&record.behind_at_best));
		Ok(())
	}
}

fn mean(values: &[u32]) -> String {
	let sum: u32 = values.iter().sum();
	format!("mean {:.2}", f64::from(sum) / values.len().max(1) as f64)
}

type Note = fn(&mut Record, &Value, Instant);

impl Record {
	fn note_block(&mut self, header: &Value, at: Instant) {
		if let (Some(hash), Ok(number)) = (hash_of(header), header_number(header)) {
			let parent = header["parentHash"].as_str().unwrap_or_default().into();
			self.blocks.entry(hash).or_insert(Seen { number, parent, at });
		}
	}

	fn note_best(&mut self, header: &Value, at: Instant) {
		self.note_block(header, at);
		self.best.extend(hash_of(header));
		let behind = self.behind();
		self.behind_at_best.extend(behind);
	}

	/// A notification tells of the newest block alone, which makes those between it and the former one final
	/// too.
	fn note_finalized(&mut self, header: &Value, at: Instant) {
		let (Some(hash), Ok(number)) = (hash_of(header), header_number(header)) else { return };
		// A child of a block that was seen is no older than the observation: if it is unknown, it overtook
		// the notification of its import.
		if header["parentHash"].as_str().is_some_and(|parent| self.blocks.contains_key(parent)) {
			self.note_block(header, at);
		}
		// Blocks below the first one that is told may have been final before.
		let former = self.finalized.unwrap_or(number.saturating_sub(1));
		let mut next = hash;
		while let Some(seen) = self.blocks.get(&next).filter(|seen| seen.number > former) {
			self.lags.push(at.saturating_duration_since(seen.at));
			next = seen.parent.clone();
		}
		self.finalized = Some(former.max(number));
		let behind = self.behind();
		self.behind_at_finality.extend(behind);
	}

	/// How many blocks finality is behind the best block, once both are known.
	fn behind(&self) -> Option<u32> {
		let best = self.blocks.get(self.best.last()?)?;
		Some(best.number.saturating_sub(self.finalized?))
	}

	/// For each change of the best block to one that does not descend from the last, how many blocks
	/// were taken back.
	fn reorganisations(&self) -> Vec<u32> {
		self.best
			.windows(2)
			.filter_map(|pair| self.retracted(&pair[0], &pair[1]))
			.filter(|depth| *depth > 0)
			.collect()
	}

	fn retracted(&self, old: &str, new: &str) -> Option<u32> {
		let (mut old, mut new) = (old, new);
		let mut depth = 0;
		while old != new {
			let (from, to) = (self.blocks.get(old)?, self.blocks.get(new)?);
			if to.number > from.number {
				new = &to.parent;
			} else {
				old = &from.parent;
				depth += 1;
			}
		}
		Some(depth)
	}
}

/// The hash of a header in JSON: blake2-256 of its SCALE encoding.
fn hash_of(header: &Value) -> Option<String> {
	use codec::{Compact, Encode};
	let field = |name: &str| bytes(header[name].as_str()?).ok();
	let mut encoded = field("parentHash")?;
	Compact(header_number(header).ok()?).encode_to(&mut encoded);
	encoded.extend(field("stateRoot")?);
	encoded.extend(field("extrinsicsRoot")?);
	let logs = header.pointer("/digest/logs")?.as_array()?;
	Compact(u32::try_from(logs.len()).ok()?).encode_to(&mut encoded);
	for log in logs {
		encoded.extend(bytes(log.as_str()?).ok()?);
	}
	Some(format!("0x{}", hex::encode(sp_crypto_hashing::blake2_256(&encoded))))
}

/// The slot in a header's BABE pre-digest: item 6, engine `BABE`, a length, then kind, authority, slot.
pub(crate) fn slot(header: &Value) -> Result<u64> {
	let missing = || Error::shape("header without a slot", header);
	let logs = header.pointer("/digest/logs").and_then(Value::as_array).ok_or_else(missing)?;
	for log in logs {
		let log = bytes(&text("digest item", log)?)?;
		let Some(rest) = log.strip_prefix(b"\x06BABE") else { continue };
		let mut input = rest;
		let payload: Vec<u8> = codec::Decode::decode(&mut input).map_err(|_| missing())?;
		let slot = payload.get(5..13).and_then(|slot| slot.try_into().ok()).ok_or_else(missing)?;
		return Ok(u64::from_le_bytes(slot));
	}
	Err(missing())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn record(blocks: &[(&str, u32, &str)], best: &[&str]) -> Record {
		let at = Instant::now();
		let seen = |number, parent: &str| Seen { number, parent: parent.into(), at };
		Record {
			blocks: blocks.iter().map(|(h, n, p)| (h.to_string(), seen(*n, p))).collect(),
			best: best.iter().map(|hash| hash.to_string()).collect(),
			..Default::default()
		}
	}

	#[test]
	fn it_counts_blocks_taken_back() {
		let blocks = [
			("a", 1, "g"),
			("b", 2, "a"),
			("c", 2, "a"),
			("d", 3, "c"),
			("e", 3, "b"),
			("f", 4, "e"),
		];
		assert!(record(&blocks, &["a", "b", "e"]).reorganisations().is_empty());
		assert_eq!(record(&blocks, &["a", "b", "c", "d"]).reorganisations(), [1]);
		assert_eq!(record(&blocks, &["d", "f"]).reorganisations(), [2]);
	}

	fn header(number: u32, parent: &str) -> Value {
		let root = format!("0x{}", "00".repeat(32));
		json!({
			"parentHash": parent,
			"number": format!("{number:#x}"),
			"stateRoot": root,
			"extrinsicsRoot": root,
			"digest": { "logs": [] },
		})
	}

	/// Headers from block 1 on, each the child of the one before.
	fn headers(count: u32) -> Vec<Value> {
		let mut parent = format!("0x{}", "00".repeat(32));
		let next = |number| {
			let header = header(number, &parent);
			parent = hash_of(&header).unwrap();
			header
		};
		(1..=count).map(next).collect()
	}

	#[test]
	fn it_counts_each_block_that_one_notification_makes_final() {
		let begun = Instant::now();
		let second = |number| begun + Duration::from_secs(number);
		let headers = headers(4);
		let mut record = Record::default();
		for (header, number) in headers.iter().zip(1..) {
			record.note_best(header, second(number));
		}
		record.note_finalized(&headers[0], second(5));
		record.note_finalized(&headers[3], second(6));
		assert_eq!(record.lags, [4, 2, 3, 4].map(Duration::from_secs));
		assert_eq!(record.behind_at_finality, [3, 0]);
		// None was told before the first finality.
		assert!(record.behind_at_best.is_empty());
	}

	#[test]
	fn it_leaves_out_blocks_from_before_the_observation() {
		let at = Instant::now();
		let headers = headers(3);
		let mut record = Record::default();
		record.note_finalized(&headers[0], at);
		assert!(record.lags.is_empty());
		record.note_best(&headers[1], at);
		assert_eq!(record.behind_at_best, [1]);
		// The newest overtakes its import.
		record.note_finalized(&headers[2], at);
		assert_eq!(record.lags.len(), 2);
	}

	#[test]
	fn it_reads_the_slot_of_a_secondary_vrf_claim() {
		let mut payload = vec![3u8, 1, 0, 0, 0];
		payload.extend(7u64.to_le_bytes());
		let mut log = b"\x06BABE".to_vec();
		log.extend(codec::Encode::encode(&payload));
		let header = json!({ "digest": { "logs": [format!("0x{}", hex::encode(log))] } });
		assert_eq!(slot(&header).unwrap(), 7);
		assert!(slot(&json!({ "digest": { "logs": [] } })).is_err());
	}
}
