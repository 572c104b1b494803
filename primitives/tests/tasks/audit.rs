//! A worker that makes up its results where it hopes for no audit, and makes blocks besides.

use super::samples::{optimistic, task};
use jmt_primitives::{
	tasks::{is_audited, seed},
	Hash,
};
use sp_crypto_hashing::blake2_256;

/// Tasks of an optimised build. Without, a hash takes a hundred times as long.
const TASKS: u64 = if cfg!(debug_assertions) { 5_000 } else { 200_000 };

/// A random number of a task and a slot.
fn random(purpose: u64, task: u64, slot: u64) -> [u8; 32] {
	blake2_256(&[purpose, task, slot].map(u64::to_le_bytes).concat())
}

/// The output of the verifiable random function that a slot's author shows.
fn output(task: u64, slot: u64) -> Hash {
	random(0, task, slot).into()
}

/// Whether the worker makes the block of a slot: one of three.
fn is_its(task: u64, slot: u64) -> bool {
	let [a, b, c, d, e, f, g, h, ..] = random(1, task, slot);
	u64::from_le_bytes([a, b, c, d, e, f, g, h]).is_multiple_of(3)
}

/// Whether a task is audited although the worker withholds each block of its own by which it would be.
fn is_audited_nevertheless(task: u64) -> bool {
	let first = output(task, 0);
	let drawn = |slot| is_audited(&seed(&first, &output(task, slot)), task);
	let withheld = |slot: &u64| drawn(*slot) && is_its(task, *slot);
	let slot = (1..).find(|slot| !withheld(slot));
	slot.is_some_and(drawn)
}

#[test]
fn it_loses_though_it_makes_a_third_of_all_blocks_and_withholds_those_that_draw_its_audit() {
	let audited = (0..TASKS).filter(|task| is_audited_nevertheless(*task)).count() as f64;
	let tasks = TASKS as f64;
	// x = 1/16 (2/3 + x/3): the lot falls on it, and the block is another's or the next one draws again.
	let chance = (1.0 / 16.0) * (2.0 / 3.0) / (1.0 - 1.0 / 48.0);
	let sigma = (tasks * chance * (1.0 - chance)).sqrt();
	let off = (audited - tasks * chance) / sigma;
	assert!(off.abs() < 3.0, "{audited} of {tasks}: {off} standard deviations");

	let amounts = task(optimistic()).amounts;
	let pays = |planck: u128| planck as f64 / amounts.pay as f64;
	let gain = |bond: f64| ((tasks - audited) * pays(amounts.net()) - audited * bond) / tasks;
	let average = gain(pays(amounts.bond));
	assert!((-0.5..-0.4).contains(&average), "{average} pays a task");
	// A bond of 20 pays would not do.
	assert!(gain(20.0) > 0.0, "{}", gain(20.0));
}

#[test]
fn it_loses_more_where_it_makes_no_blocks() {
	let drawn = |task| is_audited(&seed(&output(task, 0), &output(task, 1)), task);
	let audited = (0..TASKS).filter(|task| drawn(*task)).count() as f64;
	let amounts = task(optimistic()).amounts;
	let [net, bond] =
		[amounts.net(), amounts.bond].map(|planck| planck as f64 / amounts.pay as f64);
	let average = net - audited / TASKS as f64 * (net + bond);
	// 15/16 of 0.95 and a sixteenth of -32, within three standard deviations of the lot.
	let sigma = (15.0 / 256.0 / TASKS as f64).sqrt() * (net + bond);
	assert!((average + 1.109).abs() < 3.0 * sigma, "{average} pays a task");
}
