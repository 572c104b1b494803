//! Calls about logs of uses.

use super::PALLET;
use crate::pallets::{Call, Event};
use codec::{Decode, Encode};
use jmt_primitives::{
	access::log::{Lie, Seal},
	Balance, DeviceId, DeviceSignature, Hash,
};
use scale_info::TypeInfo;

/// Anchors an enforcer's log. Anybody pays.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Anchor {
	pub enforcer: DeviceId,
	/// The last leaf.
	pub seal: Seal,
	pub leaves: u32,
	pub root: Hash,
	/// From the log before to this one.
	pub consistency: Vec<Hash>,
	/// From the seal to the root.
	pub path: Vec<Hash>,
	/// The enforcer's.
	pub signature: DeviceSignature,
}

impl Call for Anchor {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "anchor";
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct Anchored {
	pub leaves: u32,
	pub root: Hash,
	pub segment: u32,
}

impl Event for Anchored {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "Anchored";
}

/// Shows that an enforcer lied.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct ReportLie {
	pub enforcer: DeviceId,
	pub lie: Lie,
}

impl Call for ReportLie {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "report_lie";
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct LieReported {
	pub enforcer: DeviceId,
}

impl Event for LieReported {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "LieReported";
}

/// Closes the log of a device that is registered no more.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct CloseLog {
	pub enforcer: DeviceId,
}

impl Call for CloseLog {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "close_log";
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct LogClosed {
	/// To the payer, in planck.
	pub released: Balance,
}

impl Event for LogClosed {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "LogClosed";
}
