//! `auth prove`

use super::{read, system_time};
use crate::{
	arguments::{parse_device, parse_hash},
	commands::on_chain,
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	auth::{self, Asked, AuthError},
	chain::Chain,
	keys::DeviceKey,
	pallets::devices,
};
use jmt_primitives::{identity::AuthRefusal, DeviceId, Hash};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The challenge's file; as - standard input
	#[arg(long, value_name = "PATH|-")]
	challenge: PathBuf,
	/// Id of the verifier that is meant: the challenge of another one is not answered
	#[arg(long, value_name = "DEVICE", value_parser = parse_device)]
	verifier: DeviceId,
	/// The device's key file
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	/// 32 bytes that name the channel on which both talk
	#[arg(long, value_name = "HASH", value_parser = parse_hash)]
	binding: Option<Hash>,
	/// Ask the chain for the verifier's key: needed where it is not its first one any more
	#[arg(long)]
	look_up: bool,
}

/// Prints the device's answer. Without --look-up it connects to nobody.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { challenge, verifier, device_key, binding, look_up } = args;
	let device = DeviceKey::read(&device_key)?;
	let asked: Asked = read(&challenge)?;
	let genesis = global.genesis()?;
	let key = match look_up {
		false => None,
		true => {
			let found = on_chain(global, async |chain: &Chain| {
				let at = chain.finalized().await?;
				Ok(devices::device(&at, verifier).await?)
			})
			.await?;
			// A verifier that the chain does not have is nobody's.
			let other = AuthError::Refused(AuthRefusal::OtherVerifier);
			Some(found.ok_or(other)?.key)
		},
	};
	let binding = binding.map(|hash| hash.0);
	let answered = auth::prove(&device, &asked, &genesis, &verifier, key, binding, system_time())
		.map_err(AuthError::from)?;
	let answered = json!(answered);
	global.format().emit(answered.clone(), || answered.to_string())
}
