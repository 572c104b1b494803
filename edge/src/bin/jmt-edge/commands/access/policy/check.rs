//! `access policy check`

use super::{super::arguments::not_policy, text};
use crate::{arguments::machine_time, failure::Failure, global::Global};
use codec::Encode;
use jmt_edge::access::policy::{read, sentences, zone_name};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The file of TOML, or - for standard input
	#[arg(value_name = "FILE")]
	file: PathBuf,
}

/// Says what a policy means, and that the chain would take it.
pub(super) fn run(global: &Global, Args { file }: &Args) -> Result<(), Failure> {
	let text = text(file)?;
	let body = read(&text, machine_time()).map_err(not_policy)?;
	let sentences = sentences(&body, zone_name(&text).as_deref());
	let bytes = body.encoded_size();
	let json = json!({
		"rules": body.rules.len(),
		"bytes": bytes,
		"zoneGoodUntil": body.zone.good_until,
		"sentences": sentences,
	});
	global.format().emit(json, || sentences.join("\n"))
}
