//! Keys of devices, in the four schemes that the chain verifies.

use super::{create_private, file::kind_of, read_private, KeyError};
use crate::error::BoxedError;
use jmt_primitives::{DeviceId, DevicePublic, DeviceSignature, KeyType};
use p256::ecdsa::{signature::Signer, SigningKey};
use serde::{Deserialize, Serialize};
use sp_core::{ecdsa, ed25519, sr25519, Pair};
use sp_crypto_hashing::sha2_256;
use std::path::Path;
use zeroize::{Zeroize, Zeroizing};

/// A device's secret key, and the device that answers by it.
#[derive(Clone)]
pub struct DeviceKey {
	secret: Secret,
	/// The device, where its key is not the one that it was registered with.
	registered_as: Option<DeviceId>,
}

/// A secret of each scheme.
#[derive(Clone)]
enum Secret {
	/// Schnorr over Ristretto25519.
	Sr25519(sr25519::Pair),
	/// RFC 8032.
	Ed25519(ed25519::Pair),
	/// ES256K.
	Secp256k1(ecdsa::Pair),
	/// ES256.
	P256(SigningKey),
}

/// A device's key file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DeviceFile {
	/// Always `device`.
	kind: String,
	/// The scheme.
	#[serde(rename = "type")]
	key_type: KeyType,
	/// The id of this key, for people; the secret decides.
	device: DeviceId,
	/// The device, where it has changed its key: its id stays that of its first.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	registered_as: Option<DeviceId>,
	/// 32 bytes, 0x and hexadecimal: the seed of the two Edwards schemes, the scalar of the two others.
	secret: String,
}

impl Drop for DeviceFile {
	fn drop(&mut self) {
		self.secret.zeroize();
	}
}

impl DeviceKey {
	/// The key with these 32 bytes as its secret. For ECDSA they must be a scalar below the group's
	/// order and not zero.
	pub fn from_secret(key_type: KeyType, secret: &[u8; 32]) -> Result<Self, KeyError> {
		let bad = |_| KeyError::BadSecret("not a scalar of the curve".into());
		let secret = match key_type {
			KeyType::Sr25519 => Secret::Sr25519(sr25519::Pair::from_seed(secret)),
			KeyType::Ed25519 => Secret::Ed25519(ed25519::Pair::from_seed(secret)),
			KeyType::Secp256k1 => Secret::Secp256k1(
				ecdsa::Pair::from_seed_slice(secret)
					.map_err(|_| KeyError::BadSecret("not a scalar of the curve".into()))?,
			),
			KeyType::P256 => Secret::P256(SigningKey::from_slice(secret).map_err(bad)?),
		};
		Ok(Self { secret, registered_as: None })
	}

	/// A new secret from the system's randomness, with its key.
	pub fn generate(key_type: KeyType) -> (Self, Zeroizing<[u8; 32]>) {
		loop {
			// 32 bytes of the system's randomness; all but 2^-32 of them are a scalar of either curve.
			let secret = Zeroizing::new(sr25519::Pair::generate().1);
			if let Ok(key) = Self::from_secret(key_type, &secret) {
				return (key, secret);
			}
		}
	}

	/// Makes a new key and its file.
	pub fn create(path: &Path, key_type: KeyType) -> Result<Self, KeyError> {
		Self::create_for(path, key_type, None)
	}

	/// The same; with a device it is the next key of that one, which keeps its id.
	pub fn create_for(
		path: &Path,
		key_type: KeyType,
		device: Option<DeviceId>,
	) -> Result<Self, KeyError> {
		let (mut key, secret) = Self::generate(key_type);
		key.registered_as = device;
		let file = DeviceFile {
			kind: "device".into(),
			key_type,
			device: key.public().id(),
			registered_as: device,
			secret: format!("0x{}", hex::encode(secret.as_slice())),
		};
		let text = serde_json::to_string_pretty(&file)
			.map_err(|error| KeyError::Malformed { path: path.into(), source: error.into() })?;
		create_private(path, Zeroizing::new(text))?;
		Ok(key)
	}

	/// Reads a key file. One whose id is not that of its secret is refused as damaged.
	pub fn read(path: &Path) -> Result<Self, KeyError> {
		let malformed = |source: BoxedError| KeyError::Malformed { path: path.into(), source };
		let text = read_private(path)?;
		kind_of(&text, "device").map_err(malformed)?;
		let file: DeviceFile =
			serde_json::from_str(&text).map_err(|error| malformed(error.into()))?;
		let mut secret = Zeroizing::new([0u8; 32]);
		hex::decode_to_slice(file.secret.trim_start_matches("0x"), secret.as_mut_slice())
			.map_err(|_| malformed("the secret is not 32 bytes in hexadecimal".into()))?;
		let mut key = Self::from_secret(file.key_type, &secret)?;
		if key.id() != file.device {
			return Err(malformed("its device id is not that of its secret".into()));
		}
		key.registered_as = file.registered_as;
		Ok(key)
	}

