//! A device leaves.

use crate::{Config, Count, Device, Devices, Error, HoldReason, Pallet, WeightInfo};
use frame_support::{
	defensive, ensure,
	traits::{fungible::MutateHold, tokens::Precision},
	weights::Weight,
};
use jmt_primitives::{devices::DeviceHook, AccountId, Balance, DeviceId};
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// Tells the hook, forgets the device and releases its deposit. Returns the released amount.
	pub(crate) fn do_remove(
		owner: &AccountId,
		device: &DeviceId,
	) -> Result<Balance, DispatchError> {
		let Device { deposit, .. } = Self::owned(owner, device)?;
		let count = Count::<T>::get().checked_sub(1).ok_or(ArithmeticError::Underflow)?;

		T::Hook::on_leave(device, owner);
		Devices::<T>::remove(device);
		Count::<T>::put(count);
		let released = T::Currency::release(
			&HoldReason::Device.into(),
			owner,
			deposit,
			Precision::BestEffort,
		)?;
		if released != deposit {
			defensive!("only this pallet takes from holds with its reason");
		}
		Ok(released)
	}

	/// Weight of a removal: the registry's part and the hook's at worst.
	pub(crate) fn remove_weight() -> Weight {
		T::WeightInfo::remove().saturating_add(T::Hook::on_leave_weight())
	}

	/// The device, if `owner` owns it.
	pub(crate) fn owned(owner: &AccountId, device: &DeviceId) -> Result<Device, DispatchError> {
		let stored = Devices::<T>::get(device).ok_or(Error::<T>::NotRegistered)?;
		ensure!(stored.owner == *owner, Error::<T>::NotOwner);
		Ok(stored)
	}
}
