//! `anchor readings`

use crate::{commands::carried, failure::Failure, global::Global};
use jmt_edge::{
	error::BoxedError,
	proofs::{format_scalar, ProofError, ReadingsFile},
};
use serde_json::json;
use std::path::PathBuf;

/// Largest list that is read: 64 readings, with room for space.
const MOST_BYTES: usize = 4_096;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The readings: up to 64 numbers of 32 bits, one a line; as - standard input
	#[arg(long, value_name = "PATH|-")]
	list: PathBuf,
	/// The new file of readings and salt, which is secret; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// Keeps readings with a salt, and says their root.
pub(super) fn run(global: &Global, Args { list, out }: &Args) -> Result<(), Failure> {
	let file = |source: BoxedError| ProofError::File { path: list.clone(), source };
	let bytes = carried::read(list, MOST_BYTES).map_err(file)?;
	let text = std::str::from_utf8(&bytes).map_err(|error| file(error.into()))?;
	let readings = ReadingsFile::parse(text).map_err(|error| file(error.into()))?;
	let count = readings.len();
	let kept = ReadingsFile::new(readings)?;
	kept.write(out)?;
	let root = format_scalar(&kept.readings()?.root());
	let json = json!({ "root": root, "readings": count, "file": out.display().to_string() });
	global
		.format()
		.emit(json, || format!("{count} readings under root {root}, kept in {}", out.display()))
}
