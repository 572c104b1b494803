//! Short days of draws, for what lives through many of them: how a chain gets them, and ways through them.

use crate::Chain;
use jmt_primitives::{Bucket, Day};
use serde_json::{json, Value};

/// Slots of a round.
pub const ROUND_SLOTS: u64 = 5;

/// Rounds of a day.
pub const DAY_ROUNDS: u64 = 50;

/// Slots of a day.
pub const DAY_SLOTS: u64 = DAY_ROUNDS * ROUND_SLOTS;

/// The patch that gives a preset short days, with the least number of buckets and the answers a round that
/// are aimed at. All slots of a round but its first can be answered in, and no epoch ends meanwhile.
pub fn short_days(least_buckets: Bucket, target_answers: u32) -> Value {
	json!({ "genesisParameters": {
		"consensus": {
			"epochSlots": 1_000_000,
			"roundSlots": ROUND_SLOTS,
			"windowSlots": ROUND_SLOTS - 1,
			"roundsPerDay": DAY_ROUNDS,
		},
		"proofOfTime": {
			"minWindowBlocks": 2,
			"leastBuckets": least_buckets,
			"targetAnswers": target_answers,
		},
	} })
}

impl Chain {
	/// Leaves the rest of a short day without a block but for its last slot: the next block begins a day.
	pub fn until_next_day(&mut self) {
		let day = self.next_slot / DAY_SLOTS;
		while (self.next_slot + 1) / DAY_SLOTS == day {
			self.skip(1);
		}
		// A draw has its parent's time, which would lie before the slots skipped.
		self.blocks(1);
	}

	/// Lets short days pass with a block each, in the last slot of a round: nobody can answer its draw, nor
	/// miss it.
	pub fn doze(&mut self, days: Day) {
		while !self.next_slot.is_multiple_of(ROUND_SLOTS) {
			self.skip(1);
		}
		for _ in 0..days {
			self.skip(DAY_SLOTS - 1);
			self.blocks(1);
		}
	}
}
