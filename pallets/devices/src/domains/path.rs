//! The way from a domain up to its top. The only loop over domains: at most [`MAX_DEPTH`] steps.

use crate::{Admins, Config, Domains, Error, Pallet};
use alloc::vec::Vec;
use frame_support::ensure;
use jmt_primitives::{
	domains::{Domain, DomainId, DomainState, Rank, Role, MAX_DEPTH},
	AccountId,
};
use sp_runtime::DispatchError;

/// A domain with those above it.
pub(crate) struct Path {
	pub id: DomainId,
	pub own: Domain,
	/// Its parent first, the top last.
	above: Vec<(DomainId, Domain)>,
}

impl Path {
	/// The first suspended domain, from the top down.
	pub fn suspended(&self) -> Option<DomainId> {
		let is_suspended = |domain: &Domain| domain.state != DomainState::Active;
		let above = self.above.iter().rev().find(|(_, domain)| is_suspended(domain));
		above.map(|(id, _)| *id).or_else(|| is_suspended(&self.own).then_some(self.id))
	}

	/// Its number and those of all above, the top last.
	pub fn ids(&self) -> Vec<DomainId> {
		core::iter::once(self.id).chain(self.above.iter().map(|(id, _)| *id)).collect()
	}

	/// Refuses a domain that is suspended, or below one that is.
	pub fn ensure_active<T: Config>(&self) -> Result<(), DispatchError> {
		ensure!(self.suspended().is_none(), Error::<T>::DomainNotActive);
		Ok(())
	}

	/// The highest rank with which an account may speak for the domain: it owns or administers the domain or one
	/// above it.
	#[inline(never)]
	pub fn rank_of<T: Config>(&self, who: &AccountId) -> Option<Rank> {
		let own = core::iter::once((&self.id, &self.own));
		let down = self.above.iter().rev().map(|(id, domain)| (id, domain)).chain(own);
		for (id, domain) in down {
			if domain.owner == *who {
				return Some(Rank { depth: domain.depth, role: Role::Owner });
			}
			if domain.admins > 0 && Admins::<T>::contains_key(id, who) {
				return Some(Rank { depth: domain.depth, role: Role::Admin });
			}
		}
		None
	}
}

impl<T: Config> Pallet<T> {
	/// The way up from a domain; `None` when there is no such domain. At most [`MAX_DEPTH`] reads.
	#[inline(never)]
	pub(crate) fn path(id: DomainId) -> Option<Path> {
		let own = Domains::<T>::get(id)?;
		let mut above = Vec::new();
		let mut next = own.parent;
		// A parent stays as long as it has children, and depths fall by one: no step is left over.
		for _ in 1..MAX_DEPTH {
			let Some(parent) = next else { break };
			let Some(domain) = Domains::<T>::get(parent) else { break };
			next = domain.parent;
			above.push((parent, domain));
		}
		Some(Path { id, own, above })
	}

	/// The way up from a domain for which `who` may speak, and the rank that it has there.
	#[inline(never)]
	pub(crate) fn authority(id: DomainId, who: &AccountId) -> Result<(Path, Rank), DispatchError> {
		let path = Self::path(id).ok_or(Error::<T>::UnknownDomain)?;
		let rank = path.rank_of::<T>(who).ok_or(Error::<T>::NotDomainAuthority)?;
		Ok((path, rank))
	}

	/// A domain, if `owner` owns it.
	pub(crate) fn domain_of(owner: &AccountId, id: DomainId) -> Result<Domain, DispatchError> {
		let domain = Domains::<T>::get(id).ok_or(Error::<T>::UnknownDomain)?;
		ensure!(domain.owner == *owner, Error::<T>::NotDomainAuthority);
		Ok(domain)
	}
}
