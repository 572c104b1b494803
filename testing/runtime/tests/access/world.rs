//! Random states: domains, devices, links, resources, policies, grants, uses and groups, written straight into storage.

use super::{dice::Dice, plant::under_grant};
use jmt_primitives::{
	access::{
		Action, Actions, Approval, Area, Condition, Counted, Counting, Delegation, Duties, Effect,
		Grant, GrantId, Holder, Limit, Policy, PolicyBody, Resource, ResourceId, ResourceState,
		Rule, Scope, Subject, Totals, Uses, Who, Window, Zone, MAX_DEPTH as MAX_GRANTS,
	},
	cell::{Cell, Region},
	devices::{Member, MemberState},
	domains::{Domain, DomainId, DomainState, Layer, Link, Rank, Reach, Role, MAX_DEPTH},
	units::{Bound, KeyState, Level, Root, RootId, RootKey, RootState, Terms, WHOLE_SHARE},
	AccountId, Hash, KeyType, Moment,
};
use jmt_runtime::Runtime;
use jmt_runtime_harness::{device::Device, zk::Circle, Chain};
use pallet_access as access;
use pallet_devices as devices;

pub const DOMAINS: DomainId = 200;
pub const DEVICES: u32 = 400;
pub const RESOURCES: ResourceId = 100;
const POLICIES: u64 = 80;
const GRANTS: GrantId = 300;
const ROOTS: RootId = 4;
const ACCOUNTS: u32 = 24;
const HOUR: Moment = 3_600_000;

/// Those who act, with their keys: the same in every state.
pub struct Cast {
	pub devices: Vec<Device>,
	/// Their keys give accounts.
	pub accounts: Vec<Device>,
	/// Those of last holders of passes, registered nowhere.
	pub strangers: Vec<Device>,
}

impl Cast {
	pub fn new() -> Self {
		// One of four devices signs by P-256, whose signatures take longest.
		let mixed = |number: u32| match number % 4 {
			0 => KeyType::P256,
			1 => KeyType::Sr25519,
			2 => KeyType::Secp256k1,
			_ => KeyType::Ed25519,
		};
		let of = |from: u32, count: u32| (from..from + count).map(move |n| Device::of(mixed(n), n));
		Self {
			devices: of(0, DEVICES).collect(),
			accounts: of(1_000, 2 * ACCOUNTS)
				.filter(|key| key.public().account().is_some())
				.take(ACCOUNTS as usize)
				.collect(),
			strangers: of(2_000, 16).collect(),
		}
	}

	fn account(&self, dice: &mut Dice) -> AccountId {
		dice.pick(&self.accounts).public().account().expect("its key gives one")
	}
}

/// A state, as the requests are drawn from it.
pub struct World {
	pub genesis: Hash,
	/// The time of the newest block.
	pub at: Moment,
	pub resources: Vec<(ResourceId, Resource)>,
	pub policies: Vec<Policy>,
	pub grants: Vec<(GrantId, Grant)>,
	/// The domain of the device at each place.
	pub domains: Vec<Option<DomainId>>,
}

/// A moment that mostly lies within two hours ahead, seldom behind, seldom this one.
pub fn soon(dice: &mut Dice, at: Moment) -> Moment {
	match dice.below(20) {
		0 => at - dice.below(HOUR),
		1 => at,
		_ => at + dice.below(2 * HOUR),
	}
}

/// Cells of two places, of several resolutions.
pub fn cell(dice: &mut Dice) -> Cell {
	let finest = *dice.pick(&[0x0892_8308_2803_ffff, 0x08a2_a107_2b59_ffff]);
	let finest = Cell::new(finest).expect("it is a cell");
	finest.parent(*dice.pick(&[9, 7, 5, 3])).expect("it is above")
}

fn actions(dice: &mut Dice) -> Actions {
	// Of the first eight, most of them.
	Actions(dice.next() & 0xff | dice.next() & 0xff)
}

fn window(dice: &mut Dice, at: Moment) -> Window {
	if dice.percent(30) {
		return Window::Dates { from: at - dice.below(HOUR), to: soon(dice, at) };
	}
	let from = dice.below(10_080) as u16;
	Window::Weekly { from, to: (from + 1 + dice.below(9_000) as u16) % 10_080 }
}

