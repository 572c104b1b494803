//! Bytes that the targets take, to be mutated.

use super::world::*;
use codec::Encode;
use jmt_primitives::{
	access::{
		log::{Absence, Entry, Lie, LogHead, Neighbour, Outcome, Receipt, Seal},
		signed, Authority, Block, By, Condition, Counting, FactKey, FactValue, Holder, Limit, Pass,
		PolicyBody, Request, SignedBlock, Subject, Who, Window,
	},
	DeviceSignature, Hash,
};
use std::sync::LazyLock;

static SAMPLES: LazyLock<[Vec<u8>; 6]> = LazyLock::new(made);

/// One of each target.
pub(crate) fn samples() -> &'static [Vec<u8>; 6] {
	&SAMPLES
}

/// A lift with rules of several kinds.
fn lift_with_rules() -> World {
	let mut world = World::scene();
	// Wednesdays, 7:00 to 18:00.
	let days = Condition::Time(vec![Window::Weekly { from: 3_300, to: 3_960 }].try_into().unwrap());
	let limit = Limit { most: 3, window: DAY, counting: Counting::Locally };
	let approvals = Condition::Approvals { least: 1, of: vec![boss()].try_into().unwrap() };
	world.rules(vec![
		deny(Who::OwnedBy(account(9)), vec![]),
		allow(Who::TrustedBy(HOUSE), vec![days, Condition::Uses(limit)]),
		allow(Who::Anybody, vec![approvals]),
	]);
	world
}

fn made() -> [Vec<u8>; 6] {
	let world = lift_with_rules();
	let body: PolicyBody = match &world.facts[&FactKey::Policy(POLICY)] {
		FactValue::Policy(policy) => policy.body.clone(),
		other => panic!("{other:?}"),
	};
	let asked = at_lift(ask(), &phone());

	let grant = grant_to(Holder::Device(phone().id()));
	let by_grant = Request { authority: Authority::Grant(1), ..ask() };
	let block = Block {
		genesis: GENESIS,
		grant: 1,
		pass_epoch: 0,
		before: signed::grant_hash(&GENESIS, 1),
		holder: stranger().public(),
		scope: scope(),
	};
	let signature = phone().sign(&block.payload());
	let blocks = vec![SignedBlock { block, signer: None, signature }].try_into().unwrap();
	let pass = Pass { grant: 1, blocks };
	let mut by_pass = Request { subject: Subject::Key(stranger().public()), ..by_grant.clone() };
	by_pass.shown.pass = Some(pass.clone());
	let (by_grant, by_pass) = (at_lift(by_grant, &phone()), at_lift(by_pass, &stranger()));

	let around = around(&world);
	[
		[(&body, &asked).encode(), around.clone()].concat(),
		[(&grant, &by_grant, &body).encode(), around.clone()].concat(),
		pass.encode(),
		[(&by_pass, Some(&grant), &body).encode(), around].concat(),
		(world.snapshot(world.facts.keys().cloned()), &asked).encode(),
		lie(),
	]
}

/// The lift, moved up into the house; the house; the phone; its firm's team; and the link between the two.
fn around(world: &World) -> Vec<u8> {
	use FactValue::{Device, Domain, Member, Resource, Trust};
	let facts = [
		FactKey::Resource(LIFT),
		FactKey::Domain(HOUSE),
		FactKey::Device(phone().id()),
		FactKey::Member(phone().id()),
		FactKey::Trust(HOUSE, FIRM),
	]
	.map(|key| world.facts[&key].clone());
	let [Resource(mut lift), Domain(house), Device(phone), Member(team), Trust(link)] = facts
	else {
		panic!("they are what their keys say")
	};
	lift.domain = HOUSE;
	(lift, house, phone, team, link).encode()
}

fn lie() -> Vec<u8> {
	let (hash, path) = (Hash::repeat_byte(1), vec![Hash::repeat_byte(2); 3]);
	let path = || path.clone().try_into().unwrap();
	let head = LogHead {
		leaves: 9,
		tree: hash,
		root: hash,
		segment: 1,
		at: NOW,
		lied: None,
		payer: boss(),
		deposit: 0,
	};
	let seal = Seal { segment: 1, begins: 0, from: 1, to: NOW, entries: 7, sorted: hash };
	let neighbour = |index| Neighbour { index, use_id: hash, leaf: hash, path: path() };
	let absence = Absence::Between { below: Some(neighbour(1)), above: Some(neighbour(2)) };
	let entry = Entry {
		use_id: hash,
		at: NOW,
		resource: LIFT,
		action: jmt_primitives::access::Action::OPEN,
		subject: hash,
		outcome: Outcome::Allowed(By::Rule(1)),
		version: 1,
		block: 1,
	};
	let receipt =
		Receipt { genesis: hash, enforcer: lift().id(), use_id: hash, at: NOW, leaf: hash };
	let signature = DeviceSignature::Ed25519([3; 64]);
	let missing = Lie::Missing { receipt, signature, seal, path: path(), absence: absence.clone() };
	let unsorted = Lie::Unsorted {
		entry,
		salt: hash,
		index: 3,
		path: path(),
		seal,
		seal_path: path(),
		absence,
	};
	(head, unsorted, missing).encode()
}
