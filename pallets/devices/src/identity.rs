//! Answers to those who ask whom a device is to others: [`jmt_primitives::identity::IdentityApi`] by the runtime.

use crate::{Config, Devices, Members, Pallet, Trust};
use alloc::vec::Vec;
use frame_support::traits::Time;
use jmt_primitives::{
	devices::{DeviceStanding, MemberState},
	did::DidRecord,
	domains::{DomainId, Link},
	identity::{HostStanding, Snapshot, Subject, Welcome},
	DeviceId,
};

impl<T: Config> Pallet<T> {
	/// A domain and those above it, its own number first. Empty when there is no such domain.
	pub fn path_of(domain: DomainId) -> Vec<DomainId> {
		Self::path(domain).map(|path| path.ids()).unwrap_or_default()
	}

	/// Whether a device is active, or the first reason why not; `None` when it is not registered.
	pub fn standing(device: &DeviceId) -> Option<DeviceStanding> {
		let stored = Devices::<T>::get(device)?;
		Some(Self::standing_of(&stored, Members::<T>::get(device).as_ref()))
	}

	/// The facts behind a device's DID document; `None` when it is not registered.
	pub fn resolve_did(device: DeviceId) -> Option<DidRecord> {
		let stored = Devices::<T>::get(device)?;
		let member = Members::<T>::get(device).unwrap_or_default();
		Some(DidRecord {
			device,
			key: stored.key,
			encryption: member.encryption,
			deactivated: member.state == MemberState::Revoked,
		})
	}

	/// The link by which `from` lets in devices of `to`.
	pub fn trust(from: DomainId, to: DomainId) -> Option<Link> {
		Trust::<T>::get(from, to)
	}

	/// All that a verifier of the domain `host` needs to decide about a device. Three reads, and three for each domain
	/// above the device at most, and one for each above the host.
	pub fn snapshot(device: DeviceId, host: DomainId) -> Snapshot {
		let stored = Devices::<T>::get(device);
		let member = Members::<T>::get(device);
		let domain = member.as_ref().and_then(|member| member.domain);
		let path = domain.map(Self::path_of).unwrap_or_default();
		let welcomes = path
			.iter()
			.filter_map(|to| {
				let Link { reach, expires, .. } = Trust::<T>::get(host, to)?;
				Some(Welcome { to: *to, reach, expires })
			})
			.collect();
		let subject = stored.map(|stored| {
			let standing = Self::standing_of(&stored, member.as_ref());
			let bound = member.as_ref().and_then(|member| member.unit);
			let unit = bound.and_then(|bound| Self::certified(&bound, T::Time::now()));
			Subject { key: stored.key, owner: stored.owner, standing, path, unit }
		});
		let host_standing = match Self::path(host) {
			None => HostStanding::Unknown,
			Some(path) => match path.suspended() {
				None => HostStanding::Active,
				Some(domain) => HostStanding::Suspended(domain),
			},
		};
		Snapshot {
			genesis: Self::genesis_hash(),
			block: frame_system::Pallet::<T>::block_number(),
			at: T::Time::now(),
			device,
			subject,
			host,
			host_standing,
			welcomes,
		}
	}
}
