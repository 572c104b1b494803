//! The condition of a place.

use super::{
	keys::Key,
	world::{
		account, allow, ask, at_lift, by_grant, by_rule, deny, gateway, grant_to, landlord, phone,
		World, CHALLENGE, FIRM, GENESIS, HOUSE, MINUTE, NOW, SHAFT, TEAM,
	},
};
use jmt_primitives::{
	access::{
		signed, Area, Authority, Condition, FactKey, FactValue, Holder, Reason, Request,
		SignedPlace, Subject, Vouched, Who, GRANT_PLACE_MS,
	},
	cell::Cell,
	DeviceSignature, Moment,
};

/// The shaft's, of resolution 9, in the middle of San Francisco.
const SHAFT_CELL: u64 = 0x8928308280fffff;

fn cell(number: u64) -> Cell {
	Cell::new(number).unwrap()
}

fn shaft() -> Cell {
	cell(SHAFT_CELL)
}

fn parent(resolution: u8) -> Cell {
	shaft().parent(resolution).unwrap()
}

fn area(cells: &[Cell]) -> Condition {
	let cells = cells.to_vec().try_into().unwrap();
	Condition::Place(Area { cells, minutes: 5, by: HOUSE })
}

/// Anybody in the area may open.
fn world(cells: &[Cell]) -> World {
	let mut world = World::scene();
	world.rules(vec![allow(Who::Anybody, vec![area(cells)])]);
	world
}

/// The word of a gateway, good or not.
fn word(by: &Key, cell: Cell, at: Moment) -> SignedPlace {
	let (gateway, device, nonce) = (by.id(), phone().id(), CHALLENGE);
	let payload = signed::place(&GENESIS, &gateway, &device, cell, at, &nonce);
	SignedPlace { gateway, device, cell, at, nonce, signature: by.sign(&payload) }
}

/// The phone at the lift, with a gateway's word.
fn seen(place: SignedPlace) -> Request {
	let mut request = at_lift(ask(), &phone());
	request.shown.place = Some(place);
	request
}

fn seen_at(cell: Cell) -> Request {
	seen(word(&gateway(), cell, NOW))
}

#[test]
fn it_takes_a_place_inside_the_area_until_the_word_is_too_old() {
	for (cells, place) in [
		(vec![shaft()], shaft()),
		(vec![parent(8)], shaft()),
		(vec![parent(0)], shaft()),
		(vec![cell(0x8001fffffffffff), parent(7)], shaft()),
		(vec![parent(5)], parent(5)),
	] {
		assert_eq!(world(&cells).until(&seen_at(place)), NOW + 5 * MINUTE, "{cells:?}");
	}
	let old = seen(word(&gateway(), shaft(), NOW - 4 * MINUTE));
	assert_eq!(world(&[shaft()]).until(&old), NOW + MINUTE);
}

/// Of each resolution beside each: inside, beside, around.
#[test]
fn it_tells_inside_from_beside_from_around_at_all_resolutions() {
	let finest = cell(0x8f2830828052d25);
	let elsewhere = cell(0x8f194ad32064a63);
	for wanted in 0..=15 {
		for got in 0..=15 {
			let area = finest.parent(wanted).unwrap();
			let world = world(&[area]);
			let near = world.decide(&seen_at(finest.parent(got).unwrap()));
			let expected = (got < wanted).then_some(Reason::PlaceUnproven);
			assert_eq!(near.reason(), expected, "{got} for {wanted}");
			let far = world.decide(&seen_at(elsewhere.parent(got).unwrap()));
			assert_eq!(far.reason(), Some(Reason::OutsidePlace), "{got} for {wanted}");
		}
	}
}

#[test]
fn it_takes_the_chains_word_where_none_is_shown() {
	let mut world = world(&[parent(4)]);
	let vouched = |at| Vouched { gateway: gateway().id(), cell: parent(5), at };
	let key = FactKey::Vouched(phone().id());
	world.put(key.clone(), FactValue::Vouched(vouched(NOW - 5 * MINUTE)));
	assert_eq!(world.until(&ask()), NOW);
	assert_eq!(world.until(&at_lift(ask(), &phone())), NOW);
	world.put(key.clone(), FactValue::Vouched(vouched(NOW - 5 * MINUTE - 1)));
	assert_eq!(world.denied(&ask()), by_rule(Reason::PlaceTooOld, 0));
	// That which is shown goes first, also where it is worse.
	world.put(key, FactValue::Vouched(vouched(NOW)));
	assert!(world.decide(&ask()).is_allow());
	let elsewhere = seen_at(cell(0x891fb466257ffff));
	assert_eq!(world.reason(&elsewhere), Reason::OutsidePlace);
}

