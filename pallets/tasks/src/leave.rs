//! A device leaves, or gets another owner.
//!
//! A worker with an open slot stays a worker: it may commit and reveal by its work key, and its stake answers for it. It
//! claims nothing more, since a claim asks the registry for the device and its owner.

use crate::{Config, Pallet, WeightInfo, Workers};
use frame_support::{
	storage::with_storage_layer,
	traits::{Defensive, Time},
	weights::Weight,
};
use jmt_primitives::{
	devices::{DeviceChange, DeviceHook},
	AccountId, DeviceId,
};

impl<T: Config> DeviceHook for Pallet<T> {
	/// Releases the stake of a worker of which nothing is open.
	fn on_leave(device: &DeviceId, _: &AccountId) {
		let worker = Workers::<T>::get(device).filter(|worker| worker.may_fall(T::Time::now()));
		if let Some(worker) = worker {
			// The registry does not ask: all of it, or nothing.
			let removed = with_storage_layer(|| Self::remove_worker(device, &worker));
			let _ = removed.defensive_proof("a stake is held, and a worker is counted");
		}
	}

	fn on_leave_weight() -> Weight {
		T::WeightInfo::on_leave()
	}

	fn on_change(device: &DeviceId, owner: &AccountId, what: DeviceChange<'_>) {
		match what {
			DeviceChange::Owner(_) => Self::on_leave(device, owner),
			DeviceChange::Standing(_) | DeviceChange::Key | DeviceChange::Unit => {},
		}
	}

	fn on_change_weight() -> Weight {
		T::WeightInfo::on_leave()
	}
}
