//! A folder of content, each file named by its hash.
//!
//! The time at which a file was modified is when it was last used, so there is no index that could disagree with the
//! folder. A lock of the operating system is held by whoever writes, and ends with its process. So a file under a
//! temporary name that somebody finds while holding the lock is one that a killed process left.

use jmt_primitives::{tasks::Content, Hash};
use std::{
	collections::BTreeMap,
	fs::{self, DirBuilder, File, OpenOptions},
	io::{self, Read, Write},
	os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
	path::{Path, PathBuf},
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::SystemTime,
};

/// Modes of the folder and its files.
const FOLDER_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;

/// The file whose lock a writer holds.
const LOCK: &str = ".lock";

/// The end of a file's name until it is whole.
const UNFINISHED: &str = ".tmp";

/// Largest file that may be content: the largest one that is fetched.
const MAX_FILE_BYTES: u64 = super::MAX_FETCH_BYTES as u64; // cast: widens

/// Why the cache cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
	/// A file or the folder cannot be read or written.
	#[error("cannot use the cache at {}", path.display())]
	Io {
		/// The file or folder.
		path: PathBuf,
		/// Why.
		source: io::Error,
	},
	/// Others may use the folder.
	#[error("others may use the cache's folder {} (mode {mode:o}): run chmod 700", path.display())]
	TooOpen {
		/// The folder.
		path: PathBuf,
		/// Its mode.
		mode: u32,
	},
	/// The bytes to keep are not those of their address.
	#[error("the bytes are not those of their address")]
	OtherContent,
	/// The bytes to keep are more than the cache may hold, besides what is held.
	#[error("the content has {bytes} bytes, the cache holds {max_bytes} at most")]
	TooLarge {
		/// The content's.
		bytes: u64,
		/// The cache's.
		max_bytes: u64,
	},
}

fn io_error(path: &Path) -> impl Fn(io::Error) -> CacheError + '_ {
	move |source| CacheError::Io { path: path.into(), source }
}

/// Content in a folder, up to a number of bytes. Several processes may use one folder.
#[derive(Clone, Debug)]
pub struct Cache {
	folder: PathBuf,
	max_bytes: u64,
	held: Arc<Mutex<BTreeMap<Hash, usize>>>,
}

/// Content that does not go for other content of the same [`Cache`] or a clone of it, as long as this lives.
#[derive(Debug)]
pub struct Hold {
	hashes: Vec<Hash>,
	held: Arc<Mutex<BTreeMap<Hash, usize>>>,
}

impl Drop for Hold {
	fn drop(&mut self) {
		let mut held = counts(&self.held);
		for hash in &self.hashes {
			let left = held.get(hash).map_or(0, |count| count.saturating_sub(1));
			match left {
				0 => held.remove(hash),
				left => held.insert(*hash, left),
			};
		}
	}
}

/// How often each content is held. A count is whole whoever panicked.
fn counts(held: &Mutex<BTreeMap<Hash, usize>>) -> MutexGuard<'_, BTreeMap<Hash, usize>> {
	held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file of the folder that holds content.
struct Kept {
	used: SystemTime,
	path: PathBuf,
	bytes: u64,
}

impl Cache {
	/// Opens a folder, or makes it, and brings it below its bound.
	pub fn open(folder: impl Into<PathBuf>, max_bytes: u64) -> Result<Self, CacheError> {
		let folder = folder.into();
		DirBuilder::new()
			.recursive(true)
			.mode(FOLDER_MODE)
			.create(&folder)
			.map_err(io_error(&folder))?;
		let metadata = fs::metadata(&folder).map_err(io_error(&folder))?;
		let mode = metadata.permissions().mode() & 0o7777;
		if mode & !FOLDER_MODE & 0o777 != 0 {
			return Err(CacheError::TooOpen { path: folder, mode });
		}
		let cache = Self { folder, max_bytes, held: Arc::default() };
		let _lock = cache.lock()?;
		cache.make_room(0)?;
		Ok(cache)
	}

	/// The content, if it is here. A file that is not what its name says is removed. One that is, and whose length is
	/// another than the address says, is right: the address is wrong.
	pub fn get(&self, content: &Content) -> Result<Option<Vec<u8>>, CacheError> {
		let path = self.path(&content.hash);
		let Some(bytes) = read_file(&path).map_err(io_error(&path))? else { return Ok(None) };
		match Content::of(&bytes) {
			Some(found) if found == *content => (),
			Some(found) if found.hash == content.hash => return Ok(None),
			_ => {
				// Another process may have written a good one since: that is fetched once more, no more.
				remove(&path)?;
				return Ok(None);
			},
		}
		// A use that is not noted makes the file go earlier, which is no reason to withhold it.
		let _ = File::open(&path).and_then(|file| file.set_modified(SystemTime::now()));
		Ok(Some(bytes))
	}

