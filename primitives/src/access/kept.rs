//! Facts out of a snapshot, with what only its holder can add.

use super::{
	snapshot::{FactKey, FactValue, GroupRoots, Snapshot},
	Approval, Counted, Fact, Facts, Grant, GrantId, Policy, PolicyId, Resource, ResourceId, Served,
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

/// The ledger of an enforcer.
pub trait Ledger {
	/// See [`Facts::served`].
	fn served(&self, resource: ResourceId, counted: &Counted, window: Moment) -> Fact<Served>;
}

/// One who enforces nothing.
impl Ledger for () {
	fn served(&self, _: ResourceId, _: &Counted, _: Moment) -> Fact<Served> {
		Fact::Absent
	}
}

/// Verifies proofs of membership, which takes the arithmetic of a curve.
pub trait VerifyMember {
	/// The alias, if the proof is good by this key (canonical bytes) for scope and message: absent, if not. The root was
	/// looked at; that the nullifier is below r was not.
	fn verify(
		&self,
		key: &[u8],
		scope: &Hash,
		message: &Hash,
		proof: &MembershipProof,
	) -> Fact<Alias>;
}

/// One who cannot.
impl VerifyMember for () {
	fn verify(&self, _: &[u8], _: &Hash, _: &Hash, _: &MembershipProof) -> Fact<Alias> {
		Fact::Lacks
	}
}

/// Told of each key that was asked for and is not kept.
pub type Missed<'a> = &'a dyn Fn(&FactKey);

/// The facts of a snapshot.
#[derive(Clone, Copy)]
pub struct KeptFacts<'a> {
	pub snapshot: &'a Snapshot,
	pub ledger: &'a dyn Ledger,
	pub members: &'a dyn VerifyMember,
	pub missed: Option<Missed<'a>>,
}

impl<'a> KeptFacts<'a> {
	/// A snapshot without ledger, and without proofs of membership.
	pub fn new(snapshot: &'a Snapshot) -> Self {
		Self { snapshot, ledger: &(), members: &(), missed: None }
	}

	/// A fact of the kind that `pick` picks. One of another kind under its key was not understood.
	fn get<T>(&self, key: FactKey, pick: impl FnOnce(&'a FactValue) -> Option<T>) -> Fact<T> {
		match self.snapshot.get(&key) {
			Fact::Is(value) => pick(value).map_or(Fact::Unknown, Fact::Is),
			Fact::Absent => Fact::Absent,
			Fact::Unknown => Fact::Unknown,
			Fact::Lacks => {
				if let Some(missed) = self.missed {
					missed(&key);
				}
				Fact::Lacks
			},
		}
	}
}

/// Picks a kind of value.
macro_rules! pick {
	($kind:ident) => {
		|value| match value {
			FactValue::$kind(value) => Some(value),
			_ => None,
		}
	};
}

impl Facts for KeptFacts<'_> {
	fn evaluator(&self) -> u32 {
		self.snapshot.evaluator
	}

	fn genesis(&self) -> Hash {
		self.snapshot.genesis
	}

	fn state(&self) -> StateRef {
		self.snapshot.state()
	}

	fn resource(&self, resource: ResourceId) -> Fact<Cow<'_, Resource>> {
		self.get(FactKey::Resource(resource), pick!(Resource)).map(Cow::Borrowed)
	}

	fn policy(&self, policy: PolicyId) -> Fact<Cow<'_, Policy>> {
		self.get(FactKey::Policy(policy), pick!(Policy)).map(Cow::Borrowed)
	}

	fn grant(&self, grant: GrantId) -> Fact<Cow<'_, Grant>> {
		self.get(FactKey::Grant(grant), pick!(Grant)).map(Cow::Borrowed)
	}

	fn approval(
		&self,
		resource: ResourceId,
		request: &Hash,
		approver: &AccountId,
	) -> Fact<Approval> {
		let key = FactKey::Approval(resource, *request, approver.clone());
		self.get(key, pick!(Approval)).map(|approval| *approval)
	}

	fn uses(&self, resource: ResourceId, counted: &Counted) -> Fact<Uses> {
		self.get(FactKey::Uses(resource, counted.clone()), pick!(Uses)).map(Clone::clone)
	}

	fn served(&self, resource: ResourceId, counted: &Counted, window: Moment) -> Fact<Served> {
		self.ledger.served(resource, counted, window)
	}

	fn device(&self, device: &DeviceId) -> Fact<DeviceFact> {
		self.get(FactKey::Device(*device), pick!(Device)).map(Clone::clone)
	}

	fn alias_of(&self, key: &DeviceId) -> Fact<DeviceId> {
		self.get(FactKey::Alias(*key), pick!(Alias)).map(|device| *device)
	}

	fn member(&self, device: &DeviceId) -> Fact<Member> {
		self.get(FactKey::Member(*device), pick!(Member)).map(Clone::clone)
	}

	fn domain(&self, domain: DomainId) -> Fact<Cow<'_, Domain>> {
		self.get(FactKey::Domain(domain), pick!(Domain)).map(Cow::Borrowed)
	}

	fn trust(&self, from: DomainId, to: DomainId) -> Fact<Link> {
		self.get(FactKey::Trust(from, to), pick!(Trust)).map(Clone::clone)
	}

	fn root(&self, root: RootId) -> Fact<Root> {
		self.get(FactKey::Root(root), pick!(Root)).map(Clone::clone)
	}

	fn bonded(&self, gateway: &DeviceId) -> Fact<()> {
		let bonded = |value: &FactValue| matches!(value, FactValue::Bonded).then_some(());
		self.get(FactKey::Bonded(*gateway), bonded)
	}

	fn vouched(&self, device: &DeviceId) -> Fact<Vouched> {
		self.get(FactKey::Vouched(*device), pick!(Vouched)).map(|vouched| *vouched)
	}

	fn alias(
		&self,
		group: GroupId,
		scope: &Hash,
		message: &Hash,
		proof: &MembershipProof,
	) -> Fact<Alias> {
		let roots: &GroupRoots = match self.get(FactKey::Group(group), pick!(Group)) {
			Fact::Is(roots) => roots,
			Fact::Absent => return Fact::Absent,
			Fact::Unknown => return Fact::Unknown,
			Fact::Lacks => return Fact::Lacks,
		};
		if !roots.is_good(&proof.root, self.snapshot.at) {
			return Fact::Absent;
		}
		match self.get(FactKey::GroupKey(proof.depth), pick!(GroupKey)) {
			Fact::Is(key) => self.members.verify(key, scope, message, proof),
			Fact::Absent => Fact::Absent,
			Fact::Unknown => Fact::Unknown,
			Fact::Lacks => Fact::Lacks,
		}
	}
}
