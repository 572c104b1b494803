//! Devices in the midst of their lives that benchmarks begin with.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::setup::*;
use crate::*;
use frame_support::traits::Time;
use jmt_device_keys::BenchmarkDevice;
use jmt_primitives::{
	devices::{signed, KeyHistory, PendingRotation},
	AccountId, DeviceId, DevicePublic, DeviceSignature, Hash, KeyType, Moment,
};

/// A device that had so many keys.
pub(super) fn had_keys<T: Config>(device: &DeviceId, number: u32) {
	let former: alloc::vec::Vec<DeviceId> = (0..number)
		.map(|n| DeviceId(Hash::from(sp_io::hashing::blake2_256(&n.to_le_bytes()))))
		.collect();
	former.iter().for_each(|id| Aliases::<T>::insert(id, device));
	let former = former.try_into().unwrap();
	Rotations::<T>::insert(device, KeyHistory { former, pending: None, cancelled_at: None });
}

/// A registered device with as many keys as leave room for one, and a rotation under way.
pub(super) fn rotating<T: Config>() -> (AccountId, DeviceId, Moment) {
	let (owner, device) = registered::<T>();
	had_keys::<T>(&device, 15);
	let (key, now) = (DevicePublic::Secp256k1([7; 33]), T::Time::now());
	let pending = PendingRotation { key, started: now, ends: now, roomy_at_start: 0 };
	Rotations::<T>::mutate(device, |history| history.as_mut().unwrap().pending = Some(pending));
	Aliases::<T>::insert(key.id(), device);
	(owner, device, now)
}

/// The words of the Ed25519 key that goes and of the Sr25519 key that comes.
pub(super) struct Words {
	pub(super) key: DevicePublic,
	pub(super) expires: Moment,
	pub(super) by_old: DeviceSignature,
	pub(super) by_new: DeviceSignature,
	/// To start a rotation.
	pub(super) start: DeviceSignature,
}

pub(super) fn words<T: Config>(owner: &AccountId, device: &DeviceId) -> Words {
	let (genesis, expires) = (Pallet::<T>::genesis_hash(), T::Time::now());
	let (old, new) =
		(BenchmarkDevice::new(KeyType::Ed25519), BenchmarkDevice::new(KeyType::Sr25519));
	let key = new.public();
	let rotation = signed::rotation(&genesis, device, &key, expires);
	let start = signed::rotation_start(&genesis, device, owner, &key, expires);
	let (by_old, by_new) = (old.sign(&rotation).0, new.sign(&rotation).0);
	Words { key, expires, by_old, by_new, start: new.sign(&start).0 }
}

/// The word of the Ed25519 key against a rotation.
pub(super) fn objection<T: Config>(device: &DeviceId, started: Moment) -> DeviceSignature {
	let message = signed::rotation_cancel(&Pallet::<T>::genesis_hash(), device, started);
	BenchmarkDevice::new(KeyType::Ed25519).sign(&message).0
}
