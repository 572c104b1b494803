//! `manifest endorse`

use crate::{
	arguments::{machine_time, parse_level, parse_span, Maker},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_time,
	manifest::Levels,
	units::{EndorsementFile, Word},
};
use jmt_primitives::{units::Level, Moment};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The level file of `manifest build`
	#[arg(long, value_name = "PATH")]
	levels: PathBuf,
	#[command(flatten)]
	maker: Maker,
	/// How well the maker vouches for every device of it: 1 or 2
	#[arg(long, value_name = "LEVEL", default_value = "1", value_parser = parse_level)]
	level: Level,
	/// How long devices may join, and count as units, by this machine's clock
	#[arg(long, value_name = "TIME", default_value = "365d", value_parser = parse_span)]
	valid: Moment,
	/// The new file; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

/// Writes a maker's word for a whole manifest.
pub(super) fn run(global: &Global, args: &Args) -> Result<(), Failure> {
	let Args { levels, maker, level, valid, out } = args;
	let head = Levels::open(levels)?.header().clone();
	let expires = machine_time().saturating_add(*valid);
	EndorsementFile::sign(&maker.key()?, &head, *level, expires).write(out)?;
	let json = json!({
		"domain": head.domain,
		"root": head.root,
		"leaves": head.leaves,
		"expires": expires,
		"file": out.display().to_string(),
	});
	global.format().emit(json, || {
		let (leaves, until) = (head.leaves, format_time(expires));
		format!("endorsed {leaves} devices until {until} UTC, in {}", out.display())
	})
}
