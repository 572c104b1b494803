//! Bytes in files that travel: 0x and hexadecimal digits, by serde's `with`.

use serde::{de::Error, Deserialize, Deserializer};

fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
	let text = String::deserialize(deserializer)?;
	text.strip_prefix("0x")
		.and_then(|digits| hex::decode(digits).ok())
		.ok_or_else(|| Error::custom("not 0x and hexadecimal digits, two a byte"))
}

/// Bytes as they are.
pub(crate) mod bytes {
	use serde::{Deserializer, Serializer};

	pub(crate) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&format!("0x{}", hex::encode(bytes)))
	}

	pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
		deserializer: D,
	) -> Result<Vec<u8>, D::Error> {
		super::read(deserializer)
	}
}

/// A value by its SCALE encoding.
pub(crate) mod scale {
	use codec::{DecodeAll, Encode};
	use serde::{de::Error, Deserializer, Serializer};

	pub(crate) fn serialize<T: Encode, S: Serializer>(
		value: &T,
		serializer: S,
	) -> Result<S::Ok, S::Error> {
		super::bytes::serialize(&value.encode(), serializer)
	}

	pub(crate) fn deserialize<'de, T: DecodeAll, D: Deserializer<'de>>(
		deserializer: D,
	) -> Result<T, D::Error> {
		let bytes = super::read(deserializer)?;
		T::decode_all(&mut bytes.as_slice())
			.map_err(|_| Error::custom("the bytes are not what belongs here"))
	}
}
