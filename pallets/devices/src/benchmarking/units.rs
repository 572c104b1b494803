//! Roots of trust and units that benchmarks begin with.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::setup::*;
use crate::*;
use frame_benchmarking::v2::*;
use frame_support::traits::Time;
use jmt_device_keys::BenchmarkDevice;
use jmt_primitives::{
	devices::Profile,
	domains::DomainId,
	manifests::{self, Endorsed, Endorsement, ManifestId},
	units::{signed, Binding, Certificate, KeyState, Level, RootId, RootKey, Terms, WHOLE_SHARE},
	AccountId, DeviceId, DevicePublic, DeviceSignature, Hash, KeyType, Moment,
};

/// Terms with room for all.
pub(super) const TERMS: Terms = Terms { level: Level::Two, quota: u32::MAX, share: WHOLE_SHARE };

/// A certificate's bytes, the key and the signature that costs most to verify.
pub(super) fn certified(key_type: KeyType) -> (alloc::vec::Vec<u8>, DevicePublic, DeviceSignature) {
	let key = BenchmarkDevice::new(key_type);
	let public = key.public();
	let mut expires = Moment::MAX;
	loop {
		let message = signed::certificate(1, 0, &Hash::zero(), &public, Level::Two, expires);
		let (signature, costliest) = key.sign(&message);
		if costliest {
			return (message, public, signature);
		}
		expires = expires.saturating_sub(1);
	}
}

/// A root of trust whose first key is the Ed25519 one.
fn root<T: Config>() -> RootId {
	let maker: AccountId = account("maker", 0, 0);
	let key = BenchmarkDevice::new(KeyType::Ed25519).public();
	Pallet::<T>::do_admit_root(maker, TERMS, key).unwrap()
}

/// A root of trust with four keys.
pub(super) fn full_root<T: Config>() -> RootId {
	let root = root::<T>();
	for byte in 1..4 {
		let public = DevicePublic::Secp256k1([byte; 33]);
		let key = RootKey { public, state: KeyState::Active };
		Roots::<T>::mutate(root, |root| root.as_mut().unwrap().keys.try_push(key).unwrap());
	}
	root
}

/// A root's word for a manifest with such a root of its tree, which is the hash of its content too.
pub(super) fn endorsement<T: Config>(domain: DomainId, tree: &Hash, leaves: u32) -> Endorsement {
	let (root, key, level) = (root::<T>(), 0, Level::Two);
	let message = manifests::signed::endorsement(
		&Pallet::<T>::genesis_hash(),
		root,
		domain,
		tree,
		leaves,
		tree,
		Moment::MAX,
		level,
	);
	let (signature, _) = BenchmarkDevice::new(KeyType::Ed25519).sign(&message);
	Endorsement { root, key, level, signature }
}

/// Makes units of a manifest's leaves.
pub(super) fn endorse<T: Config>(manifest: ManifestId) {
	let endorsed = Some(Endorsed { root: root::<T>(), key: 0, level: Level::Two });
	Manifests::<T>::mutate(manifest, |stored| stored.as_mut().unwrap().endorsed = endorsed);
}

/// A certificate of the root's Ed25519 key.
fn certify(root: RootId, nullifier: Hash, unit: DevicePublic) -> Certificate {
	let (key, level, expires) = (0, Level::Two, Moment::MAX);
	let message = signed::certificate(root, key, &nullifier, &unit, level, expires);
	let (signature, _) = BenchmarkDevice::new(KeyType::Ed25519).sign(&message);
	Certificate { root, key, nullifier, unit, level, expires, signature }
}

/// The word of the unit whose key is the Ed25519 one.
fn word<T: Config>(device: &DeviceId, owner: &AccountId, nullifier: Hash) -> Binding {
	let expires = T::Time::now();
	let genesis = Pallet::<T>::genesis_hash();
	let message = signed::binding(&genesis, device, owner, &nullifier, expires);
	let (signature, _) = BenchmarkDevice::new(KeyType::Ed25519).sign(&message);
	Binding { expires, signature }
}

/// A device with a unit of one root, about to take that of another root from another device.
pub(super) struct Rebinding {
	pub(super) owner: AccountId,
	pub(super) device: DeviceId,
	/// Has the unit.
	pub(super) loser: DeviceId,
	pub(super) certificate: Certificate,
	pub(super) binding: Binding,
}

impl Rebinding {
	pub(super) fn new<T: Config>() -> Self {
		let (owner, loser) = registered::<T>();
		let key = BenchmarkDevice::new(KeyType::Sr25519);
		let (expires, signature) = consent::<T>(&key, &owner);
		Pallet::<T>::do_register(&owner, key.public(), expires, &signature).unwrap();
		let device = key.id();
		let nullifier = Hash::repeat_byte(1);
		let own = certify(root::<T>(), nullifier, key.public());
		Pallet::<T>::do_bind_unit(&owner, &device, &own, None).unwrap();
		let unit = BenchmarkDevice::new(KeyType::Ed25519).public();
		let certificate = certify(root::<T>(), nullifier, unit);
		Pallet::<T>::do_bind_unit(&owner, &loser, &certificate, None).unwrap();
		let binding = word::<T>(&device, &owner, nullifier);
		// Either forgets its model and keeps the rest.
		for device in [device, loser] {
			let (model, firmware) = (Some(nullifier), Some(nullifier));
			Profiles::<T>::insert(device, Profile { model, firmware, capabilities: 0 });
		}
		Self { owner, device, loser, certificate, binding }
	}
}
