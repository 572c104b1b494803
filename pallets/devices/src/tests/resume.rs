use crate::{mock::*, Event, Status};
use frame_support::assert_ok;

#[test]
fn it_makes_a_paused_device_active_again() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1).id();
		let before = crate::Devices::<Test>::get(device).unwrap();
		assert_eq!(before.status, Status::Active);
		assert_ok!(Devices::pause(RuntimeOrigin::signed(owner()), device));
		assert_ok!(Devices::resume(RuntimeOrigin::signed(owner()), device));
		assert_eq!(crate::Devices::<Test>::get(device), Some(before));
		System::assert_last_event(Event::DeviceResumed { device, owner: owner() }.into());
	});
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
