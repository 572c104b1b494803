//! `access log anchor`

use super::open;
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
	amount::format_time,
	chain::Chain,
	keys::DeviceKey,
	pallets::{access, timestamp},
};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The enforcer's key file
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	#[command(flatten)]
	signer: Signer,
}

/// Appends a seal, unless one waits, and anchors the log up to it.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device_key, signer } = args;
	let (key, device) = (signer.owner.key()?, DeviceKey::read(&device_key)?);
	on_chain(global, async |chain: &Chain| {
		let enforcer = device.id();
		let mut log = open(global, chain.genesis(), enforcer)?;
		let at = chain.finalized().await?;
		let last = access::log_head(&at, enforcer).await?;
		let new = log.next_head(last.as_ref(), timestamp::now(&at).await?)?;
		let (seal, leaves, root) = (new.seal, new.leaves, new.root);
		let hashes = new.consistency.len().saturating_add(new.path.len());
		let call = new.sign(&device);
		decide_on(chain, global, &key, signer.fee, &call, |_| Told {
			json: json!({
				"enforcer": enforcer,
				"segment": seal.segment,
				"entries": seal.entries,
				"after": seal.from,
				"until": seal.to,
				"leaves": leaves,
				"root": root,
				"hashes": hashes,
			}),
			words: format!(
				"anchored segment {} of the log: {} entries until {} UTC, {leaves} leaves in all,",
				seal.segment,
				seal.entries,
				format_time(seal.to)
			),
		})
		.await
	})
	.await
}
