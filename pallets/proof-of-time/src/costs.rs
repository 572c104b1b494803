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

/// How much of a device's identity an answer looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
	/// None: the device has no unit.
	Flat,
	/// All that there may be: unit and root of trust, the domain, both classes, old groups and new ones.
	Identity,
}

/// Weight of an answer by a key of this type that looks at `d` days and so much of the device's identity.
/// Authorising it is in it, since nothing else is charged on a bare extrinsic.
pub fn answer<W: WeightInfo>(key_type: KeyType, d: u32, extent: Extent) -> Weight {
	let settling = match extent {
		Extent::Flat => W::answer(d),
		Extent::Identity => W::answer_with_unit(d),
	};
	authorize_answer::<W>(key_type).saturating_add(settling)
}

/// Weight of an answer that looks at `d` days, by the costliest type of key and with all of an identity.
pub fn costliest_answer<W: WeightInfo>(d: u32) -> Weight {
	KeyType::ALL
		.into_iter()
		.map(|key_type| answer::<W>(key_type, d, Extent::Identity))
		.fold(Weight::zero(), |costliest, weight| costliest.max(weight))
}
