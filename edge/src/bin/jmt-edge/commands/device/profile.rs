//! `device profile`

use super::Device;
use crate::{
	arguments::{parse_hash, Signer},
	commands::{
		decide::{decide_on, Told},
		on_chain,
	},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	chain::{At, Chain},
	keys::DeviceKey,
	pallets::{
		devices::{self, SetProfile},
		timestamp,
	},
	units::{ModelFile, Word},
};
use jmt_primitives::{
	devices::{signed, ProfilePart},
	Hash, Moment,
};
use serde_json::{json, Value};
use std::path::PathBuf;

/// How long a word of the device stays good, in ms.
const WORD_LIFE: Moment = 600_000;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Device,
	#[command(flatten)]
	part: Part,
	#[command(flatten)]
	signer: Signer,
}

/// The part that is set.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Part {
	/// The X25519 key to which messages are sealed, zeros for none; needs --device-key
	#[arg(long, value_name = "KEY", value_parser = parse_hash, requires = "device_key")]
	encryption: Option<Hash>,
	/// Hash of the firmware that it runs; needs --device-key
	#[arg(long, value_name = "HASH", value_parser = parse_hash, requires = "device_key")]
	firmware: Option<Hash>,
	/// The maker's word, of `unit model`
	#[arg(long, value_name = "PATH")]
	model: Option<PathBuf>,
	/// Flags in the sense of its domain, whose authority signs; at large its owner
	#[arg(long, value_name = "NUMBER")]
	capabilities: Option<u64>,
}

/// The part that was asked for, read.
enum Wanted {
	Encryption([u8; 32], DeviceKey),
	Firmware(Hash, DeviceKey),
	Signed(ProfilePart),
}

/// Sets a part of a device's profile.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device, part, signer } = args;
	let (id, key) = (device.id()?, signer.owner.key()?);
	let told = part.told();
	let wanted = part.read(&device)?;
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let call = SetProfile { device: id, part: wanted.part(&at, &chain.genesis()).await? };
		decide_on(chain, global, &key, signer.fee, &call, |_| {
			let (name, value) = told;
			let words = format!("set the {name} of device {:?}", id.0);
			Told { json: json!({ "device": id, "part": name, "value": value }), words }
		})
		.await
	})
	.await
}

impl Part {
	/// Its name and value.
	fn told(&self) -> (&'static str, Value) {
		match (&self.encryption, &self.firmware, &self.model) {
			(Some(key), ..) => ("encryption key", json!(key)),
			(_, Some(hash), _) => ("firmware", json!(hash)),
			(.., Some(path)) => ("model", json!(path)),
			_ => ("capabilities", json!(self.capabilities)),
		}
	}

	fn read(self, device: &Device) -> Result<Wanted, Failure> {
		let by_device = || {
			let key = device.key()?;
			key.ok_or_else(|| Failure::Usage("the device signs this: give --device-key".into()))
		};
		match self {
			Self { encryption: Some(key), .. } => Ok(Wanted::Encryption(key.0, by_device()?)),
			Self { firmware: Some(hash), .. } => Ok(Wanted::Firmware(hash, by_device()?)),
			Self { model: Some(path), .. } => Ok(Wanted::Signed(ModelFile::read(&path)?.part())),
			Self { capabilities: Some(flags), .. } => {
				Ok(Wanted::Signed(ProfilePart::Capabilities(flags)))
			},
			_ => Err(Failure::Usage("name a part".into())),
		}
	}
}

impl Wanted {
	/// With the device's signature, where it is the device's to say.
	async fn part(self, at: &At, genesis: &Hash) -> Result<ProfilePart, Failure> {
		let (id, device) = match &self {
			Self::Signed(part) => return Ok(*part),
			Self::Encryption(_, device) | Self::Firmware(_, device) => (device.id(), device),
		};
		let epoch = devices::member(at, id).await?.unwrap_or_default().epoch;
		let expires = timestamp::now(at).await?.saturating_add(WORD_LIFE);
		Ok(match self {
			Self::Signed(part) => part,
			Self::Encryption(key, _) => {
				let epoch = epoch.saturating_add(1);
				let message = signed::encryption_key(genesis, &id, &key, epoch, expires);
				ProfilePart::Encryption { key, expires, signature: device.sign(&message) }
			},
			Self::Firmware(hash, _) => {
				let message = signed::firmware(genesis, &id, &hash, epoch, expires);
				ProfilePart::Firmware { hash, expires, signature: device.sign(&message) }
			},
		})
	}
}
