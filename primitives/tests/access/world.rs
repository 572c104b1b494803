//! Facts in memory.

use super::keys::Key;
use jmt_primitives::{
	access::{
		decide, Action, Approval, Counted, Decision, Denied, Fact, FactKey, FactValue, Grant,
		GrantId, Policy, PolicyBody, PolicyId, Reason, Request, Resource, ResourceId, Rule, Served,
		Snapshot, StateRef, Uses, Zone, EVALUATOR,
	},
	cell::Region,
	devices::{DeviceFact, Member},
	domains::{Domain, DomainId, DomainState, Layer, Link, Rank, Reach, Role},
	AccountId, DeviceId, Hash, Moment,
};
use std::{
	cell::RefCell,
	collections::{BTreeMap, BTreeSet},
};

pub(crate) use super::{facts::forged, makers::*};

pub(crate) const GENESIS: Hash = Hash::repeat_byte(0xaa);
pub(crate) const OTHER_GENESIS: Hash = Hash::repeat_byte(0xab);

/// Wednesday 2 December 2026, 12:00 UTC.
pub(crate) const NOW: Moment = 1_796_212_800_000;
pub(crate) const MINUTE: Moment = 60_000;
pub(crate) const HOUR: Moment = 60 * MINUTE;
pub(crate) const DAY: Moment = 24 * HOUR;
pub(crate) const MAX_AGE: Moment = 10 * MINUTE;

/// The house, and the shaft of its lift below it.
pub(crate) const HOUSE: DomainId = 1;
pub(crate) const SHAFT: DomainId = 2;
/// The firm, and its team below it.
pub(crate) const FIRM: DomainId = 10;
pub(crate) const TEAM: DomainId = 11;

pub(crate) const LIFT: ResourceId = 1;
pub(crate) const POLICY: PolicyId = 1;
/// Of the lift.
pub(crate) const SERIES: u32 = 2;
pub(crate) const CHALLENGE: [u8; 32] = [7; 32];

/// The owner of the house and the lift.
pub(crate) fn landlord() -> AccountId {
	account(1)
}

/// The owner of the firm and its phones.
pub(crate) fn boss() -> AccountId {
	account(2)
}

pub(crate) fn account(byte: u8) -> AccountId {
	AccountId::new([byte; 32])
}

/// The device in the lift, which enforces.
pub(crate) fn lift() -> Key {
	Key::ed(1)
}

/// The technician's, in the team.
pub(crate) fn phone() -> Key {
	Key::ed(2)
}

/// At large, of nobody who matters.
pub(crate) fn stranger() -> Key {
	Key::ed(3)
}

/// In the house.
pub(crate) fn gateway() -> Key {
	Key::ed(4)
}

/// Facts of one block, each of which may lack or be unknown.
#[derive(Clone)]
pub(crate) struct World {
	pub(crate) evaluator: u32,
	pub(crate) genesis: Hash,
	pub(crate) state: StateRef,
	pub(crate) facts: BTreeMap<FactKey, FactValue>,
	pub(crate) lacking: BTreeSet<FactKey>,
	pub(crate) unknown: BTreeSet<FactKey>,
	pub(crate) served: BTreeMap<Counted, Served>,
	/// Keys in the order in which they were asked for.
	pub(crate) asked: RefCell<Vec<FactKey>>,
}

impl World {
	/// A block, and no facts.
	pub(crate) fn empty() -> Self {
		Self {
			evaluator: EVALUATOR,
			genesis: GENESIS,
			state: StateRef { block: 100, at: NOW },
			facts: BTreeMap::new(),
			lacking: BTreeSet::new(),
			unknown: BTreeSet::new(),
			served: BTreeMap::new(),
			asked: RefCell::default(),
		}
	}

