//! Uses that this gateway served: a file for each that is counted, written before anything moves.
//!
//! A crash between the two loses a use and never doubles one.

use crate::access::{log::sync_folder, AccessError};
use codec::{Decode, DecodeAll, Encode};
use jmt_light::file::{read_believed, replace_private};
use jmt_primitives::{
	access::{self, window_begin, Counted, Fact, ResourceId, Served},
	Hash, Moment,
};
use sp_crypto_hashing::blake2_256;
use std::{
	cell::RefCell,
	fs::{self, File},
	io,
	path::{Path, PathBuf},
};

/// Most subjects, grants, blocks and aliases that are counted.
pub(super) const MOST_COUNTED: usize = 65_536;

/// Largest file.
const MOST_BYTES: u64 = 256;

/// Version of a file's layout.
const VERSION: u8 = 1;

/// The uses that were served to one that is counted.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
struct Kept {
	counted: Counted,
	/// Of all time, of uses of which the sum matters: those that were bought on the chain before, and those under a limit of
	/// a grant or a block.
	total: u64,
	/// The newest one in which it was counted.
	window: Option<Window>,
}

/// A count in a window of a length.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
struct Window {
	length: Moment,
	begin: Moment,
	count: u32,
}

/// How a use is counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Count {
	pub counted: Counted,
	/// Whether it counts in the sum of all time.
	pub total: bool,
	/// Length of the window in which it counts, in ms.
	pub window: Option<Moment>,
}

/// The ledger's folder.
pub(super) struct Ledger {
	folder: PathBuf,
}

impl Ledger {
	pub(super) fn new(folder: &Path) -> Self {
		Self { folder: folder.into() }
	}

	/// Uses that were served: in the window with this begin, and of all time. `None` when none were.
	pub(super) fn served(
		&self,
		counted: &Counted,
		begin: Moment,
	) -> Result<Option<Served>, AccessError> {
		let Some(kept) = self.read(&self.path(counted))? else { return Ok(None) };
		let window = kept.window.filter(|window| window.begin == begin);
		let count = window.map_or(0, |window| window.count);
		Ok(Some(Served { window: begin, count, total: kept.total }))
	}

	/// Counts a use, before it is carried out.
	pub(super) fn add(&self, count: &Count, now: Moment) -> Result<(), AccessError> {
		let path = self.path(&count.counted);
		let kept = self.read(&path)?;
		let is_new = kept.is_none();
		if is_new {
			self.make_room(now)?;
		}
		let counted = count.counted.clone();
		let kept = kept.unwrap_or(Kept { counted, total: 0, window: None });
		let content = (VERSION, kept.with(count, now)).encode();
		replace_private(&path, &content)
			.and_then(|()| match is_new {
				true => sync_folder(&self.folder),
				false => File::open(&self.folder)?.sync_all(),
			})
			.map_err(|error| AccessError::unwritten(&path, error))
	}

	/// Where too many are counted, forgets those whose count does not matter any more.
	fn make_room(&self, now: Moment) -> Result<(), AccessError> {
		let files = self.files()?;
		if files.len() < MOST_COUNTED {
			return Ok(());
		}
		let mut left = files.len();
		for path in files {
			let over = self.read(&path)?.is_none_or(|kept| kept.is_over(now));
			if over && fs::remove_file(&path).is_ok() {
				left = left.saturating_sub(1);
			}
		}
		match left < MOST_COUNTED {
			true => Ok(()),
			false => Err(AccessError::file(&self.folder, "it counts as many as it can")),
		}
	}

	fn read(&self, path: &Path) -> Result<Option<Kept>, AccessError> {
		let read = read_believed(path, MOST_BYTES);
		let Some(bytes) = read.map_err(|error| AccessError::file(path, error))? else {
			return Ok(None);
		};
		match <(u8, Kept)>::decode_all(&mut bytes.as_slice()) {
			Ok((VERSION, kept)) if self.path(&kept.counted) == path => Ok(Some(kept)),
			_ => Err(AccessError::file(path, "it is no part of a ledger, or another's")),
		}
	}

	fn files(&self) -> Result<Vec<PathBuf>, AccessError> {
		// A file that a crash left half written has an extension.
		let is_whole = |path: &PathBuf| path.extension().is_none();
		let paths = |entries: fs::ReadDir| {
			let paths = entries.map(|entry| entry.map(|entry| entry.path()));
			let whole = paths.filter(|path| path.as_ref().map_or(true, is_whole));
			whole.collect::<io::Result<_>>()
		};
		match fs::read_dir(&self.folder).and_then(paths) {
			Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
			files => files.map_err(|error| AccessError::file(&self.folder, error)),
		}
	}

	fn path(&self, counted: &Counted) -> PathBuf {
		self.folder.join(hex::encode(Hash::from(blake2_256(&counted.encode()))))
	}
}

/// The ledger for one decision, which counts only if all was read.
pub(super) struct Reading<'a> {
	ledger: &'a Ledger,
	/// The first trouble.
	trouble: RefCell<Option<AccessError>>,
}

impl<'a> Reading<'a> {
	pub(super) fn new(ledger: &'a Ledger) -> Self {
		Self { ledger, trouble: RefCell::new(None) }
	}

	/// Fails if something was not read.
	pub(super) fn check(self) -> Result<(), AccessError> {
		self.trouble.into_inner().map_or(Ok(()), Err)
	}
}

impl access::Ledger for Reading<'_> {
	/// The folder is that of one resource.
	fn served(&self, _: ResourceId, counted: &Counted, window: Moment) -> Fact<Served> {
		match self.ledger.served(counted, window) {
			Ok(served) => served.into(),
			Err(error) => {
				self.trouble.borrow_mut().get_or_insert(error);
				Fact::Unknown
			},
		}
	}
}

