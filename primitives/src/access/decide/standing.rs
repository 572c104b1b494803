//! Whether devices and domains are active.

use super::super::{Facts, Holder, Reason};
use crate::{
	devices::{DeviceFact, MemberState},
	domains::{DomainId, DomainState, MAX_DEPTH},
	units::Bound,
	DeviceId,
};

const MOST: usize = MAX_DEPTH as usize; // cast: a constant of 8

/// A domain and those above it, its own number first. Empty at large.
#[derive(Clone, Copy, Default)]
pub(super) struct Path {
	ids: [DomainId; MOST],
	length: usize,
}

impl Path {
	/// Its domains.
	pub(super) fn ids(&self) -> &[DomainId] {
		self.ids.get(..self.length).unwrap_or_default()
	}

	/// Whether the domain is in it.
	pub(super) fn contains(&self, domain: DomainId) -> bool {
		self.ids().contains(&domain)
	}

	/// Adds the domain above; false if there is no room.
	fn push(&mut self, domain: DomainId) -> bool {
		let Some(place) = self.ids.get_mut(self.length) else { return false };
		*place = domain;
		self.length = self.length.saturating_add(1);
		true
	}
}

/// The path of a domain, each of it active.
#[inline(never)]
pub(super) fn path(facts: &dyn Facts, domain: DomainId) -> Result<Path, Reason> {
	let mut path = Path::default();
	let mut next = Some(domain);
	while let Some(id) = next {
		if !path.push(id) {
			return Err(Reason::DomainSuspended);
		}
		let domain = facts.domain(id).known(Reason::DomainSuspended)?;
		if domain.state != DomainState::Active {
			return Err(Reason::DomainSuspended);
		}
		next = domain.parent;
	}
	Ok(path)
}

/// A registered device that is active, and each domain above it.
pub(super) struct ActiveDevice {
	pub fact: DeviceFact,
	pub path: Path,
	pub unit: Option<Bound>,
}

/// A device, if it is registered, or why it is not active.
#[inline(never)]
pub(super) fn device(facts: &dyn Facts, id: &DeviceId) -> Result<Option<ActiveDevice>, Reason> {
	let Some(fact) = facts.device(id).stored()? else { return Ok(None) };
	if fact.paused {
		return Err(Reason::SubjectInactive);
	}
	let member = facts.member(id).stored()?.unwrap_or_default();
	if member.state != MemberState::Active {
		return Err(Reason::SubjectInactive);
	}
	let path = match member.domain {
		Some(domain) => path(facts, domain)?,
		None => Path::default(),
	};
	Ok(Some(ActiveDevice { fact, path, unit: member.unit }))
}

/// Whether a holder is active, with all its domains. An account has none.
#[inline(never)]
pub(super) fn holder(facts: &dyn Facts, holder: &Holder) -> Result<(), Reason> {
	match holder {
		Holder::Account(_) => Ok(()),
		Holder::Device(id) => match device(facts, id)? {
			Some(_) => Ok(()),
			None => Err(Reason::UnknownSubject),
		},
		Holder::Domain { domain, .. } => path(facts, *domain).map(|_| ()),
	}
}