fn scope(dice: &mut Dice, at: Moment) -> Scope {
	let cells = if dice.percent(5) { dice.some(3, cell) } else { Vec::new() };
	let windows = if dice.percent(20) { dice.some(4, |dice| window(dice, at)) } else { Vec::new() };
	Scope {
		actions: actions(dice),
		cells: cells.try_into().expect("few"),
		windows: windows.try_into().expect("few"),
		not_before: if dice.percent(5) { soon(dice, at) } else { 0 },
		expires: soon(dice, at),
		uses: dice.percent(30).then(|| dice.below(6) as u32),
	}
}

/// Mostly of all actions, since a chain of grants is a conjunction.
fn grant_scope(dice: &mut Dice, at: Moment) -> Scope {
	let scope = scope(dice, at);
	if dice.percent(10) {
		scope
	} else {
		Scope { actions: Actions(0xff), ..scope }
	}
}

/// A block of a pass has a scope of its own.
pub fn narrowing(dice: &mut Dice, at: Moment) -> Scope {
	Scope { actions: Actions::ALL, ..scope(dice, at) }
}

/// Clears what a state before left, and draws another.
pub fn draw(chain: &mut Chain, cast: &Cast, dice: &mut Dice, circle: &Circle) -> World {
	let genesis = chain.genesis_hash();
	let at = chain.next_time() - 2_000;
	chain.read(|| {
		clear();
		let paths = domains(dice, cast);
		let homes = members(dice, cast, at);
		links(dice, cast, &paths, at);
		let policies = policies(dice, cast, &paths, circle, at);
		let resources = resources(dice, cast, &policies);
		let grants = grants(dice, cast, &resources, at);
		let world = World { genesis, at, resources, policies, grants, domains: homes };
		world.count_uses(dice, cast);
		world
	})
}

fn clear() {
	let all = u32::MAX;
	let _ = devices::Domains::<Runtime>::clear(all, None);
	let _ = devices::Devices::<Runtime>::clear(all, None);
	let _ = devices::Members::<Runtime>::clear(all, None);
	let _ = devices::Aliases::<Runtime>::clear(all, None);
	let _ = devices::Trust::<Runtime>::clear(all, None);
	let _ = devices::Roots::<Runtime>::clear(all, None);
	let _ = access::Resources::<Runtime>::clear(all, None);
	let _ = access::Policies::<Runtime>::clear(all, None);
	let _ = access::Grants::<Runtime>::clear(all, None);
	let _ = access::Uses::<Runtime>::clear(all, None);
	let _ = access::Approvals::<Runtime>::clear(all, None);
}

/// Returns the path of each domain, its own number first.
fn domains(dice: &mut Dice, cast: &Cast) -> Vec<Vec<DomainId>> {
	let mut paths: Vec<Vec<DomainId>> = Vec::new();
	for id in 1..=DOMAINS {
		let above = (id > 1 && dice.percent(85)).then(|| dice.pick(&paths).clone());
		let above = above.filter(|path| path.len() < usize::from(MAX_DEPTH));
		let path = [vec![id], above.unwrap_or_default()].concat();
		let owner = cast.account(dice);
		let rank = Rank { depth: 1, role: Role::Owner };
		let domain = Domain {
			parent: path.get(1).copied(),
			top: path.last().copied().expect("it has itself"),
			depth: path.len() as u8,
			layer: Layer::Device,
			region: Region::World,
			owner: owner.clone(),
			offered_to: None,
			payer: owner,
			deposit: 0,
			state: match dice.percent(3) {
				true => DomainState::Suspended(rank),
				false => DomainState::Active,
			},
			admins: 0,
			children: 0,
			members: 0,
			manifests: 0,
		};
		// One of a hundred is not there: something that names it names nothing.
		if !dice.percent(1) {
			devices::Domains::<Runtime>::insert(id, domain);
		}
		paths.push(path);
	}
	for id in 1..=ROOTS {
		let key = |dice: &mut Dice| RootKey {
			public: cast.strangers[0].public(),
			state: match dice.percent(30) {
				true => KeyState::Revoked { since: dice.below(3) as u32 },
				false => KeyState::Active,
			},
		};
		let root = Root {
			maker: cast.account(dice),
			terms: Terms {
				level: *dice.pick(&[Level::One, Level::Two]),
				quota: 1_000,
				share: WHOLE_SHARE,
			},
			used: 0,
			keys: vec![key(dice), key(dice)].try_into().expect("two"),
			state: *dice.pick(&[RootState::Active, RootState::Active, RootState::Distrusted]),
		};
		devices::Roots::<Runtime>::insert(id, root);
	}
	paths
}

