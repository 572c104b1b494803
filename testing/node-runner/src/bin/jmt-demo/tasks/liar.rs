//! A worker that tells the right output with a memory that it never had.

use super::{LIMIT, UNITS};
use jmt_edge::{
	chain::At,
	keys::DeviceKey,
	pallets::{
		tasks::{self, check_step, send_step, Claim, Commit, Reveal},
		Call,
	},
};
use jmt_node_runner::{
	tasks::{Looker, Worker},
	Result,
};
use jmt_primitives::{
	tasks::{ticket, Entry, Outcome, Salt, TaskId},
	DeviceId, Hash,
};
use sp_crypto_hashing::blake2_256;
use std::{cell::Cell, time::Duration};

/// How long a step is followed before it is tried anew.
const FOLLOWED: Duration = Duration::from_secs(20);

/// It plays by the rules in all but its result.
pub(super) struct Liar<'a> {
	looker: &'a Looker,
	key: DeviceKey,
	device: DeviceId,
	task: TaskId,
	/// Steps that were sent: one that was lost travels under another hash.
	sent: Cell<u32>,
}

impl<'a> Liar<'a> {
	/// One that will work in a task.
	pub(super) fn new(looker: &'a Looker, worker: &Worker, task: TaskId) -> Result<Self> {
		let (key, sent) = (worker.key()?, Cell::new(0));
		Ok(Self { looker, key, device: worker.id, task, sent })
	}

	/// Claims by its lowest ticket until it has a slot.
	pub(super) async fn claims(&self) -> Result<()> {
		let genesis = self.looker.chain().genesis();
		self.looker
			.until("the slot of the worker that will lie", LIMIT, async |at| {
				let Some(task) = tasks::stored_task(at, self.task).await? else { return Ok(None) };
				if task.crew.slot_of(&self.device).is_some() {
					return Ok(Some(()));
				}
				let batch = tasks::batch(at, task.crew.batch).await?;
				let Some(opening) = batch.and_then(|batch| batch.opening) else { return Ok(None) };
				let drawn =
					|unit: &u32| ticket(&opening.seed, task.crew.number, &self.device, *unit);
				let unit = (0..UNITS).min_by_key(drawn).unwrap_or_default();
				let (seed, device) = (opening.seed, self.device);
				let claim = Claim::signed(
					&self.key,
					&genesis,
					&task.terms_hash,
					self.task,
					seed,
					unit,
					device,
				);
				self.tries(at, &claim).await;
				Ok(None)
			})
			.await
	}

	/// Commits to what others found but for the memory, and tells it.
	pub(super) async fn lies(&self, truth: &Outcome, output: &[u8]) -> Result<()> {
		let invented = Hash::from(blake2_256(b"a memory that nobody had"));
		let lie = Outcome { memory: Some(invented), ..*truth };
		// A secret is not needed to lie.
		let salt = Salt(blake2_256(b"salt"));
		let genesis = self.looker.chain().genesis();
		self.looker
			.until("the lie", LIMIT, async |at| {
				let Some(task) = tasks::stored_task(at, self.task).await? else { return Ok(None) };
				let (key, terms, device) = (&self.key, &task.terms_hash, self.device);
				match task.crew.slot_of(&device).map(|(_, slot)| slot.entry) {
					Some(Entry::Claimed) => {
						let commit =
							Commit::signed(key, &genesis, terms, self.task, device, &lie, &salt);
						self.tries(at, &commit).await;
						Ok(None)
					},
					Some(Entry::Committed(_)) => {
						// No other tells this result, so that nobody else brings its output.
						let output = Some(output.to_vec());
						let reveal = Reveal::signed(
							key, &genesis, terms, self.task, device, lie, output, salt,
						);
						self.tries(at, &reveal).await;
						Ok(None)
					},
					Some(Entry::Revealed { .. }) => Ok(Some(())),
					None => Ok(None),
				}
			})
			.await
	}

	/// Sends a step where the chain would take it. Its effect tells whether it did.
	async fn tries(&self, at: &At, step: &impl Call) {
		if check_step(at, step).await.is_ok() {
			let sent = self.sent.replace(self.sent.get().wrapping_add(1));
			let _ = tokio::time::timeout(FOLLOWED, send_step(at, step, sent)).await;
		}
	}
}
