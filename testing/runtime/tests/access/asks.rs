//! Random requests to a state, most of them with what they need.

use super::{
	dice::Dice,
	world::{action, cell, narrowing, soon, Cast, World},
};
use jmt_primitives::{
	access::{
		signed, Action, Authority, Block, Gate, Grant, GrantId, Holder, Pass, Request, ResourceId,
		SignedBlock, SignedPlace, SignedUse, Source, Subject, Use,
	},
	devices::DeviceId,
	DevicePublic, Hash, Moment,
};
use jmt_runtime_harness::{device::Device, zk::Circle};

/// A key that signs a use, and whether it is shown beside it, as that of an account.
struct Signer<'a> {
	key: &'a Device,
	shown: bool,
}

/// Draws a request.
pub fn draw(world: &World, cast: &Cast, dice: &mut Dice, circle: &mut Circle) -> Request {
	let granted = dice.percent(40).then(|| dice.pick(&world.grants).clone());
	let resource = match &granted {
		Some((_, grant)) if !dice.percent(3) => grant.resource,
		_ => dice.pick(&world.resources).0,
	};
	let gate = dice.percent(50).then(|| gate(world, cast, dice, resource));
	let resource = if dice.percent(1) { 1_000 } else { resource };
	let action = action(dice);
	let mut request = match granted {
		Some((id, grant)) => by_grant(world, cast, dice, (resource, id, grant), action, gate),
		None => own(world, cast, dice, resource, action, (gate, circle)),
	};
	request.at = gate;
	request.uses = if gate.is_some() { 1 } else { 1 + dice.below(2) as u32 };
	request.now = match dice.below(10) {
		0..=3 => None,
		4 => Some(world.at - dice.below(2)),
		5 => Some(soon(dice, world.at)),
		_ => Some(world.at + dice.below(20_000)),
	};
	if dice.percent(5) {
		request.shown.place = gate.map(|gate| place(world, cast, dice, &gate));
	}
	request
}

/// The resource's enforcer, or now and then another, that is about to act.
fn gate(world: &World, cast: &Cast, dice: &mut Dice, resource: ResourceId) -> Gate {
	let found = world.resources.iter().find(|(id, _)| *id == resource);
	let enforcer = match found.and_then(|(_, resource)| resource.enforcer) {
		Some(enforcer) if !dice.percent(3) => enforcer,
		_ => dice.pick(&cast.devices).id,
	};
	Gate { enforcer, challenge: dice.bytes() }
}

/// A subject with its own right.
fn own(
	world: &World,
	cast: &Cast,
	dice: &mut Dice,
	resource: ResourceId,
	action: Action,
	(gate, circle): (Option<Gate>, &mut Circle),
) -> Request {
	let ask = |subject| Request::new(resource, action, subject, Authority::Own);
	match dice.below(40) {
		// A proof takes some ms to verify.
		0 => {
			let mut request = ask(Subject::Member(circle.group));
			let own = Source::Own(request.subject.clone());
			let using = using(world, dice, &request, own, gate);
			let scope = signed::scope(&world.genesis, circle.group, resource);
			let alias = 1 + dice.below(3);
			let mut proof = circle.member(alias, &using.id(), &scope);
			if dice.percent(20) {
				proof.proof.0[7] ^= 1;
			}
			request.shown.member = Some(proof);
			let signature = dice.pick(&cast.strangers).sign(&[]);
			request.shown.using = Some(SignedUse { using, signer: None, signature });
			request
		},
		1..=9 => {
			let key = dice.pick(&cast.accounts);
			let account = key.public().account().expect("its key gives one");
			show_use(world, dice, ask(Subject::Account(account)), gate, Signer { key, shown: true })
		},
		10 => ask(Subject::Key(dice.pick(&cast.strangers).public())),
		_ => {
			let key = dice.pick(&cast.devices);
			show_use(world, dice, ask(Subject::Device(key.id)), gate, Signer { key, shown: false })
		},
	}
}

/// The request with its own right's use, signed, where a gate asks.
fn show_use(
	world: &World,
	dice: &mut Dice,
	mut request: Request,
	gate: Option<Gate>,
	signer: Signer<'_>,
) -> Request {
	let source = match request.authority {
		Authority::Own => Source::Own(request.subject.clone()),
		Authority::Grant(grant) => Source::Grant(grant),
	};
	show_source(world, dice, &mut request, source, gate, signer);
	request
}

fn show_source(
	world: &World,
	dice: &mut Dice,
	request: &mut Request,
	source: Source,
	gate: Option<Gate>,
	Signer { key, shown }: Signer<'_>,
) {
	if gate.is_none() && !dice.percent(10) {
		return;
	}
	let using = using(world, dice, request, source, gate);
	let signed = if dice.percent(3) { Vec::new() } else { using.payload() };
	let signer = shown.then(|| key.public());
	let signature = key.sign(&signed);
	request.shown.using = Some(SignedUse { using, signer, signature });
}

