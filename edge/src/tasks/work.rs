//! The long-running part: follows the heads, hands each number that is announced to [`super::compete`] and each slot to
//! [`super::follow`], and tells what they say. They all run in turns on one task of tokio, so that nothing is shared
//! between threads.

use super::{
	bytes::Store,
	context::{Context, Done},
	event::Event,
	journal::Journal,
	plan::Wishes,
};
use crate::{
	chain::Chain,
	error::Error,
	heads::Heads,
	keys::DeviceKey,
	pallets::{
		proof_of_time,
		tasks::{announced_batch, worker},
	},
};
use futures::{
	future::{FutureExt, LocalBoxFuture},
	stream::{FuturesUnordered, StreamExt},
};
use jmt_primitives::DeviceId;
use std::{
	cell::{Cell, RefCell},
	collections::BTreeSet,
	future::Future,
	time::{Duration, Instant},
};
use tokio::sync::{mpsc, watch, Semaphore};

/// How long without a block until the peers are asked after.
const SILENCE: Duration = Duration::from_secs(15);

/// How often the light client's state is saved.
const SAVE_EVERY: Duration = Duration::from_secs(300);

/// Blocks behind the newest finalized one in which announcements are looked for after a start or a gap: a minute.
const MISSED_BLOCKS: u64 = 30;

/// Batches that are remembered, so that none is competed for twice.
const BATCHES_KEPT: usize = 1_024;

/// Tasks whose bytes are fetched at the same time: they are strangers', and may be large.
const FETCHES: usize = 2;

/// A device that works, and by what means.
pub struct Setup {
	pub device: DeviceId,
	/// The work key.
	pub key: DeviceKey,
	pub wishes: Wishes,
	pub store: Store,
	pub journal: Journal,
	/// Fuel that the machine uses in a second.
	pub speed: u64,
	/// End after as many results that were told.
	pub most: Option<usize>,
}

/// Works until `stop` resolves, or as many results were told as the setup has it. `told` counts them, and is handed in
/// again with another light client after [`Error::LIGHT_FAILED`]. It ends at once with `stop` and with a failure of the
/// light client; the journal has what is open.
pub async fn work(
	chain: &Chain,
	setup: &Setup,
	told: &Cell<usize>,
	report: impl FnMut(Event),
	stop: impl Future<Output = ()>,
) -> Result<(), Error> {
	tokio::select! {
		biased;
		() = stop => Ok(()),
		() = chain.failure() => Err(Error::LIGHT_FAILED),
		ended = until_told(chain, setup, told, report) => ended,
	}
}

/// As [`work`], without an end but that of the results.
async fn until_told(
	chain: &Chain,
	setup: &Setup,
	told: &Cell<usize>,
	mut report: impl FnMut(Event),
) -> Result<(), Error> {
	let (events, mut coming) = mpsc::unbounded_channel();
	let (newest, best) = watch::channel(None);
	let mut heads = Heads::follow(chain).await?;
	let start = chain.finalized().await?;
	let context = Context {
		chain,
		setup,
		genesis: chain.genesis(),
		best,
		turn: Semaphore::new(1),
		fetches: Semaphore::new(FETCHES),
		checks: Semaphore::new(1),
		loads: RefCell::default(),
		open: RefCell::default(),
		told,
		worker: RefCell::new(worker(&start, setup.device).await?),
		slot_ms: proof_of_time::clock(&start).await?.slot_ms,
		events,
	};
	let (device, speed) = (setup.device, setup.speed);
	report(Event::Following { block: start.block_number(), device, speed });

	let mut working = FuturesUnordered::<LocalBoxFuture<'_, Done>>::new();
	let entries = setup.journal.entries();
	for entry in entries.map_err(|error| Error::reading("the journal", error))? {
		context.tell(Event::Resumed { task: entry.task });
		working.push(context.follow(entry).boxed_local());
	}
	working.push(context.keep_worker().boxed_local());
	let begin = start.block_number().saturating_sub(MISSED_BLOCKS);
	working.push(context.missed(start.block_hash(), begin).boxed_local());
	let mut batches = BTreeSet::new();
	let mut finalized_before = start.block_number();

	let mut tick = tokio::time::interval(Duration::from_secs(1));
	tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
	let (mut last_block, mut last_save) = (Instant::now(), Instant::now());
	let mut lost = false;
	loop {
		let mut found = Vec::new();
		tokio::select! {
			Some(event) = coming.recv() => report(event),
			Some(done) = working.next() => match done {
				Done::Nothing => {},
				Done::Told => told.set(told.get().saturating_add(1)),
				Done::Found(earlier) => found = earlier,
				Done::Failed(error) => return Err(error),
			},
			best = heads.best.next() => match best {
				Some(Ok(mut block)) => {
					last_block = Instant::now();
					if std::mem::take(&mut lost) {
						context.tell(Event::PeersBack { block: block.number() });
					}
					found.extend(announced_batch(block.header()));
					while let Some(Ok(newer)) = heads.best.waiting() {
						found.extend(announced_batch(newer.header()));
						block = newer;
					}
					newest.send_replace(Some(context.best_of(block)));
				},
				Some(Err(error)) => tracing::debug!("best blocks: {error}"),
				None => heads = Heads::follow_again(chain).await,
			},
			finalized = heads.finalized.recv() => match finalized {
				Some(Ok(block)) => {
					found.extend(announced_batch(block.header()));
					let (number, before) = (block.number(), finalized_before);
					finalized_before = number.max(before);
					if number > before.saturating_add(1) {
						let from = before.max(number.saturating_sub(MISSED_BLOCKS));
						let parent = block.header().parent_hash;
						working.push(context.missed(parent, from).boxed_local());
					}
				},
				Some(Err(error)) => tracing::debug!("finalized blocks: {error}"),
				None => heads = Heads::follow_again(chain).await,
			},
			_ = tick.tick() => {
				if !lost && last_block.elapsed() > SILENCE {
					let state = chain.sync_state().await?;
					if state.peers == 0 {
						lost = true;
						context.tell(Event::PeersLost);
					}
				}
				if last_save.elapsed() > SAVE_EVERY && !lost {
					last_save = Instant::now();
					chain.save().await;
				}
			},
		}
		for batch in found {
			if !batches.insert((batch.first, batch.seed)) {
				continue;
			}
			for number in batch.numbers() {
				if context.is_worth_a_look(&batch, number) {
					working.push(context.compete(batch, number).boxed_local());
				}
			}
			while batches.len() > BATCHES_KEPT {
				batches.pop_first();
			}
		}
		if context.has_told_enough() && context.open.borrow().is_empty() {
			while let Ok(event) = coming.try_recv() {
				report(event);
			}
			return Ok(());
		}
	}
}
