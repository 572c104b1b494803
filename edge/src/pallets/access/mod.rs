//! Access: resources, policies, grants and logs, and decisions about them that the light client makes itself.

mod calls;
mod facts;
mod log;

pub use calls::*;
pub use facts::fact;
pub use log::{Anchor, Anchored, CloseLog, LieReported, LogClosed, ReportLie};

use super::{ask, stored};
use crate::{chain::At, error::Error};
use jmt_primitives::{
	access::{
		Asked, Decision, Explanation, FactKey, Grant, GrantId, LogHead, Policy, PolicyId, Request,
		Resource, ResourceId,
	},
	DeviceId,
};

pub(super) const PALLET: &str = "Access";
const API: &str = "AccessApi";

/// [`jmt_primitives::access::EVALUATOR`] of the chain's runtime.
pub fn evaluator(at: &At) -> Result<u32, Error> {
	super::constant(at, PALLET, "Evaluator")
}

/// The chain's own decision about a request, executed by the light client itself.
pub async fn decide(at: &At, request: Request) -> Result<Decision, Error> {
	ask(at, API, "decide", &(request,)).await
}

/// The same, with each rule's part in it.
pub async fn explain(at: &At, request: Request) -> Result<Explanation, Error> {
	ask(at, API, "explain", &(request,)).await
}

/// A resource; `None` when there is none with this number.
pub async fn resource(at: &At, resource: ResourceId) -> Result<Option<Resource>, Error> {
	ask(at, API, "resource", &(resource,)).await
}

/// A policy as it is stored.
pub async fn policy(at: &At, policy: PolicyId) -> Result<Option<Policy>, Error> {
	stored(at, PALLET, "Policies", &(policy,)).await
}

/// A grant and those above it, up to its root. Empty when there is none with this number.
pub async fn grant_chain(at: &At, grant: GrantId) -> Result<Vec<(GrantId, Grant)>, Error> {
	ask(at, API, "grant_chain", &(grant,)).await
}

/// Names of the facts by which a resource decides about these.
pub async fn snapshot(
	at: &At,
	resource: ResourceId,
	asked: Vec<Asked>,
) -> Result<Vec<FactKey>, Error> {
	ask(at, API, "snapshot", &(resource, asked)).await
}

