//! The rules: one vote of a key for each stage of a round, one block for each slot.

use super::{
	file::{Entry, Log},
	Target,
};
use codec::{Decode, Encode};
use sp_consensus_babe::Slot;
use sp_consensus_grandpa::{RoundNumber, SetId};
use sp_core::ed25519;
use std::{
	collections::{BTreeMap, BTreeSet},
	path::{Path, PathBuf},
	sync::{Mutex, MutexGuard, PoisonError},
};

/// Rounds whose votes are kept: some minutes of them. A database that is further behind is caught up with the
/// others before the validator votes again.
const ROUNDS: usize = 1_024;

/// Slots that are kept.
const SLOTS: usize = 64;

/// Why the record cannot be used, or does not allow what is to be signed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The file is there and cannot be read.
	#[error("the record of votes {} cannot be read: {reason}", .path.display())]
	Unreadable {
		/// The file.
		path: PathBuf,
		/// The system's reason.
		reason: std::io::Error,
	},
	/// The file does not hold what was written.
	#[error(
		"the record of votes {} is damaged, so this validator does not vote: put its last copy back, or see \
		 \"The record of votes\" in docs/operators.md before you delete it",
		.path.display()
	)]
	Damaged {
		/// The file.
		path: PathBuf,
	},
	/// A message that is to be signed cannot be recorded.
	#[error("the record of votes {} cannot be written: {reason}", .path.display())]
	Unwritable {
		/// The file.
		path: PathBuf,
		/// The system's reason.
		reason: std::io::Error,
	},
	/// Another vote of that key left before.
	#[error("another {stage} of round {round} in set {set} was signed before")]
	VotedOtherwise {
		/// Prevote, precommit or proposal.
		stage: &'static str,
		/// The round.
		round: RoundNumber,
		/// The set of authorities.
		set: SetId,
	},
	/// The round is older than the record.
	#[error("round {round} in set {set} is older than the votes on record")]
	TooOld {
		/// The round.
		round: RoundNumber,
		/// The set of authorities.
		set: SetId,
	},
	/// A block of that slot was signed before.
	#[error("a block of slot {0} was signed before, or the slot is older than those on record")]
	Authored(Slot),
	/// The key of votes is asked for something else.
	#[error("it is not a vote")]
	NoVote,
	/// The database holds GRANDPA's state in a form that this node does not know.
	#[error("GRANDPA's state in the database has an unknown form")]
	UnknownState,
	/// The database does not answer.
	#[error("GRANDPA's state: {0}")]
	Database(#[from] sp_blockchain::Error),
}

/// A stage of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Stage {
	/// The primary's hint.
	Propose,
	/// The first vote.
	Prevote,
	/// The second one.
	Precommit,
}

impl Stage {
	const fn name(self) -> &'static str {
		match self {
			Self::Propose => "proposal",
			Self::Prevote => "prevote",
			Self::Precommit => "precommit",
		}
	}
}

/// A key's votes in a round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Votes {
	/// The primary's hint.
	pub propose: Option<Target>,
	/// The first vote.
	pub prevote: Option<Target>,
	/// The second one.
	pub precommit: Option<Target>,
}

impl Votes {
	/// The vote at this stage.
	const fn get(&self, stage: Stage) -> Option<Target> {
		match stage {
			Stage::Propose => self.propose,
			Stage::Prevote => self.prevote,
			Stage::Precommit => self.precommit,
		}
	}

	fn at(&mut self, stage: Stage) -> &mut Option<Target> {
		match stage {
			Stage::Propose => &mut self.propose,
			Stage::Prevote => &mut self.prevote,
			Stage::Precommit => &mut self.precommit,
		}
	}
}

/// A round of a set, and the key that voted in it.
pub type RoundOf = (SetId, RoundNumber, ed25519::Public);

/// Everything on record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Content {
	rounds: BTreeMap<RoundOf, Votes>,
	/// For each key the newest round that is not kept any more.
	dropped: BTreeMap<ed25519::Public, (SetId, RoundNumber)>,
	slots: BTreeSet<u64>,
	dropped_slot: Option<u64>,
}

impl Content {
	fn take(&mut self, entry: Entry) {
		match entry {
			Entry::Vote(round, stage, target) => {
				*self.rounds.entry(round).or_default().at(stage) = Some(target);
			},
			Entry::Slot(slot) => {
				self.slots.insert(slot);
			},
			Entry::Dropped(key, round) => {
				let last = self.dropped.entry(key).or_insert(round);
				*last = round.max(*last);
			},
			Entry::DroppedSlot(slot) => self.dropped_slot = self.dropped_slot.max(Some(slot)),
		}
		while self.rounds.len() > ROUNDS {
			let Some(((set, round, key), _)) = self.rounds.pop_first() else { break };
			self.take(Entry::Dropped(key, (set, round)));
		}
		while self.slots.len() > SLOTS {
			self.dropped_slot = self.slots.pop_first().max(self.dropped_slot);
		}
	}

