//! `auth challenge`

use super::{folder, system_time};
use crate::{arguments::parse_span, failure::Failure, global::Global};
use jmt_edge::{auth::Door, keys::DeviceKey};
use jmt_primitives::{identity::Verifier, Moment};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The verifier's key file
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	/// How long it may be answered, by this machine's clock: a minute at most
	#[arg(long, value_name = "TIME", default_value = "60s", value_parser = parse_span)]
	valid: Moment,
}

/// Prints a challenge, and remembers it until it is answered or over.
pub(super) fn run(global: &Global, args: &Args) -> Result<(), Failure> {
	let key = DeviceKey::read(&args.device_key)?;
	// Of host, age and unit nothing is asked yet.
	let (genesis, id) = (global.genesis()?, key.id());
	let verifier = Verifier { genesis, id, host: 0, max_age: 0, least: None };
	let mut door = Door::open(&folder(global)?, verifier)?;
	let asked = json!(door.ask(&key, args.valid, system_time())?);
	global.format().emit(asked.clone(), || asked.to_string())
}