	/// The public key.
	pub fn public(&self) -> DevicePublic {
		match &self.secret {
			Secret::Sr25519(pair) => DevicePublic::Sr25519(pair.public().0),
			Secret::Ed25519(pair) => DevicePublic::Ed25519(pair.public().0),
			Secret::Secp256k1(pair) => DevicePublic::Secp256k1(pair.public().0),
			Secret::P256(key) => {
				let point = key.verifying_key().to_encoded_point(true);
				let mut bytes = [0u8; 33];
				bytes.copy_from_slice(point.as_bytes());
				DevicePublic::P256(bytes)
			},
		}
	}

	/// The device's id: that of the key with which it was registered.
	pub fn id(&self) -> DeviceId {
		self.registered_as.unwrap_or_else(|| self.public().id())
	}

	/// The key's scheme.
	pub fn key_type(&self) -> KeyType {
		self.public().key_type()
	}

	/// Signs a message as [`DeviceSignature::verify`] expects it: ECDSA over its SHA-256.
	pub fn sign(&self, message: &[u8]) -> DeviceSignature {
		match &self.secret {
			Secret::Sr25519(pair) => DeviceSignature::Sr25519(pair.sign(message).0),
			Secret::Ed25519(pair) => DeviceSignature::Ed25519(pair.sign(message).0),
			Secret::Secp256k1(pair) => {
				let recoverable = pair.sign_prehashed(&sha2_256(message)).0;
				let mut bytes = [0u8; 64];
				bytes.copy_from_slice(&recoverable[..64]);
				DeviceSignature::Secp256k1(bytes)
			},
			Secret::P256(key) => {
				let signature: p256::ecdsa::Signature = key.sign(message);
				DeviceSignature::P256(signature.to_bytes().into())
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	#[test]
	fn sign_it_verifies_for_every_scheme_and_for_nothing_else() {
		for key_type in KeyType::ALL {
			let (key, _) = DeviceKey::generate(key_type);
			let (other, _) = DeviceKey::generate(key_type);
			let signature = key.sign(b"message");
			assert_eq!(signature.key_type(), key_type);
			assert_eq!(key.key_type(), key_type);
			assert!(signature.verify(b"message", &key.public()), "{key_type:?}");
			assert!(!signature.verify(b"massage", &key.public()), "{key_type:?}");
			assert!(!signature.verify(b"message", &other.public()), "{key_type:?}");
		}
	}

	#[test]
	fn create_it_writes_what_read_reads_for_every_scheme() {
		let dir = tempfile::tempdir().unwrap();
		for key_type in KeyType::ALL {
			let path = dir.path().join(format!("{key_type:?}.json"));
			let key = DeviceKey::create(&path, key_type).unwrap();
			let read = DeviceKey::read(&path).unwrap();
			assert_eq!(read.public(), key.public());
			assert!(read.sign(b"m").verify(b"m", &key.public()));
			assert!(matches!(DeviceKey::create(&path, key_type), Err(KeyError::Exists(_))));
		}
	}

	#[test]
	fn create_for_a_devices_next_key_keeps_the_devices_id() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("next.json");
		let device = DeviceId([7; 32].into());
		let key = DeviceKey::create_for(&path, KeyType::P256, Some(device)).unwrap();
		let read = DeviceKey::read(&path).unwrap();
		assert_eq!((read.id(), read.public()), (device, key.public()));
		assert_ne!(read.public().id(), device);
		let text = fs::read_to_string(&path).unwrap();
		assert!(text.contains("registeredAs"), "{text}");
		let first = dir.path().join("first.json");
		let key = DeviceKey::create(&first, KeyType::P256).unwrap();
		assert_eq!(key.id(), key.public().id());
		let text = fs::read_to_string(&first).unwrap();
		assert!(!text.contains("registeredAs"), "an older agent reads it: {text}");
	}

	#[test]
	fn read_it_refuses_a_damaged_file() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("device.json");
		DeviceKey::create(&path, KeyType::Ed25519).unwrap();
		let text = fs::read_to_string(&path).unwrap();
		for damaged in [
			text.replace("ed25519", "sr25519"),
			text.replace("\"device\",", "\"account\","),
			text.replacen("0x", "0y", 2),
			text[..text.len() - 4].to_string(),
		] {
			fs::write(&path, damaged).unwrap();
			assert!(matches!(DeviceKey::read(&path), Err(KeyError::Malformed { .. })));
		}
	}

	#[test]
	fn read_an_owners_key_is_named_as_that() {
		use crate::{error::one_line, keys::AccountKey};
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("owner.json");
		AccountKey::create(&path, "//Alice").unwrap();
		let said = one_line(&DeviceKey::read(&path).err().unwrap());
		assert!(said.ends_with("an account's key, where a device's belongs"), "{said}");
	}

	#[test]
	fn from_secret_it_refuses_what_is_no_scalar() {
		for key_type in [KeyType::Secp256k1, KeyType::P256] {
			assert!(DeviceKey::from_secret(key_type, &[0; 32]).is_err());
			assert!(DeviceKey::from_secret(key_type, &[0xff; 32]).is_err());
		}
	}
}
