//! From the claim to the end of a slot: each block says which step is next.

use super::{
	bytes::BytesError,
	compete::Bytes,
	context::{read, Context, Done, Loads},
	event::{ending_words, verdict_words, Event},
	journal::{Entry, Kept},
	next::{bench_of, is_due, is_last_chance, next, Over, Step},
	plan::takes,
	run,
	sending::{answered, Progress, Sending},
};
use crate::{
	error::one_line,
	pallets::tasks::{result, task},
};
use jmt_primitives::{
	tasks::{Bench, Entry as Seated, Stage, Task, TaskId, TaskView, Verdict},
	AccountId, Balance, Hash, Moment,
};
use jmt_programs::sandbox::Request;
use std::{
	cell::RefCell,
	collections::BTreeSet,
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

/// A run that is to be made, as part of the backlog.
struct Load<'a> {
	loads: &'a Loads,
	load: (u128, Moment),
}

impl<'a> Load<'a> {
	fn new(loads: &'a Loads, takes: u128, window: Moment) -> Self {
		let load = (takes, window);
		loads.borrow_mut().push(load);
		Self { loads, load }
	}
}

impl Drop for Load<'_> {
	fn drop(&mut self) {
		let mut loads = self.loads.borrow_mut();
		// One that is equal is as good.
		if let Some(place) = loads.iter().position(|load| *load == self.load) {
			loads.swap_remove(place);
		}
	}
}

/// A slot, as one of those that are open.
struct Open<'a> {
	open: &'a RefCell<BTreeSet<(Hash, TaskId)>>,
	key: (Hash, TaskId),
}

impl<'a> Open<'a> {
	fn new(open: &'a RefCell<BTreeSet<(Hash, TaskId)>>, key: (Hash, TaskId)) -> Self {
		open.borrow_mut().insert(key);
		Self { open, key }
	}
}

impl Drop for Open<'_> {
	fn drop(&mut self) {
		self.open.borrow_mut().remove(&self.key);
	}
}

