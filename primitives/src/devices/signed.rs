//! Payloads that a device signs for its owner. Each opens with its purpose and names the chain by its genesis
//! hash, so that the same bytes mean nothing elsewhere.

use crate::{AccountId, Hash, Moment};
use alloc::vec::Vec;
use codec::Encode;

/// Purpose of [`registration`].
pub const REGISTRATION: &[u8] = b"jmt/device/register/v1";

/// The payload that lets `owner` register the device until `expires` (ms): the SCALE encoding of
/// `(purpose, genesis, owner, expires)`, the purpose with its length before it.
pub fn registration(genesis: &Hash, owner: &AccountId, expires: Moment) -> Vec<u8> {
	(REGISTRATION, genesis, owner, expires).encode()
}
