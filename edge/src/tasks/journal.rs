//! The journal: a file for each slot that was asked for, so that an agent that is killed goes on where it was.
//!
//! A file is replaced in one step and is on the disk before anything is sent that rests on it. It ends with a hash of
//! itself: one that a failing disk has torn is set aside and not believed.

use codec::{Decode, DecodeAll, Encode};
use jmt_light::file::{create_parent, read_believed, replace_private, FileError, PRIVATE};
use jmt_primitives::{
	tasks::{Outcome, Salt, TaskId, TermsHash, MAX_OUTPUT_BYTES},
	DeviceId, Hash, Moment,
};
use sp_core::{sr25519, Pair};
use sp_crypto_hashing::blake2_256;
use std::{
	fs::{self, File, OpenOptions, TryLockError},
	io,
	os::unix::fs::OpenOptionsExt,
	path::{Path, PathBuf},
};

/// The end of a file's name.
const EXTENSION: &str = "task";

/// The end of the name of one that was set aside.
const TORN: &str = "torn";

/// Version of a file's layout.
const VERSION: u8 = 1;

/// Bytes of the hash at a file's end.
const HASH_BYTES: usize = 32;

/// Largest file: an output, and some hundred bytes.
const MOST_BYTES: u64 = MAX_OUTPUT_BYTES as u64 + 4_096; // cast: widens

/// Why the journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
	/// A file or the folder cannot be read or written.
	#[error("cannot use the journal at {}", path.display())]
	Io {
		/// The file or folder.
		path: PathBuf,
		/// Why.
		source: io::Error,
	},
	/// Another process works by it.
	#[error("another process works with the journal at {}", .0.display())]
	InUse(PathBuf),
	/// An entry has another result already.
	#[error("a result of task {0} was kept before, and it is another one")]
	OtherResult(TaskId),
	/// An entry that is to begin has a result already.
	#[error("a result of task {0} was kept before")]
	HasResult(TaskId),
}

/// A result that was found.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Kept {
	pub outcome: Outcome,
	pub output: Vec<u8>,
	/// Made for this task alone.
	pub salt: Salt,
}

/// A slot that was asked for.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Entry {
	pub task: TaskId,
	/// By which the ticket is drawn: the task's, or its panel's own.
	pub number: TaskId,
	pub terms_hash: TermsHash,
	pub seed: Hash,
	/// The stake unit that it is asked for by.
	pub unit: u32,
	/// Of the run, at most.
	pub fuel: u64,
	/// Time that the machine may need to prepare the program, in ms.
	pub prepares: Moment,
	/// The window to run, in ms.
	pub window: Moment,
	/// Hashes of program and input, as far as the task does not have them in it.
	pub contents: Vec<Hash>,
	/// The best block when it was asked for.
	pub asked_in: u64,
	/// Once the program was run. From then on it never changes.
	pub kept: Option<Kept>,
}

/// The entries of one device on one chain. No other process has the folder while this is there.
#[derive(Debug)]
pub struct Journal {
	folder: PathBuf,
	_lock: File,
}

impl Entry {
	/// Terms and number, by which no two slots are alike.
	pub(super) const fn key(&self) -> (Hash, TaskId) {
		(self.terms_hash.0, self.number)
	}
}

impl Kept {
	/// With a salt from the system's randomness.
	pub fn new(outcome: Outcome, output: Vec<u8>) -> Self {
		Self { outcome, output, salt: Salt(sr25519::Pair::generate().1) }
	}
}

impl Journal {
	/// Opens the journal of a device, or begins it.
	pub fn open(data: &Path, genesis: &Hash, device: &DeviceId) -> Result<Self, JournalError> {
		let folder = data.join("tasks").join(hex::encode(genesis)).join(hex::encode(device.0));
		let path = folder.join("lock");
		let locked = create_parent(&path).and_then(|()| {
			OpenOptions::new().write(true).create(true).truncate(false).mode(PRIVATE).open(&path)
		});
		let lock = locked.map_err(io_error(&path))?;
		match lock.try_lock() {
			Ok(()) => Ok(Self { folder, _lock: lock }),
			Err(TryLockError::WouldBlock) => Err(JournalError::InUse(folder)),
			Err(TryLockError::Error(error)) => Err(io_error(&path)(error)),
		}
	}

