//! Files that only their owner may read.

use super::KeyError;
use jmt_light::file::{create_parent, PRIVATE};
use std::{
	fs::{File, OpenOptions},
	io::{self, Read, Write},
	os::unix::fs::{OpenOptionsExt, PermissionsExt},
	path::Path,
};
use zeroize::Zeroizing;

/// Largest file that is read as a key.
const MAX_KEY_FILE_BYTES: u64 = 64 * 1024;

fn io_error(path: &Path) -> impl Fn(io::Error) -> KeyError + '_ {
	move |source| KeyError::Io { path: path.into(), source }
}

/// Writes a new file with mode 0600. Refuses to overwrite.
pub fn create_private(path: &Path, content: &str) -> Result<(), KeyError> {
	create_parent(path).map_err(io_error(path))?;
	let opened = OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(path);
	let mut file = match opened {
		Ok(file) => file,
		Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
			return Err(KeyError::Exists(path.into()))
		},
		Err(error) => return Err(io_error(path)(error)),
	};
	file.write_all(content.as_bytes()).and_then(|()| file.sync_all()).map_err(io_error(path))
}

/// Reads a file with a secret. Refuses one that others may read or write.
pub fn read_private(path: &Path) -> Result<Zeroizing<String>, KeyError> {
	let file = File::open(path).map_err(io_error(path))?;
	let metadata = file.metadata().map_err(io_error(path))?;
	if !metadata.is_file() {
		return Err(KeyError::Malformed { path: path.into(), source: "not a file".into() });
	}
	let mode = metadata.permissions().mode() & 0o7777;
	if mode & 0o077 != 0 {
		return Err(KeyError::TooOpen { path: path.into(), mode });
	}
	let mut content = Zeroizing::new(String::new());
	file.take(MAX_KEY_FILE_BYTES).read_to_string(&mut content).map_err(io_error(path))?;
	Ok(content)
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	fn mode(path: &Path) -> u32 {
		fs::metadata(path).unwrap().permissions().mode() & 0o777
	}

	#[test]
	fn create_private_it_makes_a_file_for_its_owner_alone_and_reads_it_back() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("new/key.json");
		create_private(&path, "secret").unwrap();
		assert_eq!(mode(&path), 0o600);
		assert_eq!(*read_private(&path).unwrap(), "secret");
	}

	#[test]
	fn create_private_it_refuses_to_overwrite() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("key.json");
		create_private(&path, "first").unwrap();
		assert!(matches!(create_private(&path, "second"), Err(KeyError::Exists(_))));
		assert_eq!(*read_private(&path).unwrap(), "first");
	}

	#[test]
	fn read_private_it_refuses_what_others_may_read() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("key.json");
		create_private(&path, "secret").unwrap();
		for open in [0o640, 0o604, 0o620] {
			fs::set_permissions(&path, fs::Permissions::from_mode(open)).unwrap();
			let refused = read_private(&path);
			assert!(matches!(refused, Err(KeyError::TooOpen { mode, .. }) if mode == open));
		}
		fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
		assert!(read_private(&path).is_ok());
	}
}
