use crate::mock::*;
use frame_support::assert_ok;
use jmt_primitives::{
	devices::{DeviceInfo, DeviceRegistry, DeviceStanding, InactiveReason},
	Invariants, KeyType,
};

#[test]
fn it_shows_a_device_with_its_standing() {
	ExtBuilder.build_and_execute(|| {
		let signer = Signer::new(KeyType::Ed25519, 1);
		let device = signer.id();
		let seen = || {
			let seen = <Devices as DeviceRegistry>::device(&device);
			assert_eq!(Devices::device(device), seen, "the view function shows the same");
			seen
		};
		let expected = |standing| {
			Some(DeviceInfo { key: signer.public(), owner: owner(), registered_in: 7, standing })
		};
		assert_eq!(seen(), None);
		register(owner(), 1);
		assert_eq!(seen(), expected(DeviceStanding::Active));
		assert_ok!(Devices::pause(RuntimeOrigin::signed(owner()), device));
		assert_eq!(seen(), expected(DeviceStanding::Inactive(InactiveReason::Paused)));
		assert_ok!(Devices::resume(RuntimeOrigin::signed(owner()), device));
		assert_eq!(seen(), expected(DeviceStanding::Active));
		assert_ok!(Devices::remove(RuntimeOrigin::signed(owner()), device));
		assert_eq!(seen(), None);
	});
}

#[test]
fn it_counts_the_devices_of_all_owners() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(<Devices as DeviceRegistry>::count(), 0);
		register(owner(), 1);
		register(stranger(), 2);
		assert_eq!(<Devices as DeviceRegistry>::count(), 2);
	});
}

#[test]
fn it_names_the_id_of_a_key_that_nobody_registered() {
	let key = Signer::new(KeyType::P256, 5).public();
	assert_eq!(Devices::id_of(key), key.id());
	assert_ne!(Devices::id_of(key), Signer::new(KeyType::P256, 6).id());
}

mod try_state {
	use super::*;
	use crate::{Count, Devices as Stored};

	#[test]
	fn it_notices_a_wrong_count() {
		ExtBuilder.build().execute_with(|| {
			register(owner(), 1);
			Count::<Test>::put(2);
			assert!(Devices::check().is_err());
		});
	}

	#[test]
	fn it_notices_an_id_that_is_not_the_keys() {
		ExtBuilder.build().execute_with(|| {
			let device = register(owner(), 1).id();
			let other = Signer::new(KeyType::Ed25519, 2).id();
			Stored::<Test>::swap(device, other);
			assert!(Devices::check().is_err());
		});
	}

	#[test]
	fn it_notices_a_deposit_that_is_not_held() {
		ExtBuilder.build().execute_with(|| {
			let device = register(owner(), 1).id();
			Stored::<Test>::mutate(device, |stored| stored.as_mut().unwrap().deposit += 1);
			assert!(Devices::check().is_err());
		});
	}
}
