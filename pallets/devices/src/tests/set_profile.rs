use super::{batch::*, life::*, makers::*};
use crate::{mock::*, Event, MemberChange, Members};
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use jmt_primitives::{
	devices::{signed, Profile, ProfileChange, ProfilePart},
	units::{signed as unit_signed, KeyNumber, RootId},
	DeviceId, Hash, KeyType, Moment,
};

const MODEL: Hash = Hash::repeat_byte(0xcc);

/// A device's word for its key for messages.
fn encryption(by: &Signer, device: &DeviceId, key: [u8; 32], epoch: u32) -> ProfilePart {
	let expires = EXPIRES;
	let message = signed::encryption_key(&genesis(), device, &key, epoch, expires);
	ProfilePart::Encryption { key, expires, signature: by.sign(&message) }
}

/// A device's word for its firmware.
fn firmware(by: &Signer, device: &DeviceId, epoch: u32, expires: Moment) -> ProfilePart {
	let hash = Hash::repeat_byte(0xbb);
	let message = signed::firmware(&genesis(), device, &hash, epoch, expires);
	ProfilePart::Firmware { hash, expires, signature: by.sign(&message) }
}

/// A maker's word for the model of a unit.
fn model(by: &Signer, root: RootId, key: KeyNumber, nullifier: Hash) -> ProfilePart {
	let message = unit_signed::model(root, key, &nullifier, &MODEL);
	ProfilePart::Model { root, key, model: MODEL, signature: by.sign(&message) }
}

/// A device of the owner's that is bound to a unit of a maker.
fn bound() -> (Maker, DeviceId, Hash) {
	let maker = Maker::new();
	let device = register(owner(), 1).id();
	let certificate = maker.certify(1, &unit(1));
	assert_ok!(bind(owner(), device, &certificate, &unit(1)));
	(maker, device, certificate.nullifier)
}

#[test]
fn it_sets_the_key_for_messages_by_the_device_and_counts_them() {
	ExtBuilder.build_and_execute(|| {
		let signer = register(owner(), 1);
		let device = signer.id();
		for (epoch, bytes) in [(1, [7; 32]), (2, [0; 32]), (3, [8; 32])] {
			let part = encryption(&signer, &device, bytes, epoch);
			assert_ok!(Devices::set_profile(by(owner()), device, part));
			let key = Some(bytes).filter(|key| *key != [0; 32]);
			let change = ProfileChange::Encryption { key, epoch };
			assert_eq!(last_event(), Event::ProfileSet { device, change });
			let member = Members::<Test>::get(device).unwrap();
			assert_eq!((member.encryption, member.epoch), (key, epoch));
			assert_eq!(Devices::resolve_did(device).unwrap().encryption, key);
		}
		assert_eq!(Devices::profile(device), None);
	});
}

#[test]
fn it_sets_the_firmware_by_the_device() {
	ExtBuilder.build_and_execute(|| {
		let signer = register(owner(), 1);
		let device = signer.id();
		let part = firmware(&signer, &device, 0, NOW);
		assert_ok!(Devices::set_profile(by(owner()), device, part));
		let hash = Hash::repeat_byte(0xbb);
		let change = ProfileChange::Firmware(hash);
		assert_eq!(last_event(), Event::ProfileSet { device, change });
		let expected = Profile { firmware: Some(hash), ..Default::default() };
		assert_eq!(Devices::profile(device), Some(expected));
		assert_ok!(Devices::remove(by(owner()), device));
		assert_eq!(Devices::profile(device), None);
	});
}

#[test]
fn it_takes_the_word_of_the_key_in_use_after_a_rotation() {
	ExtBuilder.build_and_execute(|| {
		let old = register(owner(), 1);
		let device = old.id();
		assert_ok!(rotate(&device, &old, &spare(1)));
		let stale =
			Devices::set_profile(by(owner()), device, encryption(&old, &device, [7; 32], 1));
		frame_support::assert_noop!(stale, crate::Error::<Test>::BadSignature);
		let part = encryption(&spare(1), &device, [7; 32], 1);
		assert_ok!(Devices::set_profile(by(owner()), device, part));
	});
}

