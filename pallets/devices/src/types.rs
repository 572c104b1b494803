//! A device as it is stored, and what calls take.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use jmt_primitives::{
	devices::{DeviceInfo, DeviceStanding, InactiveReason, Payer},
	AccountId, Balance, BlockNumber, DevicePublic, Moment, Signature,
};
use scale_info::TypeInfo;

/// A registered device.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Device {
	/// The one in use. The id that the device is stored under derives from its first.
	pub key: DevicePublic,
	pub owner: AccountId,
	/// Held of who pays for the device, in planck: by the constants of when it was held.
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
	pub fn into_info(self, standing: DeviceStanding) -> DeviceInfo {
		let Self { key, owner, registered_in, .. } = self;
		DeviceInfo { key, owner, registered_in, standing }
	}
}

/// A change of a domain's admins.
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
pub enum AdminChange {
	/// The account becomes one.
	#[codec(index = 0)]
	Add,
	/// The account is none any more.
	#[codec(index = 1)]
	Remove,
}

/// A change of a domain's device.
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
pub enum MemberChange {
	/// It is not active until it is resumed.
	#[codec(index = 0)]
	Suspend,
	/// It is suspended no longer.
	#[codec(index = 1)]
	Resume,
	/// It is never active again.
	#[codec(index = 2)]
	Revoke,
}

/// A root of trust's next state.
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
pub enum RootChange {
	/// It is trusted.
	#[codec(index = 0)]
	Active,
	/// It takes nothing new for a while.
	#[codec(index = 1)]
	Frozen,
	/// None of its units counts.
	#[codec(index = 2)]
	Distrusted,
}

/// An authority's word that a device may come into a domain, over [`jmt_primitives::domains::signed::permit`].
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Permit {
	/// The payer of the device's deposit from then on.
	pub payer: Payer,
	/// The last moment at which it is good, in ms.
	pub expires: Moment,
	/// The account that signed.
	pub authority: AccountId,
	pub signature: Signature,
}
