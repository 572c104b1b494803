//! Tickets and thresholds, and what a share of the stake gets by them.

use super::samples::SEED;
use jmt_primitives::{
	tasks::{is_audited, threshold, ticket, wait, Ticket, AUDITED_ONE_IN},
	DeviceId, Hash,
};
use proptest::prelude::*;
use sp_crypto_hashing::blake2_256;
use std::{num::NonZero, ops::Range, thread};

/// A window of 8 s, so that an eighth is a second.
const WINDOW: u64 = 8_000;

fn device(number: u64) -> DeviceId {
	DeviceId(blake2_256(&number.to_le_bytes()).into())
}

fn of(number: u64, device: &DeviceId, unit: u32) -> Ticket {
	ticket(&SEED, number, device, unit)
}

/// Counts the tasks of which something is true, on all processors.
fn count(tasks: Range<u64>, is: impl Fn(u64) -> bool + Sync) -> u64 {
	let threads = thread::available_parallelism().map_or(1, NonZero::get);
	let step = NonZero::new(threads).unwrap();
	thread::scope(|scope| {
		let parts: Vec<_> = (0..threads)
			.map(|part| {
				let (tasks, is) = (tasks.clone().skip(part).step_by(step.get()), &is);
				scope.spawn(move || tasks.filter(|task| is(*task)).count())
			})
			.collect();
		parts.into_iter().map(|part| part.join().unwrap() as u64).sum()
	})
}

/// Numbers of tasks are those of an optimised build. Without, a hash takes a hundred times as long.
const fn scaled(tasks: u64) -> u64 {
	if cfg!(debug_assertions) {
		tasks / 40
	} else {
		tasks
	}
}

/// Fails where a count is more than three standard deviations away from what is expected. The inputs are fixed, so
/// this holds always or never.
fn assert_near(count: u64, of: u64, chance: f64) {
	let (count, of) = (count as f64, of as f64);
	let sigma = (of * chance * (1.0 - chance)).sqrt();
	let off = (count - of * chance) / sigma;
	assert!(off.abs() < 3.0, "{count} of {of} at {chance}: {off} standard deviations");
}

#[test]
fn it_draws_a_ticket_from_seed_number_device_and_unit() {
	let one = DeviceId(Hash::repeat_byte(0xbb));
	// Computed by Python's hashlib from bytes put together by hand.
	assert_eq!(of(7, &one, 3), Ticket(19_439_530_073_090_455_707_888_219_349_148_347_220));
	for other in
		[of(7, &one, 4), of(8, &one, 3), of(7, &device(1), 3), ticket(&Hash::zero(), 7, &one, 3)]
	{
		assert_ne!(of(7, &one, 3), other);
	}
}

#[test]
fn it_expects_three_winners_a_slot_at_first_and_twice_as_many_each_eighth() {
	for (units, slots) in [(1_000u64, 3u8), (1_000_000, 7), (100_000, 1)] {
		for eighth in 0..8u32 {
			let Ticket(highest) = threshold(units, slots, u64::from(eighth) * 1_000, WINDOW);
			let winners = f64::from((3 * u32::from(slots)) << eighth);
			let expected = (winners / units as f64).min(1.0);
			let part = highest as f64 / 2f64.powi(128);
			assert!((part - expected).abs() < 1e-12, "{units} {slots} {eighth}: {part}");
		}
	}
}

#[test]
fn it_doubles_at_the_first_moment_of_an_eighth() {
	let at = |elapsed| threshold(1_000_000, 3, elapsed, WINDOW);
	assert_eq!(at(0), at(999));
	assert_eq!(at(1_000).0, at(999).0 * 2);
	assert_eq!(at(7_999).0, at(0).0 << 7);
	// Behind the window, while blocks have no room, it goes on.
	assert_eq!(at(8_000).0, at(0).0 << 8);
}

#[test]
fn it_admits_everybody_where_there_is_little_stake_or_no_end_of_time() {
	for (units, slots, elapsed, window) in [
		(0, 3, 0, WINDOW),
		(1, 1, 0, WINDOW),
		(3, 1, 0, WINDOW),
		(9, 3, 0, WINDOW),
		(u64::MAX, 7, u64::MAX, WINDOW),
		(u64::MAX, 7, WINDOW * 16, WINDOW),
		(u64::MAX, 1, 1, 0),
	] {
		let highest = threshold(units, slots, elapsed, window).0;
		assert!(highest >= u128::MAX - u128::from(units), "{units} {slots} {elapsed} {window}");
	}
	assert_eq!(threshold(1_000, 0, 0, WINDOW), Ticket(0), "no slots have no winners");
}

