//! GRANDPA's own state in the database, as far as votes on record have to be in it.
//!
//! The SDK keeps its types to itself, so their form stands here again. A state of another form is refused: each
//! one is encoded again and compared before it is believed.

use super::{
	record::{Error, Record, Votes},
	Target,
};
use codec::{Decode, DecodeAll, Encode};
use jmt_runtime::opaque::Header;
use sc_client_api::AuxStore;
use sp_consensus_grandpa::{
	AuthorityId, Precommit, Prevote, PrimaryPropose, RoundNumber, SetId, SignedMessage,
};
use sp_core::ed25519;
use std::collections::BTreeMap;

/// Where GRANDPA keeps it.
const KEY: &[u8] = b"grandpa_completed_round";

#[derive(Debug, Encode, Decode)]
enum State {
	Live { completed: Completed, current: BTreeMap<RoundNumber, HasVoted> },
	Paused { completed: Completed },
}

/// The rounds that are over, the newest first.
#[derive(Debug, Encode, Decode)]
struct Completed {
	rounds: Vec<CompletedRound>,
	set: SetId,
	voters: Vec<AuthorityId>,
}

#[derive(Debug, Encode, Decode)]
struct CompletedRound {
	number: RoundNumber,
	state: RoundState,
	base: Target,
	votes: Vec<SignedMessage<Header>>,
}

#[derive(Debug, Encode, Decode)]
struct RoundState {
	prevote_ghost: Option<Target>,
	finalized: Option<Target>,
	estimate: Option<Target>,
	completable: bool,
}

#[derive(Clone, Debug, PartialEq, Encode, Decode)]
enum HasVoted {
	No,
	Yes(AuthorityId, Vote),
}

#[derive(Clone, Debug, PartialEq, Encode, Decode)]
enum Vote {
	Propose(PrimaryPropose<Header>),
	Prevote(Option<PrimaryPropose<Header>>, Prevote<Header>),
	Precommit(Option<PrimaryPropose<Header>>, Prevote<Header>, Precommit<Header>),
}

impl Vote {
	/// The votes, unless there is none, or a precommit without a prevote, which GRANDPA does not know.
	fn of(votes: &Votes) -> Option<Self> {
		let propose = votes.propose.map(|(target_hash, target_number)| PrimaryPropose::<Header> {
			target_hash,
			target_number,
		});
		let prevote = votes
			.prevote
			.map(|(target_hash, target_number)| Prevote::<Header> { target_hash, target_number });
		let precommit = votes
			.precommit
			.map(|(target_hash, target_number)| Precommit::<Header> { target_hash, target_number });
		match (propose, prevote, precommit) {
			(propose, Some(prevote), Some(precommit)) => {
				Some(Self::Precommit(propose, prevote, precommit))
			},
			(propose, Some(prevote), None) => Some(Self::Prevote(propose, prevote)),
			(Some(propose), None, None) => Some(Self::Propose(propose)),
			(_, None, _) => None,
		}
	}

	fn votes(&self) -> Votes {
		let (propose, prevote, precommit) = match self {
			Self::Propose(propose) => (Some(propose), None, None),
			Self::Prevote(propose, prevote) => (propose.as_ref(), Some(prevote), None),
			Self::Precommit(propose, prevote, precommit) => {
				(propose.as_ref(), Some(prevote), Some(precommit))
			},
		};
		Votes {
			propose: propose.map(|vote| (vote.target_hash, vote.target_number)),
			prevote: prevote.map(|vote| (vote.target_hash, vote.target_number)),
			precommit: precommit.map(|vote| (vote.target_hash, vote.target_number)),
		}
	}
}

impl HasVoted {
	/// The votes of this key.
	fn by(&self, key: &ed25519::Public) -> Votes {
		match self {
			Self::Yes(voter, vote) if voter.as_ref() as &[u8] == &key.0[..] => vote.votes(),
			_ => Votes::default(),
		}
	}
}

impl Votes {
	/// These votes, and the other's at the stages where there is none.
	fn or(&self, other: &Self) -> Self {
		Self {
			propose: self.propose.or(other.propose),
			prevote: self.prevote.or(other.prevote),
			precommit: self.precommit.or(other.precommit),
		}
	}
}

