//! The `jmt-node` executable: arguments in, one line about what went wrong out.

mod command;
mod service;

use clap::error::ErrorKind;
use jmt_node::{cli::version, Cli, Error};
use sc_cli::SubstrateCli;
use sp_core::crypto::{set_default_ss58_version, Ss58AddressFormat};
use std::{io::Write, process::ExitCode};

fn main() -> ExitCode {
	match run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {}", error.line());
			ExitCode::from(error.exit_code())
		},
	}
}

/// Parses the arguments and does what they ask. Returns when the node was asked to stop (SIGINT, SIGTERM) or the
/// subcommand is done.
fn run() -> Result<(), Error> {
	set_default_ss58_version(Ss58AddressFormat::custom(jmt_primitives::SS58_PREFIX));
	match Cli::try_from_iter(std::env::args_os()) {
		Ok(cli) => command::run(cli),
		Err(error) => match error.kind() {
			// A reader that has gone is no error.
			ErrorKind::DisplayVersion => {
				let _ = writeln!(std::io::stdout(), "{}", version());
				Ok(())
			},
			ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
				error.exit()
			},
			_ => Err(Error::usage(&error)),
		},
	}
}
