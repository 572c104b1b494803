//! Attacks on keys, owners and profiles, each with the rule that holds.

use super::{batch::*, life::*};
use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	authorized::{ActivationRefusal, CancellationRefusal},
	devices::{signed, ProfilePart},
	DeviceSignature, KeyType,
};

#[test]
fn a_thief_of_the_key_who_cancels_every_rotation_loses_the_second() {
	ExtBuilder.build_and_execute(|| {
		let stolen = register(owner(), 1);
		let device = stolen.id();
		assert_ok!(start(&device, &spare(1)));
		assert_ok!(objection(&device, NOW, &stolen).cancel());
		set_time(NOW + 1);
		assert_ok!(start(&device, &spare(1)));
		let second = objection(&device, NOW + 1, &stolen);
		let recently = CancellationRefusal::CancelledRecently as u8;
		assert_eq!(second.authorize(), Err(invalid(recently)));
		wait();
		assert_eq!(second.authorize(), Err(invalid(recently)));
		assert_ok!(Devices::finish_rotation(by(owner()), device));
		assert_eq!(key_of(&device), spare(1).public());
		// Nor does the key do anything else from then on.
		assert_noop!(registers(&stolen), Error::<Test>::AlreadyRegistered);
		let no_more = objection(&device, NOW + 1, &stolen).authorize();
		assert_eq!(no_more, Err(invalid(CancellationRefusal::NoRotation as u8)));
	});
}

#[test]
fn a_thief_of_the_account_is_seen_for_a_day_and_cancelled_by_a_device_without_a_balance() {
	ExtBuilder.build_and_execute(|| {
		let device_key = register(owner(), 1);
		let device = device_key.id();
		// The thief has the account and a key of his own.
		assert_ok!(start(&device, &spare(1)));
		let (started, ends) = (NOW, NOW + ROTATION);
		let key = spare(1).public();
		let seen = Event::RotationStarted { device, owner: owner(), key, started, ends };
		assert_eq!(last_event(), seen);
		assert_noop!(Devices::finish_rotation(by(owner()), device), Error::<Test>::TooEarly);
		assert_eq!(key_of(&device), device_key.public());
		assert_ok!(objection(&device, started, &device_key).cancel());
		wait();
		assert_noop!(Devices::finish_rotation(by(owner()), device), Error::<Test>::NoRotation);
		// Without the key in use nothing is rotated at once either.
		let message = signed::rotation(&genesis(), &device, &key, EXPIRES + ROTATION);
		let by_thief = spare(1).sign(&message);
		let expires = EXPIRES + ROTATION;
		let call = Devices::rotate_key(by(owner()), device, key, expires, by_thief, by_thief);
		assert_noop!(call, Error::<Test>::BadSignature);
	});
}

#[test]
fn a_thief_who_fills_the_blocks_of_a_day_does_not_finish() {
	ExtBuilder.build_and_execute(|| {
		let device_key = register(owner(), 1);
		let device = device_key.id();
		assert_ok!(start(&device, &spare(1)));
		Full::set(true);
		assert!(objection(&device, NOW, &device_key).authorize().is_err());
		set_time(NOW + 10 * ROTATION);
		assert_noop!(Devices::finish_rotation(by(owner()), device), Error::<Test>::TooEarly);
		// The first block with room is the device's.
		Full::set(false);
		assert_ok!(objection(&device, NOW, &device_key).cancel());
	});
}

#[test]
fn a_stranger_who_sees_a_rotation_in_the_pool_cannot_take_its_key() {
	ExtBuilder.build_and_execute(|| {
		let old = register(owner(), 1);
		let (device, new) = (old.id(), spare(1));
		let message = signed::rotation(&genesis(), &device, &new.public(), EXPIRES);
		let (by_old, by_new) = (old.sign(&message), new.sign(&message));
		let (key, start) = (new.public(), agreed(&device, &owner(), &new));
		// He has the words, and no key.
		for seen in [by_old, by_new, start] {
			let call = Devices::register(by(stranger()), key, EXPIRES, seen);
			assert_noop!(call, Error::<Test>::BadSignature);
		}
		let his = register(stranger(), 2).id();
		let call = Devices::rotate_key(by(stranger()), his, key, EXPIRES, by_old, by_new);
		assert_noop!(call, Error::<Test>::BadSignature);
		let call = Devices::start_rotation(by(stranger()), his, key, EXPIRES, start);
		assert_noop!(call, Error::<Test>::BadSignature);
		let call = Devices::rotate_key(by(stranger()), device, key, EXPIRES, by_old, by_new);
		assert_noop!(call, Error::<Test>::NotOwner);
		assert_ok!(rotate(&device, &old, &new));
	});
}

