//! `group`: members that prove that they are some of them, and not which.

mod add;
mod close;
mod create;
mod remove;
mod show;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;

/// Groups.
#[derive(Subcommand, Debug)]
pub(crate) enum GroupCommand {
	/// Show a group; all its members are read, so that no peer learns which of them is asked about
	Show(show::Args),
	/// Make a group
	Create(create::Args),
	/// Add members by their commitments
	///
	/// A transaction takes 256 of them; more are added by several, one after the other.
	Add(add::Args),
	/// Remove a member: proofs by a root that it was under are good for a while yet
	Remove(remove::Args),
	/// Close a group for good; its deposit comes back. Its topics have to be closed before
	Close(close::Args),
}

pub(super) async fn run(global: &Global, command: GroupCommand) -> Result<(), Failure> {
	match command {
		GroupCommand::Show(args) => show::run(global, args).await,
		GroupCommand::Create(args) => create::run(global, args).await,
		GroupCommand::Add(args) => add::run(global, args).await,
		GroupCommand::Remove(args) => remove::run(global, args).await,
		GroupCommand::Close(args) => close::run(global, args).await,
	}
}
