//! From the claim to the end of a slot: each block says which step is next.

use super::{
	context::{read, Context, Done},
	event::{ending_words, verdict_words, Event},
	journal::{Entry, Kept},
	next::{bench_of, next, Over, Step},
	run,
	sending::{answered, Progress, Sending},
};
use crate::{
	error::one_line,
	pallets::tasks::{result, task},
};
use jmt_primitives::{
	tasks::{Bench, Entry as Seated, Stage, Task, TaskView, Verdict},
	AccountId, Balance, Moment,
};
use jmt_programs::sandbox::Request;
use std::{
	cell::Cell,
	future::pending,
	time::{Duration, Instant},
};
use tokio::time::sleep;

/// Most blocks between two looks at a task of which nothing is new.
const MOST_BLOCKS_APART: u64 = 8;

/// Runs that may fail on this machine, before a slot is given up.
const RUNS: u32 = 3;

/// Pause before a run that failed is tried again.
const RUN_AGAIN: Duration = Duration::from_secs(4);

/// How long it is waited for a task's end once the result was told.
const END_LIMIT: Duration = Duration::from_secs(120);

/// Fuel that is to be run, as part of the backlog.
struct Load<'a> {
	backlog: &'a Cell<u64>,
	fuel: u64,
}

impl<'a> Load<'a> {
	fn new(backlog: &'a Cell<u64>, fuel: u64) -> Self {
		backlog.set(backlog.get().saturating_add(fuel));
		Self { backlog, fuel }
	}
}

impl Drop for Load<'_> {
	fn drop(&mut self) {
		self.backlog.set(self.backlog.get().saturating_sub(self.fuel));
	}
}

/// A slot, as one of those that are open.
struct Open<'a>(&'a Cell<usize>);

impl<'a> Open<'a> {
	fn new(open: &'a Cell<usize>) -> Self {
		open.set(open.get().saturating_add(1));
		Self(open)
	}
}

impl Drop for Open<'_> {
	fn drop(&mut self) {
		self.0.set(self.0.get().saturating_sub(1));
	}
}

