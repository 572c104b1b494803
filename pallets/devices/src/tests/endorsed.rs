//! Endorsed manifests: `publish_manifest` with an endorsement, and `activate` of its leaves.

use super::{batch::*, makers::*};
use crate::{mock::*, Event, Manifests};
use frame_support::assert_ok;
use jmt_primitives::{
	authorized::{ActivationRefusal, Refusal},
	manifests::Endorsed,
	units::{Bound, Level},
	Hash,
};

#[test]
fn it_publishes_with_a_makers_word() {
	ExtBuilder.build_and_execute(|| {
		let mut maker = Maker::new();
		let key = maker.add_key();
		let batch = batch_of_units([(1, Some(1))]);
		assert_ok!(publish_endorsed(&batch, maker.endorse(key, &batch, Level::One)));
		let Event::ManifestPublished { manifest, .. } = last_event() else { panic!() };
		let stored = Manifests::<Test>::get(manifest).unwrap();
		let expected = Endorsed { root: maker.root, key, level: Level::One };
		assert_eq!(stored.endorsed, Some(expected));
		assert_eq!(maker.stored().used, 0, "a unit is used when it is bound");
	});
}

#[test]
fn it_makes_a_unit_of_each_leaf() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let (batch, manifest) = endorsed(&maker, [(1, Some(1)), (2, Some(2))]);
		for index in [0, 1] {
			assert_ok!(batch.activation(manifest, index, &stranger()).activate());
			let device = batch.signers[index as usize].id();
			let nullifier = Hash::repeat_byte(index as u8 + 1);
			let expected = Bound {
				root: maker.root,
				key: 0,
				nullifier,
				level: Level::Two,
				bound_in: 7,
				expires: GOOD_UNTIL,
			};
			assert_eq!(unit_of(device), Some(expected));
			let (owner, unit) = (stranger(), expected);
			let event = Event::UnitBound { device, owner, unit, taken_from: None };
			assert_eq!(last_event(), event);
			assert_eq!(holder(maker.root, index as u8 + 1), Some(device));
		}
		assert_eq!(maker.stored().used, 2);
	});
}

#[test]
fn it_makes_no_unit_without_a_makers_word() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let batch = batch_of_units([(1, Some(1))]);
		let manifest = batch.publish(owner());
		assert_ok!(batch.activation(manifest, 0, &stranger()).activate());
		assert_eq!(unit_of(batch.signers[0].id()), None);
		assert_eq!((holder(maker.root, 1), maker.stored().used), (None, 0));
	});
}

#[test]
fn it_passes_a_unit_on_from_a_device_that_joined_by_a_leaf() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let (batch, manifest) = endorsed(&maker, [(1, Some(1))]);
		assert_ok!(batch.activation(manifest, 0, &stranger()).activate());
		let device = register(owner(), 9).id();
		assert_ok!(bind(owner(), device, &maker.certify(1, &batch.signers[0]), &batch.signers[0]));
		assert_eq!((unit_of(batch.signers[0].id()), holder(maker.root, 1)), (None, Some(device)));
		assert_eq!(maker.stored().used, 1);
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use jmt_primitives::{
		manifests::{Endorsement, ManifestId},
		units::Terms,
		DeviceSignature, KeyType,
	};

	fn refused(batch: &Batch, endorsement: Endorsement, error: Error<Test>) {
		assert_noop!(publish_endorsed(batch, endorsement), error);
	}

	#[test]
	fn it_refuses_words_of_roots_and_keys_that_are_not_good() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let batch = batch_of_units([(1, Some(1))]);
			let good = maker.endorse(0, &batch, Level::Two);
			refused(&batch, Endorsement { root: 9, ..good }, Error::UnknownRoot);
			refused(&batch, Endorsement { key: 1, ..good }, Error::WrongRootKey);
			let other = DeviceSignature::P256([1; 64]);
			refused(&batch, Endorsement { signature: other, ..good }, Error::WrongKeyType);
			assert_ok!(Devices::revoke_root_key(by(maker_account()), maker.root, 0, 100));
			refused(&batch, good, Error::WrongRootKey);
			freeze(maker.root);
			refused(&batch, good, Error::RootNotActive);
		});
	}

	#[test]
	fn it_refuses_a_level_above_the_terms() {
		ExtBuilder.build_and_execute(|| {
			let terms = Terms { level: Level::One, ..TERMS };
			let maker = Maker::admitted(terms, KeyType::Ed25519);
			let batch = batch_of_units([(1, Some(1))]);
			refused(&batch, maker.endorse(0, &batch, Level::Two), Error::LevelTooHigh);
		});
	}

	#[test]
	fn it_refuses_a_word_for_another_manifest_or_level() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let (batch, other) = (batch_of_units([(1, Some(1))]), batch_of_units([(2, Some(2))]));
			let good = maker.endorse(0, &batch, Level::Two);
			refused(&other, good, Error::BadSignature);
			refused(&batch, Endorsement { level: Level::One, ..good }, Error::BadSignature);
		});
	}

	/// That a leaf is refused with a code, and nobody is charged.
	fn code(batch: &Batch, manifest: ManifestId, index: u32, refusal: ActivationRefusal) {
		let before = prepaid(batch.domain);
		let refused = batch.activation(manifest, index, &stranger()).activate();
		assert_eq!(refused, Err(invalid(refusal.code())));
		assert_eq!(prepaid(batch.domain), before);
	}

	#[test]
	fn it_refuses_leaves_of_a_root_that_takes_nothing_new() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let (batch, manifest) = endorsed(&maker, [(1, Some(1))]);
			freeze(maker.root);
			code(&batch, manifest, 0, ActivationRefusal::RootNotActive);
			distrust(maker.root);
			code(&batch, manifest, 0, ActivationRefusal::RootNotActive);
		});
	}

	#[test]
	fn it_refuses_leaves_of_a_key_that_was_revoked_from_whatever_block() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let (batch, manifest) = endorsed(&maker, [(1, Some(1))]);
			assert_ok!(Devices::revoke_root_key(by(maker_account()), maker.root, 0, u32::MAX));
			code(&batch, manifest, 0, ActivationRefusal::RootNotActive);
		});
	}

	#[test]
	fn it_refuses_leaves_above_the_level_of_now() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let (batch, manifest) = endorsed(&maker, [(1, Some(1))]);
			let terms = Some(Terms { level: Level::One, ..TERMS });
			let change = crate::RootChange::Active;
			assert_ok!(Devices::set_root(by(economy()), maker.root, terms, change));
			code(&batch, manifest, 0, ActivationRefusal::RootNotActive);
		});
	}

	#[test]
	fn it_refuses_a_unit_that_is_bound_and_one_too_many() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let units = [(1, Some(1)), (2, Some(1)), (3, Some(3)), (4, Some(4))];
			let (batch, manifest) = endorsed(&maker, units);
			assert_ok!(batch.activation(manifest, 0, &stranger()).activate());
			code(&batch, manifest, 1, ActivationRefusal::UnitTaken);
			assert_ok!(batch.activation(manifest, 2, &stranger()).activate());
			code(&batch, manifest, 3, ActivationRefusal::QuotaUsed);
			assert_eq!(maker.stored().used, 2);
		});
	}

	#[test]
	fn it_refuses_a_leaf_without_a_unit() {
		ExtBuilder.build_and_execute(|| {
			let maker = Maker::new();
			let (batch, manifest) = endorsed(&maker, [(1, None)]);
			code(&batch, manifest, 0, ActivationRefusal::NoNullifier);
		});
	}
}
