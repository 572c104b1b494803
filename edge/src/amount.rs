//! Amounts and times as people write them.

use chrono::DateTime;
use jmt_primitives::{Balance, Moment, JMT, TOKEN_DECIMALS, TOKEN_SYMBOL};

/// An amount in JMT with its symbol: `1,234.5 JMT`, with every planck.
pub fn format_jmt(planck: Balance) -> String {
	let (whole, rest) = (planck / JMT, planck % JMT);
	let digits = whole.to_string();
	let mut text = String::new();
	for (at, digit) in digits.chars().enumerate() {
		if at > 0 && (digits.len() - at) % 3 == 0 {
			text.push(',');
		}
		text.push(digit);
	}
	if rest > 0 {
		let fraction = format!("{rest:0width$}", width = usize::from(TOKEN_DECIMALS));
		text.push('.');
		text.push_str(fraction.trim_end_matches('0'));
	}
	format!("{text} {TOKEN_SYMBOL}")
}

/// Reads an amount in JMT with up to twelve decimals (`1.5`), or in planck (`1500planck`). Commas and
/// underscores between digits are left out. Zero is refused.
pub fn parse_jmt(text: &str) -> Result<Balance, String> {
	let clean = text.trim().replace([',', '_'], "");
	let number = |digits: &str| match !digits.is_empty()
		&& digits.bytes().all(|byte| byte.is_ascii_digit())
	{
		true => digits.parse::<Balance>().map_err(|_| format!("{text:?} is too large")),
		false => Err(format!("{text:?} is not an amount, such as 1.5")),
	};
	let planck = match clean.strip_suffix("planck") {
		Some(digits) => number(digits.trim())?,
		None => {
			let clean = clean.strip_suffix(TOKEN_SYMBOL).unwrap_or(&clean).trim();
			let (whole, fraction) = clean.split_once('.').unwrap_or((clean, "0"));
			if fraction.len() > usize::from(TOKEN_DECIMALS) {
				return Err(format!("{text:?} has more than {TOKEN_DECIMALS} decimals"));
			}
			let width = usize::from(TOKEN_DECIMALS);
			number(whole)?
				.checked_mul(JMT)
				.and_then(|planck| {
					planck.checked_add(number(&format!("{fraction:0<width$}")).ok()?)
				})
				.filter(|_| number(fraction).is_ok())
				.ok_or_else(|| format!("{text:?} is not an amount, or too large"))?
		},
	};
	match planck {
		0 => Err("an amount of zero moves nothing".into()),
		planck => Ok(planck),
	}
}

/// A time in UTC: `2026-11-24 07:15:18`. Past the calendar's end, in the year 262142, the milliseconds themselves.
pub fn format_time(moment: Moment) -> String {
	let seconds = i64::try_from(moment / 1000).ok();
	match seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0)) {
		Some(time) => time.naive_utc().to_string(),
		None => format!("{moment} ms"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn format_jmt_it_shows_every_planck() {
		assert_eq!(format_jmt(0), "0 JMT");
		assert_eq!(format_jmt(1), "0.000000000001 JMT");
		assert_eq!(format_jmt(1_500_000_000_000), "1.5 JMT");
		assert_eq!(format_jmt(50_000_000_000 * JMT), "50,000,000,000 JMT");
		assert_eq!(format_jmt(1_234 * JMT + 10_000_000_000), "1,234.01 JMT");
	}

	#[test]
	fn parse_jmt_it_reads_what_format_jmt_writes() {
		for planck in [1, 999_999_999_999, JMT, 1_234 * JMT + 56, 50_000_000_000 * JMT] {
			assert_eq!(parse_jmt(&format_jmt(planck)), Ok(planck));
		}
		assert_eq!(parse_jmt("1.5"), Ok(1_500_000_000_000));
		assert_eq!(parse_jmt("2"), Ok(2 * JMT));
		assert_eq!(parse_jmt("7planck"), Ok(7));
	}

	#[test]
	fn parse_jmt_it_refuses_what_is_no_amount() {
		for text in
			["", "0", "0.0", "-1", "1.", ".5", "1e3", "1.2.3", "1.0000000000001", "x", "1 2"]
		{
			assert!(parse_jmt(text).is_err(), "{text}");
		}
		assert!(parse_jmt("999999999999999999999999999999999999999").is_err());
	}

	#[test]
	fn format_time_it_agrees_with_the_calendar() {
		assert_eq!(format_time(0), "1970-01-01 00:00:00");
		assert_eq!(format_time(951_782_400_000), "2000-02-29 00:00:00");
		assert_eq!(format_time(1_709_251_199_999), "2024-02-29 23:59:59");
		assert_eq!(format_time(4_107_542_400_000), "2100-03-01 00:00:00");
		assert_eq!(format_time(u64::MAX), "18446744073709551615 ms");
	}
}
