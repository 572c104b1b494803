//! `message seal`

use super::{receiver, unreadable};
use crate::{
	arguments::parse_device,
	commands::{carried, on_chain},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	chain::Chain,
	keys::DeviceKey,
	message::{seal, MOST_BYTES},
};
use jmt_primitives::DeviceId;
use serde_json::json;
use std::path::PathBuf;
use zeroize::Zeroizing;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// Id of the device that is to read it
	#[arg(long, value_name = "DEVICE", value_parser = parse_device)]
	to: DeviceId,
	/// The sender's key file
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	/// The file of the text, of 1 MiB at most; as - standard input
	#[arg(long, value_name = "PATH|-", default_value = "-")]
	text: PathBuf,
}

/// Prints a text, sealed and signed.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { to, device_key, text } = args;
	let sender = DeviceKey::read(&device_key)?;
	let plain = Zeroizing::new(carried::read(&text, MOST_BYTES).map_err(unreadable(&text))?);
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let receiver = receiver(&at, to).await?;
		let message = json!(seal(&sender, &chain.genesis(), &receiver, &plain)?);
		global.format().emit(message.clone(), || message.to_string())
	})
	.await
}
