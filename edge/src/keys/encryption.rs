//! Keys to which messages are sealed: X25519 (RFC 7748).

use super::{create_private, file::kind_of, read_private, KeyError};
use crate::error::BoxedError;
use hpke::{kem::X25519HkdfSha256, Deserializable, Kem, Serializable};
use jmt_primitives::Hash;
use serde::{Deserialize, Serialize};
use sp_core::{sr25519, Pair};
use std::path::Path;
use zeroize::{Zeroize, Zeroizing};

/// The secret half, as the suite of messages takes it. Its bytes are cleared when it is dropped.
pub(crate) type Secret = <X25519HkdfSha256 as Kem>::PrivateKey;

/// A device's key for messages.
#[derive(Clone)]
pub struct EncryptionKey {
	secret: Secret,
}

/// Its file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct EncryptionFile {
	/// Always `encryption`.
	kind: String,
	/// The public half, for people; the secret decides.
	public_key: Hash,
	/// 32 bytes, 0x and hexadecimal.
	secret: String,
}

impl Drop for EncryptionFile {
	fn drop(&mut self) {
		self.secret.zeroize();
	}
}

impl EncryptionKey {
	/// The key with these 32 bytes as its secret: any are one.
	pub fn from_secret(secret: &[u8; 32]) -> Result<Self, KeyError> {
		match Secret::from_bytes(secret) {
			Ok(secret) => Ok(Self { secret }),
			Err(error) => Err(KeyError::BadSecret(error.to_string().into())),
		}
	}

	/// Makes a new key and its file.
	pub fn create(path: &Path) -> Result<Self, KeyError> {
		// 32 bytes of the system's randomness.
		let secret = Zeroizing::new(sr25519::Pair::generate().1);
		let key = Self::from_secret(&secret)?;
		let file = EncryptionFile {
			kind: "encryption".into(),
			public_key: key.public().into(),
			secret: format!("0x{}", hex::encode(secret.as_slice())),
		};
		let text = serde_json::to_string_pretty(&file)
			.map_err(|error| KeyError::Malformed { path: path.into(), source: error.into() })?;
		create_private(path, Zeroizing::new(text))?;
		Ok(key)
	}

	/// Reads a key file. One whose public key is not that of its secret is refused as damaged.
	pub fn read(path: &Path) -> Result<Self, KeyError> {
		let malformed = |source: BoxedError| KeyError::Malformed { path: path.into(), source };
		let text = read_private(path)?;
		kind_of(&text, "encryption").map_err(malformed)?;
		let file: EncryptionFile =
			serde_json::from_str(&text).map_err(|error| malformed(error.into()))?;
		let mut secret = Zeroizing::new([0u8; 32]);
		file.secret
			.strip_prefix("0x")
			.and_then(|digits| hex::decode_to_slice(digits, secret.as_mut_slice()).ok())
			.ok_or_else(|| malformed("the secret is not 32 bytes in hexadecimal".into()))?;
		let key = Self::from_secret(&secret)?;
		if key.public() != file.public_key.0 {
			return Err(malformed("its public key is not that of its secret".into()));
		}
		Ok(key)
	}

	/// The public half, as the chain and DID documents have it.
	pub fn public(&self) -> [u8; 32] {
		X25519HkdfSha256::sk_to_pk(&self.secret).to_bytes().into()
	}

	pub(crate) fn secret(&self) -> &Secret {
		&self.secret
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{error::one_line, keys::DeviceKey};
	use jmt_primitives::KeyType;
	use std::fs;

	#[test]
	fn create_it_writes_what_read_reads() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("messages.json");
		let key = EncryptionKey::create(&path).unwrap();
		assert_eq!(EncryptionKey::read(&path).unwrap().public(), key.public());
		assert!(matches!(EncryptionKey::create(&path), Err(KeyError::Exists(_))));
		let other = EncryptionKey::create(&dir.path().join("other.json")).unwrap();
		assert_ne!(other.public(), key.public());
	}

	#[test]
	fn read_it_refuses_a_damaged_file() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("messages.json");
		let key = EncryptionKey::create(&path).unwrap();
		let text = fs::read_to_string(&path).unwrap();
		let public = hex::encode(key.public());
		for damaged in [
			text.replace(&public, &"ab".repeat(32)),
			text.replace("\"encryption\"", "\"device\""),
			text.replace("\"secret\": \"0x", "\"secret\": \""),
			text.replacen("publicKey", "public", 1),
			text[..text.len() - 4].to_string(),
		] {
			assert_ne!(damaged, text);
			fs::write(&path, damaged).unwrap();
			assert!(matches!(EncryptionKey::read(&path), Err(KeyError::Malformed { .. })));
		}
	}

	#[test]
	fn read_a_key_of_another_kind_is_named_as_that() {
		let dir = tempfile::tempdir().unwrap();
		let (device, messages) = (dir.path().join("device.json"), dir.path().join("messages.json"));
		DeviceKey::create(&device, KeyType::P256).unwrap();
		EncryptionKey::create(&messages).unwrap();
		let said = one_line(&EncryptionKey::read(&device).err().unwrap());
		assert!(said.ends_with("a device's key, where one for messages belongs"), "{said}");
		let said = one_line(&DeviceKey::read(&messages).err().unwrap());
		assert!(said.ends_with("a key for messages, where a device's belongs"), "{said}");
	}
}
