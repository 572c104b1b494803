//! `device`

use super::{
	on_chain, report,
	transfer::{place, place_words},
};
use crate::{
	amount::{format_jmt, format_time},
	api::mining_status,
	chain::{now, Chain},
	cli::{Global, Owner},
	error::Error,
	keys::{format_address, DeviceKey},
	mine::answer::signature_value,
	output::Progress,
	submit::{call, submit_signed},
};
use jmt_primitives::{signing, DeviceId, DevicePublic, KeyType, Moment};
use scale_value::Value;
use serde_json::json;
use std::path::Path;

/// How long a registration signed by the device stays good, in ms: 10 minutes.
const REGISTRATION_LIFE: Moment = 600_000;

/// Makes a device's key and its file.
pub(super) fn new(global: &Global, key_type: KeyType, out: &Path) -> Result<(), Error> {
	let key = DeviceKey::create(out, key_type)?;
	let json = json!({
		"device": key.id(),
		"type": key_type,
		"publicKey": format!("0x{}", hex::encode(public_bytes(&key.public()))),
		"file": out.display().to_string(),
	});
	global.format().emit(json, || format!("device {:?}, key in {}", key.id().0, out.display()))
}

fn public_bytes(public: &DevicePublic) -> &[u8] {
	match public {
		DevicePublic::Sr25519(bytes) | DevicePublic::Ed25519(bytes) => bytes,
		DevicePublic::Secp256k1(bytes) | DevicePublic::P256(bytes) => bytes,
	}
}

/// A public key as metadata describes it.
fn public_value(public: &DevicePublic) -> Value {
	let name = match public {
		DevicePublic::Sr25519(_) => "Sr25519",
		DevicePublic::Ed25519(_) => "Ed25519",
		DevicePublic::Secp256k1(_) => "Secp256k1",
		DevicePublic::P256(_) => "P256",
	};
	Value::unnamed_variant(name, [Value::from_bytes(public_bytes(public))])
}

/// Registers a device: it signs for its owner, who signs the transaction.
pub(super) async fn register(
	global: &Global,
	device_key: &Path,
	owner: &Owner,
) -> Result<(), Error> {
	let (device, owner) = (DeviceKey::read(device_key)?, owner.key()?);
	on_chain(global, async |chain: &Chain| {
		let progress = Progress::start("preparing the registration");
		let at = chain.finalized().await?;
		let expires = now(&at).await?.saturating_add(REGISTRATION_LIFE);
		let payload = signing::registration(&chain.genesis(), &owner.account(), expires);
		let register = call(
			"Devices",
			"register",
			[
				("key", public_value(&device.public())),
				("expires", Value::u128(expires.into())),
				("signature", signature_value(&device.sign(&payload))),
			],
		);
		let included = submit_signed(chain, &owner, &register, &progress).await?;
		drop(progress);
		let json = json!({
			"device": device.id(),
			"owner": format_address(&owner.account()),
			"block": place(&included),
			"transaction": included.transaction,
		});
		global.format().emit(json, || {
			format!("registered device {:?} in {}", device.id().0, place_words(&included))
		})
	})
	.await
}

/// Shows where a device stands, and why.
pub(super) async fn show(
	global: &Global,
	device: Option<DeviceId>,
	device_key: Option<&Path>,
) -> Result<(), Error> {
	let device = match (device, device_key) {
		(Some(device), _) => device,
		(None, Some(path)) => DeviceKey::read(path)?.id(),
		(None, None) => return Err(Error::Usage("give a device's id or --device-key".into())),
	};
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let status = mining_status(&at, device).await?;
		let explanation = status.explain(|at| format!("{} UTC", format_time(at)));
		let json = json!({
			"device": device,
			"block": { "number": at.block_number(), "hash": at.block_hash() },
			"status": report::mining_status(&status),
			"explanation": explanation,
		});
		global.format().emit(json, || {
			let owner = status.owner.as_ref().map_or_else(|| "nobody".into(), format_address);
			format!(
				"device  {:?}\nowner   {owner}\nearned  {}\nopen    {}\n{explanation}",
				device.0,
				format_jmt(status.earned),
				format_jmt(status.open)
			)
		})
	})
	.await
}
