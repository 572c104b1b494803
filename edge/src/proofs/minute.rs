//! Minutes since 1970, by which sightings and proofs of place count.

use chrono::DateTime;

/// Reads a minute: its number in digits, or a time of RFC 3339, whose seconds are left out.
pub fn parse_minute(text: &str) -> Result<u32, String> {
	if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
		return text.parse().map_err(|_| "the minute is too large".into());
	}
	let time = DateTime::parse_from_rfc3339(text)
		.map_err(|_| "neither a minute in digits nor a time such as 2026-11-29T14:30:00Z")?;
	u32::try_from(time.timestamp().div_euclid(60))
		.map_err(|_| "the time lies before 1970, or too far ahead".into())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn parse_minute_it_takes_digits_and_times() {
		for (text, minute) in [
			("0", 0),
			("29000000", 29_000_000),
			("4294967295", u32::MAX),
			("1970-01-01T00:00:59Z", 0),
			("2025-02-19T21:20:00Z", 29_000_000),
			("2025-02-19T22:20:59.9+01:00", 29_000_000),
		] {
			assert_eq!(parse_minute(text), Ok(minute), "{text}");
		}
	}

	#[test]
	fn parse_minute_other_forms_are_refused() {
		for text in [
			"",
			"-1",
			"+1",
			" 1",
			"1.5",
			"4294967296",
			"2025-02-19",
			"2025-02-19T21:20:00",
			"2025-02-30T21:20:00Z",
			"1969-12-31T23:59:59Z",
		] {
			assert!(parse_minute(text).is_err(), "{text}");
		}
	}
}
