//! Keys, rotations and profiles of tests.

use crate::{mock::*, Aliases, Call, Rotations};
use frame_support::{
	assert_ok,
	traits::{Authorize, UnfilteredDispatchable},
};
use jmt_primitives::{
	devices::{signed, KeyHistory, PendingRotation},
	AccountId, DeviceId, DevicePublic, DeviceSignature, KeyType, Moment,
};
use sp_runtime::{
	transaction_validity::{TransactionSource, TransactionValidityError, ValidTransaction},
	DispatchResult,
};

/// When words of tests expire.
pub(crate) const EXPIRES: Moment = NOW + MAX_AGE;

/// A key that no device has.
pub(crate) fn spare(seed: u8) -> Signer {
	Signer::new(KeyType::Ed25519, 60 + seed)
}

/// The owner gives a device another key, with the word of both.
pub(crate) fn rotate(device: &DeviceId, old: &Signer, new: &Signer) -> DispatchResult {
	let message = signed::rotation(&genesis(), device, &new.public(), EXPIRES);
	let (by_old, by_new) = (old.sign(&message), new.sign(&message));
	Devices::rotate_key(by(owner()), *device, new.public(), EXPIRES, by_old, by_new)
}

/// The word of a new key for a rotation without the old one.
pub(crate) fn agreed(device: &DeviceId, owner: &AccountId, new: &Signer) -> DeviceSignature {
	new.sign(&signed::rotation_start(&genesis(), device, owner, &new.public(), EXPIRES))
}

/// The owner starts to give a device another key.
pub(crate) fn start(device: &DeviceId, new: &Signer) -> DispatchResult {
	let by_new = agreed(device, &owner(), new);
	Devices::start_rotation(by(owner()), *device, new.public(), EXPIRES, by_new)
}

/// Time and blocks enough pass to finish a rotation.
pub(crate) fn wait() {
	set_time(pallet_timestamp::Now::<Test>::get() + ROTATION);
	Roomy::mutate(|roomy| *roomy += ROTATION_BLOCKS);
}

/// The word of a key against the rotation that began then.
pub(crate) fn objection(device: &DeviceId, started: Moment, key: &Signer) -> Cancellation {
	let signature = key.sign(&signed::rotation_cancel(&genesis(), device, started));
	Cancellation { device: *device, started, signature }
}

/// The arguments of a cancellation.
#[derive(Clone)]
pub(crate) struct Cancellation {
	pub device: DeviceId,
	pub started: Moment,
	pub signature: DeviceSignature,
}

impl Cancellation {
	pub fn call(&self) -> Call<Test> {
		let Self { device, started, signature } = self.clone();
		Call::cancel_rotation { device, started, signature }
	}

	/// The pool's answer.
	pub fn authorize(&self) -> Result<ValidTransaction, TransactionValidityError> {
		let call = RuntimeCall::Devices(self.call());
		let answer = call.authorize(TransactionSource::External).expect("it can be authorised");
		answer.map(|(valid, refund)| {
			assert_eq!(refund, Default::default());
			valid
		})
	}

	/// The work of a block: it authorises, then dispatches.
	pub fn cancel(&self) -> Result<(), TransactionValidityError> {
		self.authorize()?;
		assert_ok!(self.call().dispatch_bypass_filter(RuntimeOrigin::none()));
		Ok(())
	}
}

/// The key of a device.
pub(crate) fn key_of(device: &DeviceId) -> DevicePublic {
	Devices::device(*device).expect("it is registered").key
}

/// Its keys before, and the rotation under way.
pub(crate) fn history(device: &DeviceId) -> KeyHistory {
	Rotations::<Test>::get(device).unwrap_or_default()
}

pub(crate) fn pending(device: &DeviceId) -> Option<PendingRotation> {
	history(device).pending
}

/// The device for which a key is reserved.
pub(crate) fn reserved_for(key: &Signer) -> Option<DeviceId> {
	Aliases::<Test>::get(key.id())
}

/// Whether anybody may register by a key.
pub(crate) fn registers(key: &Signer) -> DispatchResult {
	let consent = key.consent(&stranger(), EXPIRES);
	Devices::register(by(stranger()), key.public(), EXPIRES, consent)
}
