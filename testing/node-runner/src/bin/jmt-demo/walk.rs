//! The walk: network, devices, rounds, a death, a claim, and the reading at the end.

use crate::{
	amount::planck,
	keep::{self, Agent, Kept},
	report::{DeviceReport, Report, ValidatorReport},
};
use jmt_node_runner::{
	chain::text,
	transfer::{account, address, next_nonce, Calls},
	wait, Edge, EdgeProcess, Error, Network, Node, Result,
};
use jmt_primitives::supply::{Pot, PotBalances};
use serde_json::{json, Value};
use sp_core::Pair;
use std::{
	collections::{BTreeMap, BTreeSet},
	time::{Duration, Instant},
};

/// The owner that registers the devices and is paid for them.
const OWNER: &str = "//Ferdie";

/// The stash of the validator whose pay is collected.
const VALIDATOR: &str = "//Alice//stash";

/// The schemes of the three devices' keys: one of each family.
const SCHEMES: [&str; 3] = ["sr25519", "ed25519", "p256"];

/// How long any step may take, besides the rounds that were asked for.
const LIMIT: Duration = Duration::from_secs(180);

/// How long a round may take: twice what it does on this network.
const ROUND_LIMIT: Duration = Duration::from_secs(12);

/// A device, its agent's folder and, while it lives, the agent.
struct Device {
	id: String,
	scheme: &'static str,
	key_file: String,
	agent: Option<EdgeProcess>,
	edge: Edge,
	answered: BTreeSet<u64>,
}

/// Tells the steps on stderr.
struct Steps {
	begun: Instant,
	done: usize,
}

impl Steps {
	fn next(&mut self, what: &str) {
		self.done += 1;
		eprintln!("[{:>3} s] {}/9 {what}", self.begun.elapsed().as_secs(), self.done);
	}
}

/// Walks. Everything that it started has ended when it comes back, unless it is to be kept.
pub(crate) async fn run(rounds: usize, keep: bool) -> Result<(Report, Option<Kept>)> {
	let mut steps = Steps { begun: Instant::now(), done: 0 };
	steps.next("starting four validators, each a process with a ParityDB of its own");
	let mut network = Network::builder().validators(4);
	if keep {
		network = network.flag("--prometheus-port=0");
	}
	let network = network.start().await?;

	steps.next("waiting for the first finalized blocks");
	network.wait_finalized(3, LIMIT).await?;

	steps.next("registering a device for each of three light clients");
	let spec = network.first().raw_spec().await?.with_boot_nodes(&network.addresses());
	let owner = Edge::new("owner", &spec, network.dir())?;
	let mut devices = Vec::new();
	for (position, scheme) in SCHEMES.into_iter().enumerate() {
		let edge = Edge::new(&format!("device-{}", position + 1), &spec, network.dir())?;
		let key_file = edge.path("device.key").to_string_lossy().into_owned();
		let made = edge.json(&["device", "new", "--type", scheme, "--out", &key_file]).await?;
		let id = text("device id", &made["device"])?;
		owner.json(&["device", "register", "--suri", OWNER, "--device-key", &key_file]).await?;
		devices.push(Device { id, scheme, key_file, agent: None, edge, answered: BTreeSet::new() });
	}
	for device in &mut devices {
		device.agent = Some(device.edge.start(&["mine", "--device-key", &device.key_file])?);
	}

	steps.next(&format!("letting the devices answer {rounds} rounds"));
	let rounds_limit = ROUND_LIMIT.saturating_mul(u32::try_from(rounds).unwrap_or(u32::MAX));
	for device in &mut devices {
		let what = format!("{rounds} answers of {}", device.id);
		wait::until(what, LIMIT.saturating_add(rounds_limit), async || {
			device.look()?;
			Ok((device.answered.len() >= rounds).then_some(()))
		})
		.await?;
	}

	steps
		.next("killing the third device's agent with SIGKILL, and waiting until the chain notices");
	devices[2].stop_by_kill()?;
	let third = devices[2].id.clone();
	wait::until("the killed device's miss", LIMIT, async || {
		let shown = owner.json(&["device", "show", &third]).await?;
		Ok(shown["status"]["missedRound"].is_u64().then_some(()))
	})
	.await?;
	let mut reports = Vec::new();
	for device in &mut devices {
		device.look()?;
		let shown = owner.json(&["device", "show", &device.id]).await?;
		reports.push(device.report(&shown)?);
	}

	steps.next("stopping the other agents and claiming for their devices");
	for device in &mut devices[..2] {
		device.stop_in_order().await?;
	}
	// An answer may still be on its way: it is late once two rounds more are drawn and final.
	let drawn = async || {
		let status = owner.json(&["status"]).await?;
		let round = status["chain"]["draw"]["round"].as_u64();
		round.ok_or_else(|| Error::shape("the newest draw", &status))
	};
	let stopped_in = drawn().await?;
	wait::until("the end of what was on its way", LIMIT, async || {
		Ok((drawn().await? >= stopped_in + 2).then_some(()))
	})
	.await?;
	for (device, report) in devices.iter().zip(&mut reports).take(2) {
		// No answer comes any more: what is earned now is what the claim pays.
		let shown = owner.json(&["device", "show", &device.id]).await?;
		report.paid = planck(&shown["status"]["earned"])?;
		report.earned = 0;
		// Its last answers were finalized meanwhile; a draw after its agent ended is no miss to tell.
		if shown["status"]["missedRound"].is_null() {
			report.explanation = text("explanation", &shown["explanation"])?;
		}
		report.answered = device.answered.iter().copied().collect();
	}
	let claim = owner.json(&["claim", "--suri", OWNER, &devices[0].id, &devices[1].id]).await?;

	steps.next("collecting what a validator earned in an era");
	let validator = collect(network.first(), &owner).await?;

	steps.next("reading the totals with proofs");
	let status = owner.json(&["status"]).await?;
	let supply = owner.json(&["supply"]).await?;
	let report = read(&status, &supply, &claim, validator, reports)?;

	if keep {
		steps.next("letting validators and agents go on");
		let mut agents = Vec::new();
		for Device { id, scheme, key_file, edge, .. } in devices {
			let process = keep::go_on(&edge, &key_file, LIMIT).await?;
			agents.push(Agent { device: id, scheme: scheme.into(), key_file, process });
		}
		return Ok((report, Some(Kept::new(network, &owner, agents).await?)));
	}
	steps.next("ending all processes");
	drop(network);
	Ok((report, None))
}

