//! Zones of time, as tables.

use super::MAX_OFFSETS;
use crate::Moment;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// A minute in ms.
pub const MINUTE_MS: Moment = 60_000;

/// A week in ms.
pub const WEEK_MS: Moment = 7 * 24 * 60 * MINUTE_MS;

/// 1970-01-01 was a Thursday: so much of its week, which began on Monday, was over.
const EPOCH_IN_WEEK_MS: Moment = 3 * 24 * 60 * MINUTE_MS;

/// Largest offset of a zone, in minutes.
pub const MAX_OFFSET_MINUTES: i16 = 1_080;

/// The offset of a zone from a moment (ms) on: minutes to be added to UTC.
pub type OffsetFrom = (Moment, i16);

/// A zone of time: offsets from moments on, in rising order. Before the first, and past `good_until`, the time of day is
/// unknown.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Zone {
	pub offsets: BoundedVec<OffsetFrom, ConstU32<MAX_OFFSETS>>,
	/// The last moment at which the table is known to be right, in ms.
	pub good_until: Moment,
}

/// A moment in a zone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Local {
	/// Ms since Monday 00:00 by the clock on the wall.
	pub in_week: Moment,
	/// The last moment to which the same offset holds, in ms.
	pub holds: Moment,
}

/// A moment in a zone, or the last moment to which the table does not tell, in ms.
pub type Wall = Result<Local, Moment>;

impl Zone {
	/// The moment `now` (ms) by the clock on the wall.
	pub fn local(&self, now: Moment) -> Wall {
		if now > self.good_until {
			return Err(Moment::MAX);
		}
		let (mut offset, mut holds) = (None, self.good_until);
		for (from, minutes) in &self.offsets {
			if *from > now {
				holds = holds.min(from.saturating_sub(1));
				break;
			}
			offset = Some(*minutes);
		}
		let offset = offset.ok_or(holds)?;
		in_week(now, offset).map(|in_week| Local { in_week, holds }).ok_or(Moment::MAX)
	}
}

/// Ms since Monday 00:00 of a moment in ms, with an offset in minutes.
fn in_week(now: Moment, offset: i16) -> Option<Moment> {
	let offset = i64::from(offset).checked_mul(MINUTE_MS.try_into().ok()?)?;
	// One week more, since an offset may be below 0.
	let in_week = now.checked_rem(WEEK_MS)?.checked_add(EPOCH_IN_WEEK_MS)?;
	let in_week = in_week.checked_add(WEEK_MS)?.checked_add_signed(offset)?;
	in_week.checked_rem(WEEK_MS)
}
