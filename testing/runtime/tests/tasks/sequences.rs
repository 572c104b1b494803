//! Any sequence of calls over the real runtime, with blocks that others fill and slots without one ...

use super::market::*;
use crate::access::dice::Dice;
use jmt_primitives::{
	tasks::{Audience, Mode, Outcome, TaskId, Terms, Windows},
	Hash, Invariants,
};
use jmt_runtime::{Runtime, Tasks, UncheckedExtrinsic};
use pallet_tasks::Call;
use serde_json::json;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie};
use sp_runtime::BoundedVec;
use std::collections::{BTreeMap, BTreeSet};

/// Owners of workers: enough for one that worked, and a panel that judges it.
const CROWD: [Sr25519Keyring; 5] = [Bob, Charlie, Dave, Eve, Ferdie];

/// Sequences, each of a seed of its own.
const SEEDS: u32 = 2;

/// Steps of each sequence: 1,500, or so many that all together have as many as `JMT_TASKS_CALLS` says.
fn steps() -> u32 {
	let calls = std::env::var("JMT_TASKS_CALLS");
	calls.map_or(1_500, |text| text.parse::<u32>().expect("a number of calls").div_ceil(SEEDS))
}

/// A sequence as it goes.
struct Sequence {
	market: Market,
	dice: Dice,
	/// Results that workers committed to.
	committed: BTreeMap<(TaskId, usize), Outcome>,
	/// Kinds of calls that were taken.
	taken: BTreeSet<&'static str>,
}

impl Sequence {
	/// The right result, or one with another memory.
	fn outcome(&mut self) -> Outcome {
		match self.dice.percent(80) {
			true => result(),
			false => Outcome { memory: Some(Hash::repeat_byte(2)), ..result() },
		}
	}

	fn terms(&mut self) -> Terms {
		let worker = usize::try_from(self.dice.below(5)).expect("small");
		let device = BoundedVec::truncate_from(vec![self.market.devices[worker].id]);
		let windows = Windows { claim: 10_000, run: 10_000 };
		let (mode, audience) = match self.dice.below(5) {
			0 => (Mode::Accept { standing: 60_000 }, Audience::Devices(device)),
			1 => (Mode::Optimistic { standing: 60_000 }, Audience::Anyone),
			2 => {
				let standing = Some(60_000);
				(Mode::Replicate { replicas: 3, quorum: 2, standing }, Audience::Anyone)
			},
			_ => (terms().mode, Audience::Anyone),
		};
		Terms { windows, mode, audience, ..terms() }
	}

	/// A task that there is, most often one of the newest.
	fn some_task(&mut self) -> Option<TaskId> {
		let ids: Vec<TaskId> =
			self.market.chain.read(|| pallet_tasks::Tasks::<Runtime>::iter_keys().collect());
		let newest = ids.iter().max().copied();
		match self.dice.percent(70) {
			true => newest,
			false => (!ids.is_empty()).then(|| *self.dice.pick(&ids)),
		}
	}

	/// The step that each worker takes in a task now, if it takes one.
	fn steps(&mut self, id: TaskId) -> Vec<(&'static str, UncheckedExtrinsic)> {
		let task = self.market.task(id);
		let mut steps = Vec::new();
		for worker in 0..CROWD.len() {
			if self.dice.percent(15) {
				continue;
			}
			// Of a panel, or where the batch was cleared, the seed is another or unknown: the call is refused.
			let block = task.panel.as_ref().map_or(task.crew.batch, |panel| panel.crew.batch);
			let batch = self.market.chain.read(|| pallet_tasks::Batches::<Runtime>::get(block));
			if let Some(opening) = batch.and_then(|batch| batch.opening) {
				let claim = self.market.claim_by(id, worker, opening.seed, 0);
				steps.push(("claim", jmt_runtime_harness::Chain::free(claim)));
			}
			let outcome = match self.committed.get(&(id, worker)) {
				Some(outcome) => *outcome,
				None => self.outcome(),
			};
			self.committed.insert((id, worker), outcome);
			steps.push(("commit", self.market.commit_to(id, worker, &outcome)));
			steps.push(("reveal", self.market.tell(id, worker, outcome, true)));
		}
		steps
	}

	/// A call that an account signs.
	fn signed(&mut self, id: TaskId) -> (&'static str, UncheckedExtrinsic) {
		let by = *self.dice.pick(&[Alice, Bob, Ferdie]);
		let tasks = BoundedVec::truncate_from(vec![id, id + 1]);
		let worker = usize::try_from(self.dice.below(5)).expect("small");
		let units = u32::try_from(self.dice.below(4)).expect("small") + 1;
		let device = self.market.devices[worker].id;
		let chain = &mut self.market.chain;
		match self.dice.below(9) {
			0 => ("accept", chain.signed(Alice, Call::accept { task: id })),
			1 => ("reject", chain.signed(Alice, Call::reject { task: id })),
			2 => ("cancel", chain.signed(Alice, Call::cancel { task: id })),
			3 => ("challenge", chain.signed(by, Call::challenge { task: id })),
			4 => ("set_stake", chain.signed(CROWD[worker], Call::set_stake { device, units })),
			5 | 6 => ("collect", chain.signed(by, Call::collect { task: id })),
			_ => ("settle", chain.signed(by, Call::settle { tasks })),
		}
	}

	/// Includes calls, notes which were taken, and holds the laws against what they made.
	fn include(&mut self, calls: Vec<(&'static str, UncheckedExtrinsic)>) {
		let (kinds, calls): (Vec<_>, Vec<_>) = calls.into_iter().unzip();
		let results = self.market.chain.block(calls).results;
		let good = kinds.into_iter().zip(results).filter(|(_, result)| *result == Ok(Ok(())));
		self.taken.extend(good.map(|(kind, _)| kind));
		self.market.chain.read(<Tasks as Invariants>::check).expect("the laws hold");
	}

	fn step(&mut self) {
		match self.dice.below(20) {
			0 => {
				let terms = Box::new(self.terms());
				let post = self.market.chain.signed(Alice, Call::post { terms });
				self.include(vec![("post", post)]);
			},
			1 => self.market.crowded(3),
			2 => self.market.chain.skip(8),
			3..9 => self.market.chain.blocks(2),
			kind => {
				let Some(id) = self.some_task() else { return };
				let calls = match kind < 16 {
					true => self.steps(id),
					false => vec![self.signed(id)],
				};
				self.include(calls);
			},
		}
	}
}

#[test]
fn keeps_to_the_laws() {
	for seed in 1..=SEEDS {
		let market = Market::start_with(json!({}), &CROWD);
		let (committed, taken) = (BTreeMap::new(), BTreeSet::new());
		let mut sequence = Sequence { market, dice: Dice::new(seed.into()), committed, taken };
		for _ in 0..steps() {
			sequence.step();
		}
		for kind in ["post", "claim", "commit", "reveal", "settle", "collect", "set_stake"] {
			assert!(sequence.taken.contains(kind), "{kind} was not taken: {:?}", sequence.taken);
		}
	}
}
