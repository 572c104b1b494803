//! One gateway a folder: two would each serve what was paid once.

use crate::access::AccessError;
use jmt_light::file::{create_parent, PRIVATE};
use std::{
	fs::{File, OpenOptions, TryLockError},
	os::unix::fs::OpenOptionsExt,
	path::Path,
};

/// Held as long as the process lives, however it ends.
pub(super) struct Lock {
	_file: File,
}

impl Lock {
	/// Refuses where another process has it.
	pub(super) fn take(path: &Path) -> Result<Self, AccessError> {
		let unwritten = |error| AccessError::unwritten(path, error);
		create_parent(path).map_err(unwritten)?;
		let mut options = OpenOptions::new();
		options.write(true).create(true).truncate(false).mode(PRIVATE);
		let file = options.open(path).map_err(unwritten)?;
		match file.try_lock() {
			Ok(()) => Ok(Self { _file: file }),
			Err(TryLockError::WouldBlock) => {
				Err(AccessError::file(path, "another gateway works in this folder"))
			},
			Err(TryLockError::Error(error)) => Err(unwritten(error)),
		}
	}
}
