use super::{DeviceId, DevicePublic};
use crate::{domains::DomainId, AccountId, BlockNumber};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A registered device, as others get it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct DeviceInfo {
	pub key: DevicePublic,
	/// Registered the device and is paid for it.
	pub owner: AccountId,
	pub registered_in: BlockNumber,
	/// Whether it is active, or why not.
	pub standing: DeviceStanding,
}

/// Whether a device is active.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum DeviceStanding {
	/// It is.
	#[codec(index = 0)]
	Active,
	/// It is not.
	#[codec(index = 1)]
	Inactive(InactiveReason),
}

/// Why a registered device is not active.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum InactiveReason {
	/// Its owner paused it.
	#[codec(index = 0)]
	Paused,
	/// Its domain, or one above, suspended it.
	#[codec(index = 1)]
	Suspended,
	/// This domain, in which or below which it is, is suspended.
	#[codec(index = 2)]
	DomainSuspended(DomainId),
	/// It was revoked, for good.
	#[codec(index = 3)]
	Revoked,
}

/// The registry of devices, as other pallets see it.
pub trait DeviceRegistry {
	/// The device; `None` when it is not registered. Two storage reads, and one for each domain from its own up.
	fn device(device: &DeviceId) -> Option<DeviceInfo>;

	/// Its owner, whatever its standing. One storage read.
	fn owner(device: &DeviceId) -> Option<AccountId>;

	/// Number of registered devices. One storage read.
	fn count() -> u32;
}
