//! Whether subject, domains and resource are active, and the first steps of a decision.

use super::{
	keys::Key,
	world::{
		allow, ask, at_lift, landlord, lift, phone, World, FIRM, HOUSE, LIFT, NOW, POLICY, SHAFT,
		TEAM,
	},
};
use jmt_primitives::{
	access::{
		check_holder, Action, FactKey, Holder, Reason, Request, ResourceState, Who, EVALUATOR,
	},
	devices::MemberState,
	domains::{Rank, Reach, Role},
};

const RANK: Rank = Rank { depth: 1, role: Role::Owner };

/// Anybody may open.
fn open() -> World {
	let mut world = World::scene();
	world.rules(vec![allow(Who::Anybody, Vec::new())]);
	world
}

fn reason_with(change: impl FnOnce(&mut World)) -> Option<Reason> {
	let mut world = open();
	change(&mut world);
	world.decide(&ask()).reason()
}

#[test]
fn it_takes_a_device_at_large_and_an_account_of_nobody() {
	let world = open();
	assert!(world.decide(&super::world::ask_of(&super::world::stranger())).is_allow());
}

/// A path of eight domains, one of which is suspended.
#[test]
fn it_looks_at_each_domain_above() {
	for of_subject in [true, false] {
		for suspended in 0..=8 {
			let mut world = open();
			for depth in 1..=8u8 {
				let above = (depth > 1).then(|| 100 + u32::from(depth) - 1);
				world.add_domain(100 + u32::from(depth), above, depth);
			}
			match of_subject {
				true => world.add_device(&phone(), landlord(), Some(108)),
				false => world.change_resource(|resource| resource.domain = 108),
			}
			let expected = match suspended {
				0 => None,
				depth => {
					world.suspend(100 + depth);
					Some(Reason::DomainSuspended)
				},
			};
			assert_eq!(world.decide(&ask()).reason(), expected, "{suspended}");
			// One that is gone is no better.
			if suspended > 0 {
				world.facts.remove(&FactKey::Domain(100 + suspended));
				assert_eq!(world.reason(&ask()), Reason::DomainSuspended);
			}
		}
	}
}

#[test]
fn it_does_not_go_around_in_a_ring() {
	let reason = reason_with(|world| {
		world.add_domain(HOUSE, Some(SHAFT), 1);
	});
	assert_eq!(reason, Some(Reason::DomainSuspended));
}

/// The holder that hands a grant on is looked at as if it asked itself.
#[test]
fn it_looks_at_a_holder_as_at_a_subject() {
	let of = |world: &World, holder| check_holder(world, &holder);
	let device = || Holder::Device(phone().id());
	let domain = |reach| Holder::Domain { domain: TEAM, reach };
	let world = open();
	for holder in [device(), domain(Reach::Exact), domain(Reach::Below)] {
		assert_eq!(of(&world, holder), Ok(()));
	}
	assert_eq!(of(&world, Holder::Account(landlord())), Ok(()));
	assert_eq!(of(&world, Holder::Device(Key::ed(90).id())), Err(Reason::UnknownSubject));

	for change in [
		(|world: &mut World| world.change_device(phone().id(), |device| device.paused = true))
			as fn(&mut World),
		|world| {
			world.change_member(phone().id(), |member| member.state = MemberState::Suspended(RANK));
		},
		|world| world.change_member(phone().id(), |member| member.state = MemberState::Revoked),
	] {
		let mut world = open();
		change(&mut world);
		assert_eq!(of(&world, device()), Err(Reason::SubjectInactive));
		assert_eq!(world.decide(&ask()).reason(), Some(Reason::SubjectInactive));
		assert_eq!(of(&world, domain(Reach::Below)), Ok(()));
	}
	// Its domain, and the one above.
	for suspended in [TEAM, FIRM] {
		let mut world = open();
		world.suspend(suspended);
		for holder in [device(), domain(Reach::Exact)] {
			assert_eq!(of(&world, holder), Err(Reason::DomainSuspended));
		}
		world.facts.remove(&FactKey::Domain(suspended));
		assert_eq!(of(&world, domain(Reach::Below)), Err(Reason::DomainSuspended));
	}
	// That which is not known is not taken for good.
	let mut world = open();
	world.lacking.insert(FactKey::Member(phone().id()));
	assert_eq!(of(&world, device()), Err(Reason::SnapshotLacks));
	world.unknown.insert(FactKey::Domain(TEAM));
	assert_eq!(of(&world, domain(Reach::Exact)), Err(Reason::UnknownAttribute));
}

