//! How a use is counted, and whether a refusal is logged: that which the policy says of it.

use super::{ledger::Count, Visit};
use jmt_primitives::access::{
	Allowed, By, Counted, Counting, Denied, Effect, Fact, FactKey, FactValue, Named, Policy,
	ResourceId, Snapshot, Subject,
};

/// A resource's policy in a state.
pub(super) fn policy_of(state: &Snapshot, resource: ResourceId) -> Option<&Policy> {
	let Fact::Is(FactValue::Resource(resource)) = state.get(&FactKey::Resource(resource)) else {
		return None;
	};
	match state.get(&FactKey::Policy(resource.policy?)) {
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
			let Some(rule) = rule else { return Vec::new() };
			let length = rule.window(Counting::Locally);
			let count = Count {
				counted: counted(visit),
				total: rule.counts_on_chain(),
				window: (length > 0).then_some(length),
			};
			match count.total || count.window.is_some() {
				true => vec![count],
				false => Vec::new(),
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

/// That for which a visitor's own uses are counted.
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
