//! Snapshots between runs: what a light client proved, for decisions without a connection.

use super::AuthError;
use codec::{DecodeAll, Encode};
use jmt_light::file::{read_believed, replace_private};
use jmt_primitives::{domains::DomainId, identity::Snapshot, DeviceId, Hash};
use std::path::{Path, PathBuf};

/// Version of the layout.
const VERSION: u8 = 1;

/// Largest file that is read: a snapshot has at most eight domains and eight links.
const MOST_BYTES: u64 = 4_096;

/// The file of a snapshot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SnapshotFile {
	path: PathBuf,
}

impl SnapshotFile {
	/// In a folder, of a device and a host on the chain with this genesis.
	pub fn new(folder: &Path, genesis: &Hash, device: &DeviceId, host: DomainId) -> Self {
		let name = format!("{}-{}-{host}.snapshot", hex::encode(genesis), hex::encode(device.0));
		Self { path: folder.join(name) }
	}

	/// Replaces what was saved.
	pub fn save(&self, snapshot: &Snapshot) -> Result<(), AuthError> {
		replace_private(&self.path, &(VERSION, snapshot).encode())
			.map_err(|error| AuthError::unwritten(&self.path, error))
	}

	/// The snapshot that was saved; `None` when none was.
	pub fn load(&self) -> Result<Option<Snapshot>, AuthError> {
		let unusable = |source: crate::error::BoxedError| AuthError::file(&self.path, source);
		let read = read_believed(&self.path, MOST_BYTES);
		let Some(bytes) = read.map_err(|error| unusable(error.into()))? else { return Ok(None) };
		match bytes.split_first() {
			Some((&VERSION, bytes)) => {
				Snapshot::decode_all(&mut &*bytes).map(Some).map_err(|error| unusable(error.into()))
			},
			_ => Err(unusable("it is of another version".into())),
		}
	}
}
