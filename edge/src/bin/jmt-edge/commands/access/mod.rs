//! `access`: who may use what.

mod approve;
mod arguments;
mod ask;
mod decide;
mod explain;
mod fail_safe;
mod gate;
mod grant;
mod log;
mod pass;
mod place;
mod policy;
mod pull;
mod resource;
mod revoke;
mod serve;
mod told;
mod use_;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;

/// Access to things.
#[derive(Subcommand, Debug)]
pub(crate) enum AccessCommand {
	/// Things with an owner, a domain and a policy
	#[command(subcommand)]
	Resource(resource::ResourceCommand),
	/// Rules by which resources decide, written as TOML
	#[command(subcommand)]
	Policy(policy::PolicyCommand),
	/// Rights that a resource's owner hands on, and their holders further on
	#[command(subcommand)]
	Grant(grant::GrantCommand),
	/// Revoke a grant and all below it, all grants of a resource, or all passes of a grant
	Revoke(revoke::Args),
	/// Approve a request, or withdraw an approval
	Approve(approve::Args),
	/// Use a right on the chain: it decides, counts, and pays the resource's owner
	///
	/// On a terminal it says the price and asks before it sends. With --yes, with --json, and without a terminal it sends
	/// at once; --most is the limit.
	Use(use_::Args),
	/// Read what decisions about some subjects take, with its proofs, and keep it in a file
	Pull(pull::Args),
	/// Decide about a request: by state that the light client proves, or by a file of it without a connection
	///
	/// A request that is denied ends with exit code 20.
	Decide(decide::Args),
	/// Show of each rule whether it is true, false or unknown for a request
	Explain(explain::Args),
	/// Passes: a grant's holder hands a part of its right on, without the chain
	#[command(subcommand)]
	Pass(pass::PassCommand),
	/// Guard a resource, as its enforcer, until stopped: challenge visitors, decide, count, log, move, and sign receipts
	///
	/// Cut off from the chain it goes on with the newest state that it has, until that is older than the policy takes.
	Serve(serve::Args),
	/// Ask a gateway to be let, as a device, an account, the last holder of a pass or a member of a group
	///
	/// A visitor that is refused ends with exit code 20.
	Ask(ask::Args),
	/// Say where a device is, as a gateway that hears it, for one challenge; it connects to nobody
	Place(place::Args),
	/// Take an action that the operator's file names at once, as the enforcer: without state, clock or connection
	///
	/// Where a gateway of this device has seen the resource, that has to name the action as fail-safe too, and the device as
	/// its enforcer.
	FailSafe(fail_safe::Args),
	/// Logs of uses: anchors, and proofs that a use was made or was not
	#[command(subcommand)]
	Log(log::LogCommand),
}

pub(super) async fn run(global: &Global, command: AccessCommand) -> Result<(), Failure> {
	match command {
		AccessCommand::Resource(command) => resource::run(global, command).await,
		AccessCommand::Policy(command) => policy::run(global, command).await,
		AccessCommand::Grant(command) => grant::run(global, command).await,
		AccessCommand::Revoke(args) => revoke::run(global, args).await,
		AccessCommand::Approve(args) => approve::run(global, args).await,
		AccessCommand::Use(args) => use_::run(global, args).await,
		AccessCommand::Pull(args) => pull::run(global, args).await,
		AccessCommand::Decide(args) => decide::run(global, args).await,
		AccessCommand::Explain(args) => explain::run(global, args).await,
		AccessCommand::Pass(command) => pass::run(global, &command),
		AccessCommand::Serve(args) => serve::run(global, args).await,
		AccessCommand::Ask(args) => ask::run(global, args).await,
		AccessCommand::Place(args) => place::run(global, &args),
		AccessCommand::FailSafe(args) => fail_safe::run(global, &args).await,
		AccessCommand::Log(command) => log::run(global, command).await,
	}
}
