//! Benchmarks. Registrations are measured per key type, since verification is most of them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Unbalanced},
	tokens::Precision,
	Get, Time,
};
use frame_system::RawOrigin;
use jmt_primitives::{
	signing, AccountId, DeviceId, DevicePublic, DeviceSignature, KeyType, Moment,
};
use p256::ecdsa::{signature::Signer, SigningKey};
use sp_core::crypto::KeyTypeId;
use sp_io::hashing::sha2_256;

/// Where the host's keystore keeps the benchmarks' keys.
const KEYSTORE: KeyTypeId = KeyTypeId(*b"jmtd");

/// An owner with money for the deposit and the existential one.
fn funded_owner<T: Config>() -> AccountId {
	let owner: AccountId = account("owner", 0, 0);
	let amount =
		T::Deposit::get().saturating_add(T::Currency::minimum_balance()).saturating_mul(10);
	T::Currency::increase_balance(&owner, amount, Precision::Exact).unwrap();
	owner
}

/// A device that signs: in the host's keystore, but for P-256, which no host function knows.
enum Key {
	Sr25519(sp_core::sr25519::Public),
	Ed25519(sp_core::ed25519::Public),
	Secp256k1(sp_core::ecdsa::Public),
	P256(SigningKey),
}

impl Key {
	fn new(key_type: KeyType) -> Self {
		let seed: Option<Vec<u8>> = Some(b"//device".to_vec());
		match key_type {
			KeyType::Sr25519 => Self::Sr25519(sp_io::crypto::sr25519_generate(KEYSTORE, seed)),
			KeyType::Ed25519 => Self::Ed25519(sp_io::crypto::ed25519_generate(KEYSTORE, seed)),
			KeyType::Secp256k1 => Self::Secp256k1(sp_io::crypto::ecdsa_generate(KEYSTORE, seed)),
			KeyType::P256 => Self::P256(SigningKey::from_bytes(&[7u8; 32].into()).unwrap()),
		}
	}

	fn public(&self) -> DevicePublic {
		match self {
			Self::Sr25519(public) => DevicePublic::Sr25519(public.0),
			Self::Ed25519(public) => DevicePublic::Ed25519(public.0),
			Self::Secp256k1(public) => DevicePublic::Secp256k1(public.0),
			Self::P256(key) => {
				let point = key.verifying_key().to_encoded_point(true);
				DevicePublic::P256(point.as_bytes().try_into().unwrap())
			},
		}
	}

	/// The signature, and the recovery id where there is one.
	fn sign(&self, message: &[u8]) -> (DeviceSignature, u8) {
		match self {
			Self::Sr25519(public) => {
				let signature = sp_io::crypto::sr25519_sign(KEYSTORE, public, message).unwrap();
				(DeviceSignature::Sr25519(signature.0), 0)
			},
			Self::Ed25519(public) => {
				let signature = sp_io::crypto::ed25519_sign(KEYSTORE, public, message).unwrap();
				(DeviceSignature::Ed25519(signature.0), 0)
			},
			Self::Secp256k1(public) => {
				let hash = sha2_256(message);
				let signature =
					sp_io::crypto::ecdsa_sign_prehashed(KEYSTORE, public, &hash).unwrap();
				let (compact, recovery_id) = signature.0.split_at(64);
				(DeviceSignature::Secp256k1(compact.try_into().unwrap()), recovery_id[0])
			},
			Self::P256(key) => {
				let signature: p256::ecdsa::Signature = key.sign(message);
				(DeviceSignature::P256(signature.to_bytes().into()), 0)
			},
		}
	}

	/// Consent to be `owner`'s. With secp256k1 one that verifies at the second recovery id only: the
	/// third and fourth are refused without arithmetic, since `r` is too large for them.
	fn consent<T: Config>(&self, owner: &AccountId) -> (Moment, DeviceSignature) {
		let farthest = T::Time::now().saturating_add(T::MaxRegistrationAge::get());
		let mut expires = farthest;
		loop {
			let message = signing::registration(&Pallet::<T>::genesis_hash(), owner, expires);
			let (signature, recovery_id) = self.sign(&message);
			let worst = !matches!(self, Self::Secp256k1(_)) || recovery_id == 1;
			if worst || expires == T::Time::now() {
				return (expires, signature);
			}
			expires = expires.saturating_sub(1);
		}
	}
}

/// A registered device.
fn registered<T: Config>() -> (AccountId, DeviceId) {
	let owner = funded_owner::<T>();
	let key = Key::new(KeyType::Ed25519);
	let (expires, signature) = key.consent::<T>(&owner);
	Pallet::<T>::do_register(&owner, key.public(), expires, &signature).unwrap();
	(owner, key.public().id())
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_sr25519() {
		let owner = funded_owner::<T>();
		let key = Key::new(KeyType::Sr25519);
		let (expires, signature) = key.consent::<T>(&owner);

		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), expires, signature);

		assert!(Devices::<T>::contains_key(key.public().id()));
	}

	#[benchmark]
	fn register_ed25519() {
		let owner = funded_owner::<T>();
		let key = Key::new(KeyType::Ed25519);
		let (expires, signature) = key.consent::<T>(&owner);

		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), expires, signature);

		assert!(Devices::<T>::contains_key(key.public().id()));
	}

	#[benchmark]
	fn register_secp256k1() {
		let owner = funded_owner::<T>();
		let key = Key::new(KeyType::Secp256k1);
		let (expires, signature) = key.consent::<T>(&owner);

		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), expires, signature);

		assert!(Devices::<T>::contains_key(key.public().id()));
	}

	#[benchmark]
	fn register_p256() {
		let owner = funded_owner::<T>();
		let key = Key::new(KeyType::P256);
		let (expires, signature) = key.consent::<T>(&owner);

		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), expires, signature);

		assert!(Devices::<T>::contains_key(key.public().id()));
	}

	#[benchmark]
	fn remove() {
		let (owner, device) = registered::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device);

		assert!(!Devices::<T>::contains_key(device));
	}

	#[benchmark]
	fn pause() {
		let (owner, device) = registered::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device);

		assert_eq!(Devices::<T>::get(device).map(|stored| stored.status), Some(Status::Paused));
	}

	#[benchmark]
	fn resume() {
		let (owner, device) = registered::<T>();
		Pallet::<T>::change_status(&owner, &device, Status::Paused).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device);

		assert_eq!(Devices::<T>::get(device).map(|stored| stored.status), Some(Status::Active));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder.build_with_keystore(),
		crate::mock::Test
	);
}
