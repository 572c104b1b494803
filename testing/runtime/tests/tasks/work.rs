//! Work for tasks counts in proof of time ...

use super::market::*;
use frame_support::traits::Get;
use jmt_primitives::{
	proof_of_time::WEIGHT_ONE,
	tasks::{full_credit, work_factor},
	JMT,
};
use jmt_runtime::{configs::factors::Factors, Runtime};
use jmt_runtime_harness::counter::count;
use pallet_proof_of_time::{CurrentDraw, Miners};
use serde_json::json;

/// A ceiling so low that the fee of a task is seen.
fn low_ceiling() -> serde_json::Value {
	json!({ "genesisParameters": { "proofOfTime": { "dailyCeiling": JMT as u64 / 1_000 } } })
}

/// Has a worker's device answer the next draw, and says its weight.
fn answered(market: &mut Market, worker: usize) -> u64 {
	let draw = market.chain.until_draw(10);
	let answer = market.devices[worker].answer(&market.genesis, &draw);
	market.chain.block(vec![answer]).all_good();
	weight(market, worker)
}

fn weight(market: &mut Market, worker: usize) -> u64 {
	let device = market.devices[worker].id;
	market.chain.read(|| Miners::<Runtime>::get(device)).expect("it answered").weight
}

#[test]
fn from_the_answer_that_finds_it() {
	let mut market = Market::start(low_ceiling());
	let before = answered(&mut market, 0);
	assert_eq!(before, WEIGHT_ONE);
	market.done();
	assert_eq!(weight(&mut market, 0), before, "a weight stands until the next answer");
	let after = answered(&mut market, 0);
	let credit = market.worker(0).credit;
	let expected = market.chain.read(|| {
		let at = CurrentDraw::<Runtime>::get().expect("it was drawn").at;
		work_factor(credit.at(at), <Runtime as pallet_tasks::Config>::FullCredit::get())
	});
	assert_eq!(after, expected);
	assert!(after > before && after < WEIGHT_ONE + WEIGHT_ONE / 10, "{after}");
	let device = market.devices[0].id;
	let report = market.chain.read(|| Factors::report(&device)).expect("it is registered");
	assert!(report.work > WEIGHT_ONE, "{report:?}");
}

#[test]
fn a_fee_is_counted_by_the_ceiling_and_the_largest_product_of_the_other_factors() {
	let mut market = Market::start(json!({}));
	// A unit of level two, the longest stay and the largest stake, 1.5 x 2 x 1.5, and 10 JMT a day.
	let full = market.chain.read(<Runtime as pallet_tasks::Config>::FullCredit::get);
	assert_eq!(full, full_credit(10 * JMT, 9 * WEIGHT_ONE / 2));
	assert_eq!(full, 1_890 * JMT);
}

#[test]
fn it_costs_those_who_do_none_one_read() {
	let mut market = Market::start(json!({}));
	let device = market.devices[0].id;
	let (factor, access) = market.chain.read(|| {
		let work =
			|| <jmt_runtime::Tasks as jmt_primitives::proof_of_time::Work>::work(&device, u64::MAX);
		count(work)
	});
	assert_eq!(factor, WEIGHT_ONE);
	assert_eq!((access.reads, access.writes), (1, 0));
}
