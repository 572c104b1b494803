//! The workers' agents: kills them, starts them again on their folders, and keeps tasks coming meanwhile.

use super::{desk::Desk, market::AT_ONCE, Progress, TaskKills, LOOK, STAGES};
use crate::{tasks::Worker, EdgeProcess, Error, Result};
use futures::{
	future::{try_join_all, FutureExt, LocalBoxFuture},
	stream::{FuturesUnordered, StreamExt},
};
use jmt_primitives::tasks::{Bench, Entry, Stage, TaskId, TaskView, Verdict};
use std::{
	cell::RefCell,
	collections::{BTreeSet, VecDeque},
	time::{Duration, Instant},
};
use tokio::time::sleep;

/// Pause between two kills, and how long a worker is gone before it is started again.
const BETWEEN_KILLS: Duration = Duration::from_secs(6);
const GONE: Duration = Duration::from_secs(2);

/// Pause between two calls that settle.
const BETWEEN_SETTLES: Duration = Duration::from_secs(8);

/// How long posts are waited for before they are taken for lost.
const POSTED: Duration = Duration::from_secs(60);

/// Posts in a row that may fail.
const FAILURES: u32 = 20;

/// How long the first task may take until it is posted.
const FIRST: Duration = Duration::from_secs(240);

/// How long all may take: to begin with, and for each task.
const BEGIN: Duration = Duration::from_secs(600);
const EACH: Duration = Duration::from_secs(30);

/// The agent's words for a commitment that its journal does not have.
const LOST: &str = "not in this journal";

/// The workers' agents.
pub(super) struct Fleet<'a> {
	workers: &'a [Worker],
	/// `None` where one is being started.
	agents: Vec<Option<EdgeProcess>>,
	/// Kills by worker.
	killed: Vec<u32>,
	/// Kills by stage.
	kills: [u32; 4],
	/// Most kills in a stage.
	each: u32,
	/// Commitments that a journal had lost.
	lost: usize,
}

/// Agents that come back, by the worker.
type Returning<'a> = FuturesUnordered<LocalBoxFuture<'a, (usize, Result<EdgeProcess>)>>;

/// The moments at which things were done last.
struct Pace {
	killed: Instant,
	settled: Instant,
	posted: Instant,
	/// Tasks that there are once all posts are in a block.
	asked: usize,
	/// Posts in a row that a node did not take.
	failed: u32,
}

impl<'a> Fleet<'a> {
	/// Starts all agents, some at once.
	pub(super) async fn start(workers: &'a [Worker], each: u32) -> Result<Self> {
		let mut agents = Vec::new();
		for some in workers.chunks(AT_ONCE) {
			let started = try_join_all(some.iter().map(Worker::works)).await?;
			agents.extend(started.into_iter().map(Some));
		}
		let killed = vec![0; workers.len()];
		Ok(Self { workers, agents, killed, kills: [0; 4], each, lost: 0 })
	}

	/// Has tasks posted and kills workers until all tasks have ended. Those that have a result are put into `ended`.
	pub(super) async fn carry(
		&mut self,
		settings: &TaskKills,
		desk: &Desk<'_>,
		ended: &RefCell<VecDeque<TaskId>>,
		mut progress: impl FnMut(Progress),
	) -> Result<()> {
		let begun = Instant::now();
		let limit = BEGIN + EACH * u32::try_from(settings.tasks).unwrap_or(u32::MAX);
		let mut pace = Pace { killed: begun, settled: begun, posted: begun, asked: 0, failed: 0 };
		let (mut back, mut seen) = (Returning::new(), BTreeSet::new());
		let mut views = Vec::new();
		while begun.elapsed() < limit {
			tokio::select! {
				Some((worker, agent)) = back.next() => {
					self.agents[worker] = Some(agent?);
					continue;
				},
				() = sleep(LOOK) => {},
			}
			for agent in self.agents.iter_mut().flatten() {
				agent.process.expect_running()?;
			}
			// A node that is busy is asked again.
			let Ok(found) = desk.views().await else { continue };
			views = found;
			for view in &views {
				if view.stage == Stage::Ended(Verdict::Done) && seen.insert(view.id) {
					ended.borrow_mut().push_back(view.id);
				}
			}
			let open = views.iter().filter(|view| !matches!(view.stage, Stage::Ended(_))).count();
			let (posted, kills) = (views.len(), self.kills);
			progress(Progress { posted, ended: posted - open, kills });
			let wanted = self.wanted(settings.tasks);
			if posted >= wanted && open == 0 && back.is_empty() {
				return Ok(());
			}
			// First, since by the time of the others the stages may be others.
			self.kill(&mut pace, &views, &mut back);
			pace.post(desk, settings.open, wanted, posted, open).await?;
			pace.settle(desk, &views).await;
			if posted == 0 && begun.elapsed() > FIRST {
				return Err(Error::TimedOut { what: "the first task".into(), limit: FIRST });
			}
		}
		let open = views.iter().filter(|view| !matches!(view.stage, Stage::Ended(_)));
		let open: Vec<String> =
			open.map(|view| format!("task {}: {}", view.id, view.why)).collect();
		let what = format!("the end of {} tasks; {}", settings.tasks, open.join("; "));
		Err(Error::TimedOut { what, limit })
	}

	/// Tasks that are to be posted in all.
	fn wanted(&self, tasks: usize) -> usize {
		match self.kills.contains(&0) && self.each > 0 {
			true => tasks * 2,
			false => tasks,
		}
	}

