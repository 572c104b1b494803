//! `device activate`

use crate::{
	arguments::{parse_account, parse_count, parse_hash},
	commands::on_chain,
	failure::Failure,
	global::{Environment, Global},
	spinner::Spinner,
};
use jmt_edge::{
	chain::Chain,
	joining::{Joined, Joining},
	keys::{format_address, DeviceKey},
	manifest::Proven,
};
use jmt_primitives::{manifests::ManifestId, AccountId, Hash};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The manifest's number
	#[arg(long, value_name = "MANIFEST", value_parser = parse_count::<ManifestId>)]
	manifest: ManifestId,
	/// The file of `manifest prove`
	#[arg(long, value_name = "PATH")]
	proof: PathBuf,
	/// The device's key file
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	/// The device's owner [default: the one that the manifest names, or that of the configuration]
	#[arg(long, value_name = "ADDRESS", value_parser = parse_account)]
	owner: Option<AccountId>,
	/// The device's X25519 key, to which others may seal messages: 0x and 64 digits
	#[arg(long, value_name = "KEY", value_parser = parse_hash)]
	encryption: Option<Hash>,
}

/// Activates a device that a manifest names. It costs no fee: the domain pays.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { manifest, proof, device_key, owner, encryption } = args;
	let device = DeviceKey::read(&device_key)?;
	let proven = Proven::read(&proof)?;
	let owner = match owner.or_else(|| proven.leaf.owner.clone()) {
		Some(owner) => owner,
		None => global.settings(&Environment::read())?.owner.ok_or_else(|| {
			Failure::Usage("the manifest names no owner: name one with --owner ADDRESS".into())
		})?,
	};
	let (index, encryption) = (proven.leaf.index, encryption.unwrap_or_default().0);
	let joining = Joining { device: &device, manifest, proven, owner, encryption };
	on_chain(global, async |chain: &Chain| {
		let spinner = Spinner::start("preparing the activation");
		let joined = joining.join(chain, |step| spinner.show(step)).await;
		drop(spinner);
		let Joined { device, domain, before, number, hash } = joined?;
		let json = json!({
			"device": device,
			"owner": format_address(&joining.owner),
			"domain": domain,
			"manifest": manifest,
			"index": index,
			"before": before,
			"block": { "number": number, "hash": hash },
		});
		global.format().emit(json, || {
			let done = if before { "was activated before, as" } else { "activated" };
			format!(
				"{done} device {:?} of {} in domain {domain}, seen in block {number}, finalized",
				device.0,
				format_address(&joining.owner)
			)
		})
	})
	.await
}
