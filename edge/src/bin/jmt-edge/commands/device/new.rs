//! `device new`

use crate::{arguments::parse_device, failure::Failure, global::Global};
use clap::ValueEnum;
use jmt_edge::{keys::DeviceKey, manifest::public_bytes};
use jmt_primitives::{DeviceId, KeyType};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The scheme
	#[arg(long = "type", value_enum, default_value_t = Scheme::Sr25519)]
	key_type: Scheme,
	/// The device whose next key it is to be, which keeps its id
	#[arg(long, value_name = "DEVICE", value_parser = parse_device)]
	next_of: Option<DeviceId>,
	/// The new file; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// Schemes of device keys.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Scheme {
	/// Schnorr over Ristretto25519
	Sr25519,
	/// RFC 8032
	Ed25519,
	/// ES256K
	Secp256k1,
	/// ES256
	P256,
}

impl From<Scheme> for KeyType {
	fn from(scheme: Scheme) -> Self {
		match scheme {
			Scheme::Sr25519 => Self::Sr25519,
			Scheme::Ed25519 => Self::Ed25519,
			Scheme::Secp256k1 => Self::Secp256k1,
			Scheme::P256 => Self::P256,
		}
	}
}

/// Makes a device's key and its file.
pub(super) fn run(global: &Global, args: &Args) -> Result<(), Failure> {
	let Args { key_type, next_of, out } = args;
	let key = DeviceKey::create_for(out, (*key_type).into(), *next_of)?;
	let json = json!({
		"device": key.id(),
		"type": key.key_type(),
		"publicKey": format!("0x{}", hex::encode(public_bytes(&key.public()))),
		"file": out.display().to_string(),
	});
	global.format().emit(json, || format!("device {:?}, key in {}", key.id().0, out.display()))
}
