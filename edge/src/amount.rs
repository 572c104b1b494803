//! Amounts and times as people write them.

use jmt_primitives::{Balance, Moment, JMT, TOKEN_DECIMALS, TOKEN_SYMBOL};

/// An amount in JMT with its symbol: `1,234.5 JMT`. Nothing is rounded.
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

/// A time in UTC: `2026-11-24 07:15:18`.
pub fn format_time(moment: Moment) -> String {
	let seconds = moment / 1000;
	let (days, rest) = (seconds / 86_400, seconds % 86_400);
	// Days since 0000-03-01 in the proleptic Gregorian calendar, cut into eras of 400 years
	// (H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days).
	let shifted = days + 719_468;
	let (era, of_era) = (shifted / 146_097, shifted % 146_097);
	let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
	let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	let shifted_month = (5 * of_year + 2) / 153;
	let day = of_year - (153 * shifted_month + 2) / 5 + 1;
	let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
	let year = year_of_era + era * 400 + u64::from(month <= 2);
	let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
	format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
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
	}
}
