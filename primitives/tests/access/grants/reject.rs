//! Chains that give no right.

use super::*;

#[track_caller]
fn denied_with(change: impl FnOnce(&mut World), reason: Reason, grant: GrantId) {
	let mut world = chain(3);
	change(&mut world);
	assert_eq!(world.denied(&by(3)), by_grant(reason, grant));
}

#[test]
fn a_grant_that_is_not_there_or_of_another_resource() {
	for grant in 1..=3 {
		let gone = |world: &mut World| {
			world.facts.remove(&jmt_primitives::access::FactKey::Grant(grant));
		};
		denied_with(gone, Reason::UnknownGrant, grant);
		let other =
			|world: &mut World| world.change_grant(grant, |grant| grant.resource = LIFT + 1);
		denied_with(other, Reason::UnknownGrant, grant);
	}
}

#[test]
fn a_chain_whose_depths_do_not_fit() {
	type Change = fn(&mut Grant);
	let changes: [(GrantId, Change, GrantId); 6] = [
		(2, |grant| grant.depth = 3, 2),
		(2, |grant| grant.depth = 1, 2),
		(2, |grant| grant.parent = None, 2),
		(1, |grant| grant.parent = Some(1), 1),
		(3, |grant| grant.parent = Some(3), 3),
		(3, |grant| grant.depth = 0, 3),
	];
	for (grant, change, named) in changes {
		let changed = |world: &mut World| world.change_grant(grant, change);
		denied_with(changed, Reason::UnknownGrant, named);
	}
}

#[test]
fn a_grant_that_was_revoked_by_itself_or_with_all_others() {
	for grant in 1..=3 {
		let revoked =
			|world: &mut World| world.change_grant(grant, |grant| grant.revoked = Some(NOW));
		denied_with(revoked, Reason::GrantRevoked, grant);
		let epoch = |world: &mut World| world.change_grant(grant, |grant| grant.epoch = 4);
		denied_with(epoch, Reason::GrantRevoked, grant);
	}
	let all = |world: &mut World| world.change_resource(|lift| lift.epoch = 6);
	denied_with(all, Reason::GrantRevoked, 3);
}

#[test]
fn a_grant_before_its_begin_and_after_its_end() {
	for grant in 1..=3 {
		let early =
			|world: &mut World| world.change_grant(grant, |grant| grant.scope.not_before = NOW + 1);
		denied_with(early, Reason::GrantNotYet, grant);
		let late =
			|world: &mut World| world.change_grant(grant, |grant| grant.scope.expires = NOW - 1);
		denied_with(late, Reason::GrantExpired, grant);
		let mut world = chain(3);
		world.change_grant(grant, |grant| {
			(grant.scope.not_before, grant.scope.expires) = (NOW, NOW);
		});
		assert_eq!(world.until(&by(3)), NOW);
	}
}

#[test]
fn an_action_that_a_grant_does_not_have() {
	let no_open =
		|world: &mut World| world.change_grant(2, |grant| grant.scope.actions = Actions::NONE);
	denied_with(no_open, Reason::BeyondGrant, 2);
}

#[test]
fn a_right_that_was_handed_on_by_who_may_not() {
	for grant in 1..=2 {
		let kept = |world: &mut World| {
			world.change_grant(grant, |grant| grant.delegation = Delegation::Kept)
		};
		denied_with(kept, Reason::MayNotDelegate, grant);
	}
	let mut world = chain(3);
	world.change_grant(3, |grant| grant.delegation = Delegation::Kept);
	assert!(world.decide(&by(3)).is_allow());
}

#[test]
fn a_time_outside_a_grants_windows() {
	for grant in 1..=3 {
		let windows = vec![Window::Dates { from: NOW + 1, to: NOW + 2 }];
		let outside = |world: &mut World| {
			world.change_grant(grant, |grant| grant.scope.windows = windows.try_into().unwrap())
		};
		denied_with(outside, Reason::OutsideWindow, grant);
		let windows = vec![Window::Weekly { from: 0, to: 10_079 }];
		let unknown = |world: &mut World| {
			world.change_body(|body| body.zone.good_until = NOW - HOUR);
			world.change_grant(grant, |grant| grant.scope.windows = windows.try_into().unwrap())
		};
		denied_with(unknown, Reason::ZoneEnded, grant);
	}
}

#[test]
fn facts_that_lack() {
	let world = chain(3);
	assert!(world.decide(&by(3)).is_allow());
	for key in world.asked.take() {
		let mut world = chain(3);
		world.lacking.insert(key.clone());
		assert_eq!(world.reason(&by(3)), Reason::SnapshotLacks, "{key:?}");
	}
	let mut world = chain(3);
	world.change_grant(2, |grant| grant.scope.uses = Some(1));
	world.lacking.insert(jmt_primitives::access::FactKey::Uses(LIFT, Counted::Grant(2)));
	assert_eq!(world.denied(&by(3)), by_grant(Reason::SnapshotLacks, 2));
}

#[test]
fn a_use_of_a_grant_that_its_holder_did_not_sign() {
	let world = chain(3);
	assert!(world.decide(&at_lift(by(3), &phone())).is_allow());
	assert_eq!(world.reason(&at_lift(by(3), &Key::ed(50))), Reason::BadPass);
	let unsigned = Request { at: at_lift(by(3), &phone()).at, ..by(3) };
	assert_eq!(world.reason(&unsigned), Reason::BadPass);
}
