use crate::{mock::*, Device, Event, Standing};
use frame_support::{
	assert_ok,
	traits::{fungible::Inspect, Hooks},
	weights::Weight,
};
use jmt_primitives::{AccountId, DevicePublic, DeviceSignature, KeyType, Moment};
use sp_runtime::DispatchResult;

fn send(
	sender: AccountId,
	key: DevicePublic,
	expires: Moment,
	signature: DeviceSignature,
) -> DispatchResult {
	Devices::register(RuntimeOrigin::signed(sender), key, expires, signature)
}

#[test]
fn it_stores_a_device_of_each_key_type() {
	ExtBuilder.build_and_execute(|| {
		for (registered, key_type) in KeyType::ALL.into_iter().enumerate() {
			let device = Signer::new(key_type, 9);
			let expires = NOW + 1;
			let consent = device.consent(&owner(), expires);
			assert_ok!(send(owner(), device.public(), expires, consent));
			assert_eq!(
				crate::Devices::<Test>::get(device.id()),
				Some(Device {
					key: device.public(),
					owner: owner(),
					deposit: ONE_DEPOSIT,
					registered_in: 7,
					standing: Standing::Active,
				})
			);
			System::assert_last_event(
				Event::DeviceRegistered {
					device: device.id(),
					owner: owner(),
					key_type,
					deposit: ONE_DEPOSIT,
				}
				.into(),
			);
			assert_eq!(crate::Count::<Test>::get() as usize, registered + 1);
		}
	});
}

#[test]
fn it_holds_the_deposit_of_each_device() {
	ExtBuilder.build_and_execute(|| {
		register(owner(), 1);
		assert_eq!(held(&owner()), ONE_DEPOSIT);
		assert_eq!(Balances::balance(&owner()), WEALTH - ONE_DEPOSIT);
		register(owner(), 2);
		assert_eq!(held(&owner()), 2 * ONE_DEPOSIT);
		assert_eq!(Balances::balance(&owner()), WEALTH - 2 * ONE_DEPOSIT);
		assert_eq!(held(&stranger()), 0);
	});
}

#[test]
fn it_accepts_the_last_moment_and_the_farthest() {
	ExtBuilder.build_and_execute(|| {
		for (seed, expires) in [(1, NOW), (2, NOW + MAX_AGE)] {
			let device = Signer::new(KeyType::Sr25519, seed);
			let consent = device.consent(&owner(), expires);
			assert_ok!(send(owner(), device.public(), expires, consent));
		}
	});
}

#[test]
fn it_weighs_what_its_key_type_costs() {
	use crate::WeightInfo;
	use frame_support::dispatch::GetDispatchInfo;
	let weight_of = |key_type| {
		let device = Signer::new(key_type, 1);
		RuntimeCall::Devices(crate::Call::register {
			key: device.public(),
			expires: 0,
			signature: device.sign(b""),
		})
		.get_dispatch_info()
		.call_weight
	};
	assert_eq!(weight_of(KeyType::Sr25519), <() as WeightInfo>::register_sr25519());
	assert_eq!(weight_of(KeyType::Ed25519), <() as WeightInfo>::register_ed25519());
	assert_eq!(weight_of(KeyType::Secp256k1), <() as WeightInfo>::register_secp256k1());
	assert_eq!(weight_of(KeyType::P256), <() as WeightInfo>::register_p256());
	assert!(weight_of(KeyType::P256).all_gt(Weight::zero()));
}

#[test]
fn it_stands_in_a_sound_configuration() {
	ExtBuilder.build_and_execute(<Devices as Hooks<u32>>::integrity_test);
}

