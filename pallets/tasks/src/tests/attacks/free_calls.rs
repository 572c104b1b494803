//! Floods of calls that pay no fee.

use crate::{mock::*, Call};
use jmt_primitives::{
	authorized::{unknown_batch, unknown_seed, unknown_task, TaskRefusal},
	tasks::{Mode, Stage},
	DeviceSignature, Hash, KeyType,
};

#[test]
fn ten_thousand_invalid_calls_enter_no_pool_and_no_block() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..4, 5);
		let id = opened(terms(TWO_OF_THREE));
		blocks_until(opening(id).since.at + CLAIM);
		let seed = drawn(id).0;
		let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
		let forged = DeviceSignature::Ed25519([3; 64]);
		for number in 0..10_000u32 {
			let hand = &hands[usize::try_from(number).unwrap() % 4];
			// One in fifty costs the check of a signature.
			let (task, seed, unit) = match number % 50 {
				0..=15 => (id + u64::from(number) + 1, seed, 0),
				16..=31 => (id, Hash::from_low_u64_be(number.into()), 0),
				32..=48 => (id, seed, 5 + number),
				_ => (id, seed, number % 5),
			};
			let call = Call::claim { task, seed, unit, device: hand.id(), signature: forged };
			let refusal = in_pool(&call).unwrap_err();
			let known = [
				unknown_task(),
				unknown_seed(),
				TaskRefusal::UnitUnknown.into(),
				TaskRefusal::BadSignature.into(),
			];
			assert!(known.contains(&refusal), "{refusal:?}");
			if number % 10 == 9 {
				assert_eq!(include(call), Err(refusal));
			}
		}
		assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before);
		assert_eq!(FreeUsed::get(), 0);
	});
}

#[test]
fn other_bytes_of_the_same_step_have_the_same_tag() {
	ExtBuilder.build_and_execute(|| {
		let hand = Hand::of(0, owner(0), KeyType::Sr25519);
		hand.register();
		frame_support::assert_ok!(hand.enrol(5));
		blocks(1);
		let id = opened(terms(TWO_OF_THREE));
		blocks_until(opening(id).since.at + CLAIM);
		// Sr25519 signs with fresh randomness.
		let (first, second) = (hand.claim(id), hand.claim(id));
		assert_ne!(first, second);
		assert_eq!(in_pool(&first).unwrap().provides, in_pool(&second).unwrap().provides);
		assert_eq!(include(first), Ok(()));
		assert_eq!(include(second), refused(TaskRefusal::OwnerHasSlot));
	});
}

/// Of 40 workers that all claim at once, in any order: those that are let in are a few for each slot.
#[test]
fn a_full_crew_lets_in_lower_tickets_alone() {
	let mut all = 0;
	for posted in 0..10 {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..40, 20);
			blocks(posted);
			let id = opened(terms(TWO_OF_THREE));
			let begin = opening(id).since.at;
			let (seed, number) = drawn(id);
			let mut taken = 0;
			while now() <= begin + CLAIM {
				for hand in &hands {
					// A worker looks once before it sends.
					let unit = hand.ticket(&seed, number).1;
					if Tasks::check_claim(id, &seed, unit, &hand.id()).is_ok() {
						assert_eq!(include(hand.claim(id)), Ok(()));
						taken += 1;
					}
				}
				blocks(1);
			}
			assert!(taken >= 3, "{taken}");
			all += taken;
		});
	}
	// 5.9 a task on average in random order.
	assert!((30..=90).contains(&all), "{all} of ten tasks");
}

#[test]
fn claims_in_the_order_of_tickets_are_three() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..20, 20);
		let id = opened(terms(TWO_OF_THREE));
		blocks_until(opening(id).since.at + CLAIM);
		let (seed, number) = drawn(id);
		let mut sorted: Vec<_> = hands.iter().collect();
		sorted.sort_by_key(|hand| hand.ticket(&seed, number).0);
		let taken = sorted.iter().filter(|hand| include(hand.claim(id)).is_ok()).count();
		assert_eq!(taken, 3);
	});
}

#[test]
fn a_hundred_times_as_much_idle_stake_keeps_no_task_from_being_filled() {
	ExtBuilder.build_and_execute(|| {
		// 7 units that work, and 700 that never claim.
		let hands = enrolled(0..7, 1);
		for number in 7..14 {
			let idle = Hand::new(number);
			idle.register();
			frame_support::assert_ok!(idle.enrol(100));
		}
		blocks(1);
		let seven = Mode::Replicate { replicas: 7, quorum: 4, standing: None };
		let id = opened(terms(seven));
		let until = opening(id).since.at + CLAIM;
		blocks_until(until);
		let taken = hands.iter().filter(|hand| include(hand.claim(id)).is_ok()).count();
		assert_eq!(taken, 7);
		close_claims(id);
		assert!(matches!(stage(id), Stage::Running(_)));
	});
}

#[test]
fn nothing_can_be_claimed_before_its_seed_is_known() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		let id = post(terms(TWO_OF_THREE));
		for _ in 0..3 {
			let early = hand.claim_by(id, Hash::zero(), 0);
			assert_eq!(include(early), Err(unknown_batch()));
			blocks(1);
		}
	});
}
