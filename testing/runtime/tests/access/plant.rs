//! Facts put straight into storage, as no calls could have put them there so fast.

use super::stage::{allow, scope};
use jmt_primitives::{
	access::{
		Actions, Condition, Delegation, Effect, Grant, GrantId, Holder, Policy, PolicyBody,
		Resource, ResourceState, Rule, Uses, Who,
	},
	cell::Region,
	devices::Member,
	domains::{Domain, DomainId, DomainState, Layer},
	units::{Bound, KeyState, Level, Root, RootKey, RootState, Terms, WHOLE_SHARE},
	AccountId, DeviceId, Hash, Moment,
};
use jmt_runtime::Runtime;
use jmt_runtime_harness::device::Device;

pub fn account(number: u8) -> AccountId {
	[number; 32].into()
}

/// So many domains one below the other, from this number on.
pub fn plant_domains(from: DomainId, depth: u8) {
	for below in 0..depth {
		let id = from + DomainId::from(below);
		let domain = Domain {
			parent: (below > 0).then(|| id - 1),
			top: from,
			depth: below + 1,
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
		};
		pallet_devices::Domains::<Runtime>::insert(id, domain);
	}
}

/// A device in this domain, with a unit of a root of trust.
pub fn plant_device(device: &Device, domain: DomainId, now: Moment) {
	let stored = pallet_devices::Device::new(device.public(), account(1), 0, 0);
	pallet_devices::Devices::<Runtime>::insert(device.id, stored);
	let unit = Bound {
		root: 1,
		key: 0,
		nullifier: Hash::zero(),
		level: Level::One,
		bound_in: 1,
		expires: now + 3_600_000,
	};
	let member = Member { domain: Some(domain), unit: Some(unit), ..Default::default() };
	pallet_devices::Members::<Runtime>::insert(device.id, member);
	let key = RootKey { public: device.public(), state: KeyState::Active };
	let root = Root {
		maker: account(1),
		terms: Terms { level: Level::One, quota: 9, share: WHOLE_SHARE },
		used: 1,
		keys: vec![key].try_into().expect("one"),
		state: RootState::Active,
	};
	pallet_devices::Roots::<Runtime>::insert(1, root);
}

/// A resource of `account(1)` in this domain, which this policy decides about. Both have the number 1.
pub fn plant_resource(domain: DomainId, enforcer: Option<DeviceId>, body: PolicyBody) {
	let policy = Policy { owner: account(1), domain, version: 1, resources: 1, deposit: 0, body };
	pallet_access::Policies::<Runtime>::insert(1, policy);
	let resource = Resource {
		owner: account(1),
		domain,
		place: None,
		enforcer,
		actions: Actions::ALL,
		fail_safe: Actions::NONE,
		policy: Some(1),
		epoch: 0,
		series: 0,
		state: ResourceState::Open,
		deposit: 0,
	};
	pallet_access::Resources::<Runtime>::insert(1, resource);
}

/// A grant of the resource 1, which its holder may hand on.
pub fn grant(parent: Option<GrantId>, depth: u8, holder: Holder, uses: Option<u32>) -> Grant {
	let mut scope = scope(Actions::ALL, Moment::MAX);
	scope.uses = uses;
	Grant {
		resource: 1,
		parent,
		depth,
		issuer: account(1),
		holder,
		scope,
		delegation: Delegation::Allowed,
		epoch: 0,
		pass_epoch: 0,
		revoked: None,
		children: 0,
		payer: account(1),
		deposit: 0,
	}
}

/// So many uses under a grant with a limit.
pub fn under_grant(count: u32, payer: AccountId) -> Uses {
	let (window, series, totals) = (0, 0, Default::default());
	Uses { window, count, series, totals, payer, deposit: 0 }
}

pub fn rule(effect: Effect, who: Who, conditions: Vec<Condition>) -> Rule {
	let conditions = conditions.try_into().expect("eight at most");
	Rule { effect, conditions, ..allow(who, Actions::ALL, 0) }
}
