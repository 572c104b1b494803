//! Wall-clock times for people, in UTC.

use chrono::{DateTime, Utc};
use jmt_primitives::Moment;

/// `2026-11-24 12:04:31 UTC`. A moment that no calendar has a date for is given in ms.
pub fn format_moment(moment: Moment) -> String {
	let date = i64::try_from(moment).ok().and_then(DateTime::<Utc>::from_timestamp_millis);
	match date {
		Some(date) => date.format("%Y-%m-%d %H:%M:%S UTC").to_string(),
		None => format!("{moment} ms"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn it_formats_known_moments() {
		for (moment, text) in [
			(0, "1970-01-01 00:00:00 UTC"),
			(951_782_399_999, "2000-02-28 23:59:59 UTC"),
			(951_782_400_000, "2000-02-29 00:00:00 UTC"),
			(1_000_000_000_000, "2001-09-09 01:46:40 UTC"),
			(4_107_542_400_000, "2100-03-01 00:00:00 UTC"),
		] {
			assert_eq!(format_moment(moment), text);
		}
	}

	#[test]
	fn it_formats_moments_beyond_every_calendar() {
		assert_eq!(format_moment(Moment::MAX), format!("{} ms", Moment::MAX));
	}
}
