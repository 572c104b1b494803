//! Facts of identity for pallets that decide by them: [`IdentityFacts`] out of storage, an item each.

use crate::{Aliases, Config, Devices, Domains, Members, Pallet, Roots, Standing, Trust};
use jmt_primitives::{
	devices::{DeviceFact, Member},
	domains::{Domain, DomainId, Link, Rank},
	identity::IdentityFacts,
	units::{Root, RootId},
	AccountId, DeviceId,
};

impl<T: Config> IdentityFacts for Pallet<T> {
	fn device(device: &DeviceId) -> Option<DeviceFact> {
		let stored = Devices::<T>::get(device)?;
		let paused = stored.standing == Standing::Paused;
		Some(DeviceFact { key: stored.key, owner: stored.owner, paused })
	}

	fn alias_of(key: &DeviceId) -> Option<DeviceId> {
		Aliases::<T>::get(key)
	}

	fn member(device: &DeviceId) -> Option<Member> {
		Members::<T>::get(device)
	}

	fn domain(domain: DomainId) -> Option<Domain> {
		Domains::<T>::get(domain)
	}

	fn trust(from: DomainId, to: DomainId) -> Option<Link> {
		Trust::<T>::get(from, to)
	}

	fn root(root: RootId) -> Option<Root> {
		Roots::<T>::get(root)
	}

	fn rank(domain: DomainId, who: &AccountId) -> Option<Rank> {
		Self::path(domain)?.rank_of::<T>(who)
	}

	fn active(domain: DomainId) -> bool {
		Self::path(domain).is_some_and(|path| path.suspended().is_none())
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl<T: Config> jmt_primitives::identity::PlantIdentity for Pallet<T> {
	fn plant_device(device: DeviceId, fact: DeviceFact, member: Option<Member>) {
		let DeviceFact { key, owner, paused } = fact;
		let mut stored = crate::Device::new(key, owner, 0, 0);
		if paused {
			stored.standing = Standing::Paused;
		}
		Devices::<T>::insert(device, stored);
		Members::<T>::set(device, member);
	}

	fn plant_domain(id: DomainId, domain: Domain) {
		Domains::<T>::insert(id, domain);
	}

	fn plant_admin(id: DomainId, who: AccountId) {
		crate::Admins::<T>::insert(id, who, ());
	}

	fn plant_trust(from: DomainId, to: DomainId, link: Link) {
		Trust::<T>::insert(from, to, link);
	}

	fn plant_root(id: RootId, root: Root) {
		Roots::<T>::insert(id, root);
	}
}
