//! Bytes that belong to messages from one device to another.

use crate::{DeviceId, Hash};
use alloc::vec::Vec;
use codec::Encode;

/// Purpose of [`message_payload`].
pub const MESSAGE: &[u8] = b"jmt/message/v1";

/// Purpose of [`message_info`].
pub const MESSAGE_INFO: &[u8] = b"jmt/message/seal/v1";

/// The bytes that the sender signs: the SCALE encoding of `(purpose, genesis, from, to, epoch, sealed)`, the purpose with its
/// length before it. `epoch` counts the receiver's encryption keys, `sealed` is the encapsulated key and the
/// ciphertext.
pub fn message_payload(
	genesis: &Hash,
	from: &DeviceId,
	to: &DeviceId,
	epoch: u32,
	sealed: &[u8],
) -> Vec<u8> {
	(MESSAGE, genesis, from, to, epoch, sealed).encode()
}

/// To which the keys of a message are bound (`info` of RFC 9180): the SCALE encoding of
/// `(purpose, genesis, from, to, epoch)`. A message that somebody else signs as its own does not open.
pub fn message_info(genesis: &Hash, from: &DeviceId, to: &DeviceId, epoch: u32) -> Vec<u8> {
	(MESSAGE_INFO, genesis, from, to, epoch).encode()
}
