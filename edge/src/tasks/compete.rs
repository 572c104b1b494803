//! From the announcement of a number to the claim: look, fetch, check, wait, look again.

use super::{
	bytes::BytesError,
	context::{read, Context, Done},
	event::Event,
	journal::Entry,
	next::bench_of,
	plan::{claim_after, is_good_at_first, look_after, lowest, objection, Objection},
	run::{self, RunError},
};
use crate::{
	chain::At,
	error::one_line,
	pallets::tasks::{batch, task},
};
use jmt_primitives::{
	tasks::{BatchOpened, Bench, Crew, Input, Opening, Stage, Task, TaskId, Terms, Ticket},
	Hash, Moment,
};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Reads of a task at as many blocks, before it is given up.
const LOOKS: usize = 4;

/// How often bytes are looked for.
const FETCHES: usize = 3;

/// Pause before bytes are looked for again.
const FETCH_AGAIN: Duration = Duration::from_secs(2);

/// A slot that may be had.
struct Chance {
	/// The task's own number.
	id: TaskId,
	task: Task,
	bench: Bench,
	crew: Crew,
	opening: Opening,
	/// Why the device leaves it, as things are.
	objection: Option<Objection>,
	/// The block by which it is so.
	block: u64,
}

/// The device's lowest ticket for a number.
#[derive(Clone, Copy)]
struct Drawn {
	number: TaskId,
	seed: Hash,
	ticket: Ticket,
	unit: u32,
	/// Time that the machine may need to prepare the program, in ms, as far as is known.
	prepares: Moment,
}

impl Context<'_> {
	/// Competes for a slot, and goes on to its end if the device has one.
	pub(super) async fn compete(&self, batch: BatchOpened, number: TaskId) -> Done {
		match self.asked_for(&batch, number).await {
			Some(entry) => self.follow(entry).await,
			None => Done::Nothing,
		}
	}

	/// How long after the announcement a number is worth a look, in ms, if it is.
	pub(super) fn look_after(&self, batch: &BatchOpened, number: TaskId) -> Option<Moment> {
		let (ticket, _) = lowest(&batch.seed, number, &self.setup.device, self.units())?;
		match self.setup.wishes.named {
			true => Some(0),
			false => look_after(ticket, batch.units),
		}
	}

	/// An entry of the journal once a slot is to be asked for.
	async fn asked_for(&self, batch: &BatchOpened, number: TaskId) -> Option<Entry> {
		let after = Duration::from_millis(self.look_after(batch, number)?);
		sleep(after).await;
		if self.has_enough() {
			return None;
		}
		let (ticket, unit) = lowest(&batch.seed, number, &self.setup.device, self.units())?;
		let mut drawn = Drawn { number, seed: batch.seed, ticket, unit, prepares: 0 };
		let mut chance = self.look(&drawn).await?;
		let id = chance.id;
		let window = chance.task.terms.windows.claim;
		let due = match chance.task.draws(chance.bench) {
			true => claim_after(ticket, &chance.opening, &chance.crew, chance.bench, window)?,
			// Those whom a task names need no luck.
			false => 0,
		};
		let due = chance.opening.since.at.saturating_add(due);
		let lucky = is_good_at_first(ticket, &chance.opening, &chance.crew, window);
		if !lucky && chance.task.draws(chance.bench) {
			// Others come first, and the bytes may be needed by them alone.
			self.until(due).await;
			chance = self.look(&drawn).await?;
		}
		self.tell(Event::Drawn { task: id, panel: chance.bench == Bench::Panel });
		if let Some(objection) = chance.objection {
			return self.decline(id, objection.to_string());
		}
		match self.fetch(id, &chance.task.terms).await {
			Ok(prepares) => drawn.prepares = prepares,
			Err(reason) => return self.decline(id, reason),
		}
		self.until(due).await;
		// A lower ticket may have the last slot by now, and another task may keep the machine busy.
		let Some(chance) = self.look(&drawn).await else {
			return self.decline(id, "its claims have closed".into());
		};
		if let Some(objection) = chance.objection {
			return self.decline(id, objection.to_string());
		}
		if self.has_enough() {
			return self.decline(id, "the device has as many as it was to take".into());
		}
		let entry = Entry {
			task: id,
			number,
			terms_hash: chance.task.terms_hash,
			seed: drawn.seed,
			unit: drawn.unit,
			fuel: chance.task.terms.limits.fuel,
			prepares: drawn.prepares,
			window: chance.task.terms.windows.run,
			contents: contents(&chance.task.terms),
			asked_in: chance.block,
			kept: None,
		};
		if self.open.borrow().contains(&entry.key()) {
			// It was announced on two branches.
			return None;
		}
		if let Err(error) = self.setup.journal.begin(&entry) {
			return self.decline(id, one_line(&error));
		}
		self.tell(Event::Claiming { task: id });
		Some(entry)
	}

	fn decline(&self, task: TaskId, reason: String) -> Option<Entry> {
		self.tell(Event::Declined { task, reason });
		None
	}

	/// Looks at a number by the best block. `None` when no slot of it can be claimed.
	async fn look(&self, drawn: &Drawn) -> Option<Chance> {
		let mut best = self.best.clone();
		for _ in 0..LOOKS {
			let head = best.borrow_and_update().clone();
			if let Some(head) = head {
				if let Some(at) = read("the best block", head.block.at()).await {
					match self.look_at(&at, head.block.number(), drawn).await {
						Look::Open(chance) => return Some(*chance),
						Look::Closed => return None,
						Look::Unknown => {},
					}
				}
			}
			best.changed().await.ok()?;
		}
		None
	}

	async fn look_at(&self, at: &At, block: u64, drawn: &Drawn) -> Look {
		let Some(found) = read("a task", task(at, drawn.number)).await else {
			return Look::Unknown;
		};
		// The best block may be on a branch that does not have it yet.
		let Some(view) = found else { return Look::Unknown };
		let Some((bench, crew)) = bench_of(&view.task, drawn.number) else { return Look::Closed };
		match view.stage {
			Stage::Claiming(of) if of == bench => {},
			Stage::Drawing(of) if of == bench => return Look::Unknown,
			_ => return Look::Closed,
		}
		let opening = match crew.opening {
			Some(opening) => Some(opening),
			None => match read("a batch", batch(at, crew.batch)).await {
				Some(batch) => batch.and_then(|batch| batch.opening),
				None => return Look::Unknown,
			},
		};
		let Some(opening) = opening.filter(|opening| opening.seed == drawn.seed) else {
			// On its branch another seed was drawn, which its header announced.
			return Look::Unknown;
		};
		let Some(worker) = self.worker_at(at).await else { return Look::Unknown };
		let own = self.own(&worker, drawn.prepares);
		let objection = objection(&view.task, bench, crew, drawn.ticket, &own);
		let crew = crew.clone();
		let chance =
			Chance { id: view.id, task: view.task, bench, crew, opening, objection, block };
		Look::Open(Box::new(chance))
	}

	/// Fetches program and input, and sees whether the program is one of the profile. Returns the time that the machine
	/// may need to prepare it, in ms.
	async fn fetch(&self, id: TaskId, terms: &Terms) -> Result<Moment, String> {
		// Until the check is over: what waits for it is in memory. The semaphores are never closed.
		let _fetching = self.fetches.acquire().await.map_err(|error| error.to_string())?;
		let mut tries = 0;
		let (program, input) = loop {
			match self.bytes(terms).await {
				Ok(Bytes { unkept: Some(reason), .. }) => {
					return Err(format!("its bytes cannot be kept: {reason}"));
				},
				Ok(Bytes { program, input, .. }) => break (program, input),
				Err(error) => {
					tries += 1;
					let lasting = matches!(error, BytesError::TooLarge { .. });
					if lasting || tries >= FETCHES {
						return Err(format!("its bytes are not at hand: {}", one_line(&error)));
					}
				},
			}
			sleep(FETCH_AGAIN).await;
		};
		let (fetched, pages) = ((program.len(), input.len()), terms.limits.memory_pages);
		let _checking = self.checks.acquire().await.map_err(|error| error.to_string())?;
		let checked = tokio::task::spawn_blocking(move || run::check(program, pages)).await;
		match checked {
			Ok(Ok(took)) => {
				let (program, input) = fetched;
				self.tell(Event::Fetched { task: id, program, input });
				Ok(prepares(took))
			},
			Ok(Err(RunError::Refused(why))) => Err(why),
			Ok(Err(error)) => Err(one_line(&error)),
			Err(error) => Err(error.to_string()),
		}
	}

	/// Program and input: the chain is asked only for what is not at hand.
	pub(super) async fn bytes(&self, terms: &Terms) -> Result<Bytes, BytesError> {
		let start = Instant::now();
		if let Some((program, input)) = self.setup.store.at_hand(terms).await {
			return Ok(Bytes { program, input, unkept: None });
		}
		let at = self.chain.finalized().await?;
		let program = self.setup.store.program(&at, &terms.hint, &terms.program).await?;
		let input = self.setup.store.input(&at, &terms.hint, &terms.input).await?;
		let (from, also_from) = (program.source, input.source);
		tracing::debug!("program from {from:?}, input from {also_from:?} in {:?}", start.elapsed());
		let unkept = program.unkept.or(input.unkept);
		Ok(Bytes { program: program.bytes, input: input.bytes, unkept })
	}
}

