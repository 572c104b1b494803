//! Windows of time: of the week, or between two dates.

use super::zone::{Wall, MINUTE_MS, WEEK_MS};
use crate::Moment;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Minutes of a week.
pub const WEEK_MINUTES: u16 = 10_080;

/// A window of time.
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
pub enum Window {
	/// Minutes since Monday 00:00 in the policy's zone, 0 to 10,079. The second is not in it; before the first one, the
	/// window goes over the week's end.
	#[codec(index = 0)]
	Weekly { from: u16, to: u16 },
	/// From a moment to another, both in it, in ms.
	#[codec(index = 1)]
	Dates { from: Moment, to: Moment },
}

/// Whether a moment is in a window, and the last moment to which that stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Inside {
	Yes {
		holds: Moment,
	},
	No {
		holds: Moment,
	},
	/// The zone does not tell.
	Unknown {
		holds: Moment,
	},
}

impl Window {
	/// Whether it is well made: there is a moment in it, and its minutes are those of a week.
	pub const fn is_sound(&self) -> bool {
		match self {
			Self::Weekly { from, to } => *from < WEEK_MINUTES && *to < WEEK_MINUTES && *from != *to,
			Self::Dates { from, to } => *from <= *to,
		}
	}

	/// Whether `now` (ms), which is `wall` in the zone, is in it.
	pub fn inside(&self, wall: &Wall, now: Moment) -> Inside {
		match *self {
			Self::Dates { from, to } => dates(from, to, now),
			Self::Weekly { from, to } => weekly(from, to, wall, now),
		}
	}
}

/// Whether `now` is in any of the windows. One that contains it suffices, though another be unknown.
pub fn any_inside<'a>(
	windows: impl IntoIterator<Item = &'a Window>,
	wall: &Wall,
	now: Moment,
) -> Inside {
	let (mut yes, mut unknown, mut holds) = (None, false, Moment::MAX);
	for window in windows {
		match window.inside(wall, now) {
			Inside::Yes { holds } => yes = yes.max(Some(holds)),
			Inside::No { holds: these } => holds = holds.min(these),
			Inside::Unknown { holds: these } => {
				unknown = true;
				holds = holds.min(these);
			},
		}
	}
	match (yes, unknown) {
		(Some(holds), _) => Inside::Yes { holds },
		(None, true) => Inside::Unknown { holds },
		(None, false) => Inside::No { holds },
	}
}

fn dates(from: Moment, to: Moment, now: Moment) -> Inside {
	match (now < from, now <= to) {
		// Never in it, where it ends before it begins.
		(true, _) if from > to => Inside::No { holds: Moment::MAX },
		(true, _) => Inside::No { holds: from.saturating_sub(1) },
		(false, true) => Inside::Yes { holds: to },
		(false, false) => Inside::No { holds: Moment::MAX },
	}
}

fn weekly(from: u16, to: u16, wall: &Wall, now: Moment) -> Inside {
	let local = match wall {
		Ok(local) => local,
		Err(holds) => return Inside::Unknown { holds: *holds },
	};
	// Grants may name minutes that no week has.
	let edge = |minute: u16| Moment::from(minute.min(WEEK_MINUTES)).saturating_mul(MINUTE_MS);
	let (from, to) = (edge(from), edge(to));
	let inside = match from <= to {
		true => from <= local.in_week && local.in_week < to,
		false => from <= local.in_week || local.in_week < to,
	};
	// The edge that comes next, if need be in the next week.
	let next = match inside {
		true => to,
		false => from,
	};
	let ahead = match next > local.in_week {
		true => next.saturating_sub(local.in_week),
		false => next.saturating_add(WEEK_MS).saturating_sub(local.in_week),
	};
	// Just before it.
	let holds = local.holds.min(now.saturating_add(ahead).saturating_sub(1));
	match inside {
		true => Inside::Yes { holds },
		false => Inside::No { holds },
	}
}
