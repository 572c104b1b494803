//! Rules together: the table of deny-overrides in XACML 3.0, appendix C.2, written out.
//!
//! Our rules have no errors: XACML's *Indeterminate* is our unknown. An allow rule is Permit, not applicable or
//! Indeterminate{P}; a deny rule is Deny, not applicable or Indeterminate{D}. We allow where C.2 says Permit.

use super::world::{allow, ask, assert_rule, by_rule, deny, World, NOW};
use jmt_primitives::access::{Area, Condition, Decision, Effect, Reason, Rule, Truth, Who, Window};

/// The outcome of a rule, or of rules together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
	Permit,
	Deny,
	NotApplicable,
	IndeterminateP,
	IndeterminateD,
	IndeterminateDP,
}
use Outcome::{Deny, IndeterminateD, IndeterminateDP, IndeterminateP, NotApplicable, Permit};

fn holds() -> Condition {
	Condition::Time(vec![Window::Dates { from: 0, to: NOW }].try_into().unwrap())
}

fn fails() -> Condition {
	Condition::Time(vec![Window::Dates { from: NOW + 1, to: NOW + 2 }].try_into().unwrap())
}

/// No evidence of a place is shown.
fn is_unknown() -> Condition {
	let cells = vec![0x8928308280fffff_u64.try_into().unwrap()].try_into().unwrap();
	Condition::Place(Area { cells, minutes: 1, by: 1 })
}

fn rule(effect: Effect, outcome: Outcome) -> Rule {
	let condition = match outcome {
		Permit | Deny => holds(),
		NotApplicable => fails(),
		_ => is_unknown(),
	};
	match effect {
		Effect::Allow => allow(Who::Anybody, vec![condition]),
		Effect::Deny => deny(Who::Anybody, vec![condition]),
	}
}

/// Each way in which a rule can turn out.
const RULES: [(Effect, Outcome); 6] = [
	(Effect::Allow, Permit),
	(Effect::Allow, IndeterminateP),
	(Effect::Allow, NotApplicable),
	(Effect::Deny, Deny),
	(Effect::Deny, IndeterminateD),
	(Effect::Deny, NotApplicable),
];

/// C.2, as it stands there.
fn deny_overrides(outcomes: &[Outcome]) -> Outcome {
	let any = |outcome| outcomes.contains(&outcome);
	if any(Deny) {
		return Deny;
	}
	if any(IndeterminateDP) {
		return IndeterminateDP;
	}
	if any(IndeterminateD) && (any(IndeterminateP) || any(Permit)) {
		return IndeterminateDP;
	}
	if any(IndeterminateD) {
		return IndeterminateD;
	}
	if any(Permit) {
		return Permit;
	}
	if any(IndeterminateP) {
		return IndeterminateP;
	}
	NotApplicable
}

#[test]
fn it_allows_where_the_table_permits() {
	for one in RULES {
		for other in RULES {
			for third in RULES {
				let rules = [one, other, third];
				let outcomes = rules.map(|(_, outcome)| outcome);
				let mut world = World::scene();
				world.rules(rules.map(|(effect, outcome)| rule(effect, outcome)).to_vec());
				let decision = world.decide(&ask());
				let expected = deny_overrides(&outcomes);
				assert_eq!(decision.is_allow(), expected == Permit, "{outcomes:?}: {decision:?}");
				let code = decision.reason();
				let first = |of| outcomes.iter().position(|outcome| *outcome == of);
				match expected {
					Permit => {},
					// The first that counts is named, whether it is known or not.
					Deny | IndeterminateD | IndeterminateDP => {
						let known_first = match (first(Deny), first(IndeterminateD)) {
							(Some(deny), Some(unknown)) => deny < unknown,
							(deny, _) => deny.is_some(),
						};
						let reason = match known_first {
							true => Reason::DeniedByRule,
							false => Reason::PlaceUnproven,
						};
						assert_eq!(code, Some(reason), "{outcomes:?}");
					},
					// That which would allow is not known, or not the case: the first by order says why.
					IndeterminateP | NotApplicable => {
						let allows = rules.iter().find(|(effect, _)| *effect == Effect::Allow);
						let reason = match allows {
							None => Reason::NoRule,
							Some((_, IndeterminateP)) => Reason::PlaceUnproven,
							Some(_) => Reason::OutsideWindow,
						};
						assert_eq!(code, Some(reason), "{outcomes:?}");
					},
				}
			}
		}
	}
}

#[test]
fn it_names_the_first_rule_that_counts() {
	let mut world = World::scene();
	world.rules(vec![
		rule(Effect::Allow, NotApplicable),
		rule(Effect::Allow, Permit),
		rule(Effect::Allow, Permit),
		rule(Effect::Deny, NotApplicable),
	]);
	assert_rule(world.decide(&ask()), 1);
	world.rules(vec![
		rule(Effect::Allow, Permit),
		rule(Effect::Deny, NotApplicable),
		rule(Effect::Deny, Deny),
		rule(Effect::Deny, IndeterminateD),
	]);
	assert_eq!(world.denied(&ask()), by_rule(Reason::DeniedByRule, 2));
}

#[test]
fn it_denies_where_there_is_no_rule() {
	let mut world = World::scene();
	assert_eq!(world.reason(&ask()), Reason::NoRule);
	// Rules about other actions are none.
	let mut other = rule(Effect::Deny, Deny);
	other.actions = super::world::actions(&[jmt_primitives::access::Action::CLOSE]);
	world.rules(vec![other, rule(Effect::Allow, Permit)]);
	assert_rule(world.decide(&ask()), 1);
	assert!(matches!(world.decide(&ask()), Decision::Allow(_)));
}

/// A rule is the conjunction of its parts: false before unknown before true.
#[test]
fn it_joins_the_parts_of_a_rule() {
	let (no, unknown) =
		(Truth::never(Reason::OutsideWindow), Truth::unknown(Reason::PlaceUnproven));
	let lacks = Truth::unknown(Reason::SnapshotLacks);
	let yes = Truth::True { holds: 7 };
	for (one, other, and, or) in [
		(yes, yes, yes, yes),
		(yes, no, no, yes),
		(yes, unknown, unknown, yes),
		(no, no, no, no),
		(no, unknown, no, unknown),
		(unknown, unknown, unknown, unknown),
		(unknown, lacks, lacks, lacks),
		(yes, lacks, lacks, yes),
		(no, lacks, no, lacks),
	] {
		assert_eq!((one.and(other), other.and(one)), (and, and), "{one:?} and {other:?}");
		assert_eq!((one.or(other), other.or(one)), (or, or), "{one:?} or {other:?}");
	}
	let earlier = Truth::True { holds: 5 };
	assert_eq!((yes.and(earlier), yes.or(earlier)), (earlier, yes));
}
