//! Weights of signatures.

use crate::{Config, Pallet, WeightInfo};
use frame_support::weights::Weight;
use jmt_primitives::KeyType;

impl<T: Config> Pallet<T> {
	/// Weight of one signature of a device.
	pub(crate) fn verify_weight(key_type: KeyType) -> Weight {
		match key_type {
			KeyType::Sr25519 => T::WeightInfo::verify_sr25519(),
			KeyType::Ed25519 => T::WeightInfo::verify_ed25519(),
			KeyType::Secp256k1 => T::WeightInfo::verify_secp256k1(),
			KeyType::P256 => T::WeightInfo::verify_p256(),
		}
	}
}
