//! The file: entries of one length, each with a checksum, appended and kept by the disk before anything leaves.
//!
//! An entry that was cut off by a crash was not signed yet, since the disk had not confirmed it; it can only be
//! the last one. Anything else that does not check is damage.

use super::{
	record::{Error, RoundOf, Stage},
	Target,
};
use codec::{Decode, Encode};
use sp_consensus_grandpa::{RoundNumber, SetId};
use sp_core::ed25519;
use sp_io::hashing::blake2_256;
use std::{
	fs::{self, File, OpenOptions},
	io::{ErrorKind, Write},
	path::{Path, PathBuf},
};

/// Length of each entry, and of the head.
const LENGTH: usize = 96;

/// The end of an entry is the beginning of its hash.
const CHECKSUM: usize = 8;

/// The head's first bytes: what it is, and the version of its form.
const MAGIC: &[u8] = b"JMT votes 1\n";

/// With so many entries the file is written anew, with those that count.
const MOST: usize = 8 * 1_024;

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Entry {
	/// A vote at a stage.
	Vote(RoundOf, Stage, Target),
	/// A block's slot.
	Slot(u64),
	/// Votes of this key up to that round are not kept.
	Dropped(ed25519::Public, (SetId, RoundNumber)),
	/// Slots up to this one are not kept.
	DroppedSlot(u64),
}

/// The file, open for more.
#[derive(Debug)]
pub struct Log {
	path: PathBuf,
	/// None until the first entry, and after a failure, when nobody knows how the file ends.
	file: Option<File>,
	entries: usize,
}

impl Log {
	/// Reads the file, if there is one.
	pub fn open(path: &Path) -> Result<(Self, Vec<Entry>), Error> {
		let mut log = Self { path: path.into(), file: None, entries: 0 };
		let unreadable = |reason| Error::Unreadable { path: path.into(), reason };
		let bytes = match fs::read(path) {
			Ok(bytes) => bytes,
			Err(error) if error.kind() == ErrorKind::NotFound => return Ok((log, Vec::new())),
			Err(reason) => return Err(unreadable(reason)),
		};
		let entries = decode(&bytes).ok_or_else(|| Error::Damaged { path: path.into() })?;
		log.entries = entries.len();
		// Behind an entry that was cut off nothing is appended: the next one writes the file anew.
		if bytes.len() == (entries.len() + 1) * LENGTH {
			let file = OpenOptions::new().append(true).open(path).map_err(unreadable)?;
			log.file = Some(file);
		}
		Ok((log, entries))
	}

	/// Whether an entry can be appended.
	pub fn has_room(&self) -> bool {
		self.file.is_some() && self.entries < MOST
	}

	/// Appends an entry and has the disk keep it.
	pub fn append(&mut self, entry: &Entry) -> Result<(), Error> {
		let outcome = match &mut self.file {
			Some(file) => file.write_all(&encode(entry)).and_then(|()| file.sync_data()),
			None => Err(ErrorKind::NotFound.into()),
		};
		match outcome {
			Ok(()) => self.entries += 1,
			Err(reason) => {
				self.file = None;
				return Err(self.unwritable(reason));
			},
		}
		Ok(())
	}

	/// Replaces all entries, and has the disk keep them: written beside the file and put in its place.
	pub fn rewrite(&mut self, entries: &[Entry]) -> Result<(), Error> {
		self.file = None;
		let file = replace(&self.path, entries).map_err(|reason| self.unwritable(reason))?;
		self.file = Some(file);
		self.entries = entries.len();
		Ok(())
	}

	fn unwritable(&self, reason: std::io::Error) -> Error {
		Error::Unwritable { path: self.path.clone(), reason }
	}
}

fn replace(path: &Path, entries: &[Entry]) -> std::io::Result<File> {
	let beside = path.with_extension("new");
	let mut bytes = MAGIC.to_vec();
	bytes.resize(LENGTH, 0);
	bytes.extend(entries.iter().flat_map(encode));
	let mut file = File::create(&beside)?;
	file.write_all(&bytes)?;
	file.sync_data()?;
	fs::rename(&beside, path)?;
	// The new name is kept by the folder.
	let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
	File::open(folder.unwrap_or_else(|| Path::new(".")))?.sync_all()?;
	OpenOptions::new().append(true).open(path)
}

fn encode(entry: &Entry) -> [u8; LENGTH] {
	let mut bytes = [0; LENGTH];
	let (text, checksum) = bytes.split_at_mut(LENGTH - CHECKSUM);
	entry.using_encoded(|encoded| text[..encoded.len()].copy_from_slice(encoded));
	checksum.copy_from_slice(&blake2_256(text)[..CHECKSUM]);
	bytes
}

/// All entries, without one at the end that was cut off. None if the bytes are damaged.
fn decode(bytes: &[u8]) -> Option<Vec<Entry>> {
	let (head, bytes) = bytes.split_at_checked(LENGTH)?;
	let rest = head.strip_prefix(MAGIC)?;
	if rest.iter().any(|byte| *byte != 0) {
		return None;
	}
	let mut entries = Vec::new();
	for (position, bytes_of_one) in bytes.chunks(LENGTH).enumerate() {
		match decode_one(bytes_of_one) {
			Some(entry) => entries.push(entry),
			None if (position + 1) * LENGTH >= bytes.len() => break,
			None => return None,
		}
	}
	Some(entries)
}

