//! A device whose secret a test holds.

use jmt_primitives::{DeviceId, DevicePublic, DeviceSignature, KeyType};
use p256::ecdsa::{signature::Signer, SigningKey};
use sp_core::{ecdsa, ed25519, sr25519, Pair};
use sp_crypto_hashing::sha2_256;

/// A device whose secret key the test knows.
pub struct TestDevice(Secret);

enum Secret {
	Sr25519(sr25519::Pair),
	Ed25519(ed25519::Pair),
	Secp256k1(ecdsa::Pair),
	P256(SigningKey),
}

impl TestDevice {
	/// The device with this seed: the seed of RFC 8032 and of schnorrkel, the scalar of the two ECDSA
	/// schemes, big-endian.
	///
	/// # Panics
	///
	/// With ECDSA, when the seed is zero or not below the group's order.
	pub fn from_seed(key_type: KeyType, seed: &[u8; 32]) -> Self {
		Self(match key_type {
			KeyType::Sr25519 => Secret::Sr25519(sr25519::Pair::from_seed(seed)),
			KeyType::Ed25519 => Secret::Ed25519(ed25519::Pair::from_seed(seed)),
			KeyType::Secp256k1 => Secret::Secp256k1(ecdsa::Pair::from_seed(seed)),
			KeyType::P256 => Secret::P256(SigningKey::from_slice(seed).expect("a scalar")),
		})
	}

	/// Its public key.
	pub fn public(&self) -> DevicePublic {
		match &self.0 {
			Secret::Sr25519(pair) => DevicePublic::Sr25519(pair.public().0),
			Secret::Ed25519(pair) => DevicePublic::Ed25519(pair.public().0),
			Secret::Secp256k1(pair) => DevicePublic::Secp256k1(pair.public().0),
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

	/// Its signature over a message; over the message's SHA-256 with the two ECDSA schemes. The same in
	/// every run but with sr25519, which signs with fresh randomness.
	pub fn sign(&self, message: &[u8]) -> DeviceSignature {
		match &self.0 {
			Secret::Sr25519(pair) => DeviceSignature::Sr25519(pair.sign(message).0),
			Secret::Ed25519(pair) => DeviceSignature::Ed25519(pair.sign(message).0),
			Secret::Secp256k1(pair) => {
				let recoverable = pair.sign_prehashed(&sha2_256(message)).0;
				DeviceSignature::Secp256k1(recoverable[..64].try_into().expect("64 bytes"))
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
	use hex_literal::hex;

	#[test]
	fn it_signs_as_the_chain_verifies() {
		for key_type in KeyType::ALL {
			let device = TestDevice::from_seed(key_type, &[1; 32]);
			let signature = device.sign(b"message");
			assert_eq!(device.public().key_type(), key_type);
			assert_eq!(signature.key_type(), key_type);
			assert!(signature.verify(b"message", &device.public()), "{key_type:?}");
			assert!(!signature.verify(b"massage", &device.public()), "{key_type:?}");
		}
	}

	#[test]
	fn it_does_not_sign_for_another_device() {
		for key_type in KeyType::ALL {
			let signature = TestDevice::from_seed(key_type, &[1; 32]).sign(b"message");
			let foreign = TestDevice::from_seed(key_type, &[2; 32]);
			assert!(!signature.verify(b"message", &foreign.public()), "{key_type:?}");
			for other_type in KeyType::ALL.into_iter().filter(|other| *other != key_type) {
				let foreign = TestDevice::from_seed(other_type, &[1; 32]);
				assert!(!signature.verify(b"message", &foreign.public()), "{other_type:?}");
			}
		}
	}

	/// Tests that expect a device's id, and so its place in the draws, hang on this.
	#[test]
	fn it_takes_the_seed_for_the_secret() {
		let mut one = [0u8; 32];
		one[31] = 1;
		for (seed, public) in [
			// Alice of the SDK's development accounts.
			(
				hex!("e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a"),
				DevicePublic::Sr25519(hex!(
					"d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"
				)),
			),
			// RFC 8032, 7.1, TEST 1.
			(
				hex!("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
				DevicePublic::Ed25519(hex!(
					"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
				)),
			),
			// The base points (SEC 2, 2.4.1 and 2.4.2).
			(
				one,
				DevicePublic::Secp256k1(hex!(
					"0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
				)),
			),
			(
				one,
				DevicePublic::P256(hex!(
					"036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
				)),
			),
		] {
			let device = TestDevice::from_seed(public.key_type(), &seed);
			assert_eq!(device.public(), public);
			assert_eq!(device.id(), public.id());
		}
	}
}
