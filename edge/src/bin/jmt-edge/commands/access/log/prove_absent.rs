//! `access log prove-absent`

use super::leaves_and_log;
use crate::{
	arguments::{parse_count, parse_hash, Device},
	commands::access::arguments::parse_moment,
	failure::Failure,
	global::Global,
};
use jmt_edge::amount::format_time;
use jmt_primitives::{Hash, Moment};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Device,
	/// The use's id
	#[arg(long = "use", value_name = "HASH", value_parser = parse_hash)]
	use_id: Hash,
	/// The first moment that is asked about
	#[arg(long, value_name = "TIME", value_parser = parse_moment)]
	from: Moment,
	/// The last one; the log has to be anchored up to it
	#[arg(long, value_name = "TIME", value_parser = parse_moment)]
	until: Moment,
	/// Prove by the older anchor with so many leaves, and connect to nobody
	#[arg(long, value_name = "NUMBER", value_parser = parse_count::<u32>)]
	leaves: Option<u32>,
	/// The new file; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// Writes the proof that a use is not there.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device, use_id, from, until, leaves, out } = args;
	let (leaves, mut log) = leaves_and_log(global, device.id()?, leaves).await?;
	let proof = log.prove_absent(&use_id, from, until, leaves)?;
	proof.write(&out)?;
	let segments = proof.segments.len();
	let json = json!({
		"enforcer": proof.enforcer,
		"head": proof.head,
		"use": use_id,
		"from": from,
		"until": until,
		"segments": segments,
		"file": out.display().to_string(),
	});
	global.format().emit(json, || {
		let (from, until) = (format_time(from), format_time(until));
		format!(
			"use {use_id:?} is not in the log from {from} to {until} UTC: {segments} segments, proof in {}",
			out.display()
		)
	})
}
