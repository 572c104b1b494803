//! A device joins.

use crate::{
	Aliases, Config, Count, Device, Devices, Error, HoldReason, Owned, Pallet, WeightInfo,
};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, Get, Time},
	weights::Weight,
};
use jmt_primitives::{
	devices::signed, AccountId, Balance, DeviceId, DevicePublic, DeviceSignature, Hash, KeyType,
	Moment,
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

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
		Self::check_expiry(T::Time::now(), expires, Error::<T>::RegistrationExpired)?;
		let device = key.id();
		ensure!(!Devices::<T>::contains_key(device), Error::<T>::AlreadyRegistered);
		ensure!(!Aliases::<T>::contains_key(device), Error::<T>::KeyInUse);
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

	/// Whether no device has the key with this id, had it, or is to get it.
	pub(crate) fn is_free(key: &DeviceId) -> bool {
		Self::holder_of(key).is_none()
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

	/// Refuses words that have expired or are good for too long. The last valid time is `expires` itself.
	pub(crate) fn check_expiry(now: Moment, expires: Moment, late: Error<T>) -> DispatchResult {
		ensure!(now <= expires, late);
		let latest = now.checked_add(T::MaxRegistrationAge::get()).unwrap_or(Moment::MAX);
		ensure!(expires <= latest, Error::<T>::ExpiresTooFar);
		Ok(())
	}

	/// The hash of block 0. `frame_system` keeps it for good, whatever `BlockHashCount` is.
	pub(crate) fn genesis_hash() -> Hash {
		frame_system::Pallet::<T>::block_hash(0)
	}
}