	/// The entries that make it.
	fn entries(&self) -> Vec<Entry> {
		let mut entries: Vec<_> =
			self.dropped.iter().map(|(key, round)| Entry::Dropped(*key, *round)).collect();
		entries.extend(self.dropped_slot.map(Entry::DroppedSlot));
		entries.extend(self.slots.iter().copied().map(Entry::Slot));
		for (round, votes) in &self.rounds {
			for stage in [Stage::Propose, Stage::Prevote, Stage::Precommit] {
				entries.extend(votes.get(stage).map(|target| Entry::Vote(*round, stage, target)));
			}
		}
		entries
	}
}

/// A validator's record of what it signed.
#[derive(Debug)]
pub struct Record {
	state: Mutex<State>,
}

#[derive(Debug)]
struct State {
	content: Content,
	log: Log,
}

impl Record {
	/// Opens the record in this file. If there is no file, nothing was signed yet.
	pub fn open(path: &Path) -> Result<Self, Error> {
		let mut content = Content::default();
		let (log, entries) = Log::open(path)?;
		entries.into_iter().for_each(|entry| content.take(entry));
		Ok(Self { state: Mutex::new(State { content, log }) })
	}

	/// Whether nothing was signed yet.
	pub fn is_empty(&self) -> bool {
		self.state().content == Content::default()
	}

	/// Forgets everything.
	pub fn clear(&self) -> Result<(), Error> {
		let mut state = self.state();
		state.log.rewrite(&[])?;
		state.content = Content::default();
		Ok(())
	}

	/// Records a vote before it is signed. The same vote may be signed again; another one of that stage may not.
	/// If this fails, the vote must not leave.
	pub fn vote(&self, of: RoundOf, stage: Stage, target: Target) -> Result<(), Error> {
		let mut state = self.state();
		let (set, round, key) = of;
		match state.content.rounds.get(&of) {
			Some(votes) => match votes.get(stage) {
				Some(before) if before == target => return Ok(()),
				Some(_) => {
					return Err(Error::VotedOtherwise { stage: stage.name(), round, set });
				},
				None => {},
			},
			None => {
				let dropped = state.content.dropped.get(&key);
				if dropped.is_some_and(|last| *last >= (set, round)) {
					return Err(Error::TooOld { round, set });
				}
			},
		}
		state.keep(Entry::Vote(of, stage, target))
	}

	/// Records a block's slot before the block leaves. If this fails, it must not leave.
	pub fn author(&self, slot: Slot) -> Result<(), Error> {
		let mut state = self.state();
		let dropped = state.content.dropped_slot.is_some_and(|last| *slot <= last);
		if dropped || state.content.slots.contains(&*slot) {
			return Err(Error::Authored(slot));
		}
		state.keep(Entry::Slot(*slot))
	}

	/// The votes of a set after this round, and the key of each.
	pub fn votes_after(
		&self,
		set: SetId,
		round: RoundNumber,
	) -> Vec<(RoundNumber, ed25519::Public, Votes)> {
		let state = self.state();
		let rounds = state.content.rounds.iter();
		let of_set = rounds.filter(|((of, number, _), _)| *of == set && *number > round);
		of_set.map(|((_, number, key), votes)| (*number, *key, votes.clone())).collect()
	}

	/// Whether a key voted in this round or a later one and the votes are not kept any more.
	pub fn is_dropped(&self, key: &ed25519::Public, set: SetId, round: RoundNumber) -> bool {
		self.state().content.dropped.get(key).is_some_and(|last| *last >= (set, round))
	}

