//! Three values: true, false and unknown.

use super::{Reason, Told};
use crate::Moment;

/// A value. `holds` is the last moment to which it stays with the same facts, in ms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Truth {
	True {
		holds: Moment,
	},
	False {
		why: Reason,
		holds: Moment,
	},
	/// `holds` is MAX where no time makes it known.
	Unknown {
		why: Reason,
		holds: Moment,
	},
}

impl Truth {
	/// True for ever.
	pub const ALWAYS: Self = Self::True { holds: Moment::MAX };

	/// False for ever.
	pub const fn never(why: Reason) -> Self {
		Self::False { why, holds: Moment::MAX }
	}

	/// Unknown for ever.
	pub const fn unknown(why: Reason) -> Self {
		Self::Unknown { why, holds: Moment::MAX }
	}

	/// This and then the other, by the first that is false, else by the first that is unknown, one that lacks a fact
	/// before others.
	pub fn and(self, other: Self) -> Self {
		match (self, other) {
			(Self::False { .. }, _) => self,
			(_, Self::False { .. }) => other,
			(Self::Unknown { why: Reason::SnapshotLacks, .. }, _) => self,
			(_, Self::Unknown { why: Reason::SnapshotLacks, .. }) => other,
			(Self::Unknown { .. }, _) => self,
			(_, Self::Unknown { .. }) => other,
			(Self::True { holds }, Self::True { holds: others }) => {
				Self::True { holds: holds.min(others) }
			},
		}
	}

	/// This or the other: true if either is, else unknown if either is.
	pub fn or(self, other: Self) -> Self {
		match (self, other) {
			(Self::True { holds }, Self::True { holds: others }) => {
				Self::True { holds: holds.max(others) }
			},
			(Self::True { .. }, _) => self,
			(_, Self::True { .. }) => other,
			(Self::Unknown { why: Reason::SnapshotLacks, .. }, _) => self,
			(_, Self::Unknown { why: Reason::SnapshotLacks, .. }) => other,
			(Self::Unknown { .. }, _) => self,
			(_, Self::Unknown { .. }) => other,
			(Self::False { why, holds }, Self::False { holds: others, .. }) => {
				Self::False { why, holds: holds.min(others) }
			},
		}
	}

	/// Whether a fact lacks for it.
	pub const fn lacks(&self) -> bool {
		matches!(self, Self::Unknown { why: Reason::SnapshotLacks, .. })
	}

	/// This value without the moment.
	pub const fn told(self) -> Told {
		match self {
			Self::True { .. } => Told::True,
			Self::False { why, .. } => Told::False(why),
			Self::Unknown { why, .. } => Told::Unknown(why),
		}
	}
}
