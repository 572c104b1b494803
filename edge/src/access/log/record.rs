//! Lines of the file.

use codec::{Decode, DecodeAll, Encode};
use jmt_primitives::{
	access::log::{Entry, Seal},
	DeviceId, Hash,
};
use sp_crypto_hashing::blake2_256;

/// Version of the layout.
pub(super) const VERSION: u8 = 1;

/// Bytes of a record at most: an entry has 256 with the longest chain of grants.
const MOST_RECORD: usize = 1_024;

/// Bytes of a line at most: length, record, check and end.
pub(super) const MOST_LINE: usize = 4 + 2 * (MOST_RECORD + CHECK) + 1;

/// Bytes of a check.
const CHECK: usize = 16;

/// Covers a line and all before it.
pub(super) type Check = [u8; CHECK];

/// That which a line says.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub(super) enum Record {
	/// The first line.
	#[codec(index = 0)]
	Opened { version: u8, genesis: Hash, enforcer: DeviceId },
	#[codec(index = 1)]
	Entry { salt: Hash, entry: Entry },
	#[codec(index = 2)]
	Seal(Seal),
}

impl Record {
	/// Its line, with the end: length, record and check in hexadecimal. `before` is the check of the line before.
	pub(super) fn line(&self, before: &Check) -> (String, Check) {
		let record = self.encode();
		let check = check(before, &record);
		let line = format!("{:04x}{}{}\n", record.len(), hex::encode(record), hex::encode(check));
		(line, check)
	}

	/// Reads a line without its end.
	pub(super) fn read(line: &[u8], before: &Check) -> Option<(Self, Check)> {
		let bytes = hex::decode(line).ok()?;
		let (length, bytes) = bytes.split_first_chunk::<2>()?;
		let (record, found) = bytes.split_last_chunk::<CHECK>()?;
		let expected = check(before, record);
		let is_whole = usize::from(u16::from_be_bytes(*length)) == record.len();
		if !is_whole || *found != expected {
			return None;
		}
		let record = Self::decode_all(&mut &*record).ok()?;
		Some((record, expected))
	}
}

fn check(before: &Check, record: &[u8]) -> Check {
	let hash = blake2_256(&[before, record].concat());
	let mut check = Check::default();
	check.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
	check
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::MaxEncodedLen;

	#[test]
	fn line_it_is_read_as_it_was_written_and_not_otherwise() {
		let record = Record::Opened {
			version: VERSION,
			genesis: Hash::repeat_byte(1),
			enforcer: DeviceId(Hash::repeat_byte(2)),
		};
		let before = [7; CHECK];
		let (line, check) = record.line(&before);
		let line = line.strip_suffix('\n').unwrap().as_bytes();
		assert_eq!(Record::read(line, &before), Some((record, check)));
		assert_eq!(Record::read(line, &[8; CHECK]), None);
		for at in 0..line.len() {
			let mut other = line.to_vec();
			other[at] = if other[at] == b'0' { b'1' } else { b'0' };
			assert_eq!(Record::read(&other, &before), None, "{at}");
			assert_eq!(Record::read(&line[..at], &before), None, "{at}");
		}
		assert_eq!(Record::read(&[line, b"00"].concat(), &before), None);
	}

	#[test]
	fn line_each_record_has_room() {
		let entry = 1 + 32 + Entry::max_encoded_len();
		assert!(entry <= MOST_RECORD && Seal::max_encoded_len() < MOST_RECORD, "{entry}");
	}
}