	/// A house with a lift, a firm with a phone, and no rules yet. The house trusts the firm and those below it for an hour.
	pub(crate) fn scene() -> Self {
		let mut world = Self::empty();
		world.add_domain(HOUSE, None, 1);
		world.add_domain(SHAFT, Some(HOUSE), 2);
		world.add_domain(FIRM, None, 1);
		world.add_domain(TEAM, Some(FIRM), 2);
		world.add_device(&lift(), landlord(), Some(SHAFT));
		world.add_device(&phone(), boss(), Some(TEAM));
		world.add_device(&stranger(), account(9), None);
		world.add_device(&gateway(), landlord(), Some(HOUSE));
		world.put(FactKey::Bonded(gateway().id()), FactValue::Bonded);
		world.add_trust(HOUSE, FIRM, Reach::Below, NOW + HOUR);
		world.put(FactKey::Resource(LIFT), FactValue::Resource(resource()));
		world.rules(Vec::new());
		world
	}

	pub(crate) fn put(&mut self, key: FactKey, value: FactValue) {
		self.facts.insert(key, value);
	}

	pub(crate) fn add_domain(&mut self, id: DomainId, parent: Option<DomainId>, depth: u8) {
		let domain = Domain {
			parent,
			top: id,
			depth,
			layer: Layer::Device,
			region: Region::World,
			owner: landlord(),
			offered_to: None,
			payer: landlord(),
			deposit: 0,
			state: DomainState::Active,
			admins: 0,
			children: 0,
			members: 0,
			manifests: 0,
		};
		self.put(FactKey::Domain(id), FactValue::Domain(domain));
	}

	pub(crate) fn suspend(&mut self, id: DomainId) {
		let Some(FactValue::Domain(domain)) = self.facts.get_mut(&FactKey::Domain(id)) else {
			panic!("there is such a domain");
		};
		domain.state = DomainState::Suspended(Rank { depth: 1, role: Role::Owner });
	}

	pub(crate) fn add_device(&mut self, key: &Key, owner: AccountId, domain: Option<DomainId>) {
		let fact = DeviceFact { key: key.public(), owner, paused: false };
		self.put(FactKey::Device(key.id()), FactValue::Device(fact));
		if domain.is_some() {
			let member = Member { domain, ..Default::default() };
			self.put(FactKey::Member(key.id()), FactValue::Member(member));
		}
	}

	pub(crate) fn change_device(&mut self, id: DeviceId, change: impl FnOnce(&mut DeviceFact)) {
		match self.facts.get_mut(&FactKey::Device(id)) {
			Some(FactValue::Device(device)) => change(device),
			_ => panic!("there is such a device"),
		}
	}

	pub(crate) fn change_member(&mut self, id: DeviceId, change: impl FnOnce(&mut Member)) {
		let value = self.facts.entry(FactKey::Member(id));
		match value.or_insert_with(|| FactValue::Member(Member::default())) {
			FactValue::Member(member) => change(member),
			_ => panic!("a member"),
		}
	}

	pub(crate) fn add_trust(
		&mut self,
		from: DomainId,
		to: DomainId,
		reach: Reach,
		expires: Moment,
	) {
		let link = Link { reach, expires, payer: landlord(), deposit: 0 };
		self.put(FactKey::Trust(from, to), FactValue::Trust(link));
	}

	pub(crate) fn change_resource(&mut self, change: impl FnOnce(&mut Resource)) {
		match self.facts.get_mut(&FactKey::Resource(LIFT)) {
			Some(FactValue::Resource(resource)) => change(resource),
			_ => panic!("there is a lift"),
		}
	}

	pub(crate) fn rules(&mut self, rules: Vec<Rule>) {
		let zone = Zone { offsets: vec![(0, 0)].try_into().unwrap(), good_until: NOW + 300 * DAY };
		let rules = rules.try_into().expect("at most 32");
		self.body(PolicyBody { zone, max_age: MAX_AGE, rules });
	}

