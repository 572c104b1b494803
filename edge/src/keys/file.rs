//! Files that only their owner may read.

use super::KeyError;
use std::{
	fs::{self, File, OpenOptions},
	io::{self, Read, Write},
	os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
	path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// Mode of every file with a secret in it.
const PRIVATE: u32 = 0o600;

/// Largest file that is read as a key.
const MAX_KEY_FILE_BYTES: u64 = 64 * 1024;

fn io_error(path: &Path) -> impl Fn(io::Error) -> KeyError + '_ {
	move |error| KeyError::Io { path: path.into(), reason: error.to_string() }
}

fn create_parent(path: &Path) -> io::Result<()> {
	match path.parent() {
		Some(parent) if !parent.as_os_str().is_empty() => {
			fs::DirBuilder::new().recursive(true).mode(0o700).create(parent)
		},
		_ => Ok(()),
	}
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
		return Err(KeyError::Malformed { path: path.into(), reason: "not a file".into() });
	}
	let mode = metadata.permissions().mode() & 0o7777;
	if mode & 0o077 != 0 {
		return Err(KeyError::TooOpen { path: path.into(), mode });
	}
	let mut content = Zeroizing::new(String::new());
	file.take(MAX_KEY_FILE_BYTES).read_to_string(&mut content).map_err(io_error(path))?;
	Ok(content)
}

/// Reads a file that is believed: refuses one that others may write, or that is larger than `most` bytes.
/// `None` when there is none; otherwise the reason.
pub fn read_believed(path: &Path, most: u64) -> Result<Option<Vec<u8>>, String> {
	let file = match File::open(path) {
		Ok(file) => file,
		Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
		Err(error) => return Err(error.to_string()),
	};
	let metadata = file.metadata().map_err(|error| error.to_string())?;
	let mode = metadata.permissions().mode() & 0o7777;
	if mode & 0o022 != 0 {
		return Err(format!("others may write it (mode {mode:04o})"));
	}
	if metadata.len() > most {
		return Err("it is too large".into());
	}
	let mut content = Vec::new();
	file.take(most).read_to_end(&mut content).map_err(|error| error.to_string())?;
	Ok(Some(content))
}

/// Replaces a file in one step, with mode 0600: after a crash it has the old content or the new.
pub fn replace_private(path: &Path, content: &[u8]) -> io::Result<()> {
	create_parent(path)?;
	let beside = PathBuf::from(format!("{}.{}.tmp", path.display(), std::process::id()));
	let written = OpenOptions::new()
		.write(true)
		.create(true)
		.truncate(true)
		.mode(PRIVATE)
		.open(&beside)
		.and_then(|mut file| {
			file.set_permissions(fs::Permissions::from_mode(PRIVATE))?;
			file.write_all(content)?;
			file.sync_all()
		})
		.and_then(|()| fs::rename(&beside, path));
	if written.is_err() {
		let _ = fs::remove_file(&beside);
	}
	written
}

#[cfg(test)]
mod tests {
	use super::*;

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

	#[test]
	fn replace_private_it_replaces_whole_and_leaves_nothing_beside() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("database.json");
		replace_private(&path, b"a longer first content").unwrap();
		fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
		replace_private(&path, b"second").unwrap();
		assert_eq!(fs::read_to_string(&path).unwrap(), "second");
		assert_eq!(mode(&path), 0o600);
		assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
	}
}