#[test]
fn it_gives_equal_shares_to_one_worker_of_100_units_and_100_workers_of_one() {
	let tasks = scaled(100_000);
	let (large, small): (_, Vec<_>) = (device(0), (1..=100).map(device).collect());
	let large_wins = |task| {
		let best = (0..100).map(|unit| of(task, &large, unit)).min();
		small.iter().all(|device| Some(of(task, device, 0)) > best)
	};
	assert_near(count(0..tasks, large_wins), tasks, 0.5);
}

/// Of how many tasks the attacker's workers, `attackers` of all `owners` with a unit each, have at least `quorum` of the
/// lowest `slots` tickets.
fn holds_a_quorum(tasks: u64, attackers: u64, owners: u64, slots: usize, quorum: usize) -> u64 {
	let devices: Vec<_> = (0..owners).map(device).collect();
	count(0..tasks, |task| {
		let mut tickets: Vec<_> =
			(0u64..).zip(&devices).map(|(owner, device)| (of(task, device, 0), owner)).collect();
		tickets.sort_unstable();
		tickets.iter().take(slots).filter(|(_, owner)| *owner < attackers).count() >= quorum
	})
}

/// The chance of `least` or more successes in `of` draws without putting back, `good` of `all` being good.
fn chance(good: u64, all: u64, of: u64, least: u64) -> f64 {
	let choose = |n: u64, k: u64| (0..k).fold(1.0, |all, i| all * (n - i) as f64 / (i + 1) as f64);
	let ways = |some| choose(good, some) * choose(all - good, of - some);
	(least..=of).map(ways).sum::<f64>() / choose(all, of)
}

#[test]
fn it_gives_a_share_split_over_owners_a_quorum_as_often_as_chance_has_it() {
	// The published figures are those of an endless stake, where draws do not change what is left.
	let endless = |percent: u64, of, least| chance(percent * 1_000_000, 100_000_000, of, least);
	for (percent, of, least, published) in [
		(10, 3, 2, 0.028),
		(10, 5, 4, 0.00046),
		(20, 3, 2, 0.104),
		(33, 5, 4, 0.044),
		(10, 7, 5, 0.00018),
	] {
		let off = (endless(percent, of, least) / published - 1.0).abs();
		assert!(off < 0.03, "{percent} {of} {least}: {off}");
	}
	for (tasks, attackers, owners, slots, quorum) in [
		(3_000, 100, 1_000, 3, 2),
		(20_000, 10, 100, 3, 2),
		(10_000, 20, 100, 3, 2),
		(20_000, 10, 100, 5, 4),
		(10_000, 33, 100, 5, 4),
	] {
		let tasks = scaled(tasks);
		let held = holds_a_quorum(tasks, attackers, owners, slots, quorum);
		let (slots, quorum) = (slots as u64, quorum as u64);
		assert_near(held, tasks, chance(attackers, owners, slots, quorum));
	}
}

#[test]
fn it_fills_tasks_though_a_hundred_times_as_much_stake_is_idle() {
	const TASKS: u64 = 2_000;
	const HONEST: u64 = 30;
	let devices: Vec<_> = (0..HONEST).map(device).collect();
	let fills = |highest: Ticket, least: usize| {
		count(0..TASKS, |task| {
			devices.iter().filter(|device| of(task, device, 0) <= highest).count() >= least
		})
	};
	let units = HONEST * 101;
	let (first, last) = (threshold(units, 3, 0, WINDOW), threshold(units, 3, 7_000, WINDOW));
	// In the last eighth 11.4 honest winners are expected for 3 slots, at first 0.09.
	assert!(fills(last, 3) * 1_000 > TASKS * 995, "{}", fills(last, 3));
	assert!(fills(last, 2) * 1_000 > TASKS * 998, "{}", fills(last, 2));
	assert!(fills(first, 1) * 10 < TASKS, "{}", fills(first, 1));
}

#[test]
fn it_audits_one_task_in_sixteen() {
	assert_eq!(AUDITED_ONE_IN, 16);
	let audited: Vec<_> = (0..40).filter(|number| is_audited(&SEED, *number)).collect();
	assert_eq!(audited, [16, 17]);
	assert_near(count(0..100_000, |number| is_audited(&SEED, number)), 100_000, 1.0 / 16.0);
}

