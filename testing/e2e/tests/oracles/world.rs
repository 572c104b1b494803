//! The facts of a question of `cedar.mjs`.

use super::{
	list, number,
	question::{account, action, body, bounded, cell, domain_of, reach, subject, DAY},
	text,
};
use jmt_primitives::{
	access::{
		decide, Actions, Approval, Authority, Counted, Decision, FactKey, FactValue, KeptFacts,
		Policy, PolicyFault, Request, Resource, ResourceState, Snapshot, Subject, Totals, Uses,
		Vouched, EVALUATOR,
	},
	cell::Region,
	devices::{DeviceFact, Member},
	domains::{Domain, DomainState, Layer, Link},
	units::{Bound, KeyState, Level, Root, RootKey, RootState, Terms},
	AccountId, DeviceId, DevicePublic, Hash, Moment,
};
use serde_json::Value;
use std::collections::BTreeMap;

const GENESIS: Hash = Hash::repeat_byte(0xaa);
const RESOURCE: u64 = 1;
const POLICY: u64 = 1;
const ROOT: u32 = 1;

/// The gateway that vouches for places, in the domain of the resource.
const GATEWAY: DeviceId = DeviceId(Hash::repeat_byte(0x60));

/// The facts of a question, but for the attribute that is left out.
pub(super) struct World<'a> {
	question: &'a Value,
	lacks: &'a Value,
	at: Moment,
	facts: BTreeMap<FactKey, Option<FactValue>>,
}

impl<'a> World<'a> {
	pub(super) fn new(question: &'a Value, lacks: &'a Value) -> Self {
		let at = number(question, "at");
		Self { question, lacks, at, facts: BTreeMap::new() }
	}

