//! Invariants, each as a sentence and as a check.

use crate::{Config, Count, Devices, HoldReason, Pallet};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use jmt_primitives::{AccountId, Balance, Invariants};
use sp_runtime::TryRuntimeError;

impl<T: Config> Invariants for Pallet<T> {
	const NAME: &'static str = "Devices";

	fn check() -> Result<(), TryRuntimeError> {
		Self::count_is_number_of_devices()?;
		Self::ids_derive_from_keys()?;
		Self::deposits_are_held()
	}
}

impl<T: Config> Pallet<T> {
	/// `Count` is the number of entries of `Devices`.
	fn count_is_number_of_devices() -> Result<(), TryRuntimeError> {
		let devices = u32::try_from(Devices::<T>::iter_keys().count())
			.map_err(|_| TryRuntimeError::Other("more devices than a u32 counts"))?;
		ensure!(Count::<T>::get() == devices, "Count is not the number of devices");
		Ok(())
	}

	/// Every device is stored under the id of its key.
	fn ids_derive_from_keys() -> Result<(), TryRuntimeError> {
		for (id, device) in Devices::<T>::iter() {
			ensure!(id == device.key.id(), "a device is stored under an id that is not its key's");
		}
		Ok(())
	}

	/// An owner's hold for devices is the sum of the deposits of that owner's devices.
	fn deposits_are_held() -> Result<(), TryRuntimeError> {
		let mut deposits = BTreeMap::<AccountId, Balance>::new();
		for device in Devices::<T>::iter_values() {
			let sum = deposits.entry(device.owner).or_default();
			*sum = sum
				.checked_add(device.deposit)
				.ok_or(TryRuntimeError::Other("the deposits of an owner overflow"))?;
		}
		for (owner, sum) in deposits {
			let held = T::Currency::balance_on_hold(&HoldReason::Device.into(), &owner);
			ensure!(held == sum, "what is held of an owner is not the sum of the deposits");
		}
		Ok(())
	}
}
