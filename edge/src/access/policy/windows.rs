//! Windows of time as text.
//!
//! | Text | Windows |
//! |---|---|
//! | `Mon 07:00-18:00` | one, the end excluded |
//! | `Mon-Fri 07:00-18:00` | one a day |
//! | `Sat 22:00-Sun 06:00` | one from day to day, over the week's end too |
//! | `2026-12-24T00:00:00Z/2026-12-27T00:00:00Z` | dates, the last moment included |

use chrono::DateTime;
use jmt_primitives::{access::Window, Moment};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const NAMES: [&str; 7] =
	["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const DAY: u16 = 24 * 60;
const WEEK: u16 = 7 * DAY;

/// Reads a text, which may stand for several windows.
pub fn parse_window(text: &str) -> Result<Vec<Window>, String> {
	let shape = || {
		format!(
			"{text:?} is no time such as \"Mon-Fri 07:00-18:00\", \"Sat 22:00-Sun 06:00\" or \
			 \"2026-12-24T00:00:00Z/2026-12-27T00:00:00Z\""
		)
	};
	if let Some((from, to)) = text.split_once('/') {
		let (from, to) = (parse_date(from).ok_or_else(shape)?, parse_date(to).ok_or_else(shape)?);
		return Ok(vec![Window::Dates { from, to }]);
	}
	let parts: Vec<&str> = text.split_whitespace().collect();
	match parts.as_slice() {
		[days, hours] => {
			let (from, to) = hours.split_once('-').ok_or_else(shape)?;
			let (from, to) = (hour(from).ok_or_else(shape)?, hour(to).ok_or_else(shape)?);
			if from >= to {
				return Err(format!(
					"{text:?} ends before it begins; over midnight it is such as \"Sat 22:00-Sun 06:00\""
				));
			}
			let window = |day: u16| {
				let begin = day.saturating_mul(DAY);
				weekly(begin.saturating_add(from), begin.saturating_add(to))
			};
			Ok(span_of_days(days).ok_or_else(shape)?.into_iter().map(window).collect())
		},
		[first, between, end] => {
			let (begin, last) = between.split_once('-').ok_or_else(shape)?;
			let minute = |day: &str, time: &str| {
				Some(day_of(day)?.saturating_mul(DAY).saturating_add(hour(time)?))
			};
			let from = minute(first, begin).ok_or_else(shape)?;
			let to = minute(last, end).ok_or_else(shape)?;
			Ok(vec![weekly(from, to)])
		},
		_ => Err(shape()),
	}
}

/// Minute 10,080 is the first one of the next week.
fn weekly(from: u16, to: u16) -> Window {
	let wrapped = |minute: u16| minute.checked_rem(WEEK).unwrap_or(0);
	Window::Weekly { from: wrapped(from), to: wrapped(to) }
}

fn day_of(text: &str) -> Option<u16> {
	let place = DAYS.iter().position(|day| day.eq_ignore_ascii_case(text))?;
	u16::try_from(place).ok()
}

/// `Mon`, or `Mon-Fri`, or `Sat-Tue` over the week's end.
fn span_of_days(text: &str) -> Option<Vec<u16>> {
	let (first, last) = text.split_once('-').unwrap_or((text, text));
	let (first, last) = (day_of(first)?, day_of(last)?);
	Some(match first <= last {
		true => (first..=last).collect(),
		false => (first..7).chain(0..=last).collect(),
	})
}

/// `07:00`, in minutes. `24:00` is the day's end.
fn hour(text: &str) -> Option<u16> {
	let (hours, minutes) = text.split_once(':')?;
	let two = |text: &str| {
		let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
		plain.then(|| text.parse::<u16>().ok()).flatten()
	};
	let (hours, minutes) = (two(hours)?, two(minutes)?);
	let minute = hours.checked_mul(60)?.checked_add(minutes)?;
	(minutes < 60 && minute <= DAY).then_some(minute)
}

/// A time of RFC 3339, or its ms.
pub fn parse_date(text: &str) -> Option<Moment> {
	if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
		return text.parse().ok();
	}
	Moment::try_from(DateTime::parse_from_rfc3339(text).ok()?.timestamp_millis()).ok()
}

