//! Time zones of policies: the table of offsets that the chain needs, from the system's tz data.
//!
//! The chain knows no zones by name. A policy carries the changes of the clocks as far as the table reaches, and is
//! written anew before it ends.

use jiff::{
	tz::{Offset, TimeZone},
	Timestamp,
};
use jmt_primitives::{
	access::{Zone, MAX_OFFSETS, MAX_ZONE_MS},
	Moment,
};

/// Seconds of a minute, by which offsets are told.
const MINUTE: i32 = 60;

/// Why a zone has no table.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotZone {
	/// The system's tz data has none of this name.
	#[error("the system's tz data has no zone {0:?}; names are such as Europe/Berlin or UTC")]
	Unknown(String),
	/// Its clocks differ from UTC by a part of a minute.
	#[error("the zone {0:?} is off UTC by seconds, and policies count in minutes")]
	Seconds(String),
	/// The time lies beyond the calendar.
	#[error("the time {0} ms is beyond the calendar")]
	Time(Moment),
}

/// The table of a zone by its name, from the last change before `from` on, ten years ahead or as far as 24 entries
/// reach. `from` is the chain's time, so that the chain finds the table no longer than it takes.
pub fn zone(name: &str, from: Moment) -> Result<Zone, NotZone> {
	let tz = TimeZone::get(name).map_err(|_| NotZone::Unknown(name.into()))?;
	let out_of_calendar = |_| NotZone::Time(from);
	let start = i64::try_from(from)
		.map_err(|_| NotZone::Time(from))
		.and_then(|ms| Timestamp::from_millisecond(ms).map_err(out_of_calendar))?;
	let minutes = |offset: Offset| match (offset.seconds() / MINUTE, offset.seconds() % MINUTE) {
		(minutes, 0) => i16::try_from(minutes).map_err(|_| NotZone::Seconds(name.into())),
		_ => Err(NotZone::Seconds(name.into())),
	};
	// `preceding` leaves out a change at the very moment.
	let just_after = Timestamp::from_millisecond(start.as_millisecond().saturating_add(1))
		.map_err(|_| NotZone::Time(from))?;
	let begun = tz.preceding(just_after).next().map_or(0, |change| moment(change.timestamp()));
	let limit = from.saturating_add(MAX_ZONE_MS);
	let (mut offsets, mut good_until) = (vec![(begun, minutes(tz.to_offset(start))?)], limit);
	for change in tz.following(start) {
		let (at, offset) = (moment(change.timestamp()), minutes(change.offset())?);
		if at > limit {
			break;
		}
		// A change of the name alone is none of the clocks.
		if offsets.last().is_some_and(|(_, before)| *before == offset) {
			continue;
		}
		// cast: a constant of 24.
		if offsets.len() >= MAX_OFFSETS as usize {
			good_until = at.saturating_sub(1);
			break;
		}
		offsets.push((at, offset));
	}
	// The loop keeps to the bound.
	let offsets = offsets.try_into().map_err(|_| NotZone::Time(from))?;
	Ok(Zone { offsets, good_until })
}

/// Changes before 1970 count from its begin.
fn moment(time: Timestamp) -> Moment {
	Moment::try_from(time.as_millisecond()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
	use super::*;

	/// 29 November 2026, 12:00 UTC.
	const NOW: Moment = 1_795_953_600_000;
	const HOUR: Moment = 3_600_000;

	/// Whether the clocks at a moment differ from UTC by this table as jiff has it.
	fn agrees(name: &str, table: &Zone, at: Moment) {
		let by_table = table.offsets.iter().rev().find(|(from, _)| *from <= at).unwrap().1;
		let stamp = Timestamp::from_millisecond(at.try_into().unwrap()).unwrap();
		let told = TimeZone::get(name).unwrap().to_offset(stamp).seconds() / MINUTE;
		assert_eq!(i32::from(by_table), told, "{name} at {at}");
	}

	#[test]
	fn zone_a_table_tells_what_the_tz_data_tells_until_it_ends() {
		for name in [
			"Europe/Berlin",
			"Australia/Lord_Howe",
			"Asia/Kathmandu",
			"Pacific/Kiritimati",
			"Africa/Casablanca",
			"America/New_York",
			"America/Santiago",
			"Asia/Jerusalem",
			"Pacific/Chatham",
			"America/St_Johns",
			"Asia/Tehran",
			"UTC",
		] {
			let table = zone(name, NOW).unwrap();
			assert!(table.offsets.windows(2).all(|pair| pair[0].0 < pair[1].0), "{name}");
			assert!(table.good_until <= NOW + MAX_ZONE_MS, "{name}");
			let mut at = NOW;
			while at <= table.good_until {
				agrees(name, &table, at);
				at += 7 * HOUR + 60_000;
			}
			for (change, _) in table.offsets.iter().skip(1) {
				agrees(name, &table, change - 1);
				agrees(name, &table, *change);
			}
			agrees(name, &table, table.good_until);
		}
	}

	#[test]
	fn zone_berlin_reaches_eight_years_at_least() {
		let berlin = zone("Europe/Berlin", NOW).unwrap();
		assert!(berlin.good_until >= NOW + 8 * 365 * 24 * HOUR, "{}", berlin.good_until);
		// Winter since 25 October 2026, 01:00 UTC.
		assert_eq!(berlin.offsets.first(), Some(&(1_792_890_000_000, 60)));
		assert_eq!(berlin.offsets.get(1), Some(&(1_806_195_600_000, 120)));
	}

	#[test]
	fn zone_a_change_at_the_very_moment_is_the_first_entry() {
		let change = 1_792_890_000_000;
		for from in [change, change + 1] {
			let table = zone("Europe/Berlin", from).unwrap();
			assert_eq!(table.offsets.first(), Some(&(change, 60)), "{from}");
		}
		let before = zone("Europe/Berlin", change - 1).unwrap();
		assert_eq!(before.offsets.get(1), Some(&(change, 60)));
	}

	#[test]
	fn zone_one_without_changes_has_one_entry_from_the_begin() {
		let utc = zone("UTC", NOW).unwrap();
		assert_eq!(utc.offsets.to_vec(), [(0, 0)]);
		assert_eq!(utc.good_until, NOW + MAX_ZONE_MS);
	}

	mod reject {
		use super::*;

		#[test]
		fn zone_a_name_that_is_none() {
			for name in ["", "Europe/Atlantis", "+01:00", "../passwd"] {
				assert_eq!(zone(name, NOW), Err(NotZone::Unknown(name.into())), "{name}");
			}
		}

		#[test]
		fn zone_clocks_that_are_off_by_seconds() {
			// In 1971 they were off by 44 minutes and 30 seconds there.
			let then = 31_536_000_000;
			assert_eq!(
				zone("Africa/Monrovia", then),
				Err(NotZone::Seconds("Africa/Monrovia".into()))
			);
		}

		#[test]
		fn zone_no_time_beyond_the_calendar() {
			for from in [Moment::MAX, 1 << 60] {
				assert_eq!(zone("UTC", from), Err(NotZone::Time(from)));
			}
		}
	}
}
