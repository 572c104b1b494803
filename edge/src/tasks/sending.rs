//! Steps that are sent, and what becomes of them.

use super::{
	context::Context,
	event::Event,
	journal::{Entry, Kept},
	next::{brings_output, is_final, Step},
};
use crate::{
	chain::At,
	error::one_line,
	pallets::tasks::{send_step, Claim, Commit, Reveal},
	submit::NotTaken,
};
use futures::future::{FutureExt, LocalBoxFuture};
use jmt_primitives::{authorized::TaskRefusal, tasks::TaskView};
use std::future::pending;

/// Best blocks that a step which was sent may miss before it is sent again.
const PATIENCE_BLOCKS: u64 = 3;

/// A step that was sent.
pub(super) struct Sending {
	pub step: Step,
	/// The best block then.
	since: u64,
	on_its_way: LocalBoxFuture<'static, Result<(), NotTaken<TaskRefusal>>>,
}

/// How far a slot has come in this run of the agent.
#[derive(Default)]
pub(super) struct Progress {
	/// How often a step was sent.
	pub attempts: u32,
	/// Whether the claim is of no use any more.
	pub given_up: bool,
	/// Runs that failed on this machine.
	pub failed: u32,
	/// A result that was computed and is not on the disk yet.
	pub found: Option<Kept>,
	pub claimed_told: bool,
	pub committed_told: bool,
	/// The reason that was told last.
	pub trouble: Option<String>,
}

impl Progress {
	/// Whether a reason is another one than was told last.
	pub fn is_news(&mut self, reason: &str) -> bool {
		let news = self.trouble.as_deref() != Some(reason);
		if news {
			self.trouble = Some(reason.into());
		}
		news
	}
}

/// Resolves with the answer to a step that was sent; never without one.
pub(super) async fn answered(sending: &mut Option<Sending>) -> Result<(), NotTaken<TaskRefusal>> {
	match sending {
		Some(sending) => (&mut sending.on_its_way).await,
		None => pending().await,
	}
}

impl Context<'_> {
	/// Sends a step, unless it is under way.
	pub(super) fn send(
		&self,
		entry: &Entry,
		step: Option<Step>,
		at: &At,
		view: &TaskView,
		block: u64,
		sending: &mut Option<Sending>,
		progress: &mut Progress,
	) {
		let Some(step) = step else { return };
		let waits = sending.as_ref().is_some_and(|sending| {
			sending.step == step && block < sending.since.saturating_add(PATIENCE_BLOCKS)
		});
		if waits {
			return;
		}
		let attempt = progress.attempts;
		progress.attempts = attempt.saturating_add(1);
		let Some(on_its_way) = self.on_its_way(entry, step, at.clone(), view, attempt) else {
			return;
		};
		*sending = Some(Sending { step, since: block, on_its_way });
	}

	fn on_its_way(
		&self,
		entry: &Entry,
		step: Step,
		at: At,
		view: &TaskView,
		attempt: u32,
	) -> Option<LocalBoxFuture<'static, Result<(), NotTaken<TaskRefusal>>>> {
		let (key, genesis, terms) = (&self.setup.key, &self.genesis, &entry.terms_hash);
		let (task, device) = (entry.task, self.setup.device);
		Some(match (step, &entry.kept) {
			(Step::Claim, _) => {
				let (seed, unit) = (entry.seed, entry.unit);
				let call = Claim::signed(key, genesis, terms, task, seed, unit, device);
				async move { send_step(&at, &call, attempt).await }.boxed_local()
			},
			(Step::Commit, Some(kept)) => {
				let (outcome, salt) = (&kept.outcome, &kept.salt);
				let call = Commit::signed(key, genesis, terms, task, device, outcome, salt);
				async move { send_step(&at, &call, attempt).await }.boxed_local()
			},
			(Step::Reveal, Some(kept)) => {
				let output = brings_output(&view.task, &kept.outcome).then(|| kept.output.clone());
				let (outcome, salt) = (kept.outcome, kept.salt);
				let call = Reveal::signed(key, genesis, terms, task, device, outcome, output, salt);
				async move { send_step(&at, &call, attempt).await }.boxed_local()
			},
			_ => return None,
		})
	}

	/// A step that was sent got in, or did not.
	pub(super) fn on_answer(
		&self,
		entry: &Entry,
		step: Option<Step>,
		taken: Result<(), NotTaken<TaskRefusal>>,
		progress: &mut Progress,
	) {
		// The state tells of one that got in.
		let Err(not_taken) = taken else { return };
		let reason = match &not_taken {
			NotTaken::Refused(refusal) => {
				let is_claim = step == Some(Step::Claim);
				progress.given_up = progress.given_up || (is_claim && is_final(*refusal));
				not_taken.to_string()
			},
			_ => one_line(&not_taken),
		};
		if progress.is_news(&reason) {
			self.tell(Event::Refused { task: entry.task, reason });
		}
	}
}