/// Days in a row with the same hours.
struct Row {
	first: u16,
	last: u16,
	from: u16,
	to: u16,
}

/// A part of a list of windows that one text stands for.
enum Part {
	Days(Row),
	/// From a day to another one.
	Over {
		from: u16,
		to: u16,
	},
	Dates {
		from: Moment,
		to: Moment,
	},
}

/// The windows in their order, those of days in a row together.
fn parts(windows: &[Window]) -> Vec<Part> {
	let mut parts: Vec<Part> = Vec::new();
	for window in windows {
		let (from, to) = match *window {
			Window::Dates { from, to } => {
				parts.push(Part::Dates { from, to });
				continue;
			},
			Window::Weekly { from, to } => (from, to),
		};
		// The week's end is the end of Sunday, and a day's end the end of that day.
		let end = if to == 0 { WEEK } else { to };
		let day = from / DAY;
		let begin = day.saturating_mul(DAY);
		let (from_hour, to_hour) = (from.saturating_sub(begin), end.saturating_sub(begin));
		if end <= from || to_hour > DAY {
			parts.push(Part::Over { from, to });
			continue;
		}
		match parts.last_mut() {
			Some(Part::Days(row))
				if row.last.checked_add(1) == Some(day)
					&& (row.from, row.to) == (from_hour, to_hour) =>
			{
				row.last = day;
			},
			_ => {
				parts.push(Part::Days(Row { first: day, last: day, from: from_hour, to: to_hour }))
			},
		}
	}
	parts
}

/// The texts of windows; together they are read as the same list.
pub fn format_windows(windows: &[Window]) -> Vec<String> {
	let part = |part: &Part| match part {
		Part::Days(row) if row.first == row.last => {
			format!("{} {}-{}", name(&DAYS, row.first), clock(row.from), clock(row.to))
		},
		Part::Days(row) => format!(
			"{}-{} {}-{}",
			name(&DAYS, row.first),
			name(&DAYS, row.last),
			clock(row.from),
			clock(row.to)
		),
		Part::Over { from, to } => {
			format!(
				"{} {}-{} {}",
				name(&DAYS, from / DAY),
				clock(from % DAY),
				name(&DAYS, to / DAY),
				clock(to % DAY)
			)
		},
		Part::Dates { from, to } => format!("{}/{}", date_text(*from), date_text(*to)),
	};
	parts(windows).iter().map(part).collect()
}

/// The same in a sentence: `Monday to Friday 07:00 to 18:00`.
pub(super) fn in_words(windows: &[Window]) -> String {
	let part = |part: &Part| match part {
		Part::Days(row) if row.first == row.last => {
			format!("{} {} to {}", name(&NAMES, row.first), clock(row.from), clock(row.to))
		},
		Part::Days(row) => format!(
			"{} to {} {} to {}",
			name(&NAMES, row.first),
			name(&NAMES, row.last),
			clock(row.from),
			clock(row.to)
		),
		Part::Over { from, to } => format!(
			"{} {} to {} {}",
			name(&NAMES, from / DAY),
			clock(from % DAY),
			name(&NAMES, to / DAY),
			clock(to % DAY)
		),
		Part::Dates { from, to } => {
			let text = crate::amount::format_time;
			format!("from {} UTC to {} UTC", text(*from), text(*to))
		},
	};
	parts(windows).iter().map(part).collect::<Vec<_>>().join(" or ")
}

fn name<'a>(names: &[&'a str; 7], day: u16) -> &'a str {
	names.get(usize::from(day)).copied().unwrap_or("?")
}