impl Device {
	/// Takes in what the agent has said of finalized answers.
	fn look(&mut self) -> Result<()> {
		let Some(agent) = &mut self.agent else { return Ok(()) };
		agent.process.expect_running()?;
		self.answered.extend(answered(&agent.lines()));
		Ok(())
	}

	fn stop_by_kill(&mut self) -> Result<()> {
		let mut agent = self.agent.take().ok_or_else(|| Error::shape("agent", "none"))?;
		agent.process.kill();
		self.answered.extend(answered(&agent.lines()));
		Ok(())
	}

	async fn stop_in_order(&mut self) -> Result<()> {
		let mut agent = self.agent.take().ok_or_else(|| Error::shape("agent", "none"))?;
		agent.process.terminate(LIMIT).await?;
		self.answered.extend(answered(&agent.lines()));
		Ok(())
	}

	fn report(&self, shown: &Value) -> Result<DeviceReport> {
		Ok(DeviceReport {
			id: self.id.clone(),
			scheme: self.scheme.into(),
			answered: self.answered.iter().copied().collect(),
			explanation: text("explanation", &shown["explanation"])?,
			missed: shown["status"]["missedRound"].as_u64(),
			paid: 0,
			earned: planck(&shown["status"]["earned"])?,
		})
	}
}

/// The rounds of the agent's lines about finalized answers.
fn answered(lines: &[Value]) -> impl Iterator<Item = u64> + '_ {
	lines
		.iter()
		.filter(|line| line["event"] == "answered")
		.filter_map(|line| line["round"].as_u64())
}

/// Collects for the first validator what it earned in the last era that ended, and reads from the chain what
/// it was paid: its stake grows by it.
async fn collect(node: &Node, reader: &Edge) -> Result<ValidatorReport> {
	let stash = account(VALIDATOR)?.public();
	let address = address(&stash);
	let read = async |item: &str, keys: &[&str]| {
		let command = [&["read", "Staking", item][..], keys].concat();
		Ok::<_, Error>(reader.json(&command).await?["value"].take())
	};
	let era = wait::until("the end of an era", LIMIT, async || {
		let active = read("ActiveEra", &[]).await?;
		Ok(active["index"].as_u64().and_then(|active| active.checked_sub(1)))
	})
	.await?;
	let stake = async || planck(&read("Ledger", &[&address]).await?["total"]);
	let before = stake().await?;
	let era_number = u32::try_from(era).map_err(|error| Error::shape("number of an era", error))?;
	let payer = account(OWNER)?;
	let nonce = next_nonce(node, &payer.public()).await?;
	let payout = Calls::of(node).await?.payout(&payer, nonce, &stash, era_number)?;
	node.rpc("author_submitExtrinsic", json!([payout])).await?;
	let after = wait::until("the payout of the era", LIMIT, async || {
		let after = stake().await?;
		Ok((after > before).then_some(after))
	})
	.await?;
	let era_pay = planck(&read("ErasValidatorReward", &[&era.to_string()]).await?)?;
	Ok(ValidatorReport { name: VALIDATOR.into(), era, era_pay, paid: after - before })
}

fn read(
	status: &Value,
	supply: &Value,
	claim: &Value,
	validator: ValidatorReport,
	devices: Vec<DeviceReport>,
) -> Result<Report> {
	let number = |value: &Value| value.as_u64().ok_or_else(|| Error::shape("status", status));
	let info = &status["chain"];
	Ok(Report {
		best: number(&status["best"]["number"])?,
		finalized: number(&status["finalized"]["number"])?,
		finalized_hash: text("finalized hash", &status["finalized"]["hash"])?,
		total: planck(&supply["total"])?,
		pots: pots(&supply["pots"])?,
		circulating: planck(&supply["circulating"])?,
		bonded: planck(&supply["bonded"])?,
		unvested: planck(&supply["unvested"])?,
		unreleased: planck(&supply["unreleased"])?,
		released: planck(&supply["released"])?,
		released_today: planck(&supply["releasedToday"])?,
		device_stream: planck(&info["supply"]["deviceStream"])?,
		validator,
		registered: number(&info["devices"])?,
		mining: number(&info["miningDevices"])?,
		withdrawn: planck(&info["rewardsWithdrawn"])?,
		paid: planck(&info["rewardsPaid"])?,
		forfeited: planck(&info["rewardsForfeited"])?,
		pending: planck(&info["rewardsPending"])?,
		devices,
		claimed: planck(&claim["amount"])?,
		claimed_in: number(&claim["block"]["number"])?,
	})
}

/// The balances of an object with a field for each pot.
fn pots(object: &Value) -> Result<PotBalances> {
	let balance = |pot: Pot| Ok((pot, planck(&object[pot.name()])?));
	let balances = Pot::ALL.into_iter().map(balance).collect::<Result<BTreeMap<_, _>>>()?;
	Ok(PotBalances::read(|pot| balances.get(&pot).copied().unwrap_or_default()))
}
