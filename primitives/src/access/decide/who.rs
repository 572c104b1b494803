//! Whether a rule speaks of the subject.

use super::{
	super::{Reason, Truth, Who},
	standing::{ActiveDevice, Path},
	Judge,
};
use crate::{
	domains::{DomainId, Reach},
	proofs::GroupId,
	AccountId, DeviceId,
};

/// A subject as rules see it.
pub(super) enum Face {
	/// A registered, active device.
	Device(DeviceId, ActiveDevice),
	/// A key that no device has.
	Key(DeviceId),
	Account(AccountId),
	Member(GroupId),
}

impl Face {
	/// The id of its device, or of its key.
	pub(super) fn device(&self) -> Option<&DeviceId> {
		match self {
			Self::Device(id, _) | Self::Key(id) => Some(id),
			Self::Account(_) | Self::Member(_) => None,
		}
	}
}

/// True or false for ever. That a rule speaks of others is no reason of its own.
fn known(is: bool) -> Truth {
	match is {
		true => Truth::ALWAYS,
		false => Truth::never(Reason::NoRule),
	}
}

/// Whether a path has a domain, as its own or above.
fn is_in(path: &Path, domain: DomainId, reach: Reach) -> bool {
	match reach {
		Reach::Exact => path.ids().first() == Some(&domain),
		Reach::Below => path.contains(domain),
	}
}

/// Whether a face belongs to the holder that a grant names by a domain.
pub(super) fn is_in_domain(face: &Face, domain: DomainId, reach: Reach) -> bool {
	match face {
		Face::Device(_, device) => is_in(&device.path, domain, reach),
		_ => false,
	}
}

impl Judge<'_> {
	/// The subject, and all who handed it the right by a pass.
	pub(super) fn faces(&self) -> impl Iterator<Item = &Face> {
		core::iter::once(&self.face).chain(&self.others)
	}

	/// Whether the rule speaks of the subject, or of who handed it the right by a pass.
	pub(super) fn who(&mut self, who: &Who) -> Truth {
		let (mut whole, mut lacked) = (self.face_is(&self.face, who), false);
		for other in &self.others {
			lacked |= whole.lacks();
			whole = whole.or(self.face_is(other, who));
		}
		self.lacked |= lacked || whole.lacks();
		whole
	}

	fn face_is(&self, face: &Face, who: &Who) -> Truth {
		match (who, face) {
			(Who::Anybody, _) => Truth::ALWAYS,
			(Who::Members(group), Face::Member(of)) => known(group == of),
			// Nothing else of a member is known, and nobody else shows that he is none.
			(Who::Members(_), _) | (_, Face::Member(_)) => Truth::unknown(Reason::UnknownAttribute),
			(Who::Device(device), face) => known(face.device() == Some(device)),
			(Who::Account(account), Face::Account(of)) => known(account == of),
			(Who::Account(_), _) => known(false),
			(Who::OwnedBy(owner), Face::Account(account)) => known(owner == account),
			(Who::OwnedBy(owner), Face::Device(_, device)) => known(*owner == device.fact.owner),
			(Who::OwnedBy(_), Face::Key(_)) => known(false),
			(Who::Domain { domain, reach }, face) => known(is_in_domain(face, *domain, *reach)),
			(Who::TrustedBy(domain), Face::Device(_, device)) => {
				self.is_trusted(*domain, &device.path)
			},
			(Who::TrustedBy(_), _) => Truth::never(Reason::NotTrusted),
		}
	}

	/// Whether a domain of the resource's path trusts one of these: until the longest of its links ends.
	fn is_trusted(&self, domain: DomainId, path: &Path) -> Truth {
		if !self.path.contains(domain) {
			return Truth::never(Reason::NotTrusted);
		}
		let (mut longest, mut ended) = (None, false);
		let mut unknown = None;
		for (above, to) in path.ids().iter().enumerate() {
			match self.facts.trust(domain, *to).stored() {
				Ok(Some(link)) if above == 0 || link.reach == Reach::Below => {
					match self.now <= link.expires {
						true => longest = longest.max(Some(link.expires)),
						false => ended = true,
					}
				},
				Ok(_) => {},
				Err(why) => unknown = unknown.max(Some(why)),
			}
		}
		match (unknown, longest) {
			// The codes are ordered: a fact that lacks goes first.
			(Some(why), _) => Truth::unknown(why),
			(None, Some(holds)) => Truth::True { holds },
			(None, None) if ended => Truth::never(Reason::TrustExpired),
			(None, None) => Truth::never(Reason::NotTrusted),
		}
	}
}
