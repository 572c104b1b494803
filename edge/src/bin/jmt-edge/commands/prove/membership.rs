//! `prove membership`

use super::{members, memory_words, seconds, Word};
use crate::{arguments::parse_count, commands::on_chain, failure::Failure, global::Global};
use jmt_edge::{
	chain::Chain,
	proofs::{format_number, peak_memory, Members, ProofError},
};
use jmt_primitives::proofs::GroupId;
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	whose: Whose,
	#[command(flatten)]
	word: Word,
	/// The new file, which Semaphore's verifyProof takes too; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// The group.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Whose {
	/// The group's number: its members are read from the chain
	#[arg(long, value_name = "GROUP", value_parser = parse_count::<GroupId>)]
	group: Option<GroupId>,
	/// The file of `group show --out`; no connection
	#[arg(long, value_name = "PATH")]
	members: Option<PathBuf>,
}

/// Proves membership.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { whose, word, out } = args;
	let identity = word.identity()?;
	if out.symlink_metadata().is_ok() {
		return Err(ProofError::Exists(out).into());
	}
	let members = match (whose.group, &whose.members) {
		(_, Some(path)) => Members::open(path)?,
		(Some(group), None) => {
			on_chain(global, async |chain: &Chain| members(chain, group).await).await?
		},
		(None, None) => return Err(Failure::Usage("give --group or --members".into())),
	};
	let made = word.prove(members, identity).await?;
	made.file.write(&out)?;
	let (memory, alias) = (peak_memory(), format_number(&made.file.nullifier));
	let json = json!({
		"group": made.file.group,
		"topic": made.file.topic,
		"depth": made.file.merkle_tree_depth,
		"root": format_number(&made.file.merkle_tree_root),
		"alias": alias,
		"message": word.message,
		"readingMs": u64::try_from(made.reading.as_millis()).ok(),
		"provingMs": u64::try_from(made.proving.as_millis()).ok(),
		"peakMemory": memory,
		"file": out.display().to_string(),
	});
	global.format().emit(json, || {
		format!(
			"proved in {}, its files read in {}, with {} at most; alias {alias}, proof in {}",
			seconds(made.proving),
			seconds(made.reading),
			memory_words(memory),
			out.display()
		)
	})
}
