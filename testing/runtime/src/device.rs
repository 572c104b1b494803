//! Devices with keys of their own, and fleets of them.

use crate::Chain;
use jmt_device_keys::TestDevice;
use jmt_primitives::{
	devices::signed::registration, proof_of_time::signed, AccountId, DeviceId, DevicePublic,
	DeviceSignature, Draw, Hash, KeyType, Moment, Round,
};
use jmt_runtime::{Runtime, RuntimeCall, UncheckedExtrinsic};

/// A device with a key of one of the four types.
pub struct Device {
	signer: TestDevice,
	pub id: DeviceId,
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
		let signer = TestDevice::from_seed(key_type, &seed);
		let id = signer.id();
		Self { signer, id }
	}

	/// Its public key.
	pub fn public(&self) -> DevicePublic {
		self.signer.public()
	}

	/// Its signature over a message.
	pub fn sign(&self, message: &[u8]) -> DeviceSignature {
		self.signer.sign(message)
	}

	/// The call by which `owner` registers it.
	pub fn register(&self, genesis: &Hash, owner: &AccountId, expires: Moment) -> RuntimeCall {
		let signature = self.signer.sign(&registration(genesis, owner, expires));
		pallet_devices::Call::register { key: self.public(), expires, signature }.into()
	}

	/// The call that answers a round.
	pub fn answer_call(&self, genesis: &Hash, round: Round, draw: &Hash) -> RuntimeCall {
		let signature = self.signer.sign(&signed::answer(genesis, round, draw, &self.id));
		pallet_proof_of_time::Call::answer { round, draw: *draw, device: self.id, signature }.into()
	}

	/// An answer to a draw, as it travels.
	pub fn answer(&self, genesis: &Hash, draw: &Draw) -> UncheckedExtrinsic {
		Chain::free(self.answer_call(genesis, draw.round, &draw.hash))
	}
}

impl Chain {
	/// Puts devices into the registry at once, without deposits and signatures: the registry has tests of
	/// its own. It holds these and no others.
	pub fn enrol(&mut self, owner: &AccountId, keys: impl IntoIterator<Item = DevicePublic>) {
		self.read(|| {
			let mut count = 0;
			for key in keys {
				let device = pallet_devices::Device::new(key, owner.clone(), 0, 0);
				pallet_devices::Devices::<Runtime>::insert(key.id(), device);
				pallet_devices::Owned::<Runtime>::insert(owner, key.id(), ());
				count += 1;
			}
			pallet_devices::Count::<Runtime>::put(count);
		});
	}
}
