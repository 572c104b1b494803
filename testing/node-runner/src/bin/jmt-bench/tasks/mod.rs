//! Tasks among real workers: how long one takes from its post to its end, the run apart, what a worker reads of tasks that
//! it does not win, and the size of the agent.

mod unwon;

use crate::{
	machine::{line, megabytes},
	network::NetworkSettings,
	observe::slot,
	statistics::{quantile, summary},
	usage::Usage,
};
use clap::Args;
use jmt_node_runner::{
	binaries,
	tasks::{fund, usvg, Blobs, Client, Looker, Worker},
	ChainSpec, Edge, EdgeProcess, Error, Node, Relay, Result,
};
use jmt_primitives::{
	tasks::{Stage, TaskId, TaskView, Verdict},
	JMT,
};
use serde_json::{json, Value};
use std::time::Duration;

/// An account that exists, and pays for the others.
const PAYER: &str = "//Ferdie";

/// Posts.
const CLIENT: &str = "//Client";

/// Units of a worker: the most.
const UNITS: u32 = 100;

/// How long a step may take.
const STEP: Duration = Duration::from_secs(180);

/// The chain's slot, in ms, where no other is asked for.
const SLOT_MS: u64 = 2_000;

/// Goals of a claim window of 10 s on 4 validators without delay, in seconds: of the median, and of 95 in 100.
const GOALS: [u64; 2] = [25, 40];

/// Windows of a task. The run's is long: a worker claims what its measured speed ends in half of it.
const TERMS: [&str; 4] = ["--claim", "10s", "--run", "60s"];

/// The network and the number of tasks.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
	/// The network.
	#[command(flatten)]
	network: NetworkSettings,
	/// How many tasks of three slots are posted, each once the claims of the one before are over.
	#[arg(long, default_value_t = 20)]
	tasks: usize,
	/// How many workers there are, at least three.
	#[arg(long, default_value_t = 4)]
	workers: usize,
}

/// Measures and prints.
pub(crate) async fn measure(settings: &Settings) -> Result<()> {
	line("agent", &file_size(&binaries::edge()?));
	let Settings { network, tasks, workers } = settings;
	println!(
		"{tasks} tasks of three slots: usvg over a drawing, {workers} workers, claim window 10 s, {network}"
	);
	let slot_ms = network.slot_ms.unwrap_or(SLOT_MS);
	let network = network.builder().start().await?;
	network.wait_finalized(5, STEP).await?;
	let node = network.first();
	let spec = node.raw_spec().await?;
	let looker = Looker::join(&Edge::new("looker", &spec, network.dir())?).await?;

	let owners: Vec<String> = (0..*workers).map(|number| format!("//Worker-{number}")).collect();
	let mut funded: Vec<&str> = owners.iter().map(String::as_str).collect();
	funded.extend([CLIENT, unwon::OWNER]);
	fund(node, &looker, PAYER, &funded, 2_000 * JMT).await?;
	let enrolled = owners.iter().map(async |owner| {
		let edge = Edge::new(&owner.replace('/', ""), &spec, network.dir())?;
		Worker::enrolled(edge, owner, UNITS).await
	});
	let enrolled = futures::future::try_join_all(enrolled).await?;
	let relay = Relay::start(&node.tcp_address, Duration::ZERO).await?;
	let behind = ChainSpec(spec.0.clone()).with_boot_nodes(std::slice::from_ref(&relay.address));
	let loser = Edge::new("loser", &behind, network.dir())?;
	let loser = Worker::enrolled(loser, unwon::OWNER, 1).await?;
	let blobs = Blobs::serve(&Edge::new("server", &spec, network.dir())?, &usvg()?).await?;
	let client = Client {
		edge: Edge::new("client", &spec, network.dir())?,
		suri: CLIENT.into(),
		url: blobs.url.clone(),
	};

	let working = futures::future::try_join_all(enrolled.iter().map(Worker::works)).await?;
	let usage = Usage::start(&network.nodes);
	let ended = one_after_the_other(&looker, &client, *tasks).await?;
	report(node, slot_ms, &ended, &working).await?;
	usage.report();
	drop(working);
	unwon::measure(&network, &looker, &client, &loser, &relay).await?;
	looker.leave().await;
	Ok(())
}