/// One word answers all conditions, each with its own age and its own domain.
#[test]
fn it_reads_the_evidence_once() {
	let mut world = world(&[shaft()]);
	world.rules(vec![
		deny(Who::Anybody, vec![area(&[cell(0x891fb466257ffff)])]),
		allow(Who::Anybody, vec![area(&[shaft()]), area(&[parent(3)])]),
	]);
	assert!(world.decide(&seen_at(shaft())).is_allow());
	let asked = world.asked.take();
	let gateways = asked.iter().filter(|key| **key == FactKey::Bonded(gateway().id()));
	assert_eq!(gateways.count(), 1);
}

/// Deny rules about a place deny where it is not known, and stand as long as the word.
#[test]
fn it_denies_by_a_place_that_is_not_known() {
	let mut world = World::scene();
	let elsewhere = cell(0x891fb466257ffff);
	world.rules(vec![deny(Who::Anybody, vec![area(&[elsewhere])]), allow(Who::Anybody, vec![])]);
	assert_eq!(world.denied(&ask()), by_rule(Reason::PlaceUnproven, 0));
	assert_eq!(world.denied(&seen_at(elsewhere)), by_rule(Reason::DeniedByRule, 0));
	assert_eq!(world.until(&seen_at(shaft())), NOW + 5 * MINUTE);
}

#[test]
fn it_judges_grants_by_gateways_of_the_resources_domain() {
	let mut world = World::scene();
	world.change_resource(|lift| lift.domain = HOUSE);
	let mut grant = grant_to(Holder::Device(phone().id()));
	grant.scope.cells = vec![parent(8)].try_into().unwrap();
	world.add_grant(1, grant);
	let request = |at| {
		let mut request = at_lift(Request { authority: Authority::Grant(1), ..ask() }, &phone());
		request.shown.place = Some(word(&gateway(), shaft(), at));
		request
	};
	assert_eq!(world.until(&request(NOW - 1)), NOW - 1 + GRANT_PLACE_MS);
	let too_old = request(NOW - GRANT_PLACE_MS - 1);
	assert_eq!(world.denied(&too_old), by_grant(Reason::PlaceTooOld, 1));
	// The gateway is in the house, and not in the shaft.
	world.change_resource(|lift| lift.domain = SHAFT);
	assert_eq!(world.denied(&request(NOW)), by_grant(Reason::PlaceUnproven, 1));
}

/// Cells at the poles, on either side of 180 degrees, and by a pentagon: the index decides, as it does everywhere.
#[test]
fn it_goes_by_the_index_everywhere() {
	for number in [
		0x890326233abffff_u64, // the north pole
		0x89f29380e0fffff,     // the south pole
		0x897eb57221bffff,     // 180 degrees, at the equator
		0x899b5dc5597ffff,     // 180 degrees, in Fiji
		0x89080000003ffff,     // a pentagon
	] {
		let place = cell(number);
		let coarse = place.parent(3).unwrap();
		assert!(world(&[coarse]).decide(&seen_at(place)).is_allow(), "{place}");
		let beside = world(&[cell(0x8001fffffffffff)]).reason(&seen_at(place));
		assert_eq!(beside, Reason::OutsidePlace, "{place}");
	}
	// The centre child of a pentagon is below it; its deleted child is no cell at all.
	let pentagon = cell(0x8009fffffffffff);
	assert!(pentagon.is_pentagon());
	let child = cell(0x81083ffffffffff);
	assert!(world(&[pentagon]).decide(&seen_at(child)).is_allow());
	assert!(Cell::new(0x81087ffffffffff).is_err());
}

mod reject {
	use super::*;

	#[track_caller]
	fn unproven(world: &World, request: &Request) {
		assert_eq!(world.denied(request), by_rule(Reason::PlaceUnproven, 0));
	}

	#[test]
	fn no_evidence() {
		unproven(&world(&[shaft()]), &at_lift(ask(), &phone()));
		unproven(&world(&[shaft()]), &ask());
		// A chain without gateways.
		let mut world = world(&[shaft()]);
		world.unknown.insert(FactKey::Vouched(phone().id()));
		unproven(&world, &ask());
	}