	/// All entries, in the order of their tasks. A file that is no whole entry is set aside, and the log says so.
	pub fn entries(&self) -> Result<Vec<Entry>, JournalError> {
		let mut entries = Vec::new();
		for file in fs::read_dir(&self.folder).map_err(io_error(&self.folder))? {
			let path = file.map_err(io_error(&self.folder))?.path();
			if path.extension().is_none_or(|extension| extension != EXTENSION) {
				continue;
			}
			match read_believed(&path, MOST_BYTES) {
				Ok(Some(bytes)) => match decode(&bytes) {
					Some(entry) => entries.push(entry),
					None => set_aside(&path)?,
				},
				Ok(None) => {},
				Err(FileError::Unreadable(error)) => return Err(io_error(&path)(error)),
				Err(error) => return Err(io_error(&path)(io::Error::other(error))),
			}
		}
		entries.sort_by_key(|entry: &Entry| (entry.task, entry.number));
		Ok(entries)
	}

	/// Writes an entry before its slot is asked for. One that has a result is never replaced.
	pub fn begin(&self, entry: &Entry) -> Result<(), JournalError> {
		match self.stored(entry)? {
			Some(_) => Err(JournalError::HasResult(entry.task)),
			None => self.write(entry),
		}
	}

	/// Keeps the result of an entry, before a commitment to it is sent. The same once more is good; another one is refused
	/// whatever `entry` says, since the file decides.
	pub fn keep(&self, entry: &mut Entry, kept: Kept) -> Result<(), JournalError> {
		if let Some(before) = self.stored(entry)? {
			let same = before.outcome == kept.outcome;
			entry.kept = Some(before);
			return match same {
				true => Ok(()),
				false => Err(JournalError::OtherResult(entry.task)),
			};
		}
		let new = Entry { kept: Some(kept), ..entry.clone() };
		self.write(&new)?;
		*entry = new;
		Ok(())
	}

	/// Removes an entry that is of no use any more.
	pub fn end(&self, entry: &Entry) -> Result<(), JournalError> {
		let path = self.path(entry);
		match fs::remove_file(&path) {
			Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_error(&path)(error)),
			_ => Ok(()),
		}
	}

	/// The result that the file of an entry has.
	fn stored(&self, entry: &Entry) -> Result<Option<Kept>, JournalError> {
		let path = self.path(entry);
		let bytes = read_believed(&path, MOST_BYTES)
			.map_err(|error| io_error(&path)(io::Error::other(error)))?;
		Ok(bytes.and_then(|bytes| decode(&bytes)).and_then(|entry| entry.kept))
	}

	fn write(&self, entry: &Entry) -> Result<(), JournalError> {
		let path = self.path(entry);
		replace_private(&path, &encode(entry))
			.and_then(|()| File::open(&self.folder)?.sync_all())
			.map_err(io_error(&path))
	}

	/// One file for a crew of a task, on each branch.
	fn path(&self, entry: &Entry) -> PathBuf {
		let terms = hex::encode(entry.terms_hash.0);
		self.folder.join(format!("{terms}-{}.{EXTENSION}", entry.number))
	}
}

fn io_error(path: &Path) -> impl Fn(io::Error) -> JournalError + '_ {
	move |source| JournalError::Io { path: path.into(), source }
}

fn encode(entry: &Entry) -> Vec<u8> {
	let mut bytes = (VERSION, entry).encode();
	bytes.extend_from_slice(&blake2_256(&bytes));
	bytes
}

fn decode(bytes: &[u8]) -> Option<Entry> {
	let (entry, hash) = bytes.split_at_checked(bytes.len().checked_sub(HASH_BYTES)?)?;
	if blake2_256(entry) != hash {
		return None;
	}
	let (version, entry) = <(u8, Entry)>::decode_all(&mut &*entry).ok()?;
	(version == VERSION).then_some(entry)
}