/// Returns the domain of each device.
fn members(dice: &mut Dice, cast: &Cast, at: Moment) -> Vec<Option<DomainId>> {
	let rank = Rank { depth: 1, role: Role::Owner };
	let home = |(place, device): (usize, &Device)| {
		let owner = cast.account(dice);
		let mut stored = devices::Device::new(device.public(), owner, 0, 0);
		if dice.percent(5) {
			stored.standing = devices::Standing::Paused;
		}
		if !dice.percent(2) {
			devices::Devices::<Runtime>::insert(device.id, stored);
		}
		// Some strangers' keys are later ones of devices.
		if let Some(stranger) = cast.strangers.get(place).filter(|_| dice.percent(50)) {
			devices::Aliases::<Runtime>::insert(stranger.id, device.id);
		}
		if dice.percent(10) {
			return None;
		}
		let unit = dice.percent(50).then(|| Bound {
			root: 1 + dice.below(u64::from(ROOTS) + 1) as RootId,
			key: dice.below(3) as u8,
			nullifier: Hash::zero(),
			level: *dice.pick(&[Level::One, Level::Two]),
			bound_in: dice.below(3) as u32,
			expires: soon(dice, at),
		});
		let domain = dice.percent(90).then(|| 1 + dice.below(DOMAINS.into()) as DomainId);
		let state = match dice.below(30) {
			0 => MemberState::Suspended(rank),
			1 => MemberState::Revoked,
			_ => MemberState::Active,
		};
		let member = Member { domain, unit, state, ..Default::default() };
		devices::Members::<Runtime>::insert(device.id, member);
		domain
	};
	cast.devices.iter().enumerate().map(home).collect()
}

fn links(dice: &mut Dice, cast: &Cast, paths: &[Vec<DomainId>], at: Moment) {
	for _ in 0..4 * DOMAINS {
		// The higher ones are trusted more often, since they reach more.
		let (ours, theirs) = (dice_path(dice, paths), dice_path(dice, paths));
		let (from, to) = (*dice.pick(ours), *dice.pick(theirs));
		let link = Link {
			reach: *dice.pick(&[Reach::Exact, Reach::Below, Reach::Below]),
			expires: soon(dice, at),
			payer: cast.account(dice),
			deposit: 0,
		};
		devices::Trust::<Runtime>::insert(from, to, link);
	}
}

fn who(dice: &mut Dice, cast: &Cast, path: &[DomainId], circle: &Circle) -> Who {
	match dice.below(16) {
		0 => Who::Device(dice.pick(&cast.devices).id),
		1 => Who::Account(cast.account(dice)),
		2 | 3 => Who::OwnedBy(cast.account(dice)),
		4 | 5 => Who::Domain {
			domain: 1 + dice.below(DOMAINS.into()) as DomainId,
			reach: *dice.pick(&[Reach::Exact, Reach::Below]),
		},
		6..=9 => Who::TrustedBy(*dice.pick(path)),
		10 => Who::Members(circle.group),
		_ => Who::Anybody,
	}
}

fn condition(dice: &mut Dice, cast: &Cast, at: Moment) -> Condition {
	let limit = |dice: &mut Dice| Limit {
		most: 1 + dice.below(4) as u32,
		// One length, as a policy has to have it.
		window: HOUR,
		counting: *dice.pick(&[Counting::OnChain, Counting::Locally]),
	};
	match dice.below(8) {
		0 | 1 => Condition::Level(*dice.pick(&[Level::One, Level::Two])),
		2 => Condition::Place(Area {
			cells: vec![cell(dice)].try_into().expect("one"),
			minutes: 1 + dice.below(60) as u16,
			by: 1 + dice.below(DOMAINS.into()) as DomainId,
		}),
		3 | 4 => {
			let windows = (0..1 + dice.below(3)).map(|_| window(dice, at)).collect::<Vec<_>>();
			Condition::Time(windows.try_into().expect("three"))
		},
		5 | 6 => Condition::Uses(limit(dice)),
		_ => {
			let of = (0..1 + dice.below(3)).map(|_| cast.account(dice)).collect::<Vec<_>>();
			let least = 1 + dice.below(of.len() as u64) as u8;
			Condition::Approvals { least, of: of.try_into().expect("three") }
		},
	}
}

