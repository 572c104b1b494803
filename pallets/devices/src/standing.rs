//! A device is paused or resumed.

use crate::{Config, Device, Devices, Error, Pallet, Standing};
use frame_support::{ensure, weights::Weight};
use jmt_primitives::{
	devices::{DeviceChange, DeviceHook},
	AccountId, DeviceId,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Tells the hook, then gives the owner's device another standing; the one that it has is refused.
	pub(crate) fn change_standing(
		owner: &AccountId,
		device: &DeviceId,
		to: Standing,
	) -> DispatchResult {
		let stored = Self::owned(owner, device)?;
		let same = match to {
			Standing::Active => Error::<T>::NotPaused,
			Standing::Paused => Error::<T>::AlreadyPaused,
		};
		ensure!(stored.standing != to, same);

		T::Hook::on_change(device, owner, DeviceChange::Standing(to.told()));
		Devices::<T>::insert(device, Device { standing: to, ..stored });
		Ok(())
	}

	/// Weight of a change of standing: the registry's `own` part and the hook's at worst.
	pub(crate) fn change_weight(own: Weight) -> Weight {
		own.saturating_add(T::Hook::on_change_weight())
	}
}
