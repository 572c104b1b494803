//! `identity new`

use super::as_json;
use crate::{failure::Failure, global::Global};
use jmt_edge::{keys::create_identity, proofs::format_scalar};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The new file; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// Makes an identity.
pub(super) fn run(global: &Global, Args { out }: &Args) -> Result<(), Failure> {
	let identity = create_identity(out)?;
	let mut json = as_json(&identity);
	json["file"] = out.display().to_string().into();
	global.format().emit(json, || {
		format!("commitment {}, secret in {}", format_scalar(&identity.commitment()), out.display())
	})
}
