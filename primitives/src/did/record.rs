use crate::{DeviceId, DevicePublic};
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// The facts of the chain for a device's document.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct DidRecord {
	pub device: DeviceId,
	/// With which it signs now.
	pub key: DevicePublic,
	/// Its X25519 key, to which messages are sealed.
	pub encryption: Option<[u8; 32]>,
	/// It was revoked, for good.
	pub deactivated: bool,
}
