//! `access resource`: things that others use.

mod close;
mod create;
mod permit;
mod set;
mod show;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;

/// Resources.
#[derive(Subcommand, Debug)]
pub(crate) enum ResourceCommand {
	/// Make a resource in a domain; the account needs to be an authority of the domain, or its permit
	Create(create::Args),
	/// Change a resource; an authority of its domain may freeze it
	Set(set::Args),
	/// Close a resource; its deposit comes back
	Close(close::Args),
	/// Show a resource and its policy
	Show(show::Args),
	/// Print an authority's word that an account may make resources in a domain; nothing is sent
	Permit(permit::Args),
}

pub(super) async fn run(global: &Global, command: ResourceCommand) -> Result<(), Failure> {
	match command {
		ResourceCommand::Create(args) => create::run(global, args).await,
		ResourceCommand::Set(args) => set::run(global, args).await,
		ResourceCommand::Close(args) => close::run(global, args).await,
		ResourceCommand::Show(args) => show::run(global, args).await,
		ResourceCommand::Permit(args) => permit::run(global, args).await,
	}
}
