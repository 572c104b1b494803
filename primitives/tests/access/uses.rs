//! Uses: limits, prices, and what an enforcer has served.

use super::world::{allow, ask, at_lift, boss, by_rule, phone, World, GENESIS, LIFT, NOW};
use jmt_primitives::{
	access::{
		signed, Condition, Counted, Counting, FactKey, FactValue, GroupRoots, Limit, Reason,
		Request, Served, Subject, Who,
	},
	proofs::Scalar,
	Moment,
};

const WINDOW: Moment = 1_000;

fn limit(most: u32, counting: Counting) -> Condition {
	Condition::Uses(Limit { most, window: WINDOW, counting })
}

fn world(conditions: Vec<Condition>) -> World {
	let mut world = World::scene();
	world.rules(vec![allow(Who::Anybody, conditions)]);
	world
}

fn phone_uses() -> Counted {
	Counted::Subject(Subject::Device(phone().id()))
}

fn so_many(uses: u32) -> Request {
	Request { uses, ..ask() }
}

#[test]
fn it_counts_on_the_chain_in_windows() {
	let mut world = world(vec![limit(3, Counting::OnChain)]);
	assert!(world.decide(&so_many(3)).is_allow());
	assert_eq!(world.denied(&so_many(4)), by_rule(Reason::UsesExhausted, 0));
	world.add_uses(phone_uses(), NOW, 2, 90);
	assert!(world.decide(&so_many(1)).is_allow());
	assert_eq!(world.reason(&so_many(2)), Reason::UsesExhausted);
	// Those of a window before do not count.
	world.add_uses(phone_uses(), NOW - WINDOW, 3, 90);
	assert!(world.decide(&so_many(3)).is_allow());
	// Nor those of this window in the next one.
	world.add_uses(phone_uses(), NOW, 3, 90);
	for (now, allowed) in [(NOW + WINDOW - 1, false), (NOW + WINDOW, true)] {
		let request = Request { now: Some(now), ..ask() };
		assert_eq!(world.decide(&request).is_allow(), allowed, "{now}");
	}
	// An account's are others.
	let account = Request { subject: Subject::Account(boss()), ..ask() };
	assert!(world.decide(&account).is_allow());
}

#[test]
fn it_does_not_overflow() {
	let mut world = world(vec![limit(u32::MAX, Counting::OnChain)]);
	world.add_uses(phone_uses(), NOW, u32::MAX, 90);
	assert_eq!(world.reason(&so_many(1)), Reason::UsesExhausted);
	assert!(world.decide(&so_many(0)).is_allow());
}

#[test]
fn it_counts_locally_what_the_enforcer_served() {
	let mut world = world(vec![limit(2, Counting::Locally)]);
	// The chain knows of none.
	world.add_uses(phone_uses(), NOW, 50, 50);
	assert!(world.decide(&at_lift(ask(), &phone())).is_allow());
	for (count, allowed) in [(1, true), (2, false), (3, false)] {
		world.served.insert(phone_uses(), Served { window: NOW, count, total: 9 });
		assert_eq!(world.decide(&at_lift(ask(), &phone())).is_allow(), allowed, "{count}");
	}
	// Another window.
	world.served.insert(phone_uses(), Served { window: NOW - WINDOW, count: 2, total: 9 });
	assert!(world.decide(&at_lift(ask(), &phone())).is_allow());
}

/// A member is counted by its alias, and by nothing else.
#[test]
fn it_counts_a_member_by_its_alias() {
	let mut world = World::scene();
	world.rules(vec![allow(Who::Members(4), vec![limit(1, Counting::Locally)])]);
	let roots = GroupRoots { root: Some(Scalar::from(5)), replaced: Vec::new() };
	world.put(FactKey::Group(4), FactValue::Group(roots));
	let member = |alias| super::who::member(4, alias);
	assert!(world.decide(&member(9)).is_allow());
	let served = Served { window: NOW, count: 1, total: 1 };
	world.served.insert(Counted::Alias(Scalar::from(9)), served);
	assert_eq!(world.denied(&member(9)), by_rule(Reason::UsesExhausted, 0));
	assert!(world.decide(&member(10)).is_allow());
	// Its alias at another resource is another one: the scope names the resource.
	assert_ne!(signed::scope(&GENESIS, 4, LIFT), signed::scope(&GENESIS, 4, LIFT + 1));
}

