//! How a use is counted, and whether a refusal is logged: that which the policy says of it.

use super::{ledger::Count, Visit};
use jmt_primitives::access::{
	Allowed, By, Counted, Denied, Effect, Fact, FactKey, FactValue, Named, Policy, Resource,
	ResourceId, Rule, Snapshot, Subject,
};

/// A resource in a state.
fn resource_of(state: &Snapshot, resource: ResourceId) -> Option<&Resource> {
	match state.get(&FactKey::Resource(resource)) {
		Fact::Is(FactValue::Resource(resource)) => Some(resource),
		_ => None,
	}
}

/// A resource's policy in a state.
pub(super) fn policy_of(state: &Snapshot, resource: ResourceId) -> Option<&Policy> {
	match state.get(&FactKey::Policy(resource_of(state, resource)?.policy?)) {
		Fact::Is(FactValue::Policy(policy)) => Some(policy),
		_ => None,
	}
}

/// How a use that was allowed is counted.
pub(super) fn counts(
	visit: &Visit,
	allowed: &Allowed,
	state: &Snapshot,
	policy: Option<&Policy>,
) -> Vec<Count> {
	let total = |counted| Count { counted, total: true, window: None };
	match &allowed.by {
		By::Rule(place) => {
			let rule = policy.and_then(|policy| policy.body.rules.get(usize::from(*place)));
			let series = resource_of(state, visit.resource).map(|resource| resource.series);
			match (rule, series) {
				(Some(rule), Some(series)) => by_rule(visit, rule, series),
				_ => Vec::new(),
			}
		},
		By::Grants(grants) => {
			let limited = |grant: &&u64| match state.get(&FactKey::Grant(**grant)) {
				Fact::Is(FactValue::Grant(grant)) => grant.scope.uses.is_some(),
				_ => false,
			};
			let grants = grants.iter().filter(limited).map(|grant| total(Counted::Grant(*grant)));
			let blocks = visit.shown.pass.iter().flat_map(|pass| &pass.blocks);
			let limited = blocks.filter(|signed| signed.block.scope.uses.is_some());
			grants.chain(limited.map(|signed| total(Counted::Block(signed.block.hash())))).collect()
		},
	}
}

/// How a use by a rule is counted, at a resource in this series: in the rule's window, and where it was counted on the
/// chain before, as one of those that were bought of this action.
fn by_rule(visit: &Visit, rule: &Rule, series: u32) -> Vec<Count> {
	// All limits of a policy have one length.
	let limit = rule.limits().next();
	let windowed = limit.map(|limit| Count {
		counted: counted(visit),
		total: false,
		window: Some(limit.window),
	});
	let bought = rule.counts_on_chain().then(|| Count {
		counted: Counted::Bought { subject: visit.subject.clone(), action: visit.action, series },
		total: true,
		window: None,
	});
	[bought, windowed].into_iter().flatten().collect()
}

/// That for which a visitor's own uses are counted in a window.
fn counted(visit: &Visit) -> Counted {
	match (&visit.subject, &visit.shown.member) {
		(Subject::Member(_), Some(proof)) => Counted::Alias(proof.nullifier),
		(subject, _) => Counted::Subject(subject.clone()),
	}
}

/// Whether the deny rule that refused asks for it.
pub(super) fn is_logged(denied: &Denied, policy: Option<&Policy>) -> bool {
	let Named::Rule(place) = denied.by else { return false };
	let rule = policy.and_then(|policy| policy.body.rules.get(usize::from(place)));
	rule.is_some_and(|rule| rule.effect == Effect::Deny && rule.duties.log)
}
