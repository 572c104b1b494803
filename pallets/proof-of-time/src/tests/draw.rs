//! A draw ...

use crate::{mock::*, CurrentDraw, Days, Drawn, Event, OpenDraw, OpenWindow, Swept};
use frame_support::traits::Get;
use jmt_primitives::{
	proof_of_time::{drawn_bucket, WEIGHT_ONE},
	Draw, Hash, Invariants,
};
use proptest::prelude::*;

fn announced() -> Vec<Draw> {
	System::digest().logs.iter().filter_map(Draw::from_digest_item).collect()
}

fn current() -> OpenDraw {
	CurrentDraw::<Test>::get().unwrap()
}

#[test]
fn it_keeps_the_terms_of_its_time_within_their_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		TopShare::set(0);
		run_to(FIRST_SLOT);
		assert_eq!(current().terms.top_share, 1);
		TopShare::set(WEIGHT_ONE / 2);
		run_to(FIRST_SLOT + 1);
		assert_eq!(current().terms.top_share, 1);
		run_to_round(FIRST_ROUND + 1);
		assert_eq!(current().terms, TestTerms::get());
	});
}

#[test]
fn it_is_made_by_the_first_block_of_a_round_and_announced_in_its_header() {
	ExtBuilder::default().least_buckets(10).build_and_execute(|| {
		run_to(FIRST_SLOT);
		let draw = current().draw;
		assert_eq!((draw.day, draw.round), (10, FIRST_ROUND));
		assert_eq!(draw.bucket, drawn_bucket(&draw.hash, 10));
		assert_eq!(announced(), vec![draw]);
		assert_eq!(
			events(),
			vec![
				Event::DayStarted { day: 10, buckets: 10 },
				Event::RoundDrawn { round: FIRST_ROUND, bucket: draw.bucket },
			]
		);
		assert_eq!(
			current(),
			OpenDraw {
				draw,
				drawn_in: 1,
				last_slot: FIRST_SLOT + u64::from(WINDOW_SLOTS),
				at: (FIRST_SLOT - 1) * SLOT_MS,
				seed: today().seed,
				buckets: 10,
				seeded_in: 1,
				terms: TestTerms::get(),
			}
		);
		for _ in 1..ROUND_SLOTS {
			run_to(CurrentSlot::get() + 1);
			assert_eq!((announced(), events()), (vec![], vec![]));
			assert_eq!(current().draw, draw);
		}
		run_to(CurrentSlot::get() + 1);
		assert_eq!(announced(), vec![current().draw]);
		assert_eq!(current().draw.round, FIRST_ROUND + 1);
		assert_ne!(current().draw.hash, draw.hash);
	});
}

#[test]
fn it_waits_for_a_parent_with_an_output_and_closes_with_the_round() {
	ExtBuilder::default().build_and_execute(|| {
		Output::set(Some(None));
		run_to(FIRST_SLOT + 3);
		assert_eq!(CurrentDraw::<Test>::get(), None);
		assert!(announced().is_empty());
		Output::set(None);
		run_to(FIRST_SLOT + 4);
		assert_eq!(current().draw.round, FIRST_ROUND);
		assert_eq!(current().last_slot, FIRST_SLOT + u64::from(ROUND_SLOTS) - 1);
	});
}

#[test]
fn it_depends_on_the_output_and_the_round_but_not_on_the_slot() {
	let draw_at = |slot, output: u8| {
		ExtBuilder::default().build().execute_with(|| {
			Output::set(Some(Some(Hash::repeat_byte(output))));
			block_in(slot);
			(current().draw.hash, current().seed)
		})
	};
	let here = draw_at(FIRST_SLOT, 1);
	assert_eq!(draw_at(FIRST_SLOT + 2, 1), here);
	assert_ne!(draw_at(FIRST_SLOT, 2).0, here.0);
	assert_ne!(draw_at(FIRST_SLOT, 2).1, here.1);
	assert_ne!(draw_at(FIRST_SLOT + u64::from(ROUND_SLOTS), 1).0, here.0);
	assert_ne!(here.0, here.1);
}

#[test]
fn it_cuts_the_fleet_by_what_mined_when_the_day_began() {
	ExtBuilder::default().build_and_execute(|| {
		Target::set(4);
		let devices: Vec<_> = (0..9).map(register).collect();
		run_to_round(FIRST_ROUND);
		assert_eq!(today().buckets, 1);
		devices.iter().for_each(|device| device.answer().unwrap());
		run_to_round(FIRST_ROUND + 1);
		assert_eq!(today().buckets, 1, "fixed for the day");
		run_to_round(FIRST_ROUND + u64::from(ROUNDS_PER_DAY));
		assert_eq!(today().buckets, 3);
		LeastBuckets::set(5);
		run_to_round(FIRST_ROUND + 2 * u64::from(ROUNDS_PER_DAY));
		assert_eq!(today().buckets, 5);
	});
}

