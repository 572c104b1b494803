//! `access grant`: rights that are handed on.

mod close;
mod make;
mod show;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;

/// Grants.
#[derive(Subcommand, Debug)]
pub(crate) enum GrantCommand {
	/// Hand on a right to a resource: its owner, or the holder of a grant that may
	Make(make::Args),
	/// Show a grant and all above it
	Show(show::Args),
	/// Close a grant from which no other was made; its deposit comes back to who paid it
	Close(close::Args),
}

pub(super) async fn run(global: &Global, command: GrantCommand) -> Result<(), Failure> {
	match command {
		GrantCommand::Make(args) => make::run(global, args).await,
		GrantCommand::Show(args) => show::run(global, args).await,
		GrantCommand::Close(args) => close::run(global, args).await,
	}
}
