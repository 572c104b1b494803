//! `anchor sightings`

use crate::{commands::carried, failure::Failure, global::Global};
use jmt_edge::{
	error::BoxedError,
	proofs::{format_scalar, sightings, ProofError},
};
use serde_json::json;
use std::path::PathBuf;

/// Largest list that is read: half a million sightings.
const MOST_BYTES: usize = 64 * 1024 * 1024;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The sightings: a line commitment,cell,minute, and such a line for each device; a minute is counted from 1970, or a
	/// time such as 2026-11-29T14:30:00Z; as - standard input
	#[arg(long, value_name = "PATH|-")]
	list: PathBuf,
	/// The folder for a file of each device, named by its place in the list from 0 on; nothing is overwritten
	#[arg(long, value_name = "FOLDER")]
	out: PathBuf,
}

/// Makes the tree of a witness's sightings, and says its root.
pub(super) fn run(global: &Global, Args { list, out }: &Args) -> Result<(), Failure> {
	let file = |source: BoxedError| ProofError::File { path: list.clone(), source };
	let bytes = carried::read(list, MOST_BYTES).map_err(file)?;
	let text = std::str::from_utf8(&bytes).map_err(|error| file(error.into()))?;
	let (root, files) = sightings(text).map_err(|error| file(error.into()))?;
	for (place, sighting) in files.iter().enumerate() {
		sighting.write(&out.join(format!("{place}.json")))?;
	}
	let (root, count) = (format_scalar(&root), files.len());
	let json = json!({ "root": root, "sightings": count, "folder": out.display().to_string() });
	global
		.format()
		.emit(json, || format!("{count} sightings under root {root}, files in {}", out.display()))
}
