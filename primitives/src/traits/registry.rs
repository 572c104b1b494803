use crate::{BlockNumber, DeviceId, DevicePublic};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What the registry tells others of a device.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct DeviceInfo<AccountId> {
	/// The device's public key.
	pub key: DevicePublic,
	/// Who registered it and is paid for it.
	pub owner: AccountId,
	/// The block that registered it.
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
}

/// The registry of devices, as other pallets see it.
pub trait DeviceRegistry<AccountId> {
	/// What is known of a device; `None` when it is not registered. One storage read.
	fn device(device: &DeviceId) -> Option<DeviceInfo<AccountId>>;

	/// Number of registered devices. One storage read.
	fn count() -> u32;
}

/// Told by the registry what happened to a device, in the same transaction. Must be constant work.
pub trait DeviceHook<AccountId> {
	/// The device is about to leave the registry; `owner` is its owner until then.
	fn on_leave(device: &DeviceId, owner: &AccountId);

	/// Worst-case weight of [`DeviceHook::on_leave`].
	fn on_leave_weight() -> sp_runtime::Weight;
}

impl<AccountId> DeviceHook<AccountId> for () {
	fn on_leave(_: &DeviceId, _: &AccountId) {}
	fn on_leave_weight() -> sp_runtime::Weight {
		sp_runtime::Weight::zero()
	}
}
