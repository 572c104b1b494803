//! Claiming a slot.

use crate::{mock::*, Event, Workers};
use frame_support::{assert_ok, BoundedVec};
use jmt_primitives::{
	authorized::{unknown_batch, unknown_seed, unknown_task, TaskRefusal, TASK_TAG},
	tasks::{threshold, Audience, Bench, Mode, Stage, Terms},
	Hash, KeyType, JMT,
};
use sp_runtime::transaction_validity::InvalidTransaction;

/// Hands in the order of their lowest tickets.
fn sorted(id: u64, hands: &[Hand]) -> Vec<&Hand> {
	let (seed, number) = drawn(id);
	let mut sorted: Vec<_> = hands.iter().collect();
	sorted.sort_by_key(|hand| hand.ticket(&seed, number).0);
	sorted
}

/// Lets the window for claims of a task come to its last moment.
fn wait(id: u64) {
	blocks_until(opening(id).since.at + CLAIM);
}

#[test]
fn it_takes_a_slot_and_reserves_the_bond() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 5).remove(0);
		let id = opened(terms(TWO_OF_THREE));
		wait(id);
		let before = wealth(&hand.owner);
		assert_eq!(include(hand.claim(id)), Ok(()));
		assert_eq!((hand.worker().reserved, hand.worker().open), (BOND, 1));
		assert_eq!((wealth(&hand.owner), hand.worker().staked), (before, 50 * JMT));
		let (seed, number) = drawn(id);
		let (ticket, _) = hand.ticket(&seed, number);
		let claimed = Event::Claimed { task: id, bench: Bench::Crew, device: hand.id(), ticket };
		assert_eq!(take_events(), vec![claimed]);
		assert_eq!(FreeUsed::get(), 1);
	});
}

#[test]
fn it_provides_a_tag_of_task_device_and_step() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..2, 5);
		let id = opened(terms(TWO_OF_THREE));
		wait(id);
		let first = in_pool(&hands[0].claim(id)).unwrap();
		let (seed, number) = drawn(id);
		let other_unit = (hands[0].ticket(&seed, number).1 + 1) % 5;
		let second = in_pool(&hands[0].claim_by(id, seed, other_unit)).unwrap();
		assert_eq!(first.provides, second.provides);
		assert_ne!(first.provides, in_pool(&hands[1].claim(id)).unwrap().provides);
		let tag = (TASK_TAG, (task(id).terms_hash, hands[0].id(), 0u8));
		assert_eq!(first.provides, vec![codec::Encode::encode(&tag)]);
	});
}

#[test]
fn the_lowest_tickets_have_the_slots_in_any_order() {
	for reversed in [false, true] {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..6, 5);
			let id = opened(terms(TWO_OF_THREE));
			wait(id);
			let sorted = sorted(id, &hands);
			let mut order = sorted.clone();
			if reversed {
				order.reverse();
			}
			let taken = order.iter().filter(|hand| include(hand.claim(id)).is_ok()).count();
			assert_eq!(taken, if reversed { 6 } else { 3 });
			let mut slots: Vec<_> =
				task(id).crew.slots.iter().map(|slot| (slot.ticket, slot.device)).collect();
			slots.sort();
			let devices: Vec<_> = slots.into_iter().map(|(_, device)| device).collect();
			let lowest: Vec<_> = sorted.iter().take(3).map(|hand| hand.id()).collect();
			assert_eq!(devices, lowest);
			for hand in &hands {
				let open = u32::from(lowest.contains(&hand.id()));
				assert_eq!(
					(hand.worker().open, hand.worker().reserved),
					(open, BOND * u128::from(open))
				);
			}
		});
	}
}

