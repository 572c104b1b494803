//! `domain`: who speaks for which devices.

mod create;
mod fund;
mod permit;
mod resume;
mod show;
mod suspend;
mod trust;
mod withdraw;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;

/// Domains.
#[derive(Subcommand, Debug)]
pub(crate) enum DomainCommand {
	/// Make a domain, a top one or below another; its owner pays a deposit
	Create(create::Args),
	/// Show a domain, all above it, and what its prepaid account has
	Show(show::Args),
	/// Send JMT to the account out of which a domain pays for devices and manifests
	Fund(fund::Args),
	/// Take JMT back out of that account: its owner alone
	Withdraw(withdraw::Args),
	/// Suspend a domain, and with it all below; its own authority, or one above
	Suspend(suspend::Args),
	/// Resume a domain; the authority that suspended it, or a higher one
	Resume(resume::Args),
	/// Let devices of another domain in, or do not any more
	Trust(trust::Args),
	/// Print an authority's word that a device may come into a domain; nothing is sent
	Permit(permit::Args),
}

pub(super) async fn run(global: &Global, command: DomainCommand) -> Result<(), Failure> {
	match command {
		DomainCommand::Create(args) => create::run(global, args).await,
		DomainCommand::Show(args) => show::run(global, args).await,
		DomainCommand::Fund(args) => fund::run(global, args).await,
		DomainCommand::Withdraw(args) => withdraw::run(global, args).await,
		DomainCommand::Suspend(args) => suspend::run(global, args).await,
		DomainCommand::Resume(args) => resume::run(global, args).await,
		DomainCommand::Trust(args) => trust::run(global, args).await,
		DomainCommand::Permit(args) => permit::run(global, args).await,
	}
}
