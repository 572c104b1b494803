//! A worker that is killed and one that is cut off still tell what they committed to, or found.

use jmt_e2e::{turn, RECOVERY, STEP};
use jmt_edge::pallets::tasks::stored_worker;
use jmt_node_runner::{
	tasks::{fund, Blobs, Client, Looker, Worker, SIMPLIFIED},
	Edge, EdgeProcess, Network, Relay, Result,
};
use jmt_primitives::{
	tasks::{Entry, Stage, TaskId, TaskView, Verdict},
	JMT,
};
use std::time::Duration;

/// Posts the task, and has sent the owners their stakes.
const CLIENT: &str = "//Ferdie";

/// Owners of a worker each.
const OWNERS: [&str; 3] = ["//Worker//1", "//Worker//2", "//Worker//3"];

/// Long enough for a light client to find its peer again.
const WINDOWS: [&str; 4] = ["--claim", "20s", "--run", "150s"];

/// Waits until a worker tells an event about a task.
async fn tells(agent: &mut EdgeProcess, event: &str, task: TaskId, limit: Duration) -> Result<()> {
	let wanted = |line: &serde_json::Value| line["event"] == event && line["task"] == task;
	agent.wait_line(&format!("{event} of task {task}"), limit, wanted).await?;
	Ok(())
}

fn entry(view: &TaskView, worker: &Worker) -> Option<Entry> {
	view.task.crew.slot_of(&worker.id).map(|(_, slot)| slot.entry)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_killed_behind_its_commitment_and_one_that_is_cut_off_tell_their_results(
) -> Result<()> {
	let _turn = turn::network().await;
	let network = Network::builder().chain("dev").start().await?;
	network.wait_finalized(2, STEP).await?;
	let node = network.first();
	let (spec, dir) = (node.raw_spec().await?, network.dir());
	let relay = Relay::start(&node.tcp_address, Duration::ZERO).await?;
	let relayed = spec.clone().with_boot_nodes(std::slice::from_ref(&relay.address));
	let looker = Looker::join(&Edge::new("looker", &spec, dir)?).await?;
	let edge = Edge::new("client", &spec, dir)?;
	let server = Blobs::serve(&edge, &jmt_node_runner::tasks::usvg()?).await?;
	let client = Client { edge, suri: CLIENT.into(), url: server.url.clone() };
	fund(node, &looker, CLIENT, &OWNERS, 50 * JMT).await?;
	let enrolling = OWNERS.into_iter().zip([&relayed, &spec, &spec]).map(async |(owner, spec)| {
		let name = owner.trim_start_matches("//").replace("//", "-").to_lowercase();
		Worker::enrolled(Edge::new(&name, spec, dir)?, owner, 4).await
	});
	let workers = futures::future::try_join_all(enrolling).await?;
	let [cut, killed, other] = workers.as_slice() else { panic!("three workers") };
	let (mut cut_agent, mut agent, _other_agent) =
		futures::future::try_join3(cut.works(), killed.works(), other.works()).await?;

	let task = client.posts(&WINDOWS).await?;
	tells(&mut cut_agent, "running", task, STEP).await?;
	relay.cut();
	tells(&mut agent, "committed", task, STEP).await?;
	agent.process.kill();

	// All but the one that is cut off have committed: nobody may tell a result, and nobody is done.
	let committed =
		|view: &TaskView, worker| matches!(entry(view, worker), Some(Entry::Committed(_)));
	let view = looker
		.task("two commitments", STEP, task, |view| {
			committed(view, killed) && committed(view, other)
		})
		.await?;
	assert_eq!(entry(&view, cut), Some(Entry::Claimed), "it was not cut off in time");
	assert!(matches!(view.stage, Stage::Running(_)), "{}", view.why);
	relay.mend();
	tells(&mut cut_agent, "told", task, RECOVERY).await?;

	// The journal has its salt.
	let mut agent = killed.works().await?;
	tells(&mut agent, "resumed", task, STEP).await?;
	tells(&mut agent, "told", task, STEP).await?;
	let ended = |view: &TaskView| matches!(view.stage, Stage::Ended(_));
	let view = looker.task("the end of the task", STEP, task, ended).await?;
	assert_eq!(view.stage, Stage::Ended(Verdict::Done), "{}", view.why);
	let slots = &view.task.crew.slots;
	let told = slots.iter().filter_map(|slot| slot.entry.outcome()).collect::<Vec<_>>();
	assert!(told.len() == 3 && told.iter().all(|outcome| *outcome == told[0]), "{slots:?}");
	assert_eq!(client.output(task).await?, SIMPLIFIED);
	let found =
		looker.until("the worker", STEP, async |at| stored_worker(at, killed.id).await).await?;
	assert_eq!((found.done, found.silent, found.wrong), (1, 0, 0));
	looker.leave().await;
	Ok(())
}
