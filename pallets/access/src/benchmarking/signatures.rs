//! Keys that sign in benchmarks: in WASM those of the host's keystore, in tests those of seeds. Of P-256, which no host
//! function knows, one signature that was made before.

use alloc::vec::Vec;
use jmt_primitives::{AccountId, DevicePublic, DeviceSignature, KeyType, Signature};
use sp_runtime::{traits::IdentifyAccount, MultiSigner};

/// The third and the fourth recovery id are refused without arithmetic: a signature that only the second one fits costs
/// most to verify.
const COSTLIEST_RECOVERY_ID: u8 = 1;

/// The message of [`P256_SIGNATURE`].
const MESSAGE: &[u8] = b"jmt/access/benchmark";

const P256_KEY: [u8; 33] = [
	0x03, 0x56, 0x12, 0x13, 0xd9, 0x6f, 0xf2, 0xb1, 0x45, 0x70, 0x5d, 0x0f, 0xf0, 0x1f, 0xb5, 0x34,
	0xaf, 0xc9, 0xae, 0x1a, 0x24, 0xa4, 0x76, 0xc7, 0x08, 0x18, 0x3f, 0xcb, 0xdc, 0x3e, 0x6e, 0x41,
	0xe7,
];

const P256_SIGNATURE: [u8; 64] = [
	0xd9, 0xe1, 0x32, 0x1d, 0x4f, 0x20, 0x2f, 0x66, 0xfa, 0x83, 0x83, 0xdb, 0xff, 0x2b, 0x6a, 0x46,
	0xe6, 0x40, 0x4c, 0x49, 0x45, 0x85, 0x2f, 0x64, 0x38, 0x84, 0xa9, 0x1f, 0x9b, 0x18, 0x77, 0x72,
	0xa7, 0xc1, 0xbc, 0xd1, 0x70, 0x0b, 0xed, 0xda, 0x19, 0x4f, 0xf7, 0x13, 0xc6, 0xe2, 0x91, 0x0a,
	0x4d, 0x12, 0x3e, 0x31, 0x98, 0x90, 0x86, 0x6e, 0x22, 0xca, 0x77, 0xd6, 0x53, 0xb7, 0x73, 0xc9,
];

/// By the host, which alone signs in WASM.
#[cfg(not(feature = "std"))]
mod by {
	use alloc::vec::Vec;
	use sp_core::{crypto::KeyTypeId, ecdsa, ed25519, sr25519};
	use sp_io::crypto;

	/// Where the keystore keeps the keys.
	const KEYSTORE: KeyTypeId = KeyTypeId(*b"jmta");

	fn seed() -> Option<Vec<u8>> {
		Some(b"//access".to_vec())
	}

	pub fn ed25519(message: &[u8]) -> (ed25519::Public, ed25519::Signature) {
		let key = crypto::ed25519_generate(KEYSTORE, seed());
		(key, crypto::ed25519_sign(KEYSTORE, &key, message).unwrap())
	}

	pub fn sr25519(message: &[u8]) -> (sr25519::Public, sr25519::Signature) {
		let key = crypto::sr25519_generate(KEYSTORE, seed());
		(key, crypto::sr25519_sign(KEYSTORE, &key, message).unwrap())
	}

	pub fn ecdsa(hash: &[u8; 32]) -> (ecdsa::Public, ecdsa::Signature) {
		let key = crypto::ecdsa_generate(KEYSTORE, seed());
		(key, crypto::ecdsa_sign_prehashed(KEYSTORE, &key, hash).unwrap())
	}
}

/// By seeds.
#[cfg(feature = "std")]
mod by {
	use sp_core::{ecdsa, ed25519, sr25519, Pair};

	pub fn ed25519(message: &[u8]) -> (ed25519::Public, ed25519::Signature) {
		let pair = ed25519::Pair::from_seed(&[7; 32]);
		(pair.public(), pair.sign(message))
	}

	pub fn sr25519(message: &[u8]) -> (sr25519::Public, sr25519::Signature) {
		let pair = sr25519::Pair::from_seed(&[7; 32]);
		(pair.public(), pair.sign(message))
	}

	pub fn ecdsa(hash: &[u8; 32]) -> (ecdsa::Public, ecdsa::Signature) {
		let pair = ecdsa::Pair::from_seed(&[7; 32]);
		(pair.public(), pair.sign_prehashed(hash))
	}
}

/// A device's key of Ed25519, and its signature.
pub(super) fn sign(payload: &[u8]) -> (DevicePublic, DeviceSignature) {
	let (key, signature) = by::ed25519(payload);
	(DevicePublic::Ed25519(key.0), DeviceSignature::Ed25519(signature.0))
}

/// An account of the scheme that costs most to verify, and its signature.
pub(super) fn sign_as_account(payload: &[u8]) -> (AccountId, Signature) {
	let (key, signature) = by::ecdsa(&sp_io::hashing::blake2_256(payload));
	(MultiSigner::Ecdsa(key).into_account(), Signature::Ecdsa(signature))
}

/// A key, a message and a signature; none of the scheme costs more to verify.
pub(super) fn signed(key_type: KeyType) -> (DevicePublic, Vec<u8>, DeviceSignature) {
	let mut message = MESSAGE.to_vec();
	match key_type {
		KeyType::Sr25519 => {
			let (key, signature) = by::sr25519(&message);
			(DevicePublic::Sr25519(key.0), message, DeviceSignature::Sr25519(signature.0))
		},
		KeyType::Ed25519 => {
			let (key, signature) = sign(&message);
			(key, message, signature)
		},
		KeyType::Secp256k1 => loop {
			let (key, signature) = by::ecdsa(&sp_io::hashing::sha2_256(&message));
			let (compact, recovery_id) = signature.0.split_at(64);
			if recovery_id == [COSTLIEST_RECOVERY_ID] {
				let signature = DeviceSignature::Secp256k1(compact.try_into().unwrap());
				return (DevicePublic::Secp256k1(key.0), message, signature);
			}
			message.push(0);
		},
		KeyType::P256 => {
			(DevicePublic::P256(P256_KEY), message, DeviceSignature::P256(P256_SIGNATURE))
		},
	}
}
