//! That which a log's lines say together.

use super::record::{Check, Record, VERSION};
use jmt_primitives::{
	access::log::{signed::sorted_leaf, Entry, Outcome, Seal},
	merkle::{leaf_hash, Builder},
	DeviceId, Hash, Moment,
};
use std::collections::BTreeMap;

/// That which the lines say that were read.
#[derive(Default)]
pub(super) struct State {
	/// Bytes of these lines.
	pub(super) end: u64,
	/// Of the last one.
	pub(super) check: Check,
	pub(super) builder: Builder,
	pub(super) seals: Vec<Seal>,
	/// The entries behind the last seal: use id and hash of the leaf.
	pub(super) open: BTreeMap<Hash, Hash>,
	/// Moments of the first and the latest of them that were allowed.
	pub(super) span: Option<(Moment, Moment)>,
}

impl Record {
	/// The leaf that it is, if it is one.
	pub(super) fn leaf(&self, genesis: &Hash, enforcer: &DeviceId) -> Option<Vec<u8>> {
		match self {
			Self::Opened { .. } => None,
			Self::Entry { salt, entry } => Some(entry.leaf(genesis, enforcer, salt)),
			Self::Seal(seal) => Some(seal.leaf(genesis, enforcer)),
		}
	}
}

impl State {
	/// Takes in a record, or says why it cannot stand here.
	pub(super) fn take(
		&mut self,
		record: &Record,
		genesis: &Hash,
		enforcer: &DeviceId,
	) -> Result<(), &'static str> {
		let leaf = record.leaf(genesis, enforcer);
		match record {
			Record::Opened { version, genesis: of, enforcer: by } => {
				if self.end != 0 {
					return Err("it begins twice");
				}
				if *version != VERSION {
					return Err("it is of another version");
				}
				if of != genesis {
					return Err("it is the log of another chain");
				}
				if by != enforcer {
					return Err("it is the log of another device");
				}
				return Ok(());
			},
			_ if self.end == 0 => return Err("it has no beginning"),
			Record::Entry { entry, .. } => {
				let leaf = leaf.as_deref().map(leaf_hash).unwrap_or_default();
				self.open.insert(entry.use_id, leaf);
				if is_dated(entry) {
					let (first, last) = self.span.unwrap_or((entry.at, entry.at));
					self.span = Some((first.min(entry.at), last.max(entry.at)));
				}
			},
			Record::Seal(seal) => {
				self.seals.push(*seal);
				self.open.clear();
				self.span = None;
			},
		}
		leaf.map_or(Ok(()), |leaf| self.builder.push(&leaf)).map_err(|_| "it is full")
	}

	/// The root of the open entries, sorted.
	pub(super) fn sorted(&self) -> Hash {
		let mut builder = Builder::default();
		for (use_id, leaf) in &self.open {
			// Fewer than 2^32.
			let _ = builder.push(&sorted_leaf(use_id, leaf));
		}
		builder.root()
	}
}

/// Whether an entry has a receipt, whose moment its segment has to cover. In an emergency no clock is looked at, and a
/// refusal promises nothing.
pub(super) fn is_dated(entry: &Entry) -> bool {
	matches!(entry.outcome, Outcome::Allowed(_))
}