fn policies(
	dice: &mut Dice,
	cast: &Cast,
	paths: &[Vec<DomainId>],
	circle: &Circle,
	at: Moment,
) -> Vec<Policy> {
	let policy = |id: u64| {
		let path = dice.pick(paths).clone();
		let rules = dice.some(9, |dice| {
			let effect = if dice.percent(20) { Effect::Deny } else { Effect::Allow };
			let conditions = dice.some(3, |dice| condition(dice, cast, at));
			let conditions = conditions.into_iter().filter(|condition| {
				effect == Effect::Allow || !matches!(condition, Condition::Uses(_))
			});
			let conditions = conditions.collect::<Vec<_>>();
			let price = if dice.percent(15) { 1 + u128::from(dice.below(9)) } else { 0 };
			Rule {
				effect,
				who: who(dice, cast, &path, circle),
				actions: actions(dice),
				conditions: conditions.try_into().expect("few"),
				duties: Duties { price, log: dice.percent(50), notice: dice.percent(10) },
			}
		});
		let offsets = vec![(0, 60), (at - HOUR, 120), (soon(dice, at), 60)];
		let zone = Zone {
			offsets: offsets.try_into().expect("three"),
			good_until: at + dice.below(HOUR / 2),
		};
		let max_age = *dice.pick(&[0, 10_000, 600_000, 24 * HOUR]);
		let body = PolicyBody { zone, max_age, rules: rules.try_into().expect("eight") };
		let domain = path[0];
		let owner = cast.account(dice);
		let version = 1 + dice.below(9) as u32;
		let policy = Policy { owner, domain, version, resources: 0, deposit: 0, body };
		access::Policies::<Runtime>::insert(id, policy.clone());
		policy
	};
	(1..=POLICIES).map(policy).collect()
}

fn resources(dice: &mut Dice, cast: &Cast, policies: &[Policy]) -> Vec<(ResourceId, Resource)> {
	let resource = |id: ResourceId| {
		let place = dice.below(policies.len() as u64) as usize;
		// Now and then a number that no policy has.
		let policy = if dice.percent(2) { POLICIES + 1 } else { place as u64 + 1 };
		let state = match dice.below(40) {
			0 => ResourceState::FrozenByOwner,
			1 => ResourceState::Frozen(Rank { depth: 1, role: Role::Admin }),
			_ => ResourceState::Open,
		};
		let resource = Resource {
			owner: policies[place].owner.clone(),
			domain: policies[place].domain,
			place: dice.percent(50).then(|| cell(dice)),
			enforcer: dice.percent(80).then(|| dice.pick(&cast.devices).id),
			actions: Actions(0xff),
			fail_safe: Actions::NONE,
			policy: (!dice.percent(2)).then_some(policy),
			epoch: dice.below(2) as u32,
			series: dice.below(3) as u32,
			state,
			deposit: 0,
		};
		access::Resources::<Runtime>::insert(id, resource.clone());
		(id, resource)
	};
	(1..=RESOURCES).map(resource).collect()
}