/// A gate serves what was paid and not yet served.
#[test]
fn it_serves_what_was_paid_for() {
	let mut world = World::scene();
	let mut paid = allow(Who::Anybody, Vec::new());
	paid.duties.price = 7;
	let mut counted = allow(Who::Anybody, vec![limit(1, Counting::OnChain)]);
	counted.duties.notice = true;
	for rule in [paid, counted] {
		let duties = rule.duties;
		world.rules(vec![rule]);
		let gate = at_lift(ask(), &phone());
		world.facts.remove(&FactKey::Uses(LIFT, phone_uses()));
		world.served.clear();
		assert_eq!(world.denied(&gate), by_rule(Reason::NotPaid, 0));
		// Its limit was asked for when it was counted.
		world.add_uses(phone_uses(), NOW, 3, 3);
		for (total, allowed) in [(0, true), (2, true), (3, false), (4, false)] {
			let served = Served { window: NOW, count: 3, total };
			world.served.insert(phone_uses(), served);
			let decision = world.decide(&gate);
			assert_eq!(decision.is_allow(), allowed, "{total}: {decision:?}");
		}
		world.served.remove(&phone_uses());
		let jmt_primitives::access::Decision::Allow(allowed) = world.decide(&gate) else {
			panic!("it was paid")
		};
		assert_eq!(allowed.duties, duties);
	}
}

/// A rule without a price lets in who has not paid.
#[test]
fn it_goes_on_to_rules_without_a_price() {
	let mut world = World::scene();
	let mut paid = allow(Who::Anybody, Vec::new());
	paid.duties.price = 7;
	world.rules(vec![paid, allow(Who::Anybody, vec![limit(1, Counting::Locally)])]);
	let gate = at_lift(ask(), &phone());
	super::world::assert_rule(world.decide(&gate), 1);
	// On the chain the first one says the price.
	super::world::assert_rule(world.decide(&ask()), 0);
	world.add_uses(phone_uses(), NOW, 0, 1);
	super::world::assert_rule(world.decide(&gate), 0);
}

mod reject {
	use super::*;

	#[test]
	fn more_than_one_use_at_a_gate() {
		let world = world(Vec::new());
		for (uses, code) in [(0, Some(Reason::BadPass)), (1, None), (2, Some(Reason::BadPass))] {
			let request = Request { uses, ..at_lift(ask(), &phone()) };
			assert_eq!(world.decide(&request).reason(), code, "{uses}");
		}
	}

	#[test]
	fn counts_that_lack() {
		let mut world = world(vec![limit(3, Counting::OnChain)]);
		let key = FactKey::Uses(LIFT, phone_uses());
		world.unknown.insert(key.clone());
		assert_eq!(world.reason(&ask()), Reason::UnknownAttribute);
		world.lacking.insert(key);
		assert_eq!(world.reason(&ask()), Reason::SnapshotLacks);
		assert_eq!(world.reason(&at_lift(ask(), &phone())), Reason::SnapshotLacks);
	}

	/// Such a policy is not taken; should there be one, nobody comes in by it.
	#[test]
	fn members_of_whom_the_chain_should_count() {
		let mut world = World::scene();
		world.rules(vec![allow(Who::Members(4), vec![limit(1, Counting::OnChain)])]);
		let roots = GroupRoots { root: Some(Scalar::from(5)), replaced: Vec::new() };
		world.put(FactKey::Group(4), FactValue::Group(roots));
		assert_eq!(world.reason(&super::super::who::member(4, 9)), Reason::UnknownAttribute);
	}
}
