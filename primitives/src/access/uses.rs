//! Uses, counted on the chain and by enforcers.

use super::{Action, GrantId, Subject, MAX_COUNTED_ACTIONS};
use crate::{proofs::Alias, AccountId, Balance, Hash, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// That for which uses are counted. The chain keeps the first two only.
#[derive(
	Clone,
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
pub enum Counted {
	#[codec(index = 0)]
	Subject(Subject),
	#[codec(index = 1)]
	Grant(GrantId),
	/// A block of a pass.
	#[codec(index = 2)]
	Block(Hash),
	/// A member of a group, by its alias.
	#[codec(index = 3)]
	Alias(Alias),
	/// Uses of one action that the chain had counted before they were served, under one series of enforcers. Counted by
	/// enforcers only.
	#[codec(index = 4)]
	Bought { subject: Subject, action: Action, series: u32 },
}

/// Uses of each action, sorted by it. Each is more than none.
pub type Totals = BoundedVec<(Action, u64), ConstU32<MAX_COUNTED_ACTIONS>>;

/// Uses that `use_right` counted.
///
/// Of a subject: `window` and `count` for limits, of all actions together; `series` and `totals` for what an enforcer may
/// serve. Under a grant: `count` alone, in a window that begins at 0 and never ends.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Uses {
	/// The begin of the window in which it was counted last, in ms.
	pub window: Moment,
	/// In that window.
	pub count: u32,
	/// That of the resource when they were counted: in another one no total is served.
	pub series: u32,
	/// In all of this series.
	pub totals: Totals,
	/// Paid the deposit and gets it back.
	pub payer: AccountId,
	/// Held of the payer, in planck.
	pub deposit: Balance,
}

impl Uses {
	/// Uses of an action that an enforcer of this series may serve, those that it has served among them.
	pub fn total(&self, action: Action, series: u32) -> u64 {
		if self.series != series {
			return 0;
		}
		let of = |(counted, total): &(Action, u64)| (*counted == action).then_some(*total);
		self.totals.iter().find_map(of).unwrap_or_default()
	}
}

/// Uses that an enforcer served, by its own ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode)]
pub struct Served {
	/// The begin of the window that was asked for, in ms.
	pub window: Moment,
	/// In that window, of a subject or an alias: each use under a rule with a limit, wherever it counts.
	pub count: u32,
	/// In all, of a grant or a block, and of what was bought.
	pub total: u64,
}
