//! `access pass show`

use super::{as_json, in_words, read};
use crate::{failure::Failure, global::Global};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The pass
	#[arg(value_name = "PATH")]
	pass: PathBuf,
}

/// Shows a pass. Whether it is good shows where it is used.
pub(super) fn run(global: &Global, args: &Args) -> Result<(), Failure> {
	let pass = read(&args.pass)?;
	global.format().emit(as_json(&pass, None), || in_words(&pass))
}
