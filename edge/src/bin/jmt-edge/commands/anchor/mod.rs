//! `anchor`: roots that an account stands for, of which statements are proven.

mod drop;
mod readings;
mod set;
mod sightings;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;

/// Anchors.
#[derive(Subcommand, Debug)]
pub(crate) enum AnchorCommand {
	/// Make the root of readings, and keep them with its salt; no connection
	Readings(readings::Args),
	/// Make the root of a witness's sightings, and a file for each device; no connection
	Sightings(sightings::Args),
	/// Anchor a root under a label, for a deposit
	Set(set::Args),
	/// Drop an anchor; its deposit comes back, and statements about it are refused from then on
	Drop(drop::Args),
}

pub(super) async fn run(global: &Global, command: AnchorCommand) -> Result<(), Failure> {
	match command {
		AnchorCommand::Readings(args) => readings::run(global, &args),
		AnchorCommand::Sightings(args) => sightings::run(global, &args),
		AnchorCommand::Set(args) => set::run(global, args).await,
		AnchorCommand::Drop(args) => drop::run(global, args).await,
	}
}
