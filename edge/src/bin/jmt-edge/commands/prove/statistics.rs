//! `prove statistics`

use super::statement::Stated;
use crate::{failure::Failure, global::Global};
use jmt_edge::proofs::{prove_statistics, ReadingsFile};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The file of `anchor readings`
	#[arg(long, value_name = "PATH")]
	readings: PathBuf,
	#[command(flatten)]
	stated: Stated,
}

/// Proves the figures of readings.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { readings, stated } = args;
	let readings = ReadingsFile::read(&readings)?;
	stated.prove(global, move |genesis, anchor| prove_statistics(genesis, anchor, &readings)).await
}
