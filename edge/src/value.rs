//! Values that only metadata describes: reading keys from the command line, showing what was decoded.

use crate::keys::parse_address;
use scale_value::{Composite, Primitive, Value, ValueDef};
use serde_json::Value as Json;

/// Largest integer that JSON readers keep exact.
const MAX_EXACT: u128 = (1 << 53) - 1;

/// Reads one part of a storage key: 0x and hexadecimal, an address, a number, a word (a variant without
/// fields), or the syntax of `scale_value::stringify`, such as `(1, 2)` or `Id("..")`.
pub fn parse_key(text: &str) -> Result<Value, String> {
	if let Some(digits) = text.strip_prefix("0x") {
		return hex::decode(digits)
			.map(Value::from_bytes)
			.map_err(|error| format!("{text:?}: {error}"));
	}
	if let Ok(number) = text.parse::<u128>() {
		return Ok(Value::u128(number));
	}
	if let Ok(account) = parse_address(text) {
		return Ok(Value::from_bytes(account));
	}
	match scale_value::stringify::from_str(text) {
		(Ok(value), "") => Ok(value),
		_ if text.chars().all(char::is_alphanumeric) => {
			Ok(Value::unnamed_variant(text, Vec::<Value>::new()))
		},
		(Ok(_), rest) => Err(format!("{text:?}: what is {rest:?}?")),
		(Err(error), _) => Err(format!("{text:?}: {error}")),
	}
}

/// A decoded value as JSON. Bytes become 0x and hexadecimal, large integers strings, wrappers of one value
/// that value, variants an object with the variant's name (or the name alone).
pub fn to_json<T>(value: &Value<T>) -> Json {
	match &value.value {
		ValueDef::Composite(composite) => composite_to_json(composite),
		ValueDef::Variant(variant) => match (variant.name.as_str(), variant.values.len()) {
			("None", 0) => Json::Null,
			("Some", 1) => composite_to_json(&variant.values),
			(name, 0) => Json::from(name),
			(name, _) => Json::from_iter([(name.to_string(), composite_to_json(&variant.values))]),
		},
		ValueDef::BitSequence(bits) => {
			Json::from(bits.iter().map(|bit| if bit { '1' } else { '0' }).collect::<String>())
		},
		ValueDef::Primitive(primitive) => match primitive {
			Primitive::Bool(bool) => Json::from(*bool),
			Primitive::Char(char) => Json::from(char.to_string()),
			Primitive::String(text) => Json::from(text.as_str()),
			Primitive::U128(number) => match u64::try_from(*number) {
				Ok(small) if *number <= MAX_EXACT => Json::from(small),
				_ => Json::from(number.to_string()),
			},
			Primitive::I128(number) => match i64::try_from(*number) {
				Ok(small) if number.unsigned_abs() <= MAX_EXACT => Json::from(small),
				_ => Json::from(number.to_string()),
			},
			Primitive::U256(bytes) | Primitive::I256(bytes) => {
				Json::from(format!("0x{}", hex::encode(bytes)))
			},
		},
	}
}

fn composite_to_json<T>(composite: &Composite<T>) -> Json {
	match composite {
		Composite::Named(fields) => {
			fields.iter().map(|(name, value)| (name.clone(), to_json(value))).collect()
		},
		Composite::Unnamed(values) => match (as_bytes(values), values.as_slice()) {
			(Some(bytes), _) => Json::from(format!("0x{}", hex::encode(bytes))),
			(None, [single]) => to_json(single),
			(None, values) => values.iter().map(to_json).collect(),
		},
	}
}

/// What looks like bytes: at least eight numbers below 256.
fn as_bytes<T>(values: &[Value<T>]) -> Option<Vec<u8>> {
	if values.len() < 8 {
		return None;
	}
	values.iter().map(|value| value.as_u128().and_then(|byte| u8::try_from(byte).ok())).collect()
}

/// The number in a field of a decoded struct.
pub fn field_u128<T>(value: &Value<T>, field: &str) -> Option<u128> {
	let ValueDef::Composite(Composite::Named(fields)) = &value.value else { return None };
	let (_, value) = fields.iter().find(|(name, _)| name == field)?;
	value.as_u128()
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
	fn to_json_it_keeps_every_digit() {
		let value = Value::named_composite([
			("small", Value::u128(5)),
			("large", Value::u128(u128::MAX)),
			("bytes", Value::unnamed_composite([Value::from_bytes([0xab; 32])])),
			("none", Value::unnamed_variant("None", Vec::<Value>::new())),
			("some", Value::unnamed_variant("Some", [Value::bool(true)])),
			("state", Value::unnamed_variant("Active", Vec::<Value>::new())),
			("list", Value::unnamed_composite([Value::u128(1), Value::u128(2)])),
		]);
		let expected = serde_json::json!({
			"small": 5,
			"large": u128::MAX.to_string(),
			"bytes": format!("0x{}", "ab".repeat(32)),
			"none": null,
			"some": true,
			"state": "Active",
			"list": [1, 2],
		});
		assert_eq!(to_json(&value), expected);
	}

	#[test]
	fn field_u128_it_finds_a_field_by_its_name() {
		let value = Value::named_composite([("a", Value::u128(1)), ("b", Value::u128(2))]);
		assert_eq!(field_u128(&value, "b"), Some(2));
		assert_eq!(field_u128(&value, "c"), None);
	}
}
