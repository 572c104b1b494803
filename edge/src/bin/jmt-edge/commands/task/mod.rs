//! `task`: programs that devices run for pay.

mod accept;
mod arguments;
mod bytes;
mod cancel;
mod challenge;
mod check;
mod collect;
mod post;
mod quote;
mod reject;
mod result;
mod run;
mod settle;
mod terms;
mod told;
mod watch;
mod work;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;

/// Tasks.
#[derive(Subcommand, Debug)]
pub(crate) enum TaskCommand {
	/// Check a program: whether it is taken, what it uses, and the digest of its result
	Check(check::Args),
	/// Run a program as a worker would, on this machine and without a connection
	Run(run::Args),
	/// Show what a task would cost, and what it would be safe for
	Quote(quote::Args),
	/// Post a task: its price is held until it ends, and devices run the program for it
	///
	/// A program that no worker would take is not posted. On a terminal it says the costs and asks before it sends. With
	/// --yes, with --json, and without a terminal it sends at once.
	Post(post::Args),
	/// Show where a task stands and why, and each change
	Watch(watch::Args),
	/// Read a task's result, with a proof, and its output
	Result(result::Args),
	/// Take back a task that nobody has claimed
	Cancel(cancel::Args),
	/// Accept the result of a task before its window closes
	Accept(accept::Args),
	/// Refuse the result of a task, in mode accept: its price goes to the ecosystem pot
	Reject(reject::Args),
	/// Challenge the result of a task: a panel judges it, whose pay is held until then
	Challenge(challenge::Args),
	/// Take tasks on whose windows have closed
	Settle(settle::Args),
	/// Remove a task that has ended; its deposit comes back
	Collect(collect::Args),
	/// Work: claim tasks, run them, and tell the results, until stopped
	///
	/// A task is claimed if it and all that is claimed and not run yet would end in half of the shortest of their windows
	/// to run. A run is taken to use all of its fuel, by the speed that was measured at the start, behind twice the time
	/// that its program once took to prepare. One program runs at a time.
	///
	/// Tasks by which an honest worker can be robbed are left to others: those that name their workers, in another mode
	/// than accept.
	Work(work::Args),
}

pub(super) async fn run(global: &Global, command: TaskCommand) -> Result<(), Failure> {
	match command {
		TaskCommand::Check(args) => check::run(global, args).await,
		TaskCommand::Run(args) => run::run(global, args).await,
		TaskCommand::Quote(args) => quote::run(global, args).await,
		TaskCommand::Post(args) => post::run(global, args).await,
		TaskCommand::Watch(args) => watch::run(global, args).await,
		TaskCommand::Result(args) => result::run(global, args).await,
		TaskCommand::Cancel(args) => cancel::run(global, args).await,
		TaskCommand::Accept(args) => accept::run(global, args).await,
		TaskCommand::Reject(args) => reject::run(global, args).await,
		TaskCommand::Challenge(args) => challenge::run(global, args).await,
		TaskCommand::Settle(args) => settle::run(global, args).await,
		TaskCommand::Collect(args) => collect::run(global, args).await,
		TaskCommand::Work(args) => work::run(global, args).await,
	}
}
