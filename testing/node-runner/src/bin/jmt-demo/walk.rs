//! The walk: network, devices, a group with a signal, a maker's domain with a manifest, rounds, a death, a claim, a door,
//! a lift that others use, tasks beside all of it, and the reading at the end.

use crate::{
	access::{self, AccessReport},
	amount::planck,
	keep::{self, Agent, Kept},
	report::{DeviceReport, DomainReport, DoorReport, Report, SignalReport, ValidatorReport},
	signals,
	tasks::{self, TasksReport},
};
use jmt_node_runner::{
	chain::text,
	domain::{Domain, Newcomer},
	transfer::{account, address, next_nonce, Calls},
	wait, ChainSpec, Edge, EdgeProcess, Error, Maker, Network, Node, Result,
};
use jmt_primitives::{
	authorized::{AnswerRefusal, Refusal},
	supply::{Pot, PotBalances},
};
use serde_json::{json, Value};
use sp_core::Pair;
use std::{
	collections::{BTreeMap, BTreeSet},
	path::Path,
	time::{Duration, Instant},
};

/// The owner that registers the devices and is paid for them.
const OWNER: &str = "//Ferdie";

/// The stash of the validator whose pay is collected.
const VALIDATOR: &str = "//Alice//stash";

/// The schemes of the three devices' keys: one of each family.
const SCHEMES: [&str; 3] = ["sr25519", "ed25519", "p256"];

/// Devices of the manifest.
const LEAVES: usize = 10_000;

/// JMT that the domain gets to pay for its devices.
const PREPAID: &str = "30";

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
	told: Told,
}

/// Steps of the walk.
const STEPS: usize = 18;

/// Tells the steps on stderr.
pub(crate) struct Steps {
	begun: Instant,
	done: usize,
}

impl Steps {
	pub(crate) fn next(&mut self, what: &str) {
		self.done += 1;
		eprintln!("[{:>3} s] {}/{STEPS} {what}", self.begun.elapsed().as_secs(), self.done);
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
		devices.push(Device { id, scheme, key_file, agent: None, edge, told: Told::default() });
	}
	for device in &mut devices {
		device.agent = Some(device.edge.start(&["mine", "--device-key", &device.key_file])?);
	}

	steps.next("enrolling workers, who run a public program for a dapp, beside the next steps: by lot first, then with a death and a lie");
	let working = tasks::walk(network.first(), &spec, network.dir());
	let walking = walk(&network, &owner, &spec, &mut steps, &mut devices, rounds);
	let (tasks, walked) = futures::future::try_join(working, walking).await?;
	let Walked { signal, domain, door, access, claim, reports, validator } = walked;

	steps.next("reading the totals with proofs");
	let status = owner.json(&["status"]).await?;
	let supply = owner.json(&["supply"]).await?;
	let mut report = read(&status, &supply, &claim, (validator, domain, reports))?;
	report.door = door;
	report.access = access;
	report.tasks = tasks;
	report.signal = signal;
	for (class, paid) in [("Unproven", 0), ("Proven", 1)] {
		let books = owner.json(&["read", "ProofOfTime", "Books", class]).await?;
		report.paid_by_class[paid] = planck(&books["value"]["paid"])?;
	}

