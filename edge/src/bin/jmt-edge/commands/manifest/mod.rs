//! `manifest`: lists of devices that a domain commits to by one root.

mod build;
mod endorse;
mod freeze;
mod open;
mod prove;
mod publish;
mod revoke;
mod show;

use super::decide::{decide, Told};
use crate::{
	arguments::{parse_count, Signer},
	failure::Failure,
	global::Global,
};
use clap::Subcommand;
use jmt_edge::pallets::manifests::SetManifest;
use jmt_primitives::manifests::{ManifestChange, ManifestId, ManifestState};
use serde_json::json;

/// Manifests.
#[derive(Subcommand, Debug)]
pub(crate) enum ManifestCommand {
	/// Make the level file of a list of devices, with the root that the chain gets; no connection
	///
	/// The list is CSV under the line type,key,owner,nullifier, or JSON lines with these names; the last two may be
	/// left out. A device's place in the list is its index, from 0 on.
	Build(build::Args),
	/// Write a maker's word for all devices of a level file: they are units then; no connection
	Endorse(endorse::Args),
	/// Commit a domain to a list by its root: one transaction, up to 16777216 devices
	Publish(publish::Args),
	/// Write what one device of the list needs to join; no connection
	Prove(prove::Args),
	/// Show a manifest
	Show(show::Args),
	/// Let no further device join, until it is opened again
	Freeze(Named),
	/// Let devices join again by a manifest that was frozen
	Open(Named),
	/// Let no further device join, for good
	Revoke(Named),
}

/// A manifest, and who decides about it.
#[derive(clap::Args, Debug)]
pub(crate) struct Named {
	/// Its number
	#[arg(value_parser = parse_count::<ManifestId>)]
	manifest: ManifestId,
	#[command(flatten)]
	signer: Signer,
}

pub(super) async fn run(global: &Global, command: ManifestCommand) -> Result<(), Failure> {
	match command {
		ManifestCommand::Build(args) => build::run(global, &args),
		ManifestCommand::Endorse(args) => endorse::run(global, &args),
		ManifestCommand::Publish(args) => publish::run(global, args).await,
		ManifestCommand::Prove(args) => prove::run(global, &args),
		ManifestCommand::Show(args) => show::run(global, args).await,
		ManifestCommand::Freeze(named) => freeze::run(global, named).await,
		ManifestCommand::Open(named) => open::run(global, named).await,
		ManifestCommand::Revoke(named) => revoke::run(global, named).await,
	}
}

impl Named {
	async fn set(self, global: &Global, state: ManifestChange, done: &str) -> Result<(), Failure> {
		let Self { manifest, signer } = self;
		let word = match state {
			ManifestChange::Open => OPEN,
			ManifestChange::Frozen => FROZEN,
			ManifestChange::Revoked => REVOKED,
		};
		decide(global, &signer, &SetManifest { manifest, state }, |_| Told {
			json: json!({ "manifest": manifest, "state": word }),
			words: format!("{done} manifest {manifest}"),
		})
		.await
	}
}

const OPEN: &str = "open";
const FROZEN: &str = "frozen";
const REVOKED: &str = "revoked";

const fn state_word(state: ManifestState) -> &'static str {
	match state {
		ManifestState::Open => OPEN,
		ManifestState::Frozen(_) => FROZEN,
		ManifestState::Revoked => REVOKED,
	}
}
