//! Identity as maps that tests write.

use super::*;
use frame_support::parameter_types;
use jmt_primitives::{
	access::{Fact, GatewayFacts, Vouched},
	cell::Region,
	devices::{DeviceFact, Member, MemberState},
	domains::{Domain, DomainId, DomainState, Layer, Link, Rank, Reach, Role},
	identity::{IdentityFacts, PlantIdentity},
	units::{Root, RootId},
	DeviceId, DevicePublic,
};
use std::collections::{BTreeMap, BTreeSet};

parameter_types! {
	pub static Devices: BTreeMap<DeviceId, DeviceFact> = BTreeMap::new();
	pub static Aliases: BTreeMap<DeviceId, DeviceId> = BTreeMap::new();
	pub static Members: BTreeMap<DeviceId, Member> = BTreeMap::new();
	pub static Domains: BTreeMap<DomainId, Domain> = BTreeMap::new();
	pub static Admins: BTreeSet<(DomainId, AccountId)> = BTreeSet::new();
	pub static Links: BTreeMap<(DomainId, DomainId), Link> = BTreeMap::new();
	pub static Roots: BTreeMap<RootId, Root> = BTreeMap::new();
	pub static Bonds: BTreeSet<DeviceId> = BTreeSet::new();
	pub static Places: BTreeMap<DeviceId, Vouched> = BTreeMap::new();
}

/// The maps above.
pub struct Identity;

impl Identity {
	/// A domain and those above it, its own first.
	fn path(domain: DomainId) -> Vec<(DomainId, Domain)> {
		let domains = Domains::get();
		let mut path = Vec::new();
		let mut next = Some(domain);
		while let Some((id, domain)) = next.and_then(|id| Some((id, domains.get(&id)?.clone()))) {
			next = domain.parent;
			path.push((id, domain));
		}
		path
	}
}

impl IdentityFacts for Identity {
	fn device(device: &DeviceId) -> Option<DeviceFact> {
		Devices::get().get(device).cloned()
	}

	fn alias_of(key: &DeviceId) -> Option<DeviceId> {
		Aliases::get().get(key).copied()
	}

	fn member(device: &DeviceId) -> Option<Member> {
		Members::get().get(device).cloned()
	}

	fn domain(domain: DomainId) -> Option<Domain> {
		Domains::get().get(&domain).cloned()
	}

	fn trust(from: DomainId, to: DomainId) -> Option<Link> {
		Links::get().get(&(from, to)).cloned()
	}

	fn root(root: RootId) -> Option<Root> {
		Roots::get().get(&root).cloned()
	}

	fn rank(domain: DomainId, who: &AccountId) -> Option<Rank> {
		Self::path(domain).into_iter().rev().find_map(|(id, domain)| {
			let depth = domain.depth;
			if domain.owner == *who {
				Some(Rank { depth, role: Role::Owner })
			} else if Admins::get().contains(&(id, who.clone())) {
				Some(Rank { depth, role: Role::Admin })
			} else {
				None
			}
		})
	}

	fn active(domain: DomainId) -> bool {
		let path = Self::path(domain);
		!path.is_empty() && path.iter().all(|(_, domain)| domain.state == DomainState::Active)
	}
}

impl PlantIdentity for Identity {
	fn plant_device(device: DeviceId, fact: DeviceFact, member: Option<Member>) {
		Devices::mutate(|devices| devices.insert(device, fact));
		if let Some(member) = member {
			Members::mutate(|members| members.insert(device, member));
		}
	}

	fn plant_domain(id: DomainId, domain: Domain) {
		Domains::mutate(|domains| domains.insert(id, domain));
	}

	fn plant_admin(id: DomainId, who: AccountId) {
		make_admin(id, who);
	}

	fn plant_trust(from: DomainId, to: DomainId, link: Link) {
		Links::mutate(|links| links.insert((from, to), link));
	}

	fn plant_root(id: RootId, root: Root) {
		Roots::mutate(|roots| roots.insert(id, root));
	}
}

