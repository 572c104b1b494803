//! Amounts of JMT.

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

/// For people, to the planck: `1 234 567.890000000000 JMT`, right-aligned for the amounts that exist.
pub(crate) fn display(planck: u128) -> String {
	let whole = (planck / JMT).to_string();
	let fraction = planck % JMT;
	let mut grouped = String::new();
	for (position, digit) in whole.chars().enumerate() {
		if position > 0 && (whole.len() - position).is_multiple_of(3) {
			grouped.push(' ');
		}
		grouped.push(digit);
	}
	format!("{grouped:>14}.{fraction:0width$} {TOKEN_SYMBOL}", width = usize::from(TOKEN_DECIMALS))
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn it_shows_every_planck() {
		assert_eq!(display(50_000_000_000 * JMT).trim(), "50 000 000 000.000000000000 JMT");
		assert_eq!(display(1).trim(), "0.000000000001 JMT");
		assert_eq!(display(1_234 * JMT + 5).trim(), "1 234.000000000005 JMT");
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
