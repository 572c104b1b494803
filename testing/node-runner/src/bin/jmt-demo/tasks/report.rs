//! Both tasks at the end of the walk, and whether their money adds up.

use super::{HONEST, OWNERS};
use crate::{amount::short, report::shorten};
use jmt_node_runner::{Error, Result};
use jmt_primitives::{
	tasks::{Amounts, Bench, Outcome, Slot, Stage, TaskId, TaskView, Verdict},
	Balance, DeviceId,
};
use std::fmt;

/// Two tasks: one over three of four workers, and one in which one of five dies and another lies.
#[derive(Clone, Debug, Default)]
pub(crate) struct TasksReport {
	/// Bytes of the program.
	pub(crate) program: u64,
	/// Whether both outputs are that of bare wasmtime.
	pub(crate) equal: bool,
	/// Its bytes.
	pub(crate) output: usize,
	pub(crate) first: Option<TaskReport>,
	pub(crate) second: Option<TaskReport>,
	/// The worker that lied.
	pub(crate) liar: DeviceId,
	/// The worker that was killed.
	pub(crate) victim: DeviceId,
	pub(crate) owners: Vec<OwnerReport>,
	pub(crate) books: Books,
}

/// A task that has a result.
#[derive(Clone, Debug)]
pub(crate) struct TaskReport {
	pub(crate) id: TaskId,
	pub(crate) verdict: Verdict,
	pub(crate) outcome: Outcome,
	pub(crate) amounts: Amounts,
	/// The workers that told it.
	pub(crate) paid: Vec<DeviceId>,
	/// Those that told another one.
	pub(crate) wrong: Vec<DeviceId>,
	/// Those that told none.
	pub(crate) silent: Vec<DeviceId>,
}

/// The owner of a worker.
#[derive(Clone, Debug)]
pub(crate) struct OwnerReport {
	pub(crate) device: DeviceId,
	/// All that it had before the tasks, its stake included, and after them.
	pub(crate) before: Balance,
	pub(crate) after: Balance,
	/// At stake after them.
	pub(crate) staked: Balance,
}

/// The sums of the market's money since the genesis, once both tasks were collected.
#[derive(Clone, Debug, Default)]
pub(crate) struct Books {
	pub(crate) posted: Balance,
	pub(crate) paid: Balance,
	pub(crate) fees: Balance,
	pub(crate) refunded: Balance,
	pub(crate) service: Balance,
	pub(crate) staked: Balance,
	pub(crate) unstaked: Balance,
	pub(crate) slashed: Balance,
	pub(crate) awarded: Balance,
}

impl Books {
	/// Reads each sum by its name.
	pub(crate) fn read(sum: impl Fn(&str) -> Result<Balance>) -> Result<Self> {
		Ok(Self {
			posted: sum("posted")?,
			paid: sum("paid")?,
			fees: sum("fees")?,
			refunded: sum("refunded")?,
			service: sum("service")?,
			staked: sum("staked")?,
			unstaked: sum("unstaked")?,
			slashed: sum("slashed")?,
			awarded: sum("awarded")?,
		})
	}
}

impl TaskReport {
	/// Of a task that has ended, with a result.
	pub(crate) fn of(view: &TaskView) -> Result<Self> {
		let missing = || Error::shape("result of a task", &view.why);
		let Stage::Ended(verdict) = view.stage else { return Err(missing()) };
		let place = view.task.end.and_then(|end| end.result).ok_or_else(missing)?;
		let slots = &view.task.bench(Bench::Crew).ok_or_else(missing)?.slots;
		let carrier = slots.get(usize::from(place.index));
		let outcome = *carrier.and_then(|slot| slot.entry.outcome()).ok_or_else(missing)?;
		let of = |fate: fn(&Slot, &Outcome) -> bool| {
			let chosen = slots.iter().filter(|slot| fate(slot, &outcome));
			chosen.map(|slot| slot.device).collect()
		};
		Ok(Self {
			id: view.id,
			verdict,
			outcome,
			amounts: view.task.amounts,
			paid: of(|slot, outcome| slot.entry.outcome() == Some(outcome)),
			wrong: of(|slot, outcome| slot.entry.outcome().is_some_and(|told| told != outcome)),
			silent: of(|slot, _| slot.entry.outcome().is_none()),
		})
	}

	/// So many times an amount.
	fn times(workers: &[DeviceId], amount: Balance) -> Balance {
		workers.iter().map(|_| amount).sum()
	}

	fn paid(&self) -> Balance {
		Self::times(&self.paid, self.amounts.net())
	}

	fn fees(&self) -> Balance {
		Self::times(&self.paid, self.amounts.fee)
	}

	fn slashed(&self) -> Balance {
		let Amounts { bond, silence, .. } = self.amounts;
		Self::times(&self.wrong, bond) + Self::times(&self.silent, silence)
	}

	fn has_verdict_and_quorum(&self) -> bool {
		self.verdict == Verdict::Done && self.paid.len() == 3
	}
}

