//! A level, as a number for people.

use jmt_primitives::units::Level;
use serde::{Deserialize, Deserializer, Serializer};

pub fn serialize<S: Serializer>(level: &Level, serializer: S) -> Result<S::Ok, S::Error> {
	serializer.serialize_u8(match level {
		Level::One => 1,
		Level::Two => 2,
	})
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Level, D::Error> {
	match u8::deserialize(deserializer)? {
		1 => Ok(Level::One),
		2 => Ok(Level::Two),
		_ => Err(serde::de::Error::custom("the level is neither 1 nor 2")),
	}
}
