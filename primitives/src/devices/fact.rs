//! A device as a fact of its own, without its domain.

use super::DevicePublic;
use crate::AccountId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A registered device without all that its domain says of it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct DeviceFact {
	/// The key in use.
	pub key: DevicePublic,
	pub owner: AccountId,
	/// Whether its owner paused it.
	pub paused: bool,
}