	/// The kind of attribute that is left out.
	fn left_out(&self) -> &'a str {
		self.lacks["kind"].as_str().unwrap_or_default()
	}

	fn put(&mut self, key: FactKey, value: Option<FactValue>) {
		self.facts.insert(key, value);
	}

	/// Decides about the question.
	pub(super) fn decide(mut self) -> Decision {
		self.put_resource();
		self.put_domains();
		self.put_subject();
		self.put_evidence();
		self.put_approvals();
		let (subject, action) = (subject(self.question), action(text(self.question, "action")));
		let request = Request::new(RESOURCE, action, subject, Authority::Own);
		let snapshot = Snapshot {
			evaluator: EVALUATOR,
			genesis: GENESIS,
			block: (7, Hash::zero()),
			at: self.at,
			facts: self.facts,
		};
		decide(&KeptFacts::new(&snapshot), &request)
	}

	fn put_resource(&mut self) {
		let domain = domain_of(&self.question["resource"]);
		let resource = Resource {
			owner: account("a9"),
			domain,
			place: None,
			enforcer: None,
			actions: Actions::ALL,
			fail_safe: Actions::NONE,
			policy: Some(POLICY),
			epoch: 0,
			series: 0,
			state: ResourceState::Open,
			deposit: 0,
		};
		self.put(FactKey::Resource(RESOURCE), Some(FactValue::Resource(resource)));
		let body = body(self.question, self.left_out());
		// The types hold more than the chain takes; the decision is the same.
		assert!(matches!(body.check(self.at), Ok(()) | Err(PolicyFault::TooManyBytes)), "{body:?}");
		let policy =
			Policy { owner: account("a9"), domain, version: 1, resources: 1, deposit: 0, body };
		self.put(FactKey::Policy(POLICY), Some(FactValue::Policy(policy)));
	}

	fn put_domains(&mut self) {
		let domains = self.question["domains"].as_object().expect("domains");
		for (name, above) in domains {
			let domain = Domain {
				parent: above.as_u64().map(|_| domain_of(above)),
				top: 1,
				depth: 1,
				layer: Layer::Device,
				region: Region::World,
				owner: account("a9"),
				offered_to: None,
				payer: account("a9"),
				deposit: 0,
				state: DomainState::Active,
				admins: 0,
				children: 0,
				members: 0,
				manifests: 0,
			};
			let number = name.parse().expect("a number");
			self.put(FactKey::Domain(number), Some(FactValue::Domain(domain)));
			for from in domains.keys() {
				self.put(FactKey::Trust(from.parse().expect("a number"), number), None);
			}
		}
		for told in list(self.question, "links") {
			let link = Link {
				reach: reach(told),
				expires: number(told, "expires"),
				payer: account("a9"),
				deposit: 0,
			};
			let key = FactKey::Trust(domain_of(&told["from"]), domain_of(&told["to"]));
			self.put(key, Some(FactValue::Trust(link)));
		}
		if self.left_out() == "link" {
			let (from, to) = (domain_of(&self.lacks["from"]), domain_of(&self.lacks["to"]));
			self.facts.remove(&FactKey::Trust(from, to));
		}
	}

	fn put_device(&mut self, id: DeviceId, owner: AccountId, member: Member) {
		let fact = DeviceFact { key: DevicePublic::Ed25519([0x5a; 32]), owner, paused: false };
		self.put(FactKey::Device(id), Some(FactValue::Device(fact)));
		self.put(FactKey::Alias(id), None);
		self.put(FactKey::Member(id), Some(FactValue::Member(member)));
	}

	fn put_subject(&mut self) {
		let facts = &self.question["facts"];
		let subject = subject(self.question);
		if let Subject::Device(id) = subject {
			let told = &self.question["subject"];
			let level = match (number(facts, "level"), self.left_out() == "level") {
				(0, false) => None,
				(2, _) => Some(Level::Two),
				_ => Some(Level::One),
			};
			let unit = level.map(|level| Bound {
				root: ROOT,
				key: 0,
				nullifier: Hash::zero(),
				level,
				bound_in: 1,
				expires: Moment::MAX,
			});
			let domain = told["domain"].as_u64().map(|_| domain_of(&told["domain"]));
			self.put_device(
				id,
				account(text(told, "owner")),
				Member { domain, unit, ..Member::default() },
			);
		}
		if self.left_out() != "level" {
			let key =
				RootKey { public: DevicePublic::Ed25519([0x5b; 32]), state: KeyState::Active };
			let root = Root {
				maker: account("a9"),
				terms: Terms { level: Level::Two, quota: 10, share: 0 },
				used: 1,
				keys: bounded(std::iter::once(key)),
				state: RootState::Active,
			};
			self.put(FactKey::Root(ROOT), Some(FactValue::Root(root)));
		}
		if self.left_out() != "uses" {
			let count = number(facts, "uses").try_into().expect("a few");
			let window = self.at - self.at % DAY;
			// Nothing is bought at a gate here, so that totals are not asked for.
			let (totals, payer) = (Totals::default(), account("a9"));
			let uses = Uses { window, count, series: 0, totals, payer, deposit: 0 };
			self.put(
				FactKey::Uses(RESOURCE, Counted::Subject(subject)),
				Some(FactValue::Uses(uses)),
			);
		}
	}

	/// A gateway that has a bond vouches for the place of a device.
	fn put_evidence(&mut self) {
		let domain = Some(domain_of(&self.question["resource"]));
		self.put_device(GATEWAY, account("a9"), Member { domain, ..Member::default() });
		self.put(FactKey::Bonded(GATEWAY), Some(FactValue::Bonded));
		if let (Subject::Device(id), true) = (subject(self.question), self.left_out() != "place") {
			let cell = cell(&self.question["facts"]["place"]);
			let vouched = Vouched { gateway: GATEWAY, cell, at: self.at - 60_000 };
			self.put(FactKey::Vouched(id), Some(FactValue::Vouched(vouched)));
		}
	}

	fn put_approvals(&mut self) {
		let request = Request::new(
			RESOURCE,
			action(text(self.question, "action")),
			subject(self.question),
			Authority::Own,
		);
		let name = request.hash(&GENESIS);
		let given = list(&self.question["facts"], "approvals");
		for label in ["a1", "a2", "a3", "a4"] {
			if self.left_out() == "approval" && self.lacks["of"] == label {
				continue;
			}
			let approved = given.iter().any(|one| one == label);
			let approval =
				approved.then_some(FactValue::Approval(Approval { until: self.at, deposit: 0 }));
			self.put(FactKey::Approval(RESOURCE, name, account(label)), approval);
		}
	}
}
