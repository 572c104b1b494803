use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use jmt_primitives::{
	proofs::{statement_hash, Claim, Inputs, ProofBytes, Refused, Scalar},
	Hash,
};

fn verify(claim: &Claim) -> sp_runtime::DispatchResult {
	ZkVerifier::verify(by(bob()), claim.key, claim.proof, claim.inputs.clone())
}

#[test]
fn it_tells_of_a_valid_proof_with_key_and_statement() {
	ExtBuilder::default().build_and_execute(|| {
		for (seed, inputs) in [(1, 0), (2, 1), (3, 4), (4, 32)] {
			let key = register(alice(), &forger(seed, inputs));
			take_events();
			let claim = claim(&forger(seed, inputs), 9, inputs);
			assert_ok!(verify(&claim));
			let statement = statement_hash(&key, &claim.inputs);
			assert_eq!(take_events(), [Event::ProofVerified { key, statement, by: bob() }]);
		}
	});
}

#[test]
fn it_takes_a_statement_twice_by_different_proofs() {
	ExtBuilder::default().build_and_execute(|| {
		let key = register(alice(), &forger(1, 2));
		let inputs = numbers(3, 2);
		let proofs = [1, 2].map(|seed| forger(1, 2).prove(&inputs, seed));
		assert_ne!(proofs[0], proofs[1]);
		take_events();
		for proof in proofs {
			assert_ok!(ZkVerifier::verify(
				by(bob()),
				key,
				proof,
				inputs.clone().try_into().unwrap()
			));
		}
		let events = take_events();
		assert_eq!(events.len(), 2);
		assert_eq!(events[0], events[1]);
	});
}

#[test]
fn it_weighs_by_its_inputs_whether_they_are_proven_or_not() {
	ExtBuilder::default().build_and_execute(|| {
		let weights = [0, 1, 32].map(|inputs| {
			let claim = claim(&forger(1, inputs), 1, inputs);
			let call = crate::Call::<Test>::verify {
				key: claim.key,
				proof: ProofBytes([0; 256]),
				inputs: claim.inputs,
			};
			call.get_dispatch_info().call_weight.ref_time()
		});
		assert!(weights[0] < weights[1] && weights[1] < weights[2]);
		// A refusal says nothing of a weight of its own, so that all of it is paid.
		register(alice(), &forger(1, 1));
		let bad = Claim { inputs: numbers(8, 1).try_into().unwrap(), ..claim(&forger(1, 1), 1, 1) };
		assert_noop!(verify(&bad), Error::<Test>::NotProven);
	});
}

mod reject {
	use super::*;
	use sp_runtime::DispatchError;

	/// A valid claim by a registered key with two inputs.
	fn good() -> Claim {
		register(alice(), &forger(1, 2));
		claim(&forger(1, 2), 1, 2)
	}

	/// The call and the trait refuse alike.
	fn refuse(claim: &Claim, error: Error<Test>, reason: Refused) {
		assert_noop!(verify(claim), error);
		assert_eq!(verdict(claim), Err(reason));
	}

	fn inputs(numbers: Vec<Scalar>) -> Inputs {
		numbers.try_into().unwrap()
	}

	#[test]
	fn it_refuses_an_unknown_key_and_another_one() {
		ExtBuilder::default().build_and_execute(|| {
			let good = good();
			let unknown = Claim { key: Hash::zero(), ..good.clone() };
			refuse(&unknown, Error::UnknownKey, Refused::UnknownKey);
			let other = Claim { key: register(bob(), &forger(2, 2)), ..good };
			refuse(&other, Error::NotProven, Refused::NotProven);
		});
	}

	#[test]
	fn it_refuses_a_retired_key_after_its_time() {
		ExtBuilder::default().build_and_execute(|| {
			let good = good();
			assert_ok!(ZkVerifier::retire_key(by(alice()), good.key, NOW));
			assert_ok!(verify(&good));
			set_time(NOW + 1);
			refuse(&good, Error::KeyRetired, Refused::KeyRetired);
		});
	}

	#[test]
	fn it_refuses_fewer_and_more_inputs_before_it_looks_at_them() {
		ExtBuilder::default().build_and_execute(|| {
			let good = good();
			for count in [0, 1, 3, 32] {
				let claim =
					Claim { inputs: inputs(vec![Scalar([0xff; 32]); count]), ..good.clone() };
				refuse(&claim, Error::InputCount, Refused::InputCount);
			}
		});
	}

	#[test]
	fn it_refuses_inputs_that_are_not_reduced() {
		ExtBuilder::default().build_and_execute(|| {
			let good = good();
			for number in [R, [0xff; 32]] {
				for place in 0..2 {
					let mut claim = good.clone();
					claim.inputs[place] = Scalar(number);
					refuse(&claim, Error::ScalarNotReduced, Refused::ScalarNotReduced);
				}
			}
			// One less is a number, though not the one that is proven.
			let mut claim = good.clone();
			claim.inputs[0] = Scalar(R);
			claim.inputs[0].0[31] -= 1;
			refuse(&claim, Error::NotProven, Refused::NotProven);
		});
	}

	#[test]
	fn it_refuses_other_inputs() {
		ExtBuilder::default().build_and_execute(|| {
			let good = good();
			for numbers in [numbers(2, 2), numbers(0, 2)] {
				let claim = Claim { inputs: inputs(numbers), ..good.clone() };
				refuse(&claim, Error::NotProven, Refused::NotProven);
			}
		});
	}

	#[test]
	fn it_refuses_points_by_their_fault() {
		ExtBuilder::default().build_and_execute(|| {
			let good = good();
			let with = |change: &dyn Fn(&mut [u8; 256])| {
				let mut claim = good.clone();
				change(&mut claim.proof.0);
				claim
			};
			for (place, length) in [(0, 64), (64, 128), (192, 64)] {
				let claim = with(&|proof| proof[place..place + length].fill(0));
				refuse(&claim, Error::Infinity, Refused::Infinity);
				let claim = with(&|proof| proof[place..place + 32].fill(0xff));
				refuse(&claim, Error::NotReduced, Refused::NotReduced);
				let claim = with(&|proof| {
					proof[place..place + 32].fill(0);
					proof[place + 31] = 4;
				});
				refuse(&claim, Error::OffCurve, Refused::OffCurve);
			}
			let outside = super::super::register_key::twist_point();
			let claim = with(&|proof| proof[64..192].copy_from_slice(&outside));
			refuse(&claim, Error::OutOfSubgroup, Refused::OutOfSubgroup);
			let swapped = with(&|proof| {
				let (a, c) = (proof[..64].to_vec(), proof[192..].to_vec());
				proof[..64].copy_from_slice(&c);
				proof[192..].copy_from_slice(&a);
			});
			refuse(&swapped, Error::NotProven, Refused::NotProven);
		});
	}

	#[test]
	fn it_refuses_every_flipped_byte() {
		ExtBuilder::default().build_and_execute(|| {
			let good = good();
			for place in 0..256 {
				let mut claim = good.clone();
				claim.proof.0[place] ^= 1;
				let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
				assert!(verify(&claim).is_err(), "byte {place}");
				assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before);
			}
		});
	}

	#[test]
	fn it_refuses_a_call_without_an_account() {
		ExtBuilder::default().build_and_execute(|| {
			let Claim { key, proof, inputs } = good();
			assert_noop!(
				ZkVerifier::verify(RuntimeOrigin::none(), key, proof, inputs),
				DispatchError::BadOrigin
			);
		});
	}
}
