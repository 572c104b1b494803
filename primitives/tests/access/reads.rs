//! How many facts a decision reads: each is a stored item.

use super::{
	keys::Key,
	pass::passed,
	world::{account, allow, ask, at_lift, boss, deny, grant_to, phone, World, HOUSE, LIFT, NOW},
};
use jmt_primitives::{
	access::{
		explain, Authority, Condition, Counted, Counting, FactKey, Holder, Limit, Request, Rule,
		Subject, Who,
	},
	domains::Reach,
	units::{Bound, Level},
};

/// Items that a decision of the chain may read.
const MOST: usize = 71;

/// A path of eight for the phone and one for the lift.
fn deep() -> World {
	let mut world = World::scene();
	for (first, of_phone) in [(100, true), (200, false)] {
		for depth in 1..=8u8 {
			let above = (depth > 1).then(|| first + u32::from(depth) - 1);
			world.add_domain(first + u32::from(depth), above, depth);
		}
		match of_phone {
			true => world.add_device(&phone(), boss(), Some(first + 8)),
			false => world.change_resource(|resource| resource.domain = first + 8),
		}
	}
	world.change_member(phone().id(), |member| {
		member.unit = Some(Bound {
			root: 6,
			key: 0,
			nullifier: Default::default(),
			level: Level::One,
			bound_in: 1,
			expires: NOW,
		});
	});
	world
}

/// Four rules about whom domains of the lift's path trust, which trust the phone by all of its domains.
fn trusting(world: &mut World, rule: impl Fn(Who) -> Rule) -> Vec<Rule> {
	for from in 201..=204 {
		for to in 101..=108 {
			world.add_trust(from, to, Reach::Exact, NOW);
		}
		world.facts.remove(&FactKey::Trust(from, 108));
	}
	(201..=204).map(|domain| rule(Who::TrustedBy(domain))).collect()
}

fn read(world: &World, request: &Request) -> usize {
	world.asked.take();
	world.decide(request);
	world.asked.borrow().len()
}

/// The largest decision by own right that reads all there is.
#[test]
fn it_reads_71_at_most_by_own_right() {
	let mut world = deep();
	let of: Vec<_> = (20..27).map(account).collect();
	let approvals = || Condition::Approvals { least: 7, of: of.clone().try_into().unwrap() };
	let limit = Limit { most: 1, window: 9, counting: Counting::OnChain };
	let mut rules = trusting(&mut world, |who| allow(who, Vec::new()));
	while rules.len() < 32 {
		let conditions = vec![Condition::Uses(limit), Condition::Level(Level::Two), approvals()];
		rules.push(allow(Who::Anybody, conditions.clone().into_iter().rev().collect()));
		rules.push(allow(Who::Anybody, conditions));
	}
	world.rules(rules);
	let number = read(&world, &ask());
	// Resource, policy, device, member, 16 domains, 32 links, uses, root, 7 approvals; nobody vouched.
	assert_eq!(number, 2 + 2 + 16 + 32 + 1 + 7 + 1);
	assert!(number < MOST);
}

/// The largest decision by a grant: eight grants with limits, and deny rules.
#[test]
fn it_reads_71_at_most_by_a_grant() {
	let mut world = deep();
	for id in 1..=8u8 {
		let mut grant = grant_to(Holder::Device(phone().id()));
		(grant.depth, grant.parent) = (id, (id > 1).then(|| u64::from(id) - 1));
		grant.scope.uses = Some(5);
		world.add_grant(id.into(), grant);
	}
	let mut rules = trusting(&mut world, |who| deny(who, vec![Condition::Level(Level::Two)]));
	while rules.len() < 32 {
		rules.push(deny(Who::Anybody, vec![Condition::Level(Level::Two)]));
	}
	world.rules(rules);
	let request = Request { authority: Authority::Grant(8), ..ask() };
	let number = read(&world, &request);
	assert!(world.decide(&request).is_allow());
	// Resource, policy, device, member, 16 domains, 32 links, 8 grants with their uses, root.
	assert_eq!(number, 2 + 2 + 16 + 32 + 8 + 8 + 1);
	assert!(number <= MOST);
}

/// The lift: a rule about whom the house trusts.
#[test]
fn it_reads_ten_in_the_ordinary_case() {
	let mut world = World::scene();
	world.rules(vec![allow(Who::TrustedBy(HOUSE), Vec::new())]);
	assert!(world.decide(&ask()).is_allow());
	assert_eq!(read(&world, &ask()), 10);
	// A price adds the uses.
	let mut paid = allow(Who::TrustedBy(HOUSE), Vec::new());
	paid.duties.price = 1;
	world.rules(vec![paid]);
	let account = Counted::Subject(Subject::Device(phone().id()));
	world.add_uses(account, 0, 0, 1);
	assert!(world.decide(&at_lift(ask(), &phone())).is_allow());
	assert_eq!(read(&world, &at_lift(ask(), &phone())), 11);
}

/// A pass adds alias, device, member and path of each holder: bounded too.
#[test]
fn it_reads_little_more_by_a_pass() {
	let mut world = World::scene();
	let (holder, keys) = (Key::ed(40), [41, 42, 43, 44].map(Key::ed));
	world.add_device(&holder, boss(), None);
	world.add_grant(1, grant_to(Holder::Device(holder.id())));
	let request = passed(&holder, false, &keys, 1);
	assert!(world.decide(&request).is_allow());
	// Resource, policy, two domains, grant, the holder with its member, alias and device of four keys.
	assert_eq!(read(&world, &request), 2 + 2 + 1 + 2 + 8);
}

/// A fact is read once, but for domains that two paths share.
#[test]
fn it_reads_nothing_twice() {
	let mut world = deep();
	let limit = Limit { most: 1, window: 9, counting: Counting::OnChain };
	let conditions = vec![Condition::Uses(limit), Condition::Level(Level::Two)];
	world.rules(vec![allow(Who::Anybody, conditions); 20]);
	read(&world, &ask());
	let asked = world.asked.take();
	let different: std::collections::BTreeSet<_> = asked.iter().collect();
	assert_eq!(different.len(), asked.len());
	assert!(asked.contains(&FactKey::Uses(LIFT, Counted::Subject(ask().subject))));
	// To explain takes no more than twice as many.
	explain(&world, &ask());
	assert!(world.asked.take().len() <= 2 * MOST);
}
