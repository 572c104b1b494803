//! Enrolling.

use crate::{mock::*, AllWorkers, Books, Error, HoldReason, Totals, Workers};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{authorized::TaskRefusal, tasks::Signer, KeyType, JMT};

#[test]
fn it_stakes_for_a_device() {
	ExtBuilder.build_and_execute(|| {
		let hand = Hand::new(0);
		hand.register();
		assert_ok!(hand.enrol(3));
		assert_eq!(held(HoldReason::Stake, &hand.owner), 30 * JMT);
		let worker = hand.worker();
		assert_eq!((worker.staked, worker.reserved, worker.open), (30 * JMT, 0, 0));
		assert_eq!(worker.enrolled_in, System::block_number());
		assert_eq!(Totals::<Test>::get(), AllWorkers { workers: 1, units: 3 });
		assert_eq!(Books::<Test>::get().staked, 30 * JMT);
	});
}

#[test]
fn it_takes_a_unit_and_a_hundred() {
	ExtBuilder.build_and_execute(|| {
		for (number, units) in [(0, 1), (1, 100)] {
			let hand = Hand::new(number);
			hand.register();
			assert_ok!(hand.enrol(units));
		}
		assert_eq!(Totals::<Test>::get(), AllWorkers { workers: 2, units: 101 });
	});
}

#[test]
fn it_takes_work_keys_of_both_types() {
	ExtBuilder.build_and_execute(|| {
		for (number, key_type) in [(0, KeyType::Sr25519), (1, KeyType::Ed25519)] {
			let hand = Hand::of(number, owner(number), key_type);
			hand.register();
			assert_ok!(hand.enrol(1));
			assert_eq!(hand.worker().signer.key_type(), key_type);
		}
	});
}

#[test]
fn a_worker_counts_for_tasks_of_later_blocks() {
	ExtBuilder.build_and_execute(|| {
		let early = enrolled(0..1, 5).remove(0);
		let late = Hand::new(1);
		late.register();
		let id = post(terms(TWO_OF_THREE));
		// In the block of the post, and after it.
		assert_ok!(late.enrol(5));
		blocks(1);
		let later = Hand::new(2);
		later.register();
		assert_ok!(later.enrol(5));
		blocks(3);
		blocks_until(opening(id).since.at + CLAIM);
		assert_eq!(include(late.claim(id)), refused(TaskRefusal::EnrolledTooLate));
		assert_eq!(include(later.claim(id)), refused(TaskRefusal::EnrolledTooLate));
		assert_eq!(include(early.claim(id)), Ok(()));
	});
}

#[test]
fn its_word_is_good_to_its_end() {
	ExtBuilder.build_and_execute(|| {
		for (number, ahead) in [(0, 0), (1, DAY)] {
			let hand = Hand::new(number);
			hand.register();
			let expires = now() + ahead;
			let (origin, word) = (by(hand.owner.clone()), hand.word(expires));
			assert_ok!(Tasks::enrol(origin, hand.id(), hand.signer(), 1, expires, word));
		}
	});
}

#[test]
fn a_new_owner_takes_the_place_of_a_free_worker() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 2).remove(0);
		// A notice runs, so that the hook leaves the worker.
		Workers::<Test>::mutate(hand.id(), |worker| {
			worker.as_mut().unwrap().free_at = now() + 5_000
		});
		give(&hand.id(), &owner(7));
		assert_eq!(held(HoldReason::Stake, &hand.owner), 20 * JMT);
		let again = Hand::of(0, owner(7), KeyType::Ed25519);
		assert_noop!(again.enrol(1), Error::<Test>::AlreadyEnrolled);
		blocks_until(now() + 5_000);
		assert_ok!(again.enrol(1));
		assert_eq!(held(HoldReason::Stake, &hand.owner), 0);
		assert_eq!(held(HoldReason::Stake, &again.owner), 10 * JMT);
		assert_eq!(Totals::<Test>::get(), AllWorkers { workers: 1, units: 1 });
	});
}

mod reject {
	use super::*;