fn set_aside(path: &Path) -> Result<(), JournalError> {
	tracing::warn!("{} is damaged, and is set aside", path.display());
	fs::rename(path, path.with_extension(TORN)).map_err(io_error(path))
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::tasks::{Content, Ending};

	fn open(data: &Path) -> Result<Journal, JournalError> {
		Journal::open(data, &Hash::repeat_byte(1), &DeviceId(Hash::repeat_byte(2)))
	}

	fn entry(task: TaskId) -> Entry {
		Entry {
			task,
			number: task,
			terms_hash: TermsHash(Hash::repeat_byte(3)),
			seed: Hash::repeat_byte(4),
			unit: 5,
			fuel: 6,
			prepares: 8,
			window: 9,
			contents: vec![Hash::repeat_byte(10)],
			asked_in: 7,
			kept: None,
		}
	}

	fn kept(output: &[u8]) -> Kept {
		let outcome = Outcome {
			ending: Ending::Finished { code: 0 },
			fuel: 3,
			output: Content::of(output).unwrap(),
			memory: Some(Hash::zero()),
		};
		Kept::new(outcome, output.to_vec())
	}

	/// The one file with an entry.
	fn file(journal: &Journal, entry: &Entry) -> PathBuf {
		journal.path(entry)
	}

	#[test]
	fn entries_they_are_there_after_a_new_start_with_their_results() {
		let data = tempfile::tempdir().unwrap();
		let journal = open(data.path()).unwrap();
		let (mut first, second) = (entry(1), entry(2));
		journal.begin(&second).unwrap();
		journal.begin(&first).unwrap();
		journal.keep(&mut first, kept(b"found")).unwrap();
		assert!(first.kept.is_some());
		drop(journal);
		let journal = open(data.path()).unwrap();
		assert_eq!(journal.entries().unwrap(), [first.clone(), second.clone()]);
		journal.end(&first).unwrap();
		journal.end(&first).unwrap();
		assert_eq!(journal.entries().unwrap(), [second]);
	}

	#[test]
	fn entries_the_crew_and_the_panel_of_a_task_have_one_each() {
		let data = tempfile::tempdir().unwrap();
		let journal = open(data.path()).unwrap();
		let panel = Entry { number: 9, ..entry(1) };
		journal.begin(&entry(1)).unwrap();
		journal.begin(&panel).unwrap();
		assert_eq!(journal.entries().unwrap(), [entry(1), panel]);
	}

	#[test]
	fn keep_no_two_salts_are_alike() {
		assert_ne!(kept(b"").salt, kept(b"").salt);
	}

	#[test]
	fn keep_the_same_result_twice_keeps_the_first_salt() {
		let data = tempfile::tempdir().unwrap();
		let journal = open(data.path()).unwrap();
		let mut known = entry(1);
		journal.begin(&known).unwrap();
		journal.keep(&mut known, kept(b"found")).unwrap();
		let salt = known.kept.as_ref().unwrap().salt;
		// One that was read before the result was kept.
		let mut old = entry(1);
		journal.keep(&mut old, kept(b"found")).unwrap();
		assert_eq!(old.kept.unwrap().salt, salt);
		assert_eq!(journal.entries().unwrap(), [known]);
	}

	mod reject {
		use super::*;

		#[test]
		fn begin_an_entry_that_has_a_result() {
			let data = tempfile::tempdir().unwrap();
			let journal = open(data.path()).unwrap();
			let mut known = entry(1);
			journal.begin(&known).unwrap();
			journal.begin(&known).unwrap();
			journal.keep(&mut known, kept(b"found")).unwrap();
			let refused = journal.begin(&entry(1));
			assert!(matches!(refused, Err(JournalError::HasResult(1))), "{refused:?}");
			assert_eq!(journal.entries().unwrap(), [known]);
		}

		#[test]
		fn keep_another_result_than_the_first() {
			let data = tempfile::tempdir().unwrap();
			let journal = open(data.path()).unwrap();
			let mut known = entry(1);
			journal.begin(&known).unwrap();
			journal.keep(&mut known, kept(b"found")).unwrap();
			for mut other in [known.clone(), entry(1)] {
				let refused = journal.keep(&mut other, kept(b"invented"));
				assert!(matches!(refused, Err(JournalError::OtherResult(1))), "{refused:?}");
				assert_eq!(other, known);
			}
			assert_eq!(journal.entries().unwrap(), [known]);
		}

		#[test]
		fn entries_a_torn_file_is_set_aside_wherever_it_is_torn() {
			let data = tempfile::tempdir().unwrap();
			let journal = open(data.path()).unwrap();
			let mut known = entry(1);
			journal.begin(&known).unwrap();
			journal.keep(&mut known, kept(b"found")).unwrap();
			let path = file(&journal, &known);
			let whole = fs::read(&path).unwrap();
			for length in 0..whole.len() {
				replace_private(&path, &whole[..length]).unwrap();
				assert_eq!(journal.entries().unwrap(), [], "{length}");
				assert!(!path.exists() && path.with_extension(TORN).exists());
			}
			for place in 0..whole.len() {
				let mut other = whole.clone();
				other[place] ^= 1;
				replace_private(&path, &other).unwrap();
				assert_eq!(journal.entries().unwrap(), [], "{place}");
			}
			replace_private(&path, &whole).unwrap();
			assert_eq!(journal.entries().unwrap(), [known]);
		}

		#[test]
		fn open_a_journal_that_another_works_with() {
			let data = tempfile::tempdir().unwrap();
			let first = open(data.path()).unwrap();
			assert!(matches!(open(data.path()), Err(JournalError::InUse(_))));
			drop(first);
			assert!(open(data.path()).is_ok());
		}
	}
}
