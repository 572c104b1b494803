//! An answer ...

use crate::{mock::*, AnswerOutcome, CurrentDraw, Event, Miner, Miners, Miss};
use codec::Encode;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::{Authorize, Get, UnfilteredDispatchable},
	weights::Weight,
};
use frame_system::limits::{BlockLength, BlockWeights};
use jmt_primitives::{
	authorized::{ANSWER_TAG, ANSWER_TIER},
	proof_of_time::WEIGHT_ONE,
	KeyType,
};

fn outcome_of(device: &Signer) -> AnswerOutcome {
	device.answer().unwrap();
	match last_event() {
		Event::Answered { device: answered, round, outcome } => {
			assert_eq!((answered, round), (device.id(), newest_round()));
			outcome
		},
		other => panic!("{other:?}"),
	}
}

#[test]
fn it_starts_pay_with_the_first_answer() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		assert_eq!(ledger().weight, 0);
		assert_eq!(outcome_of(&device), AnswerOutcome::Started);
		let at = (FIRST_SLOT - 1) * SLOT_MS;
		assert_eq!(
			device.miner(),
			Miner {
				weight: WEIGHT_ONE,
				accumulator: 0,
				last_round: FIRST_ROUND,
				last_at: at,
				since: at,
				earned: 0,
			}
		);
		assert_eq!((ledger().weight, ledger().mining_devices), (WEIGHT_ONE.into(), 1));
		assert_eq!(ledger().withdrawn, 0);
	});
}

#[test]
fn it_pays_the_time_between_two_answers() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		run_to_round(FIRST_ROUND + 1);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: A_ROUND });
		run_to_round(FIRST_ROUND + 2);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: A_ROUND });
		assert_eq!(device.miner().earned, 2 * A_ROUND);
		assert_eq!(device.miner().since, (FIRST_SLOT - 1) * SLOT_MS);
		assert_eq!(ledger().withdrawn, 2 * A_ROUND + ED);
		assert_eq!(ledger().forfeited, 0);
	});
}

#[test]
fn it_pays_the_same_wherever_in_the_window_it_comes() {
	ExtBuilder::default().build_and_execute(|| {
		let (early, late) = (register(1), register(2));
		run_to_round(FIRST_ROUND);
		early.answer().unwrap();
		run_to(CurrentDraw::<Test>::get().unwrap().last_slot);
		late.answer().unwrap();
		run_to_round(FIRST_ROUND + 1);
		early.answer().unwrap();
		run_to(CurrentDraw::<Test>::get().unwrap().last_slot);
		late.answer().unwrap();
		assert_eq!(early.miner().earned, A_ROUND);
		assert_eq!(late.miner().earned, A_ROUND);
	});
}

#[test]
fn it_forfeits_the_time_since_the_last_answer_when_a_draw_was_missed() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		run_to_round(FIRST_ROUND + 2);
		assert_eq!(
			outcome_of(&device),
			AnswerOutcome::Forfeited { amount: 2 * A_ROUND, miss: Miss::Round(FIRST_ROUND + 1) }
		);
		assert_eq!(device.miner().earned, 0);
		assert_eq!(device.miner().since, (first_slot(FIRST_ROUND + 2) - 1) * SLOT_MS);
		assert_eq!((ledger().forfeited, ledger().to_return), (2 * A_ROUND, 2 * A_ROUND));
		// It starts anew from this answer, and the forfeit goes back with the next draw.
		run_to_round(FIRST_ROUND + 3);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: A_ROUND });
		assert_eq!((GivenBack::get(), ledger().to_return), (2 * A_ROUND, 0));
	});
}

#[test]
fn it_is_paid_across_draws_of_other_buckets() {
	ExtBuilder::default().least_buckets(3).build_and_execute(|| {
		let device = register(1);
		let mut asked = 0;
		let mut rounds = 0;
		for round in FIRST_ROUND..FIRST_ROUND + 12 {
			run_to_round(round);
			if device.is_asked() {
				match outcome_of(&device) {
					AnswerOutcome::Started => assert_eq!(asked, 0),
					outcome => {
						assert_eq!(outcome, AnswerOutcome::Earned { amount: rounds * A_ROUND })
					},
				}
				asked += 1;
				rounds = 0;
			}
			rounds += 1;
		}
		assert!((2..12).contains(&asked), "{asked}");
	});
}

