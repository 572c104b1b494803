//! Zero-knowledge proofs in real blocks: how many a block takes, at whose cost, and what is answered about them.

mod api;
mod batch;
mod hooks;
mod signals;

use jmt_runtime::genesis_presets::DEVELOPMENT;
use jmt_runtime_harness::{merge, zk, Chain};
use serde_json::json;

/// Bits of a stamp in these tests.
const BITS: u32 = 12;

/// A development chain with Semaphore's keys, after its first block.
fn start() -> Chain {
	let mut patch = zk::semaphore_keys();
	merge(&mut patch, json!({ "genesisParameters": { "zk": { "stampBits": BITS } } }));
	let mut chain = Chain::start_with(DEVELOPMENT, patch);
	chain.blocks(2);
	chain
}