/// The newest head of a device's log; `None` when it has none.
pub async fn log_head(at: &At, enforcer: DeviceId) -> Result<Option<LogHead>, Error> {
	ask(at, API, "log_head", &(enforcer,)).await
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::words::in_their_words;
	use codec::{Decode, Encode};
	use jmt_metadata_json::{registry_of, translate};
	use jmt_primitives::{
		access::{
			Action, Actions, Allowed, Authority, By, Counted, Denied, Duties, Effect, Holder,
			Named, Reason, RuleTold, Scope, StateRef, Subject, Told, Window,
		},
		cell::Cell,
		domains::Reach,
		proofs::Scalar,
		AccountId, DevicePublic, Hash, Moment,
	};
	use scale_info::TypeInfo;
	use scale_value::scale::encode_as_type;

	const HASH: Hash = Hash::repeat_byte(7);
	const DEVICE: DeviceId = DeviceId(HASH);

	fn account() -> AccountId {
		AccountId::new([7; 32])
	}

	/// Said in the chain's words it is what it was.
	fn is_said<T: Encode + TypeInfo + 'static>(ours: &T) {
		let (types, id) = registry_of::<T>();
		let mut said = Vec::new();
		encode_as_type(&in_their_words(ours).unwrap(), id, &types, &mut said).unwrap();
		assert_eq!(said, ours.encode());
	}

	/// Told by the chain it is understood.
	fn is_understood<T>(theirs: &T)
	where
		T: Encode + Decode + TypeInfo + PartialEq + std::fmt::Debug + 'static,
	{
		let (types, id) = registry_of::<T>();
		assert_eq!(&translate::<T>(&theirs.encode(), id, &types).unwrap(), theirs);
	}

	fn subjects() -> Vec<Subject> {
		vec![
			Subject::Device(DEVICE),
			Subject::Account(account()),
			Subject::Key(DevicePublic::P256([7; 33])),
			Subject::Member(u32::MAX),
		]
	}

	#[test]
	fn names_of_facts_are_understood() {
		let counted = [Counted::Grant(1), Counted::Block(HASH), Counted::Alias(Scalar([7; 32]))];
		let bought = subjects().into_iter().map(|subject| Counted::Bought {
			subject,
			action: Action::OPEN,
			series: u32::MAX,
		});
		let subjects = subjects().into_iter().map(Counted::Subject);
		let mut keys: Vec<FactKey> = subjects
			.chain(bought)
			.chain(counted)
			.map(|counted| FactKey::Uses(u64::MAX, counted))
			.collect();
		keys.extend([
			FactKey::Resource(u64::MAX),
			FactKey::Policy(1),
			FactKey::Grant(1),
			FactKey::Approval(1, HASH, account()),
			FactKey::Device(DEVICE),
			FactKey::Alias(DEVICE),
			FactKey::Member(DEVICE),
			FactKey::Domain(1),
			FactKey::Trust(1, 2),
			FactKey::Root(1),
			FactKey::Bonded(DEVICE),
			FactKey::Vouched(DEVICE),
			FactKey::Group(1),
			FactKey::GroupKey(20),
		]);
		is_understood(&keys);
	}

	#[test]
	fn requests_are_said_as_they_are() {
		for subject in subjects() {
			for authority in [Authority::Own, Authority::Grant(u64::MAX)] {
				let request = Request::new(1, Action::OPEN, subject.clone(), authority);
				is_said(&Request { now: Some(Moment::MAX), uses: u32::MAX, ..request });
			}
			is_said(&vec![Asked::Subject(subject), Asked::Grant(3)]);
		}
	}

	#[test]
	fn decisions_are_understood_with_each_reason() {
		let state = StateRef { block: u32::MAX, at: Moment::MAX };
		let duties = Duties { price: u128::MAX, log: true, notice: false };
		let grants = vec![3, 2, 1].try_into().unwrap();
		for by in [By::Rule(31), By::Grants(grants)] {
			let allowed = Allowed { until: Moment::MAX, duties, by, version: 1, state };
			is_understood(&Decision::Allow(allowed));
		}
		for reason in Reason::ALL {
			let named = [Named::Nothing, Named::Rule(3), Named::Grant(u64::MAX)];
			for by in named {
				is_understood(&Decision::Deny(Denied { reason, by }));
			}
			let conditions = vec![Told::True, Told::False(reason), Told::Unknown(reason)];
			let who = Told::Unknown(reason);
			let rules = vec![RuleTold { effect: Effect::Deny, who, actions: true, conditions }];
			let decision = Decision::Deny(Denied { reason, by: Named::Rule(0) });
			is_understood(&Explanation { decision, rules });
		}
	}

	#[test]
	fn calls_say_policies_and_grants_as_they_are() {
		let text = "zone = \"Europe/Berlin\"\nmax-age = \"10m\"\n[[rule]]\neffect = \"allow\"\nactions = [\"open\", 63]\n\
		            who = { domain = 3, below = true }\nlevel = 2\nprice = \"0.5\"\nlog = true\n\
		            place = { near = [-33.9, 18.4], minutes = 3, by = 1 }\ntime = [\"Sun 22:00-Mon 06:00\"]\n\
		            uses = { most = 3, per = \"1d\", counted = \"on-chain\" }\n";
		let body = crate::access::policy::read(text, 1_795_953_600_000).unwrap();
		is_said(&SetPolicy { at: PolicyAt::New { domain: 3 }, body: body.clone() });
		is_understood(&body);
		let windows = vec![Window::Weekly { from: 1, to: 2 }, Window::Dates { from: 1, to: 2 }];
		let scope = Scope {
			actions: Actions::ALL,
			cells: vec![Cell::new(0x0892_8347_0d93_ffff).unwrap()].try_into().unwrap(),
			windows: windows.try_into().unwrap(),
			not_before: 0,
			expires: Moment::MAX,
			uses: Some(3),
		};
		for holder in [
			Holder::Device(DEVICE),
			Holder::Account(account()),
			Holder::Domain { domain: 1, reach: Reach::Below },
		] {
			let delegation = jmt_primitives::access::Delegation::Allowed;
			let (parent, scope) = (Some(1), scope.clone());
			is_said(&MakeGrant { resource: 1, parent, holder, scope, delegation });
		}
		let change = ResourceChange::Actions { actions: Actions::ALL, fail_safe: Actions::NONE };
		is_said(&SetResource { resource: 1, change });
		let change = ResourceChange::State(StateChange::Freeze);
		is_said(&SetResource { resource: 1, change });
	}
}
