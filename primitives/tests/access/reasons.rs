//! Each reason that a decision can give, and how it comes about.

use super::{
	keys::Key,
	pass::passed,
	world::{allow, ask, at_lift, deny, grant_to, phone, World, DAY, FIRM, HOUSE, LIFT, NOW},
};
use jmt_primitives::{
	access::{
		Actions, Area, Authority, Condition, Counting, Delegation, FactKey, FactValue, Holder,
		Limit, Reason, Request, ResourceState, Subject, Vouched, Who, Window, EVALUATOR,
	},
	cell::Cell,
	domains::Reach,
	units::Level,
};

/// A world and a request by which this is the reason.
fn scene(reason: Reason) -> (World, Request) {
	let mut world = World::scene();
	let anybody = |conditions| vec![allow(Who::Anybody, conditions)];
	world.rules(anybody(Vec::new()));
	world.add_grant(1, grant_to(Holder::Device(phone().id())));
	let granted = Request { authority: Authority::Grant(1), ..ask() };
	let place = || {
		let cells = vec![Cell::new(0x8928308280fffff).unwrap()].try_into().unwrap();
		Condition::Place(Area { cells, minutes: 5, by: HOUSE })
	};
	let vouched = |world: &mut World, cell: u64, at| {
		let (gateway, cell) = (super::world::gateway().id(), Cell::new(cell).unwrap());
		let key = FactKey::Vouched(phone().id());
		world.put(key, FactValue::Vouched(Vouched { gateway, cell, at }));
	};
	let at_noon = || Condition::Time(vec![Window::Weekly { from: 0, to: 5 }].try_into().unwrap());
	let limit = |counting| Condition::Uses(Limit { most: 1, window: DAY, counting });
	let mut request = ask();
	match reason {
		Reason::UnknownResource => request.resource = LIFT + 1,
		Reason::ResourceClosed => {
			world.change_resource(|lift| lift.state = ResourceState::FrozenByOwner)
		},
		Reason::UnknownSubject => request.subject = Subject::Device(Key::ed(90).id()),
		Reason::SubjectInactive => world.change_device(phone().id(), |phone| phone.paused = true),
		Reason::DomainSuspended => world.suspend(FIRM),
		Reason::NotTrusted => {
			world.facts.remove(&FactKey::Trust(HOUSE, FIRM));
			world.rules(vec![allow(Who::TrustedBy(HOUSE), Vec::new())]);
		},
		Reason::TrustExpired => {
			world.add_trust(HOUSE, FIRM, Reach::Below, NOW - 1);
			world.rules(vec![allow(Who::TrustedBy(HOUSE), Vec::new())]);
		},
		Reason::NoRule => world.rules(Vec::new()),
		Reason::DeniedByRule => world.rules(vec![deny(Who::Anybody, Vec::new())]),
		Reason::UnknownAttribute => world.rules(vec![deny(Who::Members(1), Vec::new())]),
		Reason::UnknownGrant => request.authority = Authority::Grant(2),
		Reason::GrantRevoked => {
			world.change_grant(1, |grant| grant.revoked = Some(NOW));
			request = granted;
		},
		Reason::GrantExpired => {
			world.change_grant(1, |grant| grant.scope.expires = NOW - 1);
			request = granted;
		},
		Reason::GrantNotYet => {
			world.change_grant(1, |grant| grant.scope.not_before = NOW + 1);
			request = granted;
		},
		Reason::NotHolder => {
			world.add_grant(1, grant_to(Holder::Device(Key::ed(90).id())));
			request = granted;
		},
		Reason::BeyondGrant => {
			world.change_grant(1, |grant| grant.scope.actions = Actions::NONE);
			request = granted;
		},
		Reason::MayNotDelegate => {
			world.change_grant(1, |grant| grant.delegation = Delegation::Kept);
			request = passed(&phone(), false, &[Key::ed(90)], 1);
		},
		Reason::OutsidePlace => {
			vouched(&mut world, 0x851fb467fffffff, NOW);
			world.rules(anybody(vec![place()]));
		},
		Reason::PlaceUnproven => world.rules(anybody(vec![place()])),
		Reason::PlaceTooOld => {
			vouched(&mut world, 0x8928308280fffff, NOW - DAY);
			world.rules(anybody(vec![place()]));
		},
		Reason::OutsideWindow => world.rules(anybody(vec![at_noon()])),
		Reason::ZoneEnded => {
			world.rules(anybody(vec![at_noon()]));
			world.change_body(|body| body.zone.good_until = NOW - 1);
		},
		Reason::UsesExhausted => {
			world.rules(anybody(vec![limit(Counting::OnChain)]));
			request.uses = 2;
		},
		Reason::ApprovalsMissing => {
			let of = vec![super::world::boss()].try_into().unwrap();
			world.rules(anybody(vec![Condition::Approvals { least: 1, of }]));
		},
		Reason::LevelTooLow => world.rules(anybody(vec![Condition::Level(Level::One)])),
		Reason::StateTooOld => request.now = Some(NOW + DAY),
		Reason::ClockBehind => request.now = Some(NOW - 1),
		Reason::EvaluatorChanged => world.evaluator = EVALUATOR + 1,
		Reason::SnapshotLacks => {
			world.lacking.insert(FactKey::Resource(LIFT));
		},
		Reason::BadPass => request = at_lift(ask(), &Key::ed(90)),
		Reason::PassRevoked => {
			world.change_grant(1, |grant| grant.pass_epoch = 1);
			request = passed(&phone(), false, &[Key::ed(90)], 1);
		},
		Reason::PassReplayed => unreachable!("the gate's, which remembers challenges"),
		Reason::NotThisEnforcer => {
			request = at_lift(ask(), &phone());
			world.change_resource(|lift| lift.enforcer = None);
		},
		Reason::NotPaid => {
			world.rules(anybody(vec![limit(Counting::OnChain)]));
			request = at_lift(ask(), &phone());
		},
	}
	(world, request)
}

