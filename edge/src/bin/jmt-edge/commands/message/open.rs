//! `message open`

use super::{receiver, unreadable, MOST_FILE};
use crate::{
	commands::{carried, on_chain},
	failure::Failure,
	global::{Environment, Global},
	output::printable,
};
use jmt_edge::{
	chain::Chain,
	keys::{create_private, DeviceKey, EncryptionKey, KeyError},
	message::{open, Message, Opened, Sender},
	pallets::identity,
};
use jmt_primitives::DeviceId;
use serde_json::{json, Value};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The message's file; as - standard input
	#[arg(long, value_name = "PATH|-", default_value = "-")]
	message: PathBuf,
	/// The receiver's key file
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	/// The receiver's key for messages
	#[arg(long, value_name = "PATH")]
	encryption_key: PathBuf,
	/// A new file for the text, instead of printing it
	#[arg(long, value_name = "PATH")]
	out: Option<PathBuf>,
	/// Open it though it was opened before
	#[arg(long)]
	again: bool,
}

/// Opens a message, once.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { message: path, device_key, encryption_key, out, again } = args;
	let device = DeviceKey::read(&device_key)?.id();
	let key = EncryptionKey::read(&encryption_key)?;
	let message: Message = carried::read_json(&path, MOST_FILE).map_err(unreadable(&path))?;
	// Before the message is used up.
	if let Some(out) = out.iter().find(|out| out.symlink_metadata().is_ok()) {
		return Err(KeyError::Exists(out.clone()).into());
	}
	let environment = Environment::read();
	let configured = global.settings(&environment)?.data_dir;
	let folder = global.data_dir(&environment, configured.as_deref())?.join("messages");
	on_chain(global, async |chain: &Chain| {
		let (at, genesis) = (chain.finalized().await?, chain.genesis());
		let receiver = receiver(&at, device).await?;
		let sender = Sender::of(identity::did_record(&at, message.from).await?)?;
		let opened = Opened::new(&folder, &genesis, &device);
		let opened = (!again).then_some(&opened);
		let text = open(&message, &genesis, &receiver, &key, &sender, opened)?;
		if let Some(out) = &out {
			create_private(out, &text)?;
			let json = json!({
				"from": message.from,
				"bytes": text.len(),
				"file": out.display().to_string(),
			});
			return global.format().emit(json, || {
				format!("{} bytes of device {:?} in {}", text.len(), message.from.0, out.display())
			});
		}
		global.format().emit(as_json(&message.from, &text), || printable(&text))
	})
	.await
}

/// The bytes, and the text where they are one.
fn as_json(from: &DeviceId, text: &[u8]) -> Value {
	json!({
		"from": from,
		"bytes": format!("0x{}", hex::encode(text)),
		"text": std::str::from_utf8(text).ok(),
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::Hash;

	#[test]
	fn as_json_it_has_the_bytes_whatever_they_are() {
		let from = DeviceId(Hash::repeat_byte(7));
		let text = as_json(&from, b"close");
		assert_eq!((&text["text"], &text["bytes"]), (&json!("close"), &json!("0x636c6f7365")));
		let bytes = as_json(&from, &[0xff]);
		assert_eq!((&bytes["text"], &bytes["bytes"]), (&json!(null), &json!("0xff")));
	}
}
