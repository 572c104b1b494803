use super::{
	record::{Check, Record, MOST_LINE, VERSION},
	state::{is_dated, State},
};
use crate::access::AccessError;
use jmt_light::file::{create_parent, read_believed, FileError, PRIVATE};
use jmt_primitives::{
	access::log::{signed::entry_leaf, Entry, Outcome, Seal},
	merkle::{leaf_hash, Tree},
	DeviceId, Hash, Moment,
};
use sp_core::{sr25519, Pair};
use std::{
	fs::{File, OpenOptions},
	io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write},
	os::unix::fs::OpenOptionsExt,
	path::{Path, PathBuf},
};

/// Entries of a segment at most: a gateway that anchors none of a million uses stops.
pub(super) const MOST_OPEN: usize = 1 << 20;

/// Refused visits may fill a half of them, so that strangers who are refused leave room for uses.
pub(super) const MOST_REFUSED: usize = MOST_OPEN / 2;

/// Waits until what was made in a folder is on the disk, and the folder with those above it, as far as they may be opened.
pub(in crate::access) fn sync_folder(folder: &Path) -> io::Result<()> {
	File::open(folder)?.sync_all()?;
	for above in folder.ancestors().skip(1).take(3) {
		let _ = File::open(above).and_then(|above| above.sync_all());
	}
	Ok(())
}

/// The file of an enforcer's log.
pub struct Log {
	path: PathBuf,
	file: File,
	genesis: Hash,
	enforcer: DeviceId,
	state: State,
}

impl Log {
	/// Opens the log in a folder, and begins it if there is none.
	pub fn open(folder: &Path, genesis: Hash, enforcer: DeviceId) -> Result<Self, AccessError> {
		Self::open_with(folder, genesis, enforcer, true)
	}

	/// Opens a log that is there.
	pub fn existing(folder: &Path, genesis: Hash, enforcer: DeviceId) -> Result<Self, AccessError> {
		Self::open_with(folder, genesis, enforcer, false)
	}

	fn open_with(
		folder: &Path,
		genesis: Hash,
		enforcer: DeviceId,
		begin: bool,
	) -> Result<Self, AccessError> {
		let path = folder.join("uses");
		if begin {
			create_parent(&path).map_err(|error| AccessError::unwritten(&path, error))?;
		}
		let mut options = OpenOptions::new();
		options.read(true).append(true).create(begin).mode(PRIVATE);
		let file = options.open(&path).map_err(|error| match error.kind() {
			io::ErrorKind::NotFound => AccessError::file(&path, "there is no log of this device"),
			_ => AccessError::unwritten(&path, error),
		})?;
		// A length of more than nothing is no reason against believing it.
		match read_believed(&path, 0) {
			Ok(_) | Err(FileError::TooLarge) => {},
			Err(error) => return Err(AccessError::file(&path, error)),
		}
		let mut log = Self { path, file, genesis, enforcer, state: State::default() };
		log.locked(|log| {
			if log.state.end == 0 {
				log.write(&Record::Opened { version: VERSION, genesis, enforcer })?;
				sync_folder(folder).map_err(|error| AccessError::unwritten(&log.path, error))?;
			}
			Ok(())
		})?;
		Ok(log)
	}

	/// Appends an entry with a salt of its own, and returns the hash of its leaf once it is on the disk.
	pub fn append(&mut self, entry: &Entry) -> Result<Hash, AccessError> {
		self.append_counted(entry, || Ok(()))
	}

	/// The same, once `count` has counted the use, which is done only where the log takes it.
	pub fn append_counted(
		&mut self,
		entry: &Entry,
		count: impl FnOnce() -> Result<(), AccessError>,
	) -> Result<Hash, AccessError> {
		self.locked(|log| {
			if log.state.open.contains_key(&entry.use_id) {
				return Err(AccessError::other("the log has this use already"));
			}
			let (most, of) = match entry.outcome {
				Outcome::Refused(_) => (MOST_REFUSED, "refused ones"),
				_ => (MOST_OPEN, "uses"),
			};
			if log.state.open.len() >= most {
				return Err(AccessError::other(format!(
					"the log has {most} entries that are not anchored, and takes no more {of}"
				)));
			}
			let sealed = log.state.seals.last().map_or(0, |seal| seal.to);
			if is_dated(entry) && entry.at <= sealed {
				return Err(AccessError::other("the time of the use is sealed in the log already"));
			}
			count()?;
			// 32 bytes of the system's randomness.
			let salt = Hash::from(sr25519::Pair::generate().1);
			log.write(&Record::Entry { salt, entry: entry.clone() })?;
			Ok(leaf_hash(&log.entry_leaf(entry, &salt)))
		})
	}

	/// The last moment that is sealed, in ms, once all is read that others appended. `None` without a seal.
	pub fn sealed(&mut self) -> Result<Option<Moment>, AccessError> {
		self.locked(|log| Ok(log.state.seals.last().map(|seal| seal.to)))
	}

	/// Appends a seal.
	pub(super) fn seal(
		&mut self,
		made: impl FnOnce(&State) -> Result<Seal, AccessError>,
	) -> Result<Seal, AccessError> {
		let seal = made(&self.state)?;
		self.write(&Record::Seal(seal))?;
		Ok(seal)
	}

