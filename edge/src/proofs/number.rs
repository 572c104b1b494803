//! Numbers of 256 bits as text: decimal, as Semaphore's files have them, or 0x and 64 hexadecimal digits.

use jmt_zk_poseidon::Scalar;
use num_bigint::BigUint;

/// Digits of the largest number.
const MOST_DIGITS: usize = 78;

/// A number in 32 big-endian bytes, in decimal.
pub fn format_number(number: &[u8; 32]) -> String {
	BigUint::from_bytes_be(number).to_string()
}

/// A scalar in decimal.
pub fn format_scalar(scalar: &Scalar) -> String {
	format_number(&scalar.to_be_bytes())
}

/// Reads a number.
pub fn parse_number(text: &str) -> Result<[u8; 32], String> {
	let mut bytes = [0; 32];
	if let Some(digits) = text.strip_prefix("0x") {
		return match hex::decode_to_slice(digits, &mut bytes) {
			Ok(()) => Ok(bytes),
			Err(_) => Err("not 0x and 64 hexadecimal digits".into()),
		};
	}
	if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
		return Err("not a number in decimal digits, nor 0x and 64 hexadecimal digits".into());
	}
	let too_large = || "the number has more than 256 bits".to_string();
	if text.len() > MOST_DIGITS {
		return Err(too_large());
	}
	let number = BigUint::parse_bytes(text.as_bytes(), 10).ok_or_else(too_large)?.to_bytes_be();
	let start = bytes.len().checked_sub(number.len()).ok_or_else(too_large)?;
	for (byte, read) in bytes.iter_mut().skip(start).zip(number) {
		*byte = read;
	}
	Ok(bytes)
}

/// Reads a scalar of BN254. One that is not reduced is refused.
pub fn parse_scalar(text: &str) -> Result<Scalar, String> {
	Scalar::from_be_bytes(&parse_number(text)?).map_err(|error| error.to_string())
}

/// Numbers in files, by serde's `with`.
pub(super) mod decimal {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	pub(in super::super) fn serialize<S: Serializer>(
		number: &[u8; 32],
		serializer: S,
	) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&super::format_number(number))
	}

	pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
		deserializer: D,
	) -> Result<[u8; 32], D::Error> {
		let text = String::deserialize(deserializer)?;
		super::parse_number(&text).map_err(Error::custom)
	}
}

/// Scalars in files.
pub(super) mod scalar {
	use jmt_zk_poseidon::Scalar;
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	pub(in super::super) fn serialize<S: Serializer>(
		scalar: &Scalar,
		serializer: S,
	) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&super::format_scalar(scalar))
	}

	pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
		deserializer: D,
	) -> Result<Scalar, D::Error> {
		let text = String::deserialize(deserializer)?;
		super::parse_scalar(&text).map_err(Error::custom)
	}
}

/// Lists of scalars in files.
pub(super) mod scalars {
	use jmt_zk_poseidon::Scalar;
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	pub(in super::super) fn serialize<S: Serializer>(
		scalars: &[Scalar],
		serializer: S,
	) -> Result<S::Ok, S::Error> {
		serializer.collect_seq(scalars.iter().map(super::format_scalar))
	}

	pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
		deserializer: D,
	) -> Result<Vec<Scalar>, D::Error> {
		let texts = Vec::<String>::deserialize(deserializer)?;
		texts.iter().map(|text| super::parse_scalar(text).map_err(Error::custom)).collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The order of BN254's groups, r.
	const ORDER: &str =
		"21888242871839275222246405745257275088548364400416034343698204186575808495617";

	#[test]
	fn parse_number_it_reads_what_format_number_writes() {
		for number in [[0; 32], [1; 32], [0xff; 32], {
			let mut small = [0; 32];
			small[31] = 7;
			small
		}] {
			let text = format_number(&number);
			assert_eq!(parse_number(&text), Ok(number), "{text}");
			let text = format!("0x{}", hex::encode(number));
			assert_eq!(parse_number(&text), Ok(number), "{text}");
		}
		assert_eq!(format_number(&parse_number("7").unwrap()), "7");
		assert_eq!(format_scalar(&Scalar::from(12)), "12");
	}

	mod reject {
		use super::*;

		#[test]
		fn parse_number_other_forms_and_more_than_256_bits() {
			let above = format!("{}0", format_number(&[0xff; 32]));
			let one_more =
				"115792089237316195423570985008687907853269984665640564039457584007913129639936";
			for text in
				["", "-1", "+1", " 1", "1_0", "0x", "0x12", "1e3", "\u{ff11}", &above, one_more]
			{
				assert!(parse_number(text).is_err(), "{text}");
			}
		}

		#[test]
		fn parse_scalar_one_that_is_not_reduced() {
			assert!(parse_number(ORDER).is_ok());
			assert!(parse_scalar(ORDER).is_err());
			let before = format!("{}6", &ORDER[..ORDER.len() - 1]);
			assert_eq!(format_scalar(&parse_scalar(&before).unwrap()), before);
		}
	}
}
