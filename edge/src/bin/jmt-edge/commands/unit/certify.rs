//! `unit certify`

use crate::{
	arguments::{machine_time, parse_hash, parse_level, parse_public, parse_span, Maker},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_time,
	keys::DeviceKey,
	units::{CertificateFile, Word},
};
use jmt_primitives::{units::Level, DevicePublic, Hash, Moment};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	maker: Maker,
	/// Names the unit under the root: 0x and 64 digits that tell nobody its serial number
	#[arg(long, value_name = "HASH", value_parser = parse_hash)]
	nullifier: Hash,
	#[command(flatten)]
	unit: Unit,
	/// How well the maker vouches: 1 or 2
	#[arg(long, value_name = "LEVEL", default_value = "1", value_parser = parse_level)]
	level: Level,
	/// How long it is good, by this machine's clock: 90d, 3650d
	#[arg(long, value_name = "TIME", default_value = "3650d", value_parser = parse_span)]
	valid: Moment,
	/// The new file; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// The unit's own key.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Unit {
	/// Its public key: ed25519:0x and hexadecimal, or another type
	#[arg(long, value_name = "TYPE:KEY", value_parser = parse_public)]
	unit: Option<DevicePublic>,
	/// Its key file
	#[arg(long, value_name = "PATH")]
	unit_key: Option<PathBuf>,
}

/// Writes a certificate.
pub(super) fn run(global: &Global, args: &Args) -> Result<(), Failure> {
	let Args { maker, nullifier, unit, level, valid, out } = args;
	let unit = match (unit.unit, &unit.unit_key) {
		(Some(key), _) => key,
		(None, Some(path)) => DeviceKey::read(path)?.public(),
		(None, None) => return Err(Failure::Usage("give --unit or --unit-key".into())),
	};
	let expires = machine_time().saturating_add(*valid);
	let file = CertificateFile::sign(&maker.key()?, *nullifier, unit, *level, expires);
	file.write(out)?;
	let json = json!({
		"nullifier": nullifier,
		"device": unit.id(),
		"expires": expires,
		"file": out.display().to_string(),
	});
	global.format().emit(json, || {
		let until = format_time(expires);
		format!("certified unit {nullifier:?} until {until} UTC, in {}", out.display())
	})
}
