//! A device is paused or resumed.

use crate::{Config, Device, Devices, Error, Members, Pallet, Standing};
use frame_support::{ensure, weights::Weight};
use jmt_primitives::{
	devices::{DeviceChange, DeviceHook, MemberState},
	AccountId, DeviceId,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Tells the hook the standing that the device then has as a whole, then notes the owner's; the one that it has is
	/// refused.
	pub(crate) fn change_standing(
		owner: &AccountId,
		device: &DeviceId,
		to: Standing,
	) -> DispatchResult {
		let stored = Self::device_of(owner, device)?;
		let same = match to {
			Standing::Active => Error::<T>::NotPaused,
			Standing::Paused => Error::<T>::AlreadyPaused,
		};
		let member = Members::<T>::get(device);
		let is_revoked = member.as_ref().is_some_and(|m| m.state == MemberState::Revoked);
		ensure!(!is_revoked, Error::<T>::Revoked);
		ensure!(stored.standing != to, same);

		let changed = Device { standing: to, ..stored };
		let standing = Self::standing_of(&changed, member.as_ref());
		T::Hook::on_change(device, owner, DeviceChange::Standing(standing));
		Devices::<T>::insert(device, changed);
		Ok(())
	}

	/// Weight of a change of standing: the registry's `own` part and the hook's at worst.
	pub(crate) fn change_weight(own: Weight) -> Weight {
		own.saturating_add(T::Hook::on_change_weight())
	}
}
