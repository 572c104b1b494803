//! Votes of this validator that come from others.
//!
//! A validator that is put back on an old copy of its folder has lost its votes with its record of them: it would
//! vote again in a round that waits for it, perhaps for another block, and be slashed. The others still have the
//! votes and send them to everybody who enters the round. So they go on record when they come, and a vote that
//! contradicts them gets no signature: GRANDPA ends, and with it the node, whose next start casts them again.
//!
//! The first vote of a set after GRANDPA jumped to the round of the others is held back for a moment ([`Moment`]),
//! so that they come first.
//!
//! Does not protect against: votes that nobody has any more, or that take longer; a copy that is seconds old, whose
//! round is still that of the others, so that there is no jump.

use crate::vote_record::{
	record::{Error, Record, Stage},
	Target,
};
use codec::Decode;
use jmt_runtime::opaque::{Block, Header};
use sc_consensus_grandpa::{VotingRule, VotingRuleResult};
use sc_network_types::PeerId;
use sp_blockchain::HeaderBackend;
use sp_consensus_grandpa::{
	check_message_signature, AuthorityId, Message, RoundNumber, SetId, SignedMessage,
};
use sp_core::{crypto::key_types::GRANDPA, ed25519, ByteArray};
use sp_keystore::KeystorePtr;
use std::{
	collections::BTreeSet,
	fmt,
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};
use tokio::time::Instant;

/// A vote as GRANDPA's protocol carries it.
#[derive(Debug, Decode)]
#[cfg_attr(test, derive(codec::Encode))]
pub struct SignedVote {
	/// The round.
	pub round: RoundNumber,
	/// The set of authorities.
	pub set: SetId,
	/// The vote and its signature.
	pub message: SignedMessage<Header>,
}

impl SignedVote {
	fn stage(&self) -> Stage {
		match self.message.message {
			Message::<Header>::Prevote(_) => Stage::Prevote,
			Message::<Header>::Precommit(_) => Stage::Precommit,
			Message::<Header>::PrimaryPropose(_) => Stage::Propose,
		}
	}

	fn target(&self) -> Target {
		let (hash, number) = self.message.message.target();
		(*hash, number)
	}

	fn is_signed(&self) -> bool {
		let SignedMessage::<Header> { message, signature, id } = &self.message;
		check_message_signature(message, id, signature, self.round, self.set).is_valid()
	}
}

/// How long the others have to send own votes: a few times the way there and back.
const MOMENT: Duration = Duration::from_secs(2);

/// A voting rule that holds votes back for a moment. It is for the first jump of a set only: the rounds that began
/// since then began while this node was there, and a node that waits in each jumps in each.
#[derive(Clone, Debug, Default)]
pub struct Moment(Arc<Mutex<Option<(SetId, Instant)>>>);

impl Moment {
	/// GRANDPA jumps to a later round of this set.
	pub fn jumps(&self, set: SetId, now: Instant) {
		let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		if last.is_none_or(|(of, _)| of != set) {
			*last = Some((set, now));
		}
	}

	/// The time that is left of the moment.
	pub(crate) fn left(&self, now: Instant) -> Duration {
		let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
		last.map_or(Duration::ZERO, |(_, since)| {
			MOMENT.saturating_sub(now.saturating_duration_since(since))
		})
	}
}

impl<B: HeaderBackend<Block>> VotingRule<Block, B> for Moment {
	fn restrict_vote(
		&self,
		_backend: Arc<B>,
		_base: &Header,
		_best_target: &Header,
		_current_target: &Header,
	) -> VotingRuleResult<Block> {
		let left = self.left(Instant::now());
		Box::pin(async move {
			tokio::time::sleep(left).await;
			None
		})
	}
}

/// A validator's keys and its record.
pub struct OwnVotes {
	/// Holds the keys.
	pub keystore: KeystorePtr,
	/// The record of votes.
	pub record: Arc<Record>,
	/// Held back after a jump.
	pub moment: Moment,
	/// Whether GRANDPA has in its own state what is on record of a key.
	pub may_vote: Box<dyn Fn(&ed25519::Public) -> bool + Send>,
	/// Whether a prevote of this key is in the round in which GRANDPA is.
	pub prevoted: Box<dyn Fn(&ed25519::Public) -> bool + Send>,
}

