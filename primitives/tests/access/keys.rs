//! Keys whose secrets the tests know.

use jmt_primitives::{DeviceId, DevicePublic, DeviceSignature, KeyType};
use p256::ecdsa::{signature::Signer, SigningKey};
use sp_core::{ecdsa, ed25519, sr25519, Pair};

/// A key.
#[derive(Clone)]
pub(crate) enum Key {
	Sr25519(sr25519::Pair),
	Ed25519(ed25519::Pair),
	Secp256k1(ecdsa::Pair),
	P256(SigningKey),
}

impl Key {
	/// The key of a scheme with this seed.
	pub(crate) fn new(key_type: KeyType, seed: u8) -> Self {
		let seed = [seed; 32];
		match key_type {
			KeyType::Sr25519 => Self::Sr25519(sr25519::Pair::from_seed(&seed)),
			KeyType::Ed25519 => Self::Ed25519(ed25519::Pair::from_seed(&seed)),
			KeyType::Secp256k1 => Self::Secp256k1(ecdsa::Pair::from_seed(&seed)),
			KeyType::P256 => Self::P256(SigningKey::from_slice(&seed).expect("a scalar")),
		}
	}

	/// The Ed25519 key with this seed.
	pub(crate) fn ed(seed: u8) -> Self {
		Self::new(KeyType::Ed25519, seed)
	}

	pub(crate) fn public(&self) -> DevicePublic {
		match self {
			Self::Sr25519(pair) => DevicePublic::Sr25519(pair.public().0),
			Self::Ed25519(pair) => DevicePublic::Ed25519(pair.public().0),
			Self::Secp256k1(pair) => DevicePublic::Secp256k1(pair.public().0),
			Self::P256(key) => {
				let point = key.verifying_key().to_encoded_point(true);
				DevicePublic::P256(point.as_bytes().try_into().expect("33 bytes"))
			},
		}
	}

	pub(crate) fn id(&self) -> DeviceId {
		self.public().id()
	}

	pub(crate) fn sign(&self, message: &[u8]) -> DeviceSignature {
		match self {
			Self::Sr25519(pair) => DeviceSignature::Sr25519(pair.sign(message).0),
			Self::Ed25519(pair) => DeviceSignature::Ed25519(pair.sign(message).0),
			Self::Secp256k1(pair) => {
				let signed = pair.sign_prehashed(&sp_crypto_hashing::sha2_256(message)).0;
				DeviceSignature::Secp256k1(signed[..64].try_into().expect("r and s"))
			},
			Self::P256(key) => {
				let signature: p256::ecdsa::Signature = key.sign(message);
				DeviceSignature::P256(signature.to_bytes().into())
			},
		}
	}
}