impl Kept {
	fn with(mut self, count: &Count, now: Moment) -> Self {
		if count.total {
			self.total = self.total.saturating_add(1);
		}
		if let Some(length) = count.window {
			let begin = window_begin(now, length);
			self.window = Some(match self.window {
				// None is begun anew by a clock that stood still meanwhile.
				Some(kept) if kept.length == length && kept.begin >= begin => {
					Window { count: kept.count.saturating_add(1), ..kept }
				},
				_ => Window { length, begin, count: 1 },
			});
		}
		self
	}

	/// Whether to forget it changes nothing.
	fn is_over(&self, now: Moment) -> bool {
		let is_over = |window: &Window| window_begin(now, window.length) > window.begin;
		self.total == 0 && self.window.as_ref().is_none_or(is_over)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{access::Subject, DeviceId};

	const HOUR: Moment = 3_600_000;
	const DAY: Moment = 24 * HOUR;
	/// A midnight.
	const NOW: Moment = 20_000 * DAY;

	fn subject(byte: u8) -> Counted {
		Counted::Subject(Subject::Device(DeviceId(Hash::repeat_byte(byte))))
	}

	fn ledger() -> (tempfile::TempDir, Ledger) {
		let dir = tempfile::tempdir().unwrap();
		let ledger = Ledger::new(&dir.path().join("ledger"));
		(dir, ledger)
	}

	fn count(byte: u8, total: bool, window: Option<Moment>) -> Count {
		Count { counted: subject(byte), total, window }
	}

	fn served(ledger: &Ledger, byte: u8, begin: Moment) -> Option<(u32, u64)> {
		let served = ledger.served(&subject(byte), begin).unwrap()?;
		assert_eq!(served.window, begin);
		Some((served.count, served.total))
	}

	#[test]
	fn served_it_counts_by_window_and_of_all_time() {
		let (_dir, ledger) = ledger();
		assert_eq!(served(&ledger, 1, NOW), None);
		ledger.add(&count(1, true, Some(HOUR)), NOW).unwrap();
		ledger.add(&count(1, true, Some(HOUR)), NOW + HOUR - 1).unwrap();
		assert_eq!(served(&ledger, 1, NOW), Some((2, 2)));
		ledger.add(&count(1, true, None), NOW).unwrap();
		assert_eq!(served(&ledger, 1, NOW), Some((2, 3)));
		ledger.add(&count(1, false, Some(HOUR)), NOW + HOUR).unwrap();
		assert_eq!(served(&ledger, 1, NOW), Some((0, 3)));
		assert_eq!(served(&ledger, 1, NOW + HOUR), Some((1, 3)));
		assert_eq!(served(&ledger, 2, NOW), None);
		// Of a policy that has another window by now.
		ledger.add(&count(1, false, Some(DAY)), NOW + HOUR).unwrap();
		assert_eq!(served(&ledger, 1, NOW), Some((1, 3)));
	}

	#[test]
	fn served_it_lasts_over_a_new_start() {
		let (dir, ledger) = ledger();
		ledger.add(&count(1, true, None), NOW).unwrap();
		let again = Ledger::new(&dir.path().join("ledger"));
		assert_eq!(served(&again, 1, 0), Some((0, 1)));
	}

	#[test]
	fn add_a_window_is_not_begun_anew_by_an_earlier_time() {
		let (_dir, ledger) = ledger();
		ledger.add(&count(1, false, Some(HOUR)), NOW).unwrap();
		ledger.add(&count(1, false, Some(HOUR)), NOW - 1).unwrap();
		assert_eq!(served(&ledger, 1, NOW), Some((2, 0)));
	}

	#[test]
	fn files_what_a_crash_left_is_no_part_of_the_ledger() {
		let (_dir, ledger) = ledger();
		ledger.add(&count(1, true, None), NOW).unwrap();
		let left = ledger.path(&subject(1)).with_extension("77.tmp");
		replace_private(&left, b"half").unwrap();
		assert_eq!(ledger.files().unwrap(), [ledger.path(&subject(1))]);
	}

	#[test]
	fn is_over_only_windows_that_ended_may_be_forgotten() {
		let window = Some(Window { length: DAY, begin: NOW, count: 1 });
		let kept = |total| Kept { counted: subject(1), total, window };
		assert!(!kept(0).is_over(NOW + DAY - 1) && kept(0).is_over(NOW + DAY));
		assert!(!kept(1).is_over(NOW + DAY));
	}

	mod reject {
		use super::*;

		#[test]
		fn served_a_damaged_part_and_one_of_another() {
			let (_dir, ledger) = ledger();
			ledger.add(&count(1, true, Some(DAY)), NOW).unwrap();
			let (one, two) = (ledger.path(&subject(1)), ledger.path(&subject(2)));
			let bytes = fs::read(&one).unwrap();
			replace_private(&two, &bytes).unwrap();
			let refused = |byte| {
				let reading = Reading::new(&ledger);
				access::Ledger::served(&reading, 1, &subject(byte), NOW);
				reading.check().is_err()
			};
			assert!(refused(2) && !refused(1));
			for cut in 0..bytes.len() {
				replace_private(&one, &bytes[..cut]).unwrap();
				assert!(refused(1), "{cut} bytes");
				assert!(ledger.add(&count(1, true, None), NOW).is_err(), "{cut} bytes");
			}
			let mut other = bytes.clone();
			other[0] = 2;
			replace_private(&one, &other).unwrap();
			assert!(refused(1));
		}
	}
}
