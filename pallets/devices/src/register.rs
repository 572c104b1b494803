//! A device joins.

use crate::{Config, Count, Device, Devices, Error, HoldReason, Owned, Pallet, WeightInfo};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, Get, Time},
	weights::Weight,
};
use jmt_primitives::{
	devices::signed, AccountId, Balance, DeviceId, DevicePublic, DeviceSignature, Hash, KeyType,
	Moment,
};
use sp_runtime::{ArithmeticError, DispatchError};

impl<T: Config> Pallet<T> {
	/// Checks a registration, cheapest first, then holds the deposit and stores the device. Returns its
	/// id and what is held.
	pub(crate) fn do_register(
		owner: &AccountId,
		key: DevicePublic,
		expires: Moment,
		signature: &DeviceSignature,
	) -> Result<(DeviceId, Balance), DispatchError> {
		ensure!(signature.key_type() == key.key_type(), Error::<T>::WrongKeyType);
		Self::check_expiry(expires)?;
		let device = key.id();
		ensure!(Self::is_free(&device), Error::<T>::AlreadyRegistered);
		let count = Count::<T>::get().checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let message = signed::registration(&Self::genesis_hash(), owner, expires);
		ensure!(signature.verify(&message, &key), Error::<T>::BadSignature);

		let deposit = T::Deposit::get();
		T::Currency::hold(&HoldReason::Device.into(), owner, deposit)?;
		let block = frame_system::Pallet::<T>::block_number();
		Devices::<T>::insert(device, Device::new(key, owner.clone(), deposit, block));
		Owned::<T>::insert(owner, device, ());
		Count::<T>::put(count);
		Ok((device, deposit))
	}

	/// Whether no device has this id.
	pub(crate) fn is_free(device: &DeviceId) -> bool {
		!Devices::<T>::contains_key(device)
	}

	/// Weight of a registration: most of it is the verification, which differs by scheme.
	pub(crate) fn register_weight(key_type: KeyType) -> Weight {
		match key_type {
			KeyType::Sr25519 => T::WeightInfo::register_sr25519(),
			KeyType::Ed25519 => T::WeightInfo::register_ed25519(),
			KeyType::Secp256k1 => T::WeightInfo::register_secp256k1(),
			KeyType::P256 => T::WeightInfo::register_p256(),
		}
	}

	/// Refuses registrations that have expired or are good for too long. The last valid time is `expires` itself.
	fn check_expiry(expires: Moment) -> Result<(), DispatchError> {
		let now = T::Time::now();
		ensure!(now <= expires, Error::<T>::RegistrationExpired);
		let latest = now.checked_add(T::MaxRegistrationAge::get()).unwrap_or(Moment::MAX);
		ensure!(expires <= latest, Error::<T>::ExpiresTooFar);
		Ok(())
	}

	/// The hash of block 0. `frame_system` keeps it for good, whatever `BlockHashCount` is.
	pub(crate) fn genesis_hash() -> Hash {
		frame_system::Pallet::<T>::block_hash(0)
	}
}
