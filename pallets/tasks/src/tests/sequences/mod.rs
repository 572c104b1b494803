//! Any sequence of calls, with a clock that runs, blocks without room and devices that leave, keeps to the laws. A refused
//! call changes nothing, no client gains by a slash, and once time has passed everything ends.

mod take;

use crate::{mock::*, Pallet};
use jmt_primitives::{tasks::Verdict, Invariants, Moment};
use proptest::prelude::*;
use take::World;

/// Steps of a sequence at most; half as many on average.
const LONGEST: usize = 160;

/// Calls that are made in all: some thousands, or as many as `JMT_TASKS_CALLS` says.
fn cases() -> u32 {
	let calls = std::env::var("JMT_TASKS_CALLS");
	let calls: u32 = calls.map_or(4_000, |text| text.parse().expect("a number of calls"));
	calls.div_ceil(u32::try_from(LONGEST / 2).unwrap()).max(1)
}

/// One step. Numbers pick one of those that there are.
#[derive(Clone, Debug)]
pub(super) enum Step {
	/// A worker enrols, or sets its stake.
	Stake {
		hand: u8,
		units: u8,
	},
	/// A client posts a task of one of the modes.
	Post {
		mode: u8,
		pay: u8,
		named: bool,
	},
	/// Its client takes it back.
	Cancel {
		task: u8,
	},
	/// A worker claims.
	Claim {
		task: u8,
		hand: u8,
	},
	/// A worker commits to one of three results.
	Commit {
		task: u8,
		hand: u8,
		result: u8,
	},
	/// A worker tells what it committed to, or something else, with the output or without.
	Reveal {
		task: u8,
		hand: u8,
		honest: bool,
		output: bool,
	},
	/// All workers do what is due of a task, but those of a mask, who lie, and those of another, who are silent.
	Serve {
		task: u8,
		liars: u16,
		silent: u16,
	},
	/// Anybody settles two tasks.
	Settle {
		task: u8,
		other: u8,
	},
	Accept {
		task: u8,
	},
	Reject {
		task: u8,
	},
	Challenge {
		task: u8,
		who: u8,
	},
	Collect {
		task: u8,
		own: bool,
	},
	/// A device leaves, or comes back, or gets another owner.
	Move {
		hand: u8,
		owner: u8,
	},
	/// Blocks are made, with room or without.
	Blocks {
		number: u8,
		room: bool,
	},
	/// Time passes in one block, as when the chain stalls.
	Stall {
		time: Moment,
	},
	/// A block without an output of the verifiable random function.
	Mute,
}

fn step() -> impl Strategy<Value = Step> {
	let task = || 0..6u8;
	let hand = || 0..take::HANDS;
	prop_oneof![
		3 => (hand(), 0..8u8).prop_map(|(hand, units)| Step::Stake { hand, units }),
		6 => (0..7u8, 0..4u8, prop::bool::weighted(0.2))
			.prop_map(|(mode, pay, named)| Step::Post { mode, pay, named }),
		1 => task().prop_map(|task| Step::Cancel { task }),
		20 => (task(), hand()).prop_map(|(task, hand)| Step::Claim { task, hand }),
		20 => (task(), hand(), 0..8u8)
			.prop_map(|(task, hand, result)| Step::Commit { task, hand, result }),
		20 => (task(), hand(), prop::bool::weighted(0.9), prop::bool::weighted(0.9)).prop_map(
			|(task, hand, honest, output)| Step::Reveal { task, hand, honest, output }
		),
		16 => (task(), any::<u16>(), any::<u16>(), any::<u16>(), any::<u16>()).prop_map(
			// Of twelve, one and a half lie and one is silent.
			|(task, a, b, c, d)| Step::Serve { task, liars: a & b & c, silent: a & b & !c & d }
		),
		6 => (task(), task()).prop_map(|(task, other)| Step::Settle { task, other }),
		2 => task().prop_map(|task| Step::Accept { task }),
		2 => task().prop_map(|task| Step::Reject { task }),
		9 => (task(), hand()).prop_map(|(task, who)| Step::Challenge { task, who }),
		2 => (task(), any::<bool>()).prop_map(|(task, own)| Step::Collect { task, own }),
		1 => (hand(), hand()).prop_map(|(hand, owner)| Step::Move { hand, owner }),
		8 => (1..8u8, prop::bool::weighted(0.8))
			.prop_map(|(number, room)| Step::Blocks { number, room }),
		2 => prop_oneof![4 => Just(60_000), 1 => Just(DAY), 1 => Just(8 * DAY)]
			.prop_map(|time| Step::Stall { time }),
		1 => Just(Step::Mute),
	]
}

/// Plays steps on a new chain. Returns which of them were taken, and how tasks ended before all time had passed.
fn play(steps: &[Step]) -> (Vec<bool>, Vec<Verdict>) {
	let (mut taken, mut ends) = (Vec::new(), Vec::new());
	ExtBuilder.build_and_execute(|| {
		let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
		let mut world = World::begin();
		for step in steps {
			let (before, wealths) = (root(), world.wealths());
			let done = world.take(step);
			assert!(done || root() == before, "{step:?} was refused and changed something");
			world.ensure_gains_are_pay(step, &wealths);
			Pallet::<Test>::check().unwrap_or_else(|law| panic!("{step:?}: {law:?}"));
			taken.push(done);
		}
		ends.extend(Told::get().iter().map(|(_, verdict, _)| *verdict));
		world.end();
	});
	(taken, ends)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(cases()))]

	#[test]
	fn it_keeps_to_the_laws(steps in prop::collection::vec(step(), 1..LONGEST)) {
		play(&steps);
	}
}

/// Each kind of step is taken and refused now and then, and tasks end in every way, so that the test above sees it all.
#[test]
fn it_sees_each_call_taken_and_refused() {
	use proptest::{strategy::ValueTree, test_runner::TestRunner};
	use std::collections::BTreeMap;
	let mut runner = TestRunner::deterministic();
	let mut seen = BTreeMap::<String, [u32; 2]>::new();
	let mut ended = BTreeMap::<String, u32>::new();
	for _ in 0..60 {
		let sequence = prop::collection::vec(step(), 150..LONGEST);
		let steps = sequence.new_tree(&mut runner).unwrap().current();
		let (taken, ends) = play(&steps);
		for end in ends {
			*ended.entry(format!("{end:?}")).or_default() += 1;
		}
		for (step, taken) in steps.iter().zip(taken) {
			let kind = format!("{step:?}");
			let kind = kind.split_whitespace().next().unwrap().to_string();
			seen.entry(kind).or_default()[usize::from(taken)] += 1;
		}
	}
	assert_eq!(seen.len(), 16, "{seen:?}");
	assert!(seen.values().all(|[_, taken]| *taken > 3), "{seen:?}");
	assert!(ended.len() == 6 && ended.values().all(|ends| *ends > 1), "{ended:?}");
	// Blocks, time and mute blocks are never refused, nor is a post.
	assert!(seen.values().filter(|[refused, _]| *refused > 3).count() >= 10, "{seen:?}");
}