fn file_size(path: &std::path::Path) -> String {
	std::fs::metadata(path).map_or("unknown".into(), |data| megabytes(data.len()))
}

/// Posts tasks, each once the claims of the one before are over, and returns them as they ended.
async fn one_after_the_other(
	looker: &Looker,
	client: &Client,
	tasks: usize,
) -> Result<Vec<TaskView>> {
	let mut ids = Vec::new();
	for _ in 0..tasks {
		let id = client.posts(&TERMS).await?;
		let claimed =
			|view: &TaskView| !matches!(view.stage, Stage::Drawing(_) | Stage::Claiming(_));
		looker.task("claims that are over", STEP, id, claimed).await?;
		ids.push(id);
	}
	let mut ended = Vec::new();
	for id in ids {
		let is_over = |view: &TaskView| matches!(view.stage, Stage::Ended(_) | Stage::Due(_));
		ended.push(looker.task("the end of a task", STEP, id, is_over).await?);
	}
	Ok(ended)
}

/// Prints how long the tasks took by the chain's clock: from the block with the post to the one with the end.
async fn report(
	node: &Node,
	slot_ms: u64,
	views: &[TaskView],
	working: &[EdgeProcess],
) -> Result<()> {
	let lines: Vec<Value> = working.iter().flat_map(EdgeProcess::lines).collect();
	let (mut whole, mut apart, mut runs) = (Vec::new(), Vec::new(), Vec::new());
	for view in views {
		let done = view.task.end.as_ref().filter(|end| end.verdict == Verdict::Done);
		let Some(end) = done else { continue };
		let posted = posted_at(node, slot_ms, view).await?;
		let took = Duration::from_millis(end.at.saturating_sub(posted));
		let run = longest_run(&lines, view.id);
		whole.push(took);
		apart.push(took.saturating_sub(run));
		runs.push(run);
	}
	let [half, most] = GOALS;
	let goals = format!("goals {half} and {most} s");
	line("post to end, the run apart", &format!("{}; {goals}", halves(&mut apart)));
	line("post to end", &halves(&mut whole));
	line("the longest run of a crew", &summary(&runs));
	line("tasks that ended otherwise", &(views.len() - whole.len()).to_string());
	for view in views.iter().filter(|view| view.stage != Stage::Ended(Verdict::Done)) {
		eprintln!("  task {}: {}", view.id, view.why);
	}
	Ok(())
}

/// The time of the block that posted a task, in ms: that of its slot.
async fn posted_at(node: &Node, slot_ms: u64, view: &TaskView) -> Result<u64> {
	let number = view.task.crew.batch;
	let hash = node.block_hash(number).await?;
	let hash = hash.ok_or_else(|| Error::shape("block of a post", number))?;
	let header = node.rpc("chain_getHeader", json!([hash])).await?;
	Ok(slot(&header)?.saturating_mul(slot_ms))
}

/// The longest run for a task that workers told of.
fn longest_run(lines: &[Value], task: TaskId) -> Duration {
	let of = lines.iter().filter(|line| line["event"] == "ran" && line["task"] == task);
	let times = of.filter_map(|line| line["milliseconds"].as_u64());
	Duration::from_millis(times.max().unwrap_or(0))
}

/// The median, and what 95 in 100 keep to.
fn halves(times: &mut [Duration]) -> String {
	times.sort_unstable();
	match times {
		[] => "none".into(),
		times => format!(
			"p50 {:.1}  p95 {:.1} s  (n = {})",
			quantile(times, 0.50).as_secs_f64(),
			quantile(times, 0.95).as_secs_f64(),
			times.len()
		),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn longest_run_it_is_that_of_the_task_alone() {
		let ran = |task: u64, milliseconds: u64| json!({ "event": "ran", "task": task, "milliseconds": milliseconds });
		let lines =
			[ran(1, 300), ran(2, 900), ran(1, 700), json!({ "event": "running", "task": 1 })];
		assert_eq!(longest_run(&lines, 1), Duration::from_millis(700));
		assert_eq!(longest_run(&lines, 3), Duration::ZERO);
	}

	#[test]
	fn halves_it_sorts_first() {
		let mut times = [3, 1, 2].map(Duration::from_secs);
		assert_eq!(halves(&mut times), "p50 2.0  p95 3.0 s  (n = 3)");
		assert_eq!(halves(&mut []), "none");
	}
}