	/// Does something while no other process appends, once all is read that others appended.
	pub(super) fn locked<T>(
		&mut self,
		work: impl FnOnce(&mut Self) -> Result<T, AccessError>,
	) -> Result<T, AccessError> {
		self.file.lock().map_err(|error| AccessError::unwritten(&self.path, error))?;
		let done = self.catch_up().and_then(|()| work(self));
		// The lock ends with the process at the latest.
		let _ = self.file.unlock();
		done
	}

	/// Reads what was appended since.
	fn catch_up(&mut self) -> Result<(), AccessError> {
		let file = |error| AccessError::file(&self.path, error);
		let mut reader = BufReader::new(&self.file);
		reader.seek(SeekFrom::Start(self.state.end)).map_err(file)?;
		let mut line = Vec::new();
		loop {
			line.clear();
			let most = u64::try_from(MOST_LINE).unwrap_or(u64::MAX);
			let read = reader.by_ref().take(most).read_until(b'\n', &mut line).map_err(file)?;
			if read == 0 {
				return Ok(());
			}
			let Some(content) = line.strip_suffix(b"\n") else {
				if read < MOST_LINE {
					// Cut off while it was written, so that nobody was told of it.
					break;
				}
				return Err(damaged(&self.path, self.state.end));
			};
			let record = Record::read(content, &self.state.check);
			let (record, check) = record.ok_or_else(|| damaged(&self.path, self.state.end))?;
			self.state
				.take(&record, &self.genesis, &self.enforcer)
				.map_err(|reason| AccessError::file(&self.path, reason))?;
			let read = u64::try_from(read).unwrap_or(u64::MAX);
			self.state.end = self.state.end.saturating_add(read);
			self.state.check = check;
		}
		let written = self.file.set_len(self.state.end).and_then(|()| self.file.sync_all());
		written.map_err(|error| AccessError::unwritten(&self.path, error))
	}

	/// Appends a record, and waits until it is on the disk.
	fn write(&mut self, record: &Record) -> Result<(), AccessError> {
		let unwritten = |error| AccessError::unwritten(&self.path, error);
		let (line, check) = record.line(&self.state.check);
		let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.sync_all());
		if let Err(error) = written {
			// A part of a line must not stand before the next one.
			let _ = self.file.set_len(self.state.end);
			return Err(unwritten(error));
		}
		self.state
			.take(record, &self.genesis, &self.enforcer)
			.map_err(|reason| AccessError::file(&self.path, reason))?;
		let length = u64::try_from(line.len()).unwrap_or(u64::MAX);
		self.state.end = self.state.end.saturating_add(length);
		self.state.check = check;
		Ok(())
	}

	/// Every record from the first on, as it stands in the file.
	pub(super) fn each(
		&mut self,
		mut told: impl FnMut(Record) -> Result<(), AccessError>,
	) -> Result<(), AccessError> {
		let Self { path, file, state, .. } = self;
		let mut reader = BufReader::new(&*file);
		reader.seek(SeekFrom::Start(0)).map_err(|error| AccessError::file(&*path, error))?;
		let (mut line, mut check) = (Vec::new(), Check::default());
		let mut reader = reader.take(state.end);
		loop {
			line.clear();
			let read = reader.read_until(b'\n', &mut line);
			if read.map_err(|error| AccessError::file(&*path, error))? == 0 {
				return Ok(());
			}
			let content = line.strip_suffix(b"\n").unwrap_or(&line);
			let (record, next) =
				Record::read(content, &check).ok_or_else(|| damaged(&*path, state.end))?;
			check = next;
			told(record)?;
		}
	}

	/// The tree of the first leaves, so many.
	pub(super) fn tree(&mut self, leaves: u32) -> Result<Tree, AccessError> {
		let (genesis, enforcer) = (self.genesis, self.enforcer);
		let mut each = Vec::new();
		let most = usize::try_from(leaves).unwrap_or(usize::MAX);
		self.each(|record| {
			if each.len() < most {
				each.extend(record.leaf(&genesis, &enforcer));
			}
			Ok(())
		})?;
		Tree::new(each).map_err(|error| AccessError::file(&self.path, error))
	}

	pub(super) fn entry_leaf(&self, entry: &Entry, salt: &Hash) -> Vec<u8> {
		entry_leaf(&self.genesis, &self.enforcer, &entry.hidden(salt))
	}

	/// The chain's.
	pub const fn genesis(&self) -> Hash {
		self.genesis
	}

	/// The device.
	pub const fn enforcer(&self) -> DeviceId {
		self.enforcer
	}

	/// Makes as if there were so many open entries.
	#[cfg(test)]
	pub(in crate::access) fn fill_for_test(&mut self, entries: usize) {
		for number in 0..u64::try_from(entries).unwrap() {
			let use_id = Hash::from_low_u64_be(number);
			self.state.open.insert(use_id, use_id);
		}
	}

	pub(super) const fn state(&self) -> &State {
		&self.state
	}

	pub(super) fn path(&self) -> &Path {
		&self.path
	}
}

fn damaged(path: &Path, at: u64) -> AccessError {
	AccessError::file(path, format!("it is damaged behind byte {at}"))
}
