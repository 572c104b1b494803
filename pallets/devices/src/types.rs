//! What is stored.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use jmt_primitives::{
	traits::{DeviceInfo, DeviceStanding, InactiveReason},
	AccountId, Balance, BlockNumber, DevicePublic,
};
use scale_info::TypeInfo;

/// A registered device.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Device {
	/// Its public key. The id that it is stored under derives from it.
	pub key: DevicePublic,
	/// Who registered it.
	pub owner: AccountId,
	/// What is held for it, in planck: the constant of the block that registered it.
	pub deposit: Balance,
	/// The block that registered it.
	pub registered_in: BlockNumber,
	/// What its owner made of it.
	pub status: Status,
}

/// What the owner made of a device.
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
pub enum Status {
	/// It takes part.
	#[codec(index = 0)]
	Active,
	/// It does not, until it is resumed.
	#[codec(index = 1)]
	Paused,
}

impl Status {
	/// The standing that others see.
	pub const fn standing(self) -> DeviceStanding {
		match self {
			Status::Active => DeviceStanding::Active,
			Status::Paused => DeviceStanding::Inactive(InactiveReason::Paused),
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
		Self { key, owner, deposit, registered_in, status: Status::Active }
	}

	/// What others are told of it.
	pub fn into_info(self) -> DeviceInfo<AccountId> {
		DeviceInfo {
			key: self.key,
			owner: self.owner,
			registered_in: self.registered_in,
			standing: self.status.standing(),
		}
	}
}
