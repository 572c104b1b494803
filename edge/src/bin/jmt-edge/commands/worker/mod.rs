//! `worker`: devices with a stake, which run programs of others.

mod enrol;
mod show;
mod stake;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;

/// Workers.
#[derive(Subcommand, Debug)]
pub(crate) enum WorkerCommand {
	/// Stake on a device, which works by a key that is named: the device signs
	///
	/// A wrong result costs a bond out of the stake, silence after a claim a part of it. On a terminal it says the stake
	/// and asks before it sends. With --yes, with --json, and without a terminal it sends at once.
	Enrol(enrol::Args),
	/// Set the stake of a worker: up at once, down when no slot is open and its last result is a day old
	Stake(stake::Args),
	/// Show a worker: its stake, its open slots, its results, and what they add to its weight in mining
	Show(show::Args),
}

pub(super) async fn run(global: &Global, command: WorkerCommand) -> Result<(), Failure> {
	match command {
		WorkerCommand::Enrol(args) => enrol::run(global, args).await,
		WorkerCommand::Stake(args) => stake::run(global, args).await,
		WorkerCommand::Show(args) => show::run(global, args).await,
	}
}
