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
		StatementFile, TopicState, Trust, Valid,
	},
	Error,
};
use jmt_primitives::{
	proofs::{GroupId, KeyId, Place, RootStanding, SetUp, Statement, Statistics, TopicId},
	AccountId, Hash, Moment,
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
	/// The id of the key by which a statement has to be proven [default: that of our circuit]
	#[arg(long, value_name = "ID", value_parser = parse_hash, conflicts_with_all = ["group", "topic"])]
	key: Option<KeyId>,
	/// Take a statement by a key for development, by which anybody forges; it is refused otherwise
	#[arg(long, conflicts_with_all = ["group", "topic"])]
	development: bool,
}

/// Checks a proof.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { proof, group, topic, key, development } = args;
	match ProofFile::read(&proof)? {
		ProofFile::Membership(_) if key.is_some() || development => Err(Failure::Usage(
			"a membership is proven by the published key of its depth alone".into(),
		)),
		ProofFile::Membership(file) => membership(global, &file, (group, topic)).await,
		ProofFile::Statement(_) if group.is_some() || topic.is_some() => {
			Err(Failure::Usage("a statement has no group and no topic".into()))
		},
		ProofFile::Statement(file) => statement(global, &file, &Trust { key, development }).await,
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
		let Valid { group, topic, key, root, used, topic_state } = valid?;
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
			"topicState": state_name(topic_state),
			"key": key,
			"checkedMs": u64::try_from(took.as_millis()).ok(),
			"block": block(&at),
		});
		global.format().emit(json, || {
			let root = until.map_or_else(
				|| "the group's at this block".into(),
				|until| format!("replaced, good until {} UTC", format_time(until)),
			);
			let used = used_words(used, topic_state);
			format!(
				"valid: a member of group {group} says {message:?} about topic {topic:?}\nalias   {alias}, {used}\n\
				 root    {root}\nkey     {key:?}\n{}",
				by(&at)
			)
		})
	})
	.await
}

async fn statement(global: &Global, file: &StatementFile, trust: &Trust) -> Result<(), Failure> {
	on_chain(global, async |chain: &Chain| {
		let spinner = Spinner::start("checking the proof");
		let at = chain.finalized().await?;
		let begun = Instant::now();
		let valid = verify_statement(&at, &chain.genesis(), file, trust).await;
		let took = begun.elapsed();
		drop(spinner);
		let Standing { anchor, key_owner, set_up } = valid?;
		let mut json = json!({
			"valid": true,
			"root": format_number(&anchor.root.0),
			"anchored": anchor.at,
			"development": set_up == SetUp::Development,
			"keyOwner": key_owner.as_ref().map(format_address),
			"ceremony": match set_up {
				SetUp::Ceremony { transcript } => Some(transcript),
				SetUp::Development => None,
			},
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
			let head = match set_up {
				SetUp::Development => {
					"valid by a key for development, by which anybody makes such a proof"
				},
				SetUp::Ceremony { .. } => "valid",
			};
			format!(
				"{head}: {}\nanchor  {label:?} of {}, of {} UTC\nkey     {:?}, {}\n{}",
				in_words(&file.statement),
				format_address(account),
				format_time(anchor.at),
				file.statement.key(),
				key_words(key_owner.as_ref(), set_up),
				by(&at)
			)
		})
	})
	.await
}

/// The state of a topic, for `--json`.
const fn state_name(state: TopicState) -> &'static str {
	match state {
		TopicState::Open => "open",
		TopicState::Full => "full",
		TopicState::Over => "over",
		TopicState::Absent => "none",
	}
}

/// Whether an alias was taken, in words.
const fn used_words(used: Option<bool>, state: TopicState) -> &'static str {
	match (used, state) {
		(Some(true), _) => "taken: the member has spoken",
		(Some(false), TopicState::Open) => "not taken yet; the topic is open",
		(Some(false), TopicState::Full) => "not taken; the topic is full",
		(Some(false), TopicState::Over) => "not taken; the topic is over",
		(None, _) | (Some(false), TopicState::Absent) => {
			"of a topic that the chain does not have, never opened or cleared: whether it was taken is not known"
		},
	}
}

/// The word that a key stands on.
fn key_words(owner: Option<&AccountId>, set_up: SetUp) -> String {
	let whose = owner.map_or_else(
		|| "of the genesis; it says".to_string(),
		|owner| format!("of {}; its owner says", format_address(owner)),
	);
	match set_up {
		SetUp::Ceremony { transcript } => format!("{whose}: a ceremony, transcript {transcript:?}"),
		SetUp::Development => format!("{whose}: for development"),
	}
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
	fn used_words_not_taken_yet_is_said_of_an_open_topic_alone() {
		use TopicState::{Absent, Full, Open, Over};
		for (used, state) in
			[(Some(false), Full), (Some(false), Over), (None, Absent), (Some(true), Open)]
		{
			let said = used_words(used, state);
			assert!(!said.contains("yet"), "{said}");
		}
		assert!(used_words(Some(false), Open).contains("not taken yet"));
		assert!(used_words(None, Absent).contains("not known"));
	}

	#[test]
	fn key_words_a_ceremony_is_the_word_of_its_owner() {
		let owner = AccountId::new([1; 32]);
		let ceremony = SetUp::Ceremony { transcript: Hash::repeat_byte(2) };
		let said = key_words(Some(&owner), ceremony);
		assert!(said.contains("its owner says: a ceremony"), "{said}");
		assert!(said.contains(&format_address(&owner)), "{said}");
		assert!(key_words(None, SetUp::Development).contains("for development"));
	}

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
