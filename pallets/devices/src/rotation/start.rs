//! A rotation without the old key starts.

use crate::{Config, Devices, Error, Pallet, Rotations};
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use jmt_primitives::{
	authorized::{BlockRoom, Share},
	devices::{signed, PendingRotation},
	AccountId, DeviceId, DevicePublic, DeviceSignature, Moment,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Notes the key that the owner gives a device, and reserves it.
	pub(crate) fn do_start_rotation(
		owner: &AccountId,
		device: &DeviceId,
		key: DevicePublic,
		expires: Moment,
		by_new: &DeviceSignature,
	) -> Result<PendingRotation, DispatchError> {
		let mut stored = Self::device_of(owner, device)?;
		let started = T::Time::now();
		Self::check_expiry(started, expires, Error::<T>::SignatureExpired)?;
		let mut history = Rotations::<T>::get(device).unwrap_or_default();
		ensure!(history.pending.is_none(), Error::<T>::RotationPending);
		Self::ensure_may_rotate(device, &stored, &history, &key)?;
		let message = signed::rotation_start(&Self::genesis_hash(), device, owner, &key, expires);
		Self::check_word(&key, &message, by_new)?;

		Self::reserve(device, &mut stored, &key)?;
		let ends = started.saturating_add(T::RotationTime::get());
		let roomy_at_start = T::BlockRoom::roomy(Share::Activations);
		let pending = PendingRotation { key, started, ends, roomy_at_start };
		history.pending = Some(pending);
		Devices::<T>::insert(device, stored);
		Rotations::<T>::insert(device, history);
		Ok(pending)
	}
}
