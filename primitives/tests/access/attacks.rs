//! Attacks on decisions, each by its name.

use super::{
	keys::Key,
	pass::passed,
	world::{
		account, allow, ask, ask_of, at_lift, boss, by_grant, by_rule, deny, grant_to, phone,
		stranger, World, FIRM, HOUR, HOUSE, LIFT, NOW, TEAM,
	},
};
use jmt_primitives::{
	access::{
		Area, Authority, Condition, Counted, FactKey, FactValue, Holder, Reason, Request, Subject,
		Who, Window,
	},
	cell::Cell,
	domains::Reach,
	units::Level,
};

/// A service with rights of its own is asked by one without: no mixture of both gives anything.
#[test]
fn refuses_a_stranger_who_borrows_a_services_rights() {
	let service = phone();
	let mut world = World::scene();
	world.rules(vec![allow(Who::Device(service.id()), Vec::new())]);
	world.add_grant(1, grant_to(Holder::Device(service.id())));
	world.add_grant(2, grant_to(Holder::Device(stranger().id())));
	world.change_grant(2, |grant| grant.scope.actions = jmt_primitives::access::Actions::NONE);
	let asks = |key: &Key, authority| Request { authority, ..ask_of(key) };
	assert!(world.decide(&asks(&service, Authority::Own)).is_allow());
	assert!(world.decide(&asks(&service, Authority::Grant(1))).is_allow());
	// The stranger's own right, and the service's grant in its hand.
	assert_eq!(world.reason(&asks(&stranger(), Authority::Own)), Reason::NoRule);
	let borrowed = world.denied(&asks(&stranger(), Authority::Grant(1)));
	assert_eq!(borrowed, by_grant(Reason::NotHolder, 1));
	// The service acts for the stranger by its grant, and does not add its own right: first the grant is empty, then it is
	// not the service's.
	let for_stranger = asks(&service, Authority::Grant(2));
	assert_eq!(world.denied(&for_stranger), by_grant(Reason::BeyondGrant, 2));
	world.add_grant(2, grant_to(Holder::Device(stranger().id())));
	assert_eq!(world.denied(&for_stranger), by_grant(Reason::NotHolder, 2));
	// At the gate as well.
	let gate = at_lift(for_stranger, &service);
	assert_eq!(world.denied(&gate), by_grant(Reason::NotHolder, 2));
}

/// An attribute that is left out does not make a deny rule go away.
#[test]
fn denies_what_is_left_out() {
	let cells = vec![Cell::new(0x8928308280fffff).unwrap()].try_into().unwrap();
	let place = Condition::Place(Area { cells, minutes: 5, by: HOUSE });
	for (condition, left_out, reason) in [
		(place, FactKey::Vouched(phone().id()), Reason::PlaceUnproven),
		(Condition::Level(Level::One), FactKey::Root(6), Reason::UnknownAttribute),
		(
			Condition::Approvals { least: 1, of: vec![account(20)].try_into().unwrap() },
			FactKey::Approval(LIFT, ask().hash(&super::world::GENESIS), account(20)),
			Reason::UnknownAttribute,
		),
	] {
		let mut world = World::scene();
		world.change_member(phone().id(), |member| {
			member.unit = Some(jmt_primitives::units::Bound {
				root: 6,
				key: 0,
				nullifier: Default::default(),
				level: Level::One,
				bound_in: 1,
				expires: NOW,
			});
		});
		world.rules(vec![deny(Who::Anybody, vec![condition]), allow(Who::Anybody, Vec::new())]);
		world.unknown.insert(left_out.clone());
		assert_eq!(world.denied(&ask()), by_rule(reason, 0), "{left_out:?}");
		world.lacking.insert(left_out.clone());
		assert_eq!(world.denied(&ask()), by_rule(Reason::SnapshotLacks, 0), "{left_out:?}");
	}
	// Who shows no membership is not thereby outside the group.
	let mut world = World::scene();
	world.rules(vec![deny(Who::Members(4), Vec::new()), allow(Who::Anybody, Vec::new())]);
	assert_eq!(world.denied(&ask()), by_rule(Reason::UnknownAttribute, 0));
}

#[test]
fn is_behind_the_state() {
	let mut world = World::scene();
	world.rules(vec![allow(Who::Anybody, Vec::new())]);
	for back in [1, HOUR, NOW] {
		let request = Request { now: Some(NOW - back), ..ask() };
		assert_eq!(world.reason(&request), Reason::ClockBehind);
	}
}

