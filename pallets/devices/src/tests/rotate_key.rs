use super::{batch::*, life::*};
use crate::{mock::*, Event};
use frame_support::{assert_ok, dispatch::GetDispatchInfo, traits::fungible::Inspect};
use jmt_primitives::{
	devices::{signed, KeyHistory},
	KeyType,
};

#[test]
fn it_changes_the_key_at_once_and_keeps_the_id() {
	ExtBuilder.build_and_execute(|| {
		let old = register(owner(), 1);
		let (device, new) = (old.id(), spare(1));
		assert_ok!(rotate(&device, &old, &new));
		let event = Event::KeyRotated { device, key: new.public(), former: old.id() };
		assert_eq!(last_event(), event);
		assert_eq!(key_of(&device), new.public());
		let former = vec![old.id()].try_into().unwrap();
		let expected = KeyHistory { former, pending: None, cancelled_at: None };
		assert_eq!(history(&device), expected);
		assert_eq!((reserved_for(&new), reserved_for(&old)), (Some(device), None));
		assert_eq!(Rotated::get(), vec![(device, old.public())]);
		assert_eq!(held(&owner()), ONE_DEPOSIT + KEY_DEPOSIT);
	});
}

#[test]
fn it_takes_keys_of_every_scheme() {
	ExtBuilder.build_and_execute(|| {
		let mut key = register(owner(), 1);
		let device = key.id();
		for (seed, key_type) in (1..).zip(KeyType::ALL) {
			let new = Signer::new(key_type, 60 + seed);
			assert_ok!(rotate(&device, &key, &new));
			key = new;
		}
		assert_eq!(key_of(&device), key.public());
		assert_eq!(held(&owner()), ONE_DEPOSIT + 4 * KEY_DEPOSIT);
	});
}

#[test]
fn it_goes_back_to_a_key_that_is_reserved_for_the_device_and_costs_nothing_more() {
	ExtBuilder.build_and_execute(|| {
		let old = register(owner(), 1);
		let (device, new) = (old.id(), spare(1));
		assert_ok!(rotate(&device, &old, &new));
		assert_ok!(rotate(&device, &new, &old));
		assert_eq!(key_of(&device), old.public());
		assert_eq!(history(&device).former.to_vec(), vec![new.id()]);
		assert_eq!(reserved_for(&new), Some(device));
		assert_eq!(held(&owner()), ONE_DEPOSIT + KEY_DEPOSIT);
	});
}

#[test]
fn it_ends_a_rotation_that_is_under_way_and_frees_its_key() {
	ExtBuilder.build_and_execute(|| {
		let old = register(owner(), 1);
		let (device, lost, new) = (old.id(), spare(1), spare(2));
		assert_ok!(start(&device, &lost));
		assert_ok!(rotate(&device, &old, &new));
		assert_eq!((pending(&device), reserved_for(&lost)), (None, None));
		assert_eq!(held(&owner()), ONE_DEPOSIT + KEY_DEPOSIT);
		// To the key that was to come it is as good.
		assert_ok!(start(&device, &lost));
		assert_ok!(rotate(&device, &new, &lost));
		assert_eq!(held(&owner()), ONE_DEPOSIT + 2 * KEY_DEPOSIT);
	});
}

#[test]
fn it_reserves_the_keys_until_the_device_leaves_and_gives_all_back() {
	ExtBuilder.build_and_execute(|| {
		use crate::WeightInfo;
		let old = register(owner(), 1);
		let (device, new, third) = (old.id(), spare(1), spare(2));
		assert_ok!(rotate(&device, &old, &new));
		assert_ok!(start(&device, &third));
		let removed = Devices::remove(by(owner()), device).unwrap();
		let weight = <() as WeightInfo>::remove(2).saturating_add(HOOK_WEIGHT);
		assert_eq!(removed.actual_weight, Some(weight));
		let deposit = ONE_DEPOSIT + 2 * KEY_DEPOSIT;
		assert_eq!(last_event(), Event::DeviceRemoved { device, owner: owner(), deposit });
		assert_eq!(Balances::balance(&owner()), WEALTH);
		assert_eq!((history(&device), reserved_for(&new)), (KeyHistory::default(), None));
		for key in [&old, &new, &third] {
			assert_ok!(registers(key));
		}
	});
}

