//! Facts as a light client proves them, all of one block.
//!
//! The evaluator runs over what was read so far and says which facts it missed; these are read together, and it runs
//! again. So it reads what the decision needs and no more, in a few rounds.

use super::{snapshot::facts, AccessError};
use crate::{
	chain::At,
	error::Error,
	pallets::{access, timestamp},
};
use futures::{stream, StreamExt, TryStreamExt};
use jmt_primitives::{
	access::{
		decide, explain, Asked, Authority, Condition, Decision, Explanation, FactKey, FactValue,
		KeptFacts, Ledger, Reason, Request, ResourceId, Rule, Snapshot, Subject, EVALUATOR,
	},
	BlockNumber, Hash, Moment,
};
use std::{cell::RefCell, collections::BTreeSet};

/// Reads under way at the same time: the light client takes 16, some of them our other reads.
///
/// Each reads one item. The light client leaves items of a larger operation out when it is busy, and nobody hears of it:
/// a ban that was left out would be none.
const READS_AT_ONCE: usize = 12;

/// Rounds of a decision at most: each reads what the one before missed. A path of eight domains takes eight where its
/// facts were not named before.
const MAX_ROUNDS: usize = 24;

/// Facts of a snapshot at most, as the chain names them.
const MAX_FACTS: usize = 1_024;

/// Actions for which approvals are kept.
const APPROVED_ACTIONS: usize = 8;

/// Facts of one block, read as they are asked for.
pub struct Proven<'a> {
	at: &'a At,
	snapshot: Snapshot,
}

impl<'a> Proven<'a> {
	/// Begins with nothing but the block's time. A chain for another evaluator is refused.
	pub async fn begin(at: &'a At, genesis: Hash) -> Result<Self, Failed> {
		let evaluator = access::evaluator(at)?;
		check_evaluator(evaluator)?;
		let number = BlockNumber::try_from(at.block_number()).map_err(Error::chain)?;
		let snapshot = Snapshot {
			evaluator,
			genesis,
			block: (number, at.block_hash()),
			at: timestamp::now(at).await?,
			facts: Default::default(),
		};
		Ok(Self { at, snapshot })
	}

	/// With the facts that the chain names for a resource and these, read at once.
	pub async fn pull(
		at: &'a At,
		genesis: Hash,
		resource: ResourceId,
		asked: &[Asked],
	) -> Result<Self, Failed> {
		let mut proven = Self::begin(at, genesis).await?;
		let keys = access::snapshot(at, resource, asked.to_vec()).await?;
		proven.read(keys.into_iter().take(MAX_FACTS).collect()).await?;
		Ok(proven)
	}

	/// The facts that were read.
	pub fn snapshot(&self) -> &Snapshot {
		&self.snapshot
	}

	/// The same, for a file.
	pub fn into_snapshot(self) -> Snapshot {
		self.snapshot
	}

	/// Reads those of the facts that were not read yet.
	pub async fn read(&mut self, mut keys: BTreeSet<FactKey>) -> Result<(), Error> {
		keys.retain(|key| !self.snapshot.facts.contains_key(key));
		let read = read_facts(self.at, self.snapshot.at, keys).await?;
		self.snapshot.facts.extend(read);
		Ok(())
	}

	/// Decides about a request, and reads what that takes.
	pub async fn decide(
		&mut self,
		request: &Request,
		ledger: &dyn Ledger,
	) -> Result<Decision, Error> {
		self.rounds(ledger, |facts| decide(facts, request)).await
	}

	/// The same, with each rule's part in it, for which all facts of all rules are read.
	pub async fn explain(
		&mut self,
		request: &Request,
		ledger: &dyn Ledger,
	) -> Result<Explanation, Error> {
		self.rounds(ledger, |facts| explain(facts, request)).await
	}

