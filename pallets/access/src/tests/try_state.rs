//! Each law is broken once.

use crate::{mock::*, Approvals, Grants, HoldReason, Logs, Pallet, Policies, Resources, Uses};
use frame_support::assert_ok;
use jmt_primitives::{
	access::{
		self, Action, Actions, Approval, Counted, Delegation, Grant, LogHead, Policy, Resource,
		Subject, Who,
	},
	merkle::root_of,
	proofs::Scalar,
	Hash, Invariants,
};

/// The first law that does not hold after a change of a state with a lift, a chain of two grants, a use and an approval.
fn broken(change: impl FnOnce()) -> &'static str {
	let mut told = "";
	ExtBuilder.build().execute_with(|| {
		let id = lift(vec![priced(allow(Who::Anybody), 1)]);
		let root = grant_to(alice(), id, None, bob());
		grant_to(bob(), id, Some(root), carol());
		let (subject, own) = (Subject::Account(bob()), access::Authority::Own);
		let open = access::Action::OPEN;
		assert_ok!(Access::use_right(by(bob()), id, subject, open, own, 1, 1));
		assert_ok!(Access::approve(by(carol()), id, Hash::zero(), NOW));
		assert_ok!(<Pallet<Test> as Invariants>::check());
		change();
		told = match <Pallet<Test> as Invariants>::check() {
			Ok(()) => "nothing",
			Err(error) => error.into(),
		};
	});
	told
}

fn of_resource(change: impl FnOnce(&mut Resource)) -> &'static str {
	broken(|| Resources::<Test>::mutate(1, |stored| change(stored.as_mut().unwrap())))
}

fn of_policy(change: impl FnOnce(&mut Policy)) -> &'static str {
	broken(|| Policies::<Test>::mutate(1, |stored| change(stored.as_mut().unwrap())))
}

/// Of the root, or of its child.
fn of_grant(id: u64, change: impl FnOnce(&mut Grant)) -> &'static str {
	broken(|| Grants::<Test>::mutate(id, |stored| change(stored.as_mut().unwrap())))
}

#[test]
fn it_holds_for_what_calls_make() {
	assert_eq!(broken(|| ()), "nothing");
}

#[test]
fn it_looks_at_resources() {
	assert_eq!(
		of_resource(|resource| resource.fail_safe = Actions::ALL),
		"a fail-safe action is none of the resource's"
	);
	assert_eq!(
		of_resource(|resource| resource.policy = Some(9)),
		"a policy is gone, or another owner's"
	);
	assert_eq!(
		of_resource(|resource| resource.owner = bob()),
		"a policy is gone, or another owner's"
	);
	let elsewhere = "a policy is for another domain";
	assert_eq!(of_resource(|resource| resource.domain = 2), elsewhere);
	assert_eq!(of_policy(|policy| policy.domain = 2), elsewhere);
	// Below the policy's own it is good, and so is one that is gone.
	assert_eq!(of_resource(|resource| resource.domain = 3), "nothing");
	assert_eq!(of_resource(|resource| resource.domain = 77), "nothing");
	assert_eq!(broken(|| crate::NextResource::<Test>::put(1)), "a resource's number was not given");
	let approval = Approval { until: NOW, deposit: 0 };
	let name = (Hash::zero(), alice());
	assert_eq!(
		broken(|| Approvals::<Test>::insert(7, name, approval)),
		"an approval is about no resource"
	);
}

