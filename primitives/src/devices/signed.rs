//! Payloads that a device signs for its owner. Each opens with its purpose and names the chain by its genesis
//! hash, so that the same bytes mean nothing elsewhere.

use super::{DeviceId, DevicePublic};
use crate::{AccountId, Hash, Moment};
use alloc::vec::Vec;
use codec::Encode;

/// Purpose of [`registration`].
pub const REGISTRATION: &[u8] = b"jmt/device/register/v1";

/// Purpose of [`rotation`].
pub const ROTATION: &[u8] = b"jmt/device/rotate/v1";

/// Purpose of [`rotation_start`].
pub const ROTATION_START: &[u8] = b"jmt/device/rotate-start/v1";

/// Purpose of [`rotation_cancel`].
pub const ROTATION_CANCEL: &[u8] = b"jmt/device/rotate-cancel/v1";

/// Purpose of [`encryption_key`].
pub const ENCRYPTION_KEY: &[u8] = b"jmt/device/encryption/v1";

/// Purpose of [`firmware`].
pub const FIRMWARE: &[u8] = b"jmt/device/firmware/v1";

/// The payload that lets `owner` register the device until `expires` (ms): the SCALE encoding of
/// `(purpose, genesis, owner, expires)`, the purpose with its length before it.
pub fn registration(genesis: &Hash, owner: &AccountId, expires: Moment) -> Vec<u8> {
	(REGISTRATION, genesis, owner, expires).encode()
}

/// The payload by which a device changes from its key to `new`, until `expires` (ms): the SCALE encoding of
/// `(purpose, genesis, device, new key, expires)`, the purpose with its length before it. Both keys sign it.
pub fn rotation(genesis: &Hash, device: &DeviceId, new: &DevicePublic, expires: Moment) -> Vec<u8> {
	(ROTATION, genesis, device, new, expires).encode()
}

/// The payload by which a new key agrees that `owner` gives it to a device without the word of the old one, until
/// `expires` (ms): the SCALE encoding of `(purpose, genesis, device, owner, new key, expires)`, the purpose with its
/// length before it.
pub fn rotation_start(
	genesis: &Hash,
	device: &DeviceId,
	owner: &AccountId,
	new: &DevicePublic,
	expires: Moment,
) -> Vec<u8> {
	(ROTATION_START, genesis, device, owner, new, expires).encode()
}

/// The payload by which a device's key cancels the rotation that began at `started` (ms): the SCALE encoding of
/// `(purpose, genesis, device, started)`, the purpose with its length before it.
pub fn rotation_cancel(genesis: &Hash, device: &DeviceId, started: Moment) -> Vec<u8> {
	(ROTATION_CANCEL, genesis, device, started).encode()
}

/// The payload by which a device names the X25519 key to which messages for it are sealed, until `expires` (ms): the
/// SCALE encoding of `(purpose, genesis, device, key, epoch, expires)`, the purpose with its length before it. `epoch`
/// counts the keys: that of the key before by one more.
pub fn encryption_key(
	genesis: &Hash,
	device: &DeviceId,
	key: &[u8; 32],
	epoch: u32,
	expires: Moment,
) -> Vec<u8> {
	(ENCRYPTION_KEY, genesis, device, key, epoch, expires).encode()
}

/// The payload by which a device says which firmware it runs, until `expires` (ms): the SCALE encoding of
/// `(purpose, genesis, device, hash, epoch, expires)`, the purpose with its length before it. `epoch` is that of the
/// device's encryption key.
pub fn firmware(
	genesis: &Hash,
	device: &DeviceId,
	hash: &Hash,
	epoch: u32,
	expires: Moment,
) -> Vec<u8> {
	(FIRMWARE, genesis, device, hash, epoch, expires).encode()
}