#[test]
fn it_waits_in_proportion_to_the_ticket() {
	let wait = |ticket| wait(Ticket(ticket), 1_000_000, 3, WINDOW);
	let first = threshold(1_000_000, 3, 0, WINDOW).0;
	assert_eq!(wait(0), Some(0));
	assert_eq!(wait(first / 4), Some(1_000));
	assert_eq!(wait(first / 2), Some(2_000));
	// Tickets that are good later come one eighth behind the other.
	assert_eq!(wait(first + 1), Some(4_000));
	assert_eq!(wait(2 * first + 1), Some(4_500));
	let last = first << 7;
	assert_eq!(wait(last), Some(7_500));
	assert_eq!(wait(last + 1), None, "it is never good within the window");
}

/// Claims that reach the chain where workers with these tickets, one behind the other, look once before they send.
fn claims(winners: &[Ticket]) -> u32 {
	let mut slots: Vec<Ticket> = Vec::new();
	let mut claims = 0;
	for ticket in winners {
		slots.sort_unstable();
		if slots.len() < 3 {
			slots.push(*ticket);
		} else if *ticket < slots[2] {
			slots[2] = *ticket;
		} else {
			continue;
		}
		claims += 1;
	}
	claims
}

#[test]
fn it_spares_claims_where_workers_wait() {
	const UNITS: u64 = 500;
	const TASKS: u32 = 200;
	let devices: Vec<_> = (0..UNITS).map(device).collect();
	let highest = threshold(UNITS, 3, 0, WINDOW);
	let (mut random, mut ordered) = (0, 0);
	for task in 0..u64::from(TASKS) {
		let winners = devices.iter().map(|device| of(task, device, 0));
		let mut winners: Vec<_> = winners.filter(|ticket| *ticket <= highest).collect();
		random += claims(&winners);
		winners.sort_by_key(|ticket| wait(*ticket, UNITS, 3, WINDOW));
		ordered += claims(&winners);
	}
	let mean = |claims| f64::from(claims) / f64::from(TASKS);
	assert!((2.8..3.1).contains(&mean(ordered)), "{}", mean(ordered));
	assert!((5.3..6.5).contains(&mean(random)), "{}", mean(random));
}

proptest! {
	#[test]
	fn it_waits_until_the_ticket_is_good_and_longer_for_higher_ones(
		one in any::<u128>(),
		other in any::<u128>(),
		units in any::<u64>(),
		slots in 1u8..=7,
		window in 10_000u64..3_600_000,
	) {
		let waits = |ticket| wait(Ticket(ticket), units, slots, window);
		if let Some(wait) = waits(one) {
			prop_assert!(wait <= window);
			prop_assert!(Ticket(one) <= threshold(units, slots, wait, window));
		}
		let (low, high) = (one.min(other), one.max(other));
		if let (Some(low), Some(high)) = (waits(low), waits(high)) {
			prop_assert!(low <= high, "{} {}", low, high);
		}
		if waits(low).is_none() {
			prop_assert_eq!(waits(high), None);
		}
	}

	#[test]
	fn it_waits_as_long_for_tickets_that_win(
		part in any::<u64>(),
		doublings in 0u32..8,
		units in 10_000u64..1_000_000_000,
		slots in 1u8..=7,
		window in 10_000u64..3_600_000,
	) {
		// Random tickets hardly ever win: these do, in one of the eighths.
		let first = threshold(units, slots, 0, window).0;
		let ticket = Ticket(((first >> 64) * u128::from(part)) << doublings);
		let wait = wait(ticket, units, slots, window);
		prop_assert!(wait.is_some());
		prop_assert!(ticket <= threshold(units, slots, wait.unwrap_or(0), window));
	}

	#[test]
	fn it_never_lowers_a_threshold(
		units in any::<u64>(),
		slots in 0u8..=7,
		elapsed in any::<u64>(),
		more in any::<u64>(),
		window in any::<u64>(),
	) {
		let later = elapsed.saturating_add(more);
		let highest = |units, slots, elapsed| threshold(units, slots, elapsed, window);
		prop_assert!(highest(units, slots, elapsed) <= highest(units, slots, later));
		prop_assert!(highest(units, slots, elapsed) <= highest(units, slots + 1, elapsed));
		prop_assert!(
			highest(units.saturating_add(more), slots, elapsed) <= highest(units, slots, elapsed)
		);
	}
}
