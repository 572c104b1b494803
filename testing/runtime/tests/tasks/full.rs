//! Blocks that others fill through a window ...

use super::market::*;
use jmt_primitives::{
	authorized::TaskRefusal,
	tasks::{Stage, Verdict, REVEAL_MS},
};
use jmt_runtime::constants::time::SLOT_MS;
use serde_json::json;

/// Blocks of a window for reveals, and some more.
const WINDOW: u32 = 5 + (REVEAL_MS / SLOT_MS) as u32;

#[test]
fn they_make_nobody_silent() {
	let mut market = Market::start(json!({}));
	let id = market.committed();
	market.crowded(WINDOW);
	assert!(matches!(market.stage(id), Stage::Revealing(_)), "{:?}", market.stage(id));
	let reveals = market.reveals(id);
	market.chain.block(reveals).all_good();
	assert_eq!(market.stage(id), Stage::Ended(Verdict::Done));
	for worker in 0..3 {
		assert_eq!(market.worker(worker).silent, 0);
	}
}

#[test]
fn they_keep_claims_open() {
	let mut market = Market::start(json!({}));
	let id = market.opened();
	market.crowded(WINDOW);
	let claims = (0..3).map(|worker| market.claim(id, worker)).collect();
	market.chain.block(claims).all_good();
	market.until(id, |stage| matches!(stage, Stage::Running(_)));
}

#[test]
fn the_same_time_with_room_ends_the_reveals() {
	let mut market = Market::start(json!({}));
	let id = market.committed();
	market.chain.blocks(WINDOW);
	let late = market.reveal(id, 0, true);
	assert_eq!(market.chain.validate(late), Err(TaskRefusal::Late.into()));
}