impl fmt::Debug for OwnVotes {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.debug_struct("OwnVotes").field("record", &self.record).finish_non_exhaustive()
	}
}

impl OwnVotes {
	/// Takes a vote that came from a peer. If it is an own one that is not on record it goes there.
	pub fn hear(&self, peer: &PeerId, vote: &SignedVote) {
		let SignedVote { round, set, .. } = *vote;
		let Some(key) = self.own_key(&vote.message.id) else { return };
		let of_stage = |stage, votes: crate::vote_record::record::Votes| match stage {
			Stage::Propose => votes.propose,
			Stage::Prevote => votes.prevote,
			Stage::Precommit => votes.precommit,
		};
		let known = self
			.record
			.votes_after(set, round.saturating_sub(1))
			.into_iter()
			.find(|(number, voter, _)| *number == round && *voter == key)
			.and_then(|(_, _, votes)| of_stage(vote.stage(), votes));
		if known == Some(vote.target()) || !vote.is_signed() {
			return;
		}
		match self.record.vote((set, round, key), vote.stage(), vote.target()) {
			Ok(()) => log::warn!(
				"{peer} has a vote of this validator, in round {round} of set {set}, that is not on its record: \
				 the database is an old copy, or another node has the same keys. It counts from now on."
			),
			// An old one, which nobody counts any more.
			Err(Error::TooOld { .. }) => {},
			Err(error @ Error::VotedOtherwise { .. }) => log::error!(
				"{peer} has a vote of this validator that contradicts its record, so it may be slashed: {error}. \
				 The database was an old copy, or another node has the same keys."
			),
			Err(error) => log::error!("A vote of this validator came from {peer}: {error}"),
		}
	}

	/// Whether GRANDPA does not vote in this round, in which it is, because its state is older than the record: the
	/// vote is on record and not in the state, or the key was not shown when the round began.
	pub fn are_lost(&self, set: SetId, round: RoundNumber) -> bool {
		let on_record = self.record.votes_after(set, 0);
		let is_lost = |key: &ed25519::Public| {
			let voted = on_record.iter().any(|(number, by, _)| *number == round && by == key);
			voted && !(self.may_vote)(key)
		};
		let keys: BTreeSet<_> = on_record.iter().map(|(_, key, _)| *key).collect();
		let own: Vec<_> = keys.iter().filter(|key| self.is_own(key)).collect();
		// GRANDPA votes with one key of a set.
		let voted = own.iter().any(|key| (self.prevoted)(key));
		!own.is_empty() && !voted || own.into_iter().any(is_lost)
	}

	fn own_key(&self, id: &AuthorityId) -> Option<ed25519::Public> {
		let key = ed25519::Public::from_slice(id.as_slice()).ok()?;
		self.is_own(&key).then_some(key)
	}

	fn is_own(&self, key: &ed25519::Public) -> bool {
		self.keystore.has_keys(&[(key.to_raw_vec(), GRANDPA)])
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn votes_are_held_back_once_in_each_set_that_grandpa_jumps_in() {
		let (moment, now) = (Moment::default(), Instant::now());
		assert_eq!(moment.left(now), Duration::ZERO);
		moment.jumps(2, now);
		assert_eq!(moment.left(now), MOMENT);
		moment.jumps(2, now + MOMENT / 2);
		assert_eq!(moment.left(now + MOMENT / 2), MOMENT / 2);
		assert_eq!(moment.left(now + MOMENT * 2), Duration::ZERO);
		moment.jumps(2, now + MOMENT * 2);
		assert_eq!(moment.left(now + MOMENT * 2), Duration::ZERO);
		moment.jumps(3, now + MOMENT * 2);
		assert_eq!(moment.left(now + MOMENT * 2), MOMENT);
	}
}
