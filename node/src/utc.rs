//! Wall-clock times for people, in UTC.

use jmt_primitives::{time::DAY_MS, Moment};

/// `2026-11-24 12:04:31 UTC`.
pub fn format_moment(moment: Moment) -> String {
	let (year, month, day) = civil_from_days(moment / DAY_MS);
	let seconds = moment % DAY_MS / 1_000;
	let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
	format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

/// Year, month and day of the Gregorian calendar, `days` after 1970-01-01: `civil_from_days` of Howard
/// Hinnant's "chrono-Compatible Low-Level Date Algorithms", for days that are not negative.
fn civil_from_days(days: u64) -> (u64, u64, u64) {
	// Years that begin in March have their leap day last; eras of 400 such years repeat.
	let shifted = days + 719_468;
	let era = shifted / 146_097;
	let day_of_era = shifted % 146_097;
	let year_of_era =
		(day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
	let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	let month_from_march = (5 * day_of_year + 2) / 153;
	let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
	let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
	let year = year_of_era + era * 400 + u64::from(month <= 2);
	(year, month, day)
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
			(1_709_251_199_000, "2024-02-29 23:59:59 UTC"),
			(1_709_251_200_000, "2024-03-01 00:00:00 UTC"),
			(4_107_542_400_000, "2100-03-01 00:00:00 UTC"),
		] {
			assert_eq!(format_moment(moment), text);
		}
	}

	#[test]
	fn it_gives_every_day_its_own_date() {
		let dates = (0..60_000u64).map(civil_from_days).collect::<Vec<_>>();
		assert!(dates.windows(2).all(|pair| pair[0] < pair[1]));
		assert!(dates
			.iter()
			.all(|(_, month, day)| (1..=12).contains(month) && (1..=31).contains(day)));
	}

	#[test]
	fn it_does_not_overflow() {
		assert!(format_moment(Moment::MAX).ends_with("UTC"));
	}
}
