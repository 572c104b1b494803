//! Resources, policies and grants in few words.

use super::*;
use crate::{Grants, NextGrant, NextPolicy, NextResource, PolicyAt, Resources};
use frame_support::assert_ok;
use jmt_primitives::access::{
	Action, Actions, Authority, Condition, Counting, Decision, Delegation, Duties, Effect, Grant,
	GrantId, Holder, Limit, PolicyBody, PolicyId, Request, Resource, ResourceId, Rule, Scope,
	Subject, Who, Zone,
};
use jmt_primitives::domains::DomainId;

/// Actions of the tests' resources.
pub(crate) fn all_actions() -> Actions {
	Actions::from_iter([Action::READ, Action::OPEN, Action::CLOSE])
}

/// A rule that allows all of them.
pub(crate) fn allow(who: Who) -> Rule {
	Rule {
		effect: Effect::Allow,
		who,
		actions: all_actions(),
		conditions: Default::default(),
		duties: Duties::default(),
	}
}

/// A rule that denies all of them.
pub(crate) fn deny(who: Who) -> Rule {
	Rule { effect: Effect::Deny, ..allow(who) }
}

/// A rule with a condition.
pub(crate) fn on(mut rule: Rule, condition: Condition) -> Rule {
	rule.conditions.try_push(condition).unwrap();
	rule
}

/// A rule with a price.
pub(crate) fn priced(mut rule: Rule, price: Balance) -> Rule {
	rule.duties.price = price;
	rule
}

/// A limit that the chain counts.
pub(crate) fn limit(most: u32, window: Moment) -> Condition {
	Condition::Uses(Limit { most, window, counting: Counting::OnChain })
}

/// The body of a policy, in UTC, for state of up to ten minutes.
pub(crate) fn body(rules: Vec<Rule>) -> PolicyBody {
	let zone =
		Zone { offsets: vec![(0, 0)].try_into().unwrap(), good_until: NOW + 365 * 24 * 3_600_000 };
	PolicyBody { zone, max_age: 600_000, rules: rules.try_into().unwrap() }
}

/// Alice writes a policy for a domain. Returns its number.
pub(crate) fn write(domain: DomainId, rules: Vec<Rule>) -> PolicyId {
	assert_ok!(Access::set_policy(by(alice()), PolicyAt::New { domain }, body(rules)));
	NextPolicy::<Test>::get() - 1
}

/// Alice makes a resource in a domain. Returns its number.
pub(crate) fn make(domain: DomainId, policy: Option<PolicyId>) -> ResourceId {
	let (actions, enforcer) = (all_actions(), Some(device(LIFT)));
	let fail_safe = Actions::from_iter([Action::CLOSE]);
	assert_ok!(Access::create_resource(
		by(alice()),
		domain,
		None,
		None,
		enforcer,
		actions,
		fail_safe,
		policy
	));
	NextResource::<Test>::get() - 1
}

/// A resource of alice's in domain 1 with these rules.
pub(crate) fn lift(rules: Vec<Rule>) -> ResourceId {
	let policy = write(1, rules);
	make(1, Some(policy))
}

/// The stored resource.
pub(crate) fn resource(id: ResourceId) -> Resource {
	Resources::<Test>::get(id).expect("a resource")
}

/// The stored grant.
pub(crate) fn stored(id: GrantId) -> Grant {
	Grants::<Test>::get(id).expect("a grant")
}

/// A scope of all actions for ten days.
pub(crate) fn scope() -> Scope {
	Scope {
		actions: all_actions(),
		cells: Default::default(),
		windows: Default::default(),
		not_before: NOW,
		expires: NOW + 10 * 24 * 3_600_000,
		uses: None,
	}
}

/// Grants to an account that may hand it on. Returns the number.
pub(crate) fn grant_to(
	issuer: AccountId,
	resource: ResourceId,
	parent: Option<GrantId>,
	to: AccountId,
) -> GrantId {
	grant(issuer, resource, parent, Holder::Account(to), scope(), Delegation::Allowed)
}

/// Grants. Returns the number.
pub(crate) fn grant(
	issuer: AccountId,
	resource: ResourceId,
	parent: Option<GrantId>,
	holder: Holder,
	scope: Scope,
	delegation: Delegation,
) -> GrantId {
	assert_ok!(Access::grant(by(issuer), resource, parent, holder, scope, delegation));
	NextGrant::<Test>::get() - 1
}

/// The decision about an opening.
pub(crate) fn decide(resource: ResourceId, subject: Subject, authority: Authority) -> Decision {
	Access::decide(&Request::new(resource, Action::OPEN, subject, authority))
}
