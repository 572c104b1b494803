//! `key`

use crate::{
	cli::{Global, Owner},
	error::Error,
	keys::{format_address, AccountKey, KeyError},
};
use serde_json::json;
use std::path::Path;
use zeroize::Zeroizing;

/// Makes a key and its file, from a new phrase or one that is asked for.
pub(super) fn new(global: &Global, out: &Path, import: bool) -> Result<(), Error> {
	let secret = match import {
		false => AccountKey::generate_phrase(),
		true => {
			rpassword::prompt_password("secret phrase: ").map(Zeroizing::new).map_err(|error| {
				KeyError::Io { path: out.into(), reason: format!("no phrase was read: {error}") }
			})?
		},
	};
	let key = AccountKey::create(out, secret.trim())?;
	emit(global, &key, Some(out))
}

/// Shows the address of a key.
pub(super) fn inspect(global: &Global, owner: &Owner) -> Result<(), Error> {
	emit(global, &owner.key()?, owner.owner_key.as_deref())
}

fn emit(global: &Global, key: &AccountKey, file: Option<&Path>) -> Result<(), Error> {
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
