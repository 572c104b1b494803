//! A device whose secret is in the host's keystore.

extern crate alloc;

use alloc::vec::Vec;
use jmt_primitives::{DeviceId, DevicePublic, DeviceSignature, KeyType};
use p256::ecdsa::{signature::Signer, SigningKey};
use sp_core::{crypto::KeyTypeId, ecdsa, ed25519, sr25519};
use sp_crypto_hashing::sha2_256;

/// Where the host's keystore keeps the keys.
const KEYSTORE: KeyTypeId = KeyTypeId(*b"jmtb");

/// The third and the fourth recovery id are refused without arithmetic, since `r` is too large for them: a
/// signature that only the second one fits costs most to verify.
const COSTLIEST_RECOVERY_ID: u8 = 1;

/// A device that signs in a benchmark: in the host's keystore, but for P-256, which no host function knows.
pub struct BenchmarkDevice(Secret);

enum Secret {
	Sr25519(sr25519::Public),
	Ed25519(ed25519::Public),
	Secp256k1(ecdsa::Public),
	P256(SigningKey),
}

impl BenchmarkDevice {
	/// The one device of a scheme.
	///
	/// # Panics
	///
	/// Where the host has no keystore.
	pub fn new(key_type: KeyType) -> Self {
		let seed: Option<Vec<u8>> = Some(b"//device".to_vec());
		Self(match key_type {
			KeyType::Sr25519 => Secret::Sr25519(sp_io::crypto::sr25519_generate(KEYSTORE, seed)),
			KeyType::Ed25519 => Secret::Ed25519(sp_io::crypto::ed25519_generate(KEYSTORE, seed)),
			KeyType::Secp256k1 => Secret::Secp256k1(sp_io::crypto::ecdsa_generate(KEYSTORE, seed)),
			KeyType::P256 => Secret::P256(SigningKey::from_slice(&[7; 32]).expect("a scalar")),
		})
	}

	/// Its public key.
	pub fn public(&self) -> DevicePublic {
		match &self.0 {
			Secret::Sr25519(public) => DevicePublic::Sr25519(public.0),
			Secret::Ed25519(public) => DevicePublic::Ed25519(public.0),
			Secret::Secp256k1(public) => DevicePublic::Secp256k1(public.0),
			Secret::P256(key) => {
				let point = key.verifying_key().to_encoded_point(true);
				DevicePublic::P256(point.as_bytes().try_into().expect("33 bytes"))
			},
		}
	}

	/// Its id.
	pub fn id(&self) -> DeviceId {
		self.public().id()
	}

	/// Its signature over a message, and whether none of its scheme costs more to verify.
	///
	/// # Panics
	///
	/// Where the host's keystore lost the key.
	pub fn sign(&self, message: &[u8]) -> (DeviceSignature, bool) {
		match &self.0 {
			Secret::Sr25519(public) => {
				let signature = sp_io::crypto::sr25519_sign(KEYSTORE, public, message);
				(DeviceSignature::Sr25519(signature.expect("the key is there").0), true)
			},
			Secret::Ed25519(public) => {
				let signature = sp_io::crypto::ed25519_sign(KEYSTORE, public, message);
				(DeviceSignature::Ed25519(signature.expect("the key is there").0), true)
			},
			Secret::Secp256k1(public) => {
				let hash = sha2_256(message);
				let signature = sp_io::crypto::ecdsa_sign_prehashed(KEYSTORE, public, &hash)
					.expect("the key is there");
				let (compact, recovery_id) = signature.0.split_at(64);
				let costliest = recovery_id == [COSTLIEST_RECOVERY_ID];
				(DeviceSignature::Secp256k1(compact.try_into().expect("64 bytes")), costliest)
			},
			Secret::P256(key) => {
				let signature: p256::ecdsa::Signature = key.sign(message);
				(DeviceSignature::P256(signature.to_bytes().into()), true)
			},
		}
	}
}
