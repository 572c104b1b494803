use crate::{mock::*, Event, Standing};
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use jmt_primitives::devices::{DeviceStanding, InactiveReason};

#[test]
fn it_makes_a_paused_device_active_again() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1).id();
		let before = crate::Devices::<Test>::get(device).unwrap();
		assert_eq!(before.standing, Standing::Active);
		assert_ok!(Devices::pause(RuntimeOrigin::signed(owner()), device));
		assert_ok!(Devices::resume(RuntimeOrigin::signed(owner()), device));
		assert_eq!(crate::Devices::<Test>::get(device), Some(before));
		System::assert_last_event(Event::DeviceResumed { device, owner: owner() }.into());
	});
}

#[test]
fn it_tells_the_hook_before_it_is_written() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1).id();
		assert_ok!(Devices::pause(RuntimeOrigin::signed(owner()), device));
		assert_ok!(Devices::resume(RuntimeOrigin::signed(owner()), device));
		let paused = DeviceStanding::Inactive(InactiveReason::Paused);
		assert_eq!(Changed::get().last(), Some(&(device, owner(), paused, DeviceStanding::Active)));
		assert_eq!(Changed::get().len(), 2);
	});
}

#[test]
fn it_weighs_its_own_part_and_what_the_hook_does() {
	use crate::WeightInfo;
	let call = RuntimeCall::Devices(crate::Call::resume { device: Default::default() });
	assert_eq!(
		call.get_dispatch_info().call_weight,
		<() as WeightInfo>::resume().saturating_add(CHANGE_WEIGHT)
	);
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use jmt_primitives::KeyType;

	#[test]
	fn it_refuses_a_device_that_is_not_paused() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			assert_noop!(
				Devices::resume(RuntimeOrigin::signed(owner()), device),
				Error::<Test>::NotPaused
			);
		});
	}

	#[test]
	fn it_refuses_a_stranger() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			assert_ok!(Devices::pause(RuntimeOrigin::signed(owner()), device));
			assert_noop!(
				Devices::resume(RuntimeOrigin::signed(stranger()), device),
				Error::<Test>::NotOwner
			);
		});
	}

	#[test]
	fn it_refuses_a_device_that_is_not_registered() {
		ExtBuilder.build_and_execute(|| {
			let device = Signer::new(KeyType::P256, 1).id();
			assert_noop!(
				Devices::resume(RuntimeOrigin::signed(owner()), device),
				Error::<Test>::NotRegistered
			);
		});
	}
}
