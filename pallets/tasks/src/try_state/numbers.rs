//! Numbers of tasks and panels, and the outputs that are stored under them.

use crate::{end::carriers, Batches, Config, NextId, Outputs, Pallet, Panels, Swept, Tasks};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use jmt_primitives::tasks::{Bench, Place, Task, TaskId};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Every number of a task or panel was given once. A panel's number finds its task, as long as that has not ended.
	/// Batches name numbers in a row, each block behind those of the one before.
	pub(super) fn numbers_were_given() -> Result<(), TryRuntimeError> {
		let next = NextId::<T>::get().max(1);
		let given = |number: TaskId| 0 < number && number < next;
		let mut seen = BTreeSet::new();
		let mut panels = BTreeMap::new();
		for (id, task) in Tasks::<T>::iter() {
			ensure!(given(id) && seen.insert(id), "a task's number was not given");
			ensure!(task.crew.number == id, "a crew has another number than its task");
			if let Some(crew) = task.bench(Bench::Panel) {
				ensure!(
					given(crew.number) && seen.insert(crew.number),
					"a panel's number was not given"
				);
				if task.end.is_none() {
					panels.insert(crew.number, id);
				}
			}
		}
		let found: BTreeMap<_, _> = Panels::<T>::iter().collect();
		ensure!(found == panels, "a panel's number does not find its task");

		let batches: BTreeMap<_, _> = Batches::<T>::iter().collect();
		let mut least = 1;
		for (block, batch) in batches {
			ensure!(Some(block) >= Swept::<T>::get(), "a batch was left behind");
			ensure!(block <= Self::block(), "a batch is of a block to come");
			ensure!(batch.count > 0 && batch.first >= least, "batches overlap");
			least = batch.first.saturating_add(batch.count.into());
			ensure!(least <= next, "a batch names a number that was not given");
		}
		Ok(())
	}

	/// Outputs are those that slots carry, and the ones that their results name; of a task that has ended, the result's
	/// alone.
	pub(super) fn outputs_are_carried() -> Result<(), TryRuntimeError> {
		let mut stored = BTreeSet::new();
		for (id, number, output) in Outputs::<T>::iter() {
			let task = Tasks::<T>::get(id).ok_or("an output is of no task")?;
			let place = places(&task).find(|place| place.number() == number);
			let place = place.ok_or("an output is of no slot that carries one")?;
			let slot =
				task.bench(place.bench).and_then(|crew| crew.slots.get(usize::from(place.index)));
			let named = slot.and_then(|slot| slot.entry.outcome()).map(|outcome| outcome.output);
			ensure!(
				named.is_some_and(|named| named.is_of(&output)),
				"an output is not the one that its result names"
			);
			stored.insert((id, number));
		}
		for (id, task) in Tasks::<T>::iter() {
			for place in places(&task) {
				let kept = task.end.is_none_or(|end| end.result == Some(place));
				let has = stored.contains(&(id, place.number()));
				ensure!(kept == has, "an output is missing, or was not removed");
			}
		}
		Ok(())
	}
}

/// The slots that brought an output.
fn places(task: &Task) -> impl Iterator<Item = Place> + '_ {
	carriers(task, Bench::Crew).chain(carriers(task, Bench::Panel))
}