#[test]
#[should_panic(expected = "a device has a deposit")]
fn it_does_not_stand_without_a_deposit() {
	Deposit::set(0);
	<Devices as Hooks<u32>>::integrity_test();
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use jmt_primitives::{devices::signed, proof_of_time, Hash};
	use sp_runtime::{DispatchError, TokenError};

	const EXPIRES: Moment = NOW + MAX_AGE;

	/// `R` = identity and `s` = 0 fit every message by the identity as a key.
	#[test]
	fn it_refuses_a_device_without_a_secret() {
		ExtBuilder.build_and_execute(|| {
			let (mut key, mut signature) = ([0; 32], [0; 64]);
			signature[63] = 0x80;
			let sr25519 = (DevicePublic::Sr25519(key), DeviceSignature::Sr25519(signature));
			(key[0], signature[0], signature[63]) = (1, 1, 0);
			let ed25519 = (DevicePublic::Ed25519(key), DeviceSignature::Ed25519(signature));
			for (key, signature) in [sr25519, ed25519] {
				assert_noop!(send(owner(), key, EXPIRES, signature), Error::<Test>::BadSignature);
			}
		});
	}

	#[test]
	fn it_refuses_an_unsigned_origin() {
		ExtBuilder.build_and_execute(|| {
			let device = Signer::new(KeyType::Ed25519, 1);
			let consent = device.consent(&owner(), EXPIRES);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(
					Devices::register(origin, device.public(), EXPIRES, consent),
					DispatchError::BadOrigin
				);
			}
		});
	}

	#[test]
	fn it_refuses_a_registered_key_from_anybody() {
		ExtBuilder.build_and_execute(|| {
			let device = register(owner(), 1);
			for sender in [owner(), stranger()] {
				let consent = device.consent(&sender, EXPIRES);
				assert_noop!(
					send(sender, device.public(), EXPIRES, consent),
					Error::<Test>::AlreadyRegistered
				);
			}
		});
	}

	#[test]
	fn it_refuses_what_expired_a_millisecond_ago() {
		ExtBuilder.build_and_execute(|| {
			let device = Signer::new(KeyType::Ed25519, 1);
			let consent = device.consent(&owner(), NOW - 1);
			assert_noop!(
				send(owner(), device.public(), NOW - 1, consent),
				Error::<Test>::RegistrationExpired
			);
		});
	}

	#[test]
	fn it_refuses_an_expiry_too_far_ahead() {
		ExtBuilder.build_and_execute(|| {
			let device = Signer::new(KeyType::Ed25519, 1);
			for expires in [EXPIRES + 1, Moment::MAX] {
				let consent = device.consent(&owner(), expires);
				assert_noop!(
					send(owner(), device.public(), expires, consent),
					Error::<Test>::ExpiresTooFar
				);
			}
		});
	}

	#[test]
	fn it_refuses_a_signature_of_another_type() {
		ExtBuilder.build_and_execute(|| {
			for key_type in KeyType::ALL {
				for other in KeyType::ALL.into_iter().filter(|other| *other != key_type) {
					let consent = Signer::new(other, 1).consent(&owner(), EXPIRES);
					assert_noop!(
						send(owner(), Signer::new(key_type, 1).public(), EXPIRES, consent),
						Error::<Test>::WrongKeyType
					);
				}
			}
		});
	}

	#[test]
	fn it_refuses_a_signature_by_another_key() {
		ExtBuilder.build_and_execute(|| {
			for key_type in KeyType::ALL {
				let consent = Signer::new(key_type, 2).consent(&owner(), EXPIRES);
				assert_noop!(
					send(owner(), Signer::new(key_type, 1).public(), EXPIRES, consent),
					Error::<Test>::BadSignature
				);
			}
		});
	}

	#[test]
	fn it_refuses_a_signature_with_a_bit_flipped() {
		ExtBuilder.build_and_execute(|| {
			for key_type in KeyType::ALL {
				let device = Signer::new(key_type, 1);
				let mut consent = device.consent(&owner(), EXPIRES);
				match &mut consent {
					DeviceSignature::Sr25519(bytes)
					| DeviceSignature::Ed25519(bytes)
					| DeviceSignature::Secp256k1(bytes)
					| DeviceSignature::P256(bytes) => bytes[40] ^= 1,
				}
				assert_noop!(
					send(owner(), device.public(), EXPIRES, consent),
					Error::<Test>::BadSignature
				);
			}
		});
	}

	#[test]
	fn it_refuses_consent_to_another_owner() {
		ExtBuilder.build_and_execute(|| {
			let device = Signer::new(KeyType::P256, 1);
			let consent = device.consent(&owner(), EXPIRES);
			assert_noop!(
				send(stranger(), device.public(), EXPIRES, consent),
				Error::<Test>::BadSignature
			);
		});
	}

	#[test]
	fn it_refuses_consent_until_another_time() {
		ExtBuilder.build_and_execute(|| {
			let device = Signer::new(KeyType::Secp256k1, 1);
			let consent = device.consent(&owner(), EXPIRES - 1);
			assert_noop!(
				send(owner(), device.public(), EXPIRES, consent),
				Error::<Test>::BadSignature
			);
		});
	}

	#[test]
	fn it_refuses_consent_on_another_chain() {
		ExtBuilder.build_and_execute(|| {
			let device = Signer::new(KeyType::Sr25519, 1);
			let foreign = Hash::repeat_byte(1);
			assert_ne!(foreign, genesis());
			let consent = device.sign(&signed::registration(&foreign, &owner(), EXPIRES));
			assert_noop!(
				send(owner(), device.public(), EXPIRES, consent),
				Error::<Test>::BadSignature
			);
		});
	}

	#[test]
	fn it_refuses_an_answer_in_place_of_consent() {
		ExtBuilder.build_and_execute(|| {
			let device = Signer::new(KeyType::Ed25519, 1);
			let answer = proof_of_time::signed::answer(&genesis(), 1, &Hash::zero(), &device.id());
			assert_noop!(
				send(owner(), device.public(), EXPIRES, device.sign(&answer)),
				Error::<Test>::BadSignature
			);
		});
	}

	#[test]
	fn it_refuses_an_owner_a_planck_short_of_the_deposit() {
		ExtBuilder.build_and_execute(|| {
			let device = Signer::new(KeyType::Ed25519, 1);
			let consent = device.consent(&pauper(), EXPIRES);
			assert_noop!(
				send(pauper(), device.public(), EXPIRES, consent),
				TokenError::FundsUnavailable
			);
		});
	}

	#[test]
	fn it_refuses_more_devices_than_it_can_count() {
		ExtBuilder.build().execute_with(|| {
			crate::Count::<Test>::put(u32::MAX);
			let device = Signer::new(KeyType::Ed25519, 1);
			let consent = device.consent(&owner(), EXPIRES);
			assert_noop!(
				send(owner(), device.public(), EXPIRES, consent),
				sp_runtime::ArithmeticError::Overflow
			);
		});
	}
}