#[test]
fn it_is_paid_by_the_domain_that_pays_for_the_device() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		let (account, old) = (Devices::prepaid_account(batch.domain), &batch.signers[0]);
		let device = old.id();
		assert_ok!(rotate(&device, old, &spare(1)));
		assert_eq!((held(&account), held(&owner())), (ONE_DEPOSIT + KEY_DEPOSIT, 0));
		// The payer from then on pays for all keys, at today's price.
		assert_ok!(start(&device, &spare(2)));
		Deposit::set(2 * ONE_DEPOSIT);
		assert_ok!(Devices::move_device(by(owner()), device, None, None));
		assert_eq!((held(&account), held(&owner())), (0, 2 * ONE_DEPOSIT + 2 * KEY_DEPOSIT));
	});
}

#[test]
fn it_weighs_both_verifications_and_what_the_hook_does() {
	use crate::WeightInfo;
	let weight = |old: KeyType, new: KeyType| {
		let (old, new) = (Signer::new(old, 1), Signer::new(new, 2));
		let call = RuntimeCall::Devices(crate::Call::rotate_key {
			device: old.id(),
			key: new.public(),
			expires: 0,
			by_old: old.sign(b""),
			by_new: new.sign(b""),
		});
		call.get_dispatch_info().call_weight
	};
	let (p256, ed25519) = (<() as WeightInfo>::verify_p256(), <() as WeightInfo>::verify_ed25519());
	let own = <() as WeightInfo>::rotate_key().saturating_add(CHANGE_WEIGHT);
	assert_eq!(weight(KeyType::P256, KeyType::Ed25519), own + p256 + ed25519);
}

mod reject {
	use super::*;
	use crate::{Error, MemberChange};
	use frame_support::assert_noop;
	use jmt_primitives::{Hash, Moment};

	#[test]
	fn it_refuses_all_but_the_owner() {
		ExtBuilder.build_and_execute(|| {
			let old = register(stranger(), 1);
			assert_noop!(rotate(&old.id(), &old, &spare(1)), Error::<Test>::NotOwner);
			let unknown = spare(2);
			let call = rotate(&unknown.id(), &unknown, &spare(1));
			assert_noop!(call, Error::<Test>::NotRegistered);
		});
	}

	#[test]
	fn it_refuses_words_that_have_expired_or_are_good_for_too_long() {
		ExtBuilder.build_and_execute(|| {
			let (old, new) = (register(owner(), 1), spare(1));
			let device = old.id();
			let rotate = |expires: Moment| {
				let message = signed::rotation(&genesis(), &device, &new.public(), expires);
				let (by_old, by_new) = (old.sign(&message), new.sign(&message));
				Devices::rotate_key(by(owner()), device, new.public(), expires, by_old, by_new)
			};
			assert_noop!(rotate(NOW - 1), Error::<Test>::SignatureExpired);
			assert_noop!(rotate(EXPIRES + 1), Error::<Test>::ExpiresTooFar);
			assert_ok!(rotate(NOW));
		});
	}

	#[test]
	fn it_refuses_the_key_in_use_and_those_of_other_devices() {
		ExtBuilder.build_and_execute(|| {
			let old = register(owner(), 1);
			let other = register(stranger(), 2);
			let third = register(owner(), 3);
			let device = old.id();
			assert_noop!(rotate(&device, &old, &old), Error::<Test>::KeyInUse);
			assert_noop!(rotate(&device, &old, &other), Error::<Test>::KeyInUse);
			// One that another device has now, had before, or is to get.
			assert_ok!(rotate(&third.id(), &third, &spare(1)));
			assert_ok!(rotate(&third.id(), &spare(1), &spare(2)));
			assert_ok!(start(&third.id(), &spare(3)));
			for key in [&third, &spare(1), &spare(2), &spare(3)] {
				assert_noop!(rotate(&device, &old, key), Error::<Test>::KeyInUse);
			}
		});
	}

