//! A device as it is stored.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use jmt_primitives::{
	devices::{DeviceInfo, DeviceStanding, InactiveReason},
	AccountId, Balance, BlockNumber, DevicePublic,
};
use scale_info::TypeInfo;

/// A registered device.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Device {
	/// The id that the device is stored under derives from it.
	pub key: DevicePublic,
	pub owner: AccountId,
	/// Held of the owner, in planck: the constant of the block that registered the device.
	pub deposit: Balance,
	pub registered_in: BlockNumber,
	pub standing: Standing,
}

/// The standing of a device, set by its owner.
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
pub enum Standing {
	/// The device takes part.
	#[codec(index = 0)]
	Active,
	/// The device does not take part until it is resumed.
	#[codec(index = 1)]
	Paused,
}

impl Standing {
	/// The standing as other pallets and clients get it.
	pub const fn told(self) -> DeviceStanding {
		match self {
			Standing::Active => DeviceStanding::Active,
			Standing::Paused => DeviceStanding::Inactive(InactiveReason::Paused),
		}
	}
}

impl Device {
	/// A device as it is registered: active.
	pub const fn new(
		key: DevicePublic,
		owner: AccountId,
		deposit: Balance,
		registered_in: BlockNumber,
	) -> Self {
		Self { key, owner, deposit, registered_in, standing: Standing::Active }
	}

	/// The device as other pallets and clients get it.
	pub fn into_info(self) -> DeviceInfo {
		DeviceInfo {
			key: self.key,
			owner: self.owner,
			registered_in: self.registered_in,
			standing: self.standing.told(),
		}
	}
}