#[test]
fn it_is_missable_once_its_window_has_closed() {
	ExtBuilder::default().build_and_execute(|| {
		run_to(FIRST_SLOT + u64::from(WINDOW_SLOTS));
		assert!(Drawn::<Test>::get(10, 0).is_empty());
		assert_eq!(OpenWindow::<Test>::get().unwrap().blocks, WINDOW_SLOTS);
		run_to(FIRST_SLOT + u64::from(WINDOW_SLOTS) + 1);
		assert_eq!(OpenWindow::<Test>::get(), None);
		assert_eq!(Drawn::<Test>::get(10, 0).into_inner(), vec![0]);
		run_to(first_slot(FIRST_ROUND + 4));
		assert_eq!(Drawn::<Test>::get(10, 0).into_inner(), vec![0, 1, 2, 3]);
	});
}

#[test]
fn it_forgets_days_past_the_horizon_without_leaving_anything() {
	ExtBuilder::default().least_buckets(4).build_and_execute(|| {
		for round in FIRST_ROUND..FIRST_ROUND + 60 {
			run_to(first_slot(round + 1) - 1);
			assert!(Days::<Test>::get().len() as u32 <= HORIZON + 1);
			ProofOfTime::check().unwrap();
		}
		let oldest = Days::<Test>::get()[0].day;
		assert_eq!(oldest, today().day - HORIZON);
		assert_eq!(Swept::<Test>::get(), Some(oldest));
		assert!(Drawn::<Test>::iter().all(|(day, _, _)| day >= oldest));
		assert!(Drawn::<Test>::iter().count() > 0);
	});
}

#[test]
fn it_catches_up_with_sweeping_after_days_without_a_block() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_round(FIRST_ROUND + 5);
		let later = FIRST_ROUND + 4 * 30;
		for round in later..later + 80 {
			run_to_block_in_round(round);
		}
		assert_eq!(Swept::<Test>::get(), Some(Days::<Test>::get()[0].day));
	});
}

fn run_to_block_in_round(round: u64) {
	for slot in first_slot(round)..first_slot(round + 1) {
		block_in(slot);
	}
}

#[test]
fn it_draws_no_reward_while_nothing_mines() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_round(FIRST_ROUND + 10);
		assert_eq!(ledger().withdrawn, 0);
		assert_eq!(ledger().accrued_at, (first_slot(FIRST_ROUND + 10) - 1) * SLOT_MS);
		assert_eq!(Balances::free_balance(ProofOfTime::reward_pot()), 0);
	});
}

#[test]
fn it_pays_a_first_device_no_backlog() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND + 100);
		device.answer().unwrap();
		run_to_round(FIRST_ROUND + 101);
		device.answer().unwrap();
		assert_eq!(device.miner().earned, A_ROUND);
		assert_eq!(ledger().withdrawn, A_ROUND + ED);
	});
}

#[test]
fn it_waits_for_a_stream_that_has_too_little_for_the_pot_to_live() {
	ExtBuilder::default().available(ED).build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		run_to_round(FIRST_ROUND + 1);
		device.answer().unwrap();
		assert_eq!((ledger().withdrawn, Available::get()), (0, ED));
		Available::set(ED + 7);
		run_to_round(FIRST_ROUND + 2);
		device.answer().unwrap();
		assert_eq!((ledger().withdrawn, ledger().reserve), (ED + 7, ED));
		assert_eq!(device.miner().earned, 7);
	});
}

#[test]
fn it_gives_back_what_was_forfeited_since_the_one_before() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		run_to_round(FIRST_ROUND + 2);
		device.answer().unwrap();
		assert_eq!(ledger().to_return, 2 * A_ROUND);
		assert_eq!(GivenBack::get(), 0);
		run_to_round(FIRST_ROUND + 3);
		assert_eq!((ledger().to_return, GivenBack::get()), (0, 2 * A_ROUND));
		assert_eq!(ledger().forfeited, 2 * A_ROUND);
	});
}

#[test]
fn it_fits_the_configuration_that_the_integrity_test_asks_for() {
	use frame_support::traits::IntegrityTest;
	<ProofOfTime as IntegrityTest>::integrity_test();
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(32))]

	/// Slots, outages and clocks in any order draw each round once at most and break nothing.
	#[test]
	fn it_is_made_once_a_round_whatever_the_slots_and_the_clock(
		steps in prop::collection::vec((1u64..40, any::<u64>(), any::<bool>()), 1..60),
	) {
		ExtBuilder::default().least_buckets(3).build_and_execute(|| {
			let mut slot = FIRST_SLOT - 1;
			let mut rounds = Vec::new();
			for (step, clock, output) in steps {
				slot += step;
				Output::set((!output).then_some(None));
				block_in(slot);
				Timestamp::set_timestamp(clock);
				rounds.extend(announced().iter().map(|draw| draw.round));
				ProofOfTime::check().unwrap();
			}
			assert!(rounds.windows(2).all(|pair| pair[0] < pair[1]));
		});
	}
}