	#[test]
	fn it_refuses_anybody_to_register_by_a_key_that_is_reserved() {
		ExtBuilder.build_and_execute(|| {
			let old = register(owner(), 1);
			let device = old.id();
			assert_ok!(rotate(&device, &old, &spare(1)));
			assert_ok!(rotate(&device, &spare(1), &spare(2)));
			assert_noop!(registers(&old), Error::<Test>::AlreadyRegistered);
			for key in [spare(1), spare(2)] {
				assert_noop!(registers(&key), Error::<Test>::KeyInUse);
			}
		});
	}

	#[test]
	fn it_refuses_signatures_by_anything_else() {
		ExtBuilder.build_and_execute(|| {
			let (old, new) = (register(owner(), 1), spare(1));
			let device = old.id();
			let message = signed::rotation(&genesis(), &device, &new.public(), EXPIRES);
			let other_chain =
				signed::rotation(&Hash::repeat_byte(1), &device, &new.public(), EXPIRES);
			let other_key = signed::rotation(&genesis(), &device, &spare(2).public(), EXPIRES);
			let start =
				signed::rotation_start(&genesis(), &device, &owner(), &new.public(), EXPIRES);
			let call = |by_old, by_new| {
				Devices::rotate_key(by(owner()), device, new.public(), EXPIRES, by_old, by_new)
			};
			let (by_old, by_new) = (old.sign(&message), new.sign(&message));
			for wrong in [&other_chain, &other_key, &start] {
				assert_noop!(call(old.sign(wrong), by_new), Error::<Test>::BadSignature);
				assert_noop!(call(by_old, new.sign(wrong)), Error::<Test>::BadSignature);
			}
			assert_noop!(call(by_new, by_new), Error::<Test>::BadSignature);
			assert_noop!(call(by_old, by_old), Error::<Test>::BadSignature);
			let foreign = Signer::new(KeyType::P256, 9).sign(&message);
			assert_noop!(call(foreign, by_new), Error::<Test>::WrongKeyType);
			assert_noop!(call(by_old, foreign), Error::<Test>::WrongKeyType);
			assert_ok!(call(by_old, by_new));
		});
	}

	#[test]
	fn it_refuses_more_keys_than_a_device_may_have() {
		ExtBuilder.build_and_execute(|| {
			let mut key = register(owner(), 1);
			let device = key.id();
			for seed in 0..16 {
				let new = spare(seed);
				assert_ok!(rotate(&device, &key, &new));
				key = new;
			}
			assert_noop!(rotate(&device, &key, &spare(16)), Error::<Test>::TooManyKeys);
			assert_noop!(start(&device, &spare(16)), Error::<Test>::TooManyKeys);
			// Back to one of them is none more.
			assert_ok!(rotate(&device, &key, &spare(3)));
			assert_eq!(held(&owner()), ONE_DEPOSIT + 16 * KEY_DEPOSIT);
		});
	}

	#[test]
	fn it_refuses_a_revoked_device() {
		ExtBuilder.build_and_execute(|| {
			let old = register(owner(), 1);
			assert_ok!(Devices::set_member(by(owner()), old.id(), MemberChange::Revoke));
			assert_noop!(rotate(&old.id(), &old, &spare(1)), Error::<Test>::Revoked);
		});
	}

	#[test]
	fn it_changes_nothing_when_the_payer_cannot_pay_for_the_key() {
		ExtBuilder.build_and_execute(|| {
			use frame_support::traits::{fungible::Mutate, tokens::Preservation::Preserve};
			use sp_runtime::{traits::Dispatchable, TokenError};
			let (old, new) = (register(owner(), 1), spare(1));
			let device = old.id();
			let all = Balances::balance(&owner()) - jmt_mock::EXISTENTIAL_DEPOSIT;
			assert_ok!(Balances::transfer(&owner(), &stranger(), all, Preserve));
			let message = signed::rotation(&genesis(), &device, &new.public(), EXPIRES);
			let call = RuntimeCall::Devices(crate::Call::rotate_key {
				device,
				key: new.public(),
				expires: EXPIRES,
				by_old: old.sign(&message),
				by_new: new.sign(&message),
			});
			let failed = call.dispatch(by(owner())).unwrap_err();
			assert_eq!(failed.error, TokenError::FundsUnavailable.into());
			assert_eq!((key_of(&device), held(&owner())), (old.public(), ONE_DEPOSIT));
		});
	}
}
