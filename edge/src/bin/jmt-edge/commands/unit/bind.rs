//! `unit bind`

use crate::{
	arguments::{machine_time, parse_account, parse_device, parse_span},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_time,
	keys::{format_address, DeviceKey},
	units::{BindingFile, CertificateFile, Word},
};
use jmt_primitives::{AccountId, DeviceId, Moment};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The unit's key file
	#[arg(long, value_name = "PATH")]
	unit_key: PathBuf,
	/// The unit's certificate
	#[arg(long, value_name = "PATH")]
	certificate: PathBuf,
	/// The device that it is
	#[arg(long, value_name = "DEVICE", value_parser = parse_device)]
	device: DeviceId,
	/// The device's owner
	#[arg(long, value_name = "ADDRESS", value_parser = parse_account)]
	owner: AccountId,
	/// How long it may be sent, by this machine's clock; the chain takes a day at most
	#[arg(long, value_name = "TIME", default_value = "1h", value_parser = parse_span)]
	valid: Moment,
	/// The new file; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// Writes a unit's word.
pub(super) fn run(global: &Global, args: &Args) -> Result<(), Failure> {
	let Args { unit_key, certificate, device, owner, valid, out } = args;
	let unit = DeviceKey::read(unit_key)?;
	let certificate = CertificateFile::read(certificate)?.certificate();
	if certificate.unit != unit.public() {
		return Err(Failure::Usage("the certificate is for another unit's key".into()));
	}
	let (nullifier, expires) = (certificate.nullifier, machine_time().saturating_add(*valid));
	let genesis = global.genesis()?;
	let file = BindingFile::sign(&unit, genesis, *device, owner.clone(), nullifier, expires);
	file.write(out)?;
	let json = json!({
		"nullifier": nullifier,
		"device": device,
		"owner": format_address(owner),
		"expires": expires,
		"file": out.display().to_string(),
	});
	global.format().emit(json, || {
		let (device, until) = (device.0, format_time(expires));
		format!("unit {nullifier:?} is device {device:?} until {until} UTC, in {}", out.display())
	})
}
