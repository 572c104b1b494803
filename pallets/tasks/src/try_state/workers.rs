//! Workers.

use crate::{AllWorkers, Config, Pallet, Tasks, Totals, Workers};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::Get};
use jmt_primitives::{
	tasks::{Bench, Slot, Task, MAX_UNITS},
	AccountId, Balance, DeviceId,
};
use sp_runtime::TryRuntimeError;

/// The open slots of a device: whose they are, their bonds, and their number.
struct Open {
	owner: AccountId,
	bonds: Balance,
	number: u32,
}

/// The slots of both crews.
pub(super) fn slots(task: &Task) -> impl Iterator<Item = (Bench, &Slot)> {
	let of = |bench| task.bench(bench).map(|crew| crew.slots.iter().map(move |slot| (bench, slot)));
	of(Bench::Crew).into_iter().flatten().chain(of(Bench::Panel).into_iter().flatten())
}

impl<T: Config> Pallet<T> {
	/// Of a worker the bonds of its open slots are reserved, their number is its number of open slots, and they are within
	/// its stake. Its owner is the one of its slots.
	pub(super) fn bonds_are_reserved() -> Result<(), TryRuntimeError> {
		let mut open = BTreeMap::<DeviceId, Open>::new();
		for task in Tasks::<T>::iter_values().filter(|task| task.end.is_none()) {
			for (_, slot) in slots(&task) {
				let none = Open { owner: slot.owner.clone(), bonds: 0, number: 0 };
				let of = open.entry(slot.device).or_insert(none);
				ensure!(of.owner == slot.owner, "a device has open slots of two owners");
				of.bonds = of.bonds.saturating_add(task.amounts.bond);
				of.number = of.number.saturating_add(1);
			}
		}
		for (device, worker) in Workers::<T>::iter() {
			let of = open.remove(&device);
			let (bonds, number) = of.as_ref().map_or((0, 0), |of| (of.bonds, of.number));
			ensure!(
				worker.reserved == bonds,
				"a worker reserves other bonds than those of its slots"
			);
			ensure!(worker.open == number, "a worker counts its open slots wrongly");
			ensure!(worker.reserved <= worker.staked, "more is reserved than is at stake");
			ensure!(worker.staked > 0, "a worker has nothing at stake");
			let most = T::Unit::get().saturating_mul(MAX_UNITS.into());
			ensure!(worker.staked <= most, "a worker has more at stake than it may");
			let is_its = of.is_none_or(|of| of.owner == worker.owner);
			ensure!(is_its, "a slot is of another owner than its worker");
			let enrolled = worker.enrolled_in <= Self::block();
			ensure!(enrolled, "a worker enrolled in a block to come");
		}
		ensure!(open.is_empty(), "a slot is of no worker");
		Ok(())
	}

	/// All workers together are as many, with as many units, as there are.
	pub(super) fn workers_are_counted() -> Result<(), TryRuntimeError> {
		let none = AllWorkers::default();
		let counted = Workers::<T>::iter_values().fold(none, |all, worker| AllWorkers {
			workers: all.workers.saturating_add(1),
			units: all.units.saturating_add(Self::units_of(Some(&worker))),
		});
		ensure!(Totals::<T>::get() == counted, "workers are counted wrongly");
		Ok(())
	}
}
