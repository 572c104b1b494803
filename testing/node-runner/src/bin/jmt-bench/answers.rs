//! How many of a light client's own submissions reach a block, and how soon.

use crate::{machine::line, network::NetworkSettings, observe::slot};
use clap::Args;
use jmt_node_runner::{chain::text, wait, Edge, EdgeProcess, Error, Relay, Result};
use jmt_primitives::authorized::{AnswerRefusal, Refusal};
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, BTreeSet},
	time::Duration,
};

/// Accounts that own the light clients, in turn. They register side by side, as the agents of one owner
/// would take each other's nonces.
const OWNERS: [&str; 5] = ["//Alice", "//Bob", "//Charlie", "//Eve", "//Ferdie"];

/// The network and the number of answers.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
	/// The network.
	#[command(flatten)]
	pub(crate) network: NetworkSettings,
	/// Delay between a light client and its peer, each way, in ms; that between validators if left out.
	#[arg(long)]
	pub(crate) client_delay_ms: Option<u64>,
	/// How many devices answer.
	#[arg(long, default_value_t = 50)]
	pub(crate) devices: usize,
	/// How many light clients answer for them, each for an equal share; no more than there are devices.
	#[arg(long, default_value_t = 10)]
	pub(crate) agents: usize,
	/// How many draws are to be answered or missed; those of the round in which they are full count too.
	#[arg(long, default_value_t = 1_000)]
	pub(crate) answers: usize,
	/// Slots of a round.
	#[arg(long, default_value_t = 7)]
	pub(crate) round_slots: u32,
	/// Slots of an answer's window.
	#[arg(long, default_value_t = 6)]
	pub(crate) window_slots: u32,
}

impl Default for Settings {
	fn default() -> Self {
		Self {
			network: NetworkSettings::default(),
			client_delay_ms: None,
			devices: 50,
			agents: 10,
			answers: 1_000,
			round_slots: 7,
			window_slots: 6,
		}
	}
}

/// Measures and prints.
pub(crate) async fn measure(settings: &Settings) -> Result<()> {
	// An agent without a device has nothing to do.
	let clients = settings.agents.clamp(1, settings.devices.max(1));
	println!(
		"answers of {clients} light clients with {} devices, {}{}",
		settings.devices,
		settings.network,
		settings
			.client_delay_ms
			.map(|ms| format!(", {ms} ms to a light client"))
			.unwrap_or_default()
	);
	let (round_slots, window_slots) = (settings.round_slots, settings.window_slots);
	let builder = settings.network.builder().patch(move |genesis| {
		let consensus = &mut genesis["genesisParameters"]["consensus"];
		consensus["roundSlots"] = json!(round_slots);
		consensus["windowSlots"] = json!(window_slots);
		Ok(())
	});
	let network = builder.start().await?;
	network.wait_finalized(5, Duration::from_secs(180)).await?;
	let node = network.first();
	let delay = settings.client_delay_ms.map_or(settings.network.delay(), Duration::from_millis);
	let relay = Relay::start(&node.tcp_address, delay).await?;
	let spec = node.raw_spec().await?.with_boot_nodes(std::slice::from_ref(&relay.address));

	let edges = (0..clients)
		.map(|number| Edge::new(&format!("agent-{number}"), &spec, network.dir()))
		.collect::<Result<Vec<_>>>()?;
	let (keys, devices) = register(&edges, settings.devices).await?;
	let mut agents = Vec::new();
	for (edge, keys) in edges.iter().zip(&keys) {
		let keys = keys.iter().flat_map(|key| ["--device-key", key]);
		agents.push(edge.start(&["mine"].into_iter().chain(keys).collect::<Vec<_>>())?);
	}
	let limit = Duration::from_secs(60)
		+ Duration::from_secs(u64::from(settings.round_slots) * 4)
			* u32::try_from(settings.answers / settings.devices.max(1) + 10).unwrap_or(u32::MAX);
	let (outcome, replaced) = collect(&mut agents, &devices, settings.answers, limit).await?;
	let Outcome { answered, missed, silent } = outcome;

	let mut after = BTreeMap::<u64, usize>::new();
	for line in &answered {
		let hash = text("hash", &line["hash"])?;
		let included = slot(&node.rpc("chain_getHeader", json!([hash])).await?)?;
		let round = line["round"].as_u64().ok_or_else(|| Error::shape("answer", line))?;
		let begun = round * u64::from(settings.round_slots);
		*after.entry(included.saturating_sub(begun)).or_default() += 1;
	}
	let all = answered.len() + missed.len();
	let soon: usize = after
		.iter()
		.filter(|(slots, _)| **slots <= u64::from(settings.window_slots / 2))
		.map(|(_, count)| count)
		.sum();
	let share = |count: usize| 100.0 * count as f64 / all.max(1) as f64;
	line(
		"answers in a finalized block",
		&format!("{} of {all} ({:.2} %)", answered.len(), share(answered.len())),
	);
	line("in the first half of the window", &format!("{soon} of {all} ({:.2} %)", share(soon)));
	let distribution: Vec<_> =
		after.iter().map(|(slots, count)| format!("{slots}: {count}")).collect();
	line("slots after the round began", &distribution.join(", "));
	line("devices that never answered", &format!("{silent} of {}", devices.len()));
	line("light clients that failed and were replaced", &replaced.to_string());
	for line in missed.iter().take(20) {
		eprintln!("  missed: {line}");
	}
	Ok(())
}

