//! `bind_unit`.

use super::{batch::*, makers::*};
use crate::{mock::*, Event, Profiles};
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use jmt_primitives::{
	devices::{Member, Profile},
	units::{Bound, Level},
	Hash, KeyType,
};

#[test]
fn it_binds_a_unit_with_a_key_of_its_own() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let device = register(owner(), 1).id();
		let certificate = maker.certify(1, &unit(1));
		assert_ok!(bind(owner(), device, &certificate, &unit(1)));
		let (root, nullifier) = (maker.root, Hash::repeat_byte(1));
		let bound = Bound {
			root,
			key: 0,
			nullifier,
			level: Level::Two,
			bound_in: 7,
			expires: CERTIFIED_UNTIL,
		};
		let event = Event::UnitBound { device, owner: owner(), unit: bound, taken_from: None };
		assert_eq!(last_event(), event);
		let expected = Member { unit: Some(bound), ..Default::default() };
		assert_eq!(Devices::member(device), Some(expected));
		assert_eq!((holder(root, 1), maker.stored().used), (Some(device), 1));
		assert_eq!(UnitTold::get(), vec![(device, owner(), None)]);
	});
}

#[test]
fn it_takes_the_device_for_the_unit_where_the_keys_are_one() {
	for (seed, key_type) in KeyType::ALL.into_iter().enumerate() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::admitted(TERMS, key_type);
			let device = register(owner(), seed as u8 + 1);
			let certificate = maker.certify(1, &device);
			assert_ok!(Devices::bind_unit(by(owner()), device.id(), certificate, None));
			assert_eq!(holder(maker.root, 1), Some(device.id()));
		});
	}
}

#[test]
fn it_takes_words_by_every_scheme() {
	for key_type in KeyType::ALL {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let device = register(owner(), 1).id();
			let unit = Signer::new(key_type, 90);
			assert_ok!(bind(owner(), device, &maker.certify(1, &unit), &unit));
		});
	}
}

#[test]
fn it_takes_the_unit_from_the_device_that_had_it_and_tells_both_first() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let (first, second) = (register(owner(), 1).id(), register(stranger(), 2).id());
		let certificate = maker.certify(1, &unit(1));
		assert_ok!(bind(owner(), first, &certificate, &unit(1)));
		let had = unit_of(first);
		System::set_block_number(9);
		UnitTold::take();
		assert_ok!(bind(stranger(), second, &certificate, &unit(1)));
		assert_eq!(UnitTold::get(), vec![(first, owner(), had), (second, stranger(), None)]);
		let Event::UnitBound { taken_from, unit, .. } = last_event() else { panic!() };
		assert_eq!((taken_from, unit.bound_in), (Some(first), 9));
		assert_eq!((Devices::member(first), unit_of(second)), (None, Some(unit)));
		assert_eq!((holder(maker.root, 1), maker.stored().used), (Some(second), 1));
	});
}

#[test]
fn it_gives_up_the_unit_that_the_device_had() {
	ExtBuilder.build_and_execute(|| {
		let (maker, other) = (Maker::new(), Maker::new());
		let device = register(owner(), 1).id();
		assert_ok!(bind(owner(), device, &maker.certify(1, &unit(1)), &unit(1)));
		assert_ok!(bind(owner(), device, &maker.certify(2, &unit(2)), &unit(2)));
		assert_eq!((holder(maker.root, 1), maker.stored().used), (None, 1));
		assert_ok!(bind(owner(), device, &other.certify(2, &unit(3)), &unit(3)));
		assert_eq!((maker.stored().used, other.stored().used), (0, 1));
		assert_eq!((holder(maker.root, 2), holder(other.root, 2)), (None, Some(device)));
	});
}

#[test]
fn it_takes_anothers_unit_in_place_of_its_own_of_the_same_root() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let (first, second) = (register(owner(), 1).id(), register(owner(), 2).id());
		for (device, seed) in [(first, 1), (second, 2)] {
			assert_ok!(bind(owner(), device, &maker.certify(seed, &unit(seed)), &unit(seed)));
		}
		assert_ok!(bind(owner(), second, &maker.certify(1, &unit(1)), &unit(1)));
		assert_eq!((holder(maker.root, 1), holder(maker.root, 2)), (Some(second), None));
		assert_eq!((unit_of(first), maker.stored().used), (None, 1));
	});
}

#[test]
fn it_binds_anew_to_the_same_device_by_a_later_certificate() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let device = register(owner(), 1).id();
		let first = maker.certify_by(0, 1, &unit(1), Level::One, NOW + 1);
		assert_ok!(bind(owner(), device, &first, &unit(1)));
		System::set_block_number(8);
		UnitTold::take();
		assert_ok!(bind(owner(), device, &maker.certify(1, &unit(1)), &unit(1)));
		assert_eq!(UnitTold::get().len(), 1, "one device, told once");
		let bound = unit_of(device).unwrap();
		assert_eq!((bound.level, bound.bound_in, bound.expires), (Level::Two, 8, CERTIFIED_UNTIL));
		assert_eq!(maker.stored().used, 1);
	});
}

