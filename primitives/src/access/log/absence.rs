use super::{signed::sorted_leaf, Seal};
use crate::{
	merkle::{self, Proof},
	Hash,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A leaf of a segment's sorted entries.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Neighbour {
	/// Its place, from 0 on.
	pub index: u32,
	pub use_id: Hash,
	/// Hash of the entry's leaf in the log.
	pub leaf: Hash,
	pub path: Proof,
}

impl Neighbour {
	/// Whether it stands among the sorted entries that a seal names.
	pub fn stands(&self, seal: &Seal) -> bool {
		let leaf = sorted_leaf(&self.use_id, &self.leaf);
		merkle::verify(&seal.sorted, seal.entries, self.index, &leaf, &self.path).is_ok()
	}
}

/// Shows that a segment lacks an entry.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Absence {
	/// By two neighbours, between which its use id would stand. Without a lower one the upper is the first, without an
	/// upper one the lower is the last, and without both the segment is empty.
	#[codec(index = 0)]
	Between { below: Option<Neighbour>, above: Option<Neighbour> },
	/// By another entry under the same use id.
	#[codec(index = 1)]
	Otherwise(Neighbour),
}

impl Absence {
	/// Whether it shows that the segment has no entry under this use id.
	pub fn of_use(&self, use_id: &Hash, seal: &Seal) -> bool {
		let Self::Between { below, above } = self else { return false };
		let is_below = |one: &Neighbour| one.use_id < *use_id && one.stands(seal);
		let is_above = |one: &Neighbour| *use_id < one.use_id && one.stands(seal);
		match (below, above) {
			(None, None) => seal.entries == 0,
			(Some(last), None) => last.index.checked_add(1) == Some(seal.entries) && is_below(last),
			(None, Some(first)) => first.index == 0 && is_above(first),
			(Some(below), Some(above)) => {
				below.index.checked_add(1) == Some(above.index)
					&& is_below(below)
					&& is_above(above)
			},
		}
	}

	/// Whether it shows that the segment has no entry with this use id and leaf.
	pub fn of_entry(&self, use_id: &Hash, leaf: &Hash, seal: &Seal) -> bool {
		match self {
			Self::Between { .. } => self.of_use(use_id, seal),
			Self::Otherwise(other) => {
				other.use_id == *use_id && other.leaf != *leaf && other.stands(seal)
			},
		}
	}

	/// How many hashes its paths have.
	pub fn hashes(&self) -> usize {
		let length = |one: &Neighbour| one.path.len();
		match self {
			Self::Between { below, above } => {
				let lengths = below.as_ref().map(length).into_iter();
				lengths.chain(above.as_ref().map(length)).fold(0, usize::saturating_add)
			},
			Self::Otherwise(other) => length(other),
		}
	}
}
