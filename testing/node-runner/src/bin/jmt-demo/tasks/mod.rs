//! Workers run a public program for a dapp. Then one is killed after its claim, and another lies.

mod liar;
mod report;

pub(crate) use report::TasksReport;

use crate::amount::planck;
use futures::future::{try_join, try_join3, try_join_all};
use jmt_node_runner::{
	tasks::{fund, usvg, Blobs, Client, Looker, Worker, SIMPLIFIED},
	ChainSpec, Edge, Error, Node, Result,
};
use jmt_primitives::{
	tasks::{Bench, Stage, Task},
	Balance, JMT,
};
use liar::Liar;
use report::{Books, OwnerReport, TaskReport};
use std::{path::Path, time::Duration};

/// The dapp's account, which pays the workers' owners the money that they stake, too.
const CLIENT: &str = "//Dave";

/// Owners of a worker each. The last one's lies.
const OWNERS: [&str; 5] =
	["//Worker//1", "//Worker//2", "//Worker//3", "//Worker//4", "//Worker//5"];

/// Workers that are honest.
const HONEST: usize = 4;

/// Stake units of each worker.
const UNITS: u32 = 10;

/// Money of each owner: its stake, and enough for a device's deposit and fees.
const FUNDS: Balance = 120 * JMT;

/// Windows of both tasks. Long enough for a machine that carries all of this.
const WINDOWS: [&str; 4] = ["--claim", "20s", "--run", "20s"];

/// How long any wait may take.
const LIMIT: Duration = Duration::from_secs(120);

/// Walks through both tasks.
pub(crate) async fn walk(node: &Node, spec: &ChainSpec, dir: &Path) -> Result<TasksReport> {
	let edge = |name: &str| Edge::new(name, spec, dir);
	let looker = Looker::join(&edge("looker")?).await?;
	let (program, dapp) = (usvg()?, edge("dapp")?);
	let server = Blobs::serve(&dapp, &program).await?;
	fund(node, &looker, CLIENT, &OWNERS, FUNDS).await?;
	let enrolling = (1..).zip(OWNERS).map(async |(number, owner)| {
		Worker::enrolled(edge(&format!("worker-{number}"))?, owner, UNITS).await
	});
	let workers = try_join_all(enrolling).await?;
	let (honest, liar) = match workers.split_at_checked(HONEST) {
		Some((honest, [liar])) => (honest, liar),
		_ => return Err(Error::shape("workers", workers.len())),
	};
	let mut before = Vec::new();
	for (suri, worker) in OWNERS.into_iter().zip(&workers) {
		before.push(looker.owner(suri, worker).await?.0);
	}
	let mut agents = try_join_all(honest.iter().map(Worker::works)).await?;

	let client = Client { edge: dapp, suri: CLIENT.into(), url: server.url.clone() };
	let first = client.posts(&WINDOWS).await?;
	let claimed = |stage| !matches!(stage, Stage::Drawing(_) | Stage::Claiming(Bench::Crew));
	let view = looker.task("the first crew", LIMIT, first, |view| claimed(view.stage)).await?;
	let has_slot = |task: &Task, worker: &Worker| task.crew.slot_of(&worker.id).is_some();
	let idle = honest.iter().zip(&mut agents).find(|(worker, _)| !has_slot(&view.task, worker));
	let (victim, agent) = idle.ok_or_else(|| Error::shape("the first crew", "size"))?;

	// The one that has nothing to do is killed in the second task, while the first goes on.
	let five = [&WINDOWS[..], &["--replicas", "5", "--quorum", "3"]].concat();
	let second = client.posts(&five).await?;
	let lie = Liar::new(&looker, liar, second)?;
	let ended = |stage| matches!(stage, Stage::Ended(_));
	let dying = async {
		let claims =
			looker.task("the victim's claim", LIMIT, second, |view| has_slot(&view.task, victim));
		claims.await?;
		agent.process.kill();
		Ok::<_, Error>(())
	};
	let ending = looker.task("the end of the first task", LIMIT, first, |view| ended(view.stage));
	let (told, (), ()) = try_join3(ending, dying, lie.claims()).await?;
	let told = TaskReport::of(&told)?;
	let output = client.output(first).await?;
	let ending = looker.task("the end of the second task", LIMIT, second, |view| ended(view.stage));
	let ((), last) = try_join(lie.lies(&told.outcome, &output), ending).await?;

	let mut owners = Vec::new();
	for ((suri, before), worker) in OWNERS.into_iter().zip(before).zip(&workers) {
		let (after, staked) = looker.owner(suri, worker).await?;
		owners.push(OwnerReport { device: worker.id, before, after, staked });
	}
	let equal = output == SIMPLIFIED && client.output(second).await? == SIMPLIFIED;
	for task in [first, second] {
		client.edge.json(&["task", "collect", &task.to_string(), "--suri", CLIENT]).await?;
	}
	let books = client.edge.json(&["read", "Tasks", "Books"]).await?;
	let books = Books::read(|name| planck(&books["value"][name]))?;
	looker.leave().await;
	let program = std::fs::metadata(&program).map_err(Error::io("program of a task"))?.len();
	let (liar, victim) = (liar.id, victim.id);
	Ok(TasksReport {
		program,
		equal,
		output: output.len(),
		first: Some(told),
		second: Some(TaskReport::of(&last)?),
		liar,
		victim,
		owners,
		books,
	})
}
