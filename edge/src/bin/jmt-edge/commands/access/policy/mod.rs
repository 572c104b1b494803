//! `access policy`: rules by which resources decide.

mod check;
mod close;
mod set;
mod show;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;
use jmt_edge::access::{policy::MAX_TEXT, AccessError};
use std::path::Path;

/// Policies.
#[derive(Subcommand, Debug)]
pub(crate) enum PolicyCommand {
	/// Write a policy from a file of TOML: a new one, or in the place of an old one
	Set(set::Args),
	/// Show a policy in sentences, or as TOML
	Show(show::Args),
	/// Close a policy that no resource names; its deposit comes back
	Close(close::Args),
	/// Say in sentences what a file of TOML means; no connection
	Check(check::Args),
}

pub(super) async fn run(global: &Global, command: PolicyCommand) -> Result<(), Failure> {
	match command {
		PolicyCommand::Set(args) => set::run(global, args).await,
		PolicyCommand::Show(args) => show::run(global, args).await,
		PolicyCommand::Close(args) => close::run(global, args).await,
		PolicyCommand::Check(args) => check::run(global, &args),
	}
}

/// The text of a file, or of standard input.
fn text(path: &Path) -> Result<String, Failure> {
	let file = |source| AccessError::file(path, source);
	let bytes = crate::commands::carried::read(path, MAX_TEXT).map_err(file)?;
	Ok(String::from_utf8(bytes).map_err(|error| file(error.into()))?)
}
