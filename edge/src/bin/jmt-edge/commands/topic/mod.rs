//! `topic`: what members of a group speak about, each once.

mod close;
mod open;
mod show;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;

/// Topics.
#[derive(Subcommand, Debug)]
pub(crate) enum TopicCommand {
	/// Open a topic of a group; the deposit is for all aliases that it takes
	Open(open::Args),
	/// Show a topic
	Show(show::Args),
	/// Clear a topic that has ended: its opener gets the deposit, and the account that signs a bounty of it
	Close(close::Args),
}

pub(super) async fn run(global: &Global, command: TopicCommand) -> Result<(), Failure> {
	match command {
		TopicCommand::Open(args) => open::run(global, args).await,
		TopicCommand::Show(args) => show::run(global, args).await,
		TopicCommand::Close(args) => close::run(global, args).await,
	}
}