	/// The error of an enrolment of a registered device that a change has spoiled.
	fn refused_with(error: Error<Test>, units: u32, expires: i64) {
		ExtBuilder.build_and_execute(|| {
			let hand = Hand::new(0);
			hand.register();
			let expires = now().checked_add_signed(expires).unwrap();
			let (origin, word) = (by(hand.owner.clone()), hand.word(expires));
			assert_noop!(
				Tasks::enrol(origin, hand.id(), hand.signer(), units, expires, word),
				error
			);
		});
	}

	#[test]
	fn no_unit() {
		refused_with(Error::TooFewUnits, 0, 0);
	}

	#[test]
	fn more_than_a_hundred() {
		refused_with(Error::TooManyUnits, 101, 0);
		refused_with(Error::TooManyUnits, u32::MAX, 0);
	}

	#[test]
	fn an_end_that_has_passed() {
		refused_with(Error::EnrolmentExpired, 1, -1);
	}

	#[test]
	fn an_end_too_far_ahead() {
		refused_with(Error::ExpiresTooFar, 1, DAY as i64 + 1);
	}

	#[test]
	fn a_device_that_is_not_there_not_active_or_not_the_senders() {
		ExtBuilder.build_and_execute(|| {
			let hand = Hand::new(0);
			assert_noop!(hand.enrol(1), Error::<Test>::NotDevice);
			register(hand.public(), owner(1));
			assert_noop!(hand.enrol(1), Error::<Test>::NotOwner);
			hand.register();
			pause(&hand.id());
			assert_noop!(hand.enrol(1), Error::<Test>::NotActive);
		});
	}

	#[test]
	fn a_worker() {
		ExtBuilder.build_and_execute(|| {
			let hand = enrolled(0..1, 1).remove(0);
			assert_noop!(hand.enrol(2), Error::<Test>::AlreadyEnrolled);
		});
	}

	#[test]
	fn a_signature_over_something_else() {
		ExtBuilder.build_and_execute(|| {
			let (hand, other) = (Hand::new(0), Hand::new(1));
			hand.register();
			let expires = now() + 1_000;
			let enrol = |signer, until, word| {
				let origin = by(hand.owner.clone());
				Tasks::enrol(origin, hand.id(), signer, 1, until, word)
			};
			let bad = Error::<Test>::BadSignature;
			assert_noop!(enrol(hand.signer(), expires, other.word(expires)), bad);
			let bad = Error::<Test>::BadSignature;
			assert_noop!(enrol(other.signer(), expires, hand.word(expires)), bad);
			let bad = Error::<Test>::BadSignature;
			assert_noop!(enrol(hand.signer(), expires + 1, hand.word(expires)), bad);
			let foreign = Hand::of(0, owner(1), KeyType::Ed25519);
			let bad = Error::<Test>::BadSignature;
			assert_noop!(enrol(hand.signer(), expires, foreign.word(expires)), bad);
			let other_type = jmt_primitives::DeviceSignature::P256([1; 64]);
			assert_noop!(enrol(hand.signer(), expires, other_type), Error::<Test>::WrongKeyType);
		});
	}

	#[test]
	fn a_key_that_anybody_signs_for() {
		ExtBuilder.build_and_execute(|| {
			let hand = Hand::new(0);
			hand.register();
			let mut identity = [0; 32];
			identity[0] = 1;
			for weak in [Signer::Ed25519(identity), Signer::Sr25519([0; 32])] {
				let (origin, word) = (by(hand.owner.clone()), hand.word(now()));
				assert_noop!(
					Tasks::enrol(origin, hand.id(), weak, 1, now(), word),
					Error::<Test>::WeakKey
				);
			}
		});
	}

	#[test]
	fn an_owner_without_the_stake() {
		ExtBuilder.build_and_execute(|| {
			let hand = Hand::of(0, pauper(), KeyType::Ed25519);
			hand.register();
			assert!(hand.enrol(1).is_err());
			assert_eq!(Workers::<Test>::iter().count(), 0);
		});
	}
}
