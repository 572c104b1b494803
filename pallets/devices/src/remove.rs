//! A device leaves.

use crate::{
	Config, Count, Device, Devices, Error, HoldReason, Members, Owned, Pallet, Profiles, WeightInfo,
};
use frame_support::{ensure, weights::Weight};
use jmt_primitives::{
	devices::{DeviceHook, MemberState},
	AccountId, Balance, DeviceId,
};
use sp_runtime::{ArithmeticError, DispatchError};

/// A device that left.
pub(crate) struct Removed {
	/// Until then.
	pub owner: AccountId,
	/// Released to who paid it.
	pub deposit: Balance,
	/// Reserved keys that are free again.
	pub keys: u32,
}

impl<T: Config> Pallet<T> {
	/// Tells the hook, forgets the device and releases its deposit to who paid it. The owner may do so, and for a
	/// revoked device that its domain pays an authority of that.
	pub(crate) fn do_remove(who: &AccountId, device: &DeviceId) -> Result<Removed, DispatchError> {
		let stored = Devices::<T>::get(device).ok_or(Error::<T>::NotRegistered)?;
		let member = Members::<T>::get(device);
		if stored.owner != *who {
			let member = member.as_ref().ok_or(Error::<T>::NotOwner)?;
			Self::ensure_may_end(who, &stored, member)?;
			ensure!(member.state == MemberState::Revoked, Error::<T>::NotRevoked);
		}
		let count = Count::<T>::get().checked_sub(1).ok_or(ArithmeticError::Underflow)?;
		let payer = Self::payer_of(&stored.owner, member.as_ref());

		T::Hook::on_leave(device, &stored.owner);
		let keys = Self::forget_keys(device, &stored);
		Profiles::<T>::remove(device);
		let Device { owner, deposit, .. } = stored;
		Devices::<T>::remove(device);
		// Missing where the device is older than the index and nobody has written it.
		Owned::<T>::remove(&owner, device);
		if let Some(member) = member {
			Members::<T>::remove(device);
			if let Some(unit) = &member.unit {
				Self::free_unit(unit);
			}
			if let Some(domain) = member.domain {
				Self::leave_domain(domain);
			}
		}
		Count::<T>::put(count);
		let deposit = Self::release(HoldReason::Device, &payer, deposit)?;
		Ok(Removed { owner, deposit, keys })
	}

	/// Weight of a removal of a device with so many reserved keys: the registry's part and the hook's at worst.
	pub(crate) fn remove_weight(keys: u32) -> Weight {
		T::WeightInfo::remove(keys).saturating_add(T::Hook::on_leave_weight())
	}

	/// The device, if `owner` owns it.
	pub(crate) fn device_of(owner: &AccountId, device: &DeviceId) -> Result<Device, DispatchError> {
		let stored = Devices::<T>::get(device).ok_or(Error::<T>::NotRegistered)?;
		ensure!(stored.owner == *owner, Error::<T>::NotOwner);
		Ok(stored)
	}
}
