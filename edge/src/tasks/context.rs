//! All that competitions and slots have in common: the chain and its time, the device as a worker, and the counts.

use super::{
	event::Event,
	next::Worker,
	plan::{Backlog, Own},
	work::Setup,
};
use crate::{
	chain::{At, Chain},
	error::{one_line, Error},
	heads::Block,
	mine::digest,
	pallets::tasks::{announced_batch, worker},
};
use jmt_primitives::{
	tasks::{BatchOpened, TaskId, WorkerView},
	AccountId, Hash, Moment,
};
use std::{
	cell::{Cell, RefCell},
	collections::BTreeSet,
	future::Future,
	time::{Duration, Instant},
};
use tokio::{
	sync::{mpsc, watch, Semaphore},
	time::sleep,
};

/// Limit for a read. It is tried again at the next block.
const READ_LIMIT: Duration = Duration::from_secs(6);

/// How often the worker is read anew.
const REFRESH: Duration = Duration::from_secs(60);

/// The same while the device is none.
const REFRESH_UNTIL_ENROLLED: Duration = Duration::from_secs(4);

/// A step of the chain's time while something is waited for.
const CLOCK_STEP: Duration = Duration::from_millis(500);

/// The newest best block.
#[derive(Clone)]
pub(super) struct Best {
	pub block: Block,
	/// The chain's time, in ms, by its slot.
	time: Moment,
	/// When it came.
	came: Instant,
}

/// The end of one of the things that go on at the same time.
pub(super) enum Done {
	/// A number was left to others, or a slot came to nothing.
	Nothing,
	/// A result was told.
	Told,
	/// Batches that were announced earlier.
	Found(Vec<BatchOpened>),
	/// The work cannot go on.
	Failed(Error),
}

/// Time, in ms, and window of each run that is to be made.
pub(super) type Loads = RefCell<Vec<(u128, Moment)>>;

/// The sum of runs that are to be made.
pub(super) fn backlog(loads: &Loads) -> Backlog {
	let loads = loads.borrow();
	loads.iter().fold(Backlog::NONE, |all, (takes, window)| all.and(*takes, *window))
}

/// All that the things which go on at the same time have in common.
pub(super) struct Context<'a> {
	pub chain: &'a Chain,
	pub setup: &'a Setup,
	pub genesis: Hash,
	pub best: watch::Receiver<Option<Best>>,
	/// One program runs at a time.
	pub turn: Semaphore,
	/// So many tasks' bytes are fetched and checked at a time.
	pub fetches: Semaphore,
	/// One program is checked at a time.
	pub checks: Semaphore,
	/// Runs of slots that are claimed and were not run yet.
	pub loads: Loads,
	/// Slots that are asked for or had, by terms and number.
	pub open: RefCell<BTreeSet<(Hash, TaskId)>>,
	/// Results that were told, by earlier light clients too.
	pub told: &'a Cell<usize>,
	/// The device as a worker, if it is one.
	pub worker: RefCell<Option<WorkerView>>,
	pub slot_ms: Moment,
	pub events: mpsc::UnboundedSender<Event>,
}

/// Reads from the chain, within [`READ_LIMIT`]. A failure is logged: the next block is another chance.
pub(super) async fn read<T, E: std::error::Error + 'static>(
	what: &str,
	future: impl Future<Output = Result<T, E>>,
) -> Option<T> {
	match tokio::time::timeout(READ_LIMIT, future).await {
		Ok(Ok(value)) => Some(value),
		Ok(Err(error)) => {
			tracing::debug!("{what}: {}", one_line(&error));
			None
		},
		Err(_) => {
			tracing::debug!("{what}: no answer within {} s", READ_LIMIT.as_secs());
			None
		},
	}
}

