//! The weight of a device, as proof of time asks for it.

use super::Terms;
use crate::{
	devices::DeviceId,
	domains::DomainId,
	units::{RootId, UnitState},
	BlockNumber, Moment,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Weight of a device whose every factor is one.
pub const WEIGHT_ONE: u64 = 1_000_000;

/// One of the two books that devices are paid out of.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Class {
	/// Devices without a unit.
	#[default]
	#[codec(index = 0)]
	Unproven = 0,
	/// Devices with a unit.
	#[codec(index = 1)]
	Proven = 1,
}

impl Class {
	/// Both of them.
	pub const ALL: [Self; 2] = [Self::Unproven, Self::Proven];

	/// The other one.
	pub const fn other(self) -> Self {
		match self {
			Self::Unproven => Self::Proven,
			Self::Proven => Self::Unproven,
		}
	}
}

/// Devices that may together not take more than a share of the pay of all units.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Group {
	/// Those whose units a root of trust certified.
	#[codec(index = 0)]
	Root(RootId),
	/// Those under a domain without a parent.
	#[codec(index = 1)]
	Top(DomainId),
}

/// The circumstances of an answer that is being booked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answering {
	pub now: Moment,
	/// The unbroken stay so far, in ms.
	pub gathered: Moment,
	/// Whether a gateway countersigned.
	pub witnessed: bool,
	/// Of the draw that is answered.
	pub terms: Terms,
}

/// The unit that a device is bound to, whether it counts or not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct UnitNow {
	pub root: RootId,
	/// The block in which the device was bound to it: another number, another binding.
	pub binding: BlockNumber,
	pub state: UnitState,
}

/// The groups of a device with a unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Groups {
	/// Its root of trust, with the largest share of the pay that this may take, [`WEIGHT_ONE`] as all of it.
	pub root: Option<(RootId, u64)>,
	/// The domain without a parent that it is under.
	pub top: Option<DomainId>,
}

/// A device's weight before shares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Weighed {
	pub class: Class,
	/// [`WEIGHT_ONE`] as one; 0 earns no pay.
	pub raw: u64,
	/// The unit that makes the class, in that with units.
	pub unit: Option<UnitNow>,
	pub groups: Groups,
}

/// Worth of a device's time against others'.
pub trait DeviceWeight {
	/// The weight for an answer now. Must be constant work.
	fn weigh(device: &DeviceId, answering: &Answering) -> Weighed;

	/// The unit that a device is bound to, also where it does not count any more. Must be constant work.
	fn unit_now(device: &DeviceId, now: Moment) -> Option<UnitNow>;
}

/// Every device weighs the same, and none has a unit.
impl DeviceWeight for () {
	fn weigh(_: &DeviceId, _: &Answering) -> Weighed {
		Weighed { class: Class::Unproven, raw: WEIGHT_ONE, unit: None, groups: Groups::default() }
	}

	fn unit_now(_: &DeviceId, _: Moment) -> Option<UnitNow> {
		None
	}
}