impl Context<'_> {
	/// Takes a slot from the claim, or from where an earlier run left it, to its end.
	pub(super) async fn follow(&self, mut entry: Entry) -> Done {
		let _open = Open::new(&self.open, entry.key());
		let _held = self.setup.store.hold(&entry.contents);
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
			None => {
				let takes = takes(entry.fuel, entry.prepares, self.setup.speed);
				Some(Load::new(&self.loads, takes, entry.window))
			},
		};
		let mut best = self.best.clone();
		let mut sending: Option<Sending> = None;
		let mut progress = Progress::default();
		let (mut idle, mut next_look, mut deadline) = (0_u64, 0_u64, None);
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
			if !is_due(number, next_look, deadline, self.now()) {
				continue;
			}
			let Some(at) = read("the best block", head.block.at()).await else { continue };
			let Some(view) = read("a task", task(&at, entry.task)).await else { continue };
			deadline = view.as_ref().and_then(|view| view.deadline);
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
				(Step::Run, _) if progress.failed >= RUNS => load = None,
				(Step::Run, Some(view)) => {
					if progress.found.is_none() {
						if !self.has_final_slot(entry).await {
							continue;
						}
						let left = left(view.deadline, self.now(), view.task.terms.windows.run);
						match self.execute(entry, &view.task, left).await {
							Ok(found) => progress.found = Some(found),
							Err(fault) => {
								self.on_fault(entry, fault, &mut progress).await;
								continue;
							},
						}
						load = None;
					}
					if self.is_written(entry, &mut progress) {
						// The newest block tells whether it is still asked for.
						best.mark_changed();
					}
				},
				(Step::Reveal, Some(view)) => {
					// On another branch somebody might commit to what is told here.
					let last = is_last_chance(view.deadline, self.now());
					if last || self.final_step(entry, &owner).await.0 == Some(Step::Reveal) {
						self.send(
							entry,
							Some(step),
							&at,
							&view,
							number,
							&mut sending,
							&mut progress,
						);
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

	/// Runs the program, behind those that run before it.
	async fn execute(&self, entry: &Entry, task: &Task, left: Duration) -> Result<Kept, Fault> {
		let terms = &task.terms;
		// A server that is slow is to keep no other program waiting. Meanwhile the bytes are in the cache.
		let around = |error: BytesError| Fault::Around(one_line(&error));
		drop(self.bytes(terms).await.map_err(around)?);
		// The semaphore is never closed.
		let turn = self.turn.acquire().await;
		let _turn = turn.map_err(|error| Fault::Around(error.to_string()))?;
		self.tell(Event::Running { task: entry.task });
		let arguments = terms.arguments.to_vec();
		let Bytes { program, input, .. } = self.bytes(terms).await.map_err(around)?;
		let request = Request { program, input, arguments, limits: terms.limits };
		// With another light client the run begins anew: this one is to leave it the machine.
		let stop = run::Stop::default();
		let stopped = stop.stopped.clone();
		let ran = move || run::run_unless(&request, left, &stopped);
		let ran = tokio::task::spawn_blocking(ran).await;
		let ran = ran.map_err(|error| Fault::Around(error.to_string()))?;
		let ran = ran.map_err(|error| Fault::Run(one_line(&error)))?;
		if !ran.errors.is_empty() {
			tracing::debug!("task {}: the program said: {}", entry.task, ran.errors);
		}
		self.tell(Event::Ran {
			task: entry.task,
			ending: ending_words(ran.outcome.ending),
			fuel: ran.outcome.fuel,
			milliseconds: u64::try_from(ran.took.as_millis()).unwrap_or(u64::MAX),
			digest: ran.outcome.digest().0,
		});
		Ok(Kept::new(ran.outcome, ran.output))
	}

	/// Counts a fault of a run and waits a while. Others pass by themselves: the next block is another chance.
	async fn on_fault(&self, entry: &Entry, fault: Fault, progress: &mut Progress) {
		let task = entry.task;
		match fault {
			Fault::Run(reason) => {
				progress.failed = progress.failed.saturating_add(1);
				self.tell(Event::NotRun { task, reason });
				sleep(RUN_AGAIN).await;
			},
			Fault::Around(reason) => {
				if progress.is_news(&reason) {
					self.tell(Event::NotRun { task, reason });
				}
			},
		}
	}

	/// Writes a result that was computed, and tells whether the entry has one. The next block is another chance to write.
	fn is_written(&self, entry: &mut Entry, progress: &mut Progress) -> bool {
		if let Some(kept) = progress.found.clone() {
			if let Err(error) = self.setup.journal.keep(entry, kept) {
				let reason = one_line(&error);
				if progress.is_news(&reason) {
					self.tell(Event::NotRun { task: entry.task, reason });
				}
			}
		}
		entry.kept.is_some()
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

/// Why there is no result.
enum Fault {
	/// The run's, or its process's.
	Run(String),
	/// Its bytes were not at hand, or its time was not given.
	Around(String),
}

/// Time for a run. A stage lasts until some blocks had room, so that its deadline may pass before its end: the fuel bounds
/// a run, and the stage says when its result is of no use.
fn left(deadline: Option<Moment>, now: Option<Moment>, window: Moment) -> Duration {
	let left = deadline.zip(now).map_or(0, |(deadline, now)| deadline.saturating_sub(now));
	Duration::from_millis(left.max(window))
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
		super::{
			context::backlog,
			plan::Backlog,
			samples::{judged, outcome, slot, task, PANEL, TASK},
		},
		*,
	};
	use jmt_primitives::tasks::{End, Place};

	fn entry(number: u64, output: &[u8]) -> Entry {
		Entry {
			task: TASK,
			number,
			terms_hash: task().terms_hash,
			seed: Hash::zero(),
			unit: 0,
			fuel: 0,
			prepares: 0,
			window: 0,
			contents: Vec::new(),
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
		let loads = Loads::default();
		let first = Load::new(&loads, 7, 100);
		let second = Load::new(&loads, 1, 60);
		assert_eq!(backlog(&loads), Backlog { takes: 8, half: 30 });
		drop(second);
		assert_eq!(backlog(&loads), Backlog { takes: 7, half: 50 });
		drop(first);
		assert_eq!(backlog(&loads), Backlog::NONE);
	}

	#[test]
	fn open_a_slot_is_there_as_long_as_it_lives() {
		let open = RefCell::default();
		let slot = Open::new(&open, entry(TASK, b"a").key());
		assert!(open.borrow().contains(&entry(TASK, b"b").key()));
		assert!(!open.borrow().contains(&entry(PANEL, b"a").key()));
		drop(slot);
		assert!(open.borrow().is_empty());
	}

	#[test]
	fn left_it_is_never_less_than_the_window() {
		let left = |deadline, now| left(deadline, now, 60).as_millis();
		assert_eq!(left(Some(200), Some(100)), 100);
		assert_eq!(left(Some(200), Some(199)), 60);
		assert_eq!(left(Some(200), Some(300)), 60);
		assert_eq!(left(None, Some(300)), 60);
	}
}