fn decode_one(bytes: &[u8]) -> Option<Entry> {
	let (text, checksum) = bytes.split_at_checked(LENGTH - CHECKSUM)?;
	if blake2_256(text)[..CHECKSUM] != *checksum {
		return None;
	}
	// Zeros fill it.
	let mut rest = text;
	let entry = Entry::decode(&mut rest).ok()?;
	rest.iter().all(|byte| *byte == 0).then_some(entry)
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::Hash;
	use tempfile::TempDir;

	fn vote(round: u64) -> Entry {
		let key = ed25519::Public::from_raw([1; 32]);
		Entry::Vote((3, round, key), Stage::Precommit, (Hash::repeat_byte(9), u32::MAX))
	}

	fn open(dir: &TempDir) -> Result<(Log, Vec<Entry>), Error> {
		Log::open(&dir.path().join("votes"))
	}

	/// A record with these three entries, and the bytes of its file.
	fn three(dir: &TempDir) -> ([Entry; 3], Vec<u8>) {
		let entries = [vote(1), Entry::Slot(u64::MAX), vote(2)];
		let (mut log, none) = open(dir).unwrap();
		assert!(none.is_empty());
		log.rewrite(&entries[..1]).unwrap();
		log.append(&entries[1]).unwrap();
		log.append(&entries[2]).unwrap();
		(entries, fs::read(dir.path().join("votes")).unwrap())
	}

	#[test]
	fn every_entry_has_room_and_comes_back() {
		let key = ed25519::Public::from_raw([255; 32]);
		for entry in [
			vote(u64::MAX),
			Entry::Slot(0),
			Entry::Dropped(key, (u64::MAX, u64::MAX)),
			Entry::DroppedSlot(7),
		] {
			assert_eq!(decode_one(&encode(&entry)), Some(entry));
		}
	}

	#[test]
	fn what_was_appended_is_there_at_the_next_start_and_more_can_follow() {
		let dir = TempDir::new().unwrap();
		let (entries, _) = three(&dir);
		let (mut log, read) = open(&dir).unwrap();
		assert_eq!(read, entries);
		assert!(log.has_room());
		log.append(&vote(9)).unwrap();
		assert_eq!(open(&dir).unwrap().1.len(), 4);
	}

	#[test]
	fn a_damaged_record_is_told_and_not_taken_for_an_empty_one() {
		let dir = TempDir::new().unwrap();
		let (_, whole) = three(&dir);
		let path = dir.path().join("votes");
		for at in 0..whole.len() - LENGTH {
			let mut bytes = whole.clone();
			bytes[at] ^= 1;
			fs::write(&path, &bytes).unwrap();
			assert!(matches!(open(&dir), Err(Error::Damaged { .. })), "byte {at}");
		}
		for length in 0..LENGTH {
			fs::write(&path, &whole[..length]).unwrap();
			assert!(matches!(open(&dir), Err(Error::Damaged { .. })), "{length} bytes");
		}
	}

	#[test]
	fn an_entry_that_a_crash_cut_off_does_not_count_and_nothing_follows_it() {
		let dir = TempDir::new().unwrap();
		let (entries, whole) = three(&dir);
		let path = dir.path().join("votes");
		let mut cut_off: Vec<_> =
			(1..LENGTH).map(|bytes| whole[..3 * LENGTH + bytes].to_vec()).collect();
		// Some file systems fill with zeros what was not written.
		cut_off.push([&whole[..3 * LENGTH], &[0; LENGTH]].concat());
		for bytes in cut_off {
			fs::write(&path, &bytes).unwrap();
			let (mut log, read) = open(&dir).unwrap();
			assert_eq!(read, entries[..2]);
			assert!(!log.has_room());
			log.rewrite(&read).unwrap();
			assert_eq!(open(&dir).unwrap().1, entries[..2]);
		}
	}

	#[test]
	fn a_full_disk_is_an_error_and_the_file_is_not_appended_to_again() {
		let dir = TempDir::new().unwrap();
		let (entries, _) = three(&dir);
		let (mut log, _) = open(&dir).unwrap();
		log.file = Some(OpenOptions::new().append(true).open("/dev/full").unwrap());
		let error = log.append(&vote(9)).unwrap_err();
		assert!(matches!(error, Error::Unwritable { .. }), "{error}");
		assert!(!log.has_room());
		assert_eq!(open(&dir).unwrap().1, entries);
	}

	#[test]
	fn a_record_that_cannot_be_read_is_an_error() {
		let dir = TempDir::new().unwrap();
		fs::create_dir(dir.path().join("votes")).unwrap();
		let error = open(&dir).unwrap_err();
		assert!(matches!(error, Error::Unreadable { .. }), "{error}");
	}

	#[test]
	fn a_file_left_half_written_beside_it_does_not_count() {
		let dir = TempDir::new().unwrap();
		let (entries, _) = three(&dir);
		fs::write(dir.path().join("votes.new"), b"half").unwrap();
		let (mut log, read) = open(&dir).unwrap();
		assert_eq!(read, entries);
		log.rewrite(&entries[1..]).unwrap();
		assert_eq!(open(&dir).unwrap().1, entries[1..]);
	}
}