#[test]
fn it_misses_nothing_while_the_chain_stood_still_in_the_window() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		// One block in the window is one too few.
		block_in(first_slot(FIRST_ROUND + 1));
		block_in(first_slot(FIRST_ROUND + 1) + 1);
		block_in(first_slot(FIRST_ROUND + 2));
		block_in(first_slot(FIRST_ROUND + 2) + 1);
		// From the time of the block before the first draw to that of the block before this one.
		let amount = A_ROUND / 3 + A_ROUND;
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount });
	});
}

#[test]
fn it_misses_a_draw_with_just_enough_blocks_in_the_window() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		block_in(first_slot(FIRST_ROUND + 1));
		block_in(first_slot(FIRST_ROUND + 1) + 3);
		block_in(first_slot(FIRST_ROUND + 1) + 4);
		block_in(first_slot(FIRST_ROUND + 2));
		block_in(first_slot(FIRST_ROUND + 2) + 1);
		assert!(matches!(outcome_of(&device), AnswerOutcome::Forfeited { .. }));
	});
}

/// Whether a device misses a draw whose window has so many blocks, in the first of which something happens.
fn misses(blocks: u64, spoilt: u64, mut spoil: impl FnMut()) -> bool {
	let device = register(1);
	run_to_round(FIRST_ROUND);
	device.answer().unwrap();
	run_to(first_slot(FIRST_ROUND + 1));
	for slot in 1..=blocks {
		block_in(first_slot(FIRST_ROUND + 1) + slot);
		if slot <= spoilt {
			spoil();
		}
	}
	let next = first_slot(FIRST_ROUND + 2);
	block_in(next);
	block_in(next + 1);
	match outcome_of(&device) {
		AnswerOutcome::Forfeited { miss, .. } => {
			assert_eq!(miss, Miss::Round(FIRST_ROUND + 1));
			true
		},
		AnswerOutcome::Earned { .. } => false,
		outcome => panic!("{outcome:?}"),
	}
}

/// A way of spoiling blocks, which takes the room out of all in which it happens.
fn it_takes_half_of_the_blocks_to_excuse(spoil: fn()) {
	for (enough, blocks, spoilt, missed) in [
		(4, 4, 0, true),
		(4, 4, 2, true),
		(4, 4, 3, false),
		(4, 3, 0, false),
		(3, 4, 2, true),
		(3, 4, 3, false),
		(1, 4, 3, true),
		(1, 4, 4, false),
		// No block at all is never enough.
		(0, 0, 0, false),
		(0, 1, 1, false),
		(0, 1, 0, true),
		// Nor is more asked of a window than it can hold.
		(40, 4, 0, true),
	] {
		ExtBuilder::default().build_and_execute(|| {
			MinWindowBlocks::set(enough);
			let found = misses(blocks, spoilt, spoil);
			assert_eq!(found, missed, "{enough} blocks, {spoilt} of {blocks} without room");
		});
	}
}

fn limits() -> BlockWeights {
	<Test as frame_system::Config>::BlockWeights::get()
}

/// Bytes of a block that what pays may take.
fn longest() -> u32 {
	let length: BlockLength = <Test as frame_system::Config>::BlockLength::get();
	*length.max.get(DispatchClass::Normal)
}

fn use_up(class: DispatchClass, weight: Weight) {
	System::register_extra_weight_unchecked(weight, class);
}

/// Half of what a block has for calls that pay.
fn half() -> Weight {
	limits().get(DispatchClass::Normal).max_total.unwrap().div(2)
}

/// The weight that leaves others no more of a block than two answers take.
fn all_but_two_answers() -> Weight {
	let base = limits().get(DispatchClass::Normal).base_extrinsic;
	let (weight, length) = LargestAnswer::get();
	let answer = weight.saturating_add(base).saturating_add_proof_size(length.into());
	let left = limits().max_block.saturating_sub(System::block_weight().total());
	left.saturating_sub(answer.saturating_mul(2))
}

#[test]
fn it_counts_no_block_whose_share_of_answers_was_full() {
	for (filled, missed) in [(3, true), (4, false)] {
		ExtBuilder::default().build_and_execute(|| {
			let crowd: Vec<_> = (0..4 * MAX_ANSWERS).map(|number| register(100 + number)).collect();
			let mut blocks = crowd.chunks(MAX_ANSWERS as usize);
			let found = misses(u64::from(WINDOW_SLOTS), filled, || {
				blocks.next().unwrap().iter().for_each(|device| device.answer().unwrap());
				assert!(crowd[0].answer().is_err());
			});
			assert_eq!(found, missed, "{filled} blocks were full of answers");
		});
	}
}