/// A banned device brings another's pass, its own later key, a fresh key to which it handed the right on.
#[test]
fn does_not_lose_a_ban_behind_a_pass() {
	let holder = Key::ed(40);
	let (banned, later, fresh) = (phone(), Key::ed(51), Key::ed(52));
	let mut world = World::scene();
	world.add_device(&holder, account(8), None);
	world.add_grant(1, grant_to(Holder::Device(holder.id())));
	world.put(FactKey::Alias(later.id()), FactValue::Alias(banned.id()));
	let passes: [(&[Key], bool); 6] = [
		(std::slice::from_ref(&fresh), true),
		(std::slice::from_ref(&banned), false),
		(std::slice::from_ref(&later), false),
		(&[banned.clone(), fresh.clone()], false),
		(&[later.clone(), fresh.clone()], false),
		(&[fresh.clone(), banned.clone()], false),
	];
	let bans = [
		Who::Device(banned.id()),
		Who::OwnedBy(boss()),
		Who::Domain { domain: FIRM, reach: Reach::Below },
		Who::TrustedBy(HOUSE),
	];
	for ban in bans {
		world.rules(vec![deny(ban.clone(), Vec::new())]);
		for (keys, allowed) in passes {
			let last = keys.last().unwrap();
			let request = at_lift(passed(&holder, false, keys, 1), last);
			let decision = world.decide(&request);
			assert_eq!(decision.is_allow(), allowed, "{ban:?} {decision:?}");
			if !allowed {
				assert_eq!(world.denied(&request), by_rule(Reason::DeniedByRule, 0));
			}
		}
	}
	// A ban of the grant's holder stands for all its passes.
	world.rules(vec![deny(Who::OwnedBy(account(8)), Vec::new())]);
	for (keys, _) in passes {
		let request = at_lift(passed(&holder, false, keys, 1), keys.last().unwrap());
		assert_eq!(world.denied(&request), by_rule(Reason::DeniedByRule, 0));
	}
}

/// A deny rule with a level is not dodged by handing the right to a key without a unit.
#[test]
fn does_not_lose_a_level_behind_a_pass() {
	let (holder, unit, fresh) = (Key::ed(40), phone(), Key::ed(52));
	let mut world = World::scene();
	world.add_device(&holder, account(8), None);
	world.add_grant(1, grant_to(Holder::Device(holder.id())));
	world.unknown.insert(FactKey::Root(6));
	world.change_member(unit.id(), |member| {
		member.unit = Some(jmt_primitives::units::Bound {
			root: 6,
			key: 0,
			nullifier: Default::default(),
			level: Level::Two,
			bound_in: 1,
			expires: NOW,
		});
	});
	world.rules(vec![deny(Who::Device(unit.id()), vec![Condition::Level(Level::Two)])]);
	let request = at_lift(passed(&holder, false, &[unit, fresh.clone()], 1), &fresh);
	assert_eq!(world.denied(&request), by_rule(Reason::UnknownAttribute, 0));
}

/// Devices that were sold bring grants of their id with them; what was the old owner's is not theirs.
#[test]
fn follows_a_device_that_was_sold() {
	let mut world = World::scene();
	world.rules(vec![allow(Who::OwnedBy(boss()), Vec::new())]);
	world.add_grant(1, grant_to(Holder::Device(phone().id())));
	world.add_grant(2, grant_to(Holder::Domain { domain: TEAM, reach: Reach::Exact }));
	let by = |authority| Request { authority, ..ask() };
	let all = [Authority::Own, Authority::Grant(1), Authority::Grant(2)];
	assert!(all.map(|authority| world.decide(&by(authority)).is_allow()) == [true; 3]);
	world.add_device(&phone(), account(9), Some(99));
	world.add_domain(99, None, 1);
	let after = all.map(|authority| world.decide(&by(authority)).reason());
	assert_eq!(after, [Some(Reason::NoRule), None, Some(Reason::NotHolder)]);
}

/// The key of a device changes; the device stays who it is, and its old key signs nothing.
#[test]
fn follows_a_device_whose_key_changed() {
	let new = Key::ed(53);
	let mut world = World::scene();
	world.rules(vec![allow(Who::Device(phone().id()), Vec::new())]);
	world.change_device(phone().id(), |device| device.key = new.public());
	assert!(world.decide(&at_lift(ask(), &new)).is_allow());
	assert_eq!(world.reason(&at_lift(ask(), &phone())), Reason::BadPass);
}

