//! Weights of an activation, put together out of the measured ones, by the type of the device's key.

use crate::WeightInfo;
use frame_support::weights::Weight;
use jmt_primitives::{domains::MAX_DEPTH, KeyType};

/// Weight of authorising an activation by a key of this type, in a domain of depth `d`, with `p` hashes as proof.
pub fn authorize<W: WeightInfo>(key_type: KeyType, d: u32, p: u32) -> Weight {
	match key_type {
		KeyType::Sr25519 => W::authorize_activation_sr25519(d, p),
		KeyType::Ed25519 => W::authorize_activation_ed25519(d, p),
		KeyType::Secp256k1 => W::authorize_activation_secp256k1(d, p),
		KeyType::P256 => W::authorize_activation_p256(d, p),
	}
}

/// Weight of such an activation. Authorising it is in it, since nothing else is charged on a bare extrinsic.
pub fn activation<W: WeightInfo>(key_type: KeyType, d: u32, p: u32) -> Weight {
	authorize::<W>(key_type, d, p).saturating_add(W::activate())
}

/// Weight of an activation with such a proof at the greatest depth: as much as the call says of itself.
pub fn deepest<W: WeightInfo>(key_type: KeyType, p: u32) -> Weight {
	activation::<W>(key_type, u32::from(MAX_DEPTH), p)
}