impl Context<'_> {
	/// Takes a slot from the claim, or from where an earlier run left it, to its end.
	pub(super) async fn follow(&self, mut entry: Entry) -> Done {
		let _open = Open::new(&self.open);
		let (over, view, block) = self.steps(&mut entry).await;
		let task = entry.task;
		if let Err(error) = self.setup.journal.end(&entry) {
			// It is looked at once more by the next start, which ends it.
			tracing::warn!("{}", one_line(&error));
		}
		let reason = match over {
			Over::Told | Over::Ended(_) => {
				self.tell(Event::Told { task, block });
				match over {
					Over::Ended(verdict) => self.tell_end(&entry, view.as_ref(), verdict),
					_ => self.watch_end(&entry).await,
				}
				return Done::Told;
			},
			Over::NoSlot => "others have the slots",
			Over::Unfilled => "too few workers claimed it",
			Over::Silent => {
				"its time passed without the result of the device, which pays for silence"
			},
			Over::Lost => "the device committed to a result that is not in this journal",
			Over::Gone => "it is gone, or was never on the finalized chain",
		};
		self.tell(Event::Left { task, reason: reason.into() });
		Done::Nothing
	}

	/// Goes from step to step. Returns why it is over, and the finalized state and block by which it is.
	async fn steps(&self, entry: &mut Entry) -> (Over, Option<TaskView>, u64) {
		let mut load = match entry.kept {
			Some(_) => None,
			None => Some(Load::new(&self.backlog, entry.fuel)),
		};
		let mut best = self.best.clone();
		let mut sending: Option<Sending> = None;
		let mut progress = Progress::default();
		let (mut idle, mut next_look) = (0_u64, 0_u64);
		loop {
			tokio::select! {
				taken = answered(&mut sending) => {
					let step = sending.take().map(|sending| sending.step);
					self.on_answer(entry, step, taken, &mut progress);
					continue;
				},
				changed = best.changed() => if changed.is_err() {
					// The work ends.
					return pending().await;
				},
			}
			let Some(head) = best.borrow_and_update().clone() else { continue };
			let (Some(owner), number) = (self.owner(), head.block.number()) else { continue };
			if number < next_look {
				continue;
			}
			let Some(at) = read("the best block", head.block.at()).await else { continue };
			let Some(view) = read("a task", task(&at, entry.task)).await else { continue };
			let step = next(view.as_ref(), number, entry, &self.me(&owner));
			self.tell_progress(entry, view.as_ref(), number, &mut progress);
			idle = match step {
				Step::Wait => idle.saturating_add(1),
				_ => 0,
			};
			next_look = number.saturating_add((idle / 8).min(MOST_BLOCKS_APART));
			match (step, view) {
				(Step::Wait, _) => sending = None,
				(Step::Claim, _) if progress.given_up => sending = None,
				(Step::Run, _) if progress.failed >= RUNS => {},
				(Step::Run, Some(view)) => {
					if !self.has_final_slot(entry).await {
						continue;
					}
					let left = self.left(&view);
					match self.execute(entry, &view.task, left).await {
						Ok(()) => {
							load = None;
							// The newest block tells whether it is still asked for.
							best.mark_changed();
						},
						Err(reason) => {
							progress.failed = progress.failed.saturating_add(1);
							self.tell(Event::NotRun { task: entry.task, reason });
							sleep(RUN_AGAIN).await;
							best.mark_changed();
						},
					}
				},
				(Step::Reveal, Some(view)) => {
					// On another branch somebody might commit to what is told here.
					let (step, _, _) = self.final_step(entry, &owner).await;
					if step == Some(Step::Reveal) {
						self.send(entry, step, &at, &view, number, &mut sending, &mut progress);
					}
				},
				(Step::Claim | Step::Commit, Some(view)) => {
					self.send(entry, Some(step), &at, &view, number, &mut sending, &mut progress);
				},
				(Step::Over(_), _) => {
					let (step, view, block) = self.final_step(entry, &owner).await;
					if let Some(Step::Over(over)) = step {
						drop(load);
						return (over, view, block);
					}
				},
				// A step comes with a task.
				(Step::Run | Step::Reveal | Step::Claim | Step::Commit, None) => {},
			}
		}
	}

	/// Tells of a slot and of a commitment once a best block has them.
	fn tell_progress(
		&self,
		entry: &Entry,
		view: Option<&TaskView>,
		block: u64,
		progress: &mut Progress,
	) {
		let found = view.filter(|view| view.task.terms_hash == entry.terms_hash);
		let crew = found.and_then(|view| bench_of(&view.task, entry.number));
		let Some((_, slot)) = crew.and_then(|(_, crew)| crew.slot_of(&self.setup.device)) else {
			return;
		};
		let task = entry.task;
		if !std::mem::replace(&mut progress.claimed_told, true) {
			self.tell(Event::Claimed { task, block });
		}
		let committed = slot.entry != Seated::Claimed;
		if committed && !std::mem::replace(&mut progress.committed_told, true) {
			self.tell(Event::Committed { task, block });
		}
	}

	/// The next step by the finalized state, with that and its block. `None` when it was not read.
	async fn final_step(
		&self,
		entry: &Entry,
		owner: &AccountId,
	) -> (Option<Step>, Option<TaskView>, u64) {
		let Some((view, block)) = self.final_view(entry).await else { return (None, None, 0) };
		(Some(next(view.as_ref(), block, entry, &self.me(owner))), view, block)
	}

	async fn final_view(&self, entry: &Entry) -> Option<(Option<TaskView>, u64)> {
		let at = read("the newest finalized block", self.chain.finalized()).await?;
		let view = read("a task", task(&at, entry.task)).await?;
		Some((view, at.block_number()))
	}

	/// Whether the finalized state has the device's slot.
	async fn has_final_slot(&self, entry: &Entry) -> bool {
		let Some((Some(view), _)) = self.final_view(entry).await else { return false };
		let crew = bench_of(&view.task, entry.number).map(|(_, crew)| crew);
		view.task.terms_hash == entry.terms_hash
			&& crew.is_some_and(|crew| crew.slot_of(&self.setup.device).is_some())
	}

	/// Time until the end of the stage; the whole window where its clock has not begun.
	fn left(&self, view: &TaskView) -> Duration {
		let window = view.task.terms.windows.run;
		let left = |(until, now): (Moment, Moment)| until.saturating_sub(now);
		Duration::from_millis(view.deadline.zip(self.now()).map_or(window, left))
	}

	/// Runs the program, behind those that run before it, and keeps the result.
	async fn execute(&self, entry: &mut Entry, task: &Task, left: Duration) -> Result<(), String> {
		let start = Instant::now();
		// The semaphore is never closed.
		let _turn = self.turn.acquire().await.map_err(|error| error.to_string())?;
		self.tell(Event::Running { task: entry.task });
		let terms = &task.terms;
		let (program, input) = self.bytes(terms).await.map_err(|error| one_line(&error))?;
		let arguments = terms.arguments.to_vec();
		let request = Request { program, input, arguments, limits: terms.limits };
		let left = left.saturating_sub(start.elapsed());
		let ran = tokio::task::spawn_blocking(move || run::run(&request, left)).await;
		let ran = ran.map_err(|error| error.to_string())?.map_err(|error| one_line(&error))?;
		if !ran.errors.is_empty() {
			tracing::debug!("task {}: the program said: {}", entry.task, ran.errors);
		}
		let kept = Kept::new(ran.outcome, ran.output);
		self.setup.journal.keep(entry, kept).map_err(|error| one_line(&error))?;
		self.tell(Event::Ran {
			task: entry.task,
			ending: ending_words(ran.outcome.ending),
			fuel: ran.outcome.fuel,
			milliseconds: u64::try_from(ran.took.as_millis()).unwrap_or(u64::MAX),
			digest: ran.outcome.digest().0,
		});
		Ok(())
	}

	/// Waits a while for the end of a task whose result was told, and tells it.
	async fn watch_end(&self, entry: &Entry) {
		let start = Instant::now();
		let mut best = self.best.clone();
		while start.elapsed() < END_LIMIT && best.changed().await.is_ok() {
			let Some((view, _)) = self.final_view(entry).await else { continue };
			match view.as_ref().map(|view| view.stage) {
				Some(Stage::Ended(verdict)) => {
					return self.tell_end(entry, view.as_ref(), verdict);
				},
				// It may stand for days, and a client may have collected it.
				Some(Stage::Standing(_)) | None => return,
				_ => {},
			}
		}
	}

	fn tell_end(&self, entry: &Entry, view: Option<&TaskView>, verdict: Verdict) {
		let paid = view.map_or(0, |view| paid(&view.task, entry));
		let verdict = verdict_words(verdict).into();
		self.tell(Event::Ended { task: entry.task, verdict, paid });
	}
}

