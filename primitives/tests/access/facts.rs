//! The world as facts.

use super::world::World;
use codec::Encode;
use jmt_primitives::{
	access::{
		Approval, Counted, Fact, FactKey, FactValue, Facts, Grant, GrantId, Policy, PolicyId,
		Resource, ResourceId, Served, StateRef, Uses, Vouched,
	},
	devices::{DeviceFact, Member},
	domains::{Domain, DomainId, Link},
	proofs::{Alias, GroupId, MembershipProof, ProofBytes, Scalar},
	units::{Root, RootId},
	AccountId, DeviceId, Hash, Moment,
};
use sp_crypto_hashing::blake2_256;
use std::borrow::Cow;

macro_rules! pick {
	($self:ident, $kind:ident, $key:expr) => {
		$self.fact($key).map(|value| match value {
			FactValue::$kind(value) => value,
			other => panic!("another kind: {other:?}"),
		})
	};
}

impl Facts for World {
	fn evaluator(&self) -> u32 {
		self.evaluator
	}

	fn genesis(&self) -> Hash {
		self.genesis
	}

	fn state(&self) -> StateRef {
		self.state
	}

	fn resource(&self, resource: ResourceId) -> Fact<Cow<'_, Resource>> {
		pick!(self, Resource, FactKey::Resource(resource)).map(Cow::Owned)
	}

	fn policy(&self, policy: PolicyId) -> Fact<Cow<'_, Policy>> {
		pick!(self, Policy, FactKey::Policy(policy)).map(Cow::Owned)
	}

	fn grant(&self, grant: GrantId) -> Fact<Cow<'_, Grant>> {
		pick!(self, Grant, FactKey::Grant(grant)).map(Cow::Owned)
	}

	fn approval(&self, resource: ResourceId, request: &Hash, of: &AccountId) -> Fact<Approval> {
		pick!(self, Approval, FactKey::Approval(resource, *request, of.clone()))
	}

	fn uses(&self, resource: ResourceId, counted: &Counted) -> Fact<Uses> {
		pick!(self, Uses, FactKey::Uses(resource, counted.clone()))
	}

	fn served(&self, _: ResourceId, counted: &Counted, window: Moment) -> Fact<Served> {
		let served = self.served.get(counted).map(|served| match served.window == window {
			true => *served,
			false => Served { window, count: 0, ..*served },
		});
		served.into()
	}

	fn device(&self, device: &DeviceId) -> Fact<DeviceFact> {
		pick!(self, Device, FactKey::Device(*device))
	}

	fn alias_of(&self, key: &DeviceId) -> Fact<DeviceId> {
		pick!(self, Alias, FactKey::Alias(*key))
	}

	fn member(&self, device: &DeviceId) -> Fact<Member> {
		pick!(self, Member, FactKey::Member(*device))
	}

	fn domain(&self, domain: DomainId) -> Fact<Cow<'_, Domain>> {
		pick!(self, Domain, FactKey::Domain(domain)).map(Cow::Owned)
	}

	fn trust(&self, from: DomainId, to: DomainId) -> Fact<Link> {
		pick!(self, Trust, FactKey::Trust(from, to))
	}

	fn root(&self, root: RootId) -> Fact<Root> {
		pick!(self, Root, FactKey::Root(root))
	}

	fn bonded(&self, gateway: &DeviceId) -> Fact<()> {
		self.fact(FactKey::Bonded(*gateway)).map(|_| ())
	}

	fn vouched(&self, device: &DeviceId) -> Fact<Vouched> {
		pick!(self, Vouched, FactKey::Vouched(*device))
	}

	fn alias(
		&self,
		group: GroupId,
		scope: &Hash,
		message: &Hash,
		proof: &MembershipProof,
	) -> Fact<Alias> {
		match pick!(self, Group, FactKey::Group(group)) {
			Fact::Is(roots) if !roots.is_good(&proof.root, self.state.at) => Fact::Absent,
			Fact::Is(_) => match proof.proof == forged(scope, message, proof.nullifier) {
				true => Fact::Is(proof.nullifier),
				false => Fact::Absent,
			},
			other => other.map(|_| unreachable!("it was taken above")),
		}
	}
}

/// In place of a proof: a hash of all that it is bound to.
pub(crate) fn forged(scope: &Hash, message: &Hash, nullifier: Scalar) -> ProofBytes {
	let hash = blake2_256(&(scope, message, nullifier).encode());
	let mut bytes = [0; 256];
	bytes[..32].copy_from_slice(&hash);
	ProofBytes(bytes)
}
