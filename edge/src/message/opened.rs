//! Messages that were opened: an empty file each, named by a hash of what was sealed, in a folder an epoch. Of many
//! processes that open one message at once, one succeeds.

use super::{Message, MessageError};
use jmt_light::file::PRIVATE;
use jmt_primitives::{DeviceId, Hash};
use sp_crypto_hashing::blake2_256;
use std::{
	fs::{self, DirBuilder, File, OpenOptions},
	io,
	os::unix::fs::{DirBuilderExt, OpenOptionsExt},
	path::{Path, PathBuf},
};

/// Most messages that are remembered of one epoch.
pub(super) const MOST_OPENED: usize = 1 << 16;

/// The memory of a device on a chain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
	folder: PathBuf,
	most: usize,
}

impl Opened {
	/// Below a folder.
	pub fn new(folder: &Path, genesis: &Hash, device: &DeviceId) -> Self {
		let name = format!("{}-{}", hex::encode(genesis), hex::encode(device.0));
		Self { folder: folder.join(name), most: MOST_OPENED }
	}

	#[cfg(test)]
	pub(super) fn at_most(self, most: usize) -> Self {
		Self { most, ..self }
	}

	/// Remembers a message, for good. One that is remembered already is refused.
	pub(super) fn remember(&self, message: &Message) -> Result<(), MessageError> {
		self.forget_before(message.epoch);
		let folder = self.folder.join(message.epoch.to_string());
		let unwritten = |error| MessageError::unwritten(&folder, error);
		DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(unwritten)?;
		let file = folder.join(hex::encode(blake2_256(&message.sealed)));
		if !file.exists() && fs::read_dir(&folder).map_err(unwritten)?.count() >= self.most {
			return Err(MessageError::TooMany(self.most));
		}
		match OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(&file) {
			Ok(_) => {},
			Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
				return Err(MessageError::AlreadyOpened)
			},
			Err(error) => return Err(MessageError::unwritten(file, error)),
		}
		// Before anybody acts on it: after a loss of power it must not open again.
		File::open(&folder).and_then(|folder| folder.sync_all()).map_err(unwritten)
	}

	/// Messages of earlier epochs do not open any more. One that cannot be removed does no harm.
	fn forget_before(&self, epoch: u32) {
		let Ok(entries) = fs::read_dir(&self.folder) else { return };
		for entry in entries.flatten() {
			let of = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok());
			if of.is_some_and(|of| of < epoch) {
				let _ = fs::remove_dir_all(entry.path());
			}
		}
	}
}