#[test]
fn it_misses_a_draw_when_the_share_was_almost_full() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		let crowd: Vec<_> = (1..MAX_ANSWERS).map(|number| register(100 + number)).collect();
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		run_to_round(FIRST_ROUND + 1);
		crowd.iter().for_each(|device| device.answer().unwrap());
		run_to_round(FIRST_ROUND + 2);
		assert!(matches!(outcome_of(&device), AnswerOutcome::Forfeited { .. }));
	});
}

#[test]
fn it_counts_no_block_that_calls_which_pay_have_filled_to_more_than_half() {
	it_takes_half_of_the_blocks_to_excuse(|| {
		use_up(DispatchClass::Normal, half().saturating_add(Weight::from_parts(1, 0)));
	});
}

#[test]
fn it_counts_no_block_that_operational_calls_have_filled() {
	it_takes_half_of_the_blocks_to_excuse(|| {
		let most = all_but_two_answers().saturating_add(Weight::from_parts(2, 0));
		use_up(DispatchClass::Operational, most);
	});
}

#[test]
fn it_counts_no_block_that_calls_of_all_classes_have_filled_together() {
	it_takes_half_of_the_blocks_to_excuse(|| {
		// A third is left to calls that pay, which have taken a quarter.
		use_up(DispatchClass::Operational, limits().max_block.div(3));
		use_up(DispatchClass::Mandatory, limits().max_block.div(3));
		use_up(DispatchClass::Normal, limits().max_block.div(4));
	});
}

#[test]
fn it_counts_no_block_that_hooks_have_filled() {
	it_takes_half_of_the_blocks_to_excuse(|| {
		use_up(DispatchClass::Mandatory, limits().max_block);
	});
}

#[test]
fn it_counts_no_block_that_is_long() {
	it_takes_half_of_the_blocks_to_excuse(|| {
		frame_system::BlockSize::<Test>::put(longest() / 2 + 1);
	});
}

#[test]
fn it_counts_a_block_that_is_half_full() {
	let fill: [fn(); 4] = [
		|| use_up(DispatchClass::Normal, half()),
		|| use_up(DispatchClass::Operational, all_but_two_answers()),
		|| {
			use_up(DispatchClass::Mandatory, limits().max_block.div(2));
			use_up(DispatchClass::Normal, limits().max_block.div(4));
		},
		|| frame_system::BlockSize::<Test>::put(longest() / 2),
	];
	for fill in fill {
		ExtBuilder::default().build_and_execute(|| {
			assert!(misses(u64::from(WINDOW_SLOTS), u64::MAX, fill));
		});
	}
}

#[test]
fn it_counts_no_block_in_which_a_migration_goes_on() {
	for (blocks, migrating, missed) in [(4, 2, true), (4, 3, false), (4, 4, false)] {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			run_to_round(FIRST_ROUND);
			device.answer().unwrap();
			run_to(first_slot(FIRST_ROUND + 1));
			for slot in 1..=blocks {
				Migrating::set(slot <= migrating);
				block_in(first_slot(FIRST_ROUND + 1) + slot);
				// The last of them ends within its block, which takes no transactions either.
				Migrating::set(false);
			}
			run_to_round(FIRST_ROUND + 2);
			let outcome = outcome_of(&device);
			assert_eq!(matches!(outcome, AnswerOutcome::Forfeited { .. }), missed, "{outcome:?}");
		});
	}
}

#[test]
fn it_uses_the_weight_that_stood_and_takes_the_new_one_from_here() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		weigh(&device.id(), without_unit(3 * WEIGHT_ONE));
		run_to_round(FIRST_ROUND + 1);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: A_ROUND });
		assert_eq!(ledger().weight, u128::from(3 * WEIGHT_ONE));
		run_to_round(FIRST_ROUND + 2);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: 3 * A_ROUND });
		weigh(&device.id(), without_unit(0));
		run_to_round(FIRST_ROUND + 3);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: 3 * A_ROUND });
		assert_eq!((ledger().weight, ledger().mining_devices), (0, 0));
	});
}

