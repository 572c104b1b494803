//! Slots of workers in a task.

use super::{Commitment, Outcome, Ticket, DOUBLINGS, MAX_SLOTS, PANEL_DOUBLINGS};
use crate::{AccountId, DeviceId, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// The slots of a crew that are taken.
pub type Slots = BoundedVec<Slot, ConstU32<MAX_SLOTS>>;

/// A worker's place in a task.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Slot {
	pub device: DeviceId,
	/// Staked the bond, and is paid.
	pub owner: AccountId,
	pub ticket: Ticket,
	pub entry: Entry,
}

/// How far a worker has come.
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
pub enum Entry {
	/// It holds the bytes, and claimed.
	#[codec(index = 0)]
	Claimed,
	/// It has a result.
	#[codec(index = 1)]
	Committed(Commitment),
	/// It told it.
	#[codec(index = 2)]
	Revealed {
		outcome: Outcome,
		/// Whether the output came with it, since no other slot had brought it.
		carries: bool,
	},
}

impl Entry {
	/// The result, once it was told.
	pub const fn outcome(&self) -> Option<&Outcome> {
		match self {
			Self::Revealed { outcome, .. } => Some(outcome),
			_ => None,
		}
	}
}

/// One of the two crews of a task.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Bench {
	/// The workers that the task was posted for.
	#[codec(index = 0)]
	Crew,
	/// Those that judge them.
	#[codec(index = 1)]
	Panel,
}

impl Bench {
	/// Claim windows that it may take.
	pub const fn claim_windows(self) -> u32 {
		match self {
			Self::Crew => 1,
			Self::Panel => 2,
		}
	}

	/// How long the threshold of its claims doubles, in ms from their begin, by the claim window. That of a panel stops
	/// at four times the first: a client that took the bytes away behind the crew would fill one by a few units else.
	pub fn doubles_for(self, window: Moment) -> Moment {
		match self {
			Self::Crew => Moment::MAX,
			Self::Panel => window.saturating_mul(PANEL_DOUBLINGS).div_ceil(DOUBLINGS),
		}
	}
}

/// A slot of a task.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Place {
	pub bench: Bench,
	/// From 0 on, below 7.
	pub index: u8,
}

impl Place {
	/// The number by which its output is stored: those of the panel behind those of the crew, from 7 on.
	pub fn number(self) -> u8 {
		match self.bench {
			Bench::Crew => self.index,
			// An index is below 7.
			Bench::Panel => self.index.saturating_add(7),
		}
	}
}