/// The maps above, for gateways.
pub struct Gateways;

impl GatewayFacts for Gateways {
	fn bonded(gateway: &DeviceId) -> Fact<()> {
		Bonds::get().get(gateway).map(|_| ()).into()
	}

	fn vouched(device: &DeviceId) -> Fact<Vouched> {
		Places::get().get(device).cloned().into()
	}
}

/// Key of the device with this number.
pub(crate) fn key(number: u8) -> DevicePublic {
	DevicePublic::Sr25519([number; 32])
}

/// The device with this number.
pub(crate) fn device(number: u8) -> DeviceId {
	key(number).id()
}

/// Registers the device with this number, in a domain or at large.
pub(crate) fn register(number: u8, owner: AccountId, domain: Option<DomainId>) -> DeviceId {
	let fact = DeviceFact { key: key(number), owner, paused: false };
	let member = Member { domain, ..Default::default() };
	Identity::plant_device(device(number), fact, Some(member));
	device(number)
}

/// Makes a domain.
pub(crate) fn make_domain(id: DomainId, owner: AccountId, parent: Option<DomainId>) {
	let above = parent.and_then(Identity::domain);
	let domain = Domain {
		parent,
		top: above.as_ref().map_or(id, |above| above.top),
		depth: above.as_ref().map_or(1, |above| above.depth + 1),
		layer: Layer::Device,
		region: Region::World,
		owner: owner.clone(),
		offered_to: None,
		payer: owner,
		deposit: 0,
		state: DomainState::Active,
		admins: 0,
		children: 0,
		members: 0,
		manifests: 0,
	};
	Identity::plant_domain(id, domain);
}

/// Suspends a domain.
pub(crate) fn suspend(id: DomainId) {
	let rank = Rank { depth: 1, role: Role::Owner };
	Domains::mutate(|domains| {
		domains.get_mut(&id).unwrap().state = DomainState::Suspended(rank);
	});
}

/// Suspends a device.
pub(crate) fn suspend_device(device: DeviceId) {
	let rank = Rank { depth: 1, role: Role::Owner };
	Members::mutate(|members| {
		members.get_mut(&device).unwrap().state = MemberState::Suspended(rank);
	});
}

/// Makes an account an admin of a domain.
pub(crate) fn make_admin(id: DomainId, who: AccountId) {
	Admins::mutate(|admins| admins.insert((id, who)));
}

/// Lets `from` trust `to`, and all below it.
pub(crate) fn trust(from: DomainId, to: DomainId, expires: Moment) {
	let link = Link { reach: Reach::Below, expires, payer: alice(), deposit: 0 };
	Identity::plant_trust(from, to, link);
}

/// Numbers of the devices that [`begin`] registers.
pub(crate) const LIFT: u8 = 1;
/// Of bob's, in domain 2.
pub(crate) const PHONE: u8 = 2;
/// Of carol's, at large.
pub(crate) const STRAY: u8 = 3;

/// Domain 1 of alice, who has domain 3 below it, and dave as its admin; domain 2 of bob, which domain 1 trusts for an
/// hour. The lift's control is alice's in domain 1, the phone bob's in domain 2, and one device is carol's, at large.
pub(crate) fn begin() {
	Devices::set(BTreeMap::new());
	Aliases::set(BTreeMap::new());
	Members::set(BTreeMap::new());
	Domains::set(BTreeMap::new());
	Admins::set(BTreeSet::new());
	Links::set(BTreeMap::new());
	Roots::set(BTreeMap::new());
	Bonds::set(BTreeSet::new());
	Places::set(BTreeMap::new());
	make_domain(1, alice(), None);
	make_domain(2, bob(), None);
	make_domain(3, alice(), Some(1));
	make_admin(1, dave());
	trust(1, 2, NOW + 3_600_000);
	register(LIFT, alice(), Some(1));
	register(PHONE, bob(), Some(2));
	register(STRAY, carol(), None);
}
