//! Identity as it is stored, one item a question, for pallets that decide by it.

use crate::{
	devices::{DeviceFact, Member},
	domains::{Domain, DomainId, Link, Rank},
	units::{Root, RootId},
	AccountId, DeviceId,
};

/// Answers from storage. Each of the first six is one read; none says whether something is active.
pub trait IdentityFacts {
	/// A registered device.
	fn device(device: &DeviceId) -> Option<DeviceFact>;

	/// The device for which the id of a later key is reserved.
	fn alias_of(key: &DeviceId) -> Option<DeviceId>;

	/// All that is known of a device besides; `None` of one at large.
	fn member(device: &DeviceId) -> Option<Member>;

	/// A domain.
	fn domain(domain: DomainId) -> Option<Domain>;

	/// The link by which `from` lets in devices of `to`.
	fn trust(from: DomainId, to: DomainId) -> Option<Link>;

	/// A root of trust.
	fn root(root: RootId) -> Option<Root>;

	/// The highest rank with which an account may speak for a domain. 16 reads at most.
	fn rank(domain: DomainId, who: &AccountId) -> Option<Rank>;

	/// Whether there is such a domain, and neither it nor one above it is suspended. 8 reads at most.
	fn active(domain: DomainId) -> bool;
}

/// Puts facts into storage as they are, unchecked: for benchmarks.
pub trait PlantIdentity {
	/// A registered device, and all that is known of it besides.
	fn plant_device(device: DeviceId, fact: DeviceFact, member: Option<Member>);

	/// A domain.
	fn plant_domain(id: DomainId, domain: Domain);

	/// An admin of a domain.
	fn plant_admin(id: DomainId, who: AccountId);

	/// A link of `from` to `to`.
	fn plant_trust(from: DomainId, to: DomainId, link: Link);

	/// A root of trust.
	fn plant_root(id: RootId, root: Root);
}
