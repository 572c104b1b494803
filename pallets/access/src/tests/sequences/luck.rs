//! Steps that come true: numbers drawn blindly meet too seldom.

use super::{
	model::{For, Model, Right, Thing, DAY},
	Step,
};
use std::collections::BTreeMap;

/// One of those that there are, by a number drawn blindly.
fn pick<Key: Copy, Value>(of: &BTreeMap<Key, Value>, drawn: u8) -> Option<(Key, &Value)> {
	let place = usize::from(drawn).checked_rem(of.len())?;
	of.iter().nth(place).map(|(key, value)| (*key, value))
}

/// The number that stands for this one in a step.
fn number(id: u64) -> u8 {
	u8::try_from(id - 1).unwrap()
}

impl Model {
	/// The same step about something that is there, by the account that may. The same as it was, if nothing is.
	pub(super) fn fit(&self, step: &Step) -> Step {
		self.fitting(step).unwrap_or_else(|| step.clone())
	}

	fn fitting(&self, step: &Step) -> Option<Step> {
		let thing = |drawn| pick(&self.things, drawn).map(|(id, of)| (number(id), of.owner));
		let policy = |drawn| pick(&self.rules, drawn).map(|(id, of)| (number(id), of.owner));
		let right = |drawn| pick(&self.rights, drawn);
		let good = |drawn| {
			let stands = |(id, of): &(&u64, &Right)| self.stands(of.resource, &self.chain(**id));
			let good: BTreeMap<_, _> = self.rights.iter().filter(stands).collect();
			pick(&good, drawn).map(|(id, of)| (*id, *of))
		};
		Some(match *step {
			Step::Create { policy: drawn, .. } => {
				let (policy, who) = policy(drawn?)?;
				Step::Create { who, policy: Some(policy) }
			},
			Step::Close { resource, .. } => {
				let (resource, who) = thing(resource)?;
				Step::Close { who, resource }
			},
			Step::Enforce { resource, enforcer, .. } => {
				let (resource, who) = thing(resource)?;
				Step::Enforce { who, resource, enforcer }
			},
			Step::Write { at, price, rules, .. } => {
				let (at, who) = policy(at?)?;
				Step::Write { who, at: Some(at), price, rules }
			},
			Step::Name { resource, policy, .. } => {
				let (resource, who) = thing(resource)?;
				let own = self.rules.iter().filter(|(_, of)| of.owner == who);
				let own: BTreeMap<_, _> = own.collect();
				let policy = policy.and_then(|drawn| pick(&own, drawn));
				Step::Name { who, resource, policy: policy.map(|(id, _)| number(*id)) }
			},
			Step::ClosePolicy { policy: drawn, .. } => {
				let (policy, who) = policy(drawn)?;
				Step::ClosePolicy { who, policy }
			},
			Step::Grant { resource, parent, to, uses, days, .. } => match parent.and_then(good) {
				Some((parent, above)) => {
					let left = above.expires.saturating_sub(crate::mock::NOW) / DAY;
					let uses = match above.uses {
						Some(most) => Some(uses.unwrap_or(1).min(most)),
						None => uses,
					};
					Step::Grant {
						who: above.holder,
						resource: number(above.resource),
						parent: Some(number(parent)),
						to,
						uses,
						days: days.min(u8::try_from(left).unwrap()),
					}
				},
				None => {
					let (resource, who) = thing(resource)?;
					Step::Grant { who, resource, parent: None, to, uses, days }
				},
			},
			Step::Revoke { grant, .. } => {
				let (grant, of) = right(grant)?;
				Step::Revoke { who: of.issuer, grant: number(grant) }
			},
			Step::RevokeAll { resource, .. } => {
				let (resource, who) = thing(resource)?;
				Step::RevokeAll { who, resource }
			},
			Step::CloseGrant { grant, .. } => {
				let (grant, of) = right(grant)?;
				Step::CloseGrant { who: of.issuer, grant: number(grant) }
			},
			Step::Approve { who, resource, days } => {
				Step::Approve { who, resource: thing(resource)?.0, days }
			},
			Step::Withdraw { resource, .. } => {
				let ((resource, approver), _) = pick(&self.approvals, resource)?;
				Step::Withdraw { who: approver, resource: number(resource), approver }
			},
			Step::Use { who, resource, grant, action, uses, most } => match grant {
				Some(grant) => {
					let has_policy = |of: &&Thing| of.policy.is_some();
					let (grant, of) = good(grant)?;
					self.things.get(&of.resource).filter(has_policy)?;
					let (resource, grant) = (number(of.resource), Some(number(grant)));
					Step::Use { who: of.holder, resource, grant, action, uses, most }
				},
				None => {
					let named = self.things.iter().filter(|(_, of)| of.policy.is_some());
					let named: BTreeMap<_, _> = named.collect();
					let resource = number(*pick(&named, resource)?.0);
					Step::Use { who, resource, grant, action, uses, most }
				},
			},
			Step::Clear { who, resource, account, .. } => {
				let over = self.uses.iter().filter(|((resource, counted), _)| {
					let is_gone = match counted {
						For::Account(_) => false,
						For::Grant(grant) => !self.rights.contains_key(grant),
					};
					is_gone || !self.things.contains_key(resource)
				});
				let over: BTreeMap<_, _> = over.collect();
				let (resource, counted) = *pick(&over, resource)?.0;
				let resource = number(resource);
				match counted {
					For::Account(account) => Step::Clear { who, resource, account, grant: None },
					For::Grant(grant) => {
						Step::Clear { who, resource, account, grant: Some(number(grant)) }
					},
				}
			},
			Step::Pass(time) => Step::Pass(time),
		})
	}
}
