use super::{batch::*, life::*};
use crate::{mock::*, Event};
use frame_support::assert_ok;
use jmt_primitives::devices::PendingRotation;

#[test]
fn it_notes_the_new_key_and_leaves_the_one_in_use() {
	ExtBuilder.build_and_execute(|| {
		let old = register(owner(), 1);
		let (device, new) = (old.id(), spare(1));
		assert_ok!(start(&device, &new));
		let key = new.public();
		let (started, ends) = (NOW, NOW + ROTATION);
		let event = Event::RotationStarted { device, owner: owner(), key, started, ends };
		assert_eq!(last_event(), event);
		let expected = PendingRotation { key, started, ends, roomy_at_start: 5 };
		assert_eq!(pending(&device), Some(expected));
		assert_eq!(key_of(&device), old.public());
		assert_eq!(reserved_for(&new), Some(device));
		assert_eq!(held(&owner()), ONE_DEPOSIT + KEY_DEPOSIT);
		assert!(Rotated::get().is_empty());
	});
}

#[test]
fn it_goes_back_to_a_key_that_the_device_had() {
	ExtBuilder.build_and_execute(|| {
		let old = register(owner(), 1);
		let device = old.id();
		assert_ok!(rotate(&device, &old, &spare(1)));
		assert_ok!(rotate(&device, &spare(1), &spare(2)));
		for key in [&old, &spare(1)] {
			assert_ok!(start(&device, key));
			assert_eq!(held(&owner()), ONE_DEPOSIT + 2 * KEY_DEPOSIT);
			// Cancelled or not, it stays the device's.
			let current = [spare(2), spare(1)].into_iter().find(|k| k.public() == key_of(&device));
			assert_ok!(objection(&device, NOW, &current.unwrap()).cancel());
			assert!(registers(key).is_err());
			set_time(NOW);
			crate::Rotations::<Test>::mutate(device, |h| h.as_mut().unwrap().cancelled_at = None);
		}
	});
}

mod reject {
	use super::*;
	use crate::{Error, MemberChange};
	use frame_support::assert_noop;
	use jmt_primitives::{devices::signed, Hash, KeyType};

	#[test]
	fn it_refuses_all_but_the_owner() {
		ExtBuilder.build_and_execute(|| {
			let device = register(stranger(), 1).id();
			assert_noop!(start(&device, &spare(1)), Error::<Test>::NotOwner);
			assert_noop!(start(&spare(2).id(), &spare(1)), Error::<Test>::NotRegistered);
		});
	}

	#[test]
	fn it_refuses_a_second_one() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			assert_ok!(start(&device, &spare(1)));
			assert_noop!(start(&device, &spare(2)), Error::<Test>::RotationPending);
		});
	}

	#[test]
	fn it_refuses_keys_in_use() {
		ExtBuilder.build_and_execute(|| {
			let (old, other) = (register(owner(), 1), register(stranger(), 2));
			assert_noop!(start(&old.id(), &old), Error::<Test>::KeyInUse);
			assert_noop!(start(&old.id(), &other), Error::<Test>::KeyInUse);
		});
	}

	#[test]
	fn it_refuses_a_word_that_has_expired_or_is_good_for_too_long() {
		ExtBuilder.build_and_execute(|| {
			let (device, new) = (register(owner(), 1).id(), spare(1));
			let start = |expires| {
				let key = new.public();
				let message = signed::rotation_start(&genesis(), &device, &owner(), &key, expires);
				Devices::start_rotation(by(owner()), device, key, expires, new.sign(&message))
			};
			assert_noop!(start(NOW - 1), Error::<Test>::SignatureExpired);
			assert_noop!(start(EXPIRES + 1), Error::<Test>::ExpiresTooFar);
			assert_ok!(start(NOW));
		});
	}

	#[test]
	fn it_refuses_signatures_by_or_for_anything_else() {
		ExtBuilder.build_and_execute(|| {
			let (old, new) = (register(owner(), 1), spare(1));
			let (device, key) = (old.id(), new.public());
			let call = |word| Devices::start_rotation(by(owner()), device, key, EXPIRES, word);
			let of = |genesis, device, owner, key| {
				new.sign(&signed::rotation_start(&genesis, &device, &owner, &key, EXPIRES))
			};
			for wrong in [
				of(Hash::repeat_byte(1), device, owner(), key),
				of(genesis(), new.id(), owner(), key),
				of(genesis(), device, stranger(), key),
				of(genesis(), device, owner(), old.public()),
				agreed(&device, &owner(), &old),
			] {
				assert_noop!(call(wrong), Error::<Test>::BadSignature);
			}
			let foreign = agreed(&device, &owner(), &Signer::new(KeyType::Sr25519, 9));
			assert_noop!(call(foreign), Error::<Test>::WrongKeyType);
			assert_ok!(call(of(genesis(), device, owner(), key)));
		});
	}

	#[test]
	fn it_refuses_a_key_that_anybody_signs_for() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			let mut weak = [0; 32];
			weak[0] = 1;
			let mut signature = [0; 64];
			signature[0] = 1;
			let (key, word) = (
				jmt_primitives::DevicePublic::Ed25519(weak),
				jmt_primitives::DeviceSignature::Ed25519(signature),
			);
			let call = Devices::start_rotation(by(owner()), device, key, EXPIRES, word);
			assert_noop!(call, Error::<Test>::BadSignature);
		});
	}

	#[test]
	fn it_refuses_a_revoked_device() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1).id();
			assert_ok!(Devices::set_member(by(owner()), device, MemberChange::Revoke));
			assert_noop!(start(&device, &spare(1)), Error::<Test>::Revoked);
		});
	}
}
