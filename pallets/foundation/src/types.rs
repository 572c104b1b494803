//! Announcements and airdrops as they are stored.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use jmt_primitives::{merkle::FLAGS_PER_CHUNK, AccountId, Balance, BlockNumber, Hash, Moment};
use scale_info::TypeInfo;

/// The effect of an announcement.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Spending {
	/// Pay an account.
	#[codec(index = 0)]
	Transfer {
		to: AccountId,
		/// In planck.
		amount: Balance,
	},
	/// Let the accounts of a list claim their amounts.
	#[codec(index = 1)]
	Airdrop {
		/// Merkle root of the list.
		root: Hash,
		/// Entries of the list.
		leaves: u32,
		/// Sum of the list, in planck.
		amount: Balance,
		/// The first moment after the claims, in ms.
		until: Moment,
	},
}

impl Spending {
	/// Its cost at most, in planck.
	pub const fn amount(&self) -> Balance {
		match self {
			Self::Transfer { amount, .. } | Self::Airdrop { amount, .. } => *amount,
		}
	}

	/// Root of the list, where there is one.
	pub const fn list(&self) -> Option<Hash> {
		match self {
			Self::Transfer { .. } => None,
			Self::Airdrop { root, .. } => Some(*root),
		}
	}
}

/// A spending that the council decided on.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Announcement {
	pub spending: Spending,
	/// Hash of the published reason.
	pub purpose: Hash,
	/// In ms.
	pub announced_at: Moment,
	pub announced_in: BlockNumber,
	/// The first moment of its execution, in ms.
	pub executable_from: Moment,
	/// The first block of its execution.
	pub executable_from_block: BlockNumber,
	/// The first moment at which it can no longer be executed, in ms: some time after the window, or an
	/// airdrop's deadline if that is earlier.
	pub lapses_at: Moment,
}

/// An airdrop that can be claimed.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Airdrop {
	/// Merkle root of the list.
	pub root: Hash,
	/// Entries of the list.
	pub leaves: u32,
	/// Hash of the published reason, as the leaves name it.
	pub purpose: Hash,
	/// The first moment after the claims, in ms, as the leaves name it.
	pub until: Moment,
	/// Paid at most, in planck.
	pub total: Balance,
	/// Paid so far, in planck.
	pub claimed: Balance,
	/// Entries that were claimed.
	pub claims: u32,
}

impl Airdrop {
	/// Not paid yet, in planck.
	pub const fn rest(&self) -> Balance {
		self.total.saturating_sub(self.claimed)
	}

	/// Chunks that the flags of its list fill.
	pub const fn chunks(&self) -> u32 {
		self.leaves.div_ceil(FLAGS_PER_CHUNK)
	}
}

/// How far the flags of an airdrop that is over are removed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Sweep {
	/// The first chunk that is not removed.
	pub next: u32,
	/// Chunks that its list filled.
	pub chunks: u32,
}
