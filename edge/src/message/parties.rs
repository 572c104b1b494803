use super::MessageError;
use jmt_primitives::{devices::Member, did::DidRecord, DeviceId, DevicePublic};

/// A device to which messages are sealed, by what the chain says of it in one block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Receiver {
	pub device: DeviceId,
	/// X25519.
	pub key: [u8; 32],
	/// How often the key was changed.
	pub epoch: u32,
}

impl Receiver {
	/// Of the record behind its DID and its entry of members. Neither pause nor suspension matters: those are about
	/// access, and a message gives none.
	pub fn of(record: Option<DidRecord>, member: Option<Member>) -> Result<Self, MessageError> {
		let record = registered(record, "receiver")?;
		let key = record.encryption.ok_or(MessageError::NoKey)?;
		let epoch = member.map_or(0, |member| member.epoch);
		Ok(Self { device: record.device, key, epoch })
	}
}

/// A device that signs messages, by what the chain says of it in one block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sender {
	pub device: DeviceId,
	/// With which it signs now.
	pub key: DevicePublic,
}

impl Sender {
	/// Of the record behind its DID.
	pub fn of(record: Option<DidRecord>) -> Result<Self, MessageError> {
		let record = registered(record, "sender")?;
		Ok(Self { device: record.device, key: record.key })
	}
}

fn registered(record: Option<DidRecord>, party: &'static str) -> Result<DidRecord, MessageError> {
	match record {
		None => Err(MessageError::NotRegistered(party)),
		Some(record) if record.deactivated => Err(MessageError::Revoked(party)),
		Some(record) => Ok(record),
	}
}