impl Completed {
	fn last(&self) -> RoundNumber {
		self.rounds.iter().map(|round| round.number).max().unwrap_or_default()
	}
}

/// Whether GRANDPA has used this database.
pub fn has_state(store: &impl AuxStore) -> Result<bool, Error> {
	Ok(store.get_aux(KEY)?.is_some())
}

fn read(store: &impl AuxStore) -> Result<Option<State>, Error> {
	let Some(bytes) = store.get_aux(KEY)? else { return Ok(None) };
	let state = State::decode_all(&mut &*bytes).map_err(|_| Error::UnknownState)?;
	if state.encode() != bytes {
		return Err(Error::UnknownState);
	}
	Ok(Some(state))
}

/// Writes the votes on record into the state, those of rounds to come too, so that GRANDPA casts the same ones.
/// It must not have read the state yet.
pub fn restore(record: &Record, store: &impl AuxStore) -> Result<(), Error> {
	let Some(State::Live { completed, mut current }) = read(store)? else { return Ok(()) };
	let mut restored = Vec::new();
	for (round, key, votes) in record.votes_after(completed.set, completed.last()) {
		let known = current.entry(round).or_insert(HasVoted::No);
		let Some(vote) = Vote::of(&votes.or(&known.by(&key))) else { continue };
		let vote = HasVoted::Yes(key.into(), vote);
		if *known != vote {
			*known = vote;
			restored.push(round);
		}
	}
	if restored.is_empty() {
		return Ok(());
	}
	log::info!(
		"The database has lost votes of this validator, in {} rounds of set {}: they are given back.",
		restored.len(),
		completed.set
	);
	let state = State::Live { completed, current }.encode();
	Ok(store.insert_aux(&[(KEY, state.as_slice())], &[])?)
}

/// Whether GRANDPA, which begins a round, would cast what is on record again and nothing else: all votes of this
/// key from that round on are in its state. A round that it jumped to is not in the state yet; so all rounds
/// after the one that it completed last count.
pub fn may_vote(
	record: &Record,
	store: &impl AuxStore,
	key: &ed25519::Public,
) -> Result<bool, Error> {
	let (set, last, current) = match read(store)? {
		Some(State::Live { completed, current }) => (completed.set, completed.last(), current),
		Some(State::Paused { .. }) => return Ok(false),
		None => (0, 0, BTreeMap::new()),
	};
	if record.is_dropped(key, set, last.saturating_add(1)) {
		return Ok(false);
	}
	let in_state = |round: RoundNumber, votes: &Votes| {
		let known = current.get(&round).map(|voted| voted.by(key)).unwrap_or_default();
		votes.or(&known) == known
	};
	let on_record = record.votes_after(set, last);
	Ok(on_record.iter().all(|(round, voter, votes)| voter != key || in_state(*round, votes)))
}

#[cfg(test)]
mod tests {
	use super::{
		super::record::{RoundOf, Stage},
		*,
	};
	use jmt_primitives::Hash;
	use std::{collections::HashMap, sync::Mutex};
	use tempfile::TempDir;

	/// A database in memory.
	#[derive(Default)]
	struct Memory(Mutex<HashMap<Vec<u8>, Vec<u8>>>);

	impl AuxStore for Memory {
		fn insert_aux<
			'a,
			'b: 'a,
			'c: 'a,
			I: IntoIterator<Item = &'a (&'c [u8], &'c [u8])>,
			D: IntoIterator<Item = &'a &'b [u8]>,
		>(
			&self,
			insert: I,
			_: D,
		) -> sp_blockchain::Result<()> {
			let insert = insert.into_iter().map(|(key, value)| (key.to_vec(), value.to_vec()));
			self.0.lock().unwrap().extend(insert);
			Ok(())
		}

		fn get_aux(&self, key: &[u8]) -> sp_blockchain::Result<Option<Vec<u8>>> {
			Ok(self.0.lock().unwrap().get(key).cloned())
		}
	}

	const SET: SetId = 3;
	const LAST: RoundNumber = 5;

	fn key() -> ed25519::Public {
		ed25519::Public::from_raw([1; 32])
	}

	fn target(byte: u8) -> Target {
		(Hash::repeat_byte(byte), byte.into())
	}

