//! Devices with keys of their own.

use super::Chain;
use jmt_primitives::{
	signing, AccountId, DeviceId, DevicePublic, DeviceSignature, Draw, Hash, KeyType, Moment, Round,
};
use jmt_runtime::{RuntimeCall, UncheckedExtrinsic};
use p256::ecdsa::{signature::Signer, SigningKey};
use sp_core::{ecdsa, ed25519, sr25519, Pair};
use sp_io::hashing::sha2_256;

/// A device with a key of one of the four types.
pub struct Device {
	secret: Secret,
	/// Its id.
	pub id: DeviceId,
}

enum Secret {
	Sr25519(Box<sr25519::Pair>),
	Ed25519(ed25519::Pair),
	Secp256k1(ecdsa::Pair),
	P256(SigningKey),
}

impl Device {
	/// The device with this number, which signs with Ed25519; the same in every run.
	pub fn number(number: u32) -> Self {
		Self::of(KeyType::Ed25519, number)
	}

	/// The device with this number and a key of this type.
	pub fn of(key_type: KeyType, number: u32) -> Self {
		let mut seed = [0x4a; 32];
		seed[..4].copy_from_slice(&number.to_le_bytes());
		let secret = match key_type {
			KeyType::Sr25519 => Secret::Sr25519(Box::new(sr25519::Pair::from_seed(&seed))),
			KeyType::Ed25519 => Secret::Ed25519(ed25519::Pair::from_seed(&seed)),
			KeyType::Secp256k1 => Secret::Secp256k1(ecdsa::Pair::from_seed(&seed)),
			KeyType::P256 => Secret::P256(SigningKey::from_slice(&seed).expect("a scalar")),
		};
		let id = secret.public().id();
		Self { secret, id }
	}

	/// Its public key.
	pub fn public(&self) -> DevicePublic {
		self.secret.public()
	}

	fn sign(&self, payload: &[u8]) -> DeviceSignature {
		match &self.secret {
			Secret::Sr25519(pair) => DeviceSignature::Sr25519(pair.sign(payload).0),
			Secret::Ed25519(pair) => DeviceSignature::Ed25519(pair.sign(payload).0),
			Secret::Secp256k1(pair) => {
				let recoverable = pair.sign_prehashed(&sha2_256(payload)).0;
				DeviceSignature::Secp256k1(recoverable[..64].try_into().expect("64 bytes"))
			},
			Secret::P256(key) => {
				let signature: p256::ecdsa::Signature = key.sign(payload);
				DeviceSignature::P256(signature.to_bytes().into())
			},
		}
	}

	/// The call by which `owner` registers it.
	pub fn register(&self, genesis: &Hash, owner: &AccountId, expires: Moment) -> RuntimeCall {
		let signature = self.sign(&signing::registration(genesis, owner, expires));
		pallet_devices::Call::register { key: self.public(), expires, signature }.into()
	}

	/// The call that answers a round.
	pub fn answer_call(&self, genesis: &Hash, round: Round, draw: &Hash) -> RuntimeCall {
		let signature = self.sign(&signing::answer(genesis, round, draw, &self.id));
		pallet_proof_of_time::Call::answer { round, device: self.id, signature }.into()
	}

	/// An answer to a draw, as it travels.
	pub fn answer(&self, genesis: &Hash, draw: &Draw) -> UncheckedExtrinsic {
		Chain::general(self.answer_call(genesis, draw.round, &draw.draw))
	}
}

impl Secret {
	fn public(&self) -> DevicePublic {
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
}
