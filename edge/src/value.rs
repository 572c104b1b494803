//! Keys of storage items as people write them.

use crate::keys::parse_address;
use scale_value::Value;

/// Reads one part of a storage key: 0x and hexadecimal, an address, a number, a word (a variant without
/// fields), or the syntax of `scale_value::stringify`, such as `(1, 2)` or `Id("..")`.
pub fn parse_key(text: &str) -> Result<Value, String> {
	if let Some(digits) = text.strip_prefix("0x") {
		return hex::decode(digits)
			.map(Value::from_bytes)
			.map_err(|error| format!("{text:?}: {error}"));
	}
	if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
		let number = text.parse().map_err(|_| format!("{text:?} is too large"))?;
		return Ok(Value::u128(number));
	}
	if let Ok(account) = parse_address(text) {
		return Ok(Value::from_bytes(account));
	}
	match scale_value::stringify::from_str(text) {
		(Ok(value), "") => Ok(value),
		_ if is_word(text) => Ok(Value::unnamed_variant(text, Vec::<Value>::new())),
		(Ok(_), rest) => Err(format!("{text:?}: what is {rest:?}?")),
		(Err(error), _) => Err(format!("{text:?}: {error}")),
	}
}

/// Whether it can be the name of a variant.
fn is_word(text: &str) -> bool {
	text.starts_with(|first: char| first.is_ascii_alphabetic())
		&& text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::keys::format_address;
	use jmt_primitives::AccountId;

	#[test]
	fn parse_key_it_reads_what_people_write() {
		assert_eq!(parse_key("12").unwrap(), Value::u128(12));
		assert_eq!(parse_key("0x0102").unwrap(), Value::from_bytes([1, 2]));
		let account = AccountId::new([7; 32]);
		assert_eq!(parse_key(&format_address(&account)).unwrap(), Value::from_bytes([7; 32]));
		let word = Value::unnamed_variant("Devices", Vec::<Value>::new());
		assert_eq!(parse_key("Devices").unwrap(), word);
		let pair = Value::unnamed_composite([Value::u128(1), Value::u128(2)]);
		assert_eq!(parse_key("(1, 2)").unwrap(), pair);
		assert!(parse_key("0xzz").is_err());
		assert!(parse_key("(1, 2) 3").is_err());
	}

	#[test]
	fn parse_key_it_refuses_digits_of_other_scripts_and_signs() {
		for text in ["", "\u{ff11}\u{ff12}", "\u{0661}", "+", "D\u{e9}vices"] {
			assert!(parse_key(text).is_err(), "{text}");
		}
	}
}