	/// Kills one worker, if it is time, and has it started again.
	fn kill(&mut self, pace: &mut Pace, views: &[TaskView], back: &mut Returning<'a>) {
		let most = (self.workers.len() / 4).max(2);
		if pace.killed.elapsed() < BETWEEN_KILLS || back.len() >= most {
			return;
		}
		let Some((index, stage)) = self.victim(views) else { return };
		let (Some(mut agent), workers) = (self.agents[index].take(), self.workers) else { return };
		agent.process.kill();
		self.lost += lost(&agent);
		self.kills[stage] += 1;
		self.killed[index] += 1;
		pace.killed = Instant::now();
		let returns = async move {
			sleep(GONE).await;
			(index, workers[index].works().await)
		};
		back.push(returns.boxed_local());
	}

	/// A worker that runs, and the stage in which it has a slot: the stage with the fewest kills, then the worker.
	fn victim(&self, views: &[TaskView]) -> Option<(usize, usize)> {
		let seats = views.iter().flat_map(|view| {
			let slots = view.task.crew.slots.iter();
			slots.filter_map(move |slot| Some((slot.device, stage_of(view.stage, &slot.entry)?)))
		});
		let running = seats.filter_map(|(device, stage)| {
			let index = self.workers.iter().position(|worker| worker.id == device)?;
			let may = self.agents[index].is_some() && self.kills[stage] < self.each;
			may.then_some((index, stage))
		});
		running.min_by_key(|(index, stage)| (self.kills[*stage], self.killed[*index]))
	}

	/// Ends all agents. Returns the kills by stage, and what is off.
	pub(super) fn end(mut self) -> ([u32; 4], Vec<String>) {
		self.lost += self.agents.iter().flatten().map(lost).sum::<usize>();
		let mut faults = Vec::new();
		if self.lost > 0 {
			faults.push(format!("{} commitments were not in the journal of a worker", self.lost));
		}
		if self.each > 0 {
			let never = STAGES.iter().zip(self.kills).filter(|(_, kills)| *kills == 0);
			faults.extend(never.map(|(stage, _)| format!("no worker was killed {stage}")));
		}
		(self.kills, faults)
	}
}

impl Pace {
	/// Posts a batch where there is room for one, unless the last one is still to come. One that fails is posted again, a
	/// few times.
	async fn post(
		&mut self,
		desk: &Desk<'_>,
		most: usize,
		wanted: usize,
		posted: usize,
		open: usize,
	) -> Result<()> {
		let count = wanted.saturating_sub(posted).min(most.div_ceil(2));
		let waits = posted < self.asked && self.posted.elapsed() < POSTED;
		if count == 0 || waits || open + count > most {
			return Ok(());
		}
		match desk.post(posted, count).await {
			Ok(()) => self.failed = 0,
			Err(error) if self.failed >= FAILURES => return Err(error),
			Err(_) => {
				self.failed += 1;
				return Ok(());
			},
		}
		self.asked = posted + count;
		self.posted = Instant::now();
		Ok(())
	}

	/// Settles what is due, and begins clocks that nobody has begun.
	async fn settle(&mut self, desk: &Desk<'_>, views: &[TaskView]) {
		let due: Vec<TaskId> =
			views.iter().filter(|view| is_due(view)).map(|view| view.id).collect();
		if due.is_empty() || self.settled.elapsed() < BETWEEN_SETTLES {
			return;
		}
		let _ = desk.settle(due).await;
		self.settled = Instant::now();
	}
}

fn is_due(view: &TaskView) -> bool {
	match view.stage {
		Stage::Due(_) => true,
		Stage::Running(_) | Stage::Revealing(_) => view.deadline.is_none(),
		_ => false,
	}
}

/// Where in [`STAGES`] a slot is, by what the chain says.
fn stage_of(stage: Stage, entry: &Entry) -> Option<usize> {
	match (stage, entry) {
		(Stage::Claiming(Bench::Crew), Entry::Claimed) => Some(0),
		(Stage::Running(Bench::Crew), Entry::Claimed) => Some(1),
		(Stage::Running(Bench::Crew), Entry::Committed(_)) => Some(2),
		(Stage::Revealing(Bench::Crew), Entry::Committed(_)) => Some(3),
		_ => None,
	}
}

/// Commitments that an agent says its journal has lost, since it was started.
fn lost(agent: &EdgeProcess) -> usize {
	let is_lost = |line: &serde_json::Value| {
		line["event"] == "left" && line["reason"].as_str().is_some_and(|why| why.contains(LOST))
	};
	agent.lines().iter().filter(|line| is_lost(line)).count()
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{tasks::Commitment, Hash};

	#[test]
	fn stage_of_a_slot_that_is_told_or_not_its_turn_has_none() {
		let committed = Entry::Committed(Commitment(Hash::zero()));
		let of = |stage, entry: &Entry| stage_of(stage, entry).map(|index| STAGES[index]);
		let (claims, runs) = (Stage::Claiming(Bench::Crew), Stage::Running(Bench::Crew));
		let reveals = Stage::Revealing(Bench::Crew);
		assert_eq!(of(claims, &Entry::Claimed), Some("after the claim"));
		assert_eq!(of(runs, &Entry::Claimed), Some("in the run"));
		assert_eq!(of(runs, &committed), Some("behind the commitment"));
		assert_eq!(of(reveals, &committed), Some("in the reveals"));
		assert_eq!(of(reveals, &Entry::Claimed), None);
		assert_eq!(of(Stage::Running(Bench::Panel), &Entry::Claimed), None);
		assert_eq!(of(Stage::Ended(Verdict::Done), &committed), None);
	}
}
