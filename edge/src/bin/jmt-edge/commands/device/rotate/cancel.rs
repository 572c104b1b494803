//! `device rotate cancel`

use crate::{commands::on_chain, failure::Failure, global::Global, spinner::Spinner};
use jmt_edge::{
	cancelling::{cancel, Cancelled},
	chain::Chain,
	keys::DeviceKey,
};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The file of the key in use
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
}

/// Cancels a change of the key that signs. It costs no fee.
pub(super) async fn run(global: &Global, Args { device_key }: Args) -> Result<(), Failure> {
	let key = DeviceKey::read(&device_key)?;
	let device = key.id();
	on_chain(global, async |chain: &Chain| {
		let spinner = Spinner::start("preparing the cancellation");
		let cancelled = cancel(chain, &key, |step| spinner.show(step)).await;
		drop(spinner);
		let Cancelled { started, number, hash } = cancelled?;
		let json = json!({
			"device": device,
			"started": started,
			"block": { "number": number, "hash": hash },
		});
		global.format().emit(json, || {
			let device = device.0;
			format!("cancelled the change of the key of device {device:?}, seen in block {number}, finalized")
		})
	})
	.await
}
