//! `access log prove-use`

use super::{
	leaves_and_log,
	told::{entry_json, entry_words},
};
use crate::{
	arguments::{parse_count, parse_hash, Device},
	failure::Failure,
	global::Global,
};
use jmt_primitives::Hash;
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Device,
	/// The use's id, as its receipt has it
	#[arg(long = "use", value_name = "HASH", value_parser = parse_hash)]
	use_id: Hash,
	/// Prove by the older anchor with so many leaves, and connect to nobody
	#[arg(long, value_name = "NUMBER", value_parser = parse_count::<u32>)]
	leaves: Option<u32>,
	/// The new file; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// Writes the proof of a use.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device, use_id, leaves, out } = args;
	let (leaves, mut log) = leaves_and_log(global, device.id()?, leaves).await?;
	let proof = log.prove_use(&use_id, leaves)?;
	proof.write(&out)?;
	let json = json!({
		"enforcer": proof.enforcer,
		"head": proof.head,
		"index": proof.index,
		"entry": entry_json(&proof.entry),
		"hashes": proof.path.len(),
		"file": out.display().to_string(),
	});
	global.format().emit(json, || {
		format!(
			"{}\nis leaf {} of {leaves}, proof in {}",
			entry_words(&proof.entry),
			proof.index,
			out.display()
		)
	})
}
