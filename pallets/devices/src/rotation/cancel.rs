//! The key in use cancels a rotation, free of fee. All that could make it fail is looked at before it is let in.

use crate::{Config, Devices, Pallet, Rotations, WeightInfo};
use frame_support::{
	pallet_prelude::ValidTransaction,
	traits::{Defensive, Get, Time},
	weights::Weight,
};
use jmt_primitives::{
	authorized::{unknown_rotation, valid_cancellation, CancellationRefusal, FreeShare, Share},
	devices::{signed, KeyHistory},
	DeviceId, DeviceSignature, KeyType, Moment,
};
use sp_runtime::{transaction_validity::TransactionValidityError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Whether a cancellation may enter a block, and how the pool is to treat it. Runs in the pool and again inside the
	/// block. It provides `(CANCELLATION_TAG, device, started)`: one of a rotation is in the pool at most.
	pub fn authorize_cancellation(
		device: &DeviceId,
		started: Moment,
		signature: &DeviceSignature,
	) -> Result<(ValidTransaction, Weight), TransactionValidityError> {
		let now = T::Time::now();
		if started > now {
			return Err(unknown_rotation());
		}
		let weight = Self::cancel_weight(signature.key_type());
		T::FreeShare::ensure_room(Share::Activations, weight)?;
		let KeyHistory { pending, cancelled_at, .. } =
			Rotations::<T>::get(device).ok_or(CancellationRefusal::NoRotation)?;
		if pending.is_none_or(|pending| pending.started != started) {
			return Err(CancellationRefusal::NoRotation.into());
		}
		let pause = T::CancelPause::get();
		if cancelled_at.is_some_and(|at| now < at.saturating_add(pause)) {
			return Err(CancellationRefusal::CancelledRecently.into());
		}
		let stored = Devices::<T>::get(device).ok_or(CancellationRefusal::NoRotation)?;
		if signature.key_type() != stored.key.key_type() {
			return Err(CancellationRefusal::WrongKeyType.into());
		}
		let message = signed::rotation_cancel(&Self::genesis_hash(), device, started);
		if !signature.verify(&message, &stored.key) {
			return Err(CancellationRefusal::BadSignature.into());
		}
		Ok((valid_cancellation(device, started), Weight::zero()))
	}

	/// Ends the rotation of a device that was authorised to cancel it.
	pub(crate) fn do_cancel_rotation(device: &DeviceId) -> DispatchResult {
		let lost = || DispatchError::Other("an authorised cancellation has a device");
		let mut stored = Devices::<T>::get(device).ok_or_else(lost).defensive()?;
		let mut history = Rotations::<T>::get(device).ok_or_else(lost).defensive()?;
		Self::drop_pending(device, &mut stored, &mut history)?;
		history.cancelled_at = Some(T::Time::now());
		Devices::<T>::insert(device, stored);
		Rotations::<T>::insert(device, history);
		Ok(())
	}

	/// Weight of a cancellation. Authorising it is in it, since nothing else is charged on a bare extrinsic.
	pub(crate) fn cancel_weight(key_type: KeyType) -> Weight {
		T::WeightInfo::cancel_rotation().saturating_add(Self::verify_weight(Some(key_type)))
	}
}
