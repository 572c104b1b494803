//! Which block this node votes to finalise.

use jmt_runtime::opaque::Block;
use sc_client_api::ProvideUncles;
use sc_consensus_grandpa::{VotingRule, VotingRuleResult};
use sp_blockchain::HeaderBackend;
use sp_runtime::traits::Header as _;
use std::sync::Arc;

type Header = <Block as sp_runtime::traits::Block>::Header;

/// Votes for a block as soon as it is the best one, unless a sibling of it is known: then for their parent,
/// so that the contest is decided by the block that the next author builds on and not by the voters.
///
/// Two authors may own one slot, and two slots may be filled at once where messages take long. Voters who
/// finalised either block would take the best block from everybody who saw the other one first; a light
/// client cannot validate against a best block that is final already, and loses track of what it sent.
/// Without a sibling nothing is lost by voting at once, and with one finality is a block later.
///
/// Like every voting rule it narrows what an honest node votes for and leaves the safety of GRANDPA alone.
#[derive(Clone, Copy, Debug)]
pub struct UncontestedBlocks;

impl<Client> VotingRule<Block, Client> for UncontestedBlocks
where
	Client: HeaderBackend<Block> + ProvideUncles<Block>,
{
	fn restrict_vote(
		&self,
		client: Arc<Client>,
		base: &Header,
		best_target: &Header,
		current_target: &Header,
	) -> VotingRuleResult<Block> {
		// A vote that another rule holds back has a child of its block behind it already.
		let is_tip = current_target.number() == best_target.number();
		let restricted = match is_tip && current_target.number() > base.number() {
			true => parent_of_contested(&*client, current_target),
			false => None,
		};
		Box::pin(std::future::ready(restricted))
	}
}

/// The parent of a block that has a sibling. A client that cannot tell restricts nothing.
fn parent_of_contested<Client: ProvideUncles<Block>>(
	client: &Client,
	block: &Header,
) -> Option<(<Header as sp_runtime::traits::Header>::Hash, u32)> {
	// Uncles of the first generation are the other children of the parent.
	match client.uncles(block.hash(), 1) {
		Ok(siblings) if siblings.is_empty() => None,
		Ok(_) => Some((*block.parent_hash(), block.number().checked_sub(1)?)),
		Err(error) => {
			log::debug!(target: "grandpa", "siblings of {:?}: {error}", block.hash());
			None
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use futures::FutureExt;
	use sp_blockchain::{BlockStatus, Info, Result};
	use sp_core::H256;
	use sp_runtime::Digest;

	/// The headers that a node knows.
	struct Known(Vec<Header>);

	impl HeaderBackend<Block> for Known {
		fn header(&self, hash: H256) -> Result<Option<Header>> {
			Ok(self.0.iter().find(|header| header.hash() == hash).cloned())
		}
		fn info(&self) -> Info<Block> {
			unreachable!("the rule asks for headers and siblings alone")
		}
		fn status(&self, _: H256) -> Result<BlockStatus> {
			unreachable!("the rule asks for headers and siblings alone")
		}
		fn number(&self, hash: H256) -> Result<Option<u32>> {
			Ok(self.header(hash)?.map(|header| *header.number()))
		}
		fn hash(&self, _: u32) -> Result<Option<H256>> {
			unreachable!("the rule asks for headers and siblings alone")
		}
	}

	impl ProvideUncles<Block> for Known {
		fn uncles(&self, target: H256, generations: u32) -> Result<Vec<Header>> {
			assert_eq!(generations, 1);
			let target = self.expect_header(target)?;
			let siblings = self.0.iter().filter(|header| {
				header.parent_hash() == target.parent_hash() && header.hash() != target.hash()
			});
			Ok(siblings.cloned().collect())
		}
	}

	fn child(parent: &Header, label: u8) -> Header {
		Header::new(
			parent.number() + 1,
			H256::repeat_byte(label),
			H256::zero(),
			parent.hash(),
			Digest::default(),
		)
	}

	fn genesis() -> Header {
		Header::new(0, H256::zero(), H256::zero(), H256::zero(), Digest::default())
	}

	fn vote(known: &[&Header], base: &Header, target: &Header) -> Option<(H256, u32)> {
		let known = Arc::new(Known(known.iter().map(|header| (*header).clone()).collect()));
		UncontestedBlocks
			.restrict_vote(known, base, target, target)
			.now_or_never()
			.expect("nothing is waited for")
	}

	#[test]
	fn it_votes_for_the_best_block_at_once() {
		let base = genesis();
		let parent = child(&base, 1);
		let best = child(&parent, 2);
		assert_eq!(vote(&[&base, &parent, &best], &base, &best), None);
	}

	#[test]
	fn it_votes_for_the_parent_while_a_sibling_contests_the_best_block() {
		let base = genesis();
		let parent = child(&base, 1);
		let (best, sibling) = (child(&parent, 2), child(&parent, 3));
		let voted = vote(&[&base, &parent, &best, &sibling], &base, &best);
		assert_eq!(voted, Some((parent.hash(), 1)));
		// The next block decides.
		let next = child(&best, 4);
		assert_eq!(vote(&[&base, &parent, &best, &sibling, &next], &base, &next), None);
	}

	#[test]
	fn it_never_votes_behind_the_base() {
		let base = genesis();
		let (best, sibling) = (child(&base, 1), child(&base, 2));
		let voted = vote(&[&base, &best, &sibling], &base, &best);
		assert_eq!(voted, Some((base.hash(), 0)));
		assert_eq!(vote(&[&base, &best, &sibling], &best, &best), None);
	}

	#[test]
	fn it_restricts_nothing_when_the_block_is_unknown() {
		let base = genesis();
		let best = child(&base, 1);
		assert_eq!(vote(&[&base], &base, &best), None);
	}

	#[test]
	fn it_leaves_a_vote_alone_that_another_rule_holds_back() {
		let base = genesis();
		let (held, sibling) = (child(&base, 1), child(&base, 2));
		let best = child(&held, 3);
		let known = Arc::new(Known(vec![base.clone(), held.clone(), sibling, best.clone()]));
		let vote = UncontestedBlocks.restrict_vote(known, &base, &best, &held);
		assert_eq!(vote.now_or_never(), Some(None));
	}
}