#[test]
fn it_sets_the_model_by_the_maker_of_the_unit_and_forgets_it_with_the_unit() {
	ExtBuilder.build_and_execute(|| {
		let (maker, device, nullifier) = bound();
		let part = model(&maker.keys[0], maker.root, 0, nullifier);
		assert_ok!(Devices::set_profile(by(owner()), device, part));
		let change = ProfileChange::Model(MODEL);
		assert_eq!(last_event(), Event::ProfileSet { device, change });
		assert_eq!(Devices::profile(device).unwrap().model, Some(MODEL));
		// The unit goes to another device, which is no model yet.
		let other = register(owner(), 2).id();
		assert_ok!(bind(owner(), other, &maker.certify(1, &unit(1)), &unit(1)));
		assert_eq!((Devices::profile(device), Devices::profile(other)), (None, None));
		let part = model(&maker.keys[0], maker.root, 0, nullifier);
		assert_ok!(Devices::set_profile(by(owner()), other, part));
		// So does a device that is bound to another unit.
		assert_ok!(bind(owner(), other, &maker.certify(2, &unit(2)), &unit(2)));
		assert_eq!(Devices::profile(other), None);
	});
}

#[test]
fn it_sets_flags_by_the_domain_or_at_large_by_the_owner() {
	ExtBuilder.build_and_execute(|| {
		let device = register(stranger(), 1).id();
		assert_ok!(Devices::set_profile(by(stranger()), device, ProfilePart::Capabilities(1)));
		let change = ProfileChange::Capabilities(1);
		assert_eq!(last_event(), Event::ProfileSet { device, change });
		assert_ok!(Devices::set_profile(by(stranger()), device, ProfilePart::Capabilities(0)));
		assert_eq!(Devices::profile(device), None);

		let (batch, manifest) = published();
		name_admins(owner(), batch.domain, [1]);
		assert_ok!(batch.activation(manifest, 2, &stranger()).activate());
		let device = batch.signers[2].id();
		assert_ok!(Devices::set_profile(by(admin(1)), device, ProfilePart::Capabilities(6)));
		assert_eq!(Devices::profile(device).unwrap().capabilities, 6);
	});
}

