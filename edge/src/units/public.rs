//! A public key, as in a DID document.

use jmt_primitives::{did::Multikey, DevicePublic};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub fn serialize<S: Serializer>(key: &DevicePublic, serializer: S) -> Result<S::Ok, S::Error> {
	Multikey::Signing(*key).serialize(serializer)
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DevicePublic, D::Error> {
	match Multikey::deserialize(deserializer)? {
		Multikey::Signing(key) => Ok(key),
		Multikey::Encryption(_) => Err(serde::de::Error::custom("the key is one for messages")),
	}
}