	if keep {
		steps.next("letting validators and agents go on, and the domain too");
		let id = report.domain.id.as_str();
		owner.json(&["domain", "resume", id, "--suri", OWNER]).await?;
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

/// The end of all steps but the tasks.
struct Walked {
	signal: SignalReport,
	domain: DomainReport,
	door: DoorReport,
	access: AccessReport,
	/// The claim's answer.
	claim: Value,
	reports: Vec<DeviceReport>,
	validator: ValidatorReport,
}

/// Devices earn and are paid, one of them signals, a door and a lift are used, a validator is paid.
async fn walk(
	network: &Network,
	owner: &Edge,
	spec: &ChainSpec,
	steps: &mut Steps,
	devices: &mut Vec<Device>,
	rounds: usize,
) -> Result<Walked> {
	steps.next("making a group of 1,000 with the three devices in it, beside the next steps: one signals, twice");
	let members = devices.iter().map(|device| device.edge.clone()).collect::<Vec<_>>();
	let signalling = signals::walk(spec, network.dir(), &members);
	let earning = earn(network, owner, spec, steps, devices, rounds);
	let (signal, earned) = futures::future::try_join(signalling, earning).await?;
	let Earned { maker, domain, newcomers, late, mut reports } = earned;
	let third = devices[2].id.clone();

	steps.next("stopping the other agents and claiming for their devices");
	for device in devices.iter_mut().filter(|device| device.agent.is_some()) {
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
	for (device, report) in
		devices.iter().zip(&mut reports).filter(|(device, _)| device.id != third)
	{
		// No answer comes any more: what is earned now is what the claim pays.
		let shown = owner.json(&["device", "show", &device.id]).await?;
		report.paid = planck(&shown["status"]["earned"])?;
		report.earned = 0;
		// Its last answers were finalized meanwhile; a draw after its agent ended is no miss to tell.
		if shown["status"]["missedRound"].is_null() {
			report.explanation = text("explanation", &shown["explanation"])?;
		}
		report.answered = device.told.answered.iter().copied().collect();
		report.missed = device.told.missed(std::mem::take(&mut report.missed));
	}
	let mut claim = vec!["claim", "--suri", OWNER];
	claim.extend(devices.iter().map(|device| device.id.as_str()).filter(|id| *id != third));
	let claim = owner.json(&claim).await?;

	steps.next("a door: a device of the domain is let in, the domain is suspended, it is not");
	let door = at_the_door(owner, &devices[0], &domain, &newcomers[1]).await?;
	let domain = tell(owner, &domain, &maker, &newcomers, late).await?;

	let access = access::walk(spec, network.dir(), &devices[0].id, steps).await?;

	steps.next("collecting what a validator earned in an era");
	let validator = collect(network.first(), owner).await?;

	steps.next("waiting until the tasks have ended");
	Ok(Walked { signal, domain, door, access, claim, reports, validator })
}

/// A maker's domain, rounds that devices answer, and the end of one of them.
struct Earned {
	maker: Maker,
	domain: Domain,
	newcomers: Vec<(Edge, Newcomer)>,
	/// The command by which the last newcomer would join.
	late: Vec<String>,
	reports: Vec<DeviceReport>,
}

async fn earn(
	network: &Network,
	owner: &Edge,
	spec: &ChainSpec,
	steps: &mut Steps,
	devices: &mut Vec<Device>,
	rounds: usize,
) -> Result<Earned> {
	steps.next(&format!(
		"admitting a maker, who vouches for {LEAVES} devices of a domain in one transaction"
	));
	let maker = Maker::admit(network.first(), owner, OWNER).await?;
	let (domain, newcomers) = found(owner, &maker, spec, network.dir()).await?;
	steps.next("activating two of them by their own light clients; one begins to mine");
	let late = join(owner, &domain, &newcomers).await?;
	let (edge, Newcomer { id, key_file, scheme, .. }) = &newcomers[0];
	let agent = Some(edge.start(&["mine", "--device-key", key_file])?);
	devices.push(Device {
		id: id.clone(),
		scheme,
		key_file: key_file.clone(),
		agent,
		edge: edge.clone(),
		told: Told::default(),
	});

	steps.next(&format!("letting the devices answer {rounds} rounds"));
	let rounds_limit = ROUND_LIMIT.saturating_mul(u32::try_from(rounds).unwrap_or(u32::MAX));
	for device in &mut *devices {
		let what = format!("{rounds} answers of {}", device.id);
		wait::until(what, LIMIT.saturating_add(rounds_limit), async || {
			device.look()?;
			Ok((device.told.answered.len() >= rounds).then_some(()))
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
	for device in &mut *devices {
		device.look()?;
		let shown = owner.json(&["device", "show", &device.id]).await?;
		reports.push(device.report(&shown)?);
	}
	Ok(Earned { maker, domain, newcomers, late, reports })
}

impl Device {
	/// Takes in what the agent has said of finalized answers.
	fn look(&mut self) -> Result<()> {
		let Some(agent) = &mut self.agent else { return Ok(()) };
		agent.process.expect_running()?;
		self.told.take(&agent.lines());
		Ok(())
	}

	fn stop_by_kill(&mut self) -> Result<()> {
		let mut agent = self.agent.take().ok_or_else(|| Error::shape("agent", "none"))?;
		agent.process.kill();
		self.told.take(&agent.lines());
		Ok(())
	}

	async fn stop_in_order(&mut self) -> Result<()> {
		let mut agent = self.agent.take().ok_or_else(|| Error::shape("agent", "none"))?;
		agent.process.terminate(LIMIT).await?;
		self.told.take(&agent.lines());
		Ok(())
	}

	fn report(&self, shown: &Value) -> Result<DeviceReport> {
		Ok(DeviceReport {
			id: self.id.clone(),
			scheme: self.scheme.into(),
			answered: self.told.answered.iter().copied().collect(),
			explanation: text("explanation", &shown["explanation"])?,
			weight: text("weight", &shown["weightExplanation"])?,
			missed: self.told.missed(shown["status"]["missedRound"].as_u64()),
			paid: 0,
			earned: planck(&shown["status"]["earned"])?,
		})
	}
}

/// Makes a domain, and publishes a manifest in which the devices of two further light clients stand: two of the first
/// one's, one of the second's.
async fn found(
	owner: &Edge,
	maker: &Maker,
	spec: &ChainSpec,
	dir: &Path,
) -> Result<(Domain, Vec<(Edge, Newcomer)>)> {
	let mut newcomers = Vec::new();
	for (name, scheme, file) in [
		("device-4", "ed25519", "device.key"),
		("device-5", "p256", "device.key"),
		("device-4", "sr25519", "late.key"),
	] {
		let edge = Edge::new(name, spec, dir)?;
		let newcomer = Newcomer::new(&edge, scheme, file).await?;
		newcomers.push((edge, newcomer));
	}
	let named = newcomers.iter().map(|(_, newcomer)| newcomer.clone()).collect::<Vec<_>>();
	let domain = Domain::found(owner, OWNER, PREPAID, &named, LEAVES, Some(maker)).await?;
	Ok((domain, newcomers))
}

/// Activates all but the last newcomer, side by side. Returns the command by which the last one would join.
async fn join(
	owner: &Edge,
	domain: &Domain,
	newcomers: &[(Edge, Newcomer)],
) -> Result<Vec<String>> {
	let address = address(&account(OWNER)?.public());
	let mut commands = Vec::new();
	for (edge, newcomer) in newcomers {
		commands.push((edge, domain.prove(owner, edge, newcomer, &address).await?));
	}
	let (_, late) = commands.pop().ok_or_else(|| Error::shape("newcomers", "none"))?;
	let joining = commands.iter().map(async |(edge, command)| {
		let command = command.iter().map(String::as_str).collect::<Vec<_>>();
		edge.json(&command).await
	});
	futures::future::try_join_all(joining).await?;
	Ok(late)
}

/// A device of the owner's stands at a door of the domain and decides about a guest, before and after the domain is
/// suspended.
async fn at_the_door(
	owner: &Edge,
	reader: &Device,
	domain: &Domain,
	(guest, Newcomer { id, key_file, .. }): &(Edge, Newcomer),
) -> Result<DoorReport> {
	let did = guest.json(&["device", "did", id]).await?;
	let path = |edge: &Edge, file: &str| edge.path(file).to_string_lossy().into_owned();
	let verdict = async |attempt: &str| {
		let ask = ["auth", "challenge", "--device-key", &reader.key_file];
		let challenge = path(guest, &format!("{attempt}.challenge"));
		write(&challenge, &reader.edge.json(&ask).await?)?;
		let prove = ["auth", "prove", "--challenge", &challenge, "--verifier", &reader.id];
		let answered = guest.json(&[&prove[..], &["--device-key", key_file]].concat()).await?;
		let answer = path(&reader.edge, &format!("{attempt}.answer"));
		write(&answer, &answered)?;
		reader.edge.json(&["auth", "snapshot", id, "--host", &domain.id]).await?;
		let verify = ["auth", "verify", "--answer", &answer, "--host", &domain.id, "--offline"];
		let by = ["--device-key", &reader.key_file];
		reader.edge.run(&[&verify[..], &by].concat()).await
	};
	let before = verdict("before").await?;
	owner.json(&["domain", "suspend", &domain.id, "--suri", OWNER]).await?;
	let after = verdict("after").await?;
	Ok(DoorReport {
		guest: id.clone(),
		did: text("DID", &did["id"])?,
		let_in: before.status.success(),
		refusal: refusal(&after.stderr)?,
	})
}

fn write(path: &str, value: &Value) -> Result<()> {
	std::fs::write(path, value.to_string()).map_err(Error::io("what travels between two devices"))
}

/// The domain after it was suspended, with the refusal of the last newcomer.
async fn tell(
	owner: &Edge,
	domain: &Domain,
	maker: &Maker,
	newcomers: &[(Edge, Newcomer)],
	late: Vec<String>,
) -> Result<DomainReport> {
	let (joined, last) = newcomers.split_at(newcomers.len().saturating_sub(1));
	let [(edge, _)] = last else { return Err(Error::shape("newcomers", "none")) };
	let late = late.iter().map(String::as_str).collect::<Vec<_>>();
	let refused = edge.run(&late).await?;
	let shown = owner.json(&["domain", "show", &domain.id]).await?;
	Ok(DomainReport {
		id: domain.id.clone(),
		root: maker.root.clone(),
		manifest: domain.manifest.clone(),
		leaves: domain.leaves,
		published_in: domain.published_in,
		joined: joined.iter().map(|(_, newcomer)| newcomer.id.clone()).collect(),
		free: planck(&shown["prepaid"]["free"])?,
		held: planck(&shown["prepaid"]["held"])?,
		refusal: refusal(&refused.stderr)?,
	})
}

/// The error that the agent said in JSON, without what all refusals begin with.
pub(crate) fn refusal(stderr: &str) -> Result<String> {
	let said = stderr.lines().find_map(|line| {
		let line: Value = serde_json::from_str(line).ok()?;
		line["error"].as_str().map(String::from)
	});
	let said = said.ok_or_else(|| Error::shape("refusal", stderr))?;
	Ok(said.trim_start_matches("the chain refused the transaction: ").into())
}

/// Rounds by what an agent told of its device in them.
#[derive(Debug, Default)]
struct Told {
	/// The finalized state has its answer.
	answered: BTreeSet<u64>,
	/// The finalized state has none.
	missed: BTreeSet<u64>,
	/// The draw asked others, or was of a day on which it does not count.
	not_asked: BTreeSet<u64>,
}

impl Told {
	fn take(&mut self, lines: &[Value]) {
		for line in lines {
			let Some(round) = line["round"].as_u64() else { continue };
			let reason = line["reason"].as_str().unwrap_or_default();
			match line["event"].as_str() {
				Some("answered") => self.answered.insert(round),
				Some("missed") if reason.contains(AnswerRefusal::TooYoung.describe()) => {
					self.not_asked.insert(round)
				},
				Some("missed") => self.missed.insert(round),
				Some("notChallenged") => self.not_asked.insert(round),
				_ => continue,
			};
		}
	}

	/// The rounds without an answer: those that the agent told of, those of which it told nothing between two answers, and
	/// those that the chain held against the device.
	fn missed(&self, by_chain: impl IntoIterator<Item = u64>) -> Vec<u64> {
		let span = self.answered.first().zip(self.answered.last());
		let between = span.into_iter().flat_map(|(first, last)| *first..=*last);
		let between = between.filter(|round| !self.not_asked.contains(round));
		let rounds: BTreeSet<u64> =
			between.chain(self.missed.iter().copied()).chain(by_chain).collect();
		rounds.difference(&self.answered).copied().collect()
	}
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
	(validator, domain, devices): (ValidatorReport, DomainReport, Vec<DeviceReport>),
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
		domain,
		door: DoorReport::default(),
		access: AccessReport::default(),
		tasks: TasksReport::default(),
		signal: SignalReport::default(),
		paid_by_class: [0; 2],
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

#[cfg(test)]
mod tests {
	use super::*;

	fn told(lines: &[(&str, u64)]) -> Told {
		let lines = lines.iter().map(|(event, round)| json!({ "event": event, "round": round }));
		let mut told = Told::default();
		told.take(&lines.collect::<Vec<_>>());
		told
	}

	#[test]
	fn missed_a_round_between_two_answers_is_one_whatever_came_later() {
		let lines = [("answered", 5), ("missed", 6), ("answered", 7), ("answered", 9)];
		assert_eq!(told(&lines).missed(None), [6, 8]);
		assert_eq!(told(&lines).missed(Some(11)), [6, 8, 11]);
		assert!(told(&lines[..1]).missed(None).is_empty());
		assert_eq!(told(&[]).missed(Some(3)), [3]);
	}

	#[test]
	fn missed_a_draw_of_others_and_an_answer_that_came_all_the_same_are_none() {
		let lines = [
			("answered", 5),
			("notChallenged", 6),
			("missed", 7),
			("answered", 7),
			("peersBack", 8),
		];
		assert!(told(&lines).missed(Some(5)).is_empty());
		let young = format!("{} (code 14)", AnswerRefusal::TooYoung.describe());
		let mut told = told(&[("answered", 5), ("answered", 7)]);
		told.take(&[json!({ "event": "missed", "round": 6, "reason": young })]);
		assert!(told.missed(None).is_empty());
	}
}
