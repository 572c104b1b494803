//! A message as JSON, as it travels.

use jmt_primitives::{DeviceId, DeviceSignature, Hash};
use serde::{Deserialize, Serialize};

/// A message from one device to another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Message {
	pub(super) kind: Kind,
	/// Hash of the chain's first block.
	pub genesis: Hash,
	/// The sender.
	pub from: DeviceId,
	/// The receiver.
	pub to: DeviceId,
	/// Which of the receiver's keys it is sealed to.
	pub epoch: u32,
	/// The encapsulated key, the ciphertext and its tag.
	#[serde(with = "crate::hexadecimal::bytes")]
	pub sealed: Vec<u8>,
	/// By the sender, over [`jmt_primitives::identity::message_payload`].
	#[serde(with = "crate::hexadecimal::scale")]
	pub signature: DeviceSignature,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) enum Kind {
	#[serde(rename = "message/v1")]
	Message,
}

impl Message {
	pub(super) fn new(
		genesis: Hash,
		(from, to): (DeviceId, DeviceId),
		epoch: u32,
		sealed: Vec<u8>,
		signature: DeviceSignature,
	) -> Self {
		Self { kind: Kind::Message, genesis, from, to, epoch, sealed, signature }
	}
}