/// All but that of a challenge which was used, which the gate gives by its memory.
#[test]
fn each_comes_about() {
	for reason in Reason::ALL.into_iter().filter(|reason| *reason != Reason::PassReplayed) {
		let (world, request) = scene(reason);
		assert_eq!(world.decide(&request).reason(), Some(reason));
	}
}

/// The scene without its change is allowed, so that it is the change that counts.
#[test]
fn none_comes_about_where_nothing_is_wrong() {
	let mut world = World::scene();
	world.rules(vec![allow(Who::Anybody, Vec::new())]);
	world.add_grant(1, grant_to(Holder::Device(phone().id())));
	for request in [
		ask(),
		Request { authority: Authority::Grant(1), ..ask() },
		at_lift(ask(), &phone()),
		passed(&phone(), false, &[Key::ed(90)], 1),
		at_lift(passed(&phone(), false, &[Key::ed(90)], 1), &Key::ed(90)),
	] {
		assert_eq!(world.decide(&request).reason(), None);
	}
}

/// Which reason is given when several rules fail: the first by order, of those that speak of the subject.
#[test]
fn the_first_rule_about_the_subject_says_why() {
	let late = || Condition::Time(vec![Window::Dates { from: 0, to: 1 }].try_into().unwrap());
	let level = || Condition::Level(Level::One);
	let mut world = World::scene();
	world.add_trust(HOUSE, FIRM, Reach::Below, NOW - 1);
	world.rules(vec![
		allow(Who::Device(Key::ed(90).id()), vec![level()]),
		allow(Who::TrustedBy(HOUSE), Vec::new()),
		allow(Who::Anybody, vec![late()]),
		allow(Who::Anybody, vec![level()]),
	]);
	assert_eq!(world.denied(&ask()), super::world::by_rule(Reason::OutsideWindow, 2));
	world.rules(vec![
		allow(Who::Device(Key::ed(90).id()), vec![level()]),
		allow(Who::TrustedBy(HOUSE), Vec::new()),
	]);
	assert_eq!(world.denied(&ask()), super::world::by_rule(Reason::TrustExpired, 1));
	world.rules(vec![allow(Who::Device(Key::ed(90).id()), vec![level()])]);
	assert_eq!(world.denied(&ask()), Reason::NoRule.into());
}
