//! The time: of the state, and of windows.

use super::{
	super::{any_inside, Inside, Reason, StateRef, Truth, Window},
	Judge,
};
use crate::Moment;

/// The last moment at which the state is fresh enough, in ms.
pub(super) fn fresh_until(
	state: &StateRef,
	max_age: Moment,
	now: Moment,
) -> Result<Moment, Reason> {
	if now < state.at {
		return Err(Reason::ClockBehind);
	}
	let until = state.at.saturating_add(max_age);
	match now <= until {
		true => Ok(until),
		false => Err(Reason::StateTooOld),
	}
}

impl Judge<'_> {
	/// Whether it is the time, in any of the windows, in the policy's zone.
	pub(super) fn time(&mut self, windows: &[Window]) -> Truth {
		let (zone, now) = (&self.policy.body.zone, self.now);
		let wall = self.wall.get_or_insert_with(|| zone.local(now));
		match any_inside(windows, wall, now) {
			Inside::Yes { holds } => Truth::True { holds },
			Inside::No { holds } => Truth::False { why: Reason::OutsideWindow, holds },
			Inside::Unknown { holds } => Truth::Unknown { why: Reason::ZoneEnded, holds },
		}
	}
}
