//! `key new`

use super::emit;
use crate::{cli::Global, failure::Failure};
use jmt_edge::keys::{AccountKey, KeyError};
use std::path::PathBuf;
use zeroize::Zeroizing;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The new file; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
	/// Ask for an existing phrase rather than making one
	#[arg(long)]
	import: bool,
}

/// Makes a key and its file, from a new phrase or one that is asked for.
pub(super) fn run(global: &Global, Args { out, import }: &Args) -> Result<(), Failure> {
	let secret = match import {
		false => AccountKey::generate_phrase(),
		true => rpassword::prompt_password("secret phrase: ")
			.map(Zeroizing::new)
			.map_err(|source| KeyError::Io { path: "the terminal".into(), source })?,
	};
	let key = AccountKey::create(out, secret.trim())?;
	emit(global, &key, Some(out))
}
