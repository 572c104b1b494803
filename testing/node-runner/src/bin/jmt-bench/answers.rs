//! How many of a light client's own submissions reach a block, and how soon.

use crate::{machine::line, network::NetworkSettings, observe::slot};
use clap::Args;
use jmt_node_runner::{chain::text, wait, Edge, EdgeProcess, Error, Relay, Result};
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, BTreeSet},
	time::Duration,
};

/// Accounts that own the light clients, in turn. They register side by side, as the agents of one owner
/// would take each other's nonces.
const OWNERS: [&str; 5] = ["//Alice", "//Bob", "//Charlie", "//Eve", "//Ferdie"];

/// What network and how many answers.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
	/// What network.
	#[command(flatten)]
	pub(crate) network: NetworkSettings,
	/// Delay between a light client and its peer, each way, in ms; that between validators if left out.
	#[arg(long)]
	pub(crate) client_delay_ms: Option<u64>,
	/// How many devices answer.
	#[arg(long, default_value_t = 50)]
	pub(crate) devices: usize,
	/// How many light clients answer for them, each for an equal share.
	#[arg(long, default_value_t = 10)]
	pub(crate) agents: usize,
	/// How many answers are to be given.
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
	println!(
		"answers of {} light clients with {} devices, {}{}",
		settings.agents,
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

	let edges = (0..settings.agents.max(1))
		.map(|number| Edge::new(&format!("agent-{number}"), &spec, network.dir()))
		.collect::<Result<Vec<_>>>()?;
	let keys = register(&edges, settings.devices).await?;
	let mut agents = Vec::new();
	for (edge, keys) in edges.iter().zip(&keys) {
		let keys = keys.iter().flat_map(|key| ["--device-key", key]);
		agents.push(edge.start(&["mine"].into_iter().chain(keys).collect::<Vec<_>>())?);
	}
	let limit = Duration::from_secs(60)
		+ Duration::from_secs(u64::from(settings.round_slots) * 4)
			* u32::try_from(settings.answers / settings.devices.max(1) + 10).unwrap_or(u32::MAX);
	let Seen { answered, missed, replaced } = collect(&mut agents, settings.answers, limit).await?;

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
	line("light clients that failed and were replaced", &replaced.to_string());
	for line in missed.iter().take(20) {
		eprintln!("  missed: {line}");
	}
	Ok(())
}

/// Registers devices and returns the key files of each light client.
async fn register(edges: &[Edge], devices: usize) -> Result<Vec<Vec<String>>> {
	let keys_of = |(agent, edge): (usize, &Edge)| {
		let numbers = (agent..devices).step_by(edges.len());
		let path = |number| edge.path(&format!("{number}.key")).to_string_lossy().into_owned();
		numbers.map(path).collect::<Vec<_>>()
	};
	let keys: Vec<_> = edges.iter().enumerate().map(keys_of).collect();
	let registrations = OWNERS.into_iter().enumerate().map(async |(position, owner)| {
		let owned = edges.iter().zip(&keys).skip(position).step_by(OWNERS.len());
		for (edge, keys) in owned {
			for key in keys {
				edge.json(&["device", "new", "--out", key]).await?;
				// What is measured comes later: a light client that failed is told and its work repeated.
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
		Ok::<_, Error>(())
	});
	futures::future::try_join_all(registrations).await?;
	Ok(keys)
}

/// What the agents said.
struct Seen {
	/// Answers in a finalized block.
	answered: Vec<Value>,
	/// Answers that none holds.
	missed: Vec<Value>,
	/// How many light clients failed inside and were replaced by another.
	replaced: usize,
}

/// The answers and the misses of the rounds after each device's first answer, until there are enough.
async fn collect(agents: &mut [EdgeProcess], wanted: usize, limit: Duration) -> Result<Seen> {
	wait::until(format!("{wanted} answers"), limit, async || {
		let mut lines = Vec::new();
		for agent in &mut *agents {
			agent.process.expect_running()?;
			lines.extend(agent.lines());
		}
		// What a device misses before it counts says nothing about submissions.
		let mut counts = BTreeSet::new();
		let (mut answered, mut missed, mut replaced) = (Vec::new(), Vec::new(), 0);
		for line in lines {
			let device = line["device"].as_str().unwrap_or_default().to_owned();
			if line["event"] == "answered" {
				counts.insert(device);
				answered.push(line);
			} else if line["event"] == "missed" && counts.contains(&device) {
				missed.push(line);
			} else if line["event"] == "lightClientReplaced" {
				replaced += 1;
			}
		}
		let enough = answered.len() + missed.len() >= wanted;
		Ok(enough.then_some(Seen { answered, missed, replaced }))
	})
	.await
}
