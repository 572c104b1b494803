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
	tasks::{BatchOpened, Bench, Crew, Opening, Stage, Task, TaskId, Terms, Ticket},
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
		let drawn = Drawn { number, seed: batch.seed, ticket, unit };
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
		if let Err(reason) = self.fetch(id, &chance.task.terms).await {
			return self.decline(id, reason);
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
			asked_in: chance.block,
			kept: None,
		};
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
		let own = self.own(&worker);
		let objection = objection(&view.task, bench, crew, drawn.ticket, &own);
		let crew = crew.clone();
		let chance =
			Chance { id: view.id, task: view.task, bench, crew, opening, objection, block };
		Look::Open(Box::new(chance))
	}

	/// Fetches program and input, and sees whether the program is one of the profile.
	async fn fetch(&self, id: TaskId, terms: &Terms) -> Result<(), String> {
		let mut tries = 0;
		let (program, input) = loop {
			match self.bytes(terms).await {
				Ok(bytes) => break bytes,
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
		let checked = tokio::task::spawn_blocking(move || run::check(program, pages)).await;
		match checked {
			Ok(Ok(())) => {
				let (program, input) = fetched;
				self.tell(Event::Fetched { task: id, program, input });
				Ok(())
			},
			Ok(Err(RunError::Refused(why))) => Err(why),
			Ok(Err(error)) => Err(one_line(&error)),
			Err(error) => Err(error.to_string()),
		}
	}

	/// Program and input.
	pub(super) async fn bytes(&self, terms: &Terms) -> Result<(Vec<u8>, Vec<u8>), BytesError> {
		let start = Instant::now();
		let at = self.chain.finalized().await?;
		let (program, from) = self.setup.store.program(&at, &terms.hint, &terms.program).await?;
		let (input, also_from) = self.setup.store.input(&at, &terms.hint, &terms.input).await?;
		tracing::debug!("program from {from:?}, input from {also_from:?} in {:?}", start.elapsed());
		Ok((program, input))
	}
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
