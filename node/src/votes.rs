//! Which block a validator votes for.
//!
//! A vote for the best block itself makes it final a slot sooner than one for a block behind it. Where
//! blocks take most of a slot to reach the others, light clients lose answers that way; where they come
//! soon, they do not. And while many transactions wait, the pool loses some of them if it has not yet seen a
//! block through when that is final (docs/decisions/0001-consensus.md). So the vote depends on how late it is
//! in the block's slot, and on how much the pool has to do. Validators that judge differently only finalise
//! what their votes have in common: safety does not depend on the rule.

use jmt_primitives::BlockNumber;
use jmt_runtime::opaque::{Block, Header};
use sc_consensus_grandpa::{BeforeBestBlockBy, VotingRule, VotingRuleResult};
use sp_blockchain::HeaderBackend;
use sp_consensus_babe::SlotDuration;
use sp_timestamp::Timestamp;
use std::{sync::Arc, time::Duration};

/// With so many transactions waiting the pool is busy. Beside a load of 100 a second fewer wait when votes are
/// due, in a flood far more (docs/benchmarks.md).
const BUSY: usize = 200;

/// How many transactions wait in the pool, answers of devices among them.
pub type Waiting = Arc<dyn Fn() -> usize + Send + Sync>;

/// Votes stay behind the best block, unless it is prompt and the pool not busy: it is voted for itself then.
#[derive(Clone)]
pub struct BehindUnlessPrompt {
	/// How far they stay behind.
	pub behind: BeforeBestBlockBy<BlockNumber>,
	/// How long after the beginning of its slot a block is prompt.
	pub prompt: Duration,
	/// Length of a slot.
	pub slot_duration: SlotDuration,
	/// How many transactions wait.
	pub waiting: Waiting,
}

impl BehindUnlessPrompt {
	/// Whether it is early enough in the block's slot. The genesis block never is; one from a slot to come is.
	fn is_prompt(&self, header: &Header, now: Timestamp) -> bool {
		let Ok(digest) = sc_consensus_babe::find_pre_digest::<Block>(header) else { return false };
		let Some(begun) = digest.slot().timestamp(self.slot_duration) else { return false };
		Duration::from_millis(now.as_millis().saturating_sub(begun.as_millis())) < self.prompt
	}
}

