//! Old and new key agree: the key changes at once.

use crate::{Config, Error, Pallet, Rotations, WeightInfo};
use frame_support::{traits::Time, weights::Weight};
use jmt_primitives::{
	devices::{signed, DeviceChange, DeviceHook},
	AccountId, DeviceId, DevicePublic, DeviceSignature, KeyType, Moment,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Changes the key of the owner's device. A rotation that is under way ends. Returns the id of the key before.
	pub(crate) fn do_rotate_key(
		owner: &AccountId,
		device: &DeviceId,
		key: DevicePublic,
		expires: Moment,
		by_old: &DeviceSignature,
		by_new: &DeviceSignature,
	) -> Result<DeviceId, DispatchError> {
		let mut stored = Self::device_of(owner, device)?;
		Self::check_expiry(T::Time::now(), expires, Error::<T>::SignatureExpired)?;
		let mut history = Rotations::<T>::get(device).unwrap_or_default();
		Self::ensure_may_rotate(device, &stored, &history, &key)?;
		let message = signed::rotation(&Self::genesis_hash(), device, &key, expires);
		Self::check_word(&stored.key, &message, by_old)?;
		Self::check_word(&key, &message, by_new)?;

		T::Hook::on_change(device, owner, DeviceChange::Key);
		Self::drop_pending(device, &mut stored, &mut history)?;
		Self::reserve(device, &mut stored, &key)?;
		Self::change_key(device, stored, history, key)
	}

	/// Weight of a rotation: the registry's part, the verifications by the schemes that are used, and the hook's at worst.
	pub(crate) fn rotate_weight(old: KeyType, new: KeyType) -> Weight {
		Self::change_weight(T::WeightInfo::rotate_key())
			.saturating_add(Self::verify_weight(Some(old)))
			.saturating_add(Self::verify_weight(Some(new)))
	}
}