#[test]
fn a_key_that_is_reserved_joins_by_no_manifest() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		let old = register(owner(), 9);
		let device = old.id();
		// The keys of the list become another device's: one in use, one before it, one to come.
		assert_ok!(rotate(&device, &old, &batch.signers[0]));
		assert_ok!(rotate(&device, &batch.signers[0], &batch.signers[1]));
		assert_ok!(start(&device, &batch.signers[2]));
		let before = prepaid(batch.domain);
		for index in 0..3 {
			let refused = batch.activation(manifest, index, &stranger()).authorize();
			assert_eq!(refused, Err(invalid(ActivationRefusal::KeyTaken as u8)));
		}
		assert_eq!(prepaid(batch.domain), before);
	});
}

#[test]
fn a_copy_of_a_cancellation_with_other_bytes_has_the_same_place_in_the_pool() {
	ExtBuilder.build_and_execute(|| {
		let key = Signer::new(KeyType::Secp256k1, 1);
		let consent = key.consent(&owner(), EXPIRES);
		assert_ok!(Devices::register(by(owner()), key.public(), EXPIRES, consent));
		assert_ok!(start(&key.id(), &spare(1)));
		let one = objection(&key.id(), NOW, &key);
		let order = sp_core::U256::from_dec_str(
			"115792089237316195423570985008687907852837564279074904382605163141518161494337",
		)
		.unwrap();
		let mut other = one.clone();
		let DeviceSignature::Secp256k1(bytes) = &mut other.signature else { unreachable!() };
		let s = order - sp_core::U256::from_big_endian(&bytes[32..]);
		bytes[32..].copy_from_slice(&s.to_big_endian());
		assert_ne!(one.signature, other.signature);
		assert_eq!(one.authorize(), other.authorize());
		assert_ok!(one.cancel());
		assert!(other.authorize().is_err());
	});
}

#[test]
fn flags_that_one_domain_gave_mean_nothing_in_the_next() {
	ExtBuilder.build_and_execute(|| {
		let own = domain_of(stranger(), None);
		let device = register(stranger(), 1).id();
		// At large its owner gives it all flags, and again in a domain of his own.
		let all = ProfilePart::Capabilities(u64::MAX);
		assert_ok!(Devices::set_profile(by(stranger()), device, all));
		assert_ok!(Devices::move_device(by(stranger()), device, Some(own), None));
		assert_eq!(Devices::profile(device), None);
		assert_ok!(Devices::set_profile(by(stranger()), device, all));
		let next = domain_of(owner(), None);
		let add = crate::AdminChange::Add;
		assert_ok!(Devices::set_admin(by(owner()), next, stranger(), add));
		assert_ok!(Devices::move_device(by(stranger()), device, Some(next), None));
		assert_eq!(Devices::profile(device), None);
	});
}

#[test]
fn an_owner_does_not_put_another_key_for_messages_in_the_devices_place() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1).id();
		let (key, expires) = ([9; 32], EXPIRES);
		let message = signed::encryption_key(&genesis(), &device, &key, 1, expires);
		let signature = spare(1).sign(&message);
		let part = ProfilePart::Encryption { key, expires, signature };
		let call = Devices::set_profile(by(owner()), device, part);
		assert_noop!(call, Error::<Test>::BadSignature);
		// Not even with a key that he is about to give the device.
		assert_ok!(start(&device, &spare(1)));
		let call = Devices::set_profile(by(owner()), device, part);
		assert_noop!(call, Error::<Test>::BadSignature);
	});
}

#[test]
fn a_seller_does_not_get_back_in_by_a_rotation_that_he_started() {
	ExtBuilder.build_and_execute(|| {
		let old = register(owner(), 1);
		let device = old.id();
		assert_ok!(start(&device, &spare(1)));
		assert_ok!(Devices::offer_device(by(owner()), device, Some(stranger())));
		assert_ok!(Devices::accept_device(by(stranger()), device));
		wait();
		for who in [owner(), stranger()] {
			assert!(Devices::finish_rotation(by(who), device).is_err());
		}
		assert_eq!(key_of(&device), old.public());
		// His word for it names him, and so starts nothing for the buyer.
		let word = agreed(&device, &owner(), &spare(1));
		let key = spare(1).public();
		let call = Devices::start_rotation(by(stranger()), device, key, EXPIRES, word);
		assert_noop!(call, Error::<Test>::BadSignature);
	});
}