#[test]
fn it_is_paid_over_the_days_boundary() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		let last_of_day = FIRST_ROUND + u64::from(ROUNDS_PER_DAY) - 1;
		run_to_round(last_of_day);
		let (seed, day) = (today().seed, today().day);
		device.answer().unwrap();
		run_to_round(last_of_day + 1);
		assert_eq!(today().day, day + 1);
		assert_ne!(today().seed, seed);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: A_ROUND });
	});
}

#[test]
fn it_forfeits_for_a_miss_of_the_day_before() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		let last_of_day = FIRST_ROUND + u64::from(ROUNDS_PER_DAY) - 1;
		run_to_round(last_of_day - 1);
		device.answer().unwrap();
		run_to_round(last_of_day + 1);
		assert_eq!(
			outcome_of(&device),
			AnswerOutcome::Forfeited { amount: 2 * A_ROUND, miss: Miss::Round(last_of_day) }
		);
	});
}

#[test]
fn it_forfeits_unseen_beyond_the_horizon() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		let rounds = u64::from(ROUNDS_PER_DAY * (HORIZON + 1));
		run_to_round(FIRST_ROUND + rounds);
		let amount = u128::from(rounds) * A_ROUND;
		assert_eq!(
			outcome_of(&device),
			AnswerOutcome::Forfeited { amount, miss: Miss::BeyondHorizon }
		);
	});
}

#[test]
fn it_is_paid_after_a_stall_longer_than_the_horizon() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		let later = FIRST_ROUND + u64::from(ROUNDS_PER_DAY) * 40;
		block_in(first_slot(later));
		block_in(first_slot(later) + 1);
		// The parent's time was that of the last block before the stall.
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: A_ROUND / 3 });
		run_to_round(later + 1);
		let slots = first_slot(later + 1) - 1 - (FIRST_SLOT + 1);
		let amount = A_ROUND * u128::from(slots) / u128::from(ROUND_SLOTS);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount });
	});
}

#[test]
fn it_pays_time_that_jumped_ahead_at_the_ceiling_and_within_what_is_available() {
	let available = 50 * A_ROUND + ED;
	ExtBuilder::default().available(available).build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		Timestamp::set_timestamp((FIRST_SLOT + 6 * 1_000_000) * SLOT_MS);
		block_in(first_slot(FIRST_ROUND + 1));
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: 50 * A_ROUND });
		assert_eq!(Available::get(), 0);
		// The clock back where it was pays nothing, and harms nothing.
		run_to_round(FIRST_ROUND + 2);
		assert_eq!(outcome_of(&device), AnswerOutcome::Earned { amount: 0 });
	});
}

#[test]
fn it_shares_by_weight_when_the_stream_has_less_than_the_ceiling() {
	ExtBuilder::default().available(ED + 100).build_and_execute(|| {
		let (one, two) = (register(1), register(2));
		weigh(&two.id(), without_unit(2 * WEIGHT_ONE));
		run_to_round(FIRST_ROUND);
		one.answer().unwrap();
		two.answer().unwrap();
		run_to_round(FIRST_ROUND + 1);
		assert_eq!(outcome_of(&one), AnswerOutcome::Earned { amount: 33 });
		assert_eq!(outcome_of(&two), AnswerOutcome::Earned { amount: 66 });
		assert_eq!(ledger().pending(), ED + 100);
	});
}

#[test]
fn it_is_accepted_from_every_type_of_key() {
	ExtBuilder::default().build_and_execute(|| {
		let devices = KeyType::ALL.map(|key_type| Signer::new(key_type, 7));
		devices.iter().for_each(|device| enrol(device.public(), owner()));
		run_to_round(FIRST_ROUND);
		for device in &devices {
			assert_eq!(outcome_of(device), AnswerOutcome::Started);
		}
	});
}

