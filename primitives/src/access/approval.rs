use crate::{Balance, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// An approval of a request, stored under resource, [`super::Request::hash`] and approver.
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
pub struct Approval {
	/// The last moment at which it counts, in ms.
	pub until: Moment,
	/// Held of the approver, in planck.
	pub deposit: Balance,
}
