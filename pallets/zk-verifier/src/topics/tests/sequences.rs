//! Any sequence of calls of groups, topics and signals keeps the laws, moves no money but deposits and bounties, and
//! leaves nothing behind once all is closed.

use crate::{groups::makers::*, mock::*, signal::makers::*, Aliases, Groups, Pages, Topics};
use frame_support::{assert_ok, traits::fungible::Inspect};
use jmt_primitives::{
	proofs::{GroupId, TopicId},
	AccountId, Balance, Invariants, Moment,
};
use proptest::prelude::*;
use sp_runtime::{DispatchError, StateVersion};

/// A call, or time that passes. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Step {
	Create { who: u8 },
	Add { group: u8, count: u64 },
	Remove { group: u8, index: u32 },
	Replace { group: u8, index: u32 },
	Open { who: u8, group: u8, number: u8, ends: Moment, most: u32 },
	Signal { topic: u8, member: u64, free: bool },
	CloseTopic { who: u8, topic: u8, n: u32 },
	CloseGroup { group: u8, pages: u32 },
	Wait { ms: Moment },
}

fn step() -> impl Strategy<Value = Step> {
	let (who, group, topic) = (0u8..3, any::<u8>(), any::<u8>());
	prop_oneof![
		1 => who.clone().prop_map(|who| Step::Create { who }),
		2 => (group, 1u64..140).prop_map(|(group, count)| Step::Add { group, count }),
		1 => (group, any::<u32>()).prop_map(|(group, index)| Step::Remove { group, index }),
		1 => (group, any::<u32>()).prop_map(|(group, index)| Step::Replace { group, index }),
		2 => (who.clone(), group, 0u8..3, 0u64..200_000, 0u32..6).prop_map(
			|(who, group, number, ends, most)| Step::Open { who, group, number, ends, most }
		),
		4 => (topic, 0u64..8, any::<bool>())
			.prop_map(|(topic, member, free)| Step::Signal { topic, member, free }),
		2 => (who, topic, 0u32..4).prop_map(|(who, topic, n)| Step::CloseTopic { who, topic, n }),
		1 => (group, 0u32..4).prop_map(|(group, pages)| Step::CloseGroup { group, pages }),
		2 => (0u64..100_000).prop_map(|ms| Step::Wait { ms }),
	]
}

fn person(who: u8) -> AccountId {
	[alice(), bob(), council()][usize::from(who) % 3].clone()
}

/// All that an account has, held or not.
fn wealth(who: &AccountId) -> Balance {
	Balances::total_balance(who)
}

#[derive(Default)]
struct Model {
	now: Moment,
	next_leaf: u64,
	groups: Vec<Members>,
	topics: Vec<(GroupId, TopicId)>,
}

impl Model {
	fn group(&mut self, number: u8) -> Option<&mut Members> {
		let count = self.groups.len().max(1);
		self.groups.get_mut(usize::from(number) % count)
	}

	fn topic(&self, number: u8) -> Option<(GroupId, TopicId)> {
		self.topics.get(usize::from(number) % self.topics.len().max(1)).copied()
	}

	/// Takes the step. `None` where there is nothing to take it on.
	fn take(&mut self, step: Step) -> Option<Result<(), DispatchError>> {
		let now = self.now;
		Some(match step {
			Step::Wait { ms } => {
				self.now += ms;
				set_time(self.now);
				make_block(System::block_number() + 1);
				return None;
			},
			Step::Create { who } => {
				let id = crate::NextGroup::<Test>::get().max(1);
				let owner = person(who);
				let tree = Default::default();
				let created = ZkVerifier::create_group(by(owner.clone()));
				self.groups.push(Members { id, owner, tree });
				created
			},
			Step::Add { group, count } => {
				let (first, last) = (self.next_leaf, self.next_leaf + count);
				self.next_leaf = last;
				self.group(group)?.add(&leaves(first..last))
			},
			Step::Remove { group, index } => {
				let members = self.group(group)?;
				members.remove(index.checked_rem(members.tree.size())?)
			},
			Step::Replace { group, index } => {
				self.next_leaf += 1;
				let new = leaf(self.next_leaf - 1);
				let members = self.group(group)?;
				members.replace(index.checked_rem(members.tree.size())?, new)
			},
			Step::Open { who, group, number, ends, most } => {
				let (ends, id) = (now + ends, self.group(group)?.id);
				let topic = name(ends, number);
				let opened = ZkVerifier::open_topic(by(person(who)), id, topic, ends, most);
				self.topics.extend(opened.is_ok().then_some((id, topic)));
				opened
			},
			Step::Signal { topic, member, free } => {
				let (id, topic) = self.topic(topic)?;
				let members = self.groups.iter().find(|members| members.id == id)?;
				members.tree.root()?;
				let word = Word::new(members, topic, member);
				if free {
					word.stamped().include().map_err(|_| DispatchError::Unavailable)
				} else {
					word.pay()
				}
			},
			Step::CloseTopic { who, topic, n } => {
				let (group, topic) = self.topic(topic)?;
				let closed = ZkVerifier::close_topic(by(person(who)), group, topic, n);
				closed.map(drop).map_err(|error| error.error)
			},
			Step::CloseGroup { group, pages } => {
				let members = self.group(group)?;
				let closed = ZkVerifier::close_group(by(members.owner.clone()), members.id, pages);
				closed.map(drop).map_err(|error| error.error)
			},
		})
	}
}