#[test]
fn it_weighs_what_authorising_and_settling_it_take_together() {
	use crate::{costs, DaysKept, WeightInfo};
	ExtBuilder::default().build_and_execute(|| {
		for (key_type, authorising) in [
			(KeyType::Ed25519, <() as WeightInfo>::authorize_answer_ed25519()),
			(KeyType::P256, <() as WeightInfo>::authorize_answer_p256()),
		] {
			let device = Signer::new(key_type, 1);
			enrol(device.public(), owner());
			let info = device.answer_to(FIRST_ROUND).get_dispatch_info();
			// As of a device with a unit, the most that there may be to look at.
			let settling = <() as WeightInfo>::answer_with_unit(DaysKept::<Test>::get());
			assert_eq!(info.call_weight, authorising + settling);
			assert_eq!(device.answer_to(FIRST_ROUND).weight_of_authorize(), Weight::zero());
		}
		// It gives back the days that it did not look at.
		run_to_round(FIRST_ROUND + u64::from(ROUNDS_PER_DAY));
		let device = Signer::new(KeyType::P256, 1);
		let call = device.answer_to(newest_round());
		let origin = frame_system::RawOrigin::None.into();
		let taken = call.dispatch_bypass_filter(origin).unwrap().actual_weight;
		assert_eq!(taken, Some(costs::answer::<()>(KeyType::P256, 0, costs::Extent::Flat)));
		// And of one with a unit, of which there is more to look at, the unit.
		let device = Signer::new(KeyType::Ed25519, 2);
		enrol(device.public(), owner());
		weigh(&device.id(), with_unit(WEIGHT_ONE, 1, WEIGHT_ONE, 1));
		let call = device.answer_to(newest_round());
		let origin = frame_system::RawOrigin::None.into();
		let taken = call.dispatch_bypass_filter(origin).unwrap().actual_weight;
		assert_eq!(taken, Some(costs::answer::<()>(KeyType::Ed25519, 0, costs::Extent::Identity)));
		assert!(<() as WeightInfo>::answer_with_unit(0).all_gte(<() as WeightInfo>::answer(0)));
	});
}

#[test]
fn it_is_known_to_the_pool_by_round_and_device() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to(first_slot(FIRST_ROUND));
		let valid = in_pool(&device.answer_to(FIRST_ROUND)).unwrap();
		assert_eq!(valid.provides, vec![(ANSWER_TAG, FIRST_ROUND, device.id()).encode()]);
		assert!(valid.requires.is_empty());
		assert_eq!(valid.priority, ANSWER_TIER.priority());
		assert_eq!(valid.longevity, u64::from(WINDOW_SLOTS));
		assert!(valid.propagate);
		run_to(first_slot(FIRST_ROUND) + u64::from(WINDOW_SLOTS) - 1);
		assert_eq!(in_pool(&device.answer_to(FIRST_ROUND)).unwrap().longevity, 1);
	});
}

/// Registers a device whose every signature is another: sr25519 signs with fresh randomness.
fn register_sr25519(number: u32) -> Signer {
	let device = Signer::new(KeyType::Sr25519, number);
	enrol(device.public(), owner());
	device
}

#[test]
fn it_is_known_to_the_pool_as_the_same_whatever_its_signature() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register_sr25519(1);
		run_to(first_slot(FIRST_ROUND));
		let answers = [(); 2].map(|()| device.answer_to(FIRST_ROUND));
		assert_ne!(answers[0], answers[1]);
		let tags = answers.map(|answer| in_pool(&answer).unwrap().provides);
		assert_eq!(tags[0], vec![(ANSWER_TAG, FIRST_ROUND, device.id()).encode()]);
		assert_eq!(tags[0], tags[1]);
	});
}

#[test]
fn it_enters_the_pool_after_a_block_whose_share_was_full() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		(0..MAX_ANSWERS).for_each(|number| register_before(100 + number).answer().unwrap());
		assert_eq!(ProofOfTime::answers_in_block(), MAX_ANSWERS);
		assert!(device.answer().is_err());
		assert!(in_pool(&device.answer_to(FIRST_ROUND)).is_ok());
		run_to(first_slot(FIRST_ROUND) + 2);
		assert_eq!(outcome_of(&device), AnswerOutcome::Started);
	});
}

/// Registers a device as if before the first block.
fn register_before(number: u32) -> Signer {
	let device = register(number);
	Registered::mutate(|devices| devices.get_mut(&device.id()).unwrap().registered_in = 0);
	device
}

mod reject {
	use super::*;
	use crate::Call;
	use frame_support::{assert_noop, assert_storage_noop};
	use jmt_primitives::{
		authorized::{unknown_draw, unknown_round, AnswerRefusal},
		proof_of_time::signed,
		DeviceId, DeviceSignature, Hash,
	};
	use sp_runtime::{
		transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
		DispatchError,
	};

