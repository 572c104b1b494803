use crate::{mock::*, Event};
use frame_support::{assert_ok, dispatch::GetDispatchInfo, traits::fungible::Inspect};
use jmt_primitives::KeyType;

#[test]
fn it_forgets_the_device_and_pays_back_to_the_planck() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1);
		assert_ok!(Devices::remove(RuntimeOrigin::signed(owner()), device.id()));
		assert_eq!(crate::Devices::<Test>::get(device.id()), None);
		assert_eq!(crate::Count::<Test>::get(), 0);
		assert_eq!(held(&owner()), 0);
		assert_eq!(Balances::balance(&owner()), WEALTH);
		System::assert_last_event(
			Event::DeviceRemoved { device: device.id(), owner: owner(), deposit: ONE_DEPOSIT }
				.into(),
		);
	});
}

#[test]
fn it_leaves_the_owners_other_devices_alone() {
	ExtBuilder.build_and_execute(|| {
		let (one, other) = (register(owner(), 1), register(owner(), 2));
		assert_ok!(Devices::remove(RuntimeOrigin::signed(owner()), one.id()));
		assert!(crate::Devices::<Test>::contains_key(other.id()));
		assert_eq!(crate::Count::<Test>::get(), 1);
		assert_eq!(held(&owner()), ONE_DEPOSIT);
	});
}

#[test]
fn it_pays_back_what_was_held_after_the_deposit_has_changed() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1);
		Deposit::set(2 * ONE_DEPOSIT);
		register(owner(), 2);
		assert_ok!(Devices::remove(RuntimeOrigin::signed(owner()), device.id()));
		assert_eq!(held(&owner()), 2 * ONE_DEPOSIT);
		assert_eq!(Balances::balance(&owner()), WEALTH - 2 * ONE_DEPOSIT);
	});
}

#[test]
fn it_tells_the_hook_once_while_the_device_is_still_registered() {
	ExtBuilder.build_and_execute(|| {
		let (one, other) = (register(owner(), 1), register(stranger(), 2));
		assert_eq!(Left::get(), vec![]);
		assert_ok!(Devices::remove(RuntimeOrigin::signed(owner()), one.id()));
		assert_eq!(Left::get(), vec![(one.id(), owner())]);
		assert_ok!(Devices::remove(RuntimeOrigin::signed(stranger()), other.id()));
		assert_eq!(Left::get(), vec![(one.id(), owner()), (other.id(), stranger())]);
	});
}

#[test]
fn it_takes_a_paused_device_too() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1);
		assert_ok!(Devices::pause(RuntimeOrigin::signed(owner()), device.id()));
		assert_ok!(Devices::remove(RuntimeOrigin::signed(owner()), device.id()));
		assert_eq!(Balances::balance(&owner()), WEALTH);
	});
}

#[test]
fn it_lets_the_key_register_again_with_another_owner() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1);
		assert_ok!(Devices::remove(RuntimeOrigin::signed(owner()), device.id()));
		System::set_block_number(8);
		assert_eq!(register(stranger(), 1).id(), device.id());
		let stored = crate::Devices::<Test>::get(device.id()).unwrap();
		assert_eq!((stored.owner, stored.registered_in), (stranger(), 8));
	});
}

#[test]
fn it_weighs_its_own_part_and_the_hooks() {
	use crate::WeightInfo;
	let device = Signer::new(KeyType::Ed25519, 1).id();
	let call = RuntimeCall::Devices(crate::Call::remove { device });
	assert_eq!(
		call.get_dispatch_info().call_weight,
		<() as WeightInfo>::remove(16).saturating_add(HOOK_WEIGHT)
	);
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use sp_runtime::DispatchError;

	#[test]
	fn it_refuses_a_device_that_is_not_registered() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			assert_ok!(Devices::remove(RuntimeOrigin::signed(owner()), device));
			assert_noop!(
				Devices::remove(RuntimeOrigin::signed(owner()), device),
				Error::<Test>::NotRegistered
			);
			assert_eq!(Left::get().len(), 1);
		});
	}

	#[test]
	fn it_refuses_a_stranger_and_tells_nobody() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			assert_noop!(
				Devices::remove(RuntimeOrigin::signed(stranger()), device),
				Error::<Test>::NotOwner
			);
			assert_eq!(Left::get(), vec![]);
			assert_eq!(held(&owner()), ONE_DEPOSIT);
		});
	}

	#[test]
	fn it_refuses_root() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			assert_noop!(Devices::remove(RuntimeOrigin::root(), device), DispatchError::BadOrigin);
		});
	}
}
