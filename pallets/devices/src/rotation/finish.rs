//! A rotation without the old key ends, when that had time enough to cancel it.

use crate::{Config, Device, Error, Pallet, Rotations};
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use jmt_primitives::{
	authorized::{BlockRoom, Share},
	devices::{DeviceChange, DeviceHook, KeyHistory, PendingRotation},
	AccountId, DeviceId, DevicePublic,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Gives a device the key that its owner started to give it. Returns the id of the key before, and the new key.
	pub(crate) fn do_finish_rotation(
		owner: &AccountId,
		device: &DeviceId,
	) -> Result<(DeviceId, DevicePublic), DispatchError> {
		let (stored, history, pending) = Self::rotation_of(owner, device)?;
		ensure!(Self::is_over(&pending), Error::<T>::TooEarly);

		T::Hook::on_change(device, owner, DeviceChange::Key);
		let old = Self::change_key(device, stored, history, pending.key)?;
		Ok((old, pending.key))
	}

	/// The owner's device with its keys, and the rotation that is under way.
	pub(crate) fn rotation_of(
		owner: &AccountId,
		device: &DeviceId,
	) -> Result<(Device, KeyHistory, PendingRotation), DispatchError> {
		let stored = Self::device_of(owner, device)?;
		Self::ensure_not_revoked(device)?;
		let history = Rotations::<T>::get(device).unwrap_or_default();
		let pending = history.pending.ok_or(Error::<T>::NoRotation)?;
		Ok((stored, history, pending))
	}

	/// Whether the key in use had time enough to cancel a rotation. Time alone would not do: an attacker could fill the
	/// blocks of a day.
	pub(crate) fn is_over(pending: &PendingRotation) -> bool {
		let roomy = T::BlockRoom::roomy(Share::Activations).saturating_sub(pending.roomy_at_start);
		pending.ends <= T::Time::now() && T::RotationBlocks::get() <= roomy
	}
}
