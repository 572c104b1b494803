//! How a decision came about.

use super::{
	super::{Explanation, Facts, Request, RuleTold},
	judge, Judge, Tell,
};
use alloc::vec::Vec;

/// Decides about a request, and tells of each rule whether it is true, false or unknown: of each condition by itself, also
/// where the decision did not need it.
pub fn explain(facts: &impl Facts, request: &Request) -> Explanation {
	let mut rules = Vec::new();
	let decision = judge(facts, request, Some(&mut |rule| rules.push(rule)));
	Explanation { decision, rules }
}

impl Judge<'_> {
	/// Tells of each rule.
	#[inline(never)]
	pub(super) fn tell(&mut self, tell: Tell<'_>) {
		let policy = self.policy;
		for rule in &policy.body.rules {
			let who = self.who(&rule.who).told();
			let conditions = rule.conditions.iter().map(|one| self.condition(one).told()).collect();
			let actions = rule.actions.contains(self.request.action);
			tell(RuleTold { effect: rule.effect, who, actions, conditions });
		}
	}
}
