//! `unit model`

use crate::{
	arguments::{parse_hash, Maker},
	failure::Failure,
	global::Global,
};
use jmt_edge::units::{ModelFile, Word};
use jmt_primitives::Hash;
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	maker: Maker,
	/// Names the unit under the root
	#[arg(long, value_name = "HASH", value_parser = parse_hash)]
	nullifier: Hash,
	/// Hash of the maker's description of the model
	#[arg(long, value_name = "HASH", value_parser = parse_hash)]
	model: Hash,
	/// The new file; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// Writes a maker's word.
pub(super) fn run(global: &Global, args: &Args) -> Result<(), Failure> {
	let Args { maker, nullifier, model, out } = args;
	ModelFile::sign(&maker.key()?, *nullifier, *model).write(out)?;
	let json = json!({ "nullifier": nullifier, "model": model, "file": out.display().to_string() });
	global
		.format()
		.emit(json, || format!("unit {nullifier:?} is of model {model:?}, in {}", out.display()))
}
