use super::{batch::*, life::*};
use crate::{mock::*, Event};
use frame_support::{assert_ok, dispatch::GetDispatchInfo};

#[test]
fn it_gives_the_device_the_new_key_and_reserves_the_old_one() {
	ExtBuilder.build_and_execute(|| {
		let old = register(owner(), 1);
		let (device, new) = (old.id(), spare(1));
		assert_ok!(start(&device, &new));
		wait();
		assert_ok!(Devices::finish_rotation(by(owner()), device));
		let event = Event::KeyRotated { device, key: new.public(), former: old.id() };
		assert_eq!(last_event(), event);
		assert_eq!((key_of(&device), pending(&device)), (new.public(), None));
		assert_eq!(history(&device).former.to_vec(), vec![old.id()]);
		assert_eq!(Rotated::get(), vec![(device, old.public())]);
		assert_eq!(held(&owner()), ONE_DEPOSIT + KEY_DEPOSIT);
		assert!(registers(&old).is_err() && registers(&new).is_err());
	});
}

#[test]
fn it_gives_the_new_key_a_right_of_its_own_to_cancel() {
	ExtBuilder.build_and_execute(|| {
		let old = register(owner(), 1);
		let (device, new) = (old.id(), spare(1));
		assert_ok!(start(&device, &new));
		assert_ok!(objection(&device, NOW, &old).cancel());
		assert_ok!(start(&device, &new));
		wait();
		assert_ok!(Devices::finish_rotation(by(owner()), device));
		assert_eq!(history(&device).cancelled_at, None);
		let started = NOW + ROTATION;
		assert_ok!(start(&device, &spare(2)));
		assert_ok!(objection(&device, started, &new).cancel());
	});
}

#[test]
fn it_weighs_its_own_part_and_what_the_hook_does() {
	use crate::WeightInfo;
	let call = RuntimeCall::Devices(crate::Call::finish_rotation { device: spare(1).id() });
	let expected = <() as WeightInfo>::finish_rotation().saturating_add(CHANGE_WEIGHT);
	assert_eq!(call.get_dispatch_info().call_weight, expected);
}

mod reject {
	use super::*;
	use crate::{Error, MemberChange};
	use frame_support::assert_noop;

	#[test]
	fn it_refuses_before_time_and_blocks_have_passed() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			assert_ok!(start(&device, &spare(1)));
			let finish = || Devices::finish_rotation(by(owner()), device);
			assert_noop!(finish(), Error::<Test>::TooEarly);
			// The time alone, filled by an attacker; the blocks alone.
			set_time(NOW + ROTATION);
			Roomy::set(5 + ROTATION_BLOCKS - 1);
			assert_noop!(finish(), Error::<Test>::TooEarly);
			set_time(NOW + ROTATION - 1);
			Roomy::set(5 + ROTATION_BLOCKS);
			assert_noop!(finish(), Error::<Test>::TooEarly);
			set_time(NOW + ROTATION);
			assert_ok!(finish());
		});
	}

	#[test]
	fn it_refuses_all_but_the_owner_and_where_none_is_under_way() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			let finish = |who, device| Devices::finish_rotation(by(who), device);
			assert_noop!(finish(owner(), device), Error::<Test>::NoRotation);
			assert_ok!(start(&device, &spare(1)));
			wait();
			assert_noop!(finish(stranger(), device), Error::<Test>::NotOwner);
			assert_noop!(finish(owner(), spare(3).id()), Error::<Test>::NotRegistered);
		});
	}

	#[test]
	fn it_refuses_a_revoked_device() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			assert_ok!(start(&device, &spare(1)));
			wait();
			assert_ok!(Devices::set_member(by(owner()), device, MemberChange::Revoke));
			let finish = Devices::finish_rotation(by(owner()), device);
			assert_noop!(finish, Error::<Test>::Revoked);
		});
	}
}
