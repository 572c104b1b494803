//! A signature: 0x and the hexadecimal digits of its SCALE encoding.

use codec::{DecodeAll, Encode};
use jmt_primitives::DeviceSignature;
use serde::{Deserialize, Deserializer, Serializer};

pub fn serialize<S: Serializer>(
	signature: &DeviceSignature,
	serializer: S,
) -> Result<S::Ok, S::Error> {
	serializer.serialize_str(&format!("0x{}", hex::encode(signature.encode())))
}

pub fn deserialize<'de, D: Deserializer<'de>>(
	deserializer: D,
) -> Result<DeviceSignature, D::Error> {
	let text = String::deserialize(deserializer)?;
	text.strip_prefix("0x")
		.and_then(|digits| hex::decode(digits).ok())
		.and_then(|bytes| DeviceSignature::decode_all(&mut &*bytes).ok())
		.ok_or_else(|| serde::de::Error::custom("the signature is not one in hexadecimal"))
}