	async fn rounds<T>(
		&mut self,
		ledger: &dyn Ledger,
		run: impl Fn(&KeptFacts<'_>) -> T,
	) -> Result<T, Error> {
		let (at, now) = (self.at, self.snapshot.at);
		let read = async |keys| read_facts(at, now, keys).await;
		rounds(&mut self.snapshot, ledger, run, read).await
	}

	/// Reads the approvals of what the asked may ask for: for each, and each action of a rule that asks for approvals.
	/// They are kept by request, so that the chain cannot name them.
	pub async fn read_approvals(
		&mut self,
		resource: ResourceId,
		requests: &[(Subject, Authority)],
	) -> Result<(), Error> {
		let keys = approvals(&self.snapshot, resource, requests);
		self.read(keys).await
	}
}

/// Whether the chain decides as this agent does. Another evaluator's facts are not to be decided from here.
fn check_evaluator(evaluator: u32) -> Result<(), AccessError> {
	match evaluator {
		EVALUATOR => Ok(()),
		_ => Err(Reason::EvaluatorChanged.into()),
	}
}

/// Facts with their values.
type Read = Vec<(FactKey, Option<FactValue>)>;

/// Reads facts at a block of the time `now` (ms).
async fn read_facts(at: &At, now: Moment, keys: BTreeSet<FactKey>) -> Result<Read, Error> {
	stream::iter(keys)
		.map(async |key| {
			let value = access::fact(at, now, &key).await?;
			Ok::<_, Error>((key, value))
		})
		.buffer_unordered(READS_AT_ONCE)
		.try_collect()
		.await
}

/// Runs until nothing is missed that was not read.
async fn rounds<T>(
	snapshot: &mut Snapshot,
	ledger: &dyn Ledger,
	run: impl Fn(&KeptFacts<'_>) -> T,
	read: impl AsyncFn(BTreeSet<FactKey>) -> Result<Read, Error>,
) -> Result<T, Error> {
	for _ in 0..MAX_ROUNDS {
		let missed = RefCell::new(BTreeSet::new());
		let note = |key: &FactKey| {
			missed.borrow_mut().insert(key.clone());
		};
		let told = run(&KeptFacts { missed: Some(&note), ..facts(snapshot, ledger) });
		let missed = missed.into_inner();
		if missed.is_empty() {
			return Ok(told);
		}
		snapshot.facts.extend(read(missed).await?);
	}
	Err(Error::chain("the decision asks for ever more facts"))
}

/// Names of the approvals.
fn approvals(
	snapshot: &Snapshot,
	resource: ResourceId,
	requests: &[(Subject, Authority)],
) -> BTreeSet<FactKey> {
	let Some(Some(FactValue::Resource(stored))) = snapshot.facts.get(&FactKey::Resource(resource))
	else {
		return BTreeSet::new();
	};
	let policy = stored.policy.map(FactKey::Policy);
	let policy = policy.and_then(|key| snapshot.facts.get(&key));
	let Some(Some(FactValue::Policy(policy))) = policy else { return BTreeSet::new() };
	let approvers = |rule: &Rule| {
		let of = rule.conditions.iter().filter_map(|condition| match condition {
			Condition::Approvals { of, .. } => Some(of.iter().cloned()),
			_ => None,
		});
		of.flatten().collect::<BTreeSet<_>>()
	};
	let rules = policy.body.rules.iter().map(|rule| (rule.actions, approvers(rule)));
	let rules: Vec<_> = rules.filter(|(_, approvers)| !approvers.is_empty()).collect();
	let asks = |action| rules.iter().any(|(actions, _)| actions.contains(action));
	let actions = stored.actions.iter().filter(|action| asks(*action)).take(APPROVED_ACTIONS);
	let actions: Vec<_> = actions.collect();
	let mut keys = BTreeSet::new();
	for (subject, authority) in requests {
		for action in &actions {
			let request = Request::new(resource, *action, subject.clone(), *authority);
			let request = request.hash(&snapshot.genesis);
			let of = rules.iter().filter(|(actions, _)| actions.contains(*action));
			for approver in of.flat_map(|(_, approvers)| approvers) {
				keys.insert(FactKey::Approval(resource, request, approver.clone()));
			}
		}
	}
	keys
}

/// Why no facts were read.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
	/// The chain was not read.
	#[error(transparent)]
	Chain(#[from] Error),
	/// The chain was read, and is not to be decided from.
	#[error(transparent)]
	Access(#[from] AccessError),
}

#[cfg(test)]
mod tests {
	use super::{super::world, *};
	use jmt_primitives::access::{Action, Limit, Policy};

	/// Decides from nothing, by reading a whole snapshot as if it were the chain.
	fn by_reading(chain: &Snapshot, request: &Request) -> (Decision, Snapshot, usize) {
		let mut known = Snapshot { facts: Default::default(), ..chain.clone() };
		let reads = RefCell::new(0);
		let read = async |keys: BTreeSet<FactKey>| {
			*reads.borrow_mut() += 1;
			let of = |key: FactKey| {
				let value = chain.facts.get(&key).cloned().flatten();
				(key, value)
			};
			Ok(keys.into_iter().map(of).collect())
		};
		let run = |facts: &KeptFacts<'_>| decide(facts, request);
		let decision = futures::executor::block_on(rounds(&mut known, &(), run, read)).unwrap();
		(decision, known, reads.into_inner())
	}

	#[test]
	fn check_evaluator_another_one_is_refused_with_its_code() {
		assert!(check_evaluator(EVALUATOR).is_ok());
		for other in [0, EVALUATOR - 1, EVALUATOR + 1, u32::MAX] {
			assert_eq!(check_evaluator(other).unwrap_err().code(), Some(28));
		}
	}

	#[test]
	fn rounds_it_reads_what_the_decision_takes_and_no_more() {
		let chain = world::lift();
		let request = world::opens();
		let (decision, known, reads) = by_reading(&chain, &request);
		assert!(decision.is_allow(), "{decision:?}");
		assert_eq!(decision, decide(&facts(&chain, &()), &request));
		assert!(reads <= 8, "{reads} rounds");
		// The phone's domain has one above it; nothing else is asked for.
		assert!(known.facts.len() <= 12, "{:?}", known.facts.keys());
		assert!(!known.facts.contains_key(&FactKey::Grant(1)));
	}

	#[test]
	fn rounds_a_decision_that_never_has_enough_ends() {
		let mut known = Snapshot { facts: Default::default(), ..world::lift() };
		let read = async |_| Ok(Vec::new());
		let request = world::opens();
		let run = |facts: &KeptFacts<'_>| decide(facts, &request);
		assert!(futures::executor::block_on(rounds(&mut known, &(), run, read)).is_err());
	}

	#[test]
	fn approvals_they_are_named_for_each_subject_right_and_action_that_asks() {
		let mut chain = world::lift();
		let (subject, right) = (world::opens().subject, Authority::Own);
		assert!(approvals(&chain, 1, &[(subject.clone(), right)]).is_empty());
		let Some(Some(FactValue::Policy(policy))) = chain.facts.get_mut(&FactKey::Policy(1)) else {
			panic!("it has a policy")
		};
		let of = vec![world::account(8), world::account(9)];
		ask(policy, Condition::Approvals { least: 1, of: of.clone().try_into().unwrap() });
		let keys = approvals(
			&chain,
			1,
			&[(subject.clone(), right), (subject.clone(), Authority::Grant(1))],
		);
		// Both approvers, for `open` alone, by each right.
		assert_eq!(keys.len(), 4);
		let request = Request::new(1, Action::OPEN, subject, right).hash(&chain.genesis);
		for approver in of {
			assert!(keys.contains(&FactKey::Approval(1, request, approver)));
		}
		assert!(approvals(&chain, 2, &[(world::opens().subject, right)]).is_empty());
	}

	/// The first rule asks for one thing more.
	fn ask(policy: &mut Policy, condition: Condition) {
		let rule = policy.body.rules.iter_mut().next().unwrap();
		let limited = |other: &Condition| matches!(other, Condition::Uses(Limit { .. }));
		rule.conditions.retain(|other| !limited(other));
		rule.conditions.try_push(condition).unwrap();
	}
}
