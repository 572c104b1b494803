//! Files that only their owner may read.

use super::KeyError;
use crate::error::BoxedError;
use jmt_light::file::{create_parent, PRIVATE};
use std::{
	fs::{self, File, OpenOptions},
	io::{self, Read, Write},
	os::unix::fs::{FileTypeExt, OpenOptionsExt, PermissionsExt},
	path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// Largest file that is read as a key.
const MAX_KEY_FILE_BYTES: u64 = 64 * 1024;

fn io_error(path: &Path) -> impl Fn(io::Error) -> KeyError + '_ {
	move |source| KeyError::Io { path: path.into(), source }
}

/// Writes a new file with mode 0600. Refuses to overwrite. The content is on the disk, whole, before the file has its
/// name: a full disk or a crash leaves none.
pub fn create_private(path: &Path, content: impl AsRef<[u8]>) -> Result<(), KeyError> {
	create_parent(path).map_err(io_error(path))?;
	create_new(path, content.as_ref(), PRIVATE).map_err(|error| match error.kind() {
		io::ErrorKind::AlreadyExists => KeyError::Exists(path.into()),
		_ => io_error(path)(error),
	})
}

/// Mode of a file that holds no secret, less what the user's mask takes.
pub(crate) const PUBLIC: u32 = 0o666;

/// Writes a new file with a mode, as [`create_private`] does. One that is there already is
/// [`io::ErrorKind::AlreadyExists`].
pub(crate) fn create_new(path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
	if fs::symlink_metadata(path).is_ok() {
		return Err(io::ErrorKind::AlreadyExists.into());
	}
	let beside = PathBuf::from(format!("{}.{}.tmp", path.display(), std::process::id()));
	let written = write_synced(&beside, content, mode).and_then(|()| name_new(&beside, path));
	// A name of the same file once it is done, and nothing of use otherwise.
	let _ = fs::remove_file(&beside);
	written.and_then(|()| sync_parent(path))
}

fn write_synced(path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
	// One that a killed process with this id left.
	let _ = fs::remove_file(path);
	let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
	file.write_all(content)?;
	file.sync_all()
}

/// Gives a file its name, unless something has that already.
fn name_new(file: &Path, path: &Path) -> io::Result<()> {
	match fs::hard_link(file, path) {
		Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
		// Not every file system has second names for a file.
		Err(_) if fs::symlink_metadata(path).is_err() => fs::rename(file, path),
		linked => linked,
	}
}

/// Brings the name of a new file to the disk.
fn sync_parent(path: &Path) -> io::Result<()> {
	match path.parent() {
		Some(parent) if !parent.as_os_str().is_empty() => File::open(parent)?.sync_all(),
		_ => File::open(".")?.sync_all(),
	}
}

/// The kind of thing at a path, if it is not a file.
fn other_kind(kind: fs::FileType) -> Option<&'static str> {
	Some(match kind {
		kind if kind.is_file() => return None,
		kind if kind.is_dir() => "a folder",
		kind if kind.is_fifo() => "a pipe",
		kind if kind.is_socket() => "a socket",
		_ => "a device",
	})
}

/// Reads a file with a secret. Refuses one that others may read or write, and what is no file, unopened: opening a
/// pipe waits for its writer.
pub fn read_private(path: &Path) -> Result<Zeroizing<String>, KeyError> {
	let check = |metadata: io::Result<fs::Metadata>| {
		let metadata = metadata.map_err(io_error(path))?;
		match other_kind(metadata.file_type()) {
			Some(kind) => Err(KeyError::NotAFile { path: path.into(), kind }),
			None => Ok(metadata),
		}
	};
	check(fs::metadata(path))?;
	let file = File::open(path).map_err(io_error(path))?;
	let metadata = check(file.metadata())?;
	let mode = metadata.permissions().mode() & 0o7777;
	if mode & 0o077 != 0 {
		return Err(KeyError::TooOpen { path: path.into(), mode });
	}
	let mut content = Zeroizing::new(String::new());
	file.take(MAX_KEY_FILE_BYTES).read_to_string(&mut content).map_err(io_error(path))?;
	Ok(content)
}

/// Whether the text of a key file says that it is of this kind: `account`, `device`, `encryption` or
/// `identity`.
pub(super) fn kind_of(text: &str, expected: &'static str) -> Result<(), BoxedError> {
	#[derive(serde::Deserialize)]
	struct Kind {
		kind: String,
	}
	let Kind { kind } = serde_json::from_str(text)?;
	let found = |kind: &str| match kind {
		"account" => "an account's key",
		"device" => "a device's key",
		"identity" => "an identity",
		_ => "a key for messages",
	};
	let wanted = |kind: &str| match kind {
		"account" => "an account's",
		"device" => "a device's",
		"identity" => "an identity",
		_ => "one for messages",
	};
	match kind.as_str() {
		kind if kind == expected => Ok(()),
		kind @ ("account" | "device" | "encryption" | "identity") => {
			Err(format!("{}, where {} belongs", found(kind), wanted(expected)).into())
		},
		other => Err(format!("a key of the unknown kind {other:?}").into()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{os::unix::net::UnixListener, process::Command};

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
	fn create_private_it_leaves_nothing_beside() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("key.json");
		create_private(&path, "secret").unwrap();
		create_private(&path, "secret").unwrap_err();
		let names = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name());
		assert_eq!(names.collect::<Vec<_>>(), ["key.json"]);
	}

	#[test]
	fn create_private_one_that_cannot_be_written_leaves_no_empty_file() {
		// Its own name fits, the one beside it does not: nothing can be written there.
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("k".repeat(255));
		assert!(matches!(create_private(&path, "secret"), Err(KeyError::Io { .. })));
		assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
	}

	#[test]
	fn create_private_it_does_not_write_through_a_link() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("key.json");
		std::os::unix::fs::symlink(dir.path().join("nowhere"), &path).unwrap();
		assert!(matches!(create_private(&path, "secret"), Err(KeyError::Exists(_))));
		assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
	}

	#[test]
	fn read_private_a_pipe_does_not_hang() {
		let dir = tempfile::tempdir().unwrap();
		let pipe = dir.path().join("pipe");
		assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
		let socket = dir.path().join("socket");
		let _listener = UnixListener::bind(&socket).unwrap();
		for (path, what) in [
			(pipe.as_path(), "a pipe"),
			(&socket, "a socket"),
			(dir.path(), "a folder"),
			(Path::new("/dev/null"), "a device"),
		] {
			let refused = read_private(path);
			assert!(
				matches!(&refused, Err(KeyError::NotAFile { kind, .. }) if *kind == what),
				"{refused:?}"
			);
		}
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
