//! The subject, as rules see it.

use super::{
	super::{signed, Authority, Facts, Reason, Request, Subject},
	present::member_use,
	standing,
	who::Face,
};
use crate::{proofs::Alias, DevicePublic};

/// The subject's face, which is active, and the alias of a member.
pub(super) fn face(facts: &dyn Facts, request: &Request) -> Result<(Face, Option<Alias>), Reason> {
	match &request.subject {
		Subject::Device(id) => {
			let device = standing::device(facts, id)?.ok_or(Reason::UnknownSubject)?;
			Ok((Face::Device(*id, device), None))
		},
		Subject::Account(account) => Ok((Face::Account(account.clone()), None)),
		Subject::Key(key) => match request.authority {
			Authority::Own => Err(Reason::BadPass),
			Authority::Grant(_) => key_face(facts, key).map(|face| (face, None)),
		},
		Subject::Member(group) => {
			if request.authority != Authority::Own {
				return Err(Reason::NotHolder);
			}
			let proof = request.shown.member.as_ref().ok_or(Reason::BadPass)?;
			let scope = signed::scope(&facts.genesis(), *group, request.resource);
			let message = member_use(facts, request).id();
			let alias = facts.alias(*group, &scope, &message, proof).known(Reason::BadPass)?;
			Ok((Face::Member(*group), Some(alias)))
		},
	}
}

/// A key may be that of a device, by its first key or by a later one. If so, the device is active.
pub(super) fn key_face(facts: &dyn Facts, key: &DevicePublic) -> Result<Face, Reason> {
	let id = key.id();
	let id = facts.alias_of(&id).stored()?.unwrap_or(id);
	Ok(match standing::device(facts, &id)? {
		Some(device) => Face::Device(id, device),
		None => Face::Key(id),
	})
}
