//! `manifest build`

use crate::{arguments::parse_count, failure::Failure, global::Global};
use jmt_edge::manifest::{build, Header};
use jmt_primitives::domains::DomainId;
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The list: CSV or JSON lines
	#[arg(long, value_name = "PATH")]
	list: PathBuf,
	/// The domain whose devices they are
	#[arg(long, value_name = "DOMAIN", value_parser = parse_count::<DomainId>)]
	domain: DomainId,
	/// The new level file, 64 bytes a device; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// Makes a level file.
pub(super) fn run(global: &Global, Args { list, domain, out }: &Args) -> Result<(), Failure> {
	let Header { leaves, root, content, .. } = build(list, out, global.genesis()?, *domain)?;
	let json = json!({
		"domain": domain,
		"leaves": leaves,
		"root": root,
		"content": content,
		"levelFile": out.display().to_string(),
	});
	global
		.format()
		.emit(json, || format!("{leaves} devices, root {root:?}, levels in {}", out.display()))
}