#[test]
fn it_looks_at_policies() {
	assert_eq!(of_policy(|policy| policy.resources = 2), "a policy counts its resources wrongly");
	assert_eq!(of_policy(|policy| policy.version = 0), "a policy has no version");
	assert_eq!(of_policy(|policy| policy.body.max_age = u64::MAX), "a policy would be refused");
	assert_eq!(
		of_policy(|policy| {
			let dear = priced(allow(Who::Anybody), 2);
			policy.body.rules.try_push(dear).unwrap();
		}),
		"a policy would be refused"
	);
	let trusting = |domain| {
		of_policy(|policy| policy.body.rules.try_push(allow(Who::TrustedBy(domain))).unwrap())
	};
	assert_eq!(trusting(1), "nothing");
	assert_eq!(trusting(2), "a policy asks whom another domain trusts");
	assert_eq!(trusting(3), "a policy asks whom another domain trusts");
	assert_eq!(broken(|| crate::NextPolicy::<Test>::put(1)), "a policy's number was not given");
}

#[test]
fn it_looks_at_grants() {
	assert_eq!(of_grant(1, |grant| grant.children = 2), "a grant counts its children wrongly");
	assert_eq!(of_grant(1, |grant| grant.depth = 2), "a root has another depth");
	assert_eq!(of_grant(1, |grant| grant.issuer = bob()), "another than the owner made a root");
	assert_eq!(of_grant(1, |grant| grant.epoch = 1), "a grant is of an epoch to come");
	assert_eq!(
		of_grant(1, |grant| grant.delegation = Delegation::Kept),
		"a parent may not be handed on"
	);
	assert_eq!(of_grant(2, |grant| grant.depth = 9), "a chain of grants is too deep");
	assert_eq!(of_grant(2, |grant| grant.depth = 3), "a depth is not the parent's and one");
	assert_eq!(of_grant(2, |grant| grant.parent = Some(7)), "a parent is gone");
	assert_eq!(of_grant(2, |grant| grant.parent = Some(2)), "a parent is younger");
	assert_eq!(of_grant(2, |grant| grant.resource = 2), "a parent is of another resource");
	assert_eq!(of_grant(2, |grant| grant.scope.expires += 1), "a grant is wider than its parent");
	assert_eq!(broken(|| crate::NextGrant::<Test>::put(2)), "a grant's number was not given");
}

fn put_uses(resource: u64, counted: Counted, uses: access::Uses) -> &'static str {
	broken(|| Uses::<Test>::insert(resource, counted, uses))
}

#[test]
fn it_looks_at_uses() {
	let totals = |totals: &[(Action, u64)]| totals.to_vec().try_into().unwrap();
	let uses = access::Uses {
		window: NOW,
		count: 9,
		series: 0,
		totals: totals(&[(Action::READ, 1), (Action::OPEN, u64::MAX)]),
		payer: bob(),
		deposit: 0,
	};
	let put = |uses| put_uses(1, Counted::Subject(Subject::Account(carol())), uses);
	let with = |of: &[(Action, u64)]| put(access::Uses { totals: totals(of), ..uses.clone() });
	assert_eq!(put(uses.clone()), "nothing");
	assert_eq!(with(&[]), "no use was made");
	assert_eq!(with(&[(Action::READ, 1), (Action::OPEN, 0)]), "no use was made");
	assert_eq!(with(&[(Action::OPEN, 1), (Action::READ, 1)]), "totals are not sorted");
	assert_eq!(with(&[(Action::OPEN, 1), (Action::OPEN, 1)]), "totals are not sorted");
	assert_eq!(put(access::Uses { series: 1, ..uses.clone() }), "uses are of a series to come");
	assert_eq!(put(access::Uses { window: NOW + 1, ..uses.clone() }), "a window is to come");
	let subject = || Subject::Account(carol());
	assert_eq!(put_uses(7, Counted::Subject(subject()), uses.clone()), "uses are of no resource");
	for unknown in [
		Counted::Block(Hash::zero()),
		Counted::Alias(Scalar::from(1)),
		Counted::Subject(Subject::Member(1)),
		Counted::Subject(Subject::Key(key(1))),
		Counted::Bought { subject: subject(), action: Action::OPEN, series: 0 },
	] {
		assert_eq!(
			put_uses(1, unknown, uses.clone()),
			"uses are counted for something that the chain does not know"
		);
	}
}

