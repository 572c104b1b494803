//! What a device signs. Each payload opens with its purpose and names the chain by its genesis hash, so
//! that the same bytes mean nothing elsewhere.

use crate::{AccountId, DeviceId, Hash, Moment, Round};
use alloc::vec::Vec;
use codec::Encode;

/// Purpose of [`registration`].
pub const REGISTRATION: &[u8] = b"jmt/device/register/v1";

/// Purpose of [`answer`].
pub const ANSWER: &[u8] = b"jmt/proof-of-time/answer/v1";

/// What a device signs to let `owner` register it until `expires` (ms): the SCALE encoding of
/// `(purpose, genesis, owner, expires)`, the purpose with its length before it.
pub fn registration(genesis: &Hash, owner: &AccountId, expires: Moment) -> Vec<u8> {
	(REGISTRATION, genesis, owner, expires).encode()
}

/// What a device signs to answer a draw: the SCALE encoding of `(purpose, genesis, round, draw, device)`.
pub fn answer(genesis: &Hash, round: Round, draw: &Hash, device: &DeviceId) -> Vec<u8> {
	(ANSWER, genesis, round, draw, device).encode()
}
