//! The end of a task: its money moves, its workers are free, and what nobody will ask for goes.

use crate::{Config, Event, HoldReason, Outputs, Pallet, Tasks, Workers};
use alloc::vec::Vec;
use frame_support::traits::Get;
use jmt_primitives::{
	tasks::{
		Bench, Entry, Fate, Flow, Payee, Place, Purse, Settlement, Task, TaskHook, TaskId, Why,
	},
	AccountId,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Ends a task. Returns the number of its slots that lost a stake or an output.
	pub(crate) fn end_task(
		id: TaskId,
		task: &mut Task,
		settlement: &Settlement,
	) -> Result<u32, DispatchError> {
		let now = Self::instant().at;
		for Flow { from, to, amount } in joined(&settlement.flows) {
			let (reason, payer) = Self::purse(task, from)?;
			Self::take(reason, &payer, &Self::payee(task, to)?, amount)?;
		}
		Self::book_end(settlement)?;
		for (place, fate) in &settlement.fates {
			let slot = slot_at(task, *place)?;
			let mut worker = Workers::<T>::get(slot.device).ok_or(DispatchError::Corruption)?;
			let before = worker.clone();
			worker.close(*fate, &task.amounts, task.terms.mode.is_checked(), now);
			let is_empty = worker.staked == 0 && worker.open == 0;
			let after = (!is_empty).then_some(worker);
			Self::count_workers(Some(&before), after.as_ref())?;
			Workers::<T>::set(slot.device, after);
		}
		let end = settlement.end(task, now);
		let mut removed = 0u32;
		for bench in [Bench::Crew, Bench::Panel] {
			for place in carriers(task, bench) {
				if Some(place) != end.result {
					Outputs::<T>::remove(id, place.number());
					removed = removed.saturating_add(1);
				}
			}
		}
		Self::forget_panel(task);
		task.end = Some(end);
		Tasks::<T>::insert(id, &*task);

		let result = settlement.result.map(|outcome| outcome.digest());
		let count = |fate: Fate| {
			let fates = settlement.fates.iter().filter(|(_, of)| *of == fate);
			// Fourteen at most.
			u32::try_from(fates.count()).unwrap_or(u32::MAX)
		};
		let (wrong, silent) = (count(Fate::Wrong), count(Fate::Silent));
		let to = |to: fn(&Payee) -> bool| settlement.sum(|flow| to(&flow.to));
		Self::deposit_event(Event::Ended {
			task: id,
			verdict: settlement.verdict,
			result,
			paid: to(|payee| matches!(payee, Payee::Owner(_))),
			to_pot: to(|payee| matches!(payee, Payee::Pot)),
			refunded: to(|payee| matches!(payee, Payee::Client | Payee::Challenger)),
			wrong,
			silent,
		});
		T::Hook::on_end(id, settlement.verdict, result);
		Ok(wrong.saturating_add(silent).saturating_add(removed))
	}

	/// Counts the flows of an end.
	fn book_end(settlement: &Settlement) -> DispatchResult {
		let sum = |of_stake: bool, to: fn(&Payee) -> bool| {
			settlement.sum(|flow| matches!(flow.from, Purse::Stake(_)) == of_stake && to(&flow.to))
		};
		let is_pot = |payee: &Payee| matches!(payee, Payee::Pot);
		let is_owner = |payee: &Payee| matches!(payee, Payee::Owner(_));
		let is_back = |payee: &Payee| matches!(payee, Payee::Client | Payee::Challenger);
		Self::book(|books| {
			books.paid = books.paid.checked_add(sum(false, is_owner))?;
			books.fees = books.fees.checked_add(sum(false, is_pot))?;
			books.refunded = books.refunded.checked_add(sum(false, is_back))?;
			books.slashed = books.slashed.checked_add(sum(true, is_pot))?;
			let awarded = sum(true, is_owner).checked_add(sum(true, is_back))?;
			books.awarded = books.awarded.checked_add(awarded)?;
			Some(())
		})
	}

	/// Of whom a purse is held, and why.
	fn purse(task: &Task, purse: Purse) -> Result<(HoldReason, AccountId), DispatchError> {
		Ok(match purse {
			Purse::Price => (HoldReason::Price, task.client.clone()),
			Purse::Challenge => (HoldReason::Challenge, challenger(task)?),
			Purse::Stake(place) => (HoldReason::Stake, slot_at(task, place)?.owner.clone()),
		})
	}

	/// The account of who is paid.
	fn payee(task: &Task, payee: Payee) -> Result<AccountId, DispatchError> {
		Ok(match payee {
			Payee::Pot => T::Ecosystem::get(),
			Payee::Client => task.client.clone(),
			Payee::Challenger => challenger(task)?,
			Payee::Owner(place) => slot_at(task, place)?.owner.clone(),
		})
	}
}

/// Flows with those between the same two joined, so that three fees are one payment.
fn joined(flows: &[Flow]) -> Vec<Flow> {
	let mut joined: Vec<Flow> = Vec::new();
	for flow in flows {
		let same = joined.iter_mut().find(|of| (of.from, of.to) == (flow.from, flow.to));
		match same {
			// All of them together are not more than what is held.
			Some(of) => of.amount = of.amount.saturating_add(flow.amount),
			None => joined.push(*flow),
		}
	}
	joined
}

fn slot_at(task: &Task, place: Place) -> Result<&jmt_primitives::tasks::Slot, DispatchError> {
	let crew = task.bench(place.bench).ok_or(DispatchError::Corruption)?;
	crew.slots.get(usize::from(place.index)).ok_or(DispatchError::Corruption)
}

fn challenger(task: &Task) -> Result<AccountId, DispatchError> {
	match task.panel.as_ref().map(|panel| &panel.why) {
		Some(Why::Challenged(challenger)) => Ok(challenger.clone()),
		_ => Err(DispatchError::Corruption),
	}
}

/// The slots of a crew that brought an output.
pub(crate) fn carriers(task: &Task, bench: Bench) -> impl Iterator<Item = Place> + '_ {
	let slots = task.bench(bench).map(|crew| crew.slots.iter()).into_iter().flatten();
	let carries = |entry: &Entry| matches!(entry, Entry::Revealed { carries: true, .. });
	(0u8..)
		.zip(slots)
		.filter(move |(_, slot)| carries(&slot.entry))
		.map(move |(index, _)| Place { bench, index })
}
