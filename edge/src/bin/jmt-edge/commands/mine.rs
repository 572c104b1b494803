//! `mine`

use super::{unwatched::go_on, StopSignals};
use crate::{arguments::parse_count, failure::Failure, global::Global};
use jmt_edge::{keys::DeviceKey, mine};
use std::{collections::BTreeSet, path::PathBuf};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// A device's key file; may be given several times
	#[arg(long, value_name = "PATH", required = true)]
	pub(crate) device_key: Vec<PathBuf>,
	/// End after as many answered rounds
	#[arg(long, value_name = "NUMBER", value_parser = parse_count::<usize>)]
	pub(crate) rounds: Option<usize>,
}

/// Answers draws until stopped, with another light client when one fails.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device_key: device_keys, rounds } = args;
	// One for the whole command: whatever it is at, it can be asked to end.
	let mut stop = StopSignals::listen();
	let read_keys = || {
		let keys = device_keys.iter().map(|path| DeviceKey::read(path));
		Ok(keys.collect::<Result<Vec<_>, _>>()?)
	};
	let mut answered = BTreeSet::new();
	go_on(global, &mut stop, read_keys, async |chain, keys, report, stopped| {
		mine::run(chain, keys, rounds, &mut answered, report, stopped).await
	})
	.await
}
