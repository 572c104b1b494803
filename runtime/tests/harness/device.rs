//! Devices with keys of their own.

use super::Chain;
use jmt_primitives::{
	signing, AccountId, DeviceId, DevicePublic, DeviceSignature, Draw, Hash, Moment, Round,
};
use jmt_runtime::{RuntimeCall, UncheckedExtrinsic};
use sp_core::{ed25519, Pair};

/// A device that signs with Ed25519.
pub struct Device {
	pair: ed25519::Pair,
	/// Its id.
	pub id: DeviceId,
}

impl Device {
	/// The device with this number; the same in every run.
	pub fn number(number: u32) -> Self {
		let mut seed = [0x4a; 32];
		seed[..4].copy_from_slice(&number.to_le_bytes());
		let pair = ed25519::Pair::from_seed(&seed);
		let id = DevicePublic::Ed25519(pair.public().0).id();
		Self { pair, id }
	}

	/// Its public key.
	pub fn public(&self) -> DevicePublic {
		DevicePublic::Ed25519(self.pair.public().0)
	}

	fn sign(&self, payload: &[u8]) -> DeviceSignature {
		DeviceSignature::Ed25519(self.pair.sign(payload).0)
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
