//! Challenges that wait for an answer: a file each, named by the challenge's hash. The file is removed by the one
//! decision that lets a device in, so each challenge counts once, whatever number of processes decide at once.

use super::AuthError;
use codec::{DecodeAll, Encode};
use jmt_light::file::{read_believed, replace_private};
use jmt_primitives::{
	identity::{AuthRefusal, Challenge},
	Hash, Moment,
};
use std::{
	fs::{self, File},
	io,
	path::{Path, PathBuf},
};

/// Most challenges that wait.
pub(super) const MOST_PENDING: usize = 1_024;

/// Bytes of a challenge's SCALE encoding.
const BYTES: u64 = 32 + 32 + 32 + 8;

pub(super) struct Pending {
	folder: PathBuf,
}

impl Pending {
	pub fn new(folder: &Path) -> Self {
		Self { folder: folder.into() }
	}

	/// Remembers a challenge. Where too many wait already, those that are over are forgotten.
	pub fn add(&self, challenge: &Challenge, now: Moment) -> Result<(), AuthError> {
		let files = self.files()?;
		if files.len() >= MOST_PENDING {
			let waiting = forget(files, now);
			if waiting >= MOST_PENDING {
				return Err(AuthError::TooManyPending(waiting));
			}
		}
		let path = self.path(&challenge.hash());
		replace_private(&path, &challenge.encode())
			.map_err(|error| AuthError::unwritten(&path, error))
	}

	/// The challenge with this hash, if it waits.
	pub fn find(&self, hash: &Hash) -> Result<Challenge, AuthError> {
		let path = self.path(hash);
		match read(&path)? {
			Some(challenge) if challenge.hash() == *hash => Ok(challenge),
			Some(_) => Err(AuthError::file(path, "it holds another challenge than its name says")),
			None => Err(AuthRefusal::AlreadyUsed.into()),
		}
	}

	/// Uses a challenge up. Of two that do so one succeeds.
	pub fn take(&self, hash: &Hash) -> Result<(), AuthError> {
		let path = self.path(hash);
		match fs::remove_file(&path) {
			Ok(()) => {},
			Err(error) if error.kind() == io::ErrorKind::NotFound => {
				return Err(AuthRefusal::AlreadyUsed.into())
			},
			Err(error) => return Err(AuthError::unwritten(path, error)),
		}
		// Before anybody is let in: after a loss of power the challenge must not wait again.
		File::open(&self.folder)
			.and_then(|folder| folder.sync_all())
			.map_err(|error| AuthError::unwritten(&self.folder, error))
	}

	fn files(&self) -> Result<Vec<PathBuf>, AuthError> {
		match fs::read_dir(&self.folder) {
			Ok(entries) => entries
				.map(|entry| entry.map(|entry| entry.path()))
				.collect::<io::Result<_>>()
				.map_err(|error| AuthError::file(&self.folder, error)),
			Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
			Err(error) => Err(AuthError::file(&self.folder, error)),
		}
	}

	fn path(&self, hash: &Hash) -> PathBuf {
		self.folder.join(hex::encode(hash))
	}
}

fn read(path: &Path) -> Result<Option<Challenge>, AuthError> {
	let bytes = read_believed(path, BYTES).map_err(|error| AuthError::file(path, error))?;
	bytes
		.map(|bytes| Challenge::decode_all(&mut &*bytes))
		.transpose()
		.map_err(|error| AuthError::file(path, error))
}

/// Removes challenges that are over. Returns how many files are left.
fn forget(files: Vec<PathBuf>, now: Moment) -> usize {
	let is_left = |path: &PathBuf| match read(path) {
		Ok(Some(challenge)) if now > challenge.expires => fs::remove_file(path).is_err(),
		// Another process has used it up.
		Ok(None) => false,
		Ok(Some(_)) | Err(_) => true,
	};
	files.into_iter().filter(is_left).count()
}
