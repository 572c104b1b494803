//! `manifest prove`

use crate::{failure::Failure, global::Global};
use jmt_edge::{
	keys::DeviceKey,
	manifest::{public_key, Levels, Proven},
};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The list of which the level file was made
	#[arg(long, value_name = "PATH")]
	list: PathBuf,
	/// The level file
	#[arg(long, value_name = "PATH")]
	levels: PathBuf,
	#[command(flatten)]
	which: Which,
	/// The new file for the device; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// The device.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Which {
	/// Its place in the list, from 0 on
	#[arg(long, value_name = "NUMBER")]
	index: Option<u32>,
	/// Its public key: ed25519:0x and hexadecimal, or another type
	#[arg(long, value_name = "TYPE:KEY")]
	key: Option<String>,
	/// Its key file
	#[arg(long, value_name = "PATH")]
	device_key: Option<PathBuf>,
}

/// Writes what one device needs.
pub(super) fn run(global: &Global, args: &Args) -> Result<(), Failure> {
	let Args { list, levels, which, out } = args;
	let levels = Levels::open(levels)?;
	let proven = match (which.index, &which.key, &which.device_key) {
		(Some(index), ..) => Proven::at(list, &levels, index)?,
		(None, Some(key), _) => {
			let (key_type, key) = key.split_once(':').unwrap_or_default();
			let key = public_key(key_type, key).map_err(Failure::Usage)?;
			Proven::of_key(list, &levels, &key)?
		},
		(None, None, Some(path)) => {
			Proven::of_key(list, &levels, &DeviceKey::read(path)?.public())?
		},
		(None, None, None) => {
			return Err(Failure::Usage("give --index, --key or --device-key".into()))
		},
	};
	proven.write(out)?;
	let (device, index) = (proven.leaf.key.id(), proven.leaf.index);
	let json = json!({
		"domain": proven.domain,
		"root": proven.root,
		"index": index,
		"device": device,
		"hashes": proven.proof.len(),
		"file": out.display().to_string(),
	});
	global
		.format()
		.emit(json, || format!("device {:?} is leaf {index}, proof in {}", device.0, out.display()))
}
