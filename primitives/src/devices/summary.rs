use super::{DeviceId, DeviceStanding};
use crate::{
	proof_of_time::{MiningStatus, Round},
	Balance,
};
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// One of an owner's devices, in a list of them.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct DeviceSummary {
	pub device: DeviceId,
	/// Whether it is active, or why not.
	pub standing: DeviceStanding,
	/// Where it stands in proof of time.
	pub mining: MiningStatus,
	/// Of its last answer.
	pub last_round: Option<Round>,
	/// Earned and claimable, in planck.
	pub earned: Balance,
	/// Added by the next answer if no draw is missed before it, in planck.
	pub open: Balance,
}