	/// GRANDPA has completed a round, and knows these votes of the next one.
	fn database(known: HasVoted) -> Memory {
		let round = CompletedRound {
			number: LAST,
			state: RoundState {
				prevote_ghost: Some(target(1)),
				finalized: Some(target(1)),
				estimate: Some(target(1)),
				completable: true,
			},
			base: target(1),
			votes: Vec::new(),
		};
		let completed =
			Completed { rounds: vec![round], set: SET, voters: vec![AuthorityId::from(key())] };
		let state = State::Live { completed, current: BTreeMap::from([(LAST + 1, known)]) };
		let memory = Memory::default();
		memory.insert_aux(&[(KEY, state.encode().as_slice())], &[]).unwrap();
		memory
	}

	fn record(dir: &TempDir, votes: &[(RoundOf, Stage, Target)]) -> Record {
		let record = Record::open(&dir.path().join("votes")).unwrap();
		for (round, stage, target) in votes {
			record.vote(*round, *stage, *target).unwrap();
		}
		record
	}

	/// The votes that GRANDPA finds in its state.
	fn known(store: &Memory) -> BTreeMap<RoundNumber, Votes> {
		match read(store).unwrap() {
			Some(State::Live { current, .. }) => {
				current.into_iter().map(|(round, voted)| (round, voted.by(&key()))).collect()
			},
			other => panic!("{other:?}"),
		}
	}

	#[test]
	fn votes_that_the_database_lost_are_given_back_and_cast_again() {
		let dir = TempDir::new().unwrap();
		let record = record(
			&dir,
			&[
				((SET, LAST, key()), Stage::Prevote, target(1)),
				((SET, LAST + 1, key()), Stage::Prevote, target(2)),
				((SET, LAST + 1, key()), Stage::Precommit, target(3)),
				((SET, LAST + 2, key()), Stage::Propose, target(4)),
				((SET + 1, LAST + 3, key()), Stage::Prevote, target(5)),
			],
		);
		let store = database(HasVoted::No);
		assert!(!may_vote(&record, &store, &key()).unwrap());
		restore(&record, &store).unwrap();
		assert!(may_vote(&record, &store, &key()).unwrap());
		let both = Votes { propose: None, prevote: Some(target(2)), precommit: Some(target(3)) };
		let propose = Votes { propose: Some(target(4)), ..Votes::default() };
		assert_eq!(known(&store), BTreeMap::from([(LAST + 1, both), (LAST + 2, propose)]));
	}

	#[test]
	fn votes_that_only_the_database_knows_stay() {
		let dir = TempDir::new().unwrap();
		let record = record(&dir, &[((SET, LAST + 1, key()), Stage::Prevote, target(2))]);
		let all = Votes { propose: Some(target(4)), prevote: Some(target(2)), precommit: None };
		let vote = Vote::of(&all).unwrap();
		let store = database(HasVoted::Yes(key().into(), vote));
		restore(&record, &store).unwrap();
		assert_eq!(known(&store), BTreeMap::from([(LAST + 1, all)]));
		assert!(may_vote(&record, &store, &key()).unwrap());
	}

	#[test]
	fn a_key_without_votes_on_record_may_vote() {
		let dir = TempDir::new().unwrap();
		let record = record(&dir, &[((SET, LAST + 1, key()), Stage::Prevote, target(2))]);
		let other = ed25519::Public::from_raw([2; 32]);
		assert!(may_vote(&record, &database(HasVoted::No), &other).unwrap());
	}

	#[test]
	fn a_state_of_another_form_is_refused_and_not_changed() {
		let dir = TempDir::new().unwrap();
		let record = record(&dir, &[((SET, LAST + 1, key()), Stage::Prevote, target(2))]);
		let store = database(HasVoted::No);
		let longer = [store.get_aux(KEY).unwrap().unwrap(), vec![0]].concat();
		for bytes in [longer, vec![7], Vec::new()] {
			store.insert_aux(&[(KEY, bytes.as_slice())], &[]).unwrap();
			assert!(matches!(restore(&record, &store), Err(Error::UnknownState)));
			assert!(may_vote(&record, &store, &key()).is_err());
			assert_eq!(store.get_aux(KEY).unwrap(), Some(bytes));
		}
	}
}
