//! `message key`

use crate::{failure::Failure, global::Global};
use jmt_edge::keys::EncryptionKey;
use jmt_primitives::Hash;
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The new file; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// Makes a key for messages.
pub(super) fn run(global: &Global, Args { out }: &Args) -> Result<(), Failure> {
	let key = Hash::from(EncryptionKey::create(out)?.public());
	let json = json!({ "publicKey": key, "file": out.display().to_string() });
	global.format().emit(json, || format!("public key {key:?}, secret in {}", out.display()))
}
