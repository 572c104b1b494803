//! The owner's index: which devices are whose.

use crate::{Config, Devices, Error, Owned, Pallet};
use alloc::vec::Vec;
use frame_support::ensure;
use jmt_primitives::{AccountId, DeviceId};
use sp_runtime::{DispatchError, SaturatedConversion};

/// Devices of a page.
pub const PAGE: usize = 64;

impl<T: Config> Pallet<T> {
	/// Writes entries that are missing in the index, as those of devices that registered before there was one. Passes
	/// over devices that nobody has registered. Returns how many were missing.
	pub(crate) fn do_index_owned(devices: &[DeviceId]) -> Result<u32, DispatchError> {
		let mut written = 0usize;
		for device in devices {
			let Some(stored) = Devices::<T>::get(device) else { continue };
			if !Owned::<T>::contains_key(&stored.owner, device) {
				Owned::<T>::insert(stored.owner, device, ());
				written = written.saturating_add(1);
			}
		}
		ensure!(written > 0, Error::<T>::AlreadyIndexed);
		Ok(written.saturated_into())
	}

	/// A page of an owner's devices, in the order of their ids, behind `after`.
	pub fn page_of_owned(owner: &AccountId, after: Option<DeviceId>) -> Vec<DeviceId> {
		match after {
			None => Owned::<T>::iter_key_prefix(owner).take(PAGE).collect(),
			Some(after) => {
				let start = Owned::<T>::hashed_key_for(owner, after);
				Owned::<T>::iter_key_prefix_from(owner, start).take(PAGE).collect()
			},
		}
	}
}
