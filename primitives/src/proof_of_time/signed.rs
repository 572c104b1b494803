//! Payloads that a device signs to be paid. Each opens with its purpose and names the chain by its genesis hash,
//! so that the same bytes mean nothing elsewhere.

use super::Round;
use crate::{devices::DeviceId, Hash};
use alloc::vec::Vec;
use codec::Encode;

/// Purpose of [`answer`].
pub const ANSWER: &[u8] = b"jmt/proof-of-time/answer/v1";

/// The payload that answers a draw: the SCALE encoding of `(purpose, genesis, round, draw, device)`.
pub fn answer(genesis: &Hash, round: Round, draw: &Hash, device: &DeviceId) -> Vec<u8> {
	(ANSWER, genesis, round, draw, device).encode()
}
