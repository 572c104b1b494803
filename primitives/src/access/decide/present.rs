//! Whether the use that is shown is the one that is asked for. Signatures come last, and not here.

use super::super::{Authority, Facts, Pass, Reason, Request, Source, Subject, Use, MAX_USE_MS};
use crate::Moment;

/// Checks what is shown against what is asked for.
pub(super) fn check(facts: &dyn Facts, request: &Request, now: Moment) -> Result<(), Reason> {
	check_pass(request)?;
	let is_member = matches!(request.subject, Subject::Member(_));
	let Some(signed) = &request.shown.using else {
		// A member's proof stands for it.
		return match request.at.is_some() && !is_member {
			true => Err(Reason::BadPass),
			false => check_uses(request),
		};
	};
	check_uses(request)?;
	let using = &signed.using;
	if let Some(gate) = &request.at {
		if using.enforcer != gate.enforcer {
			return Err(Reason::NotThisEnforcer);
		}
		if using.challenge != gate.challenge {
			return Err(Reason::BadPass);
		}
	}
	let is_this = using.genesis == facts.genesis()
		&& using.resource == request.resource
		&& using.action == request.action
		&& is_of(&using.source, request);
	let in_time = now <= using.expires && using.expires <= now.saturating_add(MAX_USE_MS);
	match is_this && in_time {
		true => Ok(()),
		false => Err(Reason::BadPass),
	}
}

/// A pass belongs to the grant that is used, and its last holder uses it.
fn check_pass(request: &Request) -> Result<(), Reason> {
	let last = request.shown.pass.as_ref().and_then(|pass| pass.blocks.last());
	let fits = match (&request.authority, &request.shown.pass) {
		(Authority::Own, Some(_)) => false,
		(Authority::Grant(grant), Some(pass)) => *grant == pass.grant,
		(_, None) => true,
	};
	let held = match (&request.subject, last) {
		(Subject::Key(key), Some(last)) => last.block.holder == *key,
		(Subject::Key(_), None) => false,
		(_, last) => last.is_none(),
	};
	match fits && held {
		true => Ok(()),
		false => Err(Reason::BadPass),
	}
}

/// A use that somebody signed is one.
fn check_uses(request: &Request) -> Result<(), Reason> {
	match request.at.is_some() && request.uses != 1 {
		true => Err(Reason::BadPass),
		false => Ok(()),
	}
}

/// Whether a use is made by the right that the request names.
fn is_of(source: &Source, request: &Request) -> bool {
	let last = request.shown.pass.as_ref().and_then(|pass: &Pass| pass.blocks.last());
	match (source, &request.authority, last) {
		(Source::Own(subject), Authority::Own, None) => *subject == request.subject,
		(Source::Grant(used), Authority::Grant(grant), None) => used == grant,
		(Source::Block(used), Authority::Grant(_), Some(last)) => *used == last.block.hash(),
		_ => false,
	}
}

/// The use that a member proves its membership over: the one that is shown, or where none is, the one without an end for
/// the gate's challenge. Without a gate that is 32 bytes of 0, and the enforcer is the device of 32 bytes of 0.
pub(super) fn member_use(facts: &dyn Facts, request: &Request) -> Use {
	if let Some(signed) = &request.shown.using {
		return signed.using.clone();
	}
	let (enforcer, challenge) =
		request.at.map(|gate| (gate.enforcer, gate.challenge)).unwrap_or_default();
	Use {
		genesis: facts.genesis(),
		enforcer,
		resource: request.resource,
		source: Source::Own(request.subject.clone()),
		challenge,
		action: request.action,
		expires: Moment::MAX,
	}
}
