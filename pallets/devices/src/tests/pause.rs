use crate::{mock::*, Event, Status};
use frame_support::assert_ok;

#[test]
fn it_marks_the_device_and_keeps_all_else() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1).id();
		let before = crate::Devices::<Test>::get(device).unwrap();
		System::set_block_number(9);
		assert_ok!(Devices::pause(RuntimeOrigin::signed(owner()), device));
		let after = crate::Devices::<Test>::get(device).unwrap();
		assert_eq!(after, crate::Device { status: Status::Paused, ..before });
		assert_eq!((held(&owner()), crate::Count::<Test>::get()), (ONE_DEPOSIT, 1));
		System::assert_last_event(Event::DevicePaused { device, owner: owner() }.into());
	});
}

#[test]
fn it_tells_no_hook_since_the_device_stays() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1).id();
		assert_ok!(Devices::pause(RuntimeOrigin::signed(owner()), device));
		assert_eq!(Left::get(), vec![]);
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use jmt_primitives::KeyType;

	#[test]
	fn it_refuses_a_paused_device() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			assert_ok!(Devices::pause(RuntimeOrigin::signed(owner()), device));
			assert_noop!(
				Devices::pause(RuntimeOrigin::signed(owner()), device),
				Error::<Test>::AlreadyPaused
			);
		});
	}

	#[test]
	fn it_refuses_a_stranger() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			assert_noop!(
				Devices::pause(RuntimeOrigin::signed(stranger()), device),
				Error::<Test>::NotOwner
			);
		});
	}

	#[test]
	fn it_refuses_a_device_that_is_not_registered() {
		ExtBuilder.build_and_execute(|| {
			let device = Signer::new(KeyType::P256, 1).id();
			assert_noop!(
				Devices::pause(RuntimeOrigin::signed(owner()), device),
				Error::<Test>::NotRegistered
			);
		});
	}
}
