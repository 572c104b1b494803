//! `access pull`

use super::arguments::parse_subject;
use crate::{
	arguments::parse_count,
	commands::{block, on_chain},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	access::{proven::Proven, snapshot, AccessError},
	amount::format_time,
	chain::Chain,
};
use jmt_primitives::access::{
	Asked, Authority, FactKey, FactValue, GrantId, Request, Resource, ResourceId, Snapshot, Subject,
};
use serde_json::json;
use std::path::PathBuf;

/// Subjects and grants together, at most.
const MOST_ASKED: usize = 16;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The resource's number
	#[arg(value_parser = parse_count::<ResourceId>)]
	resource: ResourceId,
	/// A subject: a device's id, an address, a key such as ed25519:0x.., or group:5; several may be given
	#[arg(long = "subject", value_name = "SUBJECT", value_parser = parse_subject)]
	subjects: Vec<Subject>,
	/// A grant by which something may be asked; several may be given, 16 with the subjects at most
	#[arg(long = "grant", value_name = "GRANT", value_parser = parse_count::<GrantId>)]
	grants: Vec<GrantId>,
	/// The file, which is replaced
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// Reads what decisions take, all of one block.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { resource, subjects, grants, out } = args;
	let subjects_asked = subjects.iter().cloned().map(Asked::Subject);
	let asked: Vec<Asked> =
		subjects_asked.chain(grants.iter().copied().map(Asked::Grant)).collect();
	if asked.is_empty() || asked.len() > MOST_ASKED {
		let said = format!("give 1 to {MOST_ASKED} of --subject and --grant");
		return Err(Failure::Usage(said));
	}
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let mut proven = Proven::pull(&at, chain.genesis(), resource, &asked).await?;
		let Some(stored) = resource_in(proven.snapshot(), resource) else {
			return Err(AccessError::other(format!("there is no resource {resource}")).into());
		};
		let stored = stored.clone();
		let requests = authorities(&subjects, &grants);
		proven.read_approvals(resource, &requests).await?;
		// That which the chain did not name and a decision would ask for all the same.
		for (subject, authority) in &requests {
			for action in stored.actions.iter() {
				let request = Request::new(resource, action, subject.clone(), *authority);
				proven.explain(&request, &()).await?;
			}
		}
		let kept = proven.into_snapshot();
		snapshot::save(&out, &kept)?;
		let (facts, bytes) = (kept.facts.len(), kept.to_bytes().len());
		let until = policy_age(&kept, &stored).map(|age| kept.at.saturating_add(age));
		let json = json!({
			"resource": resource,
			"block": block(&at),
			"at": kept.at,
			"facts": facts,
			"bytes": bytes,
			"goodUntil": until,
			"file": out.display().to_string(),
		});
		global.format().emit(json, || {
			let until = until.map_or_else(
				|| "; the resource has no policy, so that nothing is allowed".into(),
				|until| format!(", by which it decides until {} UTC", format_time(until)),
			);
			format!(
				"kept {facts} facts of block {} in {} ({bytes} bytes){until}",
				kept.block.0,
				out.display()
			)
		})
	})
	.await
}

/// The rights that each subject may stand on.
fn authorities(subjects: &[Subject], grants: &[GrantId]) -> Vec<(Subject, Authority)> {
	let rights = || {
		let grants = grants.iter().map(|grant| Authority::Grant(*grant));
		std::iter::once(Authority::Own).chain(grants)
	};
	subjects
		.iter()
		.flat_map(|subject| rights().map(move |right| (subject.clone(), right)))
		.collect()
}

fn resource_in(snapshot: &Snapshot, resource: ResourceId) -> Option<&Resource> {
	match snapshot.facts.get(&FactKey::Resource(resource)) {
		Some(Some(FactValue::Resource(resource))) => Some(resource),
		_ => None,
	}
}

fn policy_age(snapshot: &Snapshot, resource: &Resource) -> Option<u64> {
	match snapshot.facts.get(&FactKey::Policy(resource.policy?)) {
		Some(Some(FactValue::Policy(policy))) => Some(policy.body.max_age),
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn authorities_each_subject_may_stand_on_itself_and_on_each_grant() {
		let subjects = [Subject::Member(1), Subject::Member(2)];
		let all = authorities(&subjects, &[7, 9]);
		assert_eq!(all.len(), 6);
		assert_eq!(all.first(), Some(&(Subject::Member(1), Authority::Own)));
		assert_eq!(all.last(), Some(&(Subject::Member(2), Authority::Grant(9))));
	}
}
