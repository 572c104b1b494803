//! Files that only their owner may read.

use super::KeyError;
use std::{
	fs::{self, File, OpenOptions},
	io::{self, Read, Write},
	os::{
		fd::OwnedFd,
		unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
	},
	path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// Mode of every file with a secret in it.
const PRIVATE: u32 = 0o600;

const ROOT: u32 = 0;

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

/// The user whose files this process makes.
fn own_user() -> io::Result<u32> {
	// A pipe belongs to its maker like a file, and leaves nothing behind.
	let (end, _) = io::pipe()?;
	Ok(File::from(OwnedFd::from(end)).metadata()?.uid())
}

/// Whether nobody but this user and root can have written a file with this owner and mode.
fn check_believed(owner: u32, own: u32, mode: u32) -> Result<(), String> {
	if owner != own && owner != ROOT {
		return Err(format!("it belongs to another user ({owner})"));
	}
	if mode & 0o022 != 0 {
		return Err(format!("others may write it (mode {mode:04o})"));
	}
	Ok(())
}

/// Reads a file that is believed: refuses one that belongs to others or that others may write, and one that is
/// larger than `most` bytes. `None` when there is none; otherwise the reason.
pub fn read_believed(path: &Path, most: u64) -> Result<Option<Vec<u8>>, String> {
	let file = match File::open(path) {
		Ok(file) => file,
		Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
		Err(error) => return Err(error.to_string()),
	};
	let metadata = file.metadata().map_err(|error| error.to_string())?;
	let own = own_user().map_err(|error| error.to_string())?;
	check_believed(metadata.uid(), own, metadata.permissions().mode() & 0o7777)?;
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
	let beside = beside(path, "tmp");
	let written = open_private(&beside)
		.and_then(|mut file| {
			file.write_all(content)?;
			file.sync_all()
		})
		.and_then(|()| fs::rename(&beside, path));
	if written.is_err() {
		let _ = fs::remove_file(&beside);
	}
	written
}

/// Whether [`replace_private`] can write a file: makes its folder if there is none, and a file beside it that
/// is removed at once.
pub fn probe_private(path: &Path) -> io::Result<()> {
	create_parent(path)?;
	let beside = beside(path, "probe");
	let written = open_private(&beside).and_then(|mut file| file.write_all(b"probe"));
	let _ = fs::remove_file(&beside);
	written
}

/// A path beside a file that no other process takes.
fn beside(path: &Path, extension: &str) -> PathBuf {
	PathBuf::from(format!("{}.{}.{extension}", path.display(), std::process::id()))
}

fn open_private(path: &Path) -> io::Result<File> {
	let file =
		OpenOptions::new().write(true).create(true).truncate(true).mode(PRIVATE).open(path)?;
	file.set_permissions(fs::Permissions::from_mode(PRIVATE))?;
	Ok(file)
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
	fn own_user_it_owns_what_this_process_makes() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("file");
		replace_private(&path, b"content").unwrap();
		assert_eq!(fs::metadata(&path).unwrap().uid(), own_user().unwrap());
		assert_eq!(read_believed(&path, 100).unwrap().unwrap(), b"content");
	}

	#[test]
	fn check_believed_it_refuses_what_others_own_or_may_write() {
		let (own, other) = (1000, 1001);
		for owner in [own, ROOT] {
			for mode in [0o600, 0o644, 0o400] {
				assert_eq!(check_believed(owner, own, mode), Ok(()));
			}
			for mode in [0o620, 0o602, 0o666] {
				assert!(check_believed(owner, own, mode).is_err(), "{mode:o}");
			}
		}
		assert!(check_believed(other, own, 0o600).is_err());
		assert!(check_believed(other, ROOT, 0o600).is_err());
	}

	#[test]
	fn probe_private_it_makes_the_folder_and_leaves_nothing_in_it() {
		let dir = tempfile::tempdir().unwrap();
		let folder = dir.path().join("new");
		let path = folder.join("database.json");
		probe_private(&path).unwrap();
		assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
		replace_private(&path, b"content").unwrap();
		probe_private(&path).unwrap();
		assert_eq!(fs::read(&path).unwrap(), b"content");
		assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
	}

	#[test]
	fn probe_private_it_refuses_where_no_file_can_be_made() {
		let dir = tempfile::tempdir().unwrap();
		let file = dir.path().join("file");
		fs::write(&file, b"no folder").unwrap();
		assert!(probe_private(&file.join("database.json")).is_err());
		assert!(probe_private(&file.join("folder/database.json")).is_err());
		assert_eq!(fs::read(&file).unwrap(), b"no folder");
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
