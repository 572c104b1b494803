//! `key`: keys of accounts.

mod inspect;
mod new;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;
use jmt_edge::keys::{format_address, AccountKey};
use serde_json::json;
use std::path::Path;

/// Keys of accounts.
#[derive(Subcommand, Debug)]
pub(crate) enum KeyCommand {
	/// Make a key and its file
	New(new::Args),
	/// Show the address of a key
	Inspect(inspect::Args),
}

pub(super) fn run(global: &Global, command: KeyCommand) -> Result<(), Failure> {
	match command {
		KeyCommand::New(args) => new::run(global, &args),
		KeyCommand::Inspect(args) => inspect::run(global, &args),
	}
}

fn emit(global: &Global, key: &AccountKey, file: Option<&Path>) -> Result<(), Failure> {
	let account = key.account();
	let address = format_address(&account);
	let public = format!("0x{}", hex::encode::<&[u8]>(account.as_ref()));
	let json = json!({
		"address": address,
		"publicKey": public,
		"scheme": "sr25519",
		"file": file.map(|file| file.display().to_string()),
	});
	global.format().emit(json, || format!("address     {address}\npublic key  {public}"))
}