	fn refused(call: Call<Test>, reason: impl Into<TransactionValidityError>) {
		let reason = reason.into();
		assert_storage_noop!(assert_eq!(include(call.clone()), Err(reason)));
		assert_eq!(in_pool(&call), Err(reason));
	}

	#[test]
	fn it_is_from_somebody_who_signed_or_from_root() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			run_to_round(FIRST_ROUND);
			// Nor is it one that was authorised by an extension, while it travels bare.
			let authorized = frame_system::RawOrigin::Authorized.into();
			for origin in [RuntimeOrigin::signed(owner()), RuntimeOrigin::root(), authorized] {
				assert_noop!(
					device.answer_to(FIRST_ROUND).dispatch_bypass_filter(origin),
					DispatchError::BadOrigin
				);
			}
		});
	}

	#[test]
	fn it_answers_a_round_that_is_not_known_yet() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			refused(device.answer_to(FIRST_ROUND), unknown_round());
			run_to_round(FIRST_ROUND);
			refused(device.answer_to(FIRST_ROUND + 1), unknown_round());
		});
	}

	#[test]
	fn it_answers_a_round_without_a_draw() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			run_to_round(FIRST_ROUND);
			Output::set(Some(None));
			run_to_round(FIRST_ROUND + 2);
			refused(device.answer_to(FIRST_ROUND + 1), AnswerRefusal::NoDraw);
			// The newest round may still draw.
			refused(device.answer_to(FIRST_ROUND + 2), unknown_round());
		});
	}

	#[test]
	fn it_comes_after_the_window() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			run_to(first_slot(FIRST_ROUND) + u64::from(WINDOW_SLOTS));
			// The last slot of the window is this block's: the pool knows that the next one is late.
			assert_eq!(in_pool(&device.answer_to(FIRST_ROUND)), Err(AnswerRefusal::Late.into()));
			let call = device.answer_to(FIRST_ROUND);
			assert!(call.authorize(TransactionSource::InBlock).unwrap().is_ok());
			run_to(first_slot(FIRST_ROUND) + u64::from(WINDOW_SLOTS) + 1);
			refused(device.answer_to(FIRST_ROUND), AnswerRefusal::Late);
		});
	}

	#[test]
	fn it_answers_an_older_round() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			run_to_round(FIRST_ROUND);
			let call = device.answer_to(FIRST_ROUND);
			run_to_round(FIRST_ROUND + 1);
			refused(call, AnswerRefusal::Late);
		});
	}

	#[test]
	fn it_is_one_too_many_for_the_block() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			run_to_round(FIRST_ROUND);
			(0..MAX_ANSWERS).for_each(|number| register_before(100 + number).answer().unwrap());
			assert_storage_noop!(assert_eq!(
				device.answer(),
				Err(InvalidTransaction::ExhaustsResources.into())
			));
		});
	}

	#[test]
	fn it_is_by_a_device_that_is_not_registered() {
		ExtBuilder::default().build_and_execute(|| {
			run_to_round(FIRST_ROUND);
			let device = Signer::new(KeyType::Ed25519, 1);
			refused(device.answer_to(FIRST_ROUND), AnswerRefusal::NotRegistered);
		});
	}

	#[test]
	fn it_is_by_a_paused_device() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			run_to_round(FIRST_ROUND);
			pause(&device.id());
			refused(device.answer_to(FIRST_ROUND), AnswerRefusal::NotActive);
		});
	}

	#[test]
	fn it_is_by_a_key_registered_after_the_days_seed_was_known() {
		ExtBuilder::default().build_and_execute(|| {
			run_to(FIRST_SLOT);
			let same_block = register(1);
			run_to_round(FIRST_ROUND + 1);
			let later = register(2);
			refused(same_block.answer_to(FIRST_ROUND + 1), AnswerRefusal::TooYoung);
			refused(later.answer_to(FIRST_ROUND + 1), AnswerRefusal::TooYoung);
			run_to_round(FIRST_ROUND + u64::from(ROUNDS_PER_DAY));
			assert_eq!(outcome_of(&same_block), AnswerOutcome::Started);
			assert_eq!(outcome_of(&later), AnswerOutcome::Started);
		});
	}

	#[test]
	fn it_is_by_a_device_of_another_bucket() {
		ExtBuilder::default().least_buckets(2).build_and_execute(|| {
			let devices: Vec<_> = (0..16).map(register).collect();
			run_to_round(FIRST_ROUND);
			let (asked, spared): (Vec<_>, Vec<_>) =
				devices.iter().partition(|device| device.is_asked());
			assert!(!asked.is_empty() && !spared.is_empty());
			for device in spared {
				refused(device.answer_to(FIRST_ROUND), AnswerRefusal::NotChallenged);
			}
			asked.iter().for_each(|device| device.answer().unwrap());
			// Nor is the registry asked for one that is not there: it may have to look at many domains.
			let strangers = (16..32).map(|number| Signer::new(KeyType::Ed25519, number));
			let (asked, spared): (Vec<_>, Vec<_>) = strangers.partition(Signer::is_asked);
			for (devices, reason) in
				[(asked, AnswerRefusal::NotRegistered), (spared, AnswerRefusal::NotChallenged)]
			{
				assert!(!devices.is_empty());
				for device in devices {
					refused(device.answer_to(FIRST_ROUND), reason);
				}
			}
		});
	}

	#[test]
	fn it_is_to_the_draw_of_another_branch() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			run_to_round(FIRST_ROUND);
			let foreign = device.answer_to_draw(FIRST_ROUND, Hash::repeat_byte(1));
			refused(foreign, unknown_draw());
			device.answer().unwrap();
		});
	}

	#[test]
	fn it_is_a_replay() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			run_to_round(FIRST_ROUND);
			let call = device.answer_to(FIRST_ROUND);
			include(call.clone()).unwrap();
			refused(call, AnswerRefusal::AlreadyAnswered);
			assert_eq!(Miners::<Test>::iter().count(), 1);
		});
	}

	#[test]
	fn it_is_another_signature_over_a_draw_that_is_answered() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register_sr25519(1);
			run_to_round(FIRST_ROUND);
			let [first, second] = [(); 2].map(|()| device.answer_to(FIRST_ROUND));
			assert_ne!(first, second);
			assert!(in_pool(&second).is_ok());
			include(first).unwrap();
			// In the same block, and in the next one of the window.
			refused(second.clone(), AnswerRefusal::AlreadyAnswered);
			run_to(CurrentSlot::get() + 1);
			refused(second, AnswerRefusal::AlreadyAnswered);
		});
	}

	#[test]
	fn it_is_signed_by_another_type_of_key() {
		ExtBuilder::default().build_and_execute(|| {
			let device = register(1);
			let other = Signer::new(KeyType::Sr25519, 1);
			run_to_round(FIRST_ROUND);
			let draw = CurrentDraw::<Test>::get().unwrap().draw.hash;
			let signature = other.sign_draw(FIRST_ROUND, &draw);
			let call = Call::answer { round: FIRST_ROUND, draw, device: device.id(), signature };
			refused(call, AnswerRefusal::WrongKeyType);
		});
	}

	#[test]
	fn it_is_signed_over_anything_else() {
		ExtBuilder::default().build_and_execute(|| {
			let (device, other) = (register(1), register(2));
			run_to_round(FIRST_ROUND);
			let genesis = System::block_hash(0);
			let draw = CurrentDraw::<Test>::get().unwrap().draw.hash;
			let foreign = Hash::repeat_byte(1);
			let payload = |genesis: &Hash, round, draw: &Hash, device: &DeviceId| {
				signed::answer(genesis, round, draw, device)
			};
			let right = payload(&genesis, FIRST_ROUND, &draw, &device.id());
			let wrong: [DeviceSignature; 6] = [
				other.sign(&right),
				device.sign(&payload(&foreign, FIRST_ROUND, &draw, &device.id())),
				device.sign(&payload(&genesis, FIRST_ROUND + 1, &draw, &device.id())),
				device.sign(&payload(&genesis, FIRST_ROUND, &foreign, &device.id())),
				device.sign(&payload(&genesis, FIRST_ROUND, &draw, &other.id())),
				device.sign(&right[1..]),
			];
			for signature in wrong {
				let call =
					Call::answer { round: FIRST_ROUND, draw, device: device.id(), signature };
				refused(call, AnswerRefusal::BadSignature);
			}
			let signature = device.sign(&right);
			let call = Call::answer { round: FIRST_ROUND, draw, device: device.id(), signature };
			include(call).unwrap();
		});
	}
}