	/// Keeps content. Files that were used longest ago go for it.
	pub fn put(&self, content: &Content, bytes: &[u8]) -> Result<(), CacheError> {
		if !content.is_of(bytes) {
			return Err(CacheError::OtherContent);
		}
		let length = u64::from(content.length);
		let max_bytes = self.max_bytes.min(MAX_FILE_BYTES);
		if length > max_bytes {
			return Err(CacheError::TooLarge { bytes: length, max_bytes });
		}
		let path = self.path(&content.hash);
		let beside = self.folder.join(format!("{:x}{UNFINISHED}", content.hash));
		let _lock = self.lock()?;
		remove(&path)?;
		self.make_room(length)?;
		let written = write_synced(&beside, bytes).and_then(|()| fs::rename(&beside, &path));
		if let Err(source) = written {
			// It is removed by the next writer otherwise.
			let _ = fs::remove_file(&beside);
			return Err(CacheError::Io { path: beside, source });
		}
		File::open(&self.folder)
			.and_then(|folder| folder.sync_all())
			.map_err(io_error(&self.folder))
	}

	/// Holds content, whether it is here yet or not.
	pub fn hold(&self, hashes: Vec<Hash>) -> Hold {
		let mut held = counts(&self.held);
		for hash in &hashes {
			let count = held.entry(*hash).or_default();
			*count = count.saturating_add(1);
		}
		drop(held);
		Hold { hashes, held: self.held.clone() }
	}

	fn path(&self, hash: &Hash) -> PathBuf {
		self.folder.join(format!("{hash:x}"))
	}

	/// Waits until no other process writes, for as long as the file that it returns is open.
	fn lock(&self) -> Result<File, CacheError> {
		let path = self.folder.join(LOCK);
		let file = OpenOptions::new()
			.write(true)
			.create(true)
			.truncate(false)
			.mode(FILE_MODE)
			.open(&path)
			.map_err(io_error(&path))?;
		file.lock().map_err(io_error(&path))?;
		Ok(file)
	}

	/// Removes what was used longest ago and is not held until `bytes` more fit, and what killed processes left. Needs the
	/// lock.
	fn make_room(&self, bytes: u64) -> Result<(), CacheError> {
		let mut kept = self.kept()?;
		kept.sort_by(|one, other| (other.used, &other.path).cmp(&(one.used, &one.path)));
		let held = counts(&self.held).keys().map(|hash| self.path(hash)).collect::<Vec<_>>();
		let mut total = kept.iter().fold(bytes, |total, file| total.saturating_add(file.bytes));
		while total > self.max_bytes {
			let Some(oldest) = kept.pop() else {
				let others = total.saturating_sub(bytes);
				return Err(CacheError::TooLarge {
					bytes,
					max_bytes: self.max_bytes.saturating_sub(others),
				});
			};
			if held.contains(&oldest.path) {
				continue;
			}
			remove(&oldest.path)?;
			total = total.saturating_sub(oldest.bytes);
		}
		Ok(())
	}

	fn kept(&self) -> Result<Vec<Kept>, CacheError> {
		let mut kept = Vec::new();
		for entry in fs::read_dir(&self.folder).map_err(io_error(&self.folder))? {
			let entry = entry.map_err(io_error(&self.folder))?;
			// The file of somebody else is left alone, and does not count.
			let name = entry.file_name();
			let Some(name) = name.to_str() else { continue };
			let path = entry.path();
			if name.strip_suffix(UNFINISHED).is_some_and(is_hash) {
				remove(&path)?;
			} else if is_hash(name) {
				match entry.metadata().and_then(|metadata| {
					Ok(Kept {
						used: metadata.modified()?,
						path: path.clone(),
						bytes: metadata.len(),
					})
				}) {
					Ok(file) => kept.push(file),
					// A reader found it damaged and removed it.
					Err(error) if error.kind() == io::ErrorKind::NotFound => (),
					Err(source) => return Err(CacheError::Io { path, source }),
				}
			}
		}
		Ok(kept)
	}
}

/// Whether a name is a hash in hexadecimal, as this cache writes it.
pub(super) fn is_hash(name: &str) -> bool {
	name.len() == 2 * Hash::len_bytes()
		&& name.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

/// The bytes of a file, one too many at most, or `None` if there is none.
fn read_file(path: &Path) -> io::Result<Option<Vec<u8>>> {
	let absent = |error: io::Error| match error.kind() {
		io::ErrorKind::NotFound => Ok(None),
		_ => Err(error),
	};
	match fs::symlink_metadata(path) {
		Ok(metadata) if metadata.is_file() => (),
		// Opening a pipe would wait for its writer. It has no bytes, so it is damaged.
		Ok(_) => return Ok(Some(Vec::new())),
		Err(error) => return absent(error),
	}
	let mut bytes = Vec::new();
	match File::open(path) {
		Ok(file) => file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map(|_| Some(bytes)),
		Err(error) => absent(error),
	}
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
	let mut file = OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(path)?;
	file.write_all(bytes)?;
	file.sync_all()
}

/// Removes a file. One that is gone is removed.
fn remove(path: &Path) -> Result<(), CacheError> {
	match fs::remove_file(path) {
		Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_error(path)(error)),
		_ => Ok(()),
	}
}
