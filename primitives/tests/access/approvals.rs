//! The condition of approvals.

use super::world::{account, allow, ask, boss, by_rule, World, GENESIS, LIFT, NOW};
use jmt_primitives::access::{
	Action, Authority, Condition, FactKey, Reason, Request, Subject, Who,
};

fn world(least: u8, of: &[u8]) -> World {
	let of: Vec<_> = of.iter().map(|byte| account(*byte)).collect();
	let mut world = World::scene();
	let condition = Condition::Approvals { least, of: of.try_into().unwrap() };
	world.rules(vec![allow(Who::Anybody, vec![condition])]);
	world
}

#[test]
fn it_takes_so_many_until_the_last_that_is_needed_ends() {
	let mut world = world(2, &[20, 21, 22]);
	assert_eq!(world.denied(&ask()), by_rule(Reason::ApprovalsMissing, 0));
	world.approve(&ask(), &account(20), NOW + 5);
	assert_eq!(world.reason(&ask()), Reason::ApprovalsMissing);
	world.approve(&ask(), &account(22), NOW + 3);
	assert_eq!(world.until(&ask()), NOW + 3);
	world.approve(&ask(), &account(21), NOW + 9);
	assert_eq!(world.until(&ask()), NOW + 5);
}

#[test]
fn it_takes_an_approval_at_its_last_moment() {
	let mut world = world(1, &[20]);
	world.approve(&ask(), &account(20), NOW);
	assert_eq!(world.until(&ask()), NOW);
	world.approve(&ask(), &account(20), NOW - 1);
	assert_eq!(world.reason(&ask()), Reason::ApprovalsMissing);
}

#[test]
fn it_takes_seven_of_seven() {
	let of = [20, 21, 22, 23, 24, 25, 26];
	let mut world = world(7, &of);
	for (place, approver) in of.into_iter().enumerate() {
		assert_eq!(world.reason(&ask()), Reason::ApprovalsMissing, "{place}");
		world.approve(&ask(), &account(approver), NOW + 1);
	}
	assert!(world.decide(&ask()).is_allow());
}

/// An approval is read once, though several rules ask for it.
#[test]
fn it_reads_each_approval_once() {
	let of = vec![account(20), account(21)];
	let condition = |least| Condition::Approvals { least, of: of.clone().try_into().unwrap() };
	let mut world = World::scene();
	world.rules(vec![
		allow(Who::Anybody, vec![condition(2)]),
		allow(Who::Anybody, vec![condition(2), condition(1)]),
		allow(Who::Anybody, vec![condition(1)]),
	]);
	world.approve(&ask(), &account(20), NOW + 1);
	super::world::assert_rule(world.decide(&ask()), 2);
	let asked = world.asked.take();
	let approvals = asked.iter().filter(|key| matches!(key, FactKey::Approval(..)));
	assert_eq!(approvals.count(), 2);
}

mod reject {
	use super::*;

	#[test]
	fn approvals_of_strangers_and_of_other_requests() {
		let mut world = world(1, &[20]);
		world.approve(&ask(), &account(21), NOW + 1);
		let others = [
			Request { subject: Subject::Account(boss()), ..ask() },
			Request { action: Action::CLOSE, ..ask() },
			Request { authority: Authority::Grant(1), ..ask() },
			Request { resource: LIFT + 1, ..ask() },
		];
		for other in &others {
			world.approve(other, &account(20), NOW + 1);
			assert_ne!(other.hash(&GENESIS), ask().hash(&GENESIS));
		}
		assert_ne!(ask().hash(&GENESIS), ask().hash(&super::super::world::OTHER_GENESIS));
		assert_eq!(world.reason(&ask()), Reason::ApprovalsMissing);
		// That which changes by the second changes no name.
		let same = Request { now: Some(NOW + 5), uses: 1, ..ask() };
		assert_eq!(same.hash(&GENESIS), ask().hash(&GENESIS));
	}

	#[test]
	fn approvals_that_lack_or_cannot_be_known() {
		let mut world = world(1, &[20, 21]);
		let key = |byte| FactKey::Approval(LIFT, ask().hash(&GENESIS), account(byte));
		world.unknown.insert(key(20));
		assert_eq!(world.reason(&ask()), Reason::UnknownAttribute);
		// One that is known suffices.
		world.approve(&ask(), &account(21), NOW + 1);
		assert!(world.decide(&ask()).is_allow());
		// Another could last longer: until when is not known.
		world.lacking.insert(key(20));
		assert_eq!(world.reason(&ask()), Reason::SnapshotLacks);
	}

	/// Such a policy is not taken; should there be one, nobody comes in by it.
	#[test]
	fn conditions_that_ask_for_none_or_too_many() {
		let mut none = world(0, &[20]);
		none.approve(&ask(), &account(20), NOW + 1);
		assert_eq!(none.reason(&ask()), Reason::ApprovalsMissing);
		let mut two = world(2, &[20]);
		two.approve(&ask(), &account(20), NOW + 1);
		assert_eq!(two.reason(&ask()), Reason::ApprovalsMissing);
	}
}
