//! The decision. One order of steps for all homes of facts, so that they deny for one reason:
//!
//! 1. Evaluator (28), resource (1, 2, 8), enforcer (33), policy (8), clock and state (26, 27).
//! 2. The resource's domains (5), the use that is shown (30, 33), the subject with its domains (3, 4, 5, 30).
//! 3. The grant with all above it (11 to 23), the pass (12 to 23, 30, 31), signatures (30).
//! 4. Deny rules in order: the first that is not false ends it.
//! 5. By its own right, allow rules in order: the first that is true allows; at a gate it is false where the use had to be
//!    paid or counted on the chain before and was not (34). By a grant, the grant allows.
//!
//! A fact that a snapshot lacks ends the first three steps with 29, the fourth at the first rule that read it, the fifth at the
//! first that read it before one that allows, or wherever none does. Up to there both homes went one way.

mod approvals;
mod explain;
mod grants;
mod level;
mod pass;
mod place;
mod present;
mod rules;
mod standing;
mod subject;
mod time;
mod until;
mod uses;
mod who;

pub use explain::explain;

use super::{
	Allowed, Authority, By, Decision, Denied, Duties, Facts, Holder, Policy, Reason, Request,
	Resource, ResourceState, RuleTold, StateRef, Wall, EVALUATOR,
};
use crate::{proofs::Alias, AccountId, Hash, Moment};
use alloc::vec::Vec;
use place::Evidence;
use standing::Path;
use uses::Tally;
use who::Face;

/// Whether a holder of a grant is active, with all its domains, as a decision that it asks for would find.
///
/// Errors: `UnknownSubject`, `SubjectInactive`, `DomainSuspended`; why it is not known.
pub fn check_holder(facts: &impl Facts, holder: &Holder) -> Result<(), Reason> {
	standing::holder(facts, holder)
}

/// Decides about a request.
pub fn decide(facts: &impl Facts, request: &Request) -> Decision {
	judge(facts, request, None)
}

/// Is told of each rule.
type Tell<'a> = &'a mut dyn FnMut(RuleTold);

/// Decides, and tells of each rule where it comes to rules.
#[inline(never)]
fn judge(facts: &dyn Facts, request: &Request, tell: Option<Tell<'_>>) -> Decision {
	match judged(facts, request, tell) {
		Ok(allowed) => Decision::Allow(allowed),
		Err(denied) => Decision::Deny(denied),
	}
}

fn judged(facts: &dyn Facts, request: &Request, tell: Option<Tell<'_>>) -> Result<Allowed, Denied> {
	if facts.evaluator() != EVALUATOR {
		return Err(Reason::EvaluatorChanged.into());
	}
	let resource = facts.resource(request.resource).known(Reason::UnknownResource)?;
	check_resource(&resource, request)?;
	let policy = resource.policy.ok_or(Reason::NoRule)?;
	let policy = facts.policy(policy).known(Reason::NoRule)?;
	let state = facts.state();
	let now = request.now.unwrap_or(state.at);
	let fresh_until = time::fresh_until(&state, policy.body.max_age, now)?;
	let path = standing::path(facts, resource.domain)?;
	present::check(facts, request, now)?;
	let (face, alias) = subject::face(facts, request)?;
	let mut judge = Judge {
		facts,
		request,
		state,
		now,
		resource: &resource,
		policy: &policy,
		path,
		face,
		others: Vec::new(),
		alias,
		until: fresh_until,
		lacked: false,
		wall: None,
		request_hash: None,
		evidence: None,
		tally: None,
		units: None,
		approvals: Vec::new(),
	};
	let by = match request.authority {
		Authority::Own => None,
		Authority::Grant(grant) => Some(judge.by_grant(grant)?),
	};
	judge.check_use_signature()?;
	if let Some(tell) = tell {
		judge.tell(tell);
	}
	judge.deny_rules()?;
	match by {
		None => judge.allow_rules(),
		Some(chain) => {
			Ok(judge.allowed(By::Grants(chain), Duties { price: 0, log: true, notice: false }))
		},
	}
}

/// Whether the resource can be used, for this action, by this enforcer.
fn check_resource(resource: &Resource, request: &Request) -> Result<(), Reason> {
	if !resource.actions.contains(request.action) {
		return Err(Reason::NoRule);
	}
	if resource.state != ResourceState::Open {
		return Err(Reason::ResourceClosed);
	}
	match &request.at {
		Some(gate) if resource.enforcer.as_ref() != Some(&gate.enforcer) => {
			Err(Reason::NotThisEnforcer)
		},
		_ => Ok(()),
	}
}

/// One decision under way, once it is known who asks.
struct Judge<'a> {
	facts: &'a dyn Facts,
	request: &'a Request,
	state: StateRef,
	now: Moment,
	resource: &'a Resource,
	policy: &'a Policy,
	/// The resource's domain and those above.
	path: Path,
	face: Face,
	/// The others who hold the right by a pass, the grant's holder first: deny rules about them count too.
	others: Vec<Face>,
	alias: Option<Alias>,
	/// The last moment to which all that was read so far stays, in ms.
	until: Moment,
	/// Whether a fact lacked since this was set to false last.
	lacked: bool,
	/// Facts that several rules ask for are read once.
	wall: Option<Wall>,
	request_hash: Option<Hash>,
	evidence: Option<Evidence>,
	tally: Option<Result<Tally, Reason>>,
	units: Option<level::Units>,
	/// Approvers with the end of their approval; 0 without one, and why it is not known.
	approvals: Vec<(&'a AccountId, Result<Moment, Reason>)>,
}
