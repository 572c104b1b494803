use crate::{mock::*, Event, Standing};
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use jmt_primitives::devices::{DeviceStanding, InactiveReason};

#[test]
fn it_marks_the_device_and_keeps_all_else() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1).id();
		let before = crate::Devices::<Test>::get(device).unwrap();
		System::set_block_number(9);
		assert_ok!(Devices::pause(RuntimeOrigin::signed(owner()), device));
		let after = crate::Devices::<Test>::get(device).unwrap();
		assert_eq!(after, crate::Device { standing: Standing::Paused, ..before });
		assert_eq!((held(&owner()), crate::Count::<Test>::get()), (ONE_DEPOSIT, 1));
		System::assert_last_event(Event::DevicePaused { device, owner: owner() }.into());
	});
}

#[test]
fn it_tells_the_hook_before_it_is_written_and_not_that_the_device_leaves() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1).id();
		assert_eq!(Changed::get(), vec![]);
		assert_ok!(Devices::pause(RuntimeOrigin::signed(owner()), device));
		let paused = DeviceStanding::Inactive(InactiveReason::Paused);
		assert_eq!(Changed::get(), vec![(device, owner(), DeviceStanding::Active, paused)]);
		assert_eq!(Left::get(), vec![]);
	});
}

#[test]
fn it_weighs_its_own_part_and_what_the_hook_does() {
	use crate::WeightInfo;
	let call = RuntimeCall::Devices(crate::Call::pause { device: Default::default() });
	assert_eq!(
		call.get_dispatch_info().call_weight,
		<() as WeightInfo>::pause().saturating_add(CHANGE_WEIGHT)
	);
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
			assert_eq!(Changed::get(), vec![]);
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
