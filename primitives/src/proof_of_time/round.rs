//! Rounds, buckets and draws of proof of time, and how a block header announces a draw.

use crate::{devices::DeviceId, Hash};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_crypto_hashing::blake2_256;
use sp_runtime::{ConsensusEngineId, DigestItem};

/// Number of a round: the slot divided by the slots of a round.
pub type Round = u64;

/// Number of a day of draws: the round divided by the rounds of a day.
pub type Day = u32;

/// Number of a bucket of the fleet, below the day's number of buckets.
pub type Bucket = u32;

/// Engine id of the header's digest item that announces a draw.
pub const DRAW_ENGINE_ID: ConsensusEngineId = *b"JMTd";

/// A draw: which bucket of the fleet has to answer in a round.
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
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Draw {
	/// The day that the round belongs to: its seed and number of buckets decide who is in the bucket.
	pub day: Day,
	pub round: Round,
	pub bucket: Bucket,
	/// The randomness of the draw; an answer signs it, so that a device cannot answer ahead.
	pub hash: Hash,
}

/// The header's announcement, with its version as the first byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum DrawAnnouncement {
	/// The first version.
	#[codec(index = 1)]
	V1(Draw),
}

impl Draw {
	/// The digest item that announces this draw.
	pub fn to_digest_item(&self) -> DigestItem {
		DigestItem::Consensus(DRAW_ENGINE_ID, DrawAnnouncement::V1(*self).encode())
	}

	/// The draw that a digest item announces, if it announces one. Trailing bytes are refused.
	pub fn from_digest_item(item: &DigestItem) -> Option<Self> {
		match item {
			DigestItem::Consensus(DRAW_ENGINE_ID, data) => Self::from_digest_data(data),
			_ => None,
		}
	}

	/// The draw in the payload of a digest item with [`DRAW_ENGINE_ID`].
	pub fn from_digest_data(mut data: &[u8]) -> Option<Self> {
		let DrawAnnouncement::V1(draw) = DrawAnnouncement::decode(&mut data).ok()?;
		data.is_empty().then_some(draw)
	}
}

/// The bucket that a device is in: `blake2_256("jmt/bucket" ++ seed ++ device)` as a little-endian
/// number of its first 16 bytes, modulo `buckets`. The bias is below 2^-96. With no buckets it is 0.
pub fn bucket_of(seed: &Hash, device: &DeviceId, buckets: Bucket) -> Bucket {
	let hash = blake2_256(&(b"jmt/bucket", seed, device).encode());
	let mut low = [0u8; 16];
	low.iter_mut().zip(hash.iter()).for_each(|(to, from)| *to = *from);
	u128::from_le_bytes(low)
		.checked_rem(u128::from(buckets))
		.and_then(|bucket| Bucket::try_from(bucket).ok())
		.unwrap_or(0)
}

/// The bucket that a round draws: the same reduction over `blake2_256("jmt/draw" ++ draw)`.
pub fn drawn_bucket(draw: &Hash, buckets: Bucket) -> Bucket {
	bucket_of(&Hash::from(blake2_256(b"jmt/draw")), &DeviceId::from(*draw), buckets)
}