fn grants(
	dice: &mut Dice,
	cast: &Cast,
	resources: &[(ResourceId, Resource)],
	at: Moment,
) -> Vec<(GrantId, Grant)> {
	let mut grants: Vec<(GrantId, Grant)> = Vec::new();
	for id in 1..=GRANTS {
		let above = (!grants.is_empty() && dice.percent(60)).then(|| dice.pick(&grants).clone());
		let above = above.filter(|(_, grant)| grant.depth < MAX_GRANTS as u8);
		let (resource, of) = match &above {
			Some((_, grant)) => {
				let found = resources.iter().find(|(id, _)| *id == grant.resource);
				found.expect("it is among them").clone()
			},
			None => dice.pick(resources).clone(),
		};
		let holder = match dice.below(10) {
			0..=5 => Holder::Device(dice.pick(&cast.devices).id),
			6..=8 => Holder::Account(cast.account(dice)),
			_ => Holder::Domain {
				domain: 1 + dice.below(DOMAINS.into()) as DomainId,
				reach: *dice.pick(&[Reach::Exact, Reach::Below]),
			},
		};
		let issuer = cast.account(dice);
		let stale = dice.percent(5);
		let grant = Grant {
			resource,
			parent: above.as_ref().map(|(id, _)| *id),
			depth: above.as_ref().map_or(1, |(_, grant)| grant.depth + 1),
			issuer: issuer.clone(),
			holder,
			scope: grant_scope(dice, at),
			delegation: *dice.pick(&[Delegation::Allowed, Delegation::Allowed, Delegation::Kept]),
			epoch: of.epoch.saturating_sub(stale.into()),
			pass_epoch: dice.below(2) as u32,
			revoked: dice.percent(4).then_some(at),
			children: 0,
			payer: issuer,
			deposit: 0,
		};
		// One of a hundred was closed, below others.
		if !dice.percent(1) {
			access::Grants::<Runtime>::insert(id, grant.clone());
		}
		grants.push((id, grant));
	}
	grants
}

impl World {
	fn count_uses(&self, dice: &mut Dice, cast: &Cast) {
		let window = self.at - self.at % HOUR;
		// Mostly in the resource's series, seldom in one that its enforcer's change ended.
		let note = |dice: &mut Dice, (id, resource): &(ResourceId, Resource), subject: Subject| {
			let uses = Uses {
				window: if dice.percent(80) { window } else { window - HOUR },
				count: dice.below(4) as u32,
				series: resource.series.saturating_sub(u32::from(dice.percent(15))),
				totals: totals(dice),
				payer: cast.account(dice),
				deposit: 0,
			};
			access::Uses::<Runtime>::insert(id, Counted::Subject(subject), uses);
		};
		for resource in &self.resources {
			for device in &cast.devices {
				if dice.percent(10) {
					note(dice, resource, Subject::Device(device.id));
				}
			}
			for account in &cast.accounts {
				if dice.percent(30) {
					let account = account.public().account().expect("its key gives one");
					note(dice, resource, Subject::Account(account));
				}
			}
		}
		for (id, grant) in &self.grants {
			if grant.scope.uses.is_some() && dice.percent(60) {
				let (count, payer) = (1 + dice.below(5) as u32, cast.account(dice));
				let uses = under_grant(count, payer);
				access::Uses::<Runtime>::insert(grant.resource, Counted::Grant(*id), uses);
			}
		}
	}

	/// Some of those whom the resource's policy asks approve of this request.
	pub fn approve(&self, chain: &mut Chain, dice: &mut Dice, resource: ResourceId, request: Hash) {
		let of = self.resources.iter().find(|(id, _)| *id == resource);
		let policy = of.and_then(|(_, resource)| resource.policy);
		let policy = policy.and_then(|id| self.policies.get(id as usize - 1));
		let rules = policy.map(|policy| &policy.body.rules[..]).unwrap_or_default();
		for condition in rules.iter().flat_map(|rule| &rule.conditions) {
			let Condition::Approvals { of, .. } = condition else { continue };
			for approver in of {
				if dice.percent(80) {
					let approval = Approval { until: soon(dice, self.at), deposit: 0 };
					let key = (request, approver.clone());
					chain.read(|| access::Approvals::<Runtime>::insert(resource, key, approval));
				}
			}
		}
	}
}

/// Most of the first eight actions, each bought a few times.
fn totals(dice: &mut Dice) -> Totals {
	let mut totals = Totals::default();
	for number in 0..8 {
		if dice.percent(70) {
			let action = Action::new(number).expect("below 64");
			totals.try_push((action, 1 + dice.below(5))).expect("eight at most");
		}
	}
	totals
}

/// An action of the first eight, and seldom another.
pub fn action(dice: &mut Dice) -> Action {
	let number = if dice.percent(1) { 8 } else { dice.below(8) };
	Action::new(number as u8).expect("below 64")
}

/// A path, mostly of a deep domain.
fn dice_path<'a>(dice: &mut Dice, paths: &'a [Vec<DomainId>]) -> &'a [DomainId] {
	let (one, other) = (dice.pick(paths), dice.pick(paths));
	if one.len() > other.len() {
		one
	} else {
		other
	}
}