fn using(
	world: &World,
	dice: &mut Dice,
	request: &Request,
	source: Source,
	gate: Option<Gate>,
) -> Use {
	let gate = gate.unwrap_or(Gate { enforcer: DeviceId(Hash::zero()), challenge: [0; 32] });
	Use {
		genesis: if dice.percent(1) { Hash::zero() } else { world.genesis },
		enforcer: gate.enforcer,
		resource: request.resource,
		source,
		challenge: if dice.percent(1) { [7; 32] } else { gate.challenge },
		action: request.action,
		expires: world.at + 20_000 + dice.below(40_000),
	}
}

/// A holder of one of the resource's grants, or somebody else, with a pass or without.
fn by_grant(
	world: &World,
	cast: &Cast,
	dice: &mut Dice,
	(resource, id, grant): (ResourceId, GrantId, Grant),
	action: Action,
	gate: Option<Gate>,
) -> Request {
	let authority = Authority::Grant(if dice.percent(1) { 1_000 } else { id });
	let ask = |subject| Request::new(resource, action, subject, authority);
	let device = |id: &DeviceId| cast.devices.iter().find(|device| device.id == *id);
	let (key, shown) = match &grant.holder {
		Holder::Device(holder) => (device(holder).expect("it is among them"), false),
		Holder::Account(holder) => {
			let account = |key: &&Device| key.public().account().as_ref() == Some(holder);
			(cast.accounts.iter().find(account).expect("it is among them"), true)
		},
		Holder::Domain { domain, .. } => {
			let homes = world.domains.iter().zip(&cast.devices);
			let mut home =
				homes.filter(|(home, _)| **home == Some(*domain)).map(|(_, device)| device);
			let key = home.next_back().unwrap_or_else(|| dice.pick(&cast.devices));
			return show_use(
				world,
				dice,
				ask(Subject::Device(key.id)),
				gate,
				Signer { key, shown: false },
			);
		},
	};
	if dice.percent(40) {
		return handed_on(world, cast, dice, (id, &grant), ask, (gate, Signer { key, shown }));
	}
	let subject = match &grant.holder {
		_ if dice.percent(5) => Subject::Device(dice.pick(&cast.devices).id),
		Holder::Account(holder) => Subject::Account(holder.clone()),
		_ => Subject::Device(key.id),
	};
	show_use(world, dice, ask(subject), gate, Signer { key, shown })
}

/// A pass of one to four blocks, of which now and then a part is wrong.
fn handed_on(
	world: &World,
	cast: &Cast,
	dice: &mut Dice,
	(id, grant): (GrantId, &Grant),
	ask: impl Fn(Subject) -> Request,
	(gate, first): (Option<Gate>, Signer<'_>),
) -> Request {
	let mut before = signed::grant_hash(&world.genesis, id);
	let mut blocks = Vec::new();
	let Signer { mut key, shown } = first;
	for place in 0..1 + dice.below(4) {
		let next = dice.pick(&cast.strangers);
		let block = Block {
			genesis: world.genesis,
			grant: id,
			pass_epoch: if dice.percent(2) { 9 } else { grant.pass_epoch },
			before: if dice.percent(2) { Hash::zero() } else { before },
			holder: next.public(),
			scope: scope_of(dice, world.at),
		};
		let signer = (shown && place == 0).then(|| key.public());
		let signature = key.sign(&if dice.percent(2) { Vec::new() } else { block.payload() });
		before = block.hash();
		key = next;
		blocks.push(SignedBlock { block, signer, signature });
	}
	let subject: DevicePublic = key.public();
	let mut request = ask(Subject::Key(subject));
	let blocks = blocks.try_into().expect("four at most");
	request.shown.pass = Some(Pass { grant: id, blocks });
	let signer = Signer { key, shown: false };
	show_source(world, dice, &mut request, Source::Block(before), gate, signer);
	request
}

fn scope_of(dice: &mut Dice, at: Moment) -> jmt_primitives::access::Scope {
	narrowing(dice, at)
}

fn place(world: &World, cast: &Cast, dice: &mut Dice, gate: &Gate) -> SignedPlace {
	let (gateway, device) = (dice.pick(&cast.devices), dice.pick(&cast.devices).id);
	let (at, nonce, cell) = (world.at, gate.challenge, cell(dice));
	let payload = signed::place(&world.genesis, &gateway.id, &device, cell, at, &nonce);
	let signature = gateway.sign(&payload);
	SignedPlace { gateway: gateway.id, device, cell, at, nonce, signature }
}
