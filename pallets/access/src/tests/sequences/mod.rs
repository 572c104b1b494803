//! Any sequence of calls, with a clock that runs, keeps to a model of deposits and payments, and to the laws.

mod luck;
mod model;

use crate::mock::*;
use jmt_primitives::{Invariants, Moment};
use model::Model;
use proptest::prelude::*;

/// Accounts that take part.
const ACCOUNTS: u8 = 4;

/// One step. Numbers pick one of those that there are, or were.
#[derive(Clone, Debug)]
pub(super) enum Step {
	Create {
		who: u8,
		policy: Option<u8>,
	},
	Close {
		who: u8,
		resource: u8,
	},
	/// Another device enforces, or none.
	Enforce {
		who: u8,
		resource: u8,
		enforcer: Option<u8>,
	},
	/// A policy that lets anybody in at this price, with so many rules.
	Write {
		who: u8,
		at: Option<u8>,
		price: u8,
		rules: u8,
	},
	Name {
		who: u8,
		resource: u8,
		policy: Option<u8>,
	},
	ClosePolicy {
		who: u8,
		policy: u8,
	},
	Grant {
		who: u8,
		resource: u8,
		parent: Option<u8>,
		to: u8,
		uses: Option<u8>,
		days: u8,
	},
	Revoke {
		who: u8,
		grant: u8,
	},
	RevokeAll {
		who: u8,
		resource: u8,
	},
	CloseGrant {
		who: u8,
		grant: u8,
	},
	Approve {
		who: u8,
		resource: u8,
		days: u8,
	},
	Withdraw {
		who: u8,
		resource: u8,
		approver: u8,
	},
	/// By an own right, or by a grant.
	Use {
		who: u8,
		resource: u8,
		grant: Option<u8>,
		action: u8,
		uses: u8,
		most: u16,
	},
	/// Uses of an account, or under a grant.
	Clear {
		who: u8,
		resource: u8,
		account: u8,
		grant: Option<u8>,
	},
	Pass(Moment),
}

fn step() -> impl Strategy<Value = Step> {
	let who = || 0..ACCOUNTS;
	// A few, so that they meet.
	let few = || 0..4u8;
	let some = || prop::option::of(0..6u8);
	let mostly = || prop::option::weighted(0.9, 0..4u8);
	prop_oneof![
		4 => (who(), mostly()).prop_map(|(who, policy)| Step::Create { who, policy }),
		2 => (who(), few()).prop_map(|(who, resource)| Step::Close { who, resource }),
		2 => (who(), prop::option::of(few()), 0..4u8, 1..4u8)
			.prop_map(|(who, at, price, rules)| Step::Write { who, at, price, rules }),
		2 => (who(), few(), mostly())
			.prop_map(|(who, resource, policy)| Step::Name { who, resource, policy }),
		1 => (who(), few()).prop_map(|(who, policy)| Step::ClosePolicy { who, policy }),
		6 => (who(), few(), some(), who(), prop::option::of(1..6u8), 1..9u8).prop_map(
			|(who, resource, parent, to, uses, days)| Step::Grant {
				who, resource, parent, to, uses, days
			}
		),
		1 => (who(), 0..6u8).prop_map(|(who, grant)| Step::Revoke { who, grant }),
		1 => (who(), few()).prop_map(|(who, resource)| Step::RevokeAll { who, resource }),
		3 => (who(), 0..6u8).prop_map(|(who, grant)| Step::CloseGrant { who, grant }),
		1 => (who(), few(), 0..3u8)
			.prop_map(|(who, resource, days)| Step::Approve { who, resource, days }),
		1 => (who(), few(), who())
			.prop_map(|(who, resource, approver)| Step::Withdraw { who, resource, approver }),
		6 => (who(), few(), some(), 0..3u8, 1..4u8, 0..12u16).prop_map(
			|(who, resource, grant, action, uses, most)| Step::Use {
				who, resource, grant, action, uses, most
			}
		),
		1 => (who(), few(), prop::option::weighted(0.8, 1..4u8))
			.prop_map(|(who, resource, enforcer)| Step::Enforce { who, resource, enforcer }),
		2 => (who(), few(), who(), some()).prop_map(
			|(who, resource, account, grant)| Step::Clear { who, resource, account, grant }
		),
		2 => prop_oneof![
			8 => 0..4 * 3_600_000u64,
			2 => Just(24 * 3_600_000),
			1 => Just(31 * 24 * 3_600_000),
		]
		.prop_map(Step::Pass),
	]
}

/// Plays steps, each with its luck, on a new chain beside a new model. Returns which of them were taken.
fn play(steps: &[(Step, u8)]) -> Vec<bool> {
	let mut taken = Vec::new();
	ExtBuilder.build_and_execute(|| {
		let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
		let mut model = Model::begin();
		for (drawn, luck) in steps {
			// Three of four are such as to be taken.
			let step = &if *luck > 0 { model.fit(drawn) } else { drawn.clone() };
			let before = root();
			let expected = model.take(step);
			let done = model::call(step, &model);
			assert_eq!(done.is_ok(), expected, "{step:?} ended with {done:?}");
			assert!(expected || root() == before, "{step:?} was refused and changed something");
			model.check(step);
			crate::Pallet::<Test>::check().expect("the laws hold after each step");
			taken.push(expected);
		}
	});
	taken
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn it_moves_money_as_the_model_does(steps in prop::collection::vec((step(), 0..4u8), 1..120)) {
		play(&steps);
	}
}

/// Each kind of step is taken and refused now and then, so that the test above sees both.
#[test]
fn it_sees_each_call_taken_and_refused() {
	use proptest::{strategy::ValueTree, test_runner::TestRunner};
	use std::{collections::BTreeMap, mem::discriminant};
	let mut runner = TestRunner::deterministic();
	let mut seen = BTreeMap::<String, [u32; 2]>::new();
	for _ in 0..32 {
		let sequence = prop::collection::vec((step(), 0..4u8), 100..120);
		let steps = sequence.new_tree(&mut runner).unwrap().current();
		for ((step, _), taken) in steps.iter().zip(play(&steps)) {
			let kind = format!("{:?}", discriminant(step));
			seen.entry(kind).or_default()[usize::from(taken)] += 1;
		}
	}
	assert_eq!(seen.len(), 15, "{seen:?}");
	// New policies and the clock are never refused.
	assert!(seen.values().all(|[_, taken]| *taken > 5), "{seen:?}");
	assert!(seen.values().filter(|[refused, _]| *refused > 5).count() >= 14, "{seen:?}");
}