	fn state(&self) -> MutexGuard<'_, State> {
		// What is in memory changes after the file and at once, so that a panic leaves nothing half done.
		self.state.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

impl State {
	/// First on the disk, then here: until the disk has it, the old content counts.
	fn keep(&mut self, entry: Entry) -> Result<(), Error> {
		match self.log.has_room() {
			true => self.log.append(&entry)?,
			false => {
				let mut next = self.content.clone();
				next.take(entry.clone());
				self.log.rewrite(&next.entries())?;
			},
		}
		self.content.take(entry);
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::Hash;
	use std::fs;
	use tempfile::TempDir;

	fn key() -> ed25519::Public {
		ed25519::Public::from_raw([1; 32])
	}

	fn other_key() -> ed25519::Public {
		ed25519::Public::from_raw([2; 32])
	}

	fn target(byte: u8) -> Target {
		(Hash::repeat_byte(byte), byte.into())
	}

	fn file(dir: &TempDir) -> PathBuf {
		dir.path().join("votes")
	}

	fn open(dir: &TempDir) -> Record {
		Record::open(&file(dir)).unwrap()
	}

	#[test]
	fn a_second_vote_is_refused_after_a_restart_and_the_same_one_is_not() {
		let dir = TempDir::new().unwrap();
		for stage in [Stage::Propose, Stage::Prevote, Stage::Precommit] {
			open(&dir).vote((3, 7, key()), stage, target(1)).unwrap();
			open(&dir).vote((3, 7, key()), stage, target(1)).unwrap();
			let refused = open(&dir).vote((3, 7, key()), stage, target(2)).unwrap_err();
			assert!(matches!(refused, Error::VotedOtherwise { set: 3, round: 7, .. }), "{refused}");
			assert!(refused.to_string().contains(stage.name()), "{refused}");
		}
	}

	#[test]
	fn another_round_set_or_key_may_vote_otherwise() {
		let dir = TempDir::new().unwrap();
		open(&dir).vote((3, 7, key()), Stage::Prevote, target(1)).unwrap();
		for other in
			[(3, 8, key()), (4, 7, key()), (3, 7, other_key()), (3, 6, key()), (2, 9, key())]
		{
			open(&dir).vote(other, Stage::Prevote, target(2)).unwrap();
		}
	}

	#[test]
	fn a_round_whose_votes_are_not_kept_any_more_is_not_voted_in() {
		let dir = TempDir::new().unwrap();
		let record = open(&dir);
		for round in 1..=ROUNDS as u64 + 2 {
			record.vote((0, round, key()), Stage::Prevote, target(1)).unwrap();
		}
		for record in [record, open(&dir)] {
			for round in [1, 2] {
				assert!(record.is_dropped(&key(), 0, round));
				let refused =
					record.vote((0, round, key()), Stage::Prevote, target(1)).unwrap_err();
				assert!(matches!(refused, Error::TooOld { .. }), "{refused}");
				assert!(!record.is_dropped(&other_key(), 0, round));
			}
			assert!(!record.is_dropped(&key(), 0, 3));
			assert!(!record.is_dropped(&key(), 1, 1));
		}
		assert!(fs::metadata(file(&dir)).unwrap().len() < 1024 * 1024);
	}

	#[test]
	fn a_slot_has_one_block_even_after_a_restart() {
		let dir = TempDir::new().unwrap();
		for slot in [5, 9, 7] {
			open(&dir).author(slot.into()).unwrap();
			assert!(matches!(open(&dir).author(slot.into()), Err(Error::Authored(_))));
		}
		for slot in 100..100 + SLOTS as u64 {
			open(&dir).author(slot.into()).unwrap();
		}
		for old in [5, 7, 8, 9, 100] {
			assert!(open(&dir).author(old.into()).is_err(), "{old}");
		}
		open(&dir).author(10.into()).unwrap();
	}

	#[test]
	fn a_vote_that_cannot_be_written_is_not_cast_and_another_can_be_later() {
		let dir = TempDir::new().unwrap();
		let record = open(&dir);
		// Instead of a full disk: what is written beside the file has no place.
		let beside = file(&dir).with_extension("new");
		fs::create_dir(&beside).unwrap();
		let error = record.vote((3, 7, key()), Stage::Prevote, target(1)).unwrap_err();
		assert!(matches!(error, Error::Unwritable { .. }), "{error}");
		assert!(matches!(record.author(1.into()), Err(Error::Unwritable { .. })));
		// The record is as it was, in the file as in memory.
		assert!(record.is_empty());
		assert!(open(&dir).is_empty());
		fs::remove_dir(&beside).unwrap();
		record.vote((3, 7, key()), Stage::Prevote, target(2)).unwrap();
		record.author(1.into()).unwrap();
		assert_eq!(record.votes_after(3, 6), open(&dir).votes_after(3, 6));
		assert_eq!(open(&dir).votes_after(3, 6)[0].2.prevote, Some(target(2)));
	}

	#[test]
	fn the_file_stays_small_and_keeps_what_counts() {
		let mut content = Content::default();
		for round in 0..3 * ROUNDS as u64 {
			content.take(Entry::Vote((1, round, key()), Stage::Prevote, target(1)));
			content.take(Entry::Vote((1, round, key()), Stage::Precommit, target(2)));
			content.take(Entry::Slot(round));
		}
		let entries = content.entries();
		assert_eq!(entries.len(), 2 * ROUNDS + SLOTS + 2);
		let mut again = Content::default();
		entries.into_iter().for_each(|entry| again.take(entry));
		assert_eq!(again, content);
	}

	#[test]
	fn it_can_begin_anew() {
		let dir = TempDir::new().unwrap();
		let record = open(&dir);
		assert!(record.is_empty());
		record.vote((3, 7, key()), Stage::Prevote, target(1)).unwrap();
		assert!(!open(&dir).is_empty());
		record.clear().unwrap();
		assert!(open(&dir).is_empty());
		record.vote((3, 7, key()), Stage::Prevote, target(2)).unwrap();
	}
}
