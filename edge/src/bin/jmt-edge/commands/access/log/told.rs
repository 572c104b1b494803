//! Entries in words and as JSON.

use jmt_edge::amount::format_time;
use jmt_primitives::access::{
	log::{Entry, Outcome},
	By, Reason,
};
use serde_json::{json, Value};

/// An entry as JSON.
pub(super) fn entry_json(entry: &Entry) -> Value {
	let outcome = match &entry.outcome {
		Outcome::Allowed(By::Rule(rule)) => json!({ "allowed": true, "rule": rule }),
		Outcome::Allowed(By::Grants(grants)) => {
			json!({ "allowed": true, "grants": grants.to_vec() })
		},
		Outcome::Refused(code) => json!({ "allowed": false, "code": code }),
		Outcome::FailSafe => json!({ "failSafe": true }),
	};
	json!({
		"use": entry.use_id,
		"at": entry.at,
		"atText": format_time(entry.at),
		"resource": entry.resource,
		"action": entry.action.to_string(),
		"subjectHash": entry.subject,
		"outcome": outcome,
		"policyVersion": entry.version,
		"block": entry.block,
	})
}

/// An entry in words.
pub(super) fn entry_words(entry: &Entry) -> String {
	let outcome = match &entry.outcome {
		Outcome::Allowed(By::Rule(rule)) => format!("allowed by rule {}", u32::from(*rule) + 1),
		Outcome::Allowed(By::Grants(grants)) => {
			let grants: Vec<String> = grants.iter().map(u64::to_string).collect();
			format!("allowed by grant {}", grants.join(" below "))
		},
		Outcome::Refused(code) => {
			let reason = Reason::from_code(*code);
			let said =
				reason.map_or_else(|| "no reason known here".into(), |said| said.to_string());
			format!("refused with code {code}, {said}")
		},
		Outcome::FailSafe => "IN AN EMERGENCY, without a decision".into(),
	};
	let (at, action, resource) = (format_time(entry.at), entry.action, entry.resource);
	format!("{at} UTC  {action} of resource {resource}: {outcome}; use {:?}", entry.use_id)
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{access::Action, Hash};

	fn entry(outcome: Outcome) -> Entry {
		Entry {
			use_id: Hash::repeat_byte(7),
			at: 1_800_000_000_000,
			resource: 3,
			action: Action::CLOSE,
			subject: Hash::zero(),
			outcome,
			version: 2,
			block: 9,
		}
	}

	#[test]
	fn entry_an_emergency_is_told_as_such() {
		let emergency = entry(Outcome::FailSafe);
		assert!(entry_words(&emergency).contains("close of resource 3: IN AN EMERGENCY"));
		assert_eq!(entry_json(&emergency)["outcome"], json!({ "failSafe": true }));
	}

	#[test]
	fn entry_a_rule_is_counted_from_1_for_people_and_a_refusal_has_its_sentence() {
		let allowed = entry(Outcome::Allowed(By::Rule(0)));
		assert!(entry_words(&allowed).contains("allowed by rule 1;"), "{}", entry_words(&allowed));
		assert_eq!(entry_json(&allowed)["outcome"]["rule"], 0);
		let refused = entry_words(&entry(Outcome::Refused(12)));
		assert!(refused.contains(&Reason::GrantRevoked.to_string()), "{refused}");
		let chain = By::Grants(vec![5, 2].try_into().unwrap());
		assert!(entry_words(&entry(Outcome::Allowed(chain))).contains("grant 5 below 2"));
		assert!(entry_words(&entry(Outcome::Refused(99))).contains("code 99"));
	}
}
