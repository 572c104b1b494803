//! Rules of a policy.

use super::{Actions, Condition, Counting, Limit, MAX_CONDITIONS};
use crate::{
	domains::{DomainId, Reach},
	proofs::GroupId,
	AccountId, Balance, DeviceId, Moment,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// That which a rule does.
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
pub enum Effect {
	/// Allows, if all its conditions are true.
	#[codec(index = 0)]
	Allow,
	/// Denies, unless one of its conditions is false.
	#[codec(index = 1)]
	Deny,
}

/// The subjects that a rule speaks of.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Who {
	#[codec(index = 0)]
	Anybody,
	#[codec(index = 1)]
	Device(DeviceId),
	#[codec(index = 2)]
	Account(AccountId),
	/// An account itself, and each device of it.
	#[codec(index = 3)]
	OwnedBy(AccountId),
	/// Devices of a domain.
	#[codec(index = 4)]
	Domain { domain: DomainId, reach: Reach },
	/// Devices of domains that this domain trusts. Its own are not among them.
	#[codec(index = 5)]
	TrustedBy(DomainId),
	/// Members of an anonymous group.
	#[codec(index = 6)]
	Members(GroupId),
}

/// The price of a use, and that which its enforcer has to do besides.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Duties {
	/// Of one use, in planck, to the resource's owner. 0 in a deny rule.
	pub price: Balance,
	/// The use is logged; of a deny rule: the refusal.
	pub log: bool,
	/// The owner is told.
	pub notice: bool,
}

/// Conditions of a rule: each has to be true.
pub type Conditions = BoundedVec<Condition, ConstU32<MAX_CONDITIONS>>;

/// A rule.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Rule {
	pub effect: Effect,
	pub who: Who,
	pub actions: Actions,
	pub conditions: Conditions,
	pub duties: Duties,
}

impl Rule {
	/// Its limits of uses.
	pub fn limits(&self) -> impl Iterator<Item = &Limit> {
		self.conditions.iter().filter_map(|condition| match condition {
			Condition::Uses(limit) => Some(limit),
			_ => None,
		})
	}

	/// Whether a use has to be counted, and paid, on the chain before it is made.
	pub fn counts_on_chain(&self) -> bool {
		self.duties.price > 0 || self.limits().any(|limit| limit.counting == Counting::OnChain)
	}

	/// Whether a use that was counted on the chain under the other rule may be served under this one: price and limits
	/// are the same.
	pub fn counts_as(&self, other: &Self) -> bool {
		let on_chain = |limit: &&Limit| limit.counting == Counting::OnChain;
		self.duties.price == other.duties.price
			&& self.limits().filter(on_chain).eq(other.limits().filter(on_chain))
	}

	/// The length of the window in which this kind of counting counts, in ms; 0 without one, when only totals matter.
	pub fn window(&self, counting: Counting) -> Moment {
		let mut limits = self.limits().filter(|limit| limit.counting == counting);
		limits.next().map_or(0, |limit| limit.window)
	}
}
