//! `device rotate start`

use super::WORD_LIFE;
use crate::{
	arguments::Signer,
	commands::{
		decide::{decide_on, Told},
		on_chain,
	},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	chain::Chain,
	keys::DeviceKey,
	pallets::{rotations::StartRotation, timestamp},
};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The file of the new key, of `device new --next-of`
	#[arg(long, value_name = "PATH")]
	new_key: PathBuf,
	#[command(flatten)]
	signer: Signer,
}

/// Starts a change of a device's key without the old one.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { new_key, signer } = args;
	let (new, owner) = (DeviceKey::read(&new_key)?, signer.owner.key()?);
	let device = new.id();
	if device == new.public().id() {
		let said = "the file names no device: make it with device new --next-of DEVICE";
		return Err(Failure::Usage(said.into()));
	}
	on_chain(global, async |chain: &Chain| {
		let now = timestamp::now(&chain.finalized().await?).await?;
		let expires = now.saturating_add(WORD_LIFE);
		let call = StartRotation::signed(&new, &owner.account(), &chain.genesis(), expires);
		decide_on(chain, global, &owner, signer.fee, &call, |_| Told {
			json: json!({ "device": device, "type": new.key_type() }),
			words: format!("started a change of the key of device {:?}", device.0),
		})
		.await
	})
	.await
}
