//! Grants: the conjunction of a chain.

use super::{
	keys::Key,
	random::Random,
	world::{
		account, actions, ask, ask_of, at_lift, boss, by_grant, deny, grant_to, phone, scope,
		stranger, World, DAY, FIRM, HOUR, LIFT, MAX_AGE, NOW, TEAM,
	},
};
use jmt_primitives::{
	access::{
		Action, Actions, Allowed, Authority, By, Counted, Decision, Delegation, Duties, Grant,
		GrantId, Holder, Reason, Request, Scope, Served, Subject, Who, Window,
	},
	domains::Reach,
};

/// A chain of so many grants to the phone: 1 is the root, the last one the leaf.
fn chain(length: u8) -> World {
	let mut world = World::scene();
	for depth in 1..=length {
		let mut grant = grant_to(Holder::Device(phone().id()));
		grant.depth = depth;
		grant.parent = (depth > 1).then(|| GrantId::from(depth) - 1);
		world.add_grant(depth.into(), grant);
	}
	world
}

/// The phone asks by a grant.
fn by(grant: GrantId) -> Request {
	Request { authority: Authority::Grant(grant), ..ask() }
}

#[test]
fn it_allows_by_a_grant_without_any_rule() {
	let world = chain(3);
	let Decision::Allow(allowed) = world.decide(&by(3)) else { panic!("it is granted") };
	let duties = Duties { price: 0, log: true, notice: false };
	let by = By::Grants(vec![3, 2, 1].try_into().unwrap());
	let (until, version, state) = (NOW + MAX_AGE, 3, world.state);
	assert_eq!(allowed, Allowed { until, duties, by, version, state });
}

#[test]
fn it_goes_up_eight_and_no_further() {
	for length in 1..=9 {
		let world = chain(length);
		let decision = world.decide(&by(length.into()));
		assert_eq!(decision.is_allow(), length <= 8, "{length}");
	}
	assert_eq!(chain(9).denied(&by(9)), by_grant(Reason::UnknownGrant, 9));
}

#[test]
fn it_ends_with_the_first_end_of_the_chain() {
	let mut world = chain(3);
	world.change_body(|body| body.max_age = DAY);
	assert_eq!(world.until(&by(3)), NOW + DAY);
	world.change_grant(2, |grant| grant.scope.expires = NOW + 7);
	assert_eq!(world.until(&by(3)), NOW + 7);
	let windows = vec![Window::Dates { from: 0, to: NOW + 5 }].try_into().unwrap();
	world.change_grant(1, |grant| grant.scope.windows = windows);
	assert_eq!(world.until(&by(3)), NOW + 5);
}

#[test]
fn it_knows_holders_by_device_account_and_domain() {
	let mut world = World::scene();
	let in_team = |reach| Holder::Domain { domain: TEAM, reach };
	let in_firm = |reach| Holder::Domain { domain: FIRM, reach };
	let account_of = |account| Request { subject: Subject::Account(account), ..by(1) };
	let (device, other) =
		(by(1), Request { authority: Authority::Grant(1), ..ask_of(&stranger()) });
	for (holder, request, allowed) in [
		(Holder::Device(phone().id()), &device, true),
		(Holder::Device(phone().id()), &other, false),
		(Holder::Device(phone().id()), &account_of(boss()), false),
		(Holder::Account(boss()), &account_of(boss()), true),
		(Holder::Account(boss()), &account_of(account(9)), false),
		// A device is not its owner.
		(Holder::Account(boss()), &device, false),
		(in_team(Reach::Exact), &device, true),
		(in_firm(Reach::Exact), &device, false),
		(in_firm(Reach::Below), &device, true),
		(in_firm(Reach::Below), &other, false),
		(in_firm(Reach::Below), &account_of(boss()), false),
	] {
		world.add_grant(1, grant_to(holder.clone()));
		let decision = world.decide(request);
		assert_eq!(decision.is_allow(), allowed, "{holder:?} {:?}", request.subject);
		if !allowed {
			assert_eq!(world.denied(request), by_grant(Reason::NotHolder, 1));
		}
	}
}

#[test]
fn it_counts_uses_of_each_grant_of_the_chain() {
	let mut world = chain(3);
	world.change_grant(1, |grant| grant.scope.uses = Some(10));
	world.change_grant(3, |grant| grant.scope.uses = Some(5));
	let so_many = |uses| Request { uses, ..by(3) };
	assert!(world.decide(&so_many(5)).is_allow());
	assert_eq!(world.denied(&so_many(6)), by_grant(Reason::UsesExhausted, 3));
	// Two children use up the parent's.
	world.add_uses(Counted::Grant(1), 0, 8, 0);
	assert!(world.decide(&so_many(2)).is_allow());
	assert_eq!(world.denied(&so_many(3)), by_grant(Reason::UsesExhausted, 1));
	// An enforcer adds what it served to what the chain counted.
	world.served.insert(Counted::Grant(1), Served { window: 0, count: 0, total: 1 });
	assert!(world.decide(&so_many(1)).is_allow());
	assert_eq!(world.denied(&so_many(2)), by_grant(Reason::UsesExhausted, 1));
	world.add_uses(Counted::Grant(1), 0, u32::MAX, 0);
	assert_eq!(world.denied(&so_many(1)), by_grant(Reason::UsesExhausted, 1));
}