/// All that a run is of.
pub(super) struct Bytes {
	pub program: Vec<u8>,
	pub input: Vec<u8>,
	/// Why some of it is not kept, in words.
	unkept: Option<String>,
}

/// Time that the machine may need to prepare a program, in ms, by how long it took once: twice as long, since other runs
/// may be at work then.
fn prepares(took: Duration) -> Moment {
	Moment::try_from(took.as_millis()).unwrap_or(Moment::MAX).saturating_mul(2)
}

/// Hashes of program and input, as far as the task does not have them in it.
fn contents(terms: &Terms) -> Vec<Hash> {
	let input = match &terms.input {
		Input::Stored(content) => Some(content.hash),
		Input::Inline(_) => None,
	};
	std::iter::once(terms.program.hash).chain(input).collect()
}

/// The answer of a block about a number.
enum Look {
	/// A slot may be claimed.
	Open(Box<Chance>),
	/// The claims are over.
	Closed,
	/// The block does not tell.
	Unknown,
}

#[cfg(test)]
mod tests {
	use super::{super::samples::*, *};

	#[test]
	fn prepares_it_is_twice_as_long_as_once() {
		assert_eq!(prepares(Duration::from_millis(1_500)), 3_000);
		assert_eq!(prepares(Duration::MAX), Moment::MAX);
	}

	#[test]
	fn contents_an_input_in_the_task_needs_no_cache() {
		let mut terms = terms();
		assert_eq!(contents(&terms), [content(b"program").hash]);
		terms.input = Input::Stored(content(b"stored"));
		assert_eq!(contents(&terms), [content(b"program").hash, content(b"stored").hash]);
	}
}
