//! A lift and a technician's phone, for tests.

use super::zone::zone;
use jmt_primitives::{
	access::{
		Action, Actions, Authority, Condition, Duties, Effect, FactKey, FactValue, Policy,
		PolicyBody, Request, Resource, ResourceState, Rule, Snapshot, Subject, Who, Window,
		EVALUATOR,
	},
	cell::Region,
	devices::{DeviceFact, Member},
	domains::{Domain, DomainId, DomainState, Layer, Link, Reach},
	AccountId, DeviceId, DevicePublic, Hash, Moment,
};
use std::collections::BTreeMap;

pub(super) const GENESIS: Hash = Hash::repeat_byte(7);

/// Monday, 30 November 2026, 11:00 in Berlin.
pub(super) const NOW: Moment = 1_796_032_800_000;

const PHONE: DevicePublic = DevicePublic::Ed25519([3; 32]);

pub(super) fn account(number: u8) -> AccountId {
	AccountId::new([number; 32])
}

pub(super) fn phone() -> DeviceId {
	PHONE.id()
}

fn domain(id: DomainId, parent: Option<DomainId>) -> Domain {
	Domain {
		parent,
		top: parent.unwrap_or(id),
		depth: if parent.is_some() { 2 } else { 1 },
		layer: Layer::Device,
		region: Region::World,
		owner: account(1),
		offered_to: None,
		payer: account(1),
		deposit: 0,
		state: DomainState::Active,
		admins: 0,
		children: 0,
		members: 0,
		manifests: 0,
	}
}

fn rule(effect: Effect, who: Who, actions: Actions, conditions: Vec<Condition>) -> Rule {
	let conditions = conditions.try_into().unwrap();
	Rule { effect, who, actions, conditions, duties: Duties::default() }
}

/// The lift in domain 1, which trusts domain 2 and what is below; the phone in domain 3 below it. A stolen phone is
/// banned. On Mondays the lift opens.
pub(super) fn lift() -> Snapshot {
	let open = Actions::from_iter([Action::OPEN]);
	let monday = vec![Window::Weekly { from: 420, to: 1_080 }].try_into().unwrap();
	let rules = vec![
		rule(Effect::Allow, Who::TrustedBy(1), open, vec![Condition::Time(monday)]),
		rule(Effect::Deny, Who::Device(DeviceId(Hash::repeat_byte(9))), Actions::ALL, Vec::new()),
	];
	let body = PolicyBody {
		zone: zone("Europe/Berlin", NOW).unwrap(),
		max_age: 600_000,
		rules: rules.try_into().unwrap(),
	};
	let (owner, deposit) = (account(1), 0);
	let policy =
		Policy { owner: owner.clone(), domain: 1, version: 1, resources: 1, deposit, body };
	let resource = Resource {
		owner,
		domain: 1,
		place: None,
		enforcer: None,
		actions: Actions::from_iter([Action::OPEN, Action::CLOSE]),
		fail_safe: Actions::NONE,
		policy: Some(1),
		epoch: 0,
		series: 0,
		state: ResourceState::Open,
		deposit,
	};
	let device = DeviceFact { key: PHONE, owner: account(2), paused: false };
	let member = Member { domain: Some(3), ..Member::default() };
	let expires = NOW + 3_600_000;
	let link = Link { reach: Reach::Below, expires, payer: account(1), deposit };
	let facts = [
		(FactKey::Resource(1), Some(FactValue::Resource(resource))),
		(FactKey::Policy(1), Some(FactValue::Policy(policy))),
		(FactKey::Grant(1), None),
		(FactKey::Device(phone()), Some(FactValue::Device(device))),
		(FactKey::Alias(phone()), None),
		(FactKey::Member(phone()), Some(FactValue::Member(member))),
		(FactKey::Domain(1), Some(FactValue::Domain(domain(1, None)))),
		(FactKey::Domain(2), Some(FactValue::Domain(domain(2, None)))),
		(FactKey::Domain(3), Some(FactValue::Domain(domain(3, Some(2))))),
		(FactKey::Trust(1, 2), Some(FactValue::Trust(link))),
		(FactKey::Trust(1, 3), None),
	];
	Snapshot {
		evaluator: EVALUATOR,
		genesis: GENESIS,
		block: (9, Hash::repeat_byte(1)),
		at: NOW,
		facts: BTreeMap::from(facts),
	}
}

/// The phone wants to open the lift, by its own right, a second after the state.
pub(super) fn opens() -> Request {
	let subject = Subject::Device(phone());
	let now = Some(NOW + 1_000);
	Request { now, ..Request::new(1, Action::OPEN, subject, Authority::Own) }
}
