//! `identity show`

use super::as_json;
use crate::{failure::Failure, global::Global};
use jmt_edge::{
	keys::read_identity,
	proofs::{format_number, format_scalar},
};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The identity's file
	#[arg(long, value_name = "PATH")]
	identity_key: PathBuf,
}

/// Shows an identity.
pub(super) fn run(global: &Global, Args { identity_key }: &Args) -> Result<(), Failure> {
	let identity = read_identity(identity_key)?;
	global.format().emit(as_json(&identity), || {
		let [x, y] = identity.public_key().map(|number| format_number(&number.to_be_bytes()));
		let commitment = format_scalar(&identity.commitment());
		format!("commitment  {commitment}\npublic key  {x}\n            {y}")
	})
}
