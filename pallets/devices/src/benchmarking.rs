//! Benchmarks. Registrations are measured per key type, since verification is most of them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Unbalanced},
	tokens::Precision,
	Get, Time,
};
use frame_system::RawOrigin;
use jmt_device_keys::BenchmarkDevice;
use jmt_primitives::{devices::signed, AccountId, DeviceId, DeviceSignature, KeyType, Moment};

/// An owner with money for the deposit and the existential one.
fn funded_owner<T: Config>() -> AccountId {
	let owner: AccountId = account("owner", 0, 0);
	let amount =
		T::Deposit::get().saturating_add(T::Currency::minimum_balance()).saturating_mul(10);
	T::Currency::increase_balance(&owner, amount, Precision::Exact).unwrap();
	owner
}

/// Consent of a device to be `owner`'s, the one that costs most to verify.
fn consent<T: Config>(device: &BenchmarkDevice, owner: &AccountId) -> (Moment, DeviceSignature) {
	let now = T::Time::now();
	let mut expires = now.saturating_add(T::MaxRegistrationAge::get());
	loop {
		let message = signed::registration(&Pallet::<T>::genesis_hash(), owner, expires);
		let (signature, costliest) = device.sign(&message);
		if costliest || expires == now {
			return (expires, signature);
		}
		expires = expires.saturating_sub(1);
	}
}

/// A registered device.
fn registered<T: Config>() -> (AccountId, DeviceId) {
	let owner = funded_owner::<T>();
	let key = BenchmarkDevice::new(KeyType::Ed25519);
	let (expires, signature) = consent::<T>(&key, &owner);
	Pallet::<T>::do_register(&owner, key.public(), expires, &signature).unwrap();
	(owner, key.id())
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_sr25519() {
		let owner = funded_owner::<T>();
		let key = BenchmarkDevice::new(KeyType::Sr25519);
		let (expires, signature) = consent::<T>(&key, &owner);

		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), expires, signature);

		assert!(Devices::<T>::contains_key(key.id()));
	}

	#[benchmark]
	fn register_ed25519() {
		let owner = funded_owner::<T>();
		let key = BenchmarkDevice::new(KeyType::Ed25519);
		let (expires, signature) = consent::<T>(&key, &owner);

		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), expires, signature);

		assert!(Devices::<T>::contains_key(key.id()));
	}

	#[benchmark]
	fn register_secp256k1() {
		let owner = funded_owner::<T>();
		let key = BenchmarkDevice::new(KeyType::Secp256k1);
		let (expires, signature) = consent::<T>(&key, &owner);

		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), expires, signature);

		assert!(Devices::<T>::contains_key(key.id()));
	}

	#[benchmark]
	fn register_p256() {
		let owner = funded_owner::<T>();
		let key = BenchmarkDevice::new(KeyType::P256);
		let (expires, signature) = consent::<T>(&key, &owner);

		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), expires, signature);

		assert!(Devices::<T>::contains_key(key.id()));
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

		assert_eq!(Devices::<T>::get(device).map(|stored| stored.standing), Some(Standing::Paused));
	}

	#[benchmark]
	fn resume() {
		let (owner, device) = registered::<T>();
		Pallet::<T>::change_standing(&owner, &device, Standing::Paused).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device);

		assert_eq!(Devices::<T>::get(device).map(|stored| stored.standing), Some(Standing::Active));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder.build_with_keystore(),
		crate::mock::Test
	);
}
