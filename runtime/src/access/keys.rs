//! The facts that a resource's decisions about some subjects need, so that a light client reads and keeps them at once.
//!
//! # Not protected against
//!
//! - Evidence of a place names a gateway that nobody knows beforehand: who wants to believe it asks for it as for a
//!   subject.
//! - Of a policy whose rules ask for approvals of more than eight actions, those of the others are missing, and the
//!   snapshot denies.

use crate::{AccountId, DeviceId, Runtime, ZkVerifier};
use alloc::{collections::BTreeSet, vec::Vec};
use jmt_primitives::{
	access::{
		self, signed, Action, Asked, Authority, Condition, Counted, Fact, FactKey, Facts, GrantId,
		Holder, PolicyBody, ResourceId, Subject, Who,
	},
	domains::{DomainId, MAX_DEPTH},
	proofs::GroupId,
};
use pallet_access::StorageFacts;
use pallet_zk_verifier::Groups;

/// Subjects and grants of one question, at most.
pub const MAX_ASKED: usize = 16;

/// Keys of one answer, at most.
pub const MAX_KEYS: usize = 1_024;

/// Actions whose approvals are named, at most.
const MAX_ACTIONS: usize = 8;

/// Circuits whose keys are named for a group, at most: those that its tree fits, the smallest first.
const MAX_CIRCUITS: usize = 4;

/// Levels of a group's tree at most.
const MAX_LEVELS: u32 = 32;

/// The keys that are named so far.
struct Keys {
	facts: StorageFacts<Runtime>,
	resource: ResourceId,
	/// Domains whose trust some rule asks for.
	trusting: Vec<DomainId>,
	named: BTreeSet<FactKey>,
}

/// Names the facts by which a resource decides about these, sorted.
pub fn keys(resource: ResourceId, asked: &[Asked]) -> Vec<FactKey> {
	let facts = StorageFacts::default();
	let mut keys = Keys { facts, resource, trusting: Vec::new(), named: BTreeSet::new() };
	let body = keys.resource_and_policy();
	let asked = asked.get(..MAX_ASKED).unwrap_or(asked);
	for one in asked {
		match one {
			Asked::Subject(subject) => keys.subject(subject),
			Asked::Grant(grant) => keys.grant(*grant),
		}
	}
	if let Some(body) = &body {
		keys.approvals(asked, body);
	}
	keys.named.into_iter().collect()
}

impl Keys {
	fn name(&mut self, key: FactKey) {
		if self.named.len() < MAX_KEYS {
			self.named.insert(key);
		}
	}

	/// The resource, its domains and its policy.
	fn resource_and_policy(&mut self) -> Option<PolicyBody> {
		self.name(FactKey::Resource(self.resource));
		let Fact::Is(resource) = self.facts.resource(self.resource) else { return None };
		let (domain, policy) = (resource.domain, resource.policy);
		self.path(domain);
		let policy = policy?;
		self.name(FactKey::Policy(policy));
		let Fact::Is(policy) = self.facts.policy(policy) else { return None };
		let body = policy.into_owned().body;
		let trusting = body.rules.iter().filter_map(|rule| match rule.who {
			Who::TrustedBy(domain) => Some(domain),
			_ => None,
		});
		self.trusting = trusting.collect::<BTreeSet<_>>().into_iter().collect();
		Some(body)
	}

	/// A domain and those above it, its own number first.
	fn path(&mut self, domain: DomainId) -> Vec<DomainId> {
		let (mut path, mut next) = (Vec::new(), Some(domain));
		for _ in 0..MAX_DEPTH {
			let Some(id) = next else { break };
			self.name(FactKey::Domain(id));
			path.push(id);
			next = match self.facts.domain(id) {
				Fact::Is(domain) => domain.parent,
				_ => None,
			};
		}
		path
	}

	fn subject(&mut self, subject: &Subject) {
		match subject {
			Subject::Device(device) => self.device(device),
			Subject::Account(_) => {
				let counted = Counted::Subject(subject.clone());
				self.name(FactKey::Uses(self.resource, counted));
			},
			Subject::Key(key) => {
				let id = key.id();
				self.name(FactKey::Alias(id));
				match self.facts.alias_of(&id) {
					Fact::Is(device) => self.device(&device),
					_ => self.device(&id),
				}
			},
			Subject::Member(group) => self.group(*group),
		}
	}

