//! Worlds and requests drawn from a seed, for properties: most of them near the edge of what is allowed.

use super::{
	keys::Key,
	pass::{pass_of, with_pass},
	random::Random,
	world::{
		account, ask, at_lift, boss, forged, gateway, grant_to, phone, rule, scope, stranger,
		use_of, World, CHALLENGE, DAY, FIRM, GENESIS, HOUR, HOUSE, LIFT, MINUTE, NOW, SHAFT, TEAM,
	},
};
use jmt_primitives::{
	access::{
		signed, Action, Actions, Approvers, Area, Authority, Condition, Counted, Counting,
		Delegation, Effect, FactKey, FactValue, GroupRoots, Holder, Limit, PolicyBody, Request,
		Rule, Scope, Served, SignedPlace, Subject, Vouched, Who, Window, Zone,
	},
	cell::Cell,
	devices::MemberState,
	domains::Reach,
	proofs::{MembershipProof, Scalar},
	units::{Bound, KeyState, Level, Root, RootKey, RootState, Terms},
	Hash, Moment,
};

mod rules;

pub(crate) use rules::{condition, limits, some_rule, some_scope};

pub(crate) const GROUP: u32 = 4;
const UNIT_ROOT: u32 = 6;

/// A world, a request, and the keys of a pass, the grant's holder first.
pub(crate) struct Scene {
	pub(crate) world: World,
	pub(crate) request: Request,
	pub(crate) holders: Vec<Key>,
}

/// How many scenes a property draws: `JMT_ACCESS_CASES`, else 10,000, or fewer in a debug build.
pub(crate) fn cases() -> u64 {
	let by_default = if cfg!(debug_assertions) { 4_000 } else { 10_000 };
	match std::env::var("JMT_ACCESS_CASES") {
		Ok(text) => text.parse().expect("JMT_ACCESS_CASES is a number"),
		Err(_) => by_default,
	}
}

fn cells() -> [Cell; 4] {
	let shaft = Cell::new(0x8928308280fffff).unwrap();
	let elsewhere = Cell::new(0x891fb466257ffff).unwrap();
	[shaft, shaft.parent(8).unwrap(), shaft.parent(5).unwrap(), elsewhere]
}

/// Keys that come and go: the second is a device of the firm, the others of nobody.
fn tablet() -> Key {
	Key::ed(5)
}

/// A moment close to now, before or after it.
fn near(random: &mut Random) -> Moment {
	let far = random.pick(&[2, 3 * MINUTE, 20 * MINUTE, DAY]);
	NOW - far / 4 + random.below(far)
}

fn identity(random: &mut Random, world: &mut World) {
	world.add_device(&tablet(), account(9), random.pick(&[None, Some(FIRM), Some(HOUSE)]));
	for domain in [HOUSE, SHAFT, FIRM, TEAM] {
		if random.one_in(40) {
			world.suspend(domain);
		}
	}
	for key in [phone(), tablet(), gateway()] {
		if random.one_in(30) {
			world.change_member(key.id(), |member| member.state = MemberState::Revoked);
		}
		if random.one_in(30) {
			world.change_device(key.id(), |device| device.paused = true);
		}
	}
	if random.one_in(3) {
		let from = random.pick(&[HOUSE, SHAFT]);
		let reach = random.pick(&[Reach::Exact, Reach::Below]);
		world.add_trust(from, random.pick(&[TEAM, FIRM]), reach, near(random));
	}
	if random.one_in(6) {
		world.facts.remove(&FactKey::Trust(HOUSE, FIRM));
	}
	if random.one_in(2) {
		let level = random.pick(&[Level::One, Level::Two]);
		let expires = near(random);
		let nullifier = Hash::zero();
		let bound = Bound { root: UNIT_ROOT, key: 0, nullifier, level, bound_in: 50, expires };
		let of = random.pick(&[phone(), tablet()]);
		world.change_member(of.id(), |member| member.unit = Some(bound));
	}
	let state = random.pick(&[RootState::Active, RootState::Active, RootState::Distrusted]);
	let root = Root {
		maker: account(5),
		terms: Terms { level: Level::Two, quota: 10, share: 10 },
		used: 1,
		keys: vec![RootKey { public: phone().public(), state: KeyState::Active }]
			.try_into()
			.unwrap(),
		state,
	};
	world.put(FactKey::Root(UNIT_ROOT), FactValue::Root(root));
	let roots = GroupRoots { root: Some(Scalar::from(5)), replaced: Vec::new() };
	world.put(FactKey::Group(GROUP), FactValue::Group(roots));
	for key in [phone(), tablet()] {
		if random.one_in(2) {
			let (gateway, cell) = (gateway().id(), random.pick(&cells()));
			let at = near(random).min(NOW + 1);
			let vouched = Vouched { gateway, cell, at };
			world.put(FactKey::Vouched(key.id()), FactValue::Vouched(vouched));
		}
	}
	if random.one_in(20) {
		world.unknown.insert(FactKey::Bonded(gateway().id()));
	}
	// A later key of the tablet.
	world.put(FactKey::Alias(Key::ed(61).id()), FactValue::Alias(tablet().id()));
}

/// A grant to a key, one to four deep.
fn grants(random: &mut Random, world: &mut World, holder: Holder) -> u64 {
	let length = 1 + random.below(4);
	for id in 1..=length {
		let of = if id == length { holder.clone() } else { Holder::Account(boss()) };
		let mut grant = grant_to(of);
		grant.depth = id as u8;
		grant.parent = (id > 1).then(|| id - 1);
		grant.scope = some_scope(random);
		if random.one_in(30) {
			grant.revoked = Some(NOW);
		}
		if random.one_in(20) {
			grant.delegation = Delegation::Kept;
		}
		if random.one_in(40) {
			grant.epoch = 4;
		}
		world.add_grant(id, grant);
		if random.one_in(3) {
			world.add_uses(Counted::Grant(id), 0, random.below(3) as u32, 0);
		}
	}
	length
}

