//! Conditions of rules.

use super::{Window, MAX_APPROVERS, MAX_CELLS, MAX_WINDOWS};
use crate::{cell::Cell, domains::DomainId, units::Level, AccountId, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// Cells of an area.
pub type Cells = BoundedVec<Cell, ConstU32<MAX_CELLS>>;

/// Windows, any of which suffices.
pub type Windows = BoundedVec<Window, ConstU32<MAX_WINDOWS>>;

/// Accounts that may approve.
pub type Approvers = BoundedVec<AccountId, ConstU32<MAX_APPROVERS>>;

/// A condition. It is true, false or unknown.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Condition {
	/// The device is a unit of this level at least.
	#[codec(index = 0)]
	Level(Level),
	/// The subject is inside an area.
	#[codec(index = 1)]
	Place(Area),
	/// The moment is in any of these windows.
	#[codec(index = 2)]
	Time(Windows),
	/// So many uses in a window, for each subject.
	#[codec(index = 3)]
	Uses(Limit),
	/// `least` of these accounts have approved the request.
	#[codec(index = 4)]
	Approvals { least: u8, of: Approvers },
}

/// An area, and the evidence that is asked for.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Area {
	/// The place is in one of these.
	pub cells: Cells,
	/// Oldest evidence, in minutes.
	pub minutes: u16,
	/// The domain whose gateways are believed, with those of domains below it.
	pub by: DomainId,
}

/// Uses of a subject in a window of time. Windows begin at multiples of their length.
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
pub struct Limit {
	pub most: u32,
	/// Length of the window, in ms.
	pub window: Moment,
	pub counting: Counting,
}

impl Limit {
	/// The begin of the window in which `now` is, in ms.
	pub const fn begin(&self, now: Moment) -> Moment {
		window_begin(now, self.window)
	}
}

/// The begin of the window of `length` ms in which `now` is; 0 for a length of 0.
pub const fn window_begin(now: Moment, length: Moment) -> Moment {
	match now.checked_rem(length) {
		Some(into) => now.saturating_sub(into),
		None => 0,
	}
}

/// The place where uses are counted.
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
pub enum Counting {
	/// By `use_right`, before a use, and once more by the enforcer that serves it.
	#[codec(index = 0)]
	OnChain,
	/// By each enforcer for itself.
	#[codec(index = 1)]
	Locally,
}