#[test]
fn it_still_asks_deny_rules() {
	let mut world = chain(1);
	world.rules(vec![deny(Who::Device(phone().id()), Vec::new())]);
	assert_eq!(world.reason(&by(1)), Reason::DeniedByRule);
}

/// The chain gives what each grant of it gives, also where a child says more than its parent.
#[test]
fn chain_is_a_conjunction() {
	let mut random = Random::new(4);
	for round in 0..3_000 {
		let length = 1 + random.below(8) as u8;
		let mut world = chain(length);
		let mut scopes = Vec::new();
		for id in 1..=u64::from(length) {
			let scope = some_scope(&mut random);
			world.change_grant(id, |grant| grant.scope = scope.clone());
			scopes.push(scope);
		}
		let action = random.pick(&[Action::OPEN, Action::CLOSE]);
		let request = Request { action, ..by(length.into()) };
		let each = scopes.iter().all(|scope| {
			let mut alone = chain(1);
			alone.change_grant(1, |grant| grant.scope = scope.clone());
			alone.decide(&Request { action, ..by(1) }).is_allow()
		});
		assert_eq!(world.decide(&request).is_allow(), each, "round {round}: {scopes:?}");
	}
}

fn some_scope(random: &mut Random) -> Scope {
	let mut of = scope();
	of.actions = random.pick(&[Actions::ALL, Actions::ALL, actions(&[Action::OPEN])]);
	of.not_before = random.pick(&[0, 0, 0, NOW, NOW + 1]);
	of.expires = random.pick(&[NOW + DAY, NOW + DAY, NOW + DAY, NOW, NOW - 1]);
	of.uses = random.pick(&[None, None, None, Some(1), Some(0)]);
	let noon = Window::Weekly { from: 2 * 1_440 + 600, to: 2 * 1_440 + 780 };
	let night = Window::Weekly { from: 0, to: 300 };
	let windows = random.pick(&[vec![], vec![], vec![noon], vec![noon, night], vec![night]]);
	of.windows = windows.try_into().unwrap();
	of
}

#[test]
fn it_tells_what_is_plainly_wider() {
	let cell = |number: u64| jmt_primitives::cell::Cell::new(number).unwrap();
	let parent = |change: &dyn Fn(&mut Scope)| {
		let mut scope = scope();
		change(&mut scope);
		scope
	};
	let (here, other) = (cell(0x8928308280fffff), cell(0x891fb466257ffff));
	let base = parent(&|scope| {
		scope.not_before = 5;
		scope.uses = Some(3);
		scope.cells = vec![here].try_into().unwrap();
	});
	let child = |change: &dyn Fn(&mut Scope)| {
		let mut scope = base.clone();
		change(&mut scope);
		scope
	};
	assert!(!base.is_wider_than(&base));
	for narrower in [
		child(&|scope| scope.actions = Actions::NONE),
		child(&|scope| scope.not_before = 6),
		child(&|scope| scope.expires -= 1),
		child(&|scope| scope.uses = Some(2)),
		child(&|scope| scope.cells = vec![here, here].try_into().unwrap()),
		// Windows are not compared.
		child(&|scope| {
			scope.windows = vec![Window::Weekly { from: 0, to: 10_079 }].try_into().unwrap()
		}),
	] {
		assert!(!narrower.is_wider_than(&base), "{narrower:?}");
	}
	for wider in [
		child(&|scope| scope.actions = actions(&[Action::OPEN, Action::CLOSE])),
		child(&|scope| scope.not_before = 4),
		child(&|scope| scope.expires += 1),
		child(&|scope| scope.uses = Some(4)),
		child(&|scope| scope.uses = None),
		child(&|scope| scope.cells = Default::default()),
		child(&|scope| scope.cells = vec![here, other].try_into().unwrap()),
		child(&|scope| scope.cells = vec![here.parent(8).unwrap()].try_into().unwrap()),
	] {
		assert!(wider.is_wider_than(&base), "{wider:?}");
	}
	// Below a parent that names no cells and no uses, anything goes.
	let free = scope();
	assert!(!child(&|_| {}).is_wider_than(&free));
}

mod reject;