#[test]
fn it_weighs_the_verification_that_it_takes() {
	use crate::WeightInfo;
	let weight = |part| {
		let call = RuntimeCall::Devices(crate::Call::set_profile { device: spare(1).id(), part });
		call.get_dispatch_info().call_weight
	};
	let own = <() as WeightInfo>::set_profile();
	assert_eq!(weight(ProfilePart::Capabilities(1)), own);
	let signature = Signer::new(KeyType::P256, 1).sign(b"");
	let part = ProfilePart::Model { root: 1, key: 0, model: MODEL, signature };
	assert_eq!(weight(part), own.saturating_add(<() as WeightInfo>::verify_p256()));
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use jmt_primitives::AccountId;

	fn refused(who: AccountId, device: DeviceId, part: ProfilePart, error: Error<Test>) {
		assert_noop!(Devices::set_profile(by(who), device, part), error);
	}

	#[test]
	fn it_refuses_all_but_the_owner_to_send_what_others_sign() {
		ExtBuilder.build_and_execute(|| {
			let signer = register(stranger(), 1);
			let device = signer.id();
			let part = encryption(&signer, &device, [7; 32], 1);
			refused(owner(), device, part, Error::NotOwner);
			refused(owner(), device, firmware(&signer, &device, 0, NOW), Error::NotOwner);
			refused(owner(), device, model(&signer, 1, 0, MODEL), Error::NotOwner);
			refused(owner(), device, ProfilePart::Capabilities(1), Error::NotOwner);
			refused(owner(), spare(1).id(), part, Error::NotRegistered);
		});
	}

	#[test]
	fn it_refuses_an_owner_to_set_flags_of_a_member() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			assert_ok!(batch.activation(manifest, 0, &stranger()).activate());
			let (device, part) = (batch.signers[0].id(), ProfilePart::Capabilities(1));
			refused(stranger(), device, part, Error::NotDomainAuthority);
		});
	}

	#[test]
	fn it_refuses_words_of_anybody_else_or_for_anything_else() {
		ExtBuilder.build_and_execute(|| {
			let signer = register(owner(), 1);
			let device = signer.id();
			let other = register(owner(), 2);
			for part in [
				encryption(&other, &device, [7; 32], 1),
				encryption(&signer, &other.id(), [7; 32], 1),
				// The number is that of the key before by one more: no word is used twice.
				encryption(&signer, &device, [7; 32], 0),
				encryption(&signer, &device, [7; 32], 2),
				firmware(&other, &device, 0, NOW),
				firmware(&signer, &device, 1, NOW),
			] {
				refused(owner(), device, part, Error::BadSignature);
			}
			let foreign = encryption(&Signer::new(KeyType::P256, 1), &device, [7; 32], 1);
			refused(owner(), device, foreign, Error::WrongKeyType);
			let here = genesis();
			frame_system::BlockHash::<Test>::insert(0, Hash::repeat_byte(1));
			let elsewhere = encryption(&signer, &device, [7; 32], 1);
			frame_system::BlockHash::<Test>::insert(0, here);
			refused(owner(), device, elsewhere, Error::BadSignature);
		});
	}

	#[test]
	fn it_refuses_a_word_twice() {
		ExtBuilder.build_and_execute(|| {
			let signer = register(owner(), 1);
			let device = signer.id();
			let first = encryption(&signer, &device, [7; 32], 1);
			assert_ok!(Devices::set_profile(by(owner()), device, first));
			let second = encryption(&signer, &device, [8; 32], 2);
			assert_ok!(Devices::set_profile(by(owner()), device, second));
			refused(owner(), device, first, Error::BadSignature);
		});
	}

	#[test]
	fn it_refuses_words_that_have_expired_or_are_good_for_too_long() {
		ExtBuilder.build_and_execute(|| {
			let signer = register(owner(), 1);
			let device = signer.id();
			let of = |expires| firmware(&signer, &device, 0, expires);
			refused(owner(), device, of(NOW - 1), Error::SignatureExpired);
			refused(owner(), device, of(EXPIRES + 1), Error::ExpiresTooFar);
			let key = encryption(&signer, &device, [7; 32], 1);
			set_time(EXPIRES + 1);
			refused(owner(), device, key, Error::SignatureExpired);
		});
	}

	#[test]
	fn it_refuses_a_model_by_anybody_but_the_maker_of_the_unit() {
		ExtBuilder.build_and_execute(|| {
			let (maker, device, nullifier) = bound();
			let other = Maker::new();
			let key = &maker.keys[0];
			let no_unit = register(owner(), 2).id();
			refused(owner(), no_unit, model(key, maker.root, 0, nullifier), Error::NoUnit);
			let of_other = model(&other.keys[0], other.root, 0, nullifier);
			refused(owner(), device, of_other, Error::NoUnit);
			let forged = model(&other.keys[0], maker.root, 0, nullifier);
			refused(owner(), device, forged, Error::BadSignature);
			let of_another_unit = model(key, maker.root, 0, Hash::repeat_byte(9));
			refused(owner(), device, of_another_unit, Error::BadSignature);
			let unknown_key = model(key, maker.root, 1, nullifier);
			refused(owner(), device, unknown_key, Error::WrongRootKey);
			freeze(maker.root);
			let part = model(key, maker.root, 0, nullifier);
			refused(owner(), device, part, Error::RootNotActive);
		});
	}

	#[test]
	fn it_refuses_everything_after_revocation() {
		ExtBuilder.build_and_execute(|| {
			let signer = register(owner(), 1);
			let device = signer.id();
			let part = encryption(&signer, &device, [7; 32], 1);
			assert_ok!(Devices::set_member(by(owner()), device, MemberChange::Revoke));
			refused(owner(), device, part, Error::Revoked);
			refused(owner(), device, ProfilePart::Capabilities(1), Error::Revoked);
		});
	}
}
