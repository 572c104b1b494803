//! Keys and profiles of devices.

use crate::{Aliases, Config, Devices, Members, Pallet, Profiles, Rotations};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use jmt_primitives::{
	devices::{KeyHistory, Profile},
	DeviceId,
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Every key that a device has, had or is to get is reserved for it: its first one by the id, the others in
	/// `Aliases`. No key is there twice, and the one in use is not one of those before.
	pub(super) fn keys_are_reserved() -> Result<(), TryRuntimeError> {
		let mut reserved = BTreeMap::<DeviceId, usize>::new();
		for device in Aliases::<T>::iter_values() {
			let number = reserved.entry(device).or_default();
			*number = number.saturating_add(1);
		}
		for (device, history) in Rotations::<T>::iter() {
			let stored = Devices::<T>::get(device)
				.ok_or(TryRuntimeError::Other("a history of keys is of no device"))?;
			ensure!(history != KeyHistory::default(), "a history of keys says nothing");
			let current = stored.key.id();
			let mut keys: BTreeSet<DeviceId> = history.former.iter().copied().collect();
			ensure!(keys.len() == history.former.len(), "a key stands twice in a history");
			ensure!(keys.insert(current), "the key in use is one of those before");
			ensure!(keys.contains(&device), "a device lost its first key");
			if let Some(pending) = &history.pending {
				ensure!(pending.key != stored.key, "a device is to get the key that it has");
				ensure!(pending.started <= pending.ends, "a rotation ends before it starts");
				keys.insert(pending.key.id());
			}
			for key in keys.iter().filter(|key| **key != device) {
				ensure!(Aliases::<T>::get(key) == Some(device), "a device's key is not reserved");
			}
			let reserved = reserved.get(&device).copied().unwrap_or_default();
			ensure!(reserved.saturating_add(1) == keys.len(), "a key is reserved for nothing");
		}
		Ok(())
	}

	/// Every entry of `Aliases` is of a device with a history, and is no device's id.
	pub(super) fn aliases_are_of_devices() -> Result<(), TryRuntimeError> {
		for (key, device) in Aliases::<T>::iter() {
			ensure!(Rotations::<T>::contains_key(device), "a key is reserved for no device");
			ensure!(!Devices::<T>::contains_key(key), "a reserved key is a device's id");
		}
		Ok(())
	}

	/// Every profile is of a device and says something; only one with a unit has a model.
	pub(super) fn profiles_are_of_devices() -> Result<(), TryRuntimeError> {
		for (device, profile) in Profiles::<T>::iter() {
			ensure!(Devices::<T>::contains_key(device), "a profile is of no device");
			ensure!(profile != Profile::default(), "a profile says nothing");
			let unit = Members::<T>::get(device).and_then(|member| member.unit);
			ensure!(profile.model.is_none() || unit.is_some(), "no maker knows a model");
		}
		Ok(())
	}
}