#[test]
fn a_displaced_worker_has_its_bond_at_once() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..4, 5);
		let id = opened(terms(TWO_OF_THREE));
		wait(id);
		let sorted = sorted(id, &hands);
		for hand in &sorted[1..] {
			assert_eq!(include(hand.claim(id)), Ok(()));
		}
		take_events();
		assert_eq!(include(sorted[0].claim(id)), Ok(()));
		let last = sorted[3];
		assert!(take_events().contains(&Event::Displaced { task: id, device: last.id() }));
		assert_eq!((last.worker().open, last.worker().reserved), (0, 0));
		// It had been displaced, and so may leave.
		assert_ok!(Tasks::set_stake(by(last.owner.clone()), last.id(), 0));
		assert!(Workers::<Test>::get(last.id()).is_none());
	});
}

#[test]
fn a_ticket_may_as_soon_as_the_threshold_reaches_it() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..20, 1);
		// Stake that never claims: of 2,020 units some are good at first, and some never.
		enrolled(20..40, 100);
		let id = opened(terms(TWO_OF_THREE));
		let begin = opening(id).since.at;
		let (seed, number) = drawn(id);
		let mut seen = [0, 0];
		while now() <= begin + CLAIM {
			let highest = threshold(2_020, 3, now() - begin, CLAIM);
			for hand in &hands {
				let may = hand.ticket(&seed, number).0 <= highest;
				let refusal = in_pool(&hand.claim(id)).err();
				let expected = (!may).then(|| TaskRefusal::TicketTooHigh.into());
				assert_eq!(refusal, expected);
				seen[usize::from(may)] += 1;
			}
			blocks(1);
		}
		assert!(seen.iter().all(|seen| *seen > 20), "{seen:?}");
	});
}

#[test]
fn the_last_moment_is_in_time_and_five_blocks_with_room_are_made() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..6, 5);
		let id = opened(terms(Mode::Replicate { replicas: 7, quorum: 4, standing: None }));
		let until = opening(id).since.at + CLAIM;
		for (at, hand) in [(until - 1, &hands[0]), (until, &hands[1])] {
			blocks_until(at);
			assert!(in_pool(&hand.claim(id)).is_ok());
			assert_eq!(include(hand.claim(id)), Ok(()));
		}
		let late = hands[2].claim(id);
		block_after(1);
		let refusal = TaskRefusal::Late.into();
		assert_eq!(in_pool(&late).map(|_| ()), Err(refusal));
		assert_eq!(include(late), refused(TaskRefusal::Late));
	});
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..6, 5);
		let id = opened(terms(TWO_OF_THREE));
		HasRoom::set(false);
		blocks_until(opening(id).since.at + 10 * CLAIM);
		assert_eq!(include(hands[0].claim(id)), Ok(()));
		HasRoom::set(true);
		// Those made so far, the open one included.
		while Roomy::get() - opening(id).since.roomy < 4 {
			blocks(1);
		}
		assert_eq!(include(hands[1].claim(id)), Ok(()));
		let late = hands[2].claim(id);
		blocks(1);
		assert_eq!(include(late), refused(TaskRefusal::Late));
	});
}

#[test]
fn a_work_key_of_sr25519_is_good_too() {
	ExtBuilder.build_and_execute(|| {
		let hand = Hand::of(0, owner(0), KeyType::Sr25519);
		hand.register();
		assert_ok!(hand.enrol(5));
		blocks(1);
		let id = opened(terms(TWO_OF_THREE));
		wait(id);
		assert_eq!(include(hand.claim(id)), Ok(()));
	});
}

#[test]
fn named_workers_need_no_luck() {
	ExtBuilder.build_and_execute(|| {
		let hands = enrolled(0..40, 100);
		let owners: Vec<_> = hands.iter().take(8).map(|hand| hand.owner.clone()).collect();
		let audience = Audience::Owners(BoundedVec::try_from(owners).unwrap());
		let id = opened(Terms { audience, ..terms(TWO_OF_THREE) });
		let sorted = sorted(id, &hands[..8]);
		// The highest of them, at the very begin.
		assert_eq!(include(sorted[7].claim(id)), Ok(()));
		assert_eq!(include(hands[8].claim(id)), refused(TaskRefusal::NotNamed));
	});
}

