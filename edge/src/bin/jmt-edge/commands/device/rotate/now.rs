//! `device rotate now`

use super::{of_device, WORD_LIFE};
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
	pallets::{rotations::RotateKey, timestamp},
};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The file of the key in use
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	/// The file of the new key, of `device new --next-of`
	#[arg(long, value_name = "PATH")]
	new_key: PathBuf,
	#[command(flatten)]
	signer: Signer,
}

/// Changes a device's key by the word of both.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device_key, new_key, signer } = args;
	let (old, new) = (DeviceKey::read(&device_key)?, DeviceKey::read(&new_key)?);
	let (device, owner) = (old.id(), signer.owner.key()?);
	of_device(&new, device)?;
	on_chain(global, async |chain: &Chain| {
		let now = timestamp::now(&chain.finalized().await?).await?;
		let expires = now.saturating_add(WORD_LIFE);
		let call = RotateKey::signed(&old, &new, &chain.genesis(), expires);
		decide_on(chain, global, &owner, signer.fee, &call, |_| Told {
			json: json!({ "device": device, "type": new.key_type() }),
			words: format!("device {:?} has its new key", device.0),
		})
		.await
	})
	.await
}
