//! `access log`: the log of an enforcer, its anchors, and proofs out of it.

mod anchor;
mod prove_absent;
mod prove_use;
mod report;
mod show;
mod told;
mod verify;

use super::gate::data_dir;
use crate::{commands::on_chain, failure::Failure, global::Global};
use clap::Subcommand;
use jmt_edge::{
	access::{
		gate::log_folder,
		log::{Head, Log},
		AccessError,
	},
	chain::Chain,
	pallets::access,
};
use jmt_primitives::{access::LogHead, DeviceId, Hash};

/// Logs of uses.
#[derive(Subcommand, Debug)]
pub(crate) enum LogCommand {
	/// Put the log's newest state before the chain, which sees that it only grew; anybody pays
	Anchor(anchor::Args),
	/// Show the log that the chain has of a device, and the newest entries if its file is here
	Show(show::Args),
	/// Write the proof that a use is in the log
	ProveUse(prove_use::Args),
	/// Write the proof that a use is not in the log, in some time
	ProveAbsent(prove_absent::Args),
	/// Check a proof of either kind against the log that the chain has
	///
	/// A proof that shows nothing ends with exit code 20.
	Verify(verify::Args),
	/// Report an enforcer that signed a receipt for a use which its log lacks: the chain notes it for ever
	Report(report::Args),
}

pub(super) async fn run(global: &Global, command: LogCommand) -> Result<(), Failure> {
	match command {
		LogCommand::Anchor(args) => anchor::run(global, args).await,
		LogCommand::Show(args) => show::run(global, args).await,
		LogCommand::ProveUse(args) => prove_use::run(global, args).await,
		LogCommand::ProveAbsent(args) => prove_absent::run(global, args).await,
		LogCommand::Verify(args) => verify::run(global, args).await,
		LogCommand::Report(args) => report::run(global, args).await,
	}
}

/// The log of a device on this machine.
fn open(global: &Global, genesis: Hash, enforcer: DeviceId) -> Result<Log, Failure> {
	Ok(Log::existing(&log_folder(&data_dir(global)?, &enforcer), genesis, enforcer)?)
}

/// The head that the chain has of a device's log.
async fn head(chain: &Chain, enforcer: DeviceId) -> Result<LogHead, Failure> {
	let found = access::log_head(&chain.finalized().await?, enforcer).await?;
	let none = || AccessError::other("the chain has no log of this device: access log anchor");
	Ok(found.ok_or_else(none)?)
}

/// The head by which something is proved: an older one that was named, or the chain's.
async fn leaves_and_log(
	global: &Global,
	enforcer: DeviceId,
	named: Option<u32>,
) -> Result<(u32, Log), Failure> {
	match named {
		Some(leaves) => Ok((leaves, open(global, global.genesis()?, enforcer)?)),
		None => {
			on_chain(global, async |chain: &Chain| {
				let log = open(global, chain.genesis(), enforcer)?;
				Ok((head(chain, enforcer).await?.leaves, log))
			})
			.await
		},
	}
}

fn of(head: &LogHead) -> Head {
	Head { leaves: head.leaves, root: head.root }
}
