//! `identity`: a member's secret, and the commitment that stands for it in groups.

mod new;
mod show;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;
use jmt_edge::proofs::{format_number, format_scalar};
use jmt_zk_prover::Identity;
use serde_json::{json, Value};

/// Identities of group members, as Semaphore v4 has them.
#[derive(Subcommand, Debug)]
pub(crate) enum IdentityCommand {
	/// Make an identity and its file; groups get its commitment, and nobody the file
	New(new::Args),
	/// Show the commitment and the public key of an identity's file
	Show(show::Args),
}

pub(super) fn run(global: &Global, command: IdentityCommand) -> Result<(), Failure> {
	match command {
		IdentityCommand::New(args) => new::run(global, &args),
		IdentityCommand::Show(args) => show::run(global, &args),
	}
}

/// Its public parts.
fn as_json(identity: &Identity) -> Value {
	let [x, y] = identity.public_key().map(|coordinate| format_number(&coordinate.to_be_bytes()));
	json!({ "commitment": format_scalar(&identity.commitment()), "publicKey": [x, y] })
}