fn clock(minute: u16) -> String {
	format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A time of RFC 3339 where the calendar has one, its ms otherwise.
fn date_text(moment: Moment) -> String {
	let told = i64::try_from(moment).ok().and_then(DateTime::from_timestamp_millis);
	let told = told.map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true));
	// A year of five digits is none of RFC 3339.
	told.filter(|text| parse_date(text) == Some(moment)).unwrap_or_else(|| moment.to_string())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn weekly(from: u16, to: u16) -> Window {
		Window::Weekly { from, to }
	}

	#[test]
	fn parse_window_it_takes_days_nights_and_dates() {
		assert_eq!(parse_window("Mon 07:00-18:00").unwrap(), [weekly(420, 1_080)]);
		assert_eq!(parse_window("sun 00:00-24:00").unwrap(), [weekly(8_640, 0)]);
		assert_eq!(parse_window("Sat 22:00-Sun 06:00").unwrap(), [weekly(8_520, 9_000)]);
		assert_eq!(parse_window("Sun 22:00-Mon 06:00").unwrap(), [weekly(9_960, 360)]);
		let days = parse_window("Mon-Fri 07:00-18:00").unwrap();
		assert_eq!(days.len(), 5);
		assert_eq!(days.last(), Some(&weekly(4 * 1_440 + 420, 4 * 1_440 + 1_080)));
		assert_eq!(parse_window("Sat-Mon 08:00-09:00").unwrap().len(), 3);
		let dates = Window::Dates { from: 1_798_070_400_000, to: 1_798_329_600_000 };
		assert_eq!(parse_window("2026-12-24T00:00:00Z/2026-12-27T00:00:00Z").unwrap(), [dates]);
	}

	#[test]
	fn format_windows_it_writes_what_parse_window_reads() {
		for texts in [
			&["Mon 07:00-18:00"][..],
			&["Mon-Fri 07:00-18:00"],
			&["Mon-Sun 00:00-24:00"],
			&["Mon-Fri 07:00-18:00", "Sat 22:00-Sun 06:00"],
			&["Sun 22:00-Mon 06:00"],
			&["Mon 07:00-18:00", "Mon 07:00-18:00"],
			&["Wed 10:00-11:00", "Tue 10:00-11:00"],
			&["2026-12-24T00:00:00Z/2026-12-27T00:00:00.001Z", "Mon 00:00-00:01"],
			&["0/18446744073709551615"],
		] {
			let windows: Vec<_> =
				texts.iter().flat_map(|text| parse_window(text).unwrap()).collect();
			let written = format_windows(&windows);
			let again: Vec<_> =
				written.iter().flat_map(|text| parse_window(text).unwrap()).collect();
			assert_eq!(again, windows, "{texts:?}: {written:?}");
		}
		assert_eq!(
			format_windows(&parse_window("mon-fri 07:00-18:00").unwrap()),
			["Mon-Fri 07:00-18:00"]
		);
	}

	#[test]
	fn format_windows_every_weekly_window_is_read_back() {
		for from in (0..WEEK).step_by(37) {
			for to in (0..WEEK).step_by(41) {
				if from != to {
					let texts = format_windows(&[weekly(from, to)]);
					let again: Vec<_> =
						texts.iter().flat_map(|text| parse_window(text).unwrap()).collect();
					assert_eq!(again, [weekly(from, to)], "{texts:?}");
				}
			}
		}
	}

	#[test]
	fn in_words_it_says_days_in_a_row_together() {
		let windows = parse_window("Mon-Fri 07:00-18:00").unwrap();
		assert_eq!(in_words(&windows), "Monday to Friday 07:00 to 18:00");
		let night = parse_window("Sat 22:00-Sun 06:00").unwrap();
		assert_eq!(in_words(&night), "Saturday 22:00 to Sunday 06:00");
	}

	#[test]
	fn parse_window_other_forms_are_refused_with_how_to_write_one() {
		for text in [
			"",
			"Mon",
			"07:00-18:00",
			"Mon 7:00-18:00",
			"Mon 07:00",
			"Mon 07:60-18:00",
			"Mon 07:00-24:01",
			"Mon 18:00-07:00",
			"Mon 07:00-07:00",
			"Montag 07:00-18:00",
			"Mon-Fri-Sun 07:00-18:00",
			"Mon 07:00-18:00 daily",
			"2026-12-24/2026-12-27",
			"2026-02-30T00:00:00Z/2026-12-27T00:00:00Z",
		] {
			assert!(parse_window(text).is_err(), "{text}");
		}
	}
}
