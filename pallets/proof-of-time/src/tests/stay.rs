//! An unbroken stay ...

use crate::{mock::*, Miner, Miss};
use frame_support::assert_ok;
use jmt_primitives::{
	proof_of_time::{stay_factor, WEIGHT_ONE},
	time::DAY_MS,
	Moment,
};

const DAYS: u32 = 180;
const MOST: u64 = 2 * WEIGHT_ONE;

/// The factor of a record at a moment.
fn factor(miner: &Miner, now: Moment) -> u64 {
	stay_factor(now - miner.since, DAYS, MOST)
}

/// The factors of a device that answers every ten minutes, at the end of each day, and misses a draw once in so many
/// days.
fn lived(days: u64, every: u64) -> Vec<u64> {
	const STEP: Moment = 600_000;
	let mut miner = Miner::default();
	let mut factors = Vec::new();
	for day in 1..=days {
		for step in 1..=DAY_MS / STEP {
			let now = (day - 1) * DAY_MS + step * STEP;
			if day % every == 0 && step == 1 {
				miner.break_stay(now);
			}
			miner.last_at = now;
		}
		factors.push(factor(&miner, day * DAY_MS));
	}
	factors
}

#[test]
fn it_grows_by_whole_days_up_to_twice_the_weight() {
	let factors = lived(400, u64::MAX);
	assert_eq!(factors[0], WEIGHT_ONE + WEIGHT_ONE / 180);
	assert_eq!(factors[89], WEIGHT_ONE + WEIGHT_ONE / 2);
	assert_eq!(factors[178], WEIGHT_ONE + WEIGHT_ONE * 179 / 180);
	assert!(factors[179..].iter().all(|factor| *factor == MOST));
}

#[test]
fn it_settles_near_a_half_when_a_draw_is_missed_once_in_ten_days() {
	let factors = lived(2_000, 10);
	let settled = &factors[1_000..];
	let (least, most) = (settled.iter().min().unwrap(), settled.iter().max().unwrap());
	// From 90 days right after a miss to 100 right before the next.
	assert!((1_490_000..=1_500_000).contains(least), "{least}");
	assert!((1_540_000..=1_560_000).contains(most), "{most}");
	// More misses keep less, fewer keep more.
	let mean = |every| {
		let factors = lived(2_000, every);
		factors[1_000..].iter().sum::<u64>() / 1_000
	};
	assert!(mean(2) < 1_150_000 && mean(5) < mean(10) && mean(10) < mean(20));
	assert!(mean(40) > 1_950_000);
}

#[test]
fn it_loses_a_tenth_and_the_interval_with_a_miss() {
	let mut miner = Miner { since: 1_000, last_at: 2_003, ..Default::default() };
	miner.break_stay(5_000);
	// 1,003 ms were gathered, of which 101 go; the 2,997 ms since then do not count.
	assert_eq!(miner.since, 5_000 - 902);
	// A record without a stay has none afterwards either.
	let mut fresh = Miner { since: 7, last_at: 7, ..Default::default() };
	fresh.break_stay(9);
	assert_eq!(fresh.since, 9);
}

#[test]
fn it_is_broken_by_a_miss_on_the_chain_and_by_a_report() {
	ExtBuilder::default().build_and_execute(|| {
		let (misses, reported) = (register(1), register(2));
		for round in 0..=10 {
			run_to_round(FIRST_ROUND + round);
			[&misses, &reported].into_iter().for_each(|device| device.answer().unwrap());
		}
		let began = (FIRST_SLOT - 1) * SLOT_MS;
		let gathered = 10 * Moment::from(ROUND_SLOTS) * SLOT_MS;
		for device in [&misses, &reported] {
			assert_eq!((device.miner().since, device.miner().last_at), (began, began + gathered));
		}
		run_to_round(FIRST_ROUND + 12);
		let who = RuntimeOrigin::signed(stranger());
		assert_ok!(ProofOfTime::report_silent(who, reported.id(), Miss::Round(FIRST_ROUND + 11)));
		for device in [&misses, &reported] {
			device.answer().unwrap();
			let now = device.miner().last_at;
			assert_eq!(device.miner().since, now - gathered / 10 * 9);
			// The answer was weighed with what is left.
			assert_eq!(Gathered::get(), gathered / 10 * 9);
		}
		// Both are unbroken from here.
		run_to_round(FIRST_ROUND + 13);
		misses.answer().unwrap();
		assert_eq!(Gathered::get(), gathered / 10 * 9 + Moment::from(ROUND_SLOTS) * SLOT_MS);
	});
}

#[test]
fn it_is_told_to_the_weight_with_the_first_answer() {
	ExtBuilder::default().build_and_execute(|| {
		let device = register(1);
		run_to_round(FIRST_ROUND);
		Gathered::set(7);
		device.answer().unwrap();
		assert_eq!(Gathered::get(), 0);
	});
}
