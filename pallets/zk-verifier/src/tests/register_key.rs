use crate::{mock::*, Error, Event, HoldReason, KeyRecord, Keys, Prepared};
use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect};
use jmt_primitives::proofs::{Purpose, SetUp, VerifyProof};

#[test]
fn it_stores_the_key_and_holds_a_deposit_by_its_bytes() {
	ExtBuilder::default().build_and_execute(|| {
		for (seed, inputs) in [(1, 0), (2, 3), (3, 32)] {
			let forger = forger(seed, inputs);
			let (bytes, purpose) = (forger.bytes(), Purpose::Membership { depth: 7 });
			let before = held(HoldReason::Key, &alice());
			assert_ok!(ZkVerifier::register_key(
				by(alice()),
				bytes.clone().try_into().unwrap(),
				purpose,
				ceremony()
			));
			let deposit = key_deposit(inputs);
			assert_eq!(held(HoldReason::Key, &alice()), before + deposit);
			let (key, inputs) = (forger.id(), inputs as u8);
			let record = KeyRecord {
				owner: Some(alice()),
				purpose,
				set_up: ceremony(),
				inputs,
				retired: None,
				deposit,
			};
			assert_eq!(Keys::<Test>::get(key), Some(record));
			let stored = Prepared::<Test>::get(key).unwrap();
			assert_eq!(stored[..stored.len() - 384], bytes);
			assert!(ZkVerifier::usable(&key));
			let (owner, set_up) = (alice(), ceremony());
			assert_eq!(
				take_events(),
				[Event::KeyRegistered { key, owner, purpose, set_up, inputs, deposit }]
			);
		}
		assert_eq!(Balances::total_balance(&alice()), WEALTH);
	});
}

#[test]
fn it_takes_a_key_for_development_where_genesis_says_so() {
	ExtBuilder::default().build_and_execute(|| {
		let bytes = forger(1, 1).bytes().try_into().unwrap();
		let (purpose, set_up) = (Purpose::Other, SetUp::Development);
		assert_ok!(ZkVerifier::register_key(by(alice()), bytes, purpose, set_up));
		assert_eq!(Keys::<Test>::get(forger(1, 1).id()).unwrap().set_up, SetUp::Development);
	});
}

#[test]
fn it_counts_inputs_for_its_weight_as_the_decoder_does() {
	for inputs in [0, 1, 31, 32] {
		assert_eq!(ZkVerifier::inputs_of(forger(1, inputs).bytes().len()), inputs as u32);
	}
	assert_eq!(ZkVerifier::inputs_of(0), 0);
	// A length that is refused weighs as the next one that is not.
	assert_eq!(ZkVerifier::inputs_of(513), 1);
}

/// The first point of the twist with a small x that is not in the subgroup.
pub(super) fn twist_point() -> [u8; 128] {
	use jmt_zk_verifier::{g2_bytes, G2Affine};
	(1u64..)
		.flat_map(|x| {
			G2Affine::get_point_from_x_unchecked(x.into(), false).filter(|point| {
				point.is_on_curve() && !point.is_in_correct_subgroup_assuming_on_curve()
			})
		})
		.map(|point| g2_bytes(&point))
		.next()
		.unwrap()
}

mod reject {
	use super::*;
	use jmt_zk_verifier::{g1_bytes, g1_from_bytes, g2_bytes, g2_from_bytes};
	use sp_runtime::{DispatchError, TokenError};

	fn refuse(bytes: Vec<u8>, error: Error<Test>) {
		assert_noop!(
			ZkVerifier::register_key(
				by(alice()),
				bytes.try_into().unwrap(),
				Purpose::Other,
				ceremony()
			),
			error
		);
	}

	/// The bytes of a key with one input, changed.
	fn changed(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
		let mut bytes = forger(1, 1).bytes();
		change(&mut bytes);
		bytes
	}

	/// Where the four points begin, and the first of the inputs'.
	const ALPHA: usize = 0;
	const BETA: usize = 64;
	const GAMMA: usize = 192;
	const DELTA: usize = 320;
	const INPUTS: usize = 448;

	#[test]
	fn it_refuses_every_length_that_is_not_a_keys() {
		ExtBuilder::default().build_and_execute(|| {
			for length in [0, 1, 383, 448, 511, 513, 575] {
				refuse(forger(1, 1).bytes()[..length].to_vec(), Error::KeyLength);
			}
			refuse(changed(|bytes| bytes.push(0)), Error::KeyLength);
		});
	}

	#[test]
	fn it_has_no_room_for_33_inputs() {
		let longest = crate::MAX_KEY as usize;
		assert_eq!(forger(1, 32).bytes().len(), longest);
		assert!(crate::KeyBytes::try_from(vec![0; longest + 64]).is_err());
	}

	#[test]
	fn it_refuses_coordinates_that_are_not_reduced() {
		ExtBuilder::default().build_and_execute(|| {
			for place in [ALPHA, ALPHA + 32, BETA, GAMMA + 32, DELTA + 96, INPUTS, INPUTS + 96] {
				let bytes = changed(|bytes| bytes[place..place + 32].fill(0xff));
				refuse(bytes, Error::NotReduced);
			}
		});
	}

