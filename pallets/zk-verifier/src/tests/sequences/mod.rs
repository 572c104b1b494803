//! Any sequence of calls of the whole pallet, with a clock that runs and stands still, keeps to a model and to the laws.

mod members;
mod model;

use crate::{keys::MAX_RETIREMENT, mock::*, HoldReason};
use frame_support::{assert_ok, traits::fungible::Inspect};
use jmt_primitives::{Balance, Invariants, Moment};
use model::{account, Key, Model, LIFETIME, MEMBER};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One step. Numbers pick one of those that are there.
#[derive(Clone, Debug)]
enum Step {
	Register {
		who: u8,
		key: u8,
	},
	/// By an account, or by governance. Key 4 stands since genesis.
	Retire {
		who: u8,
		key: u8,
		ahead: Moment,
	},
	/// Claims by these keys; the one at the place of the lie, if there is one, is not proven.
	Verify {
		who: u8,
		keys: Vec<u8>,
		lie: Option<u8>,
	},
	Anchor {
		who: u8,
		label: u8,
		root: u8,
	},
	DropAnchor {
		who: u8,
		label: u8,
	},
	CreateGroup {
		who: u8,
	},
	AddMembers {
		who: u8,
		group: u8,
		count: u8,
	},
	/// Without a new leaf it is removed.
	Change {
		who: u8,
		group: u8,
		index: u8,
		new: Option<u8>,
		lie: bool,
	},
	CloseGroup {
		who: u8,
		group: u8,
		pages: u8,
	},
	OpenTopic {
		who: u8,
		group: u8,
		ahead: Moment,
		most: u8,
	},
	CloseTopic {
		who: u8,
		topic: u8,
		n: u8,
	},
	/// A member's word under the root of now or an older one.
	Signal {
		topic: u8,
		member: u8,
		age: u8,
		lie: bool,
	},
	Pass(Moment),
}

fn step() -> impl Strategy<Value = Step> {
	let any = || any::<u8>();
	let who = || 0u8..3;
	let ahead = || prop_oneof![0u64..2_000, Just(MAX_RETIREMENT + 1)];
	prop_oneof![
		2 => (who(), 0u8..4).prop_map(|(who, key)| Step::Register { who, key }),
		// Governance bars what it retires: seldom, so that keys come again.
		2 => (prop_oneof![4 => 0u8..2, 1 => Just(2)], 0u8..5, ahead())
			.prop_map(|(who, key, ahead)| Step::Retire { who, key, ahead }),
		3 => (who(), prop::collection::vec(0u8..4, 0..5), prop::option::weighted(0.2, any()))
			.prop_map(|(who, keys, lie)| Step::Verify { who, keys, lie }),
		2 => (who(), 0u8..3, any()).prop_map(|(who, label, root)| Step::Anchor { who, label, root }),
		1 => (who(), 0u8..3).prop_map(|(who, label)| Step::DropAnchor { who, label }),
		1 => who().prop_map(|who| Step::CreateGroup { who }),
		3 => (who(), any(), 0u8..100)
			.prop_map(|(who, group, count)| Step::AddMembers { who, group, count }),
		3 => (who(), any(), any(), prop::option::of(any()), prop::bool::weighted(0.1))
			.prop_map(|(who, group, index, new, lie)| Step::Change { who, group, index, new, lie }),
		1 => (who(), any(), 0u8..3)
			.prop_map(|(who, group, pages)| Step::CloseGroup { who, group, pages }),
		3 => (who(), any(), 0u64..3_000, 0u8..4)
			.prop_map(|(who, group, ahead, most)| Step::OpenTopic { who, group, ahead, most }),
		2 => (who(), any(), 0u8..4).prop_map(|(who, topic, n)| Step::CloseTopic { who, topic, n }),
		6 => (any(), 0u8..4, 0u8..3, prop::bool::weighted(0.1))
			.prop_map(|(topic, member, age, lie)| Step::Signal { topic, member, age, lie }),
		3 => prop_oneof![1u64..500, 500u64..3_000].prop_map(Step::Pass),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn it_keeps_to_the_model_and_gives_all_back(steps in prop::collection::vec(step(), 1..60)) {
		ExtBuilder::default().build_and_execute(|| {
			Lifetime::set(LIFETIME);
			let genesis = Key { owner: None, retired: None, deposit: 0 };
			let keys = BTreeMap::from([(MEMBER.1, genesis)]);
			let mut model = Model { now: NOW, block: 7, next_group: 1, keys, ..Default::default() };
			for (number, step) in steps.into_iter().enumerate() {
				model.step(step);
				model.check();
				// All laws take a while: a pairing a key.
				if number % 16 == 0 {
					assert_ok!(ZkVerifier::check());
				}
			}
			assert_ok!(ZkVerifier::check());

			model.end();
			model.check();
			let reasons =
				[HoldReason::Key, HoldReason::Group, HoldReason::Topic, HoldReason::Anchor];
			for who in 0..3 {
				for reason in reasons {
					assert_eq!(held(reason, &account(who)), 0, "{reason:?}");
				}
			}
			// Bounties went from one to another, fees are not taken here.
			let sum: Balance = (0..3).map(|who| Balances::total_balance(&account(who))).sum();
			assert_eq!(sum, 3 * WEALTH);
		});
	}
}