/// A request by own right or by a grant of a device, an account or a member.
fn plain(random: &mut Random, world: &mut World) -> (Request, Vec<Key>) {
	let device = random.pick(&[phone(), phone(), phone(), tablet(), stranger()]);
	let (subject, holder) = match random.below(8) {
		0 => (Subject::Account(boss()), Holder::Account(boss())),
		1 => return (member(random), Vec::new()),
		2 => {
			let reach = Reach::Below;
			(Subject::Device(device.id()), Holder::Domain { domain: FIRM, reach })
		},
		_ => (Subject::Device(device.id()), Holder::Device(device.id())),
	};
	let authority = match random.one_in(3) {
		true => Authority::Grant(grants(random, world, holder)),
		false => Authority::Own,
	};
	let request = Request { subject, authority, uses: 1 + random.below(2) as u32, ..ask() };
	(request, vec![device])
}

fn member(random: &mut Random) -> Request {
	let mut request = super::who::member(GROUP, random.below(3));
	if random.one_in(10) {
		let (root, nullifier) = (Scalar::from(6), Scalar::from(1));
		let scope = signed::scope(&GENESIS, GROUP, LIFT);
		let proof = forged(&scope, &use_of(&request).id(), nullifier);
		request.shown.member = Some(MembershipProof { depth: 20, root, nullifier, proof });
	}
	request
}

/// A request by a pass of one to so many blocks.
fn by_pass(random: &mut Random, world: &mut World, most: u64) -> (Request, Vec<Key>) {
	let is_account = random.one_in(3);
	let holder = if is_account { Key::ed(62) } else { random.pick(&[phone(), tablet()]) };
	let held_by = match is_account {
		true => Holder::Account(holder.public().account().unwrap()),
		false => Holder::Device(holder.id()),
	};
	let grant = grants(random, world, held_by);
	let mut holders = vec![holder.clone()];
	let keys: Vec<(Key, Scope)> = (0..1 + random.below(most))
		.map(|_| {
			let key = random.pick(&[Key::ed(60), Key::ed(61), phone(), tablet()]);
			(key, some_scope(random))
		})
		.collect();
	holders.extend(keys.iter().map(|(key, _)| key.clone()));
	(with_pass(pass_of(&holder, is_account, &keys, grant)), holders)
}

/// The gate's challenge is signed by who asks, and a gateway may tell where the one who asks is.
pub(crate) fn to_gate(random: &mut Random, request: Request, holders: &[Key]) -> Request {
	let Some(last) = holders.last() else { return request };
	let mut request = at_lift(Request { uses: 1, ..request }, last);
	if random.one_in(2) {
		let (by, device) = (gateway(), last.id());
		let (cell, at) = (random.pick(&cells()), near(random).min(NOW + 1));
		let payload = signed::place(&GENESIS, &by.id(), &device, cell, at, &CHALLENGE);
		let (gateway, nonce, signature) = (by.id(), CHALLENGE, by.sign(&payload));
		request.shown.place = Some(SignedPlace { gateway, device, cell, at, nonce, signature });
	}
	request
}

fn counts(random: &mut Random, world: &mut World, request: &Request) {
	let [on_chain, locally] = limits();
	let counted = match &request.shown.member {
		Some(proof) => Counted::Alias(proof.nullifier),
		None => Counted::Subject(request.subject.clone()),
	};
	let begin = random.pick(&[on_chain.begin(NOW), 0]);
	if random.one_in(2) && request.shown.member.is_none() {
		let totals = [Action::READ, request.action].map(|action| (action, 1 + random.below(4)));
		let of = random.below(3) as usize;
		world.add_totals(counted.clone(), begin, random.below(5) as u32, &totals[of.min(1)..]);
		if random.one_in(10) {
			world.change_resource(|resource| resource.series += 1);
		}
	}
	if random.one_in(2) {
		let window = random.pick(&[locally.begin(NOW), 0]);
		let served = Served { window, count: random.below(3) as u32, total: 0 };
		world.served.insert(counted, served);
	}
	if random.one_in(2) {
		let (subject, action) = (request.subject.clone(), request.action);
		let bought = Counted::Bought { subject, action, series: super::world::SERIES };
		world.served.insert(bought, Served { total: random.below(3), ..Default::default() });
	}
	for approver in [20, 21] {
		if random.one_in(2) {
			world.approve(request, &account(approver), near(random));
		}
	}
}

/// A scene. One in `signed` has signatures, which take most of the time.
pub(crate) fn scene(random: &mut Random, signed: u64) -> Scene {
	let mut world = World::scene();
	identity(random, &mut world);
	world.body(rules::body(random));
	world.state.at = NOW - random.pick(&[0, 1, MINUTE, 9 * MINUTE, 11 * MINUTE]);
	let (request, holders) = match signed > 0 && random.one_in(signed) {
		true => by_pass(random, &mut world, 3),
		false => plain(random, &mut world),
	};
	let is_device = !matches!(request.subject, Subject::Account(_));
	let request = match signed > 0 && is_device && random.one_in(signed) {
		true => to_gate(random, request, &holders),
		false => request,
	};
	let request = Request { now: Some(NOW), ..request };
	counts(random, &mut world, &request);
	if random.one_in(30) {
		world.change_resource(|resource| resource.enforcer = Some(phone().id()));
	}
	Scene { world, request, holders }
}
