//! Policies of the subset that both have against `@cedar-policy/cedar-wasm`: where all attributes are known both decide
//! alike and by the same rule; where one is left out, ours allows no more than Cedar does with any value of it.

use super::{list, question::subject, said, text, world::World};
use jmt_node_runner::Result;
use jmt_primitives::access::{By, Decision, Named, Reason, Subject};
use serde_json::Value;
use std::collections::BTreeMap;

/// Policies that are drawn.
const POLICIES: usize = 10_000;

/// Whether a rule asks an account for its place, which is none to Cedar and unknown here.
fn asks_where_an_account_is(question: &Value) -> bool {
	let mut conditions = list(question, "rules").iter().flat_map(|rule| list(rule, "conditions"));
	matches!(subject(question), Subject::Account(_))
		&& conditions.any(|one| text(one, "kind") == "place")
}

/// The rule that a decision names is one of those that decided for Cedar.
fn names_a_reason(decision: &Decision, cedar: &Value) -> bool {
	let rule = match decision {
		Decision::Allow(allowed) => match allowed.by {
			By::Rule(rule) => rule,
			By::Grants(_) => return false,
		},
		Decision::Deny(denied) => match (denied.reason, denied.by) {
			(Reason::DeniedByRule, Named::Rule(rule)) => rule,
			// Without a forbid there is none to name.
			_ => return list(cedar, "reason").is_empty(),
		},
	};
	list(cedar, "reason").iter().any(|reason| reason == rule)
}

#[tokio::test]
async fn policies_that_cedar_knows_are_decided_alike_and_never_wider() -> Result<()> {
	let dir = tempfile::tempdir().expect("a folder");
	let said = said("cedar.mjs", &[&POLICIES.to_string()], dir.path()).await?;
	assert_eq!(said.len(), POLICIES);
	let (mut alike, mut left_out, mut dodged) = ([0usize; 2], BTreeMap::<&str, usize>::new(), 0);
	for question in &said {
		let ours = World::new(question, &Value::Null).decide();
		let theirs = &question["cedar"];
		let allowed = text(theirs, "decision") == "allow";
		if asks_where_an_account_is(question) {
			assert!(allowed || !ours.is_allow(), "wider than Cedar: {ours:?}: {question}");
		} else {
			assert_eq!(ours.is_allow(), allowed, "{ours:?}: {question}");
			assert!(names_a_reason(&ours, theirs), "{ours:?}: {question}");
			alike[usize::from(allowed)] += 1;
		}
		let lacks = &question["lacks"];
		if lacks.is_null() {
			continue;
		}
		let ours = World::new(question, lacks).decide();
		let tried = list(question, "tried");
		let all = tried.iter().all(|decision| decision == "allow");
		assert!(all || !ours.is_allow(), "wider than Cedar without it: {ours:?}: {question}");
		*left_out.entry(text(lacks, "kind")).or_default() += usize::from(!ours.is_allow());
		// Cedar skips a rule that errs, so that leaving something out allows.
		if question["skipped"] == "allow" && !all {
			if dodged == 0 {
				println!("Cedar allows what it denies by other values of {lacks}, ours: {ours:?}");
			}
			dodged += 1;
		}
	}
	println!("alike: {alike:?} denied and allowed; denied with one left out: {left_out:?}; dodged of Cedar's: {dodged}");
	assert!(alike.iter().all(|count| *count > POLICIES / 5), "{alike:?}");
	assert!(alike.iter().sum::<usize>() > POLICIES * 98 / 100, "{alike:?}");
	assert_eq!(left_out.len(), 6, "{left_out:?}");
	assert!(dodged > 20, "{dodged}");
	Ok(())
}