	pub(crate) fn body(&mut self, body: PolicyBody) {
		let (owner, domain) = (landlord(), SHAFT);
		let policy = Policy { owner, domain, version: 3, resources: 1, deposit: 0, body };
		self.put(FactKey::Policy(POLICY), FactValue::Policy(policy));
	}

	pub(crate) fn change_body(&mut self, change: impl FnOnce(&mut PolicyBody)) {
		match self.facts.get_mut(&FactKey::Policy(POLICY)) {
			Some(FactValue::Policy(policy)) => change(&mut policy.body),
			_ => panic!("there is a policy"),
		}
	}

	pub(crate) fn add_grant(&mut self, id: GrantId, grant: Grant) {
		self.put(FactKey::Grant(id), FactValue::Grant(grant));
	}

	pub(crate) fn change_grant(&mut self, id: GrantId, change: impl FnOnce(&mut Grant)) {
		match self.facts.get_mut(&FactKey::Grant(id)) {
			Some(FactValue::Grant(grant)) => change(grant),
			_ => panic!("there is such a grant"),
		}
	}

	/// So many in this window, and so many that were bought for opening.
	pub(crate) fn add_uses(&mut self, counted: Counted, window: Moment, count: u32, total: u64) {
		let totals = [(Action::OPEN, total)].into_iter().filter(|(_, total)| *total > 0);
		self.add_totals(counted, window, count, &totals.collect::<Vec<_>>());
	}

	/// So many in this window, and so many of each action in the lift's series.
	pub(crate) fn add_totals(
		&mut self,
		counted: Counted,
		window: Moment,
		count: u32,
		totals: &[(Action, u64)],
	) {
		let totals = totals.to_vec().try_into().expect("at most eight");
		let uses = Uses { window, count, series: SERIES, totals, payer: boss(), deposit: 0 };
		self.put(FactKey::Uses(LIFT, counted), FactValue::Uses(uses));
	}

	pub(crate) fn approve(&mut self, request: &Request, approver: &AccountId, until: Moment) {
		let key = FactKey::Approval(LIFT, request.hash(&GENESIS), approver.clone());
		self.put(key, FactValue::Approval(Approval { until, deposit: 0 }));
	}

	/// The decision, and its code.
	pub(crate) fn decide(&self, request: &Request) -> Decision {
		decide(self, request)
	}

	/// Until when it is allowed.
	#[track_caller]
	pub(crate) fn until(&self, request: &Request) -> Moment {
		match self.decide(request) {
			Decision::Allow(allowed) => allowed.until,
			denied => panic!("{denied:?}"),
		}
	}

	/// The reason of a refusal.
	#[track_caller]
	pub(crate) fn denied(&self, request: &Request) -> Denied {
		match self.decide(request) {
			Decision::Deny(denied) => denied,
			allowed => panic!("{allowed:?}"),
		}
	}

	#[track_caller]
	pub(crate) fn reason(&self, request: &Request) -> Reason {
		self.denied(request).reason
	}

	pub(super) fn fact(&self, key: FactKey) -> Fact<FactValue> {
		self.asked.borrow_mut().push(key.clone());
		if self.lacking.contains(&key) {
			return Fact::Lacks;
		}
		if self.unknown.contains(&key) {
			return Fact::Unknown;
		}
		self.facts.get(&key).cloned().into()
	}

	/// A snapshot with these keys of what there is; those that are not known are kept so.
	pub(crate) fn snapshot(&self, keys: impl IntoIterator<Item = FactKey>) -> Snapshot {
		let value = |key: &FactKey| match self.unknown.contains(key) {
			true => Some(FactValue::NotUnderstood),
			false => self.facts.get(key).cloned(),
		};
		let facts = keys.into_iter().map(|key| (key.clone(), value(&key))).collect();
		Snapshot {
			evaluator: self.evaluator,
			genesis: self.genesis,
			block: (self.state.block, Hash::repeat_byte(3)),
			at: self.state.at,
			facts,
		}
	}
}