/// Paid to the worker's owner for an entry of a task that ended, in planck.
fn paid(task: &Task, entry: &Entry) -> Balance {
	let Some(end) = &task.end else { return 0 };
	let Some((bench, _)) = bench_of(task, entry.number) else { return 0 };
	let counts = match (end.verdict, bench) {
		(Verdict::Upheld | Verdict::Overturned, _) | (Verdict::Done, Bench::Crew) => true,
		// A panel without a majority is not paid.
		(Verdict::Done, Bench::Panel) => false,
		(Verdict::Rejected | Verdict::Expired | Verdict::Undecided, _) => false,
	};
	let ours = entry.kept.as_ref().map(|kept| kept.outcome);
	let equal = result(task, end).is_some_and(|(outcome, _)| Some(outcome) == ours);
	if counts && equal {
		task.amounts.net()
	} else {
		0
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::samples::{judged, outcome, slot, task, PANEL, TASK},
		*,
	};
	use jmt_primitives::{
		tasks::{End, Place},
		Hash,
	};

	fn entry(number: u64, output: &[u8]) -> Entry {
		Entry {
			task: TASK,
			number,
			terms_hash: task().terms_hash,
			seed: Hash::zero(),
			unit: 0,
			fuel: 0,
			asked_in: 0,
			kept: Some(Kept::new(outcome(output), output.to_vec())),
		}
	}

	/// A task that ended with the output `a` of its crew's first slot.
	fn ended(verdict: Verdict) -> Task {
		let mut task = judged();
		let seated = Seated::Revealed { outcome: outcome(b"a"), carries: true };
		task.crew.slots.try_push(slot(1, 3, seated)).unwrap();
		let result = Some(Place { bench: Bench::Crew, index: 0 });
		task.end = Some(End { verdict, at: 0, result });
		task
	}

	#[test]
	fn paid_the_same_result_as_the_one_that_counts() {
		let net = task().amounts.net();
		for verdict in [Verdict::Done, Verdict::Upheld, Verdict::Overturned] {
			assert_eq!(paid(&ended(verdict), &entry(TASK, b"a")), net, "{verdict:?}");
			assert_eq!(paid(&ended(verdict), &entry(TASK, b"b")), 0, "{verdict:?}");
		}
		assert_eq!(paid(&ended(Verdict::Upheld), &entry(PANEL, b"a")), net);
		assert_eq!(paid(&ended(Verdict::Done), &entry(PANEL, b"a")), 0);
		assert_eq!(paid(&ended(Verdict::Rejected), &entry(TASK, b"a")), 0);
		assert_eq!(paid(&task(), &entry(TASK, b"a")), 0);
	}

	#[test]
	fn load_it_is_part_of_the_backlog_as_long_as_it_lives() {
		let backlog = Cell::new(5);
		let first = Load::new(&backlog, 7);
		let second = Load::new(&backlog, 1);
		assert_eq!(backlog.get(), 13);
		drop(first);
		assert_eq!(backlog.get(), 6);
		drop(second);
		assert_eq!(backlog.get(), 5);
	}
}
