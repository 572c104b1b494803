//! Decisions in words and as JSON.

use jmt_edge::{
	access::policy::action_list,
	amount::{format_jmt, format_time},
	keys::format_address,
};
use jmt_primitives::{
	access::{By, Decision, Duties, Holder, Named, Scope, StateRef, Subject, Told},
	domains::Reach,
};
use serde_json::{json, Value};

/// A decision as JSON. Amounts are decimal strings in planck; a rule is its place, from 0 on.
pub(super) fn decision_json(decision: &Decision) -> Value {
	match decision {
		Decision::Allow(allowed) => {
			let mut json = json!({
				"allowed": true,
				"until": allowed.until,
				"untilText": format_time(allowed.until),
				"policyVersion": allowed.version,
				"price": allowed.duties.price.to_string(),
				"log": allowed.duties.log,
				"notice": allowed.duties.notice,
				"state": state_json(&allowed.state),
			});
			match &allowed.by {
				By::Rule(rule) => json["rule"] = (*rule).into(),
				By::Grants(chain) => json["grants"] = chain.to_vec().into(),
			}
			json
		},
		Decision::Deny(denied) => {
			let mut json = json!({
				"allowed": false,
				"code": denied.reason.code(),
				"reason": denied.reason.to_string(),
			});
			match denied.by {
				Named::Nothing => {},
				Named::Rule(rule) => json["rule"] = rule.into(),
				Named::Grant(grant) => json["grant"] = grant.into(),
			}
			json
		},
	}
}

/// The number of a rule as people count, from 1 on, by its place.
fn counted(place: u8) -> u32 {
	u32::from(place).saturating_add(1)
}

/// A decision in a sentence.
pub(super) fn decision_words(decision: &Decision) -> String {
	match decision {
		Decision::Allow(allowed) => {
			let by = match &allowed.by {
				By::Rule(rule) => format!("by rule {}", counted(*rule)),
				By::Grants(chain) => {
					let chain = chain.iter().map(u64::to_string).collect::<Vec<_>>();
					format!("by grant {}", chain.join(", below grant "))
				},
			};
			format!(
				"allowed {by} until {} UTC{}, by state of block {} ({} UTC)",
				format_time(allowed.until),
				duties_words(&allowed.duties),
				allowed.state.block,
				format_time(allowed.state.at)
			)
		},
		Decision::Deny(denied) => {
			let named = match denied.by {
				Named::Nothing => String::new(),
				Named::Rule(rule) => format!(" (rule {})", counted(rule)),
				Named::Grant(grant) => format!(" (grant {grant})"),
			};
			format!("denied with code {}: {}{named}", denied.reason.code(), denied.reason)
		},
	}
}

fn duties_words(duties: &Duties) -> String {
	let mut words = String::new();
	if duties.price != 0 {
		words += &format!(", for {} a use", format_jmt(duties.price));
	}
	if duties.log {
		words += ", logged";
	}
	if duties.notice {
		words += ", the gateway's operator told";
	}
	words
}

pub(super) fn state_json(state: &StateRef) -> Value {
	json!({ "block": state.block, "at": state.at })
}

/// A rule's part, in words.
pub(super) fn told_words(told: &Told) -> String {
	match told {
		Told::True => "true".into(),
		Told::False(reason) => format!("false ({}: {reason})", reason.code()),
		Told::Unknown(reason) => format!("unknown ({}: {reason})", reason.code()),
	}
}

pub(super) fn told_json(told: &Told) -> Value {
	match told {
		Told::True => json!({ "value": "true" }),
		Told::False(reason) => json!({ "value": "false", "code": reason.code() }),
		Told::Unknown(reason) => json!({ "value": "unknown", "code": reason.code() }),
	}
}

/// A subject as `--subject` takes it.
pub(super) fn subject_text(subject: &Subject) -> String {
	match subject {
		Subject::Device(device) => format!("{:?}", device.0),
		Subject::Account(account) => format_address(account),
		Subject::Key(key) => format!("key {:?}", key.id().0),
		Subject::Member(group) => format!("group:{group}"),
	}
}

