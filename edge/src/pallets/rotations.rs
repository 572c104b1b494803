//! Keys of a device: the one in use, those before, and the one that it may get.

use super::{stored, Call};
use crate::{chain::At, error::Error, keys::DeviceKey};
use codec::Encode;
use jmt_primitives::{
	devices::{signed, KeyHistory, PendingRotation},
	AccountId, DeviceId, DevicePublic, DeviceSignature, Hash, Moment,
};
use scale_info::TypeInfo;

const PALLET: &str = "Devices";

/// The rotation of a device that its owner started, if one is under way.
pub async fn pending(at: &At, device: DeviceId) -> Result<Option<PendingRotation>, Error> {
	let history: Option<KeyHistory> = stored(at, PALLET, "Rotations", &(device,)).await?;
	Ok(history.and_then(|history| history.pending))
}

/// Changes a device's key at once, by the word of both keys.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct RotateKey {
	/// One of the account that signs.
	pub device: DeviceId,
	pub key: DevicePublic,
	/// Until when the signatures are good, in ms.
	pub expires: Moment,
	/// Over [`signed::rotation`], as the next one.
	pub by_old: DeviceSignature,
	pub by_new: DeviceSignature,
}

impl RotateKey {
	/// With the signatures of both keys.
	pub fn signed(old: &DeviceKey, new: &DeviceKey, genesis: &Hash, expires: Moment) -> Self {
		let (device, key) = (old.id(), new.public());
		let message = signed::rotation(genesis, &device, &key, expires);
		Self { device, key, expires, by_old: old.sign(&message), by_new: new.sign(&message) }
	}
}

impl Call for RotateKey {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "rotate_key";
}

/// Starts a rotation without the old key.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct StartRotation {
	/// One of the account that signs.
	pub device: DeviceId,
	pub key: DevicePublic,
	/// Until when the signature is good, in ms.
	pub expires: Moment,
	/// Over [`signed::rotation_start`].
	pub by_new: DeviceSignature,
}

impl StartRotation {
	/// With the signature of the new key, which knows its device.
	pub fn signed(new: &DeviceKey, owner: &AccountId, genesis: &Hash, expires: Moment) -> Self {
		let (device, key) = (new.id(), new.public());
		let message = signed::rotation_start(genesis, &device, owner, &key, expires);
		Self { device, key, expires, by_new: new.sign(&message) }
	}
}

impl Call for StartRotation {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "start_rotation";
}

/// Cancels a rotation: the fee-free call of the key in use.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct CancelRotation {
	pub device: DeviceId,
	/// When the rotation was started, in ms.
	pub started: Moment,
	/// Over [`signed::rotation_cancel`].
	pub signature: DeviceSignature,
}

impl CancelRotation {
	/// With the key's signature.
	pub fn signed(key: &DeviceKey, genesis: &Hash, started: Moment) -> Self {
		let device = key.id();
		let signature = key.sign(&signed::rotation_cancel(genesis, &device, started));
		Self { device, started, signature }
	}
}

impl Call for CancelRotation {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "cancel_rotation";
}

/// Ends a rotation that the old key did not cancel in time: the device has its new key.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct FinishRotation {
	/// One of the account that signs.
	pub device: DeviceId,
}

impl Call for FinishRotation {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "finish_rotation";
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::KeyType;

	#[test]
	fn signed_each_word_is_of_the_keys_that_give_it_and_for_one_chain() {
		let genesis = Hash::repeat_byte(1);
		let (old, _) = DeviceKey::generate(KeyType::P256);
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("next");
		let new = DeviceKey::create_for(&path, KeyType::Ed25519, Some(old.id())).unwrap();
		let RotateKey { device, key, expires, by_old, by_new } =
			RotateKey::signed(&old, &new, &genesis, 5);
		assert_eq!((device, key), (old.id(), new.public()));
		let message = signed::rotation(&genesis, &device, &key, expires);
		assert!(by_old.verify(&message, &old.public()) && by_new.verify(&message, &key));
		let owner = AccountId::new([7; 32]);
		let start = StartRotation::signed(&new, &owner, &genesis, 5);
		assert_eq!((start.device, start.key), (old.id(), key));
		let message = signed::rotation_start(&genesis, &device, &owner, &key, 5);
		assert!(start.by_new.verify(&message, &key));
		let cancel = CancelRotation::signed(&old, &genesis, 9);
		let message = signed::rotation_cancel(&genesis, &device, 9);
		assert!(cancel.signature.verify(&message, &old.public()));
		let elsewhere = signed::rotation_cancel(&Hash::repeat_byte(2), &device, 9);
		assert!(!cancel.signature.verify(&elsewhere, &old.public()));
	}
}
