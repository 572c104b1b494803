//! The books at the end: what all tasks and slots say is due, against what accounts, workers, events and the market's
//! own sums say has moved.

use super::{
	desk::{expected, planck, Awards, Desk, Told},
	market::{Market, CLIENT},
	Outcome, LIMIT,
};
use crate::{
	tasks::{owner, Looker},
	ChainSpec, Edge, Error, Result,
};
use jmt_edge::pallets::{balances, tasks};
use jmt_primitives::{
	tasks::{Entry, Fate, Input, Slot, Stage, Task, TaskId, TaskView, Verdict, Worker},
	Balance, DeviceId,
};
use std::{collections::BTreeMap, path::Path};

/// The dues of one worker, by its slots: how many there are of each fate, and amounts in planck.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Due {
	paid: u32,
	wrong: u32,
	silent: u32,
	earned: Balance,
	lost: Balance,
}

/// The dues of all together, in planck.
#[derive(Debug, Default)]
struct Sums {
	held: Balance,
	deposits: Balance,
	service: Balance,
	earned: Balance,
	fees: Balance,
	lost: Balance,
	workers: BTreeMap<DeviceId, Due>,
}

/// Looks at everything, and writes down what it finds.
pub(super) async fn audit(
	market: &Market,
	desk: &Desk<'_>,
	spec: &ChainSpec,
	dir: &Path,
	end: u32,
	told: &BTreeMap<TaskId, Vec<u8>>,
	outcome: &mut Outcome,
) -> Result<()> {
	let views = desk.views().await?;
	// It has never seen the chain before.
	let reader = Looker::join(&Edge::new("reader", spec, dir)?).await?;
	let reached =
		async |at: &jmt_edge::chain::At| Ok((at.block_number() >= u64::from(end)).then_some(()));
	reader.until("the last block", LIMIT, reached).await?;
	let mut sums = Sums::default();
	for view in &views {
		sums.add(&view.task);
		let end = match view.stage {
			Stage::Ended(verdict) => format!("{verdict:?}"),
			_ => "not at all".into(),
		};
		*outcome.ends.entry(end).or_default() += 1;
	}
	outcome.told = told.len();
	outcome.paid = sums.workers.values().map(|due| due.paid).sum();
	outcome.silent = sums.workers.values().map(|due| due.silent).sum();
	outcome.look_at_ends(&views, &sums);
	outcome.look_at_results(&reader, &views, told).await;

	let awards = desk.awards(end).await?;
	outcome.look_at_ends_told(&views, &awards);
	let mut at_stake: Balance = 0;
	for ((suri, worker), before) in market.owners.iter().zip(&market.workers).zip(&market.before) {
		let due = sums.workers.get(&worker.id).copied().unwrap_or_default();
		let stored =
			reader.until("a worker", LIMIT, async |at| tasks::stored_worker(at, worker.id).await);
		let stored = stored.await?;
		at_stake += stored.staked;
		let (after, _) = reader.owner(suri, worker).await?;
		let account = format!("0x{}", hex::encode(owner(suri)?));
		let had = awards.paid.get(&account).copied().unwrap_or_default();
		outcome.look_at_worker(suri, &stored, &due, had, *before, after);
	}
	let held = holds(&reader).await?;
	let books = market.client.edge.json(&["read", "Tasks", "Books"]).await?;
	let books = books["value"].as_object().ok_or_else(|| Error::shape("books", &books))?;
	for (name, sum) in books {
		outcome.books.insert(name.clone(), planck(sum)?);
	}
	outcome.look_at_books(&sums, at_stake, held);
	reader.leave().await;
	Ok(())
}

/// A worker's fate in a task that has ended, by the rules of docs/tasks.md.
fn fate(task: &Task, slot: &Slot) -> Fate {
	let counts = task.end.as_ref().and_then(|end| tasks::result(task, end));
	match (slot.entry, counts) {
		(Entry::Revealed { outcome, .. }, Some((counts, _))) => match outcome == counts {
			true => Fate::Paid,
			false => Fate::Wrong,
		},
		(Entry::Claimed, _) if task.crew.running.is_some() => Fate::Silent,
		(Entry::Committed(_), _) if task.crew.revealing.is_some() => Fate::Silent,
		_ => Fate::Free,
	}
}

impl Sums {
	fn add(&mut self, task: &Task) {
		let amounts = &task.amounts;
		self.held += amounts.price + amounts.deposit;
		self.deposits += amounts.deposit;
		self.service += amounts.service;
		for slot in &task.crew.slots {
			let due = self.workers.entry(slot.device).or_default();
			let (fate, fees) = (fate(task, slot), amounts.fee);
			match fate {
				Fate::Paid => {
					due.paid += 1;
					due.earned += amounts.net();
					self.earned += amounts.net();
					self.fees += fees;
				},
				Fate::Wrong => due.wrong += 1,
				Fate::Silent => due.silent += 1,
				Fate::Free => {},
			}
			due.lost += fate.slash(amounts);
			self.lost += fate.slash(amounts);
		}
	}
}

impl Outcome {
	fn equal(&mut self, what: impl Into<String>, left: Balance, right: Balance) {
		if left != right {
			self.faults.push(format!("{}: {left} against {right}", what.into()));
		}
	}