/// A holder in words.
pub(super) fn holder_words(holder: &Holder) -> String {
	match holder {
		Holder::Device(device) => format!("device {:?}", device.0),
		Holder::Account(account) => format!("account {}", format_address(account)),
		Holder::Domain { domain, reach: Reach::Exact } => format!("devices of domain {domain}"),
		Holder::Domain { domain, reach: Reach::Below } => {
			format!("devices of domain {domain} and below")
		},
	}
}

pub(super) fn holder_json(holder: &Holder) -> Value {
	match holder {
		Holder::Device(device) => json!({ "device": device }),
		Holder::Account(account) => json!({ "account": format_address(account) }),
		Holder::Domain { domain, reach } => {
			json!({ "domain": domain, "below": *reach == Reach::Below })
		},
	}
}

/// An extent in words.
pub(super) fn scope_words(scope: &Scope) -> String {
	let mut words = action_list(scope.actions);
	if !scope.cells.is_empty() {
		let cells = scope.cells.iter().map(|cell| cell.to_string()).collect::<Vec<_>>();
		words += &format!(" in {}", cells.join(", "));
	}
	if !scope.windows.is_empty() {
		let windows = jmt_edge::access::policy::format_windows(&scope.windows);
		words += &format!(" at {}", windows.join(", "));
	}
	if scope.not_before > 0 {
		words += &format!(" from {} UTC", format_time(scope.not_before));
	}
	words += &format!(" until {} UTC", format_time(scope.expires));
	if let Some(uses) = scope.uses {
		words += &format!(", {uses} times");
	}
	words
}

pub(super) fn scope_json(scope: &Scope) -> Value {
	let actions = scope.actions.iter().map(|action| action.to_string()).collect::<Vec<_>>();
	json!({
		"actions": actions,
		"cells": scope.cells.to_vec(),
		"windows": jmt_edge::access::policy::format_windows(&scope.windows),
		"notBefore": scope.not_before,
		"expires": scope.expires,
		"uses": scope.uses,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::access::{Allowed, Denied, Reason};

	fn allowed(by: By) -> Decision {
		Decision::Allow(Allowed {
			until: 1_800_000_000_000,
			duties: Duties { price: 500_000_000_000, log: true, notice: false },
			by,
			version: 3,
			state: StateRef { block: 9, at: 1_799_999_999_000 },
		})
	}

	#[test]
	fn decision_words_it_says_by_what_until_when_and_from_which_state() {
		let said = decision_words(&allowed(By::Rule(2)));
		let expected = "allowed by rule 3 until 2027-01-15 08:00:00 UTC, for 0.5 JMT a use, logged, by state of \
		                block 9 (2027-01-15 07:59:59 UTC)";
		assert_eq!(said, expected);
		let chain = vec![7, 4, 1].try_into().unwrap();
		let said = decision_words(&allowed(By::Grants(chain)));
		assert!(
			said.starts_with("allowed by grant 7, below grant 4, below grant 1 until"),
			"{said}"
		);
	}

	#[test]
	fn decision_words_a_refusal_has_its_code_and_names_the_grant() {
		let denied = Denied { reason: Reason::GrantRevoked, by: Named::Grant(1) };
		let said = decision_words(&Decision::Deny(denied));
		assert_eq!(said, "denied with code 12: the grant, or one above it, was revoked (grant 1)");
	}

	#[test]
	fn decision_json_it_has_one_shape_and_keeps_every_digit() {
		let json = decision_json(&allowed(By::Rule(0)));
		assert_eq!((&json["allowed"], &json["rule"]), (&json!(true), &json!(0)));
		assert_eq!(json["price"], "500000000000");
		assert_eq!(json.get("grants"), None);
		let denied = Denied { reason: Reason::NotTrusted, by: Named::Rule(1) };
		let json = decision_json(&Decision::Deny(denied));
		let expected = json!({
			"allowed": false,
			"code": 6,
			"reason": "the subject's domain is not trusted",
			"rule": 1,
		});
		assert_eq!(json, expected);
	}

	#[test]
	fn told_words_unknown_is_told_from_false() {
		assert_eq!(
			told_words(&Told::Unknown(Reason::PlaceUnproven)),
			"unknown (19: the place of the subject is not proven)"
		);
		assert_eq!(
			told_json(&Told::False(Reason::NotTrusted)),
			json!({ "value": "false", "code": 6 })
		);
	}
}