#[test]
fn it_frees_the_unit_with_the_device() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let device = register(owner(), 1).id();
		assert_ok!(bind(owner(), device, &maker.certify(1, &unit(1)), &unit(1)));
		assert_ok!(Devices::remove(by(owner()), device));
		assert_eq!((holder(maker.root, 1), maker.stored().used), (None, 0));
		assert_eq!(Devices::member(device), None);
	});
}

#[test]
fn it_forgets_the_model_of_another_unit() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let (first, second) = (register(owner(), 1).id(), register(owner(), 2).id());
		let certificate = maker.certify(1, &unit(1));
		assert_ok!(bind(owner(), first, &certificate, &unit(1)));
		let (model, firmware) = (Some(Hash::repeat_byte(7)), Some(Hash::repeat_byte(8)));
		let profile = Profile { model, firmware, capabilities: 0 };
		Profiles::<Test>::insert(first, profile);
		// The same unit is of the same model.
		assert_ok!(bind(owner(), first, &certificate, &unit(1)));
		assert_eq!(Profiles::<Test>::get(first), Some(profile));
		assert_ok!(bind(owner(), second, &certificate, &unit(1)));
		assert_eq!(Profiles::<Test>::get(first), Some(Profile { model: None, ..profile }));
		Profiles::<Test>::insert(second, Profile { model, ..Default::default() });
		assert_ok!(bind(owner(), second, &maker.certify(2, &unit(2)), &unit(2)));
		assert_eq!(Profiles::<Test>::get(second), None);
	});
}

#[test]
fn it_goes_along_into_a_domain() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let device = register(owner(), 1).id();
		assert_ok!(bind(owner(), device, &maker.certify(1, &unit(1)), &unit(1)));
		let (id, before) = (domain_of(owner(), None), unit_of(device));
		assert_ok!(Devices::move_device(by(owner()), device, Some(id), None));
		assert_eq!(unit_of(device), before);
		assert_eq!(holder(maker.root, 1), Some(device));
	});
}

#[test]
fn it_weighs_the_schemes_of_both_signatures_and_the_hook_twice() {
	let weight = |by_root, by_unit: Option<KeyType>| Devices::bind_weight(by_root, by_unit);
	let least = weight(KeyType::Ed25519, None);
	assert!(least.all_gte(CHANGE_WEIGHT.saturating_mul(2)));
	let one = weight(KeyType::P256, None).ref_time();
	assert!(one > least.ref_time());
	assert!(weight(KeyType::P256, Some(KeyType::P256)).ref_time() > one);
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let device = register(owner(), 1);
		let certificate = maker.certify(1, &device);
		let call = crate::Call::bind_unit { device: device.id(), certificate, binding: None };
		assert_eq!(RuntimeCall::Devices(call).get_dispatch_info().call_weight, least);
	});
}

mod reject {
	use super::*;
	use crate::{Error, MemberChange};
	use frame_support::assert_noop;
	use jmt_primitives::{
		units::{Binding, Certificate},
		AccountId, DeviceId, DeviceSignature,
	};

	fn refused(
		owner: AccountId,
		device: DeviceId,
		certificate: Certificate,
		binding: Option<Binding>,
		error: Error<Test>,
	) {
		assert_noop!(Devices::bind_unit(by(owner), device, certificate, binding), error);
		assert!(UnitTold::get().is_empty(), "the hook hears of no refusal");
	}

	/// A maker, a device, a certificate and the unit's word for it.
	fn good() -> (Maker, Signer, Certificate, Binding) {
		let maker = Maker::new();
		let device = register(owner(), 1);
		let certificate = maker.certify(1, &unit(1));
		let word = binding(&unit(1), &device.id(), &owner(), certificate.nullifier);
		(maker, device, certificate, word)
	}

	#[test]
	fn it_refuses_strangers_and_devices_that_are_not_there() {
		ExtBuilder.build_and_execute(|| {
			let (_, device, certificate, word) = good();
			refused(stranger(), device.id(), certificate, Some(word), Error::NotOwner);
			let unknown = unit(9).id();
			refused(owner(), unknown, certificate, Some(word), Error::NotRegistered);
		});
	}

	#[test]
	fn it_refuses_a_revoked_device() {
		ExtBuilder.build_and_execute(|| {
			let (_, device, certificate, word) = good();
			let device = device.id();
			assert_ok!(Devices::set_member(by(owner()), device, MemberChange::Revoke));
			refused(owner(), device, certificate, Some(word), Error::Revoked);
		});
	}

	#[test]
	fn it_refuses_a_certificate_that_has_expired() {
		ExtBuilder.build_and_execute(|| {
			let (_, device, certificate, word) = good();
			set_time(CERTIFIED_UNTIL + 1);
			refused(owner(), device.id(), certificate, Some(word), Error::UnitExpired);
		});
	}

