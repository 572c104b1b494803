//! Accounts, domains, policies and grants that benchmarks begin with.

use super::signatures::{sign, sign_as_account};
use crate::*;
use alloc::{vec, vec::Vec};
use codec::Encode;
use frame_support::{
	storage::{storage_prefix, unhashed},
	traits::{fungible::Mutate, Time},
};
use jmt_primitives::{
	access::{
		self, signed, Actions, Approval, Cells, Condition, Counted, Delegation, Duties, Effect,
		Grant, GrantId, Holder, Policy, PolicyBody, PolicyId, Resource, ResourceId, ResourceState,
		Rule, Scope, Who, Window, Zone, MAX_CELLS, MAX_PERMIT_MS,
	},
	cell::{Cell, Region},
	devices::{DeviceFact, Member},
	domains::{Domain, DomainId, DomainState, Layer, MAX_DEPTH},
	identity::PlantIdentity,
	units::Bound,
	AccountId, DeviceId, DevicePublic, Hash, Moment, JMT,
};

/// When benchmarks happen, in ms.
pub(super) const NOW: Moment = 2_000_000_000_000;

/// An account that can pay all deposits, on a chain whose clock stands at [`NOW`]: a bencher has none that runs.
pub(super) fn funded<T: Config>(name: &'static str) -> AccountId {
	unhashed::put(&storage_prefix(b"Timestamp", b"Now"), &NOW);
	assert_eq!(T::Time::now(), NOW, "the runtime's clock is its pallet `Timestamp`");
	let who = frame_benchmarking::account(name, 0, 0);
	T::Currency::set_balance(&who, 1_000_000 * JMT);
	who
}

/// Eight domains below each other, of which the numbers begin here. Returns the deepest one, and an admin of it, who is
/// found behind the admins of all above.
pub(super) fn deepest<T: Config>(first: DomainId) -> (DomainId, AccountId) {
	let owner: AccountId = frame_benchmarking::account("domains", 0, 0);
	let admin = funded::<T>("admin");
	let mut parent = None;
	for depth in 1..=MAX_DEPTH {
		let id = first + DomainId::from(depth) - 1;
		let domain = Domain {
			parent,
			top: first,
			depth,
			layer: Layer::Device,
			region: Region::World,
			owner: owner.clone(),
			offered_to: None,
			payer: owner.clone(),
			deposit: 0,
			state: DomainState::Active,
			admins: 1,
			children: 1,
			members: 1,
			manifests: 0,
		};
		T::BenchmarkHelper::plant_domain(id, domain);
		parent = Some(id);
	}
	let id = parent.unwrap();
	T::BenchmarkHelper::plant_admin(id, admin.clone());
	(id, admin)
}

/// A device of an account's, in a domain and a unit of a root, or neither.
pub(super) fn device<T: Config>(
	seed: u8,
	owner: &AccountId,
	member: Option<(DomainId, Bound)>,
) -> DeviceId {
	let key = DevicePublic::Sr25519([seed; 32]);
	let fact = DeviceFact { key, owner: owner.clone(), paused: false };
	let member = member.map(|(domain, unit)| Member {
		domain: Some(domain),
		unit: Some(unit),
		..Default::default()
	});
	T::BenchmarkHelper::plant_device(key.id(), fact, member);
	key.id()
}

/// An enforcer of an account's, whose key signs.
pub(super) fn enforcer<T: Config>(owner: &AccountId) -> DeviceId {
	let (key, _) = sign(&[]);
	let fact = DeviceFact { key, owner: owner.clone(), paused: false };
	T::BenchmarkHelper::plant_device(key.id(), fact, None);
	key.id()
}

/// The word of an admin of a domain, by the scheme that costs most to verify.
pub(super) fn permit<T: Config>(owner: &AccountId, domain: DomainId) -> ResourcePermit {
	let expires = NOW + MAX_PERMIT_MS;
	let payload = signed::permit(&Pallet::<T>::genesis_hash(), owner, domain, expires);
	let (authority, signature) = sign_as_account(&payload);
	T::BenchmarkHelper::plant_admin(domain, authority.clone());
	ResourcePermit { expires, authority, signature }
}

/// A rule with so many windows that all are asked before one is found.
pub(super) fn rule(effect: Effect, who: Who, windows: usize) -> Rule {
	let mut rule = Rule {
		effect,
		who,
		actions: Actions::ALL,
		conditions: Default::default(),
		duties: Duties::default(),
	};
	if let Some(past) = windows.checked_sub(1) {
		let mut windows = vec![Window::Dates { from: 0, to: 1 }; past];
		windows.push(Window::Dates { from: 0, to: Moment::MAX });
		let time = Condition::Time(windows.try_into().unwrap());
		rule.conditions.try_push(time).unwrap();
	}
	rule
}

/// A body with a full table of its zone.
pub(super) fn body(rules: Vec<Rule>) -> PolicyBody {
	let offsets: Vec<_> = (0..24).map(|from| (from, 60)).collect();
	let zone = Zone { offsets: offsets.try_into().unwrap(), good_until: NOW + 1_000_000_000 };
	PolicyBody { zone, max_age: 600_000, rules: rules.try_into().unwrap() }
}