impl TasksReport {
	fn both(&self) -> impl Iterator<Item = &TaskReport> {
		self.first.iter().chain(&self.second)
	}

	fn sum(&self, of: impl Fn(&TaskReport) -> Balance) -> Balance {
		self.both().map(of).sum()
	}

	/// The equations that have to hold, each in words. Those with the same words hold together or not at all.
	fn equations(&self) -> Vec<(&'static str, Balance, Balance)> {
		let Books { posted, paid, fees, refunded, service, staked, unstaked, slashed, awarded } =
			self.books;
		let held = self.sum(|task| task.amounts.price + task.amounts.deposit);
		let at_stake: Balance = self.owners.iter().map(|owner| owner.staked).sum();
		let mut equations = vec![
			("prices and deposits = held", held, posted),
			("held = paid + fees + back", posted, paid + fees + refunded),
			("paid and fees = equal results by their pay", paid, self.sum(TaskReport::paid)),
			("paid and fees = equal results by their pay", fees, self.sum(TaskReport::fees)),
			("service fees", service, self.sum(|task| task.amounts.service)),
			("slashed = bond + silence", slashed, self.sum(TaskReport::slashed)),
			("staked = at stake + slashed", staked, at_stake + slashed + unstaked + awarded),
		];
		for OwnerReport { device, before, after, .. } in &self.owners {
			let of = |workers: &[DeviceId], amount| match workers.contains(device) {
				true => amount,
				false => 0,
			};
			let earned = self.sum(|task| of(&task.paid, task.amounts.net()));
			let lost = self.sum(|task| {
				of(&task.wrong, task.amounts.bond) + of(&task.silent, task.amounts.silence)
			});
			equations.push(("each owner's gain and loss", before + earned, after + lost));
		}
		equations
	}

	/// Whether the right ones were paid and slashed, and all adds up.
	pub(crate) fn went_as_it_should(&self) -> bool {
		let (Some(first), Some(second)) = (&self.first, &self.second) else { return false };
		self.equal
			&& first.has_verdict_and_quorum()
			&& first.wrong.is_empty()
			&& first.silent.is_empty()
			&& !first.paid.contains(&self.victim)
			&& second.has_verdict_and_quorum()
			&& second.wrong == [self.liar]
			&& second.silent == [self.victim]
			&& self.owners.len() == OWNERS.len()
			&& self.equations().iter().all(|(_, left, right)| left == right)
	}
}

impl fmt::Display for TasksReport {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let (Some(first), Some(second)) = (&self.first, &self.second) else {
			return writeln!(f, "WRONG: no task has a result");
		};
		let name = |device: &DeviceId| shorten(&format!("{:?}", device.0));
		let names = |devices: &[DeviceId]| devices.iter().map(name).collect::<Vec<_>>().join(", ");
		let Amounts { pay, bond, silence, price, .. } = second.amounts;
		let Books { posted, paid, fees, refunded, service, staked, slashed, .. } = self.books;
		writeln!(
			f,
			"tasks: {} workers, each with a stake and a key for work; a dapp has them run `usvg - -c`, {} bytes of others' that they fetch by their hash",
			OWNERS.len(),
			self.program
		)?;
		writeln!(
			f,
			"  task {}, {} a slot: {} have the slots, by lot of {HONEST}; each used {} of fuel and told the same result",
			first.id,
			short(first.amounts.pay),
			names(&first.paid),
			first.outcome.fuel
		)?;
		let equal = if self.equal { "are" } else { "are NOT" };
		writeln!(f, "    the {} bytes of output {equal} those of bare wasmtime", self.output)?;
		writeln!(
			f,
			"  task {}, {} a slot, over 5: {} told the same output with a memory that it never had, and lost its bond of {}",
			second.id,
			short(pay),
			names(&second.wrong),
			short(bond)
		)?;
		writeln!(
			f,
			"    {} was killed after its claim, and lost {} for its silence; 3 were paid, of {} held {} went back",
			names(&second.silent),
			short(silence),
			short(price),
			short(price.saturating_sub(second.paid() + second.fees()))
		)?;
		writeln!(
			f,
			"  books: held {}, of it paid {}, fees {}, back {}; besides for service {}",
			short(posted),
			short(paid),
			short(fees),
			short(refunded),
			short(service)
		)?;
		writeln!(
			f,
			"    staked {}, of it slashed {}, all of which the ecosystem pot has",
			short(staked),
			short(slashed)
		)?;
		let equations = self.equations();
		let (right, wrong): (Vec<_>, Vec<_>) =
			equations.into_iter().partition(|(_, left, right)| left == right);
		for (what, left, right) in &wrong {
			writeln!(f, "WRONG: tasks: {what}: {left} against {right} planck")?;
		}
		let is_wrong = |what: &str| wrong.iter().any(|(other, ..)| *other == what);
		let mut right: Vec<&str> =
			right.into_iter().map(|(what, ..)| what).filter(|what| !is_wrong(what)).collect();
		right.dedup();
		writeln!(f, "  checked to the planck: {}", right.join("; "))
	}
}

#[cfg(test)]
mod tests;