#[test]
fn a_worker_with_stake_for_three_has_three_slots() {
	ExtBuilder.build_and_execute(|| {
		let hand = enrolled(0..1, 1).remove(0);
		let dear = Terms { pay: JMT / 10, ..terms(OPTIMISTIC) };
		let ids: Vec<_> = (0..10).map(|_| post(dear.clone())).collect();
		blocks(3);
		wait(ids[0]);
		let taken = ids.iter().filter(|id| include(hand.claim(**id)).is_ok()).count();
		// 3.2 JMT each, of 10.
		assert_eq!(taken, 3);
		assert_eq!(hand.worker().reserved, 96 * JMT / 10);
		assert_eq!(include(hand.claim(ids[9])), refused(TaskRefusal::StakeTooSmall));
	});
}

mod reject {
	use super::*;

	#[test]
	fn a_task_or_a_seed_that_is_not_known_here() {
		ExtBuilder.build_and_execute(|| {
			let hand = enrolled(0..1, 5).remove(0);
			let id = post(terms(TWO_OF_THREE));
			let early = hand.claim_by(id, Hash::zero(), 0);
			assert_eq!(include(early), Err(unknown_batch()));
			blocks(3);
			wait(id);
			let other = hand.claim_by(id, Hash::repeat_byte(1), 0);
			assert_eq!(include(other), Err(unknown_seed()));
			let crate::Call::claim { seed, unit, device, signature, .. } = hand.claim(id) else {
				panic!("a claim")
			};
			let nowhere = crate::Call::claim { task: id + 1, seed, unit, device, signature };
			assert_eq!(include(nowhere), Err(unknown_task()));
		});
	}

