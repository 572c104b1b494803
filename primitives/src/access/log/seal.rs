use super::{signed::seal_leaf, LogHead};
use crate::{DeviceId, Hash, Moment};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The leaf that closes a segment.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Seal {
	/// From 1 on.
	pub segment: u32,
	/// Index of the segment's first leaf in the log.
	pub begins: u32,
	/// The span is later than this,
	pub from: Moment,
	/// and ends with this.
	pub to: Moment,
	/// How many there are.
	pub entries: u32,
	/// Root of the entries, sorted by use id.
	pub sorted: Hash,
}

impl Seal {
	/// Its leaf.
	pub fn leaf(&self, genesis: &Hash, enforcer: &DeviceId) -> Vec<u8> {
		seal_leaf(genesis, enforcer, self)
	}

	/// The index of its leaf: the one behind the segment's entries.
	pub fn index(&self) -> Option<u32> {
		self.begins.checked_add(self.entries)
	}

	/// Whether a moment is in its span.
	pub const fn covers(&self, at: Moment) -> bool {
		self.from < at && at <= self.to
	}

	/// Whether the leaf at this index of the log is an entry of its segment.
	pub fn has(&self, index: u32) -> bool {
		index.checked_sub(self.begins).is_some_and(|place| place < self.entries)
	}

	/// Whether it closes a log of so many leaves, behind the segment that `last` closed, at the moment `now` or before.
	pub fn extends(&self, last: Option<&LogHead>, leaves: u32, now: Moment) -> bool {
		let (segment, begins) = last.map_or((0, 0), |last| (last.segment, last.leaves));
		segment.checked_add(1) == Some(self.segment)
			&& self.begins == begins
			&& last.is_none_or(|last| self.from == last.at)
			&& self.from < self.to
			&& self.to <= now
			&& self.index().and_then(|index| index.checked_add(1)) == Some(leaves)
	}

	/// Whether it closes the segment before the one that `next` closes.
	pub fn precedes(&self, next: &Seal) -> bool {
		self.segment.checked_add(1) == Some(next.segment)
			&& self.to == next.from
			&& self.index().and_then(|index| index.checked_add(1)) == Some(next.begins)
	}
}
