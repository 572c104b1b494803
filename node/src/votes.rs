//! Which block a validator votes for.
//!
//! A vote for the best block itself makes it final a slot sooner than one for a block behind it. Where
//! blocks take most of a slot to reach the others, light clients lose answers that way; where they come
//! soon, they do not (docs/decisions/0001-consensus.md). So the vote can depend on how late it is in the
//! block's slot. Validators that judge differently only finalise what their votes have in common: safety
//! does not depend on the rule.

use jmt_primitives::BlockNumber;
use jmt_runtime::opaque::{Block, Header};
use sc_consensus_grandpa::{BeforeBestBlockBy, VotingRule, VotingRuleResult};
use sp_blockchain::HeaderBackend;
use sp_consensus_babe::SlotDuration;
use sp_timestamp::Timestamp;
use std::{sync::Arc, time::Duration};

/// Votes stay behind the best block, unless it is prompt: it is voted for itself then.
#[derive(Clone)]
pub struct BehindUnlessPrompt {
	/// How far they stay behind.
	pub behind: BeforeBestBlockBy<BlockNumber>,
	/// How long after the beginning of its slot a block is prompt.
	pub prompt: Duration,
	/// Length of a slot.
	pub slot_duration: SlotDuration,
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
		if self.is_prompt(best_target, Timestamp::current()) {
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

	#[tokio::test]
	async fn a_late_block_is_voted_for_by_its_parent_and_a_prompt_one_by_itself() {
		let this_slot = *Slot::from_timestamp(Timestamp::current(), rule().slot_duration);
		let base = header(5, Hash::zero(), 1);
		let parent = header(6, base.hash(), 2);
		let late = header(7, parent.hash(), this_slot - 2);
		// Its slot begins in a minute, so that the test may take its time.
		let prompt = header(7, parent.hash(), this_slot + 30);
		let known = [&base, &parent, &late, &prompt];
		let known = known.into_iter().map(|header| (header.hash(), header.clone())).collect();
		let backend = Arc::new(Headers(known));
		let vote =
			async |best: &Header| rule().restrict_vote(backend.clone(), &base, best, best).await;
		assert_eq!(vote(&late).await, Some((parent.hash(), 6)));
		assert_eq!(vote(&prompt).await, None);
	}
}
