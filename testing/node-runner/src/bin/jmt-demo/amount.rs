//! Amounts of JMT, as the agent writes them: digits alone, so that they can be given back to it.

use jmt_node_runner::{Error, Result};
use jmt_primitives::{JMT, TOKEN_DECIMALS, TOKEN_SYMBOL};
use serde_json::Value;

/// Planck in JSON: a decimal string, or a number where it fits.
pub(crate) fn planck(value: &Value) -> Result<u128> {
	match value {
		Value::String(text) => text.parse().ok(),
		Value::Number(number) => number.to_string().parse().ok(),
		_ => None,
	}
	.ok_or_else(|| Error::shape("amount in planck", value))
}

/// To the planck, without zeros at the end: `1234567.89 JMT`.
pub(crate) fn short(planck: u128) -> String {
	let digits = digits(planck);
	format!("{} {TOKEN_SYMBOL}", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// To the planck, with all decimals and right-aligned for the amounts that exist: points stand below each other.
pub(crate) fn aligned(planck: u128) -> String {
	format!("{:>24} {TOKEN_SYMBOL}", digits(planck))
}

fn digits(planck: u128) -> String {
	format!("{}.{:0width$}", planck / JMT, planck % JMT, width = usize::from(TOKEN_DECIMALS))
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn it_shows_every_planck() {
		assert_eq!(aligned(50_000_000_000 * JMT), "50000000000.000000000000 JMT");
		assert_eq!(aligned(1), "          0.000000000001 JMT");
		assert_eq!(short(1), "0.000000000001 JMT");
		assert_eq!(short(1_234 * JMT + 500), "1234.0000000005 JMT");
		assert_eq!(short(100 * JMT), "100 JMT");
		assert_eq!(short(0), "0 JMT");
	}

	#[test]
	fn it_reads_strings_and_numbers() {
		let most = u128::MAX.to_string();
		assert_eq!(planck(&json!(most)).unwrap(), u128::MAX);
		assert_eq!(planck(&json!(7)).unwrap(), 7);
		assert!(planck(&json!(-1)).is_err());
		assert!(planck(&json!("7 JMT")).is_err());
		assert!(planck(&json!(null)).is_err());
	}
}
