//! `device bind`

use super::Device;
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
	pallets::units::BindUnit,
	units::{BindingFile, CertificateFile, Word},
};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Device,
	/// The unit's certificate, of `unit certify`
	#[arg(long, value_name = "PATH")]
	certificate: PathBuf,
	/// The unit's word, of `unit bind`; none is needed where the device's key is the unit's
	#[arg(long, value_name = "PATH")]
	binding: Option<PathBuf>,
	#[command(flatten)]
	signer: Signer,
}

/// Binds a unit to a device of the account that signs.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device, certificate, binding, signer } = args;
	let (device, key) = (device.id()?, signer.owner.key()?);
	let certificate = CertificateFile::read(&certificate)?.certificate();
	let word = binding.map(|path| BindingFile::read(&path)).transpose()?;
	let nullifier = certificate.nullifier;
	on_chain(global, async |chain: &Chain| {
		let binding = word
			.map(|word| word.binding(&chain.genesis(), &device, &key.account(), &nullifier))
			.transpose()?;
		let call = BindUnit { device, certificate, binding };
		decide_on(chain, global, &key, signer.fee, &call, |_| Told {
			json: json!({
				"device": device,
				"nullifier": nullifier,
				"rootOfTrust": certificate.root,
			}),
			words: format!("bound unit {nullifier:?} to device {:?}", device.0),
		})
		.await
	})
	.await
}
