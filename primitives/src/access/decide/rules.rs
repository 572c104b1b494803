//! Rules: those that deny, then those that allow.

use super::{
	super::{Allowed, By, Condition, Denied, Effect, Named, Reason, Rule, Truth},
	Judge,
};

/// The value of a rule.
struct Value {
	/// Whether it speaks of the subject.
	who: Truth,
	whole: Truth,
}

/// A reason of the rule at a place.
fn by(place: u8, reason: Reason) -> Denied {
	Denied { reason, by: Named::Rule(place) }
}

impl<'a> Judge<'a> {
	/// A value that is not known, and whether a fact lacks for it.
	pub(super) fn unknown(&mut self, why: Reason) -> Truth {
		self.lacked |= why == Reason::SnapshotLacks;
		Truth::unknown(why)
	}

	/// The rules with this effect that speak of the action, with their places.
	fn rules(&self, effect: Effect) -> impl Iterator<Item = (u8, &'a Rule)> {
		let action = self.request.action;
		let rules = (0..).zip(&self.policy.body.rules);
		rules.filter(move |(_, rule)| rule.effect == effect && rule.actions.contains(action))
	}

	/// Each deny rule is false, or it is denied.
	pub(super) fn deny_rules(&mut self) -> Result<(), Denied> {
		for (place, rule) in self.rules(Effect::Deny) {
			match self.value(rule).whole {
				Truth::True { .. } => return Err(by(place, Reason::DeniedByRule)),
				Truth::Unknown { why, .. } => return Err(by(place, why)),
				// With the fact that lacks it might be false for another time.
				Truth::False { .. } if self.lacked => {
					return Err(by(place, Reason::SnapshotLacks));
				},
				Truth::False { holds, .. } => self.stays(holds),
			}
		}
		Ok(())
	}

	/// The first allow rule that is true, or why none is.
	pub(super) fn allow_rules(&mut self) -> Result<Allowed, Denied> {
		let (mut lacked, mut of_subject, mut of_trust) = (None, None, None);
		for (place, rule) in self.rules(Effect::Allow) {
			let Value { who, whole } = self.value(rule);
			if self.lacked {
				lacked.get_or_insert(by(place, Reason::SnapshotLacks));
			}
			let (why, holds) = match whole {
				Truth::True { holds } => {
					return match lacked {
						Some(denied) => Err(denied),
						None => {
							self.stays(holds);
							Ok(self.allowed(By::Rule(place), rule.duties))
						},
					};
				},
				Truth::False { why, holds } | Truth::Unknown { why, holds } => (why, holds),
			};
			// Then this one could win, and ask for other duties.
			self.stays(holds);
			match who {
				Truth::True { .. } => {
					of_subject.get_or_insert(by(place, why));
				},
				Truth::False { why: why @ (Reason::NotTrusted | Reason::TrustExpired), .. } => {
					of_trust.get_or_insert(by(place, why));
				},
				_ => {},
			}
		}
		Err(lacked.or(of_subject).or(of_trust).unwrap_or(Reason::NoRule.into()))
	}

	/// The value of a rule that speaks of the action. The rest is not read once it is false.
	#[inline(never)]
	fn value(&mut self, rule: &'a Rule) -> Value {
		self.lacked = false;
		let who = self.who(&rule.who);
		let mut whole = who;
		for condition in &rule.conditions {
			if matches!(whole, Truth::False { .. }) {
				break;
			}
			let truth = self.condition(condition);
			whole = whole.and(truth);
		}
		let is_served = self.request.at.is_some() && rule.effect == Effect::Allow;
		if is_served && rule.counts_on_chain() && !matches!(whole, Truth::False { .. }) {
			let paid = self.paid();
			whole = whole.and(paid);
		}
		if self.lacked && matches!(whole, Truth::True { .. }) {
			whole = Truth::unknown(Reason::SnapshotLacks);
		}
		Value { who, whole }
	}

	/// The value of a condition.
	pub(super) fn condition(&mut self, condition: &'a Condition) -> Truth {
		match condition {
			Condition::Level(least) => self.level(*least),
			Condition::Place(area) => self.place(area),
			Condition::Time(windows) => self.time(windows),
			Condition::Uses(limit) => self.limit(limit),
			Condition::Approvals { least, of } => self.approved(*least, of),
		}
	}
}
