//! Batches: what one block posted, and the seed that is drawn for it.

use super::{Instant, TaskId, MAX_CLAIM_MS};
use crate::Hash;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_crypto_hashing::blake2_256;
use sp_runtime::{ConsensusEngineId, DigestItem};

/// Engine id of the header's digest item that announces a batch.
pub const TASK_ENGINE_ID: ConsensusEngineId = *b"JMTt";

/// Purpose of [`seed`].
pub const SEED: &[u8] = b"jmt/task/seed/v1";

/// The numbers that one block gave away, in a row: to tasks that were posted, and to panels that are to be drawn.
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
pub struct Batch {
	pub first: TaskId,
	pub count: u32,
	/// Once the seed is known.
	pub opening: Option<Opening>,
}

/// The begin of the claims.
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
pub struct Opening {
	pub seed: Hash,
	/// All stake units when the seed was stored.
	pub units: u64,
	pub since: Instant,
}

/// A batch, as far as the chain still knows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BatchState {
	/// Its seed is not known yet.
	Waiting,
	/// Its seed is known.
	Drawn(Opening),
	/// It was cleared, since claims for it are over.
	Swept,
}

impl Batch {
	/// Whether claims for it are over, whatever their windows: it may be cleared.
	pub fn is_stale(&self, now: Instant) -> bool {
		self.opening.is_some_and(|opening| opening.since.are_over(MAX_CLAIM_MS, 2, now))
	}
}

impl BatchState {
	/// The state of a batch by what is stored of it. A batch is stored before its number is known to anybody, so that
	/// nothing stored means that it was cleared.
	pub fn of(stored: Option<Batch>) -> Self {
		match stored {
			None => Self::Swept,
			Some(Batch { opening: None, .. }) => Self::Waiting,
			Some(Batch { opening: Some(opening), .. }) => Self::Drawn(opening),
		}
	}
}

/// The seed of what block n posted, by the outputs of the verifiable random functions of blocks n + 1 and n + 2:
/// blake2-256 of `(purpose, first, second)`. To choose among two, the author of n + 2 has to withhold its block.
pub fn seed(first: &Hash, second: &Hash) -> Hash {
	blake2_256(&(SEED, first, second).encode()).into()
}

/// A batch whose seed is known, as a header announces it. All that a worker needs to find its tickets.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct BatchOpened {
	pub first: TaskId,
	/// At least one.
	pub count: u32,
	pub seed: Hash,
	/// All stake units.
	pub units: u64,
}

/// The header's announcement, with its version as the first byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum BatchAnnouncement {
	/// The first version.
	#[codec(index = 1)]
	V1(BatchOpened),
}

impl BatchOpened {
	/// The digest item that announces this batch.
	pub fn to_digest_item(&self) -> DigestItem {
		DigestItem::Consensus(TASK_ENGINE_ID, BatchAnnouncement::V1(*self).encode())
	}

	/// The batch that a digest item announces, if it announces one. Trailing bytes are refused, and batches of nothing or
	/// with numbers that there are not.
	pub fn from_digest_item(item: &DigestItem) -> Option<Self> {
		match item {
			DigestItem::Consensus(TASK_ENGINE_ID, data) => Self::from_digest_data(data),
			_ => None,
		}
	}

	/// The batch in the payload of a digest item with [`TASK_ENGINE_ID`].
	pub fn from_digest_data(mut data: &[u8]) -> Option<Self> {
		let BatchAnnouncement::V1(batch) = BatchAnnouncement::decode(&mut data).ok()?;
		let numbers = batch.count > 0 && batch.first.checked_add(batch.count.into()).is_some();
		(data.is_empty() && numbers).then_some(batch)
	}

	/// The numbers of the batch.
	pub fn numbers(&self) -> core::ops::Range<TaskId> {
		// The decoder refuses what would not fit.
		self.first..self.first.saturating_add(self.count.into())
	}
}
