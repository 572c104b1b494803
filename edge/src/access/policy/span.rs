//! Lengths of time as text: digits and one unit.

use jmt_primitives::Moment;

/// Units, the longest first.
const UNITS: [(&str, Moment); 5] =
	[("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

/// Reads `10m`, `24h`, `0s` or `250ms`, in ms.
pub fn parse_span(text: &str) -> Result<Moment, String> {
	let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
	let (digits, unit) = text.split_at(end);
	let shape = || format!("{text:?} is no time such as 90s, 10m, 2h or 30d");
	let (_, ms) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(shape)?;
	let number: Moment = digits.parse().map_err(|_| shape())?;
	number.checked_mul(*ms).ok_or_else(|| format!("{text:?} is too long"))
}

/// The same in its longest unit.
pub fn format_span(ms: Moment) -> String {
	let whole = |(_, unit): &&(&str, Moment)| ms != 0 && ms.checked_rem(*unit) == Some(0);
	match UNITS.iter().find(whole) {
		Some((name, unit)) => format!("{}{name}", ms.checked_div(*unit).unwrap_or(ms)),
		None => "0s".into(),
	}
}

/// A length of time in words: `10 minutes`.
pub(super) fn in_words(ms: Moment) -> String {
	let text = format_span(ms);
	let unit = match text.trim_start_matches(|character: char| character.is_ascii_digit()) {
		"d" => "day",
		"h" => "hour",
		"m" => "minute",
		"s" => "second",
		_ => "millisecond",
	};
	let number = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
	match number {
		"1" => format!("1 {unit}"),
		number => format!("{number} {unit}s"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn format_span_it_writes_what_parse_span_reads() {
		for (text, ms) in [
			("0s", 0),
			("250ms", 250),
			("90s", 90_000),
			("10m", 600_000),
			("2h", 7_200_000),
			("1d", 86_400_000),
			("30d", 2_592_000_000),
		] {
			assert_eq!(parse_span(text), Ok(ms));
			assert_eq!(format_span(ms), text);
		}
		for ms in [1, 999, 1_000, 60_001, 86_399_999, Moment::MAX] {
			assert_eq!(parse_span(&format_span(ms)), Ok(ms));
		}
		assert_eq!(in_words(60_000), "1 minute");
		assert_eq!(in_words(0), "0 seconds");
		assert_eq!(in_words(7_200_000), "2 hours");
	}

	#[test]
	fn parse_span_other_forms_are_refused() {
		for text in ["", "d", "5", "-5d", "1.5h", "5w", "5 m", "99999999999999999999d", "+1s"] {
			assert!(parse_span(text).is_err(), "{text}");
		}
	}
}