impl Context<'_> {
	/// Tells something.
	pub(super) fn tell(&self, event: Event) {
		// The receiver is there as long as this is.
		let _ = self.events.send(event);
	}

	/// Whether no further slot is asked for.
	pub(super) fn has_enough(&self) -> bool {
		let all = self.told.get().saturating_add(self.open.borrow().len());
		self.setup.most.is_some_and(|most| all >= most)
	}

	pub(super) fn has_told_enough(&self) -> bool {
		self.setup.most.is_some_and(|most| self.told.get() >= most)
	}

	/// The device's stake units, as far as it is a worker.
	pub(super) fn units(&self) -> u32 {
		self.worker.borrow().as_ref().map_or(0, |worker| worker.units)
	}

	/// The owner of the worker.
	pub(super) fn owner(&self) -> Option<AccountId> {
		self.worker.borrow().as_ref().map(|worker| worker.worker.owner.clone())
	}

	/// The worker, as far as the steps of its entries are concerned.
	pub(super) fn me<'b>(&'b self, owner: &'b AccountId) -> Worker<'b> {
		Worker { device: self.setup.device, owner, genesis: &self.genesis }
	}

	/// The device, as far as terms are concerned.
	pub(super) fn own<'b>(&'b self, worker: &'b WorkerView, prepares: Moment) -> Own<'b> {
		Own {
			device: self.setup.device,
			worker,
			wishes: &self.setup.wishes,
			speed: self.setup.speed,
			prepares,
			backlog: backlog(&self.loads),
		}
	}

	pub(super) fn best_of(&self, block: Block) -> Best {
		let slot = digest::slot(block.header()).unwrap_or_default();
		Best { block, time: slot.saturating_mul(self.slot_ms), came: Instant::now() }
	}

	/// The chain's time now, in ms, by its best block and how long ago that came.
	pub(super) fn now(&self) -> Option<Moment> {
		let best = self.best.borrow();
		let best = best.as_ref()?;
		let since = u64::try_from(best.came.elapsed().as_millis()).unwrap_or(u64::MAX);
		Some(best.time.saturating_add(since))
	}

	/// Waits until the chain's time has come.
	pub(super) async fn until(&self, moment: Moment) {
		loop {
			let left = match self.now() {
				Some(now) if now >= moment => return,
				Some(now) => Duration::from_millis(moment.saturating_sub(now)),
				None => CLOCK_STEP,
			};
			sleep(left.min(CLOCK_STEP)).await;
		}
	}

	/// Reads the worker at a block. `None` also when it is none.
	pub(super) async fn worker_at(&self, at: &At) -> Option<WorkerView> {
		read("the worker", worker(at, self.setup.device)).await?
	}

	/// Keeps what is known of the worker up to date, and tells when that begins to be one.
	pub(super) async fn keep_worker(&self) -> Done {
		let mut told = None;
		loop {
			let known =
				self.worker.borrow().as_ref().map(|known| (known.units, known.worker.signer));
			if let Some((_, signer)) = known {
				if signer.public() != self.setup.key.public() {
					let error = "the work key is not the one that the device was enrolled with";
					return Done::Failed(Error::chain(error));
				}
			}
			let units = known.map(|(units, _)| units);
			if told != Some(units) {
				told = Some(units);
				self.tell(units.map_or(Event::NotEnrolled, |units| Event::Enrolled { units }));
			}
			sleep(if known.is_some() { REFRESH } else { REFRESH_UNTIL_ENROLLED }).await;
			let Some(at) = read("the newest finalized block", self.chain.finalized()).await else {
				continue;
			};
			if let Some(found) = read("the worker", worker(&at, self.setup.device)).await {
				*self.worker.borrow_mut() = found;
			}
		}
	}

	/// Announcements in the block with this hash and those before it, down to, and without, the one with the number
	/// `end`.
	pub(super) async fn missed(&self, newest: Hash, end: u64) -> Done {
		let mut found = Vec::new();
		let Some(recent) = read("the blocks before", self.chain.recent()).await else {
			return Done::Nothing;
		};
		let mut next = newest;
		loop {
			let Some(at) = read("a block before", recent.at_block(next)).await else { break };
			if at.block_number() <= end {
				break;
			}
			let Some(header) = read("a header before", at.block_header()).await else { break };
			found.extend(announced_batch(&header));
			next = header.parent_hash;
		}
		Done::Found(found)
	}

	/// Whether one of the device's tickets may ever be good for a number.
	pub(super) fn is_worth_a_look(&self, batch: &BatchOpened, number: TaskId) -> bool {
		self.look_after(batch, number).is_some()
	}
}