/// The second series of a resource had a first one.
#[test]
fn it_takes_uses_of_a_series_that_has_passed() {
	assert_eq!(of_resource(|resource| resource.series = 1), "nothing");
	let ahead = broken(|| {
		Uses::<Test>::mutate(1, Counted::Subject(Subject::Account(bob())), |uses| {
			uses.as_mut().unwrap().series = 1;
		});
	});
	assert_eq!(ahead, "uses are of a series to come");
}

#[test]
fn it_looks_at_uses_under_grants() {
	let (payer, totals) = (bob(), access::Totals::default());
	let uses = access::Uses { window: 0, count: 2, series: 0, totals, payer, deposit: 0 };
	// The root has a limit of two.
	let put = |resource, grant, uses: access::Uses| {
		broken(|| {
			Grants::<Test>::mutate(1, |grant| grant.as_mut().unwrap().scope.uses = Some(2));
			Grants::<Test>::mutate(2, |grant| grant.as_mut().unwrap().scope.uses = Some(1));
			crate::NextResource::<Test>::put(3);
			Uses::<Test>::insert(resource, Counted::Grant(grant), uses);
		})
	};
	assert_eq!(put(1, 1, uses.clone()), "nothing");
	assert_eq!(put(1, 1, access::Uses { count: 0, ..uses.clone() }), "no use was made");
	let as_subject = "uses under a grant are counted as a subject's";
	assert_eq!(put(1, 1, access::Uses { window: NOW, ..uses.clone() }), as_subject);
	assert_eq!(put(1, 1, access::Uses { series: 1, ..uses.clone() }), as_subject);
	let totals = vec![(Action::OPEN, 2)].try_into().unwrap();
	assert_eq!(put(1, 1, access::Uses { totals, ..uses.clone() }), as_subject);
	for none in [0, 3] {
		assert_eq!(put(1, none, uses.clone()), "uses are under no grant");
	}
	assert_eq!(put(2, 1, uses.clone()), "uses are under a grant of another resource");
	assert_eq!(put(1, 2, uses.clone()), "more uses were made than a grant has");
	// One without a limit is not counted.
	let unlimited = broken(|| Uses::<Test>::insert(1, Counted::Grant(1), uses));
	assert_eq!(unlimited, "more uses were made than a grant has");
}

#[test]
fn it_looks_at_logs() {
	let tree = Hash::repeat_byte(3);
	let head = LogHead {
		leaves: 5,
		tree,
		root: root_of(5, &tree),
		segment: 1,
		at: NOW,
		lied: None,
		payer: alice(),
		deposit: 0,
	};
	let put = |head| broken(|| Logs::<Test>::insert(device(LIFT), head));
	assert_eq!(put(head.clone()), "nothing");
	assert_eq!(put(LogHead { leaves: 0, ..head.clone() }), "a log is empty");
	assert_eq!(put(LogHead { segment: 0, ..head.clone() }), "a log is empty");
	assert_eq!(put(LogHead { segment: 6, ..head.clone() }), "a log has more segments than leaves");
	assert_eq!(put(LogHead { leaves: 6, ..head.clone() }), "a root is not that of its tree");
	assert_eq!(put(LogHead { at: NOW + 1, ..head }), "a log ends in the future");
}

#[test]
fn it_looks_at_every_deposit() {
	let wrong = "what is held of a payer is not the sum of the deposits";
	assert_eq!(of_resource(|resource| resource.deposit += 1), wrong);
	assert_eq!(of_policy(|policy| policy.deposit -= 1), wrong);
	assert_eq!(of_grant(2, |grant| grant.deposit += 1), wrong);
	assert_eq!(of_grant(2, |grant| grant.payer = dave()), wrong);
	for reason in [HoldReason::Uses, HoldReason::Approval, HoldReason::Log] {
		assert_eq!(broken(|| Access::hold(reason, &alice(), 1).unwrap()), wrong);
	}
}
