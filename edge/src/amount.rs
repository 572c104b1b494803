//! Amounts and times as people write them.

use chrono::DateTime;
use jmt_primitives::{Balance, Moment, JMT, TOKEN_DECIMALS, TOKEN_SYMBOL};

/// An amount in JMT with its symbol: `1234.5 JMT`, with every planck.
pub fn format_jmt(planck: Balance) -> String {
	let (whole, rest) = (planck / JMT, planck % JMT);
	let mut text = whole.to_string();
	if rest > 0 {
		let fraction = format!("{rest:0width$}", width = usize::from(TOKEN_DECIMALS));
		text.push('.');
		text.push_str(fraction.trim_end_matches('0'));
	}
	format!("{text} {TOKEN_SYMBOL}")
}

/// Reads an amount in JMT with up to twelve decimals (`1.5`), or in planck (`1500planck`): digits, at most one point
/// between them, and `_` between digits. A comma is refused, since it means one thing here and another there. So is
/// zero.
pub fn parse_jmt(text: &str) -> Result<Balance, String> {
	let text = text.trim();
	let planck = if text.contains(',') {
		return Err(without_comma(text));
	} else if let Some(number) = text.strip_suffix("planck") {
		digits(number.trim_end())
			.ok_or_else(|| format!("{text:?} is not an amount, such as 1500planck"))?
			.parse::<Balance>()
			.map_err(|_| format!("{text:?} is too large"))?
	} else {
		planck_of(text)?
	};
	match planck {
		0 => Err("an amount of zero moves nothing".into()),
		planck => Ok(planck),
	}
}

/// An amount in JMT, in planck.
fn planck_of(text: &str) -> Result<Balance, String> {
	let wrong = || format!("{text:?} is not an amount, such as 1.5");
	let number = text.strip_suffix(TOKEN_SYMBOL).unwrap_or(text).trim_end();
	let (whole, fraction) = match number.split_once('.') {
		Some((whole, fraction)) => (whole, digits(fraction).ok_or_else(wrong)?),
		None => (number, String::new()),
	};
	let whole = digits(whole).ok_or_else(wrong)?;
	let width = usize::from(TOKEN_DECIMALS);
	if fraction.len() > width {
		return Err(format!("{text:?} has more than {TOKEN_DECIMALS} decimals"));
	}
	format!("{whole}{fraction:0<width$}").parse().map_err(|_| format!("{text:?} is too large"))
}

/// The digits of a number that may have `_` between two of them. `None` for anything else.
fn digits(text: &str) -> Option<String> {
	let parts = text.split('_');
	let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
	parts.clone().all(is_number).then(|| parts.collect())
}

/// Why an amount with a comma is refused, with the ways in which it may be written.
fn without_comma(text: &str) -> String {
	let thousands = |whole: &str, mark: char| {
		let mut groups = whole.split(mark);
		let first = groups.next().unwrap_or_default();
		(1..=3).contains(&first.len())
			&& !first.starts_with('0')
			&& groups.all(|group| group.len() == 3)
	};
	let mut readings = Vec::new();
	// `1,5`, and `1.000,5`: the comma stands before the decimals.
	if let Some((whole, fraction)) = text.split_once(',') {
		if !fraction.contains([',', '.']) && (!whole.contains('.') || thousands(whole, '.')) {
			readings.push(format!("{}.{fraction}", whole.replace('.', "")));
		}
	}
	// `1,000`, and `1,000.5`: it parts thousands.
	let number = [TOKEN_SYMBOL, "planck"].iter().find_map(|unit| text.strip_suffix(unit));
	let number = number.unwrap_or(text).trim_end();
	let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
	if !fraction.contains(',') && thousands(whole, ',') {
		readings.push(text.replace(',', ""));
	}
	readings.retain(|reading| parse_jmt(reading).is_ok());
	match readings.as_slice() {
		[] => format!("{text:?} has a comma: write a point before the decimals, such as 1.5"),
		readings => format!("{text:?} has a comma: write {}", readings.join(" or ")),
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
		assert_eq!(format_jmt(50_000_000_000 * JMT), "50000000000 JMT");
		assert_eq!(format_jmt(1_234 * JMT + 10_000_000_000), "1234.01 JMT");
	}

	#[test]
	fn parse_jmt_it_reads_what_format_jmt_writes() {
		for planck in [1, 999_999_999_999, JMT, 1_234 * JMT + 56, 50_000_000_000 * JMT] {
			assert_eq!(parse_jmt(&format_jmt(planck)), Ok(planck));
		}
		assert_eq!(parse_jmt("1.5"), Ok(1_500_000_000_000));
		assert_eq!(parse_jmt("2"), Ok(2 * JMT));
		assert_eq!(parse_jmt("7planck"), Ok(7));
		assert_eq!(parse_jmt("1_500planck"), Ok(1_500));
		assert_eq!(parse_jmt("1_000.000_5"), Ok(1_000 * JMT + JMT / 2_000));
		assert_eq!(parse_jmt("0.000000000001"), Ok(1));
	}

	#[test]
	fn parse_jmt_it_refuses_what_is_no_amount() {
		for text in [
			"",
			"0",
			"0.0",
			"-1",
			"+1",
			"1.",
			".5",
			"1e3",
			"1.2.3",
			"1.0000000000001",
			"x",
			"1 2",
			"JMT",
			"planck",
			"1.5planck",
			"1_",
			"_1",
			"1__0",
			"1_.5",
			"1._5",
			"1.5_",
			"0x1",
			"\u{ff11}",
			"1.\u{ff15}",
			"\u{0661}",
		] {
			assert!(parse_jmt(text).is_err(), "{text}");
		}
		assert!(parse_jmt("999999999999999999999999999999999999999").is_err());
	}

	#[test]
	fn parse_jmt_a_comma_no_longer_multiplies_what_is_sent() {
		for (text, ways) in [
			("1,5", "write 1.5"),
			("0,001", "write 0.001"),
			("1,500", "write 1.500 or 1500"),
			("1,500 JMT", "write 1.500 JMT or 1500 JMT"),
			("1.000,50", "write 1000.50"),
			("1,000.50", "write 1000.50"),
			("1,000,000", "write 1000000"),
			("1.5,0", "write a point before the decimals, such as 1.5"),
			(",5", "write a point before the decimals, such as 1.5"),
			("1,", "write a point before the decimals, such as 1.5"),
			("1,,,5", "write a point before the decimals, such as 1.5"),
		] {
			assert_eq!(parse_jmt(text), Err(format!("{text:?} has a comma: {ways}")));
		}
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
