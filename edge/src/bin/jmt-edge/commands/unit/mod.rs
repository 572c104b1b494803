//! `unit`: words of makers and of the things that they make.

mod bind;
mod certify;
mod model;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;

/// Units.
#[derive(Subcommand, Debug)]
pub(crate) enum UnitCommand {
	/// Write a maker's certificate for a unit; no connection
	Certify(certify::Args),
	/// Write a unit's word that it is a device, signed by the unit's key; no connection
	Bind(bind::Args),
	/// Write a maker's word that a unit is of a model; no connection
	Model(model::Args),
}

pub(super) fn run(global: &Global, command: UnitCommand) -> Result<(), Failure> {
	match command {
		UnitCommand::Certify(args) => certify::run(global, &args),
		UnitCommand::Bind(args) => bind::run(global, &args),
		UnitCommand::Model(args) => model::run(global, &args),
	}
}