	#[test]
	fn a_word_that_is_too_old_or_of_the_future() {
		let world = world(&[shaft()]);
		for (at, code) in [
			(NOW - 5 * MINUTE, None),
			(NOW - 5 * MINUTE - 1, Some(Reason::PlaceTooOld)),
			(NOW, None),
			(NOW + 1, Some(Reason::PlaceTooOld)),
		] {
			let decision = world.decide(&seen(word(&gateway(), shaft(), at)));
			assert_eq!(decision.reason(), code, "{at}");
		}
	}

	#[test]
	fn a_word_for_another_challenge_device_or_chain_or_changed() {
		let world = world(&[shaft()]);
		let good = word(&gateway(), shaft(), NOW);
		assert!(world.decide(&seen(good)).is_allow());
		let DeviceSignature::Ed25519(mut bytes) = good.signature else { unreachable!() };
		bytes[0] ^= 1;
		for changed in [
			SignedPlace { nonce: [8; 32], ..good },
			SignedPlace { device: gateway().id(), ..good },
			SignedPlace { cell: parent(8), ..good },
			SignedPlace { at: NOW - 1, ..good },
			SignedPlace { signature: DeviceSignature::Ed25519(bytes), ..good },
			SignedPlace { signature: DeviceSignature::Sr25519([1; 64]), ..good },
		] {
			unproven(&world, &seen(changed));
		}
		let (gateway_id, device) = (gateway().id(), phone().id());
		let other = super::super::world::OTHER_GENESIS;
		let payload = signed::place(&other, &gateway_id, &device, shaft(), NOW, &CHALLENGE);
		unproven(&world, &seen(SignedPlace { signature: gateway().sign(&payload), ..good }));
		// Without a gate nobody has made a challenge.
		let mut no_gate = ask();
		no_gate.shown.place = Some(good);
		unproven(&world, &no_gate);
	}

	#[test]
	fn a_gateway_that_is_not_believed() {
		let of_firm = Key::ed(30);
		let mut world = world(&[shaft()]);
		world.add_device(&of_firm, landlord(), Some(TEAM));
		world.put(FactKey::Bonded(of_firm.id()), FactValue::Bonded);
		unproven(&world, &seen(word(&of_firm, shaft(), NOW)));
		// Below the domain that is named.
		world.add_device(&of_firm, landlord(), Some(SHAFT));
		assert!(world.decide(&seen(word(&of_firm, shaft(), NOW))).is_allow());
		// At large, and not registered at all.
		world.facts.remove(&FactKey::Member(of_firm.id()));
		unproven(&world, &seen(word(&of_firm, shaft(), NOW)));
		unproven(&world, &seen(word(&Key::ed(31), shaft(), NOW)));
	}

	#[test]
	fn a_gateway_without_a_bond_or_not_active() {
		type Change = fn(&mut World);
		let changes: [Change; 5] = [
			|world| {
				world.facts.remove(&FactKey::Bonded(gateway().id()));
			},
			|world| {
				world.unknown.insert(FactKey::Bonded(gateway().id()));
			},
			|world| world.change_device(gateway().id(), |device| device.paused = true),
			|world| {
				world.change_member(gateway().id(), |member| {
					member.state = jmt_primitives::devices::MemberState::Revoked;
				});
			},
			|world| {
				world.change_member(gateway().id(), |member| member.domain = Some(FIRM));
				world.suspend(FIRM);
				// The subject is in the house, so that the firm is the gateway's alone.
				world.add_device(&phone(), landlord(), Some(HOUSE));
			},
		];
		for (place, change) in changes.into_iter().enumerate() {
			let mut world = world(&[shaft()]);
			change(&mut world);
			let denied = world.denied(&seen_at(shaft()));
			assert_eq!(denied, by_rule(Reason::PlaceUnproven, 0), "change {place}");
		}
	}

	#[test]
	fn a_fact_about_the_gateway_that_lacks() {
		let id = gateway().id();
		for key in [FactKey::Device(id), FactKey::Member(id), FactKey::Bonded(id)] {
			let mut world = world(&[shaft()]);
			world.lacking.insert(key);
			assert_eq!(world.reason(&seen_at(shaft())), Reason::SnapshotLacks);
		}
		let mut world = world(&[shaft()]);
		world.lacking.insert(FactKey::Vouched(phone().id()));
		assert_eq!(world.reason(&ask()), Reason::SnapshotLacks);
	}

	#[test]
	fn an_account_which_is_nowhere() {
		let request = Request { subject: Subject::Account(account(2)), ..ask() };
		unproven(&world(&[shaft()]), &request);
	}
}