	/// A device by itself, its unit, its domains, whom these are trusted by, and its place.
	fn device(&mut self, device: &DeviceId) {
		self.name(FactKey::Device(*device));
		self.name(FactKey::Member(*device));
		self.name(FactKey::Uses(self.resource, Counted::Subject(Subject::Device(*device))));
		if let Fact::Is(member) = self.facts.member(device) {
			if let Some(unit) = member.unit {
				self.name(FactKey::Root(unit.root));
			}
			let path = member.domain.map(|domain| self.path(domain)).unwrap_or_default();
			for from in self.trusting.clone() {
				for to in &path {
					self.name(FactKey::Trust(from, *to));
				}
			}
		}
		self.name(FactKey::Bonded(*device));
		self.name(FactKey::Vouched(*device));
		if let Fact::Is(vouched) = self.facts.vouched(device) {
			self.gateway(&vouched.gateway);
		}
	}

	/// A gateway, whose word about a place may count.
	fn gateway(&mut self, gateway: &DeviceId) {
		self.name(FactKey::Bonded(*gateway));
		self.name(FactKey::Device(*gateway));
		self.name(FactKey::Member(*gateway));
		if let Fact::Is(member) = self.facts.member(gateway) {
			member.domain.map(|domain| self.path(domain));
		}
	}

	/// The roots of a group, and the keys by which its members prove.
	fn group(&mut self, group: GroupId) {
		self.name(FactKey::Group(group));
		let size = Groups::<Runtime>::get(group).map_or(0, |group| group.size);
		// Levels of a tree of so many leaves.
		let levels = u32::BITS.saturating_sub(size.saturating_sub(1).leading_zeros()).max(1);
		let depths = (levels..=MAX_LEVELS).filter_map(|depth| u8::try_from(depth).ok());
		let depths = depths.filter(|depth| ZkVerifier::membership_key(*depth).is_some());
		for depth in depths.take(MAX_CIRCUITS) {
			self.name(FactKey::GroupKey(depth));
		}
	}

	/// A grant, those above it, their uses, and the device that holds it.
	fn grant(&mut self, grant: GrantId) {
		let mut next = Some(grant);
		for place in 0..access::MAX_DEPTH {
			let Some(id) = next else { break };
			self.name(FactKey::Grant(id));
			let Fact::Is(grant) = self.facts.grant(id) else { break };
			let (parent, limited) = (grant.parent, grant.scope.uses.is_some());
			let holder = grant.into_owned().holder;
			next = parent;
			if limited {
				self.name(FactKey::Uses(self.resource, Counted::Grant(id)));
			}
			match holder {
				Holder::Device(device) if place == 0 => self.device(&device),
				_ => {},
			}
		}
	}

	/// Approvals of what these subjects may ask by themselves or by these grants, as far as some rule wants them.
	fn approvals(&mut self, asked: &[Asked], body: &PolicyBody) {
		let mut wanted: Vec<(u8, &AccountId)> = Vec::new();
		for rule in &body.rules {
			for condition in &rule.conditions {
				let Condition::Approvals { of, .. } = condition else { continue };
				for action in rule.actions.iter() {
					wanted.extend(of.iter().map(|approver| (action.number(), approver)));
				}
			}
		}
		let actions: BTreeSet<u8> = wanted.iter().map(|(action, _)| *action).collect();
		let actions: BTreeSet<u8> = actions.into_iter().take(MAX_ACTIONS).collect();
		let genesis = self.facts.genesis();
		for (subject, authority) in self.askers(asked) {
			for (action, approver) in &wanted {
				let action = Some(*action).filter(|action| actions.contains(action));
				let Some(action) = action.and_then(Action::new) else {
					continue;
				};
				let hash = signed::request(&genesis, self.resource, action, &subject, &authority);
				self.name(FactKey::Approval(self.resource, hash, (*approver).clone()));
			}
		}
	}

	/// Each subject with its own right and with each of the grants, and each grant with its holder.
	fn askers(&self, asked: &[Asked]) -> Vec<(Subject, Authority)> {
		let grants = || {
			asked.iter().filter_map(|one| match one {
				Asked::Grant(grant) => Some(*grant),
				Asked::Subject(_) => None,
			})
		};
		let mut askers = Vec::new();
		for one in asked {
			let Asked::Subject(subject) = one else { continue };
			askers.push((subject.clone(), Authority::Own));
			askers.extend(grants().map(|grant| (subject.clone(), Authority::Grant(grant))));
		}
		for grant in grants() {
			let Fact::Is(found) = self.facts.grant(grant) else { continue };
			let holder = match &found.holder {
				Holder::Device(device) => Subject::Device(*device),
				Holder::Account(account) => Subject::Account(account.clone()),
				Holder::Domain { .. } => continue,
			};
			askers.push((holder, Authority::Grant(grant)));
		}
		askers
	}
}
