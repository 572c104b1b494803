//! Decisions, and how they came about.

use super::{Duties, Effect, GrantId, Reason, MAX_DEPTH};
use crate::{BlockNumber, Moment};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// The state that a decision was made from.
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
pub struct StateRef {
	pub block: BlockNumber,
	/// The block's time, in ms.
	pub at: Moment,
}

/// Grants from the one that was used up to the root.
pub type Chain = BoundedVec<GrantId, ConstU32<MAX_DEPTH>>;

/// That which allows.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum By {
	/// A rule, by its place in the policy.
	#[codec(index = 0)]
	Rule(u8),
	/// A grant with all above it, the one that was used first.
	#[codec(index = 1)]
	Grants(Chain),
}

/// That which denies.
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
pub enum Named {
	#[codec(index = 0)]
	Nothing,
	/// A rule, by its place in the policy.
	#[codec(index = 1)]
	Rule(u8),
	#[codec(index = 2)]
	Grant(GrantId),
}

/// It is allowed.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Allowed {
	/// The last moment at which the same facts allow it, in ms.
	pub until: Moment,
	pub duties: Duties,
	pub by: By,
	/// Of the policy.
	pub version: u32,
	pub state: StateRef,
}

/// It is denied.
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
pub struct Denied {
	pub reason: Reason,
	pub by: Named,
}

/// Denied by nothing that has a name.
impl From<Reason> for Denied {
	fn from(reason: Reason) -> Self {
		Self { reason, by: Named::Nothing }
	}
}

/// A decision.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Decision {
	#[codec(index = 0)]
	Allow(Allowed),
	#[codec(index = 1)]
	Deny(Denied),
}

impl Decision {
	/// The reason of a refusal.
	pub const fn reason(&self) -> Option<Reason> {
		match self {
			Self::Allow(_) => None,
			Self::Deny(denied) => Some(denied.reason),
		}
	}

	/// Whether it is allowed.
	pub const fn is_allow(&self) -> bool {
		matches!(self, Self::Allow(_))
	}
}

/// A decision with each rule's part in it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Explanation {
	pub decision: Decision,
	/// In the policy's order. Empty where it was decided before the rules.
	pub rules: Vec<RuleTold>,
}

/// A rule as it is for a request.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct RuleTold {
	pub effect: Effect,
	pub who: Told,
	/// Whether it speaks of the action.
	pub actions: bool,
	/// In the rule's order.
	pub conditions: Vec<Told>,
}

/// A value, and why it is not true.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Told {
	#[codec(index = 0)]
	True,
	#[codec(index = 1)]
	False(Reason),
	#[codec(index = 2)]
	Unknown(Reason),
}