	#[test]
	fn a_device_that_does_not_work() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..2, 5);
			let id = opened(terms(TWO_OF_THREE));
			wait(id);
			let claim = hands[0].claim(id);
			assert_ok!(Tasks::set_stake(by(hands[0].owner.clone()), hands[0].id(), 0));
			assert_eq!(include(claim), refused(TaskRefusal::NotEnrolled));
			pause(&hands[1].id());
			assert_eq!(include(hands[1].claim(id)), refused(TaskRefusal::NotActive));
		});
	}

	#[test]
	fn a_device_that_left_or_has_another_owner() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..2, 5);
			for hand in &hands {
				// A notice runs, so that the worker stays.
				let far = now() + DAY;
				Workers::<Test>::mutate(hand.id(), |worker| worker.as_mut().unwrap().free_at = far);
			}
			let id = opened(terms(TWO_OF_THREE));
			wait(id);
			remove(&hands[0].id());
			assert_eq!(include(hands[0].claim(id)), refused(TaskRefusal::NotActive));
			give(&hands[1].id(), &owner(9));
			assert_eq!(include(hands[1].claim(id)), refused(TaskRefusal::NotActive));
		});
	}

	#[test]
	fn a_unit_that_is_not_there() {
		ExtBuilder.build_and_execute(|| {
			let hand = enrolled(0..1, 5).remove(0);
			let id = opened(terms(TWO_OF_THREE));
			wait(id);
			let seed = drawn(id).0;
			assert_eq!(include(hand.claim_by(id, seed, 5)), refused(TaskRefusal::UnitUnknown));
			assert_eq!(
				include(hand.claim_by(id, seed, u32::MAX)),
				refused(TaskRefusal::UnitUnknown)
			);
			assert_eq!(include(hand.claim_by(id, seed, 4)), Ok(()));
		});
	}

	#[test]
	fn the_client_and_a_second_slot_of_an_owner() {
		ExtBuilder.build_and_execute(|| {
			let own = Hand::of(50, client(), KeyType::Ed25519);
			let hands = [Hand::new(0), Hand::of(1, owner(0), KeyType::Ed25519)];
			for hand in hands.iter().chain([&own]) {
				hand.register();
				assert_ok!(hand.enrol(5));
			}
			blocks(1);
			let id = opened(terms(TWO_OF_THREE));
			wait(id);
			assert_eq!(include(own.claim(id)), refused(TaskRefusal::IsClient));
			assert_eq!(include(hands[0].claim(id)), Ok(()));
			assert_eq!(include(hands[1].claim(id)), refused(TaskRefusal::OwnerHasSlot));
			assert_eq!(include(hands[0].claim(id)), refused(TaskRefusal::OwnerHasSlot));
		});
	}

	#[test]
	fn a_device_that_a_rule_leaves_out() {
		ExtBuilder.build_and_execute(|| {
			let hand = enrolled(0..1, 5).remove(0);
			Barred::mutate(|barred| barred.insert(hand.id()));
			let id = opened(terms(TWO_OF_THREE));
			wait(id);
			assert_eq!(include(hand.claim(id)), refused(TaskRefusal::NotEligible));
		});
	}

	#[test]
	fn a_signature_of_another_key_or_over_something_else() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..2, 5);
			let ids = [post(terms(TWO_OF_THREE)), post(terms(TWO_OF_THREE))];
			blocks(3);
			let id = ids[0];
			wait(id);
			let crate::Call::claim { seed, unit, device, signature, .. } = hands[0].claim(id)
			else {
				panic!("a claim")
			};
			let with = |task, unit, device, signature| {
				include(crate::Call::claim { task, seed, unit, device, signature })
			};
			let bad = refused(TaskRefusal::BadSignature);
			assert_eq!(with(ids[1], unit, device, signature), bad);
			assert_eq!(with(id, (unit + 1) % 5, device, signature), bad);
			assert_eq!(with(id, unit, hands[1].id(), signature), bad);
			let other = jmt_primitives::DeviceSignature::Sr25519([0; 64]);
			assert_eq!(with(id, unit, device, other), refused(TaskRefusal::WrongKeyType));
			let forged = jmt_primitives::DeviceSignature::Ed25519([0; 64]);
			assert_eq!(with(id, unit, device, forged), bad);
			// Nor is one of another step good.
			let commitment = jmt_primitives::tasks::Commitment(seed);
			let crate::Call::commit { signature, .. } = hands[0].commit_to(id, commitment) else {
				panic!("a commitment")
			};
			assert_eq!(with(id, unit, device, signature), bad);
		});
	}

	#[test]
	fn one_for_which_the_block_has_no_room() {
		ExtBuilder.build_and_execute(|| {
			let hand = enrolled(0..1, 5).remove(0);
			let id = opened(terms(TWO_OF_THREE));
			wait(id);
			FreeRoom::set(0);
			assert_eq!(include(hand.claim(id)), Err(InvalidTransaction::ExhaustsResources.into()));
			// One that is bad for good is not kept for the next block.
			let seed = drawn(id).0;
			assert_eq!(include(hand.claim_by(id, seed, 5)), refused(TaskRefusal::UnitUnknown));
		});
	}

	#[test]
	fn one_in_every_later_stage() {
		ExtBuilder.build_and_execute(|| {
			let hands = enrolled(0..4, 5);
			let [a, b, c, d] = &hands[..] else { panic!("four") };
			let id = opened(terms(TWO_OF_THREE));
			wait(id);
			let late = d.claim(id);
			for hand in [a, b, c] {
				assert_eq!(include(hand.claim(id)), Ok(()));
			}
			close_claims(id);
			let refused_now = || assert_eq!(include(late.clone()), refused(TaskRefusal::Late));
			refused_now();
			let results = [(a, right()), (b, right()), (c, right())];
			all_commit(id, &results);
			refused_now();
			all_reveal(id, &results);
			assert!(matches!(stage(id), Stage::Ended(_)));
			refused_now();
			assert_ok!(Tasks::collect(by(client()), id));
			assert_eq!(include(late.clone()), Err(unknown_task()));
		});
	}

	#[test]
	fn a_call_that_was_not_authorised() {
		use frame_support::traits::UnfilteredDispatchable;
		ExtBuilder.build_and_execute(|| {
			let hand = enrolled(0..1, 5).remove(0);
			let id = opened(terms(TWO_OF_THREE));
			wait(id);
			let paid = hand.claim(id).dispatch_bypass_filter(by(stranger()));
			assert_eq!(paid.unwrap_err().error, sp_runtime::DispatchError::BadOrigin);
		});
	}
}
