use crate::{mock::*, Error, Event};
use frame_support::{
	assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::ConstU32, BoundedVec,
};
use jmt_primitives::proofs::{statement_hash, Claim, Scalar};
use sp_runtime::DispatchResult;

fn batch(claims: Vec<Claim>) -> DispatchResult {
	ZkVerifier::verify_batch(by(bob()), claims.try_into().unwrap())
}

/// So many valid claims by three keys with 0, 2 and 5 inputs in turn.
fn mixed(count: u64) -> Vec<Claim> {
	let keys = [(1, 0), (2, 2), (3, 5)].map(|(seed, inputs)| (forger(seed, inputs), inputs));
	let claims = (0..count).zip(keys.iter().cycle());
	claims.map(|(index, (forger, inputs))| claim(forger, 100 * index, *inputs)).collect()
}

fn register_mixed() {
	for (seed, inputs) in [(1, 0), (2, 2), (3, 5)] {
		register(alice(), &forger(seed, inputs));
	}
	take_events();
}

#[test]
fn it_tells_of_each_claim_in_its_order_whatever_the_keys() {
	ExtBuilder::default().build_and_execute(|| {
		register_mixed();
		for count in [1, 2, 3, 7, 64] {
			let claims = mixed(count);
			let expected: Vec<_> = claims
				.iter()
				.map(|Claim { key, inputs, .. }| Event::ProofVerified {
					key: *key,
					statement: statement_hash(key, inputs),
					by: bob(),
				})
				.collect();
			assert_ok!(batch(claims));
			assert_eq!(take_events(), expected);
		}
	});
}

#[test]
fn it_takes_one_claim_twice() {
	ExtBuilder::default().build_and_execute(|| {
		register_mixed();
		let claim = mixed(2).remove(1);
		assert_ok!(batch(vec![claim.clone(), claim]));
		let events = take_events();
		assert_eq!((events.len(), &events[0]), (2, &events[1]));
	});
}

#[test]
fn it_weighs_each_key_once() {
	let weight = |claims: &[Claim]| {
		let claims = claims.to_vec().try_into().unwrap();
		crate::Call::<Test>::verify_batch { claims }.get_dispatch_info().call_weight.ref_time()
	};
	let claims = mixed(6);
	let (one, two, others) = (weight(&claims[..1]), weight(&claims[..2]), weight(&claims[..3]));
	let all = weight(&claims);
	// The second half names no new key.
	assert!(one < two && two < others && others < all);
	assert!(all - others < others - one, "{all} {others} {one}");
}

mod reject {
	use super::*;
	use sp_runtime::DispatchError;

	#[test]
	fn it_refuses_an_empty_batch_and_has_no_room_for_65() {
		ExtBuilder::default().build_and_execute(|| {
			register_mixed();
			assert_noop!(batch(Vec::new()), Error::<Test>::EmptyBatch);
			type Claims = BoundedVec<Claim, ConstU32<{ crate::MAX_CLAIMS }>>;
			assert!(Claims::try_from(mixed(65)).is_err());
		});
	}

	#[test]
	fn it_refuses_all_for_a_bad_one_at_each_place() {
		ExtBuilder::default().build_and_execute(|| {
			register_mixed();
			let good = mixed(64);
			assert_ok!(batch(good.clone()));
			for place in 0..64 {
				let mut claims = good.clone();
				// The proof of another key's statement.
				let key = claims[place].key;
				claims[place].proof = good.iter().find(|other| other.key != key).unwrap().proof;
				assert_noop!(batch(claims), Error::<Test>::NotProven);
			}
		});
	}

	#[test]
	fn it_refuses_two_faults_that_would_cancel() {
		ExtBuilder::default().build_and_execute(|| {
			register_mixed();
			// Of two proofs of one key, C is swapped: the sum of both is as it was.
			let mut claims = vec![mixed(2).remove(1), claim(&forger(2, 2), 7, 2)];
			let (first, second) = (claims[0].proof, claims[1].proof);
			claims[0].proof.0[192..].copy_from_slice(&second.0[192..]);
			claims[1].proof.0[192..].copy_from_slice(&first.0[192..]);
			assert_noop!(batch(claims), Error::<Test>::NotProven);
		});
	}

	#[test]
	fn it_names_the_fault_of_a_claim() {
		ExtBuilder::default().build_and_execute(|| {
			register_mixed();
			let refuse = |change: &dyn Fn(&mut Claim), error: Error<Test>| {
				let error = DispatchError::from(error);
				for place in [0, 4] {
					let mut claims = mixed(6);
					change(&mut claims[place]);
					assert_noop!(batch(claims), error);
				}
			};
			refuse(&|claim| claim.key.0[0] ^= 1, Error::UnknownKey);
			refuse(&|claim| claim.inputs = numbers(0, 3).try_into().unwrap(), Error::InputCount);
			refuse(&|claim| claim.proof.0[..64].fill(0), Error::Infinity);
			refuse(&|claim| claim.proof.0[192..224].fill(0xff), Error::NotReduced);
			let mut claims = mixed(6);
			claims[4].inputs[1] = Scalar(R);
			assert_noop!(batch(claims), Error::<Test>::ScalarNotReduced);
			let mut claims = mixed(6);
			claims[5].proof.0[64..192].copy_from_slice(&super::super::register_key::twist_point());
			assert_noop!(batch(claims), Error::<Test>::OutOfSubgroup);
		});
	}

	#[test]
	fn it_refuses_one_retired_key_among_others() {
		ExtBuilder::default().build_and_execute(|| {
			register_mixed();
			assert_ok!(ZkVerifier::retire_key(by(alice()), forger(3, 5).id(), NOW));
			set_time(NOW + 1);
			assert_ok!(batch(mixed(2)));
			assert_noop!(batch(mixed(3)), Error::<Test>::KeyRetired);
		});
	}

	#[test]
	fn it_refuses_a_call_without_an_account() {
		ExtBuilder::default().build_and_execute(|| {
			register_mixed();
			assert_noop!(
				ZkVerifier::verify_batch(RuntimeOrigin::none(), mixed(2).try_into().unwrap()),
				DispatchError::BadOrigin
			);
		});
	}
}
