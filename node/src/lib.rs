//! Validator, full and RPC node of the JMT network.
//!
//! The node is wiring only: which database, which network, which consensus, which RPC methods. The
//! rules of the chain stand in the runtime. [`run`] takes raw arguments to a running node; each step has its
//! module: [`cli`] (arguments), [`chain_spec`] (which chain), [`preflight`] (what would fail later, found
//! early), [`executor`] (of the runtime), [`service`] (the node), [`tasks`] (without which it stops), [`votes`]
//! (for finality), [`vote_record`] and [`own_votes`] (what was signed), [`catch_up`] (rounds that were missed), [`recent`] (blocks kept for light clients),
//! [`addresses`] (for them), [`rpc`], [`metrics`], [`greeting`] (of a development node).
//!
//! Limits: the executor knows the standard host functions only, so that whatever the runtime does can also
//! be done by a light client.

pub mod addresses;
pub mod catch_up;
pub mod chain_spec;
pub mod cli;
pub mod client;
pub mod command;
pub mod error;
pub mod executor;
mod genesis_keys;
pub mod greeting;
pub mod light_spec;
pub mod listen;
pub mod metrics;
pub mod own_genesis;
pub mod own_votes;
pub mod preflight;
pub mod recent;
pub mod rpc;
pub mod service;
pub mod tasks;
pub mod utc;
pub mod vote_record;
pub mod votes;

pub use cli::Cli;
pub use error::Error;

use clap::error::ErrorKind;
use sc_cli::SubstrateCli;
use sp_core::crypto::{set_default_ss58_version, Ss58AddressFormat};
use std::{ffi::OsString, io::Write};

/// Parses the arguments, the executable's name first, and does what they ask. Returns when the node was
/// asked to stop (SIGINT, SIGTERM) or the subcommand is done.
pub fn run<I>(arguments: I) -> Result<(), Error>
where
	I: IntoIterator,
	I::Item: Into<OsString> + Clone,
{
	set_default_ss58_version(Ss58AddressFormat::custom(jmt_primitives::SS58_PREFIX));
	match Cli::try_from_iter(arguments) {
		Ok(cli) => command::run(cli),
		Err(error) => match error.kind() {
			// A reader that has gone is no error.
			ErrorKind::DisplayVersion => {
				let _ = writeln!(std::io::stdout(), "{}", cli::version());
				Ok(())
			},
			ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
				error.exit()
			},
			_ => Err(Error::usage(&error)),
		},
	}
}