	#[test]
	fn it_refuses_points_off_their_curve() {
		ExtBuilder::default().build_and_execute(|| {
			for place in [ALPHA, BETA, GAMMA, DELTA, INPUTS, INPUTS + 64] {
				let bytes = changed(|bytes| {
					bytes[place..place + 32].fill(0);
					bytes[place + 31] = 4;
				});
				refuse(bytes, Error::OffCurve);
			}
		});
	}

	#[test]
	fn it_refuses_points_at_infinity() {
		ExtBuilder::default().build_and_execute(|| {
			for (place, length) in
				[(ALPHA, 64), (BETA, 128), (GAMMA, 128), (DELTA, 128), (INPUTS, 64), (512, 64)]
			{
				let bytes = changed(|bytes| bytes[place..place + length].fill(0));
				refuse(bytes, Error::Infinity);
			}
		});
	}

	#[test]
	fn it_refuses_points_outside_the_subgroup() {
		// On the twist, and of another order: x = 1 + 0i has a y, the cofactor is as large as the group.
		let outside = twist_point();
		ExtBuilder::default().build_and_execute(|| {
			for place in [BETA, GAMMA, DELTA] {
				let bytes = changed(|bytes| bytes[place..place + 128].copy_from_slice(&outside));
				refuse(bytes, Error::OutOfSubgroup);
			}
		});
	}

	#[test]
	fn it_refuses_set_ups_that_let_anybody_forge() {
		ExtBuilder::default().build_and_execute(|| {
			let bytes = forger(1, 1).bytes();
			let gamma: [u8; 128] = bytes[GAMMA..GAMMA + 128].try_into().unwrap();
			let negative = g2_bytes(&-g2_from_bytes(&gamma).unwrap());
			for point in [gamma, negative] {
				let bytes = changed(|bytes| bytes[DELTA..DELTA + 128].copy_from_slice(&point));
				refuse(bytes, Error::DeltaIsGamma);
			}
			let generator = crate::forged::GENERATOR;
			let negative = g2_bytes(&-g2_from_bytes(&generator).unwrap());
			for point in [generator, negative] {
				let bytes = changed(|bytes| bytes[DELTA..DELTA + 128].copy_from_slice(&point));
				refuse(bytes, Error::DeltaIsGenerator);
			}
			let delta = bytes[DELTA..DELTA + 128].to_vec();
			let refuse_beta = |point: &[u8], error: fn() -> Error<Test>| {
				let point = g2_from_bytes(point.try_into().unwrap()).unwrap();
				for point in [g2_bytes(&point), g2_bytes(&-point)] {
					let bytes = changed(|bytes| bytes[BETA..BETA + 128].copy_from_slice(&point));
					refuse(bytes, error());
				}
			};
			refuse_beta(&gamma, || Error::BetaIsGamma);
			refuse_beta(&delta, || Error::BetaIsDelta);
			refuse_beta(&generator, || Error::BetaIsGenerator);
			let mut one = [0; 64];
			(one[31], one[63]) = (1, 2);
			let one = g1_from_bytes(&one).unwrap();
			for point in [g1_bytes(&one), g1_bytes(&-one)] {
				let bytes = changed(|bytes| bytes[ALPHA..ALPHA + 64].copy_from_slice(&point));
				refuse(bytes, Error::AlphaIsGenerator);
			}
			// snarkjs leaves gamma the generator, which is no fault.
			let bytes = changed(|bytes| bytes[GAMMA..GAMMA + 128].copy_from_slice(&generator));
			assert_ok!(ZkVerifier::register_key(
				by(alice()),
				bytes.try_into().unwrap(),
				Purpose::Other,
				ceremony()
			));
		});
	}

	#[test]
	fn it_refuses_a_key_that_is_registered_by_anybody_or_since_genesis() {
		ExtBuilder::default().build_and_execute(|| {
			register(bob(), &forger(1, 1));
			refuse(forger(1, 1).bytes(), Error::AlreadyRegistered);
			refuse(member_forger(DEPTH).bytes(), Error::AlreadyRegistered);
		});
	}

	#[test]
	fn it_refuses_a_key_for_development_elsewhere() {
		ExtBuilder { development: false }.build_and_execute(|| {
			let bytes: crate::KeyBytes = forger(1, 1).bytes().try_into().unwrap();
			assert_noop!(
				ZkVerifier::register_key(
					by(alice()),
					bytes.clone(),
					Purpose::Other,
					SetUp::Development
				),
				Error::<Test>::DevelopmentRefused
			);
			assert_ok!(ZkVerifier::register_key(by(alice()), bytes, Purpose::Other, ceremony()));
		});
	}

	#[test]
	fn it_refuses_an_account_without_the_deposit_and_a_call_without_an_account() {
		ExtBuilder::default().build_and_execute(|| {
			let bytes: crate::KeyBytes = forger(1, 1).bytes().try_into().unwrap();
			assert_noop!(
				ZkVerifier::register_key(by(pauper()), bytes.clone(), Purpose::Other, ceremony()),
				TokenError::FundsUnavailable
			);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(
					ZkVerifier::register_key(origin, bytes.clone(), Purpose::Other, ceremony()),
					DispatchError::BadOrigin
				);
			}
		});
	}
}
