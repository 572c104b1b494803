//! `verify`

use super::{block, on_chain};
use crate::{
	arguments::{parse_count, parse_hash},
	failure::Failure,
	global::Global,
	spinner::Spinner,
};
use jmt_edge::{
	amount::format_time,
	chain::{At, Chain},
	keys::format_address,
	proofs::{
		format_number, verify_membership, verify_statement, MembershipFile, ProofFile, Standing,
		StatementFile, Valid,
	},
	Error,
};
use jmt_primitives::{
	proofs::{GroupId, Place, RootStanding, SetUp, Statement, Statistics, TopicId},
	Hash, Moment,
};
use serde_json::{json, Value};
use std::{path::PathBuf, time::Instant};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The proof's file
	proof: PathBuf,
	/// The group, where the proof does not say it
	#[arg(long, value_name = "GROUP", value_parser = parse_count::<GroupId>)]
	group: Option<GroupId>,
	/// The topic, where the proof does not say it
	#[arg(long, value_name = "HASH", value_parser = parse_hash)]
	topic: Option<TopicId>,
}

/// Checks a proof.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { proof, group, topic } = args;
	match ProofFile::read(&proof)? {
		ProofFile::Membership(file) => membership(global, &file, (group, topic)).await,
		ProofFile::Statement(_) if group.is_some() || topic.is_some() => {
			Err(Failure::Usage("a statement has no group and no topic".into()))
		},
		ProofFile::Statement(file) => statement(global, &file).await,
	}
}

async fn membership(
	global: &Global,
	file: &MembershipFile,
	named: (Option<GroupId>, Option<TopicId>),
) -> Result<(), Failure> {
	on_chain(global, async |chain: &Chain| {
		let spinner = Spinner::start("checking the proof");
		let at = chain.finalized().await?;
		let begun = Instant::now();
		let valid = verify_membership(&at, &chain.genesis(), file, named).await;
		let took = begun.elapsed();
		drop(spinner);
		let Valid { group, topic, key, root, used } = valid?;
		let (alias, message) = (format_number(&file.nullifier), Hash::from(file.message));
		let until = match root {
			RootStanding::Replaced { until } => Some(until),
			_ => None,
		};
		let json = json!({
			"valid": true,
			"kind": "membership",
			"group": group,
			"topic": topic,
			"alias": alias,
			"message": message,
			"root": format_number(&file.merkle_tree_root),
			"rootUntil": until,
			"used": used,
			"key": key,
			"checkedMs": u64::try_from(took.as_millis()).ok(),
			"block": block(&at),
		});
		global.format().emit(json, || {
			let root = until.map_or_else(
				|| "the group's at this block".into(),
				|until| format!("replaced, good until {} UTC", format_time(until)),
			);
			let used = if used { "taken: the member has spoken" } else { "not taken yet" };
			format!(
				"valid: a member of group {group} says {message:?} about topic {topic:?}\nalias   {alias}, {used}\n\
				 root    {root}\nkey     {key:?}\n{}",
				by(&at)
			)
		})
	})
	.await
}

async fn statement(global: &Global, file: &StatementFile) -> Result<(), Failure> {
	on_chain(global, async |chain: &Chain| {
		let spinner = Spinner::start("checking the proof");
		let at = chain.finalized().await?;
		let begun = Instant::now();
		let valid = verify_statement(&at, &chain.genesis(), file).await;
		let took = begun.elapsed();
		drop(spinner);
		let Standing { anchor, set_up } = valid?;
		let mut json = json!({
			"valid": true,
			"root": format_number(&anchor.root.0),
			"anchored": anchor.at,
			"development": set_up == SetUp::Development,
			"checkedMs": u64::try_from(took.as_millis()).ok(),
			"block": block(&at),
		});
		match serde_json::to_value(file) {
			Ok(Value::Object(stated)) => {
				for (name, value) in stated.into_iter().filter(|(name, _)| name != "proof") {
					json[name] = value;
				}
			},
			other => return Err(Error::chain(format!("no statement: {other:?}")).into()),
		}
		global.format().emit(json, || {
			let (account, label) = file.statement.anchor();
			let key = match set_up {
				SetUp::Development => "for development: whoever wants can forge such a proof",
				SetUp::Ceremony { .. } => "of a ceremony",
			};
			format!(
				"valid: {}\nanchor  {label:?} of {}, of {} UTC\nkey     {key}\n{}",
				in_words(&file.statement),
				format_address(account),
				format_time(anchor.at),
				by(&at)
			)
		})
	})
	.await
}

/// The light client checked it.
fn by(at: &At) -> String {
	let number = at.block_number();
	format!("by      the light client's own execution at block {number}, finalized")
}

fn in_words(statement: &Statement) -> String {
	const MINUTE: Moment = 60_000;
	let time = |minute: u32| format_time(Moment::from(minute).saturating_mul(MINUTE));
	match statement {
		Statement::Place(Place { alias, message, region, first, last, .. }) => format!(
			"device {} was in {region} from {} to {} UTC, and says {message:?}",
			format_number(&alias.0),
			time(*first),
			time(*last)
		),
		Statement::Statistics(Statistics { count, sum, least, greatest, .. }) => {
			format!("{count} readings, sum {sum}, least {least}, greatest {greatest}")
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{proofs::Scalar, AccountId};

	#[test]
	fn in_words_it_says_what_is_shown() {
		let (key, label, account) = (Hash::zero(), Hash::zero(), AccountId::new([1; 32]));
		let statistics = Statistics {
			key,
			account: account.clone(),
			label,
			count: 3,
			sum: 60,
			least: 19,
			greatest: 21,
		};
		let said = in_words(&Statement::Statistics(statistics));
		assert_eq!(said, "3 readings, sum 60, least 19, greatest 21");
		let place = Place {
			key,
			account,
			label,
			alias: Scalar::from(7),
			message: Hash::zero(),
			scope: Hash::zero(),
			region: Default::default(),
			first: 29_000_000,
			last: 29_000_001,
		};
		let said = in_words(&Statement::Place(place));
		assert!(said.starts_with("device 7 was in world from 2025-02-19 21:20"), "{said}");
	}
}