#[test]
fn refuses_a_grandchild_of_a_revoked_grant() {
	let mut world = World::scene();
	for (id, parent) in [(1, None), (2, Some(1)), (3, Some(2))] {
		let mut grant = grant_to(Holder::Device(phone().id()));
		(grant.parent, grant.depth) = (parent, id as u8);
		world.add_grant(id, grant);
	}
	let third = Request { authority: Authority::Grant(3), ..ask() };
	assert!(world.decide(&third).is_allow());
	world.change_grant(1, |grant| grant.revoked = Some(NOW));
	assert_eq!(world.denied(&third), by_grant(Reason::GrantRevoked, 1));
}

/// Trust that ends inside a window ends the decision before the window does.
#[test]
fn ends_with_trust_inside_a_window() {
	let hours = Window::Dates { from: NOW, to: NOW + HOUR };
	let mut world = World::scene();
	world.add_trust(HOUSE, FIRM, Reach::Below, NOW + 1_000);
	let time = Condition::Time(vec![hours].try_into().unwrap());
	world.rules(vec![allow(Who::TrustedBy(HOUSE), vec![time])]);
	assert_eq!(world.until(&ask()), NOW + 1_000);
	let later = |now| Request { now: Some(now), ..ask() };
	assert!(world.decide(&later(NOW + 1_000)).is_allow());
	assert_eq!(world.denied(&later(NOW + 1_001)), by_rule(Reason::TrustExpired, 0));
}

/// The same member under its alias: uses over the limit are refused, whatever it calls itself.
#[test]
fn counts_a_member_that_comes_again() {
	use jmt_primitives::access::{Counting, GroupRoots, Limit, Served};
	use jmt_primitives::proofs::Scalar;
	let mut world = World::scene();
	let limit = Limit { most: 1, window: HOUR, counting: Counting::Locally };
	world.rules(vec![allow(Who::Members(4), vec![Condition::Uses(limit)])]);
	let roots = GroupRoots { root: Some(Scalar::from(5)), replaced: Vec::new() };
	world.put(FactKey::Group(4), FactValue::Group(roots));
	let member = super::who::member(4, 9);
	assert!(world.decide(&member).is_allow());
	let window = limit.begin(NOW);
	world.served.insert(Counted::Alias(Scalar::from(9)), Served { window, count: 1, total: 0 });
	assert_eq!(world.reason(&member), Reason::UsesExhausted);
	// An old root of the group is good as long as the chain said.
	let old = |until| GroupRoots { root: None, replaced: vec![(Scalar::from(5), until)] };
	world.served.clear();
	world.put(FactKey::Group(4), FactValue::Group(old(NOW + 1)));
	assert!(world.decide(&member).is_allow());
	world.put(FactKey::Group(4), FactValue::Group(old(NOW)));
	assert_eq!(world.reason(&member), Reason::BadPass);
}

/// A member's proof is for one challenge of one enforcer.
#[test]
fn takes_a_members_proof_for_one_challenge() {
	use jmt_primitives::access::{signed, Gate, GroupRoots, Source, Use};
	use jmt_primitives::proofs::{MembershipProof, Scalar};
	let mut world = World::scene();
	world.rules(vec![allow(Who::Members(4), Vec::new())]);
	let roots = GroupRoots { root: Some(Scalar::from(5)), replaced: Vec::new() };
	world.put(FactKey::Group(4), FactValue::Group(roots));
	let gate = Gate { enforcer: super::world::lift().id(), challenge: super::world::CHALLENGE };
	let (genesis, nullifier) = (super::world::GENESIS, Scalar::from(9));
	let using = Use {
		genesis,
		enforcer: gate.enforcer,
		resource: LIFT,
		source: Source::Own(Subject::Member(4)),
		challenge: gate.challenge,
		action: ask().action,
		expires: u64::MAX,
	};
	let scope = signed::scope(&genesis, 4, LIFT);
	let proof = super::world::forged(&scope, &using.id(), nullifier);
	let mut request = Request { subject: Subject::Member(4), at: Some(gate), ..ask() };
	let root = Scalar::from(5);
	request.shown.member = Some(MembershipProof { depth: 20, root, nullifier, proof });
	assert!(world.decide(&request).is_allow());
	for other in [Gate { challenge: [8; 32], ..gate }, Gate { enforcer: phone().id(), ..gate }] {
		world.change_resource(|lift| lift.enforcer = Some(other.enforcer));
		let moved = Request { at: Some(other), ..request.clone() };
		assert_eq!(world.reason(&moved), Reason::BadPass);
	}
}