/// Registers devices and returns the key files of each light client, and the ids of all devices.
async fn register(edges: &[Edge], devices: usize) -> Result<(Vec<Vec<String>>, BTreeSet<String>)> {
	let keys_of = |(agent, edge): (usize, &Edge)| {
		let numbers = (agent..devices).step_by(edges.len());
		let path = |number| edge.path(&format!("{number}.key")).to_string_lossy().into_owned();
		numbers.map(path).collect::<Vec<_>>()
	};
	let keys: Vec<_> = edges.iter().enumerate().map(keys_of).collect();
	let registrations = OWNERS.into_iter().enumerate().map(async |(position, owner)| {
		let owned = edges.iter().zip(&keys).skip(position).step_by(OWNERS.len());
		let mut ids = Vec::new();
		for (edge, keys) in owned {
			for key in keys {
				let made = edge.json(&["device", "new", "--out", key]).await?;
				ids.push(text("device", &made["device"])?);
				// The measurement comes later: a light client that failed is told and its work repeated.
				let register = ["device", "register", "--suri", owner, "--device-key", key];
				if let Err(error) = edge.json(&register).await {
					eprintln!("  registering again after: {error}");
					match edge.json(&register).await {
						Err(error) if error.to_string().contains("AlreadyRegistered") => {},
						outcome => drop(outcome?),
					}
				}
			}
		}
		Ok::<_, Error>(ids)
	});
	let ids = futures::future::try_join_all(registrations).await?;
	Ok((keys, ids.into_iter().flatten().collect()))
}

/// The outcome of the draws that count.
#[derive(Debug, Default)]
struct Outcome {
	/// Answers in a finalized block, as the agents told of them.
	answered: Vec<Value>,
	/// Draws without one, in words.
	missed: Vec<String>,
	/// How many devices answered none.
	silent: usize,
}

/// A round and a device.
type Place = (u64, String);

/// The lines of the agents.
#[derive(Debug, Default)]
struct Told {
	/// The answers in a finalized block.
	answered: BTreeMap<Place, Value>,
	/// Why there is none.
	missed: BTreeMap<Place, String>,
	/// How many light clients failed inside and were replaced by another.
	replaced: usize,
}

impl Told {
	fn of(lines: Vec<Value>) -> Self {
		let mut told = Self::default();
		for line in lines {
			let device = line["device"].as_str().unwrap_or_default().to_owned();
			let place = (line["round"].as_u64().unwrap_or_default(), device);
			if line["event"] == "answered" {
				// A light client that took another's place may tell it again.
				told.answered.entry(place).or_insert(line);
			} else if line["event"] == "missed" {
				let reason = line["reason"].as_str().unwrap_or_default().to_owned();
				told.missed.entry(place).or_insert(reason);
			} else if line["event"] == "lightClientReplaced" {
				told.replaced += 1;
			}
		}
		told
	}

