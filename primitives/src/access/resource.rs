//! Resources: things that are used by others than their owner.

use super::{Action, Actions, PolicyId};
use crate::{
	cell::Cell,
	domains::{DomainId, Rank},
	AccountId, Balance, DeviceId,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Whether a resource can be used.
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
pub enum ResourceState {
	/// It can.
	#[codec(index = 0)]
	Open,
	/// Its owner froze it.
	#[codec(index = 1)]
	FrozenByOwner,
	/// An authority of its domain with this rank froze it: neither a lower one nor the owner opens it.
	#[codec(index = 2)]
	Frozen(Rank),
}

/// A resource as it is stored. Its layer is its domain's.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Resource {
	/// Never changes. Paid the deposit.
	pub owner: AccountId,
	pub domain: DomainId,
	/// A claim: no decision goes by it.
	pub place: Option<Cell>,
	/// The device that enforces decisions.
	pub enforcer: Option<DeviceId>,
	pub actions: Actions,
	/// Those that the enforcer may take in an emergency without a decision. Within `actions`.
	pub fail_safe: Actions,
	/// None: nothing is allowed.
	pub policy: Option<PolicyId>,
	/// Grants of an epoch before are dead.
	pub epoch: u32,
	/// One more with each change of the enforcer, also to none and back: a new one, whose ledger is empty, serves nothing
	/// that was bought before.
	pub series: u32,
	pub state: ResourceState,
	/// Held of the owner, in planck.
	pub deposit: Balance,
}

impl Resource {
	/// Whether this device may take the action in an emergency, if its operator's file names it too.
	pub fn is_fail_safe(&self, enforcer: &DeviceId, action: Action) -> bool {
		self.enforcer.as_ref() == Some(enforcer) && self.fail_safe.contains(action)
	}
}
