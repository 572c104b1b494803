//! Weights that are put together out of the measured ones: an answer's, by the type of its key.

use crate::WeightInfo;
use frame_support::weights::Weight;
use jmt_primitives::KeyType;

/// Weight of authorising an answer by a key of this type.
pub fn authorize_answer<W: WeightInfo>(key_type: KeyType) -> Weight {
	match key_type {
		KeyType::Sr25519 => W::authorize_answer_sr25519(),
		KeyType::Ed25519 => W::authorize_answer_ed25519(),
		KeyType::Secp256k1 => W::authorize_answer_secp256k1(),
		KeyType::P256 => W::authorize_answer_p256(),
	}
}

/// Weight of an answer by a key of this type that looks at `d` days. Authorising it is in it, since nothing
/// else is charged on a bare extrinsic.
pub fn answer<W: WeightInfo>(key_type: KeyType, d: u32) -> Weight {
	authorize_answer::<W>(key_type).saturating_add(W::answer(d))
}

/// Weight of an answer that looks at `d` days, by the costliest type of key.
pub fn costliest_answer<W: WeightInfo>(d: u32) -> Weight {
	KeyType::ALL
		.into_iter()
		.map(|key_type| answer::<W>(key_type, d))
		.fold(Weight::zero(), |costliest, weight| costliest.max(weight))
}
