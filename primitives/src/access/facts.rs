//! Facts: that which the chain says, an item at a time, whatever the home of the evaluator.

use super::{
	Approval, Counted, Grant, GrantId, Policy, PolicyId, Reason, Resource, ResourceId, Served,
	StateRef, Uses, Vouched,
};
use crate::{
	devices::{DeviceFact, Member},
	domains::{Domain, DomainId, Link},
	proofs::{Alias, GroupId, MembershipProof},
	units::{Root, RootId},
	AccountId, DeviceId, Hash, Moment,
};
use alloc::borrow::Cow;

/// A fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact<T> {
	/// It is so.
	Is(T),
	/// It is known that there is none.
	Absent,
	/// It cannot be known here.
	Unknown,
	/// This snapshot has not kept it.
	Lacks,
}

impl<T> Fact<T> {
	/// The value, or why it is not known; `absent` where there is none.
	pub fn known(self, absent: Reason) -> Result<T, Reason> {
		match self {
			Self::Is(value) => Ok(value),
			Self::Absent => Err(absent),
			Self::Unknown => Err(Reason::UnknownAttribute),
			Self::Lacks => Err(Reason::SnapshotLacks),
		}
	}

	/// The value, or none, or why that is not known.
	pub fn stored(self) -> Result<Option<T>, Reason> {
		match self {
			Self::Absent => Ok(None),
			other => other.known(Reason::UnknownAttribute).map(Some),
		}
	}

	/// The same, of another type.
	pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Fact<U> {
		match self {
			Self::Is(value) => Fact::Is(change(value)),
			Self::Absent => Fact::Absent,
			Self::Unknown => Fact::Unknown,
			Self::Lacks => Fact::Lacks,
		}
	}
}

impl<T> From<Option<T>> for Fact<T> {
	fn from(stored: Option<T>) -> Self {
		stored.map_or(Self::Absent, Self::Is)
	}
}

/// The facts of one block. Each method tells of one stored item and composes nothing, so that each home is walked in the
/// same way.
pub trait Facts {
	/// [`super::EVALUATOR`] of who stored the facts.
	fn evaluator(&self) -> u32;
	/// Hash of the chain's first block.
	fn genesis(&self) -> Hash;
	fn state(&self) -> StateRef;
	fn resource(&self, resource: ResourceId) -> Fact<Cow<'_, Resource>>;
	fn policy(&self, policy: PolicyId) -> Fact<Cow<'_, Policy>>;
	fn grant(&self, grant: GrantId) -> Fact<Cow<'_, Grant>>;
	fn approval(
		&self,
		resource: ResourceId,
		request: &Hash,
		approver: &AccountId,
	) -> Fact<Approval>;
	/// Counted on the chain.
	fn uses(&self, resource: ResourceId, counted: &Counted) -> Fact<Uses>;
	/// Of the enforcer's own ledger, about the window with this begin: of one key it counts in windows of one length. Absent
	/// on the chain, and never lacking: an enforcer that cannot read its ledger stops.
	fn served(&self, resource: ResourceId, counted: &Counted, window: Moment) -> Fact<Served>;
	fn device(&self, device: &DeviceId) -> Fact<DeviceFact>;
	/// The device that had a key with this id before its key of now.
	fn alias_of(&self, key: &DeviceId) -> Fact<DeviceId>;
	fn member(&self, device: &DeviceId) -> Fact<Member>;
	fn domain(&self, domain: DomainId) -> Fact<Cow<'_, Domain>>;
	/// The link by which `from` lets in devices of `to`.
	fn trust(&self, from: DomainId, to: DomainId) -> Fact<Link>;
	fn root(&self, root: RootId) -> Fact<Root>;
	/// Whether a gateway has a bond that it can lose.
	fn bonded(&self, gateway: &DeviceId) -> Fact<()>;
	/// The place that a gateway vouched for on the chain.
	fn vouched(&self, device: &DeviceId) -> Fact<Vouched>;
	/// The alias of who made this proof, if it is good: absent, if not.
	fn alias(
		&self,
		group: GroupId,
		scope: &Hash,
		message: &Hash,
		proof: &MembershipProof,
	) -> Fact<Alias>;
}

/// Facts about gateways, for the pallet.
pub trait GatewayFacts {
	/// See [`Facts::bonded`].
	fn bonded(gateway: &DeviceId) -> Fact<()>;
	/// See [`Facts::vouched`].
	fn vouched(device: &DeviceId) -> Fact<Vouched>;
}

/// A chain without gateways: no place can be known.
impl GatewayFacts for () {
	fn bonded(_: &DeviceId) -> Fact<()> {
		Fact::Unknown
	}

	fn vouched(_: &DeviceId) -> Fact<Vouched> {
		Fact::Unknown
	}
}
