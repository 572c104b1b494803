//! A verifier asks a device who it is; the device answers; the verifier decides.

mod challenge;
mod prove;
mod snapshot;
mod verify;

use super::carried;
use crate::{
	failure::Failure,
	global::{Environment, Global},
};
use clap::Subcommand;
use jmt_edge::{
	auth::{AuthError, SnapshotFile},
	chain::Chain,
	pallets::identity,
};
use jmt_primitives::{domains::DomainId, identity::Snapshot, DeviceId, Hash, Moment};
use serde::de::DeserializeOwned;
use std::{
	path::{Path, PathBuf},
	time::{SystemTime, UNIX_EPOCH},
};

/// Largest file of a challenge or an answer.
const MOST_BYTES: usize = 4_096;

/// Proof of being a device: challenges, answers and decisions.
#[derive(Subcommand, Debug)]
pub(crate) enum AuthCommand {
	/// Make a challenge, as the verifier; it connects to nobody
	Challenge(challenge::Args),
	/// Answer a verifier's challenge, as the device
	Prove(prove::Args),
	/// Read what the chain says of a device and a domain, with its proof, and keep it for decisions
	Snapshot(snapshot::Args),
	/// Decide about an answer, as the verifier
	///
	/// It decides by the snapshot that is kept while that is young enough, and else, or when that one says no, by a new
	/// one. With --offline it connects to nobody.
	Verify(verify::Args),
}

pub(super) async fn run(global: &Global, command: AuthCommand) -> Result<(), Failure> {
	match command {
		AuthCommand::Challenge(args) => challenge::run(global, &args),
		AuthCommand::Prove(args) => prove::run(global, args).await,
		AuthCommand::Snapshot(args) => snapshot::run(global, args).await,
		AuthCommand::Verify(args) => verify::run(global, args).await,
	}
}

/// Where a verifier keeps what it has to remember.
fn folder(global: &Global) -> Result<PathBuf, Failure> {
	let environment = Environment::read();
	let configured = global.settings(&environment)?.data_dir;
	Ok(global.data_dir(&environment, configured.as_deref())?.join("auth"))
}

/// This machine's time, in ms.
fn system_time() -> Moment {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	Moment::try_from(now.as_millis()).unwrap_or(Moment::MAX)
}

/// Reads a challenge or an answer.
fn read<T: DeserializeOwned>(path: &Path) -> Result<T, AuthError> {
	carried::read_json(path, MOST_BYTES)
		.map_err(|source| AuthError::File { path: path.into(), source })
}

fn file(folder: &Path, genesis: &Hash, device: &DeviceId, host: DomainId) -> SnapshotFile {
	SnapshotFile::new(folder, genesis, device, host)
}

/// Reads a snapshot at the newest finalized block.
async fn take(chain: &Chain, device: DeviceId, host: DomainId) -> Result<Snapshot, Failure> {
	let at = chain.finalized().await?;
	Ok(identity::snapshot(&at, device, host).await?)
}