/// A step moves bounties at most, from openers to those who clear.
fn bounties(since: &[Balance; 3]) {
	let moved: Balance =
		since.iter().zip(0..).map(|(before, who)| before.abs_diff(wealth(&person(who)))).sum();
	assert!(moved <= 2 * BOUNTY, "more than a bounty moved");
}

fn follow(steps: Vec<Step>) {
	ExtBuilder::default().build_and_execute(|| {
		make_block(100);
		let mut model = Model { now: NOW, ..Default::default() };
		for step in steps {
			let before = [0, 1, 2].map(|who| wealth(&person(who)));
			let state = sp_io::storage::root(StateVersion::V1);
			let is_paid = matches!(step, Step::CloseTopic { .. });
			let taken = undoing(|| model.take(step));
			if let Some(Err(_)) = taken {
				assert_eq!(sp_io::storage::root(StateVersion::V1), state);
			}
			if is_paid {
				bounties(&before);
			} else {
				assert_eq!(before, [0, 1, 2].map(|who| wealth(&person(who))));
			}
			assert_ok!(ZkVerifier::check());
		}
		// Everybody gets everything back.
		set_time(model.now + 1_000_000);
		for (group, topic) in &model.topics {
			while Topics::<Test>::contains_key(group, topic) {
				make_block(System::block_number() + 1);
				assert_ok!(ZkVerifier::close_topic(by(bob()), *group, *topic, 2));
			}
		}
		for members in &model.groups {
			while Groups::<Test>::contains_key(members.id) {
				assert_ok!(ZkVerifier::close_group(by(members.owner.clone()), members.id, 1));
			}
		}
		let people = [0, 1, 2].map(person);
		for reason in [crate::HoldReason::Group, crate::HoldReason::Topic] {
			assert!(people.iter().all(|who| held(reason, who) == 0));
		}
		let total: Balance = people.iter().map(wealth).sum();
		assert_eq!(total, 3 * WEALTH);
		assert_eq!(Pages::<Test>::iter().count() + Aliases::<Test>::iter().count(), 0);
	});
}

/// A call is undone where it fails, as the chain does it.
fn undoing(
	call: impl FnOnce() -> Option<Result<(), DispatchError>>,
) -> Option<Result<(), DispatchError>> {
	use frame_support::storage::{with_transaction_unchecked, TransactionOutcome};
	with_transaction_unchecked(|| match call() {
		Some(Err(error)) => TransactionOutcome::Rollback(Some(Err(error))),
		other => TransactionOutcome::Commit(other),
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn it_keeps_the_laws(steps in proptest::collection::vec(step(), 1..40)) {
		follow(steps);
	}
}

#[test]
fn it_keeps_the_laws_of_a_whole_life() {
	follow(vec![
		Step::Create { who: 0 },
		Step::Add { group: 0, count: 130 },
		Step::Open { who: 1, group: 0, number: 1, ends: 1_000, most: 3 },
		Step::Signal { topic: 0, member: 1, free: true },
		Step::Signal { topic: 0, member: 2, free: false },
		Step::Signal { topic: 0, member: 2, free: true },
		Step::Remove { group: 0, index: 64 },
		Step::Replace { group: 0, index: 129 },
		Step::Signal { topic: 0, member: 3, free: true },
		Step::Signal { topic: 0, member: 4, free: false },
		Step::CloseGroup { group: 0, pages: 1 },
		Step::Wait { ms: 1_001 },
		Step::CloseTopic { who: 2, topic: 0, n: 1 },
		Step::CloseTopic { who: 0, topic: 0, n: 1 },
		Step::Wait { ms: 1 },
		Step::CloseTopic { who: 0, topic: 0, n: 1 },
		Step::Wait { ms: 1 },
		Step::CloseTopic { who: 2, topic: 0, n: 9 },
		Step::CloseGroup { group: 0, pages: 1 },
		Step::CloseGroup { group: 0, pages: 1 },
	]);
}
