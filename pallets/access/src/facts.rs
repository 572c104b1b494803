//! The chain as a home of facts: an item of storage each. Decisions of the runtime are made from these.

use crate::{Approvals, Config, Grants, Pallet, Policies, Resources, Uses};
use alloc::borrow::Cow;
use core::marker::PhantomData;
use frame_support::traits::{Get, Time};
use jmt_primitives::{
	access::{
		self, decide, explain, Approval, Counted, Decision, Explanation, Fact, Facts, GatewayFacts,
		Grant, GrantId, Policy, PolicyId, Request, Resource, ResourceId, Served, StateRef, Vouched,
	},
	devices::{DeviceFact, Member},
	domains::{Domain, DomainId, Link},
	identity::IdentityFacts,
	proofs::{Alias, GroupId, Membership, MembershipProof},
	units::{Root, RootId},
	AccountId, DeviceId, Hash, Moment,
};

/// Facts out of storage, as they are in the block that is being made or asked.
pub struct StorageFacts<T>(PhantomData<T>);

impl<T> Default for StorageFacts<T> {
	fn default() -> Self {
		Self(PhantomData)
	}
}

impl<T: Config> Facts for StorageFacts<T> {
	fn evaluator(&self) -> u32 {
		T::Evaluator::get()
	}

	fn genesis(&self) -> Hash {
		Pallet::<T>::genesis_hash()
	}

	fn state(&self) -> StateRef {
		StateRef { block: frame_system::Pallet::<T>::block_number(), at: T::Time::now() }
	}

	fn resource(&self, resource: ResourceId) -> Fact<Cow<'_, Resource>> {
		Resources::<T>::get(resource).map(Cow::Owned).into()
	}

	fn policy(&self, policy: PolicyId) -> Fact<Cow<'_, Policy>> {
		Policies::<T>::get(policy).map(Cow::Owned).into()
	}

	fn grant(&self, grant: GrantId) -> Fact<Cow<'_, Grant>> {
		Grants::<T>::get(grant).map(Cow::Owned).into()
	}

	fn approval(
		&self,
		resource: ResourceId,
		request: &Hash,
		approver: &AccountId,
	) -> Fact<Approval> {
		Approvals::<T>::get(resource, (request, approver)).into()
	}

	fn uses(&self, resource: ResourceId, counted: &Counted) -> Fact<access::Uses> {
		Uses::<T>::get(resource, counted).into()
	}

	/// The chain serves nothing.
	fn served(&self, _: ResourceId, _: &Counted, _: Moment) -> Fact<Served> {
		Fact::Absent
	}

	fn device(&self, device: &DeviceId) -> Fact<DeviceFact> {
		T::Identity::device(device).into()
	}

	fn alias_of(&self, key: &DeviceId) -> Fact<DeviceId> {
		T::Identity::alias_of(key).into()
	}

	fn member(&self, device: &DeviceId) -> Fact<Member> {
		T::Identity::member(device).into()
	}

	fn domain(&self, domain: DomainId) -> Fact<Cow<'_, Domain>> {
		T::Identity::domain(domain).map(Cow::Owned).into()
	}

	fn trust(&self, from: DomainId, to: DomainId) -> Fact<Link> {
		T::Identity::trust(from, to).into()
	}

	fn root(&self, root: RootId) -> Fact<Root> {
		T::Identity::root(root).into()
	}

	fn bonded(&self, gateway: &DeviceId) -> Fact<()> {
		T::Gateways::bonded(gateway)
	}

	fn vouched(&self, device: &DeviceId) -> Fact<Vouched> {
		T::Gateways::vouched(device)
	}

	fn alias(
		&self,
		group: GroupId,
		scope: &Hash,
		message: &Hash,
		proof: &MembershipProof,
	) -> Fact<Alias> {
		T::Membership::check(group, scope, message, proof).ok().into()
	}
}

impl<T: Config> Pallet<T> {
	/// Decides a request by the state of now.
	#[inline(never)]
	pub fn decide(request: &Request) -> Decision {
		decide(&StorageFacts::<T>::default(), request)
	}

	/// Decides a request, and tells of each rule whether it is true, false or unknown.
	#[inline(never)]
	pub fn explain(request: &Request) -> Explanation {
		explain(&StorageFacts::<T>::default(), request)
	}
}