/// A body of so many bytes, or a few less. Its first rules ask whom a domain trusts.
pub(super) fn body_of_bytes(bytes: u32, trusting: DomainId) -> PolicyBody {
	let bytes = bytes as usize; // cast: widening
	let mut body = body(Vec::new());
	body.zone.offsets = Default::default();
	for place in 0..32 {
		let who = if place < 4 { Who::TrustedBy(trusting) } else { Who::Anybody };
		let rule = rule(Effect::Allow, who, 6);
		if body.encoded_size() + rule.encoded_size() > bytes {
			break;
		}
		body.rules.try_push(rule).unwrap();
	}
	for from in 0..24 {
		if body.encoded_size() + 10 <= bytes {
			body.zone.offsets.try_push((from, 60)).unwrap();
		}
	}
	body
}

/// The largest body.
pub(super) fn largest() -> PolicyBody {
	body_of_bytes(4_096, 10)
}

/// Stores a policy of an account's.
pub(super) fn policy<T: Config>(owner: &AccountId, domain: DomainId, body: PolicyBody) -> PolicyId {
	let deposit = Pallet::<T>::policy_deposit(&body);
	Pallet::<T>::hold(HoldReason::Policy, owner, deposit).unwrap();
	let id = NextPolicy::<T>::get().max(1);
	NextPolicy::<T>::put(id + 1);
	let policy = Policy { owner: owner.clone(), domain, version: 1, resources: 0, deposit, body };
	Policies::<T>::insert(id, policy);
	id
}

/// Stores a resource of an account's.
pub(super) fn resource<T: Config>(
	owner: &AccountId,
	domain: DomainId,
	policy: Option<PolicyId>,
) -> ResourceId {
	let deposit = Pallet::<T>::price(0);
	Pallet::<T>::hold(HoldReason::Resource, owner, deposit).unwrap();
	let id = NextResource::<T>::get().max(1);
	NextResource::<T>::put(id + 1);
	let resource = Resource {
		owner: owner.clone(),
		domain,
		place: None,
		enforcer: None,
		actions: Actions::ALL,
		fail_safe: Actions::ALL,
		policy,
		epoch: 0,
		series: 0,
		state: ResourceState::Open,
		deposit,
	};
	Resources::<T>::insert(id, resource);
	if let Some(policy) = policy {
		Policies::<T>::mutate(policy, |policy| policy.as_mut().unwrap().resources += 1);
	}
	id
}

/// A scope of all actions with windows, the last of which is open.
pub(super) fn scope(uses: Option<u32>) -> Scope {
	let mut windows = vec![Window::Dates { from: 0, to: 1 }; 7];
	windows.push(Window::Dates { from: 0, to: Moment::MAX });
	Scope {
		actions: Actions::ALL,
		cells: Default::default(),
		windows: windows.try_into().unwrap(),
		not_before: 0,
		expires: NOW + 1_000_000_000,
		uses,
	}
}

/// A scope that is full. A cell of one that stands on it is looked for among all of its cells.
pub(super) fn full_scope(cells: Cells) -> Scope {
	Scope { cells, ..scope(None) }
}

/// As many cells as there may be, the first of which are others than the last.
pub(super) fn cells() -> Cells {
	let (first, last) = (cell(0x0892_8308_280f_ffff), cell(0x08a2_a107_2b59_ffff));
	let mut cells = vec![first; MAX_CELLS as usize - 1]; // cast: a constant of 16
	cells.push(last);
	cells.try_into().unwrap()
}

/// As many times the last of these.
pub(super) fn last_cells() -> Cells {
	let last = *cells().last().unwrap();
	vec![last; MAX_CELLS as usize].try_into().unwrap() // cast: a constant of 16
}

fn cell(number: u64) -> Cell {
	Cell::new(number).unwrap()
}

/// Stores a chain of so many grants with a scope to a holder. Returns the last one.
pub(super) fn chain<T: Config>(
	issuer: &AccountId,
	resource: ResourceId,
	depth: u32,
	holder: &Holder,
	scope: &Scope,
) -> Option<GrantId> {
	let mut parent = None;
	for step in 1..=depth {
		let deposit = Pallet::<T>::price(0);
		Pallet::<T>::hold(HoldReason::Grant, issuer, deposit).unwrap();
		let id = NextGrant::<T>::get().max(1);
		NextGrant::<T>::put(id + 1);
		let grant = Grant {
			resource,
			parent,
			depth: step.try_into().unwrap(),
			issuer: issuer.clone(),
			holder: holder.clone(),
			scope: scope.clone(),
			delegation: Delegation::Allowed,
			epoch: 0,
			pass_epoch: 0,
			revoked: None,
			children: u32::from(step < depth),
			payer: issuer.clone(),
			deposit,
		};
		Grants::<T>::insert(id, grant);
		parent = Some(id);
	}
	parent
}

/// Stores an approval.
pub(super) fn approval<T: Config>(
	approver: &AccountId,
	resource: ResourceId,
	request: Hash,
	until: Moment,
) {
	let deposit = Pallet::<T>::approval_deposit();
	Pallet::<T>::hold(HoldReason::Approval, approver, deposit).unwrap();
	Approvals::<T>::insert(resource, (request, approver), Approval { until, deposit });
}

/// Stores a use under a grant.
pub(super) fn uses<T: Config>(payer: &AccountId, resource: ResourceId, counted: &Counted) {
	let deposit = Pallet::<T>::uses_deposit();
	Pallet::<T>::hold(HoldReason::Uses, payer, deposit).unwrap();
	let payer = payer.clone();
	let (window, series, totals) = (0, 0, Default::default());
	let uses = access::Uses { window, count: 1, series, totals, payer, deposit };
	Uses::<T>::insert(resource, counted, uses);
}
