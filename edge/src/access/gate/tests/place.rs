//! A visitor that a gateway hears.

use super::*;
use jmt_primitives::{
	access::{Area, SignedPlace},
	cell::Cell,
	devices::Member,
	domains::DomainId,
	DeviceSignature,
};

const SHAFT: u64 = 0x0892_8347_0d93_ffff;
const BESIDE: u64 = 0x0892_8347_0d97_ffff;

fn cell(index: u64) -> Cell {
	Cell::new(index).unwrap()
}

/// A lift that opens in its shaft, by the word of gateways of domain 1, with one that hears the phone.
fn lift(domain: DomainId) -> (House, DeviceKey) {
	let cells = vec![cell(SHAFT)].try_into().unwrap();
	let area = Area { cells, minutes: 5, by: 1 };
	let mut house = house(vec![anybody(vec![Condition::Place(area)], 0)]);
	let (hears, _) = DeviceKey::generate(KeyType::Ed25519);
	let member = Member { domain: Some(domain), ..Member::default() };
	let other = house.state.facts[&FactKey::Domain(1)].clone();
	house.state.facts.extend([
		(FactKey::Device(hears.id()), Some(device(&hears))),
		(FactKey::Member(hears.id()), Some(FactValue::Member(member))),
		(FactKey::Bonded(hears.id()), Some(FactValue::Bonded)),
		(FactKey::Domain(2), other),
	]);
	(house, hears)
}

/// The gateway's word for a challenge.
fn says(house: &House, hears: &DeviceKey, index: u64, nonce: [u8; 32]) -> SignedPlace {
	let (gateway, device) = (hears.id(), house.phone.id());
	let signature = DeviceSignature::Ed25519([0; 64]);
	let place = SignedPlace { gateway, device, cell: cell(index), at: NOW, nonce, signature };
	SignedPlace { signature: hears.sign(&place.payload(&GENESIS)), ..place }
}

/// The phone asks with the word that is made of the challenge.
fn asks(
	house: &mut House,
	place: impl FnOnce(&House, [u8; 32]) -> Option<SignedPlace>,
) -> Result<Let, Denied> {
	let challenge = house.ask(NOW);
	let place = place(house, challenge.challenge);
	let visit = challenge.answer(&house.phone(), &Right::Own, place).unwrap();
	house.decide(&visit, NOW)
}

#[test]
fn decide_a_visitor_in_the_place_is_let_and_one_beside_it_is_not() {
	let (mut house, hears) = lift(1);
	let made = asks(&mut house, |house, nonce| Some(says(house, &hears, SHAFT, nonce)));
	// The evidence is good for five minutes, and the state for ten.
	assert_eq!(made.unwrap().allowed.until, NOW + 300_000);
	let beside = asks(&mut house, |house, nonce| Some(says(house, &hears, BESIDE, nonce)));
	refused(beside, Reason::OutsidePlace);
	assert_eq!(house.logged(), 1);
}

mod reject {
	use super::*;

	#[test]
	fn decide_evidence_of_another_challenge_or_visitor_or_changed() {
		let (mut house, hears) = lift(1);
		let (stranger, _) = DeviceKey::generate(KeyType::Ed25519);
		// The chain has no word of any gateway about the phone.
		house.state.facts.insert(FactKey::Vouched(house.phone.id()), None);
		let word = |house: &House, nonce| says(house, &hears, SHAFT, nonce);
		let before = house.ask(NOW).challenge;
		let refusals: [Result<Let, Denied>; 4] = [
			asks(&mut house, |house, _| Some(word(house, before))),
			asks(&mut house, |house, nonce| {
				Some(SignedPlace { device: stranger.id(), ..word(house, nonce) })
			}),
			asks(&mut house, |house, nonce| {
				Some(SignedPlace { cell: cell(SHAFT), ..says(house, &hears, BESIDE, nonce) })
			}),
			asks(&mut house, |_, _| None),
		];
		for result in refusals {
			refused(result, Reason::PlaceUnproven);
		}
		assert_eq!(house.logged(), 0);
	}

	#[test]
	fn decide_evidence_of_a_gateway_that_is_not_believed() {
		// Of a domain that the policy does not name.
		let (mut house, hears) = lift(2);
		let word = |house: &House, nonce| Some(says(house, &hears, SHAFT, nonce));
		refused(asks(&mut house, word), Reason::PlaceUnproven);
		// Without a bond.
		let (mut house, hears) = lift(1);
		house.state.facts.insert(FactKey::Bonded(hears.id()), None);
		let word = |house: &House, nonce| Some(says(house, &hears, SHAFT, nonce));
		refused(asks(&mut house, word), Reason::PlaceUnproven);
		// Registered by nobody.
		house.state.facts.insert(FactKey::Bonded(hears.id()), Some(FactValue::Bonded));
		house.state.facts.insert(FactKey::Device(hears.id()), None);
		refused(asks(&mut house, word), Reason::PlaceUnproven);
	}
}