	#[test]
	fn it_refuses_a_word_of_the_unit_that_has_expired_or_is_good_for_too_long() {
		ExtBuilder.build_and_execute(|| {
			let (_, device, certificate, mut word) = good();
			word.expires = NOW + MAX_AGE + 1;
			refused(owner(), device.id(), certificate, Some(word), Error::ExpiresTooFar);
			word.expires = NOW - 1;
			refused(owner(), device.id(), certificate, Some(word), Error::UnitExpired);
		});
	}

	#[test]
	fn it_refuses_roots_that_are_not_there_or_take_nothing_new() {
		ExtBuilder.build_and_execute(|| {
			let (maker, device, certificate, word) = good();
			let unknown = Certificate { root: 9, ..certificate };
			refused(owner(), device.id(), unknown, Some(word), Error::UnknownRoot);
			freeze(maker.root);
			refused(owner(), device.id(), certificate, Some(word), Error::RootNotActive);
			distrust(maker.root);
			refused(owner(), device.id(), certificate, Some(word), Error::RootNotActive);
		});
	}

	#[test]
	fn it_refuses_keys_that_are_not_there_or_revoked() {
		ExtBuilder.build_and_execute(|| {
			let (maker, device, certificate, word) = good();
			let unknown = Certificate { key: 1, ..certificate };
			refused(owner(), device.id(), unknown, Some(word), Error::WrongRootKey);
			assert_ok!(Devices::revoke_root_key(by(maker_account()), maker.root, 0, 100));
			refused(owner(), device.id(), certificate, Some(word), Error::WrongRootKey);
		});
	}

	#[test]
	fn it_refuses_a_level_above_the_terms() {
		ExtBuilder.build_and_execute(|| {
			let terms = jmt_primitives::units::Terms { level: Level::One, ..TERMS };
			let maker = Maker::admitted(terms, KeyType::Ed25519);
			let device = register(owner(), 1);
			let certificate = maker.certify(1, &device);
			refused(owner(), device.id(), certificate, None, Error::LevelTooHigh);
		});
	}

	#[test]
	fn it_refuses_more_units_than_the_quota_and_lets_them_change_places() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let devices = [1, 2, 3].map(|seed| register(owner(), seed).id());
			for (device, seed) in devices.into_iter().zip([1, 2]) {
				assert_ok!(bind(owner(), device, &maker.certify(seed, &unit(seed)), &unit(seed)));
			}
			UnitTold::take();
			let third = maker.certify(3, &unit(3));
			let word = binding(&unit(3), &devices[2], &owner(), third.nullifier);
			refused(owner(), devices[2], third, Some(word), Error::QuotaUsed);
			// One of the two makes room for it, or passes on its own.
			assert_ok!(bind(owner(), devices[1], &third, &unit(3)));
			assert_ok!(bind(owner(), devices[2], &maker.certify(1, &unit(1)), &unit(1)));
			assert_eq!(maker.stored().used, 2);
		});
	}

	#[test]
	fn it_refuses_a_device_that_is_not_the_unit_without_the_units_word() {
		ExtBuilder.build_and_execute(|| {
			let (_, device, certificate, _) = good();
			refused(owner(), device.id(), certificate, None, Error::NotUnitKey);
		});
	}

	#[test]
	fn it_refuses_signatures_of_another_scheme() {
		ExtBuilder.build_and_execute(|| {
			let (_, device, certificate, word) = good();
			let other = DeviceSignature::P256([1; 64]);
			let certificate_ = Certificate { signature: other, ..certificate };
			refused(owner(), device.id(), certificate_, Some(word), Error::WrongKeyType);
			let word = Binding { signature: other, ..word };
			refused(owner(), device.id(), certificate, Some(word), Error::WrongKeyType);
		});
	}

	#[test]
	fn it_refuses_a_certificate_of_which_anything_is_changed() {
		ExtBuilder.build_and_execute(|| {
			let (maker, device, good, word) = good();
			let other = Maker::new();
			let device = device.id();
			for changed in [
				Certificate { root: other.root, ..good },
				Certificate { nullifier: Hash::repeat_byte(2), ..good },
				Certificate { unit: unit(2).public(), ..good },
				Certificate { level: Level::One, ..good },
				Certificate { expires: good.expires + 1, ..good },
				Certificate { signature: other.certify(1, &unit(1)).signature, ..good },
			] {
				refused(owner(), device, changed, Some(word), Error::BadSignature);
			}
			assert_eq!(maker.stored().used, 0);
		});
	}

	#[test]
	fn it_refuses_a_units_word_for_another_device_owner_or_unit() {
		ExtBuilder.build_and_execute(|| {
			let (_, device, certificate, _) = good();
			let (nullifier, device) = (certificate.nullifier, device.id());
			let other = register(owner(), 2).id();
			for word in [
				binding(&unit(1), &other, &owner(), nullifier),
				binding(&unit(1), &device, &stranger(), nullifier),
				binding(&unit(1), &device, &owner(), Hash::repeat_byte(2)),
				binding(&unit(2), &device, &owner(), nullifier),
			] {
				refused(owner(), device, certificate, Some(word), Error::BadSignature);
			}
		});
	}
}
