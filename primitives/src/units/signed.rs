//! Payloads about units. Each opens with its purpose; those of a maker name no chain.

use super::{KeyNumber, Level, RootId};
use crate::{AccountId, DeviceId, DevicePublic, Hash, Moment};
use alloc::vec::Vec;
use codec::Encode;

/// Purpose of [`certificate`].
pub const CERTIFICATE: &[u8] = b"jmt/unit/certificate/v1";

/// Purpose of [`binding`].
pub const BINDING: &[u8] = b"jmt/unit/binding/v1";

/// Purpose of [`model`].
pub const MODEL: &[u8] = b"jmt/unit/model/v1";

/// The payload by which a maker's key certifies a unit until `expires` (ms): the SCALE encoding of
/// `(purpose, root of trust, key number, nullifier, unit key, level, expires)`, the purpose with its length before it.
pub fn certificate(
	root: RootId,
	key: KeyNumber,
	nullifier: &Hash,
	unit: &DevicePublic,
	level: Level,
	expires: Moment,
) -> Vec<u8> {
	(CERTIFICATE, root, key, nullifier, unit, level, expires).encode()
}

/// The payload by which a unit says that it is this device of this owner, until `expires` (ms): the SCALE encoding of
/// `(purpose, genesis, device, owner, nullifier, expires)`, the purpose with its length before it.
pub fn binding(
	genesis: &Hash,
	device: &DeviceId,
	owner: &AccountId,
	nullifier: &Hash,
	expires: Moment,
) -> Vec<u8> {
	(BINDING, genesis, device, owner, nullifier, expires).encode()
}

/// The payload by which a maker's key says which model a unit is: the SCALE encoding of
/// `(purpose, root of trust, key number, nullifier, model)`, the purpose with its length before it. `model` is the hash
/// of the maker's description.
pub fn model(root: RootId, key: KeyNumber, nullifier: &Hash, model: &Hash) -> Vec<u8> {
	(MODEL, root, key, nullifier, model).encode()
}