impl<B: HeaderBackend<Block>> VotingRule<Block, B> for BehindUnlessPrompt {
	fn restrict_vote(
		&self,
		backend: Arc<B>,
		base: &Header,
		best_target: &Header,
		current_target: &Header,
	) -> VotingRuleResult<Block> {
		if self.is_prompt(best_target, Timestamp::current()) && (self.waiting)() < BUSY {
			return Box::pin(async { None });
		}
		self.behind.restrict_vote(backend, base, best_target, current_target)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::Hash;
	use sp_consensus_babe::{
		digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
		Slot,
	};
	use sp_runtime::{
		generic::DigestItem,
		traits::{Header as _, NumberFor},
		Digest,
	};
	use std::collections::HashMap;

	const SLOT_MS: u64 = 2_000;
	const PROMPT_MS: u64 = 700;

	/// Headers by their hashes, as a client has them.
	struct Headers(HashMap<Hash, Header>);

	impl HeaderBackend<Block> for Headers {
		fn header(&self, hash: Hash) -> sp_blockchain::Result<Option<Header>> {
			Ok(self.0.get(&hash).cloned())
		}

		fn info(&self) -> sp_blockchain::Info<Block> {
			unreachable!("no rule asks for it")
		}

		fn status(&self, hash: Hash) -> sp_blockchain::Result<sp_blockchain::BlockStatus> {
			Ok(match self.0.contains_key(&hash) {
				true => sp_blockchain::BlockStatus::InChain,
				false => sp_blockchain::BlockStatus::Unknown,
			})
		}

		fn number(&self, hash: Hash) -> sp_blockchain::Result<Option<NumberFor<Block>>> {
			Ok(self.0.get(&hash).map(|header| *header.number()))
		}

		fn hash(&self, number: NumberFor<Block>) -> sp_blockchain::Result<Option<Hash>> {
			Ok(self.0.values().find(|header| *header.number() == number).map(Header::hash))
		}
	}

	fn rule() -> BehindUnlessPrompt {
		BehindUnlessPrompt {
			behind: BeforeBestBlockBy(1),
			prompt: Duration::from_millis(PROMPT_MS),
			slot_duration: SlotDuration::from_millis(SLOT_MS),
			waiting: Arc::new(|| 0),
		}
	}

	fn header(number: BlockNumber, parent: Hash, slot: u64) -> Header {
		let digest = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
			authority_index: 0,
			slot: slot.into(),
		});
		let logs = vec![<DigestItem as CompatibleDigestItem>::babe_pre_digest(digest)];
		Header::new(number, Hash::zero(), Hash::zero(), parent, Digest { logs })
	}

	#[test]
	fn a_block_is_prompt_until_the_time_is_over() {
		let block = header(7, Hash::zero(), 100);
		let begun = 100 * SLOT_MS;
		for (now, prompt) in [
			(0, true),
			(begun, true),
			(begun + PROMPT_MS - 1, true),
			(begun + PROMPT_MS, false),
			(u64::MAX, false),
		] {
			assert_eq!(rule().is_prompt(&block, Timestamp::new(now)), prompt, "{now}");
		}
		let never = BehindUnlessPrompt { prompt: Duration::ZERO, ..rule() };
		assert!(!never.is_prompt(&block, Timestamp::new(begun)));
	}

	#[test]
	fn what_has_no_slot_is_not_prompt() {
		let genesis =
			Header::new(0, Hash::zero(), Hash::zero(), Hash::zero(), Digest { logs: vec![] });
		let foreign =
			Header::new(3, Hash::zero(), Hash::zero(), Hash::zero(), Digest { logs: vec![] });
		let far = header(3, Hash::zero(), u64::MAX);
		for block in [genesis, foreign, far] {
			assert!(!rule().is_prompt(&block, Timestamp::new(SLOT_MS)), "{block:?}");
		}
	}

	/// The vote of a rule when the best block came so many slots ago: `None` is the best
	/// block itself.
	async fn vote(rule: BehindUnlessPrompt, slots_ago: i64) -> Option<BlockNumber> {
		let this_slot = *Slot::from_timestamp(Timestamp::current(), rule.slot_duration);
		let base = header(5, Hash::zero(), 1);
		let parent = header(6, base.hash(), 2);
		let best = header(7, parent.hash(), this_slot.saturating_add_signed(-slots_ago));
		let known = [&base, &parent, &best];
		let known = known.into_iter().map(|header| (header.hash(), header.clone())).collect();
		let backend = Arc::new(Headers(known));
		let vote = rule.restrict_vote(backend, &base, &best, &best).await;
		assert!(vote.is_none_or(|(hash, _)| hash == parent.hash()));
		vote.map(|(_, number)| number)
	}

	/// Its slot begins in a minute, so that the test may take its time.
	const PROMPT: i64 = -30;
	const LATE: i64 = 2;

	#[tokio::test]
	async fn a_late_block_is_voted_for_by_its_parent_and_a_prompt_one_by_itself() {
		assert_eq!(vote(rule(), LATE).await, Some(6));
		assert_eq!(vote(rule(), PROMPT).await, None);
	}

	#[tokio::test]
	async fn while_the_pool_is_busy_no_block_is_voted_for_by_itself() {
		for (waiting, voted) in [(BUSY - 1, None), (BUSY, Some(6)), (usize::MAX, Some(6))] {
			let rule = BehindUnlessPrompt { waiting: Arc::new(move || waiting), ..rule() };
			assert_eq!(vote(rule, PROMPT).await, voted, "{waiting} transactions wait");
		}
	}
}
