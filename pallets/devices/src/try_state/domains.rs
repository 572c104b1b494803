//! The tree of domains and their links.

use crate::{Admins, Config, Domains, Manifests, Members, NextDomain, Pallet, Trust};
use alloc::collections::BTreeMap;
use frame_support::ensure;
use jmt_primitives::domains::{DomainId, DomainState, MAX_ADMINS, MAX_DEPTH};
use sp_runtime::TryRuntimeError;

/// How often each number occurs.
fn tally(of: impl Iterator<Item = DomainId>) -> BTreeMap<DomainId, u32> {
	of.fold(BTreeMap::new(), |mut sums, id| {
		let sum = sums.entry(id).or_default();
		*sum = sum.saturating_add(1);
		sums
	})
}

impl<T: Config> Pallet<T> {
	/// Every domain has a number below `NextDomain` and a depth of at most 8. A top one has depth 1 and is its own top;
	/// any other lies one below its parent, under the same top, inside its region. None is suspended by a rank below its
	/// own admins'.
	pub(super) fn domains_are_trees() -> Result<(), TryRuntimeError> {
		let next = NextDomain::<T>::get();
		for (id, domain) in Domains::<T>::iter() {
			ensure!(0 < id && id < next, "a domain's number was not given");
			ensure!((1..=MAX_DEPTH).contains(&domain.depth), "a domain lies too deep");
			match domain.parent {
				None => ensure!(domain.depth == 1 && domain.top == id, "a top domain is not one"),
				Some(parent) => {
					let above = Domains::<T>::get(parent);
					let above = above.ok_or(TryRuntimeError::Other("a domain has no parent"))?;
					let depth = above.depth.saturating_add(1);
					ensure!(domain.depth == depth, "a domain's depth is not below its parent's");
					ensure!(domain.top == above.top, "a domain's top is not its parent's");
					ensure!(above.region.contains(domain.region), "a region lies outside");
				},
			}
			if let DomainState::Suspended(by) = domain.state {
				ensure!(by.depth <= domain.depth, "a domain is suspended from below");
			}
		}
		Ok(())
	}

	/// A domain's counts are the numbers of its children, members, manifests and admins; it has at most 8 of the last.
	pub(super) fn domains_count_what_is_theirs() -> Result<(), TryRuntimeError> {
		let children = tally(Domains::<T>::iter_values().filter_map(|domain| domain.parent));
		let members = tally(Members::<T>::iter_values().filter_map(|member| member.domain));
		let manifests = tally(Manifests::<T>::iter_values().map(|manifest| manifest.domain));
		let admins = tally(Admins::<T>::iter_keys().map(|(domain, _)| domain));
		for (id, domain) in Domains::<T>::iter() {
			let of = |sums: &BTreeMap<DomainId, u32>| sums.get(&id).copied().unwrap_or(0);
			ensure!(domain.children == of(&children), "a domain miscounts its children");
			ensure!(domain.members == of(&members), "a domain miscounts its members");
			ensure!(domain.manifests == of(&manifests), "a domain miscounts its manifests");
			ensure!(u32::from(domain.admins) == of(&admins), "a domain miscounts its admins");
			ensure!(domain.admins <= MAX_ADMINS, "a domain has too many admins");
		}
		for domain in admins.keys() {
			ensure!(Domains::<T>::contains_key(domain), "an admin has no domain");
		}
		Ok(())
	}

	/// The domains of a link were both given a number, and it is good for a time only.
	pub(super) fn links_lead_elsewhere_in_time() -> Result<(), TryRuntimeError> {
		let next = NextDomain::<T>::get();
		for (from, to, link) in Trust::<T>::iter() {
			ensure!(from < next && to < next, "a link names a number that was not given");
			ensure!(link.expires > 0, "a link never was good");
		}
		Ok(())
	}
}
