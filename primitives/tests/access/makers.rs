//! Resources, rules, grants and requests.

use super::{
	keys::Key,
	world::{
		landlord, lift, phone, CHALLENGE, DAY, GENESIS, LIFT, MINUTE, NOW, POLICY, SERIES, SHAFT,
	},
};
use jmt_primitives::access::{
	Action, Actions, Authority, By, Condition, Decision, Delegation, Denied, Duties, Effect, Gate,
	Grant, GrantId, Holder, Named, Reason, Request, Resource, ResourceState, Rule, Scope,
	SignedUse, Source, Subject, Use, Who,
};

/// The lift, which can be opened, closed and configured.
pub(crate) fn resource() -> Resource {
	Resource {
		owner: landlord(),
		domain: SHAFT,
		place: None,
		enforcer: Some(lift().id()),
		actions: actions(&[Action::OPEN, Action::CLOSE, Action::CONFIGURE]),
		fail_safe: actions(&[Action::CLOSE]),
		policy: Some(POLICY),
		epoch: 5,
		series: SERIES,
		state: ResourceState::Open,
		deposit: 0,
	}
}

pub(crate) fn actions(of: &[Action]) -> Actions {
	of.iter().copied().collect()
}

/// A rule about opening.
pub(crate) fn rule(effect: Effect, who: Who, conditions: Vec<Condition>) -> Rule {
	let conditions = conditions.try_into().expect("at most eight");
	Rule { effect, who, actions: actions(&[Action::OPEN]), conditions, duties: Duties::default() }
}

pub(crate) fn allow(who: Who, conditions: Vec<Condition>) -> Rule {
	rule(Effect::Allow, who, conditions)
}

pub(crate) fn deny(who: Who, conditions: Vec<Condition>) -> Rule {
	rule(Effect::Deny, who, conditions)
}

/// Opening for as long as anybody tests.
pub(crate) fn scope() -> Scope {
	Scope {
		actions: actions(&[Action::OPEN]),
		cells: Default::default(),
		windows: Default::default(),
		not_before: 0,
		expires: NOW + DAY,
		uses: None,
	}
}

/// A grant of the landlord's that may be handed on.
pub(crate) fn grant_to(holder: Holder) -> Grant {
	Grant {
		resource: LIFT,
		parent: None,
		depth: 1,
		issuer: landlord(),
		holder,
		scope: scope(),
		delegation: Delegation::Allowed,
		epoch: 5,
		pass_epoch: 0,
		revoked: None,
		children: 0,
		payer: landlord(),
		deposit: 0,
	}
}

/// The phone asks to open, by its own right.
pub(crate) fn ask() -> Request {
	Request::new(LIFT, Action::OPEN, Subject::Device(phone().id()), Authority::Own)
}

/// A device asks to open, by its own right.
pub(crate) fn ask_of(key: &Key) -> Request {
	Request { subject: Subject::Device(key.id()), ..ask() }
}

/// The use that a request at the lift needs.
pub(crate) fn use_of(request: &Request) -> Use {
	let last = request.shown.pass.as_ref().and_then(|pass| pass.blocks.last());
	let source = match (request.authority, last) {
		(Authority::Own, _) => Source::Own(request.subject.clone()),
		(Authority::Grant(grant), None) => Source::Grant(grant),
		(Authority::Grant(_), Some(last)) => Source::Block(last.block.hash()),
	};
	Use {
		genesis: GENESIS,
		enforcer: lift().id(),
		resource: request.resource,
		source,
		challenge: CHALLENGE,
		action: request.action,
		expires: request.now.unwrap_or(NOW) + MINUTE,
	}
}

/// The same request at the lift, its use signed.
pub(crate) fn at_lift(request: Request, signer: &Key) -> Request {
	let using = use_of(&request);
	let is_account = matches!(request.subject, Subject::Account(_));
	let signed = SignedUse {
		signature: signer.sign(&using.payload()),
		signer: is_account.then(|| signer.public()),
		using,
	};
	let mut request = request;
	request.at = Some(Gate { enforcer: lift().id(), challenge: CHALLENGE });
	request.shown.using = Some(signed);
	request
}

/// Denied by this rule.
pub(crate) fn by_rule(reason: Reason, place: u8) -> Denied {
	Denied { reason, by: Named::Rule(place) }
}

/// Denied by this grant.
pub(crate) fn by_grant(reason: Reason, grant: GrantId) -> Denied {
	Denied { reason, by: Named::Grant(grant) }
}

/// Allowed by this rule.
#[track_caller]
pub(crate) fn assert_rule(decision: Decision, place: u8) {
	match decision {
		Decision::Allow(allowed) => assert_eq!(allowed.by, By::Rule(place)),
		denied => panic!("{denied:?}"),
	}
}