	/// The rounds of which something was told.
	fn rounds(&self) -> impl Iterator<Item = u64> + '_ {
		self.answered.keys().chain(self.missed.keys()).map(|(round, _)| *round)
	}

	fn knows(&self, place: &Place) -> bool {
		self.answered.contains_key(place) || self.missed.contains_key(place)
	}

	/// The round of each device's first answer, in rounds up to `last`.
	fn first_answers(&self, last: u64) -> BTreeMap<&str, u64> {
		let mut first = BTreeMap::new();
		// They come in the order of the rounds.
		for (round, device) in self.answered.keys().filter(|(round, _)| *round <= last) {
			first.entry(device.as_str()).or_insert(*round);
		}
		first
	}

	/// The draws that count, up to the round `last`. There is one bucket, so that each draw asks every device.
	/// Misses of a device before its first answer, while its agent joins, say nothing about submissions. One
	/// without an answer had its chance when the others did, but for draws that it was too young for.
	fn owed(&self, devices: &BTreeSet<String>, last: u64) -> Vec<Place> {
		let first = self.first_answers(last);
		let Some(begun) = first.values().min().copied() else { return Vec::new() };
		let drawn: BTreeSet<u64> = self.rounds().filter(|round| *round <= last).collect();
		let too_young = |place: &Place| {
			let reason = self.missed.get(place);
			reason.is_some_and(|reason| reason.contains(AnswerRefusal::TooYoung.describe()))
		};
		let mut owed = Vec::new();
		for device in devices {
			let from = first.get(device.as_str()).copied().unwrap_or(begun);
			let places = drawn.range(from..).map(|round| (*round, device.clone()));
			owed.extend(places.filter(|place| !too_young(place)));
		}
		owed
	}

	/// The outcome of the draws up to the round `last`; `None` while the agents have yet to tell of some.
	fn outcome(&self, devices: &BTreeSet<String>, last: u64) -> Option<Outcome> {
		let owed = self.owed(devices, last);
		// By then all windows up to `last` are closed and final. A light client that failed or never joined
		// tells nothing of them.
		let over = self.rounds().any(|round| round >= last + 2);
		if !over && owed.iter().any(|place| !self.knows(place)) {
			return None;
		}
		let first = self.first_answers(last);
		let silent = devices.iter().filter(|device| !first.contains_key(device.as_str())).count();
		let mut outcome = Outcome { silent, ..Outcome::default() };
		for place in &owed {
			match self.answered.get(place) {
				Some(line) => outcome.answered.push(line.clone()),
				None => {
					let reason = self.missed.get(place).map_or("nothing told", String::as_str);
					outcome.missed.push(format!("round {}, {}: {reason}", place.0, place.1));
				},
			}
		}
		Some(outcome)
	}
}

/// Waits until so many draws that count are answered or missed, and for the rest of the newest round of them.
/// Also says how many light clients were replaced.
async fn collect(
	agents: &mut [EdgeProcess],
	devices: &BTreeSet<String>,
	wanted: usize,
	limit: Duration,
) -> Result<(Outcome, usize)> {
	let mut last = None;
	wait::until(format!("{wanted} answers"), limit, async || {
		let mut lines = Vec::new();
		for agent in &mut *agents {
			agent.process.expect_running()?;
			lines.extend(agent.lines());
		}
		let told = Told::of(lines);
		if last.is_none() {
			let owed = told.owed(devices, u64::MAX);
			if owed.iter().filter(|place| told.knows(place)).count() >= wanted {
				last = told.rounds().max();
			}
		}
		let outcome = last.and_then(|last| told.outcome(devices, last));
		Ok(outcome.map(|outcome| (outcome, told.replaced)))
	})
	.await
}

#[cfg(test)]
mod tests {
	use super::*;

	fn line(event: &str, round: u64, device: &str, reason: &str) -> Value {
		json!({ "event": event, "round": round, "device": device, "reason": reason })
	}

	fn devices(names: [&str; 3]) -> BTreeSet<String> {
		names.map(String::from).into()
	}

	#[test]
	fn outcome_it_counts_the_draws_of_a_device_that_never_answers() {
		let young = format!("{} (code 14)", AnswerRefusal::TooYoung.describe());
		let mut lines = vec![
			line("missed", 4, "a", "its window had closed"),
			line("missed", 4, "c", "its window had closed"),
			line("answered", 5, "a", ""),
			line("missed", 5, "b", "its window had closed"),
			line("missed", 5, "c", &young),
			line("answered", 6, "a", ""),
			line("answered", 6, "b", ""),
			line("lightClientReplaced", 0, "", ""),
			line("answered", 6, "b", ""),
			line("answered", 7, "a", ""),
			line("missed", 7, "c", "lost"),
		];
		let told = Told::of(lines.clone());
		assert_eq!(told.replaced, 1);
		// Round 7 of b is open.
		let devices = devices(["a", "b", "c"]);
		assert!(told.outcome(&devices, 7).is_none());
		lines.push(line("answered", 9, "a", ""));
		let outcome = Told::of(lines).outcome(&devices, 7).unwrap();
		assert_eq!(outcome.answered.len(), 4);
		let missed = ["round 7, b: nothing told", "round 6, c: nothing told", "round 7, c: lost"];
		assert_eq!(outcome.missed, missed);
		assert_eq!(outcome.silent, 1);
	}

	#[test]
	fn outcome_it_is_complete_as_soon_as_every_device_told_of_the_last_round() {
		let answers = ["a", "b", "c"].map(|device| line("answered", 5, device, ""));
		let told = Told::of(answers.into());
		let outcome = told.outcome(&devices(["a", "b", "c"]), 5).unwrap();
		assert_eq!((outcome.answered.len(), outcome.missed.len(), outcome.silent), (3, 0, 0));
	}

	#[test]
	fn owed_it_is_nothing_before_the_first_answer() {
		let told = Told::of(vec![line("missed", 4, "a", "lost")]);
		assert!(told.owed(&devices(["a", "b", "c"]), u64::MAX).is_empty());
	}
}
