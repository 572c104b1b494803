//! A request: who wants to do what, by which right, and what is shown for it.

use super::{signed, Action, Authority, Pass, ResourceId, SignedPlace, SignedUse, Subject};
use crate::{proofs::MembershipProof, DeviceId, Hash, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;

/// A request.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Request {
	pub resource: ResourceId,
	pub action: Action,
	pub subject: Subject,
	pub authority: Authority,
	/// Number of uses; 1 at a gate.
	pub uses: u32,
	/// The clock of who decides, in ms; none: the state's time.
	pub now: Option<Moment>,
	/// Set by an enforcer that is about to act.
	pub at: Option<Gate>,
	pub shown: Shown,
}

/// An enforcer that is about to act.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Gate {
	pub enforcer: DeviceId,
	/// Its own, which was not used before.
	pub challenge: [u8; 32],
}

/// That which the subject shows.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Shown {
	pub pass: Option<Pass>,
	pub using: Option<SignedUse>,
	pub place: Option<SignedPlace>,
	pub member: Option<MembershipProof>,
}

impl Request {
	/// A request for one use at the state's time, of which nothing is shown.
	pub fn new(
		resource: ResourceId,
		action: Action,
		subject: Subject,
		authority: Authority,
	) -> Self {
		let shown = Shown::default();
		Self { resource, action, subject, authority, uses: 1, now: None, at: None, shown }
	}

	/// The name under which it is approved: nothing that changes by the second is in it.
	pub fn hash(&self, genesis: &Hash) -> Hash {
		signed::request(genesis, self.resource, self.action, &self.subject, &self.authority)
	}
}