	/// All tasks have ended, nobody told another result, and no panel was called.
	fn look_at_ends(&mut self, views: &[TaskView], sums: &Sums) {
		for view in views {
			if !matches!(view.stage, Stage::Ended(_)) {
				self.faults.push(format!("task {} has no end: {}", view.id, view.why));
			}
			if view.task.panel.is_some() {
				self.faults.push(format!("task {} has a panel", view.id));
			}
		}
		let wrong: u32 = sums.workers.values().map(|due| due.wrong).sum();
		if wrong > 0 {
			self.faults.push(format!("{wrong} slots of honest workers are wrong"));
		}
	}

	/// Each result is proven, is right, and is what the client was told, which it was.
	async fn look_at_results(
		&mut self,
		reader: &Looker,
		views: &[TaskView],
		told: &BTreeMap<TaskId, Vec<u8>>,
	) {
		let mut left = told.clone();
		for view in views.iter().filter(|view| view.stage == Stage::Ended(Verdict::Done)) {
			let id = view.id;
			let Input::Inline(input) = &view.task.terms.input else { continue };
			match proven(reader, id).await {
				Err(error) => self.faults.push(error.to_string()),
				Ok(output) => {
					self.proven += 1;
					if output != expected(input) {
						self.faults.push(format!("task {id}: the output is wrong"));
					}
					match left.remove(&id) {
						None => self.faults.push(format!("task {id}: its client was told nothing")),
						Some(told) if told == output => {},
						Some(_) => self.faults.push(format!("task {id}: its client was told else")),
					}
				},
			}
		}
		let unproven = left.into_keys().map(|id| format!("task {id}: a result that is not proven"));
		self.faults.extend(unproven);
	}

	/// Each task ended once, and paid what its slots say.
	fn look_at_ends_told(&mut self, views: &[TaskView], awards: &Awards) {
		for view in views {
			let mut sums = Sums::default();
			sums.add(&view.task);
			let ended = awards.ends.get(&view.id).copied().unwrap_or_default();
			self.equal(format!("ends of task {}", view.id), ended.times.into(), 1);
			self.equal(format!("paid for task {}", view.id), ended.sum, sums.earned);
		}
	}

	/// A worker has no open slot and no bond, was paid as often as its slots say and no more, and its owner has what is due.
	fn look_at_worker(
		&mut self,
		owner: &str,
		worker: &Worker,
		due: &Due,
		had: Told,
		before: Balance,
		after: Balance,
	) {
		for (what, left, right) in [
			("open slots", worker.open.into(), 0),
			("bonds", worker.reserved, 0),
			("results that count", worker.done.into(), due.paid.into()),
			("wrong results", worker.wrong.into(), due.wrong.into()),
			("silent slots", worker.silent.into(), due.silent.into()),
			("payments by events", had.times.into(), due.paid.into()),
			("paid by events", had.sum, due.earned),
			("all that it has", after + due.lost, before + due.earned),
		] {
			self.equal(format!("{what} of {owner}"), left, right);
		}
	}

	/// The market's sums are those of all tasks and workers, and of the client nothing but deposits is held.
	fn look_at_books(&mut self, sums: &Sums, at_stake: Balance, held: [Balance; 2]) {
		let books = self.books.clone();
		// A sum that there is not equals nothing.
		let sum = |name: &str| books.get(name).copied().unwrap_or(Balance::MAX);
		let all = |names: &[&str]| {
			names.iter().fold(0, |all: Balance, name| all.saturating_add(sum(name)))
		};
		let [price, deposit] = held;
		let all_flows = all(&["paid", "fees", "refunded"]).saturating_add(deposit);
		let all_stakes = all(&["slashed", "unstaked", "awarded"]).saturating_add(at_stake);
		for (what, left, right) in [
			("prices and deposits", sums.held, sum("posted")),
			("paid, fees, refunds and what is held", sums.held, all_flows),
			("paid", sums.earned, sum("paid")),
			("fees", sums.fees, sum("fees")),
			("service fees", sums.service, sum("service")),
			("slashed", sums.lost, sum("slashed")),
			("stakes", all_stakes, sum("staked")),
			("awarded", 0, sum("awarded")),
			("prices that are held", price, 0),
			("deposits that are held", deposit, sums.deposits),
		] {
			self.equal(what, left, right);
		}
	}
}

/// Reads the output of a task that ended, as `task result` does: all of it is proven.
async fn proven(reader: &Looker, id: TaskId) -> Result<Vec<u8>> {
	let what = format!("a proof of the result of task {id}");
	let read = async |at: &jmt_edge::chain::At| {
		let Some(task) = tasks::stored_task(at, id).await? else { return Ok(None) };
		let found = task.end.as_ref().and_then(|end| tasks::result(&task, end));
		let Some((outcome, place)) = found else { return Ok(None) };
		let output = tasks::output(at, id, place).await?;
		Ok(output.and_then(|bytes| tasks::checked_output(&outcome, bytes).ok()))
	};
	reader.until(&what, LIMIT, read).await
}

/// Prices and deposits that are held of the client, in planck.
async fn holds(reader: &Looker) -> Result<[Balance; 2]> {
	let client = owner(CLIENT)?;
	let account = async |at: &jmt_edge::chain::At| balances::account(at, &client).await.map(Some);
	let account = reader.until("the client's account", LIMIT, account).await?;
	Ok(["Tasks.Price", "Tasks.Deposit"].map(|reason| {
		let held = account.held.iter().filter(|part| part.reason == reason);
		held.map(|part| part.amount).sum()
	}))
}

#[cfg(test)]
mod tests;
