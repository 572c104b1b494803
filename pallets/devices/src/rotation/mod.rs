//! A device's key changes. Its id stays the hash of its first key, and every key that it had stays reserved for it.
//!
//! With the old key it is done at once. Without it the owner starts a rotation, which the old key may cancel for a day:
//! who stole the account is seen by the device, and who stole the key cannot hold it for ever, since a key cancels one
//! rotation in 30 days.

mod cancel;
mod finish;
mod rotate;
mod start;

use crate::{Aliases, Config, Device, Devices, Error, HoldReason, Members, Pallet, Rotations};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, Get},
};
use jmt_primitives::{
	devices::{KeyHistory, MemberState, MAX_FORMER_KEYS},
	AccountId, Balance, DeviceId, DevicePublic, DeviceSignature,
};
use sp_runtime::{DispatchError, DispatchResult, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// The device that has a key with this id, had it, or is to get it.
	pub(crate) fn holder_of(key: &DeviceId) -> Option<DeviceId> {
		if Devices::<T>::contains_key(key) {
			return Some(*key);
		}
		Aliases::<T>::get(key)
	}

	/// The conditions of a rotation to a key, but for signatures and time: the device is not revoked, the key is not
	/// another's nor the one in use, and there is room for the one that goes.
	fn ensure_may_rotate(
		device: &DeviceId,
		stored: &Device,
		history: &KeyHistory,
		key: &DevicePublic,
	) -> DispatchResult {
		Self::ensure_not_revoked(device)?;
		let id = key.id();
		let holder = Self::holder_of(&id);
		ensure!(holder.is_none_or(|holder| holder == *device), Error::<T>::KeyInUse);
		ensure!(*key != stored.key, Error::<T>::KeyInUse);
		let is_back = history.former.contains(&id);
		let room = is_back || history.former.len() < MAX_FORMER_KEYS as usize; // cast: 16
		ensure!(room, Error::<T>::TooManyKeys);
		Ok(())
	}

	/// Refuses a device that is revoked: it can only be removed.
	pub(crate) fn ensure_not_revoked(device: &DeviceId) -> DispatchResult {
		let state = Members::<T>::get(device).map(|member| member.state);
		ensure!(state != Some(MemberState::Revoked), Error::<T>::Revoked);
		Ok(())
	}

	/// That a key signed a message.
	pub(crate) fn check_word(
		key: &DevicePublic,
		message: &[u8],
		signature: &DeviceSignature,
	) -> DispatchResult {
		ensure!(signature.key_type() == key.key_type(), Error::<T>::WrongKeyType);
		ensure!(signature.verify(message, key), Error::<T>::BadSignature);
		Ok(())
	}

	/// Reserves a key for a device, whose payer pays for the entry. A key that it had is reserved already.
	fn reserve(device: &DeviceId, stored: &mut Device, key: &DevicePublic) -> DispatchResult {
		let id = key.id();
		if id == *device || Aliases::<T>::contains_key(id) {
			return Ok(());
		}
		let deposit = T::KeyDeposit::get();
		let payer = Self::payer_of(&stored.owner, Members::<T>::get(device).as_ref());
		T::Currency::hold(&HoldReason::Device.into(), &payer, deposit)?;
		stored.deposit = stored.deposit.saturating_add(deposit);
		Aliases::<T>::insert(id, device);
		Ok(())
	}

	/// Ends a rotation that is under way. Its key is free again, and paid back, unless the device had it before.
	pub(crate) fn drop_pending(
		device: &DeviceId,
		stored: &mut Device,
		history: &mut KeyHistory,
	) -> DispatchResult {
		let coming = Self::coming(history);
		history.pending = None;
		let Some(id) = coming else { return Ok(()) };
		Aliases::<T>::remove(id);
		// No more than is noted as held, whatever the constant is by now.
		let deposit = T::KeyDeposit::get().min(stored.deposit);
		let payer = Self::payer_of(&stored.owner, Members::<T>::get(device).as_ref());
		let released = Self::release(HoldReason::Device, &payer, deposit)?;
		stored.deposit = stored.deposit.saturating_sub(released);
		Ok(())
	}

	/// Stores what is known of a device's keys. A device of which nothing is known has no entry.
	pub(crate) fn put_history(device: &DeviceId, history: &KeyHistory) {
		if *history == KeyHistory::default() {
			Rotations::<T>::remove(device);
		} else {
			Rotations::<T>::insert(device, history);
		}
	}

	/// Gives a device a key that is reserved for it. Returns the id of the one before.
	pub(crate) fn change_key(
		device: &DeviceId,
		mut stored: Device,
		mut history: KeyHistory,
		key: DevicePublic,
	) -> Result<DeviceId, DispatchError> {
		let (old, new) = (stored.key.id(), key.id());
		history.former.retain(|id| *id != new);
		history.former.try_push(old).map_err(|_| Error::<T>::TooManyKeys)?;
		history.pending = None;
		// The new key has its own right to cancel.
		history.cancelled_at = None;
		stored.key = key;
		Devices::<T>::insert(device, stored);
		Rotations::<T>::insert(device, history);
		Ok(old)
	}

	/// Forgets the keys of a device that leaves. Returns how many entries went.
	pub(crate) fn forget_keys(device: &DeviceId, stored: &Device) -> u32 {
		let Some(history) = Rotations::<T>::take(device) else { return 0 };
		let keys = history.former.iter().copied().chain(Self::coming(&history));
		let mut gone = 0u32;
		for id in keys.chain(core::iter::once(stored.key.id())).filter(|id| id != device) {
			Aliases::<T>::remove(id);
			gone = gone.saturating_add(1);
		}
		gone
	}

	/// The key that a device is to get, if it never had it.
	fn coming(history: &KeyHistory) -> Option<DeviceId> {
		let pending = history.pending.as_ref().map(|pending| pending.key.id());
		pending.filter(|id| !history.former.contains(id))
	}

	/// Held for a device with these keys by today's constants: its entries, and one for each key beside the first.
	pub(crate) fn deposit_with(history: Option<&KeyHistory>) -> Balance {
		let keys = history.map_or(0, |history| {
			history.former.len().saturating_add(Self::coming(history).iter().count())
		});
		let keys: Balance = keys.saturated_into();
		T::Deposit::get().saturating_add(T::KeyDeposit::get().saturating_mul(keys))
	}

	/// The deposit of a device moves to another payer, by today's constants. Returns what is held of that.
	pub(crate) fn change_payer(
		old: &AccountId,
		new: &AccountId,
		stored: &mut Device,
		history: Option<&KeyHistory>,
	) -> Result<Balance, DispatchError> {
		Self::release(HoldReason::Device, old, stored.deposit)?;
		let deposit = Self::deposit_with(history);
		T::Currency::hold(&HoldReason::Device.into(), new, deposit)?;
		stored.deposit = deposit;
		Ok(deposit)
	}
}
