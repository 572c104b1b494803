//! Files that are believed when they are read back, so that only their owner may have written them.

use std::{
	fs::{self, File, OpenOptions},
	io::{self, Read, Write},
	os::{
		fd::OwnedFd,
		unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
	},
	path::{Path, PathBuf},
};

/// Mode of each file: its owner alone reads and writes it.
pub const PRIVATE: u32 = 0o600;

const ROOT: u32 = 0;

/// Why a file is not believed.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
	/// It cannot be read.
	#[error("it cannot be read")]
	Unreadable(#[from] io::Error),
	/// It is another user's.
	#[error("it belongs to another user ({0})")]
	Foreign(u32),
	/// Others than its owner may write it; this is its mode.
	#[error("others may write it (mode {0:04o})")]
	Writable(u32),
	/// It is larger than such a file can be.
	#[error("it is too large")]
	TooLarge,
}

/// Makes the folder of a file, for its owner alone, if there is none.
pub fn create_parent(path: &Path) -> io::Result<()> {
	match path.parent() {
		Some(parent) if !parent.as_os_str().is_empty() => {
			fs::DirBuilder::new().recursive(true).mode(0o700).create(parent)
		},
		_ => Ok(()),
	}
}

/// The user whose files this process makes.
fn own_user() -> io::Result<u32> {
	// A pipe belongs to its maker like a file, and leaves nothing behind.
	let (end, _) = io::pipe()?;
	Ok(File::from(OwnedFd::from(end)).metadata()?.uid())
}

/// Whether nobody but this user and root can have written a file with this owner and mode.
fn check_believed(owner: u32, own: u32, mode: u32) -> Result<(), FileError> {
	if owner != own && owner != ROOT {
		return Err(FileError::Foreign(owner));
	}
	if mode & 0o022 != 0 {
		return Err(FileError::Writable(mode));
	}
	Ok(())
}

/// Reads a file that is believed: refuses one that belongs to others or that others may write, and one that is
/// larger than `most` bytes. `None` when there is none.
pub fn read_believed(path: &Path, most: u64) -> Result<Option<Vec<u8>>, FileError> {
	// Looked at before it is opened, since opening a pipe waits for its writer.
	let opened = fs::metadata(path).and_then(|metadata| match metadata.is_file() {
		true => File::open(path),
		false => Err(io::Error::other("it is no file")),
	});
	let file = match opened {
		Ok(file) => file,
		Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
		Err(error) => return Err(error.into()),
	};
	let metadata = file.metadata()?;
	check_believed(metadata.uid(), own_user()?, metadata.permissions().mode() & 0o7777)?;
	if metadata.len() > most {
		return Err(FileError::TooLarge);
	}
	let mut content = Vec::new();
	file.take(most).read_to_end(&mut content)?;
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
				assert!(check_believed(owner, own, mode).is_ok(), "{mode:o}");
			}
			for mode in [0o620, 0o602, 0o666] {
				let refused = check_believed(owner, own, mode);
				assert!(matches!(refused, Err(FileError::Writable(found)) if found == mode));
			}
		}
		assert!(matches!(check_believed(other, own, 0o600), Err(FileError::Foreign(1001))));
		assert!(check_believed(other, ROOT, 0o600).is_err());
	}

	#[test]
	fn read_believed_it_refuses_what_is_too_large() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("file");
		replace_private(&path, b"content").unwrap();
		assert!(matches!(read_believed(&path, 6), Err(FileError::TooLarge)));
		assert!(read_believed(&dir.path().join("none"), 6).unwrap().is_none());
	}

	#[test]
	fn read_believed_what_is_no_file_is_not_opened() {
		let dir = tempfile::tempdir().unwrap();
		assert!(matches!(read_believed(dir.path(), 6), Err(FileError::Unreadable(_))));
		assert!(matches!(read_believed(Path::new("/dev/null"), 6), Err(FileError::Unreadable(_))));
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
