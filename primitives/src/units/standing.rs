//! Which units count, and which root of trust takes more.

use super::{Bound, KeyNumber, KeyState, Level, Root, RootState, UnitState};
use crate::{DevicePublic, Moment};

impl Root {
	/// Whether units may come to be under it at this moment (ms).
	pub const fn takes_new(&self, now: Moment) -> bool {
		match self.state {
			RootState::Active => true,
			RootState::Frozen { until } => until < now,
			RootState::Distrusted => false,
		}
	}

	/// A key that may certify.
	pub fn good_key(&self, number: KeyNumber) -> Option<&DevicePublic> {
		let key = self.keys.get(usize::from(number))?;
		(key.state == KeyState::Active).then_some(&key.public)
	}

	/// Whether a unit that is bound under it counts at this moment (ms). A fall goes before an expiry.
	pub fn state_of(&self, bound: &Bound, now: Moment) -> UnitState {
		let key_stands = match self.keys.get(usize::from(bound.key)).map(|key| key.state) {
			Some(KeyState::Active) => true,
			Some(KeyState::Revoked { since }) => bound.bound_in < since,
			None => false,
		};
		if !key_stands || self.state == RootState::Distrusted {
			return UnitState::Fell;
		}
		if bound.expires < now {
			return UnitState::Expired;
		}
		UnitState::Stands
	}

	/// The level at which a unit counts: what was certified, and no more than the terms of now.
	pub fn level_of(&self, bound: &Bound) -> Level {
		bound.level.min(self.terms.level)
	}
}
