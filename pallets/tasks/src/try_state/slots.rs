//! Slots.

use super::workers::slots;
use crate::{Config, Pallet, Tasks};
use alloc::collections::BTreeSet;
use frame_support::ensure;
use jmt_primitives::tasks::{ticket, Bench, Crew, Entry, Task, Why, MAX_UNITS};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// In a task no device and no owner has two slots, and its client none. A panel's slots are of other owners than those
	/// of the crew, and none is its challenger's.
	pub(super) fn workers_sit_once() -> Result<(), TryRuntimeError> {
		for task in Tasks::<T>::iter_values() {
			let mut owners = BTreeSet::new();
			let mut devices = BTreeSet::new();
			for (bench, slot) in slots(&task) {
				ensure!(slot.owner != task.client, "a client works for itself");
				ensure!(owners.insert(slot.owner.clone()), "an owner has two slots");
				ensure!(devices.insert(slot.device), "a device has two slots");
				let why = task.panel.as_ref().map(|panel| &panel.why);
				let judges_itself = bench == Bench::Panel
					&& matches!(why, Some(Why::Challenged(challenger)) if *challenger == slot.owner);
				ensure!(!judges_itself, "a challenger judges its own challenge");
			}
		}
		Ok(())
	}

	/// A crew has no more slots than its mode, tickets that are its workers' own, and is told results by those who
	/// committed alone. Each result has one carrier.
	pub(super) fn slots_are_drawn() -> Result<(), TryRuntimeError> {
		for task in Tasks::<T>::iter_values() {
			let mode = &task.terms.mode;
			ensure!(task.crew.size == mode.slots(), "a crew has another size than its mode");
			ensure!(task.crew.quorum == mode.quorum(), "a crew has another quorum than its mode");
			let panel = task.panel.as_ref().map(|panel| panel.crew.size);
			ensure!(
				panel.is_none_or(|size| Some(size) == mode.panel_slots()),
				"a panel has another size"
			);
			for bench in [Bench::Crew, Bench::Panel] {
				task.bench(bench).map_or(Ok(()), ensure_drawn)?;
			}
			ensure_carried_once(&task)?;
		}
		Ok(())
	}
}

fn ensure_drawn(crew: &Crew) -> Result<(), TryRuntimeError> {
	ensure!(crew.taken() <= crew.size, "a crew has more slots than it may");
	ensure!(crew.slots.is_empty() == crew.opening.is_none(), "a claim has not written its opening");
	let Some(opening) = crew.opening else { return Ok(()) };
	for slot in &crew.slots {
		let is_its =
			|unit: &u32| ticket(&opening.seed, crew.number, &slot.device, *unit) == slot.ticket;
		ensure!((0..MAX_UNITS).any(|unit| is_its(&unit)), "a ticket is not the worker's");
		let told = matches!(slot.entry, Entry::Revealed { .. });
		ensure!(!told || crew.revealing.is_some(), "a result is told before the reveals");
	}
	let ran = crew.running.is_some() || crew.revealing.is_some();
	ensure!(!ran || crew.taken() >= crew.quorum, "a crew runs with too few workers");
	Ok(())
}

fn ensure_carried_once(task: &Task) -> Result<(), TryRuntimeError> {
	for (_, slot) in slots(task) {
		let Some(outcome) = slot.entry.outcome() else { continue };
		ensure!(outcome.is_possible(&task.terms.limits), "a result is beyond the limits");
		let carries = |entry: &Entry| matches!(entry, Entry::Revealed { outcome: of, carries: true } if of == outcome);
		let carriers = slots(task).filter(|(_, slot)| carries(&slot.entry)).count();
		ensure!(carriers == 1, "a result has other than one carrier");
	}
	Ok(())
}