mod reject {
	use super::*;

	#[test]
	fn another_evaluator() {
		for evaluator in [EVALUATOR - 1, EVALUATOR + 1] {
			let reason = reason_with(|world| world.evaluator = evaluator);
			assert_eq!(reason, Some(Reason::EvaluatorChanged));
		}
	}

	#[test]
	fn a_resource_that_is_not_there_or_frozen() {
		let reason = reason_with(|world| {
			world.facts.remove(&FactKey::Resource(LIFT));
		});
		assert_eq!(reason, Some(Reason::UnknownResource));
		for state in [ResourceState::FrozenByOwner, ResourceState::Frozen(RANK)] {
			let reason = reason_with(|world| world.change_resource(|lift| lift.state = state));
			assert_eq!(reason, Some(Reason::ResourceClosed));
		}
	}

	#[test]
	fn an_action_that_the_resource_does_not_have() {
		let mut world = open();
		let every = |rule: &mut jmt_primitives::access::Rule| {
			rule.actions = jmt_primitives::access::Actions::ALL;
		};
		world.change_body(|body| body.rules.iter_mut().for_each(every));
		let request = Request { action: Action::STREAM, ..ask() };
		assert_eq!(world.reason(&request), Reason::NoRule);
		let request = Request { action: Action::CLOSE, ..ask() };
		assert!(world.decide(&request).is_allow());
	}

	#[test]
	fn a_resource_without_a_policy() {
		let reason = reason_with(|world| world.change_resource(|lift| lift.policy = None));
		assert_eq!(reason, Some(Reason::NoRule));
		let reason = reason_with(|world| {
			world.facts.remove(&FactKey::Policy(POLICY));
		});
		assert_eq!(reason, Some(Reason::NoRule));
	}

	#[test]
	fn an_enforcer_that_is_not_the_resources() {
		let mut world = open();
		assert!(world.decide(&at_lift(ask(), &phone())).is_allow());
		world.change_resource(|resource| resource.enforcer = Some(phone().id()));
		assert_eq!(world.reason(&at_lift(ask(), &phone())), Reason::NotThisEnforcer);
		world.change_resource(|resource| resource.enforcer = None);
		assert_eq!(world.reason(&at_lift(ask(), &phone())), Reason::NotThisEnforcer);
		// Who only asks, asks nobody's enforcer.
		assert!(world.decide(&ask()).is_allow());
		assert_ne!(lift().id(), phone().id());
	}

	#[test]
	fn a_subject_that_is_not_registered() {
		let mut request = ask();
		request.subject = jmt_primitives::access::Subject::Device(Key::ed(77).id());
		assert_eq!(open().reason(&request), Reason::UnknownSubject);
	}

	#[test]
	fn a_subject_that_is_paused_suspended_or_revoked() {
		let id = phone().id();
		let paused = reason_with(|world| world.change_device(id, |device| device.paused = true));
		assert_eq!(paused, Some(Reason::SubjectInactive));
		for state in [MemberState::Suspended(RANK), MemberState::Revoked] {
			let reason =
				reason_with(|world| world.change_member(id, |member| member.state = state));
			assert_eq!(reason, Some(Reason::SubjectInactive));
		}
	}

	#[test]
	fn a_domain_that_is_suspended() {
		for domain in [HOUSE, SHAFT, FIRM, TEAM] {
			let reason = reason_with(|world| world.suspend(domain));
			assert_eq!(reason, Some(Reason::DomainSuspended), "{domain}");
		}
	}

	/// A fact that lacks on the way ends it there.
	#[test]
	fn facts_that_lack_or_cannot_be_known() {
		let world = open();
		world.decide(&ask());
		let asked = world.asked.take();
		assert!(asked.len() > 6, "{asked:?}");
		for key in asked {
			let lacks = reason_with(|world| {
				world.lacking.insert(key.clone());
			});
			assert_eq!(lacks, Some(Reason::SnapshotLacks), "{key:?}");
			let unknown = reason_with(|world| {
				world.unknown.insert(key.clone());
			});
			assert_eq!(unknown, Some(Reason::UnknownAttribute), "{key:?}");
		}
		assert_eq!(world.until(&ask()), NOW + super::super::world::MAX_AGE);
	}
}
