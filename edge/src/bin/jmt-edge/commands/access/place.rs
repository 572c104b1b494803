//! `access place`

use super::gate::read_challenge;
use crate::{
	arguments::{machine_time, parse_device},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	access::{
		degrees::parse_place,
		gate::{NotAnswered, PlaceFile},
		AccessError,
	},
	keys::DeviceKey,
};
use jmt_primitives::{access::SignedPlace, cell::Cell, DeviceId};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The challenge of who decides, as `access ask --challenge-only` prints it; as - standard input
	#[arg(long = "for", value_name = "PATH|-")]
	challenge: PathBuf,
	/// The gateway's key file
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	/// Id of the device that it hears
	#[arg(long, value_name = "DEVICE", value_parser = parse_device)]
	visitor: DeviceId,
	/// Where: a cell, or LAT,LON
	#[arg(long, value_name = "PLACE", value_parser = parse_place, allow_hyphen_values = true)]
	cell: Cell,
}

/// Prints a gateway's word that it hears a device now, for one challenge. It connects to nobody.
pub(super) fn run(global: &Global, args: &Args) -> Result<(), Failure> {
	let key = DeviceKey::read(&args.device_key)?;
	let challenge = read_challenge(&args.challenge)?;
	let genesis = global.genesis()?;
	if challenge.genesis != genesis {
		return Err(AccessError::other(NotAnswered::OtherChain.to_string()).into());
	}
	let (gateway, device, cell, at) = (key.id(), args.visitor, args.cell, machine_time());
	let nonce = challenge.challenge;
	// The signature covers all but itself.
	let signature = key.sign(&[]);
	let place = SignedPlace { gateway, device, cell, at, nonce, signature };
	let signature = key.sign(&place.payload(&genesis));
	let place = json!(PlaceFile::new(SignedPlace { signature, ..place }));
	global.format().emit(place.clone(), || place.to_string())
}
