//! Uses: limits, prices, and what an enforcer has served.

use super::world::{
	allow, ask, assert_rule, at_lift, boss, by_rule, phone, World, GENESIS, LIFT, NOW, SERIES,
};
use jmt_primitives::{
	access::{
		signed, Action, Actions, Condition, Counted, Counting, FactKey, FactValue, GroupRoots,
		Limit, Reason, Request, Rule, Served, Subject, Who,
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

/// Uses of an action that the phone bought.
fn bought(action: Action) -> Counted {
	Counted::Bought { subject: Subject::Device(phone().id()), action, series: SERIES }
}

/// A rule for everything, with a price.
fn priced(price: u128, conditions: Vec<Condition>) -> Rule {
	let mut rule = Rule { actions: Actions::ALL, ..allow(Who::Anybody, conditions) };
	rule.duties.price = price;
	rule
}

/// The phone asks at the lift for this.
fn at_gate(action: Action) -> Request {
	at_lift(Request { action, ..ask() }, &phone())
}

/// The enforcer served so many in all of these.
fn serve(world: &mut World, counted: Counted, total: u64) {
	world.served.insert(counted, Served { total, ..Default::default() });
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
		// The chain's own count of the window is asked for where uses are bought, not here.
		world.add_uses(phone_uses(), NOW, 3, 3);
		for (total, allowed) in [(0, true), (2, true), (3, false), (4, false)] {
			serve(&mut world, bought(Action::OPEN), total);
			let decision = world.decide(&gate);
			assert_eq!(decision.is_allow(), allowed, "{total}: {decision:?}");
		}
		world.served.clear();
		let jmt_primitives::access::Decision::Allow(allowed) = world.decide(&gate) else {
			panic!("it was paid")
		};
		assert_eq!(allowed.duties, duties);
	}
}

/// Three a window, of which Carol buys in two windows: the enforcer serves three in one, and the others later.
#[test]
fn it_limits_what_is_served_in_a_window_however_many_were_bought() {
	let mut world = world(vec![limit(3, Counting::OnChain)]);
	world.add_uses(phone_uses(), NOW, 0, 6);
	let gate = at_lift(ask(), &phone());
	for (count, reason) in [
		(0, None),
		(2, None),
		(3, Some(Reason::UsesExhausted)),
		(u32::MAX, Some(Reason::UsesExhausted)),
	] {
		world.served.insert(phone_uses(), Served { window: NOW, count, total: 0 });
		serve(&mut world, bought(Action::OPEN), count.min(3).into());
		assert_eq!(world.decide(&gate).reason(), reason, "{count}");
	}
	// The next window has room, for what was bought and not served.
	let later = |now| at_lift(Request { now: Some(now), ..ask() }, &phone());
	assert_eq!(world.reason(&later(NOW + WINDOW - 1)), Reason::UsesExhausted);
	assert!(world.decide(&later(NOW + WINDOW)).is_allow());
	serve(&mut world, bought(Action::OPEN), 6);
	assert_eq!(world.reason(&later(NOW + WINDOW)), Reason::NotPaid);
	// On the chain its own count decides, whatever was served.
	assert!(world.decide(&so_many(3)).is_allow());
	world.add_uses(phone_uses(), NOW, 1, 6);
	assert_eq!(world.denied(&so_many(3)), by_rule(Reason::UsesExhausted, 0));
}

/// Carol buys a hundred readings for next to nothing: none of them opens the vault.
#[test]
fn it_serves_an_action_that_was_bought_and_no_other() {
	let mut world = World::scene();
	world.rules(vec![priced(1, Vec::new())]);
	world.change_resource(|resource| resource.actions = Actions::ALL);
	world.add_totals(phone_uses(), 0, 0, &[(Action::READ, 100), (Action::CLOSE, 1)]);
	for (action, allowed) in
		[(Action::READ, true), (Action::OPEN, false), (Action::CLOSE, true), (Action::CALL, false)]
	{
		let decision = world.decide(&at_gate(action));
		assert_eq!(decision.reason(), (!allowed).then_some(Reason::NotPaid), "{action}");
	}
	// Each is served by itself.
	serve(&mut world, bought(Action::CLOSE), 1);
	assert_eq!(world.reason(&at_gate(Action::CLOSE)), Reason::NotPaid);
	assert!(world.decide(&at_gate(Action::READ)).is_allow());
	// That which was agreed is kept: another price changes nothing of what was bought.
	world.rules(vec![priced(u128::MAX, Vec::new())]);
	assert!(world.decide(&at_gate(Action::READ)).is_allow());
	assert_eq!(world.reason(&at_gate(Action::OPEN)), Reason::NotPaid);
}

/// A new enforcer has an empty ledger: what its predecessor may have served is not served once more.
#[test]
fn it_serves_nothing_that_was_bought_under_another_enforcer() {
	let mut world = World::scene();
	world.rules(vec![priced(1, Vec::new())]);
	world.add_uses(phone_uses(), 0, 0, 5);
	serve(&mut world, bought(Action::OPEN), 3);
	assert!(world.decide(&at_gate(Action::OPEN)).is_allow());
	for series in [0, SERIES - 1, SERIES + 1, u32::MAX] {
		world.change_resource(|resource| resource.series = series);
		assert_eq!(world.reason(&at_gate(Action::OPEN)), Reason::NotPaid, "{series}");
	}
	// A ledger's count of another series is another one.
	world.change_resource(|resource| resource.series = SERIES);
	let other = Counted::Bought {
		subject: Subject::Device(phone().id()),
		action: Action::OPEN,
		series: SERIES + 1,
	};
	serve(&mut world, other, 99);
	assert!(world.decide(&at_gate(Action::OPEN)).is_allow());
	serve(&mut world, bought(Action::OPEN), 5);
	assert_eq!(world.reason(&at_gate(Action::OPEN)), Reason::NotPaid);
}

/// Uses that are counted in one place or the other fill the same window of an enforcer.
#[test]
fn it_has_one_window_for_both_ways_of_counting() {
	let mut world = World::scene();
	let on_chain = allow(Who::Anybody, vec![limit(3, Counting::OnChain)]);
	world.rules(vec![on_chain, allow(Who::Anybody, vec![limit(2, Counting::Locally)])]);
	world.add_uses(phone_uses(), NOW, 0, 9);
	let gate = at_lift(ask(), &phone());
	for (count, place) in [(0, Some(0)), (2, Some(0)), (3, None)] {
		world.served.insert(phone_uses(), Served { window: NOW, count, total: 0 });
		match place {
			Some(place) => assert_rule(world.decide(&gate), place),
			None => assert_eq!(world.denied(&gate), by_rule(Reason::UsesExhausted, 0)),
		}
	}
	world.facts.remove(&FactKey::Uses(LIFT, phone_uses()));
	for (count, reason) in [(1, None), (2, Some(Reason::NotPaid))] {
		world.served.insert(phone_uses(), Served { window: NOW, count, total: 0 });
		assert_eq!(world.decide(&gate).reason(), reason, "{count}");
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
	assert_rule(world.decide(&gate), 1);
	// On the chain the first one says the price.
	assert_rule(world.decide(&ask()), 0);
	world.add_uses(phone_uses(), NOW, 0, 1);
	assert_rule(world.decide(&gate), 0);
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
