//! `access explain`

use super::{
	decide::{open, Question},
	told::{decision_json, decision_words, told_json, told_words},
};
use crate::{commands::on_chain, failure::Failure, global::Global};
use jmt_edge::{
	access::{policy::sentences, proven::Proven, snapshot},
	chain::Chain,
};
use jmt_primitives::access::{
	Effect, Explanation, FactKey, FactValue, PolicyBody, Request, RuleTold, Snapshot, Told,
};
use serde_json::{json, Value};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	question: Question,
	/// By the file of `access pull`, without a connection
	#[arg(long, value_name = "PATH")]
	snapshot: Option<PathBuf>,
}

/// Shows how a decision comes about. A refusal is an answer, and no failure.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { question, snapshot } = args;
	let mut request = question.request()?;
	let (explanation, facts) = match snapshot {
		Some(path) => {
			let kept = open(global, &path)?;
			request.now = Some(question.moment_kept(global, kept.at)?);
			(snapshot::explain_by(&kept, &(), &request), kept)
		},
		None => {
			on_chain(global, async |chain: &Chain| {
				let at = chain.finalized().await?;
				let mut proven = Proven::begin(&at, chain.genesis()).await?;
				request.now = Some(question.moment(proven.snapshot().at));
				let explanation = proven.explain(&request, &()).await?;
				Ok((explanation, proven.into_snapshot()))
			})
			.await?
		},
	};
	let policy = policy_of(&facts, &request);
	let about = question.about(&request);
	global.format().emit(as_json(&explanation, policy), || in_words(&about, &explanation, policy))
}

/// The policy by which the resource decides, if the facts have it.
fn policy_of<'a>(facts: &'a Snapshot, request: &Request) -> Option<&'a PolicyBody> {
	let resource = facts.facts.get(&FactKey::Resource(request.resource))?.as_ref()?;
	let FactValue::Resource(resource) = resource else { return None };
	let policy = facts.facts.get(&FactKey::Policy(resource.policy?))?.as_ref()?;
	match policy {
		FactValue::Policy(policy) => Some(&policy.body),
		_ => None,
	}
}

/// The sentences of the rules, without the one about the age before them.
fn rules(policy: Option<&PolicyBody>) -> Vec<String> {
	policy.map(|body| sentences(body, None).into_iter().skip(1).collect()).unwrap_or_default()
}

fn as_json(explanation: &Explanation, policy: Option<&PolicyBody>) -> Value {
	let mut sentences = rules(policy).into_iter();
	let rules = explanation.rules.iter().map(|rule| {
		json!({
			"effect": effect(rule.effect),
			"sentence": sentences.next(),
			"who": told_json(&rule.who),
			"action": rule.actions,
			"conditions": rule.conditions.iter().map(told_json).collect::<Vec<_>>(),
		})
	});
	let rules = rules.collect::<Vec<_>>();
	json!({ "decision": decision_json(&explanation.decision), "rules": rules })
}

fn effect(effect: Effect) -> &'static str {
	match effect {
		Effect::Allow => "allow",
		Effect::Deny => "deny",
	}
}

fn in_words(about: &str, explanation: &Explanation, policy: Option<&PolicyBody>) -> String {
	let mut lines = vec![format!("{about}: {}", decision_words(&explanation.decision))];
	let mut sentences = rules(policy).into_iter();
	for (number, rule) in (1u32..).zip(&explanation.rules) {
		let sentence = sentences.next();
		lines.push(sentence.unwrap_or_else(|| format!("rule {number} {}s", effect(rule.effect))));
		lines.push(format!("  {}", rule_in_words(rule)));
	}
	if explanation.rules.is_empty() {
		lines.push("  no rule was asked".into());
	}
	lines.join("\n")
}

fn rule_in_words(rule: &RuleTold) -> String {
	let action = if rule.actions { "action true" } else { "action false" };
	let conditions = rule
		.conditions
		.iter()
		.zip(1u8..)
		.map(|(told, place): (&Told, u8)| format!("; condition {place} {}", told_words(told)));
	format!("{action}; subject {}{}", told_words(&rule.who), conditions.collect::<String>())
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::access::{Decision, Denied, Named, Reason};

	fn explanation() -> Explanation {
		Explanation {
			decision: Decision::Deny(Denied { reason: Reason::OutsideWindow, by: Named::Rule(0) }),
			rules: vec![RuleTold {
				effect: Effect::Allow,
				who: Told::True,
				actions: true,
				conditions: vec![
					Told::False(Reason::OutsideWindow),
					Told::Unknown(Reason::PlaceUnproven),
				],
			}],
		}
	}

	#[test]
	fn in_words_each_rule_says_what_is_true_false_and_unknown() {
		let said = in_words("open of resource 1", &explanation(), None);
		let expected = "open of resource 1: denied with code 21: it is not the time for it (rule 1)\nrule 1 allows\n  \
		                action true; subject true; condition 1 false (21: it is not the time for it); condition 2 \
		                unknown (19: the place of the subject is not proven)";
		assert_eq!(said, expected);
	}

	#[test]
	fn as_json_it_has_the_rules_beside_the_decision() {
		let json = as_json(&explanation(), None);
		assert_eq!(json["decision"]["code"], 21);
		assert_eq!(json["rules"][0]["conditions"][1], json!({ "value": "unknown", "code": 19 }));
	}
}
